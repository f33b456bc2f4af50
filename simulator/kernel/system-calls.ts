/**
 * The calls that a thread may make, by number.
 *
 *      yield* systemCall(SYSTEM_CALL.read, device, cycles)
 */
export const SYSTEM_CALL = {
  /** Ends the thread; returning from the program does the same. */
  exit: 0,
  /** Gives the core up; the thread stays ready. */
  yield: 1,
  /** Asks `device` for an operation that takes it `cycles`, and blocks until it is done. */
  read: 2,
  /** Reads a sector of the machine's disk to an address, and blocks until it is there. Answers 0, or -1. */
  readSector: 3,
} as const;

/** What a call is answered that does not exist, or names what does not. */
export const SYSTEM_CALL_REFUSED = -1;

export const SYSTEM_CALL_NAMES = ['exit', 'yield', 'read', 'readSector'] as const;
