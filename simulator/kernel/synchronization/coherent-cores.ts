/**
 * Runs one native program a core over coherent caches, with time: what a lock costs on the bus.
 *
 * A core carries out one operation after the other; an access is done when the memory system says so; a pause
 * costs a cycle, `compute` what it says. Metered units of the programs are charged as cycles before the
 * operation that they led to. Cores that act in the same cycle act in the order in which their operations were
 * asked for.
 *
 * The trace holds COHERENT_EVENTS. A core that reads the same value of the same word again leaves no event, but one
 * that it waits, so that spinning does not fill the trace. The run ends when all programs have finished, when two cores are
 * inside the critical section, on a fault, or when it is stuck: the critical section was empty for `idleCycles`.
 * What every section increments is looked at in the end: a lock may seem to exclude and lose data all the same.
 */
import { EventQueue } from '../../engine/event-queue';
import type { EventKinds, Trace } from '../../engine/trace';
import { EVENT, INTERLEAVING_EVENTS } from '../../explorer/interleaving-events';
import { POINT } from '../../explorer/scenario';
import { type Violation, violationIndex } from '../../explorer/violation';
import { BUS_TRANSACTIONS } from '../../hardware/caches/memory-listener';
import type { MemorySystem } from '../../hardware/caches/memory-system';
import * as COSTS from '../../hardware/costs';
import { OPERATION, type Program } from '../../hardware/operations';

/** Numbers of cache-line states in a trace, by letter. */
export const LINE_STATES = 'ISEMO';

/** The events of an interleaving, with the core as thread and the cycle as cycle, and what caches and bus do. */
export const COHERENT_EVENTS = [
  ...INTERLEAVING_EVENTS,
  {
    name: 'line-state',
    fields: ['core', 'line', 'state'],
    description: 'A cache line changes its state: 0 invalid, 1 shared, 2 exclusive, 3 modified, 4 owned.',
  },
  {
    name: 'bus',
    fields: ['core', 'transaction', 'address', 'endCycle'],
    description: `A transaction on the bus: ${BUS_TRANSACTIONS.map((name, i) => `${i} ${name}`).join(', ')}.`,
  },
] as const satisfies EventKinds;

const LINE_STATE = INTERLEAVING_EVENTS.length;
const BUS = INTERLEAVING_EVENTS.length + 1;

/** A core that has read the same so often in a row waits. */
const LOOKS_IN_VAIN = 3;

const RESUME = 0;
const ISSUE = 1;

export interface CoherentRunOptions {
  readonly memory: MemorySystem;
  readonly memoryBytes: number;
  readonly programs: readonly Program[];
  /** Metered units since the last call. */
  readonly takeUnits: () => number;
  readonly trace: Trace;
  /** After so many cycles with nobody inside the critical section, the run counts as stuck. No program may compute for so long between release and acquire. */
  readonly idleCycles: number;
  /** The word that each critical section increments. */
  readonly counterAddress: number;
}

/** What a core is at, as its points tell. */
const PHASE = { outside: 0, acquiring: 1, inside: 2, releasing: 3 } as const;

export interface CoherentRun {
  /** When the last program finished, or the run ended. */
  readonly cycles: number;
  readonly violation: Violation | undefined;
  /** Index of the violation's event; -1 when there is none. */
  readonly event: number;
  /** Each time that a core entered the critical section. */
  readonly entries: number;
  /** Bus transactions for cores that were acquiring, inside, and releasing (or what came after it). */
  readonly acquireTransactions: number;
  readonly insideTransactions: number;
  readonly releaseTransactions: number;
}

export class CoherentCores {
  private readonly queue = new EventQueue();
  /** One of PHASE, by core. */
  private readonly phase: number[];
  private readonly transactions = [0, 0, 0, 0];
  private readonly finished: boolean[];
  private readonly results: number[];
  private readonly seenAddress: number[];
  private readonly seenValue: number[];
  private readonly seenTimes: number[];
  private entries = 0;
  /** When a core entered or left last. */
  private lastPassage = 0;
  private lastEntered = -1;
  private violation: Violation | undefined;
  private event = -1;

  constructor(private readonly options: CoherentRunOptions) {
    const none = options.programs.map(() => false);
    const unknown = options.programs.map(() => -1);
    this.phase = options.programs.map(() => PHASE.outside);
    this.finished = none.slice();
    this.results = options.programs.map(() => 0);
    this.seenAddress = unknown.slice();
    this.seenValue = unknown.slice();
    this.seenTimes = unknown.slice();
  }

