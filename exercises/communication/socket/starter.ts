import { REFUSED, type Services, type SocketMechanism } from './contract';

/** Neither takes messages nor gives any. */
export class Socket implements SocketMechanism {
  constructor(
    private readonly services: Services,
    private readonly capacity: number,
    private readonly fromHost: number,
    private readonly toHost: number,
  ) {}

  send(_process: number, _bytes: number): number {
    return REFUSED;
  }

  receive(_process: number, _bytes: number): number {
    return REFUSED;
  }
}
