/**
 * Runs one program a core over coherent caches, with time: what a lock costs on the bus.
 *
 *      program ──▶ bare core ──▶ watched door (events, looks in vain) ──▶ MemorySystem (caches, bus)
 *         └─ marks: arrive, enter, leave ──▶ phases, violations
 *
 * The trace holds COHERENT_EVENTS. A core that reads the same value of the same word again leaves no event, but one
 * that it waits, so that spinning does not fill the trace. The run ends when all programs have finished, when two cores
 * are inside the critical section, on a fault, or when it is stuck: the critical section was empty for `idleCycles`.
 * What every section increments is looked at in the end: a lock may seem to exclude and lose data all the same.
 */
import { defineEvents } from '../engine/define-events';
import type { Trace } from '../engine/trace';
import { interleavingDefinitions } from '../explorer/interleaving-events';
import { type Violation, violationIndex } from '../explorer/violation';
import { BUS_TRANSACTIONS, type BusTransaction } from '../hardware/caches/memory-listener';
import type { MemorySystem } from '../hardware/caches/memory-system';
import type { Clock } from '../hardware/clock';
import * as COSTS from '../hardware/costs';
import { bareCores, type ProgramWatcher } from '../hardware/native/bare-cores';
import type { MemoryDoor } from '../hardware/native/memory-door';
import { type NativeCore, TRAP_NUMBER } from '../hardware/native/native-core';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../kernel/synchronization/lock-client';
import type { Program } from '../programs/operations';
import { POINT } from '../programs/operations';

/** Numbers of cache-line states in a trace, by letter. */
export const LINE_STATES = 'ISEMO';

const PLACES = { counter: COUNTER_ADDRESS, lock: LOCK_ADDRESS };

/** What a core asks for on the bus, before the name of a place. */
const ASKED_FOR: Readonly<Record<BusTransaction, string>> = {
  read: 'for a copy of',
  readExclusive: 'for the only copy of',
  upgrade: 'to make its copy the only one of',
  update: 'to change all copies of',
  write: 'to write',
  writeBack: 'to write back',
  atomic: 'for an atomic operation on',
};

/** The events of an interleaving, with the core as thread and the cycle as cycle, and what caches and bus do. */
export const COHERENT_EVENTS = defineEvents({
  ...interleavingDefinitions('core', PLACES),
  'line-state': {
    fields: ['core', 'line', 'state'],
    description: 'A cache line changes its state: 0 invalid, 1 shared, 2 exclusive, 3 modified, 4 owned.',
    sentence: 'the cache of core {core} has the line of {line:place} {state}',
    words: { line: PLACES, state: ['invalid', 'shared', 'exclusive', 'modified', 'owned'] },
  },
  bus: {
    fields: ['core', 'transaction', 'address', 'endCycle'],
    description:
      'A core asks for the bus, at once or after those who asked before it: its transaction ends at endCycle.',
    sentence: 'core {core} asks on the bus {transaction} {address:place}, and is served by cycle {endCycle}',
    words: { transaction: BUS_TRANSACTIONS.map((kind) => ASKED_FOR[kind]), address: PLACES },
  },
});

const EVENT = COHERENT_EVENTS.index;

/** A core that has read the same so often in a row waits. */
const LOOKS_IN_VAIN = 3;

export interface LockTrialOptions {
  readonly memory: MemorySystem;
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

export interface LockRun {
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
  /** Cycles in which a core wanted to enter and nobody was inside. */
  readonly handOffCycles: number;
}

export class LockTrial implements ProgramWatcher, MemoryDoor {
  private readonly clock: Clock;
  /** One of PHASE, by core. */
  private readonly phase: number[];
  private readonly transactions = [0, 0, 0, 0];
  private readonly finished: boolean[];
  private readonly seenAddress: number[];
  private readonly seenValue: number[];
  private readonly seenTimes: number[];
  private entries = 0;
  private handOffCycles = 0;
  /** When a core passed any point last. */
  private lastPoint = 0;
  /** When a core entered or left last. */
  private lastPassage = 0;
  private lastEntered = -1;
  private violation: Violation | undefined;
  private event = -1;

  constructor(private readonly options: LockTrialOptions) {
    const { programs } = options;
    this.phase = programs.map(() => PHASE.outside);
    this.finished = programs.map(() => false);
    this.seenAddress = programs.map(() => -1);
    this.seenValue = programs.map(() => -1);
    this.seenTimes = programs.map(() => -1);
    this.clock = bareCores(this, programs, this).clock;
  }