  run(): CoherentRun {
    const { memory, programs, trace, counterAddress } = this.options;
    const { queue, transactions } = this;
    memory.listener = {
      stateChanged: (core, line, _before, after) =>
        trace.record(queue.cycle, LINE_STATE, core, line, LINE_STATES.indexOf(after)),
      transaction: (core, kind, address, start, end) => {
        transactions[this.phase[core]]++;
        trace.record(start, BUS, core, BUS_TRANSACTIONS.indexOf(kind), address, end);
      },
    };
    for (let core = 0; core < programs.length; core++) queue.schedule(0, RESUME, core);
    while (this.violation === undefined && queue.advance()) {
      if (this.isStuck()) this.reportStuck();
      else if (queue.kind === RESUME) this.resume(queue.a);
      else this.issue(queue.a);
    }
    memory.listener = null;
    if (this.violation === undefined && memory.peek(counterAddress) !== this.entries)
      this.report('final-state', this.lastEntered, -1, counterAddress);
    return {
      cycles: queue.cycle,
      violation: this.violation,
      event: this.event,
      entries: this.entries,
      acquireTransactions: transactions[PHASE.acquiring],
      insideTransactions: transactions[PHASE.inside],
      releaseTransactions: transactions[PHASE.releasing] + transactions[PHASE.outside],
    };
  }

  private isStuck(): boolean {
    const idle = this.queue.cycle - this.lastPassage;
    return idle > this.options.idleCycles && !this.phase.includes(PHASE.inside);
  }

  /** Names a core that does not come out of release, for the others may wait for it; else one that wants to enter. */
  private reportStuck(): void {
    const releasing = this.phase.findIndex((at, core) => at === PHASE.releasing && !this.finished[core]);
    const core = releasing >= 0 ? releasing : this.phase.indexOf(PHASE.acquiring);
    this.report('deadlock', core, -1, this.seenAddress[core]);
  }

  /** Runs the program on to its next operation, and issues that when its units are spent. */
  private resume(core: number): void {
    const { programs, takeUnits } = this.options;
    for (;;) {
      const kind = programs[core].resume(this.results[core]);
      this.results[core] = 0;
      if (kind === OPERATION.finished) {
        this.finished[core] = true;
        this.record(EVENT.finish, core);
        return;
      }
      const cycles = takeUnits() * COSTS.policyUnit.value;
      if (kind === OPERATION.mark) {
        this.pass(core, programs[core].request.address);
        if (this.violation !== undefined) return;
      } else if (cycles > 0) {
        this.queue.schedule(this.queue.cycle + cycles, ISSUE, core);
        return;
      } else {
        this.issue(core);
        return;
      }
    }
  }

  private issue(core: number): void {
    const { memory, memoryBytes, programs } = this.options;
    const { kind, address, operand, expected } = programs[core].request;
    const cycle = this.queue.cycle;
    if (kind === OPERATION.pause || kind === OPERATION.compute) {
      const cycles = kind === OPERATION.pause ? 1 : Math.max(1, Math.min(address, Number.MAX_SAFE_INTEGER));
      if (Number.isInteger(cycles)) this.queue.schedule(cycle + cycles, RESUME, core);
      else this.report('fault', core, -1, -1);
      return;
    }
    if (kind === OPERATION.fence) memory.fence(core, cycle);
    else if (!(Number.isInteger(address) && address >= 0 && address % 4 === 0 && address < memoryBytes)) {
      this.report('fault', core, -1, Number.isInteger(address) ? address : -1);
      return;
    } else if (kind === OPERATION.load) {
      const value = memory.load(core, address, cycle);
      this.results[core] = value;
      if (this.seenAddress[core] === address && this.seenValue[core] === value) {
        if (++this.seenTimes[core] === LOOKS_IN_VAIN) this.record(EVENT.wait, core, address);
      } else {
        this.record(EVENT.load, core, address, value);
        this.seenAddress[core] = address;
        this.seenValue[core] = value;
        this.seenTimes[core] = 1;
      }
    } else if (kind === OPERATION.store) {
      memory.store(core, address, operand, cycle);
      this.seenAddress[core] = -1;
      this.record(EVENT.store, core, address, operand | 0);
    } else {
      this.results[core] = memory.atomic(core, kind, address, operand, expected, cycle);
      this.seenAddress[core] = -1;
      this.record(EVENT.atomic, core, kind, address, this.results[core]);
    }
    this.queue.schedule(Math.max(memory.completionCycle, cycle + 1), RESUME, core);
  }

  private pass(core: number, point: number): void {
    if (point === POINT.arrive) {
      this.phase[core] = PHASE.acquiring;
      this.record(EVENT.arrive, core);
    } else if (point === POINT.leave) {
      this.phase[core] = PHASE.releasing;
      this.lastPassage = this.queue.cycle;
      this.record(EVENT.leave, core);
    } else if (point === POINT.enter) {
      this.entries++;
      this.lastPassage = this.queue.cycle;
      this.lastEntered = core;
      this.record(EVENT.enter, core);
      const other = this.phase.indexOf(PHASE.inside);
      this.phase[core] = PHASE.inside;
      if (other >= 0) this.report('mutual-exclusion', core, other);
    }
  }

  private report(name: Violation['name'], thread: number, other = -1, address = -1): void {
    this.violation = { name, thread, other, address };
    this.event = this.options.trace.length;
    this.record(EVENT.violation, violationIndex(name), thread, other, address);
  }

  private record(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.options.trace.record(this.queue.cycle, kind, a, b, c, d);
  }
}
