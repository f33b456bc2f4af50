/**
 * Every interleaving that can make a difference, once each: dynamic partial-order reduction with wakeup trees.
 *
 * Executions that order all conflicting steps (footprint.ts) alike are equivalent, and one of each class is
 * enough. While an execution runs, vector clocks hold the happens-before order of its steps. A race (two conflicting
 * steps of different processes with nothing ordered in between) asks for an execution with the two reversed: what
 * must be done for it is planned at the node before the first of the two, unless another plan there, or something
 * tried before, covers it. Sleep sets hold what was tried before and would only be repeated.
 *
 *      node    one choice in the current execution: who was chosen, tried, asleep; the plans for what comes next
 *      begin() backs up to the deepest node with a plan left; the prefix before it is executed again
 *
 * A step cannot be reversed with one that made it possible: the wake of a sleeper, the flush that a fence waited
 * for, the store that ended a waiting loop. Of waiting threads the step goes further back, to the latest
 * conflicting step before which it would not have waited; that of threads which wait for ever as well, at the end.
 *
 * Sources: P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Source sets: a foundation for optimal dynamic partial
 * order reduction", JACM 64(4), 2017, algorithm 2; C. Flanagan, P. Godefroid, POPL 2005; P. Godefroid, LNCS 1032, 1996
 * (sleep sets); B. Jonsson, M. Lång, K. Sagonas, "Awaiting for Godot", FMCAD 2022 (loops that wait).
 */
import { CAUSES, type ConcurrentSystem } from './concurrent-system';
import { Footprint } from './footprint';
import { lowestBit, REDUNDANT, type Strategy } from './strategy';

/** Steps, each once. */
class StepSet {
  count = 0;
  readonly steps: number[] = [];

  add(step: number): void {
    for (let i = 0; i < this.count; i++) if (this.steps[i] === step) return;
    this.steps[this.count++] = step;
  }
}

const NOBODY: (Footprint | undefined)[] = [];
const NO_PLANS: Plan[] = [];

/** A step that belongs to an execution with a race reversed. */
interface Event {
  readonly step: number;
  readonly process: number;
  readonly footprint: Footprint;
}

/** What is planned after a node: a step of this process, which touches this, and one of these after it, if any. */
interface Plan {
  readonly process: number;
  readonly footprint: Footprint;
  readonly later: Plan[];
}

export class OptimalDpor implements Strategy {
  readonly exhaustive = true;
  private readonly processes: number;
  // Nodes, by depth.
  private readonly enabled: number[] = [];
  private readonly waiting: number[] = [];
  private readonly asleep: number[] = [];
  /** Plans, the one that is being carried out first. */
  private readonly plans: Plan[][] = [];
  /** What those asleep would touch, by process. */
  private readonly sleepers: (Footprint | undefined)[][] = [];
  private readonly tried: number[] = [];
  private readonly chosen: number[] = [];
  private depth = 0;
  private prefix = 0;
  private sleep = 0;
  private sleeping: (Footprint | undefined)[] = NOBODY;
  private planned: Plan[] = NO_PLANS;
  private started = false;
  /** By step, one row a step: entry q is 1 + the last step of q that happened before or is this one. */
  private clocks = new Int32Array(0);
  /** The step of the same process before each step; -1 for none. And the last of each process. */
  private readonly previousStep: number[] = [];
  private readonly lastStep: Int32Array;
  // What was touched, in the order of steps: chained by location, the latest first.
  private readonly firstAccess: number[] = [];
  private readonly accessStep: number[] = [];
  private readonly accessLocation: number[] = [];
  private readonly accessWrites: boolean[] = [];
  private readonly accessBefore: number[] = [];
  private readonly valueBefore: number[] = [];
  private readonly lastAccess: Int32Array;
  private accesses = 0;
  // Of the step at hand.
  private readonly footprint = new Footprint();
  private readonly possible = new Footprint();
  private readonly conflicts = new StepSet();
  private readonly reversible = new StepSet();
  /** Words with values under which the step would have had to wait, the latest first. */
  private readonly waitedWords: number[] = [];
  private readonly waitedValues: number[] = [];

  constructor(system: ConcurrentSystem) {
    this.processes = system.processes;
    this.lastStep = new Int32Array(this.processes).fill(-1);
    this.lastAccess = new Int32Array(system.locations).fill(-1);
  }

  begin(): boolean {
    if (this.started && !this.backUp()) return false;
    this.started = true;
    this.depth = 0;
    this.sleep = 0;
    this.sleeping = NOBODY;
    this.planned = NO_PLANS;
    return true;
  }

