/**
 * Every interleaving that can make a difference, once each: dynamic partial-order reduction with source sets and
 * sleep sets.
 *
 * Two steps are in conflict when they touch the same location and one of them changes it. Executions that order
 * all conflicting steps alike are equivalent, and one of each class is enough. While an execution runs, vector
 * clocks hold the happens-before order of its steps. A race (two adjacent conflicting steps of different
 * processes) asks for an execution with the two reversed: a process that can begin it is added to the choices of
 * the node before the first of the two. Sleep sets keep what was already tried from being tried again in
 * another place.
 *
 *      node    one choice in the current execution: who was chosen, tried, asked for, asleep
 *      begin() backs up to the deepest node with a choice left; the prefix before it is executed again
 *
 * A step that was made possible by the other of the pair (a waiter and what woke it, a fence and its store
 * buffer) cannot be reversed. Waiters that all look again at the same time order everything before against
 * everything after.
 *
 * Sources: C. Flanagan, P. Godefroid, "Dynamic partial-order reduction for model checking software", POPL 2005;
 * P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Optimal dynamic partial order reduction", POPL 2014, algorithm 1
 * (source-DPOR); P. Godefroid, LNCS 1032, 1996 (sleep sets).
 */
import type { ConcurrentSystem } from './concurrent-system';
import { lowestBit, REDUNDANT, type Strategy } from './strategy';

/** Places that are read at most by one step: its own location and those that it waited for. */
const MAX_CANDIDATES = 64;

export class SourceDpor implements Strategy {
  readonly exhaustive = true;
  private readonly processes: number;
  // Nodes, by depth.
  private readonly enabled: Int32Array;
  private readonly asleep: Int32Array;
  private readonly wanted: Int32Array;
  private readonly tried: Int32Array;
  private readonly chosen: Int32Array;
  private depth = 0;
  private prefix = 0;
  private sleep = 0;
  private started = false;
  // Vector clocks: entry q of a clock is 1 + the last step of q that happened before.
  private readonly stepClocks: Int32Array;
  private readonly processClocks: Int32Array;
  private readonly lastWrite: Int32Array;
  private readonly lastRead: Int32Array;
  private readonly candidates = new Int32Array(MAX_CANDIDATES);
  private candidateCount = 0;
  private barriers = 0;

  constructor(system: ConcurrentSystem, maximumSteps: number) {
    this.processes = system.processes;
    this.enabled = new Int32Array(maximumSteps);
    this.asleep = new Int32Array(maximumSteps);
    this.wanted = new Int32Array(maximumSteps);
    this.tried = new Int32Array(maximumSteps);
    this.chosen = new Int32Array(maximumSteps);
    this.stepClocks = new Int32Array(maximumSteps * this.processes);
    this.processClocks = new Int32Array(this.processes * this.processes);
    this.lastWrite = new Int32Array(system.locations);
    this.lastRead = new Int32Array(system.locations * this.processes);
  }

  begin(): boolean {
    if (this.started && !this.backUp()) return false;
    this.started = true;
    this.depth = 0;
    this.sleep = 0;
    this.barriers = 0;
    this.processClocks.fill(0);
    this.lastWrite.fill(-1);
    this.lastRead.fill(-1);
    return true;
  }

  choose(_system: ConcurrentSystem, enabled: number): number {
    const at = this.depth;
    if (at < this.prefix) {
      this.sleep = this.asleep[at] | this.tried[at];
      return this.chosen[at];
    }
    const awake = enabled & ~this.sleep;
    if (awake === 0) return REDUNDANT;
    // Staying with the running process gives schedules that are easier to read.
    const running = at > 0 ? this.chosen[at - 1] : -1;
    const process = running >= 0 && (awake & (1 << running)) !== 0 ? running : lowestBit(awake);
    this.enabled[at] = enabled;
    this.asleep[at] = this.sleep;
    this.wanted[at] = 1 << process;
    this.tried[at] = 0;
    this.chosen[at] = process;
    return process;
  }

  performed(system: ConcurrentSystem, process: number): void {
    const step = this.depth++;
    for (let left = this.sleep; left !== 0; left &= left - 1) {
      const sleeper = lowestBit(left);
      if (sleeper === process || system.conflictsWithLastStep(sleeper)) this.sleep &= ~(1 << sleeper);
    }
    if (system.barriers !== this.barriers) this.orderAll(system.barriers);
    this.joinCauses(system, process);
    this.findCandidates(system, process);
    const races = this.advanceClock(system, step, process);
    if (races > 0 && step >= this.prefix - 1)
      for (let i = 0; i < races; i++) this.wantReversal(this.candidates[i], step, process);
    this.noteAccesses(system, step, process);
  }

  /** To the deepest node that has a choice left. */
  private backUp(): boolean {
    for (let at = this.depth - 1; at >= 0; at--) {
      this.tried[at] |= 1 << this.chosen[at];
      const left = this.wanted[at] & ~(this.tried[at] | this.asleep[at]);
      if (left === 0) continue;
      this.chosen[at] = lowestBit(left);
      this.prefix = at + 1;
      return true;
    }
    return false;
  }

