// A case for each state, as the state diagram has an arrow for each event.
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
} from '../contract';

export class Protocol implements CoherenceProtocol {
  private readonly first: number;

  constructor(_services: Services, hasExclusive: number) {
    this.first = hasExclusive > 0 ? EXCLUSIVE : SHARED;
  }

  onLoadMiss(others: number): number {
    return BUS_READ + (others > 0 ? SHARED : this.first);
  }

  onStore(state: number): number {
    switch (state) {
      case INVALID:
        return BUS_READ_EXCLUSIVE + MODIFIED;
      case SHARED:
        return BUS_UPGRADE + MODIFIED;
      default:
        return MODIFIED;
    }
  }

  onEvict(state: number): number {
    return state === MODIFIED ? FLUSH : INVALID;
  }

  onBus(state: number, request: number): number {
    switch (request) {
      case BUS_UPGRADE:
        return INVALID;
      case BUS_READ_EXCLUSIVE:
        return state === MODIFIED ? FLUSH : INVALID;
      default:
        return state === MODIFIED ? FLUSH + SHARED : SHARED;
    }
  }
}
