import { type PortMechanism, REFUSED, type Services } from './contract';

/** Neither takes messages nor gives any. */
export class Port implements PortMechanism {
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
}