  choose(system: ConcurrentSystem, enabled: number): number {
    const at = this.depth;
    // The steps before the new choice are those of the execution before, and known.
    if (at < this.prefix - 1) return this.chosen[at];
    if (at === this.prefix - 1) {
      this.sleep = this.asleep[at] | this.tried[at];
      this.sleeping = this.sleepers[at];
    } else {
      const awake = enabled & ~this.sleep;
      if (awake === 0) return REDUNDANT;
      this.enabled[at] = enabled;
      this.waiting[at] = system.waiting;
      this.asleep[at] = this.sleep;
      this.sleepers[at] = this.sleeping;
      this.tried[at] = 0;
      this.plans[at] = this.planned.filter(({ process }) => (awake & (1 << process)) !== 0);
      if (this.plans[at].length === 0) this.plans[at].push(this.free(at, awake));
      this.chosen[at] = this.plans[at][0].process;
    }
    this.take(system, this.chosen[at], at);
    this.planned = this.plans[at][0].later;
    return this.chosen[at];
  }

  /** Where nothing is planned: staying with the running process gives schedules that are easier to read. */
  private free(at: number, awake: number): Plan {
    const running = at > 0 ? this.chosen[at - 1] : -1;
    const process = running >= 0 && (awake & (1 << running)) !== 0 ? running : lowestBit(awake);
    return { process, footprint: this.footprint, later: [] };
  }

  performed(): void {
    this.depth++;
  }

  /** Nobody can take a step. Those that wait might have gone on in another order. */
  ended(system: ConcurrentSystem): void {
    for (let left = system.waiting; left !== 0; left &= left - 1) {
      const thread = lowestBit(left);
      system.touches(thread, this.footprint);
      this.order(system, thread, this.depth);
    }
  }

  /** The chosen process takes a step: orders it, asks for reversals, notes what it touches. */
  private take(system: ConcurrentSystem, process: number, step: number): void {
    const { footprint } = this;
    system.touches(process, footprint);
    for (let left = this.sleep; left !== 0; left &= left - 1) {
      const sleeper = lowestBit(left);
      if (sleeper === process || footprint.conflictsWith(this.sleeping[sleeper] as Footprint))
        this.sleep &= ~(1 << sleeper);
    }
    if (this.sleep === 0) this.sleeping = NOBODY;
    this.order(system, process, step);
    this.previousStep[step] = this.lastStep[process];
    this.lastStep[process] = step;
    this.firstAccess[step] = this.accesses;
    for (let i = 0; i < footprint.count; i++) {
      const location = footprint.locations[i];
      const access = this.accesses++;
      this.accessStep[access] = step;
      this.accessLocation[access] = location;
      this.accessWrites[access] = footprint.writes[i];
      this.accessBefore[access] = this.lastAccess[location];
      this.valueBefore[access] = location < system.words ? system.memory[location] : 0;
      this.lastAccess[location] = access;
    }
  }

  /** To the deepest node that has a plan left, taking back what was noted of the steps from there on. */
  private backUp(): boolean {
    for (let at = this.depth - 1; at >= 0; at--) {
      const done = this.chosen[at];
      const plans = this.plans[at];
      plans.shift();
      if (plans.length > 0) {
        this.tried[at] |= 1 << done;
        this.sleepers[at] = this.sleepers[at].slice();
        this.sleepers[at][done] = this.touchedBy(at);
      }
      this.takeBack(at);
      if (plans.length === 0) continue;
      this.chosen[at] = plans[0].process;
      this.prefix = at + 1;
      return true;
    }
    return false;
  }

  /** A copy of what a step of this execution touched. */
  private touchedBy(step: number): Footprint {
    const copy = new Footprint();
    const end = step + 1 < this.depth ? this.firstAccess[step + 1] : this.accesses;
    for (let access = this.firstAccess[step]; access < end; access++)
      copy.add(this.accessLocation[access], this.accessWrites[access]);
    return copy;
  }

  private takeBack(step: number): void {
    this.lastStep[this.chosen[step]] = this.previousStep[step];
    while (this.accesses > this.firstAccess[step]) {
      const access = --this.accesses;
      this.lastAccess[this.accessLocation[access]] = this.accessBefore[access];
    }
  }

  /** Gives the step at hand its clock, and asks for the reversal of its races. */
  private order(system: ConcurrentSystem, process: number, step: number): void {
    const width = this.processes;
    this.reserve(step);
    const own = step * width;
    this.clocks.fill(0, own, own + width);
    if (this.lastStep[process] >= 0) this.join(own, this.lastStep[process]);
    for (let cause = 0; cause < CAUSES; cause++) {
      const earlier = system.cause(process, cause);
      if (earlier >= 0) this.join(own, earlier);
    }
    const { conflicts, reversible } = this;
    this.findConflicts(system, process, own);
    if (reversible.count > 0) system.couldTouch(process, this.possible);
    if (this.waitedWords.length > 0) system.lookEarlier(process, this.waitedWords, this.waitedValues);
    for (let i = 0; i < conflicts.count; i++) this.join(own, conflicts.steps[i]);
    this.clocks[own + process] = step + 1;
    for (let i = 0; i < reversible.count; i++)
      if (this.isAdjacent(reversible.steps[i])) this.wantReversal(reversible.steps[i], step, process);
  }

  /** Whether nothing that could be reversed lies between a conflicting step and the one at hand. */
  private isAdjacent(candidate: number): boolean {
    const by = this.chosen[candidate];
    for (let i = 0; i < this.reversible.count; i++) {
      const step = this.reversible.steps[i];
      if (step !== candidate && this.clocks[step * this.processes + by] > candidate) return false;
    }
    return true;
  }

