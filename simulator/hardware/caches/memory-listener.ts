/** What can be watched in the memory system, for traces and pictures. */
export const BUS_TRANSACTIONS = [
  'read',
  'readExclusive',
  'upgrade',
  'update',
  'write',
  'writeBack',
  'atomic',
] as const;
export type BusTransaction = (typeof BUS_TRANSACTIONS)[number];

/** Told of changes as they happen. It must not call back. */
export interface MemoryListener {
  /** A line of a private cache changed its state. `before` and `after` are letters, `event` the table's event. */
  stateChanged(core: number, lineAddress: number, before: string, after: string, event: string): void;
  /** A transaction for `core` holds the bus from `startCycle` to `endCycle`. */
  transaction(
    core: number,
    kind: BusTransaction,
    lineAddress: number,
    startCycle: number,
    endCycle: number,
  ): void;
}
