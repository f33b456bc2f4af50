import {
  BUS_READ,
  BUS_READ_EXCLUSIVE,
  BUS_UPGRADE,
  type CoherenceProtocol,
  EXCLUSIVE,
  FLUSH,
  INVALID,
  MODIFIED,
  type Services,
  SHARED,
} from './contract';

/** MSI, and MESI where lines can be exclusive. */
export class Protocol implements CoherenceProtocol {
  constructor(
    _services: Services,
    private readonly hasExclusive: number,
  ) {}

  onLoadMiss(others: number): number {
    const alone = others === 0 && this.hasExclusive === 1;
    return (alone ? EXCLUSIVE : SHARED) + BUS_READ;
  }

  onStore(state: number): number {
    if (state === INVALID) return MODIFIED + BUS_READ_EXCLUSIVE;
    if (state === SHARED) return MODIFIED + BUS_UPGRADE;
    return MODIFIED;
  }

  onEvict(state: number): number {
    return INVALID + (state === MODIFIED ? FLUSH : 0);
  }

  onBus(state: number, request: number): number {
    const next = request === BUS_READ ? SHARED : INVALID;
    return next + (state === MODIFIED ? FLUSH : 0);
  }
}
