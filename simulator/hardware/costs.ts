/**
 * Every cost of the simulated machine in one table: what it is, its unit and where the figure comes from.
 *
 * The figures are rounded from measurements of real machines so that their *relations* are right (a miss costs
 * a hundred hits, a disk access a million cycles): they belong to no particular processor. A machine may
 * override any of them; exercises name the ones that matter in their statements.
 *
 * Imported whole (`import * as COSTS`). Each cost is an export of its own, so that an exercise's version depends on
 * the costs that it reaches and on no other (grader/library/versions.ts).
 */
export interface Cost {
  readonly value: number;
  readonly unit: 'cycles';
  readonly source: string;
}

const cycles = /* @__NO_SIDE_EFFECTS__ */ (value: number, source: string): Cost => ({
  value,
  unit: 'cycles',
  source,
});

/** Trap or interrupt entry and the return from it, without what the handler does. */
export const trapEntry = cycles(
  60,
  'order of a syscall entry on x86-64 without mitigations; Hennessy & Patterson 6e, appendix L gives tens of cycles',
);
export const trapReturn = cycles(40, 'as trapEntry');
/** Loading or storing one register of a thread at a switch, on top of the memory access itself. */
export const registerSave = cycles(1, 'one instruction each');
/** Direct cost of a context switch beyond saving registers: run-queue bookkeeping, address-space register. */
export const contextSwitch = cycles(
  200,
  'lmbench-like figures: about a microsecond in all with cold caches; direct part a few hundred cycles',
);
/** One metered unit of policy code, charged to the core that consults the policy. */
export const policyUnit = cycles(1, 'a unit is one node of the syntax tree, about one machine instruction');
/** Handling a timer tick before the policy is asked. */
export const timerTick = cycles(50, 'a short interrupt handler');
/** Handling a device's interrupt before the policy is asked. */
export const deviceInterrupt = cycles(
  150,
  'a short interrupt handler that reads and acknowledges a device register',
);
/** Dispatching a system call and checking its arguments, without what the call does. */
export const systemCall = cycles(50, 'as timerTick');
/** An access that hits the first-level cache. */
export const cacheHit = cycles(1, 'model: pipelined first-level hit');
/** An access that hits the shared second-level cache. */
export const secondLevelHit = cycles(
  12,
  'Intel and AMD optimisation manuals give 12 to 14 cycles for a private L2',
);
/** Main memory behind the bus. */
export const memoryAccess = cycles(100, 'Hennessy & Patterson 6e, figure 2.1: 50 to 100 ns');
/** A line from another core's cache instead of memory. */
export const cacheToCache = cycles(40, 'cache-to-cache transfers on one socket: some 40 to 60 cycles');
/** Address-only bus transaction: an invalidation. */
export const busInvalidate = cycles(20, 'one arbitration and one broadcast');
/** An access that hits a shared third level. */
export const thirdLevelHit = cycles(40, 'Hennessy & Patterson 6e, figure 2.1: 10 to 20 ns');
/** A word sent to the other caches over the bus. */
export const busUpdate = cycles(25, 'busInvalidate and one data beat');
/** On top of memoryAccess when the memory belongs to another node. */
export const farMemory = cycles(60, 'two-socket x86: local about 80 to 100 ns, remote about 130 to 150 ns');
/** How long a store stays in the store buffer before it starts to become visible. */
export const storeBufferDelay = cycles(
  20,
  'model: stores leave the buffer after they retire, tens of cycles later',
);
/** Device times: at one cycle a nanosecond. */
export const dmaSetup = cycles(
  200,
  'arbitration and one posted request over a PCIe link: a few hundred nanoseconds',
);
export const dmaSegment = cycles(50, 'one more request for each segment of a scatter-gather list');
export const dmaWord = cycles(1, '4 bytes a nanosecond: PCIe 3.0 with four lanes, 3.9 GB/s');
export const consoleCharacter = cycles(86_806, '115,200 baud, ten bits a character');
export const diskCommand = cycles(20_000, 'controller overhead: tens of microseconds');
export const diskTrackSeek = cycles(
  800_000,
  'to the next cylinder: 0.8 ms, data sheets of 7,200 rpm disks (Seagate Barracuda)',
);
export const diskFullSeek = cycles(
  17_000_000,
  'over all cylinders: about twice the average of 8.5 ms, same data sheets',
);
export const diskHeadSwitch = cycles(
  700_000,
  'to another surface of the cylinder: slightly less than to the next cylinder',
);
export const diskRotation = cycles(8_333_333, '7,200 revolutions a minute');
export const networkDelay = cycles(
  50_000,
  'propagation and one switch in a data centre: tens of microseconds',
);
export const networkByte = cycles(8, 'one gigabit a second');
/** On top of the one cycle of each instruction: a multiplication. */
export const multiply = cycles(
  2,
  'three cycles in all: order of a pipelined multiplier, SiFive U74 and ARM Cortex-A53 manuals',
);
/** On top of the one cycle of each instruction: a division or remainder. */
export const divide = cycles(19, 'some 20 cycles in all for 32 bits: SiFive U74 manual gives 6 to 68');
/** On top of the one cycle of each instruction: a branch or jump that is taken; there is no prediction. */
export const branchTaken = cycles(
  2,
  'Hennessy & Patterson 6e, appendix C: one to three cycles in a five-stage pipeline',
);
/** A translation that the second-level translation buffer answers. */
export const secondLevelTlbHit = cycles(
  7,
  'Intel optimisation manual: 7 cycles for a hit of the shared second level',
);
/** One access to a device's register, uncached. */
export const deviceRegister = cycles(100, 'as memoryAccess: an uncached access over the bus');