  /** Everything so far happened before everything from here on. */
  private orderAll(barriers: number): void {
    this.barriers = barriers;
    for (let q = 0; q < this.processes; q++) {
      let latest = 0;
      for (let p = 0; p < this.processes; p++)
        latest = Math.max(latest, this.processClocks[p * this.processes + q]);
      for (let p = 0; p < this.processes; p++) this.processClocks[p * this.processes + q] = latest;
    }
  }

  /** What made this step possible happened before it, though it is no conflict: nothing can reverse it. */
  private joinCauses(system: ConcurrentSystem, process: number): void {
    const own = process * this.processes;
    if (system.drained) this.join(own, this.processClocks, (system.threads + process) * this.processes);
    if (system.flushedStore >= 0) this.join(own, this.stepClocks, system.flushedStore * this.processes);
  }

  /** The latest steps of other processes that conflict with this one. */
  private findCandidates(system: ConcurrentSystem, process: number): void {
    this.candidateCount = 0;
    if (system.flushedForward >= 0) this.addCandidate(system.flushedForward, process);
    for (let i = 0; i < system.accesses; i++) {
      const location = system.accessLocation[i];
      const write = this.lastWrite[location];
      if (write >= 0) this.addCandidate(write, process);
      if (system.accessWrites[i] === 0) continue;
      for (let q = 0; q < this.processes; q++) {
        const read = this.lastRead[location * this.processes + q];
        if (read > write) this.addCandidate(read, process);
      }
    }
  }

  private addCandidate(step: number, process: number): void {
    if (this.chosen[step] === process || this.candidateCount === MAX_CANDIDATES) return;
    for (let i = 0; i < this.candidateCount; i++) if (this.candidates[i] === step) return;
    this.candidates[this.candidateCount++] = step;
  }

  /** Gives the step its clock. @returns how many of the candidates, now first in the list, are reversible races. */
  private advanceClock(system: ConcurrentSystem, step: number, process: number): number {
    const width = this.processes;
    const own = process * width;
    const count = this.candidateCount;
    let races = 0;
    let racing = 0;
    for (let i = 0; i < count; i++) {
      const candidate = this.candidates[i];
      const by = this.chosen[candidate];
      if (this.processClocks[own + by] > candidate) continue;
      if (candidate === system.wokenByStep) continue;
      let adjacent = true;
      for (let j = 0; adjacent && j < count; j++)
        adjacent = j === i || this.stepClocks[this.candidates[j] * width + by] <= candidate;
      if (adjacent) racing |= 1 << i;
    }
    for (let i = 0; i < count; i++) this.join(own, this.stepClocks, this.candidates[i] * width);
    for (let i = 0; i < count; i++)
      if ((racing & (1 << i)) !== 0) this.candidates[races++] = this.candidates[i];
    this.processClocks[own + process] = step + 1;
    this.stepClocks.set(this.processClocks.subarray(own, own + width), step * width);
    for (let left = system.wokenThreads; left !== 0; left &= left - 1)
      this.join(lowestBit(left) * width, this.processClocks, own);
    return races;
  }

  /** Asks, at the node before step `first`, for a process that can begin an execution with the race reversed. */
  private wantReversal(first: number, last: number, process: number): void {
    const width = this.processes;
    const by = this.chosen[first];
    let seen = 0;
    let initials = 0;
    for (let step = first + 1; step <= last; step++) {
      const mover = step === last ? process : this.chosen[step];
      const clock = step * width;
      // Steps after `first` in the happens-before order are not part of the reversed execution.
      if (step !== last && this.stepClocks[clock + by] > first) continue;
      if ((seen & (1 << mover)) !== 0) continue;
      let initial = true;
      for (let left = seen; initial && left !== 0; left &= left - 1) {
        const q = lowestBit(left);
        initial = this.stepClocks[clock + q] <= this.firstStep(q, first, by);
      }
      seen |= 1 << mover;
      if (initial) initials |= 1 << mover;
    }
    const able = initials & this.enabled[first];
    if (able === 0 || (able & (this.wanted[first] | this.asleep[first])) !== 0) return;
    this.wanted[first] |= (able & (1 << process)) !== 0 ? 1 << process : able & -able;
  }

  /** The first step of `q` after step `first` that did not happen after it. */
  private firstStep(q: number, first: number, by: number): number {
    let step = first + 1;
    while (this.chosen[step] !== q || this.stepClocks[step * this.processes + by] > first) step++;
    return step;
  }

  private noteAccesses(system: ConcurrentSystem, step: number, process: number): void {
    for (let i = 0; i < system.accesses; i++) {
      const location = system.accessLocation[i];
      if (system.accessWrites[i] === 1) this.lastWrite[location] = step;
      else this.lastRead[location * this.processes + process] = step;
    }
  }

  private join(into: number, clocks: Int32Array, from: number): void {
    const target = this.processClocks;
    for (let q = 0; q < this.processes; q++)
      if (clocks[from + q] > target[into + q]) target[into + q] = clocks[from + q];
  }
}
