/**
 * Every counter that a run may report: its unit and what exactly it counts. CONVENTIONS.md, "Counters", prints this
 * table; budgets and metrics of exercises name rows of it.
 *
 * A counter with a method's or a cause's name in front is that part of it: `tickPolicyCycles` of `policyCycles`.
 */
export interface Counter {
  readonly unit: string;
  readonly meaning: string;
  /** How the names of its parts end. */
  readonly parts?: string;
}

export const COUNTERS = {
  cycles: { unit: 'cycles', meaning: 'Length of the run.' },
  userCycles: { unit: 'cycles', meaning: 'Of all cores together: in user mode.' },
  idleCycles: { unit: 'cycles', meaning: 'Of all cores together: waiting for an interrupt.' },
  overheadCycles: {
    unit: 'cycles',
    meaning: 'Of all cores together: in the kernel, the policy included, and switching.',
  },
  policyCycles: {
    unit: 'cycles',
    meaning: "What the policy's metered units cost the cores that asked it.",
    parts: 'PolicyCycles',
  },
  policyCalls: { unit: 'calls', meaning: 'Calls of methods of the policy by the kernel.' },
  policyUnits: { unit: 'units', meaning: 'Metered units that the policy used.' },
  modeSwitches: {
    unit: 'mode switches',
    meaning: 'From user to kernel mode and back, each way one: by traps and by interrupts of user code.',
  },
  systemCalls: {
    unit: 'system calls',
    meaning: 'Traps into the kernel by programs, exits and faults included. One that returns is a crossing.',
  },
  interrupts: {
    unit: 'interrupts',
    meaning: 'Interrupts taken by cores: timer, device, arrival, reschedule.',
  },
  ticks: { unit: 'ticks', meaning: 'Timer interrupts of running threads.' },
  contextSwitches: {
    unit: 'context switches',
    meaning: 'Times that a core began to load a thread other than the one it just gave up.',
  },
  migrations: {
    unit: 'migrations',
    meaning: 'Times that a thread was dispatched to another core than the one before.',
  },
  farAccesses: {
    unit: 'accesses',
    meaning: 'Bus transactions whose memory belongs to another node than the core.',
  },
  exited: { unit: 'threads', meaning: 'Threads that are over.' },
  turnaroundCycles: {
    unit: 'cycles',
    meaning: 'From the arrival of a thread to its end: the mean of those that are over, rounded down.',
  },
  memoryAccesses: {
    unit: 'accesses',
    meaning: 'Loads and stores of one word by the policy, each one.',
    parts: 'Accesses',
  },
  callAccesses: {
    unit: 'accesses',
    meaning: 'Those of them in calls other than the first preparation of memory.',
  },
  mechanismAccesses: {
    unit: 'accesses',
    meaning:
      'Words, fields and registers that the exchanged mechanisms of a system with processes read and wrote.',
  },
  translationMisses: {
    unit: 'misses',
    meaning: 'Translations that no buffer of the core had: the walker read the page table.',
  },
  switchingAccesses: {
    unit: 'accesses',
    meaning:
      'What context switches access: words of control blocks, and of page tables where translations were missing.',
  },
  copiedFrames: { unit: 'frames', meaning: 'Frames of physical memory that the kernel copied as a whole.' },
  allocatedFrames: {
    unit: 'frames',
    meaning: 'Frames that the kernel gave out, each filled with zeros first.',
  },
  freeFrames: { unit: 'frames', meaning: 'Frames that nobody has at the end of the run.' },
  copies: {
    unit: 'copies',
    meaning: "Copies between a process and a buffer of the kernel's, each way one.",
  },
  copiedBytes: {
    unit: 'bytes',
    meaning: 'Bytes of these copies, or stored into message buffers; a word counts four.',
  },
  sentPages: { unit: 'pages', meaning: 'Pages of a process that were sent to another machine, each time.' },
  downtimePages: { unit: 'pages', meaning: 'Those of them for which the process stood still.' },
  logEntries: { unit: 'entries', meaning: 'Entries of the log that a recorded process has.' },
  checkpointBytes: { unit: 'bytes', meaning: 'Bytes of pages that its checkpoints keep.' },
  replayedSteps: { unit: 'steps', meaning: 'Steps that it did once more, in rewinds.' },
  wakeUps: { unit: 'wake-ups', meaning: 'Sleepers on a channel that it woke, also in vain.' },
  stackLayers: { unit: 'layers', meaning: 'Layers of the protocol stack that messages passed, up or down.' },
  allocatedBytes: { unit: 'bytes', meaning: 'Bytes that the policy asked its allocator for.' },
  allocations: { unit: 'blocks', meaning: 'Blocks that the policy gave out.' },
  wasteBytes: {
    unit: 'bytes',
    meaning: 'What blocks have beyond the bytes asked for, counted when they are given out.',
  },
  heapBytes: { unit: 'bytes', meaning: 'Memory that the kernel gave to heaps.' },
  heapLoss: {
    unit: 'ten-thousandths',
    meaning:
      'What 0.6 U + 0.4 S is short of 1: U the most bytes that blocks held at once for each byte of the heap, S 10 accesses for each call for each access, at most 1.',
  },
  atomicOperations: {
    unit: 'atomic operations',
    meaning: 'Operations that read and write a word in one step, whether or not they change it.',
  },
  busTransactions: {
    unit: 'bus transactions',
    meaning: 'Transactions on the bus: fetches, upgrades, updates, writes, write-backs, atomics.',
    parts: 'Transactions',
  },
  invalidations: { unit: 'copies', meaning: 'Copies in other caches that were invalidated, each one.' },
  cacheOperations: {
    unit: 'operations',
    meaning: 'Lines that software cleaned, flushed or invalidated in a cache, each one.',
    parts: 'CacheOperations',
  },
  memoryReads: {
    unit: 'reads',
    meaning: 'Reads of main memory: lines, and words of atomics at the controller.',
  },
  handOffCycles: { unit: 'cycles', meaning: 'Cycles in which somebody wants the lock and nobody is inside.' },
  crossings: {
    unit: 'crossings',
    meaning:
      'Calls to the kernel by a lock, by a heap, by servers and their clients, or for communication, each there and back.',
    parts: 'Crossings',
  },
  interleavings: { unit: 'executions', meaning: 'Executions that the explorer tried.' },
  steps: { unit: 'steps', meaning: 'Steps of all these executions.' },
} as const satisfies Record<string, Counter>;

export type CounterName = keyof typeof COUNTERS;

/** A counter, or the part of one that a method or cause has. */
export type CounterKey =
  | CounterName
  | `${string}${'PolicyCycles' | 'Accesses' | 'Transactions' | 'Crossings' | 'CacheOperations'}`;

/** The row of a counter, or of the one whose part it is. @returns undefined when there is none. */
export function counterRow(key: string): Counter | undefined {
  if (Object.hasOwn(COUNTERS, key)) return COUNTERS[key as CounterName];
  return Object.values<Counter>(COUNTERS).find(({ parts }) => parts !== undefined && key.endsWith(parts));
}