  /** The earlier steps that conflict with the one at hand and are not ordered before it, and which can be reversed. */
  private findConflicts(system: ConcurrentSystem, process: number, own: number): void {
    const { footprint, conflicts, reversible } = this;
    conflicts.count = 0;
    reversible.count = 0;
    if (this.waitedWords.length > 0) this.waitedWords.length = this.waitedValues.length = 0;
    for (let i = 0; i < footprint.count; i++) {
      const location = footprint.locations[i];
      for (let access = this.lastAccess[location]; access >= 0; access = this.accessBefore[access]) {
        const writes = this.accessWrites[access];
        if (!writes && !footprint.writes[i]) continue;
        const step = this.accessStep[access];
        if (this.clocks[own + this.chosen[step]] > step) {
          if (writes) break;
          continue;
        }
        conflicts.add(step);
        const possible = this.couldGoBefore(system, process, access);
        if (possible) reversible.add(step);
        if (writes && possible && !(process < system.threads && system.watchesSeveral(process))) break;
      }
    }
  }

  /** Whether the step at hand could have been taken before this access, or would have had to wait. */
  private couldGoBefore(system: ConcurrentSystem, process: number, access: number): boolean {
    if (process >= system.threads) return true;
    const step = this.accessStep[access];
    const location = this.accessLocation[access];
    const movedSince = this.lastStep[process] > step;
    if (!movedSince && (this.waiting[step] & (1 << process)) !== 0) return false;
    if (!movedSince && (this.enabled[step] & (1 << process)) !== 0) return true;
    if (location >= system.words || system.watchesSeveral(process)) return true;
    if (!system.wouldWait(process, location, this.valueBefore[access])) return true;
    this.waitedWords.push(location);
    this.waitedValues.push(this.valueBefore[access]);
    return false;
  }

  /** Plans, at the node before step `first`, what leads to the race reversed, unless that is covered already. */
  private wantReversal(first: number, last: number, process: number): void {
    const by = this.chosen[first];
    const events: Event[] = [];
    // Steps after `first` in the happens-before order are not part of the reversed execution.
    for (let step = first + 1; step < last; step++)
      if (this.clocks[step * this.processes + by] <= first) events.push(this.eventOf(step));
    // The last of them has other values in memory than it has here.
    events.push({ step: last, process, footprint: this.possible.copy() });
    for (let left = this.asleep[first] | this.tried[first]; left !== 0; left &= left - 1) {
      const sleeper = lowestBit(left);
      if (this.canBegin(sleeper, this.sleepers[first][sleeper] as Footprint, events)) return;
    }
    // The plan that is being carried out begins with the race as it was.
    let level = this.plans[first];
    for (let from = 1; ; from = 0) {
      let match: Plan | undefined;
      for (let i = from; match === undefined && i < level.length; i++)
        if (this.canBegin(level[i].process, level[i].footprint, events)) match = level[i];
      if (match === undefined) break;
      const begins = match.process;
      const done = events.findIndex((event) => event.process === begins);
      if (done >= 0) events.splice(done, 1);
      if (match.later.length === 0 || events.length === 0) return;
      level = match.later;
    }
    if (level === this.plans[first]) this.beginAble(events, this.enabled[first]);
    let later: Plan[] = [];
    for (let i = events.length - 1; i > 0; i--) later = [{ ...events[i], later }];
    level.push({ ...events[0], later });
  }

  private eventOf(step: number): Event {
    return { step, process: this.chosen[step], footprint: this.touchedBy(step) };
  }

  /** Whether a step of the process, which would touch this, can come before all the events that are not its own. */
  private canBegin(process: number, footprint: Footprint, events: readonly Event[]): boolean {
    for (const event of events) {
      if (event.process !== process) continue;
      for (const earlier of events) {
        if (earlier === event) return true;
        if (this.clocks[event.step * this.processes + earlier.process] > earlier.step) return false;
      }
    }
    return !events.some((event) => event.footprint.conflictsWith(footprint));
  }

  /** Puts an event first whose process can take a step at the node; in most cases the first can. */
  private beginAble(events: Event[], enabled: number): void {
    const at = events.findIndex(
      (event) =>
        (enabled & (1 << event.process)) !== 0 && this.canBegin(event.process, event.footprint, events),
    );
    if (at > 0) events.unshift(...events.splice(at, 1));
  }

  private join(own: number, step: number): void {
    const from = step * this.processes;
    for (let q = 0; q < this.processes; q++)
      if (this.clocks[from + q] > this.clocks[own + q]) this.clocks[own + q] = this.clocks[from + q];
  }

  private reserve(step: number): void {
    const needed = (step + 1) * this.processes;
    if (needed <= this.clocks.length) return;
    const grown = new Int32Array(Math.max(2 * needed, 64 * this.processes));
    grown.set(this.clocks);
    this.clocks = grown;
  }
}