  run(): LockRun {
    const { memory, trace, counterAddress, idleCycles } = this.options;
    const { clock, transactions } = this;
    memory.listener = {
      stateChanged: (core, line, _before, after) =>
        trace.record(clock.now, EVENT['line-state'], core, line, LINE_STATES.indexOf(after)),
      transaction: (core, kind, address, _start, end) => {
        transactions[this.phase[core]]++;
        // When it is asked for, not when the bus is free: one clock for all events.
        trace.record(clock.now, EVENT.bus, core, BUS_TRANSACTIONS.indexOf(kind), address, end);
      },
    };
    for (let until = 0; ; ) {
      until = (this.phase.includes(PHASE.inside) ? until : this.lastPassage) + idleCycles;
      if (clock.run(until) || this.violation !== undefined) break;
      if (this.lastPassage + idleCycles <= until && !this.phase.includes(PHASE.inside)) {
        this.reportStuck();
        break;
      }
    }
    memory.listener = null;
    if (this.violation === undefined && memory.peek(counterAddress) !== this.entries)
      this.report('final-state', this.lastEntered, -1, counterAddress);
    return {
      cycles: clock.now,
      violation: this.violation,
      event: this.event,
      entries: this.entries,
      acquireTransactions: transactions[PHASE.acquiring],
      insideTransactions: transactions[PHASE.inside],
      releaseTransactions: transactions[PHASE.releasing] + transactions[PHASE.outside],
      handOffCycles: this.handOffCycles,
    };
  }

  /** Names a core that does not come out of release, for the others may wait for it; else one that wants to enter. */
  private reportStuck(): void {
    const releasing = this.phase.findIndex((at, core) => at === PHASE.releasing && !this.finished[core]);
    const core = releasing >= 0 ? releasing : this.phase.indexOf(PHASE.acquiring);
    this.report('deadlock', core, -1, this.seenAddress[core]);
  }

  // What the cores tell.

  passes(core: number, point: number): void {
    if (!this.phase.includes(PHASE.inside) && this.phase.includes(PHASE.acquiring))
      this.handOffCycles += this.clock.now - this.lastPoint;
    this.lastPoint = this.clock.now;
    if (point === POINT.arrive) {
      this.phase[core] = PHASE.acquiring;
      this.record(EVENT.arrive, core);
    } else if (point === POINT.leave) {
      this.phase[core] = PHASE.releasing;
      this.lastPassage = this.clock.now;
      this.record(EVENT.leave, core);
    } else if (point === POINT.enter) {
      this.entries++;
      this.lastPassage = this.clock.now;
      this.lastEntered = core;
      this.record(EVENT.enter, core);
      const other = this.phase.indexOf(PHASE.inside);
      this.phase[core] = PHASE.inside;
      if (other >= 0) this.report('mutual-exclusion', core, other);
    }
  }

  ended({ id, faultAddress }: NativeCore, trapNumber: number): void {
    if (trapNumber !== TRAP_NUMBER.exit) {
      this.report('fault', id, -1, faultAddress);
      return;
    }
    this.finished[id] = true;
    this.record(EVENT.finish, id);
  }

  programCycles(): number {
    return this.options.takeUnits() * COSTS.policyUnit.value;
  }

  // The door: the memory system, with each access told.

  get completionCycle(): number {
    return this.options.memory.completionCycle;
  }

  get byteLimit(): number {
    return this.options.memory.byteLimit;
  }

  load(core: number, address: number, cycle: number): number {
    const value = this.options.memory.load(core, address, cycle);
    if (this.seenAddress[core] === address && this.seenValue[core] === value) {
      if (++this.seenTimes[core] === LOOKS_IN_VAIN) this.record(EVENT.wait, core, address);
    } else {
      this.record(EVENT.load, core, address, value);
      this.seenAddress[core] = address;
      this.seenValue[core] = value;
      this.seenTimes[core] = 1;
    }
    return value;
  }

  store(core: number, address: number, value: number, cycle: number): void {
    this.options.memory.store(core, address, value, cycle);
    this.seenAddress[core] = -1;
    this.record(EVENT.store, core, address, value | 0);
  }

  atomic(
    core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    cycle: number,
  ): number {
    const before = this.options.memory.atomic(core, kind, address, operand, expected, cycle);
    this.seenAddress[core] = -1;
    this.record(EVENT.atomic, core, kind, address, before);
    return before;
  }

  fence(core: number, cycle: number): void {
    this.options.memory.fence(core, cycle);
  }

  private report(name: Violation['name'], thread: number, other = -1, address = -1): void {
    this.violation = { name, thread, other, address };
    this.event = this.options.trace.length;
    this.record(EVENT.violation, violationIndex(name), thread, other, address);
    this.clock.stopRequested = true;
  }

  private record(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.options.trace.record(this.clock.now, kind, a, b, c, d);
  }
}
