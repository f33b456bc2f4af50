// The textbook's table, written down: a row a state, a column an event.
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

interface Row {
  readonly store: number;
  readonly evict: number;
  readonly read: number;
  readonly write: number;
}

const ROWS: Readonly<Record<number, Row>> = {
  [INVALID]: { store: MODIFIED + BUS_READ_EXCLUSIVE, evict: INVALID, read: INVALID, write: INVALID },
  [SHARED]: { store: MODIFIED + BUS_UPGRADE, evict: INVALID, read: SHARED, write: INVALID },
  [EXCLUSIVE]: { store: MODIFIED, evict: INVALID, read: SHARED, write: INVALID },
  [MODIFIED]: { store: MODIFIED, evict: INVALID + FLUSH, read: SHARED + FLUSH, write: INVALID + FLUSH },
};

export class Protocol implements CoherenceProtocol {
  private readonly loads: readonly number[];

  constructor(_services: Services, hasExclusive: number) {
    this.loads =
      hasExclusive === 1 ? [EXCLUSIVE + BUS_READ, SHARED + BUS_READ] : [SHARED + BUS_READ, SHARED + BUS_READ];
  }

  onLoadMiss(others: number): number {
    return this.loads[others] as number;
  }

  onStore(state: number): number {
    return (ROWS[state] as Row).store;
  }

  onEvict(state: number): number {
    return (ROWS[state] as Row).evict;
  }

  onBus(state: number, request: number): number {
    const row = ROWS[state] as Row;
    return request === BUS_READ ? row.read : row.write;
  }
}
