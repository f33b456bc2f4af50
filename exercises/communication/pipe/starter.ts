import { type PipeMechanism, REFUSED, type Services } from './contract';

/** Neither takes bytes nor gives any. */
export class Pipe implements PipeMechanism {
  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {}

  send(_process: number, _bytes: number): number {
    return REFUSED;
  }

  receive(_process: number, _bytes: number): number {
    return REFUSED;
  }

  close(_end: number): void {}
}
