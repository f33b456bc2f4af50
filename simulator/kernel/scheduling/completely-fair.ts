/**
 * Completely fair scheduling: the thread runs that has had the least of the processor for its weight. Its virtual
 * runtime tells: cycles that it ran, slower for a heavy thread and faster for a light one.
 *
 *      ran `cycles`           virtual runtime + floor(cycles × 1024 / weight)
 *      created                it begins at the floor: the least virtual runtime of all that wait or run, which never falls
 *      woken                  at least the floor - periodCycles / 2, so that a long sleep is no store of cycles
 *      slice                  its share of periodCycles by weight among all that wait or run; minimumCycles at least
 *      tick                   preempted when one that waits has a smaller virtual runtime
 *      same virtual runtime   the lower number first
 *
 * Looking at the first is one step, adding one is O(log n). What was not worked off of a division is lost, less than one
 * cycle of virtual runtime each slice.
 * Source: Linux 2.6.23 to 6.5 (kernel/sched/fair.c), with one tree for all cores.
 */
import { USUAL_WEIGHT, weightOf } from './nice-weights';
import { ReadyTree } from './ready-tree';
import { READY_REASON, type SchedulingServices, SLICE_END, type SlicingPolicy } from './scheduling-policy';

export interface NiceServices extends SchedulingServices {
  /** -20 to 19. Asked once for each thread. */
  nice(thread: number): number;
}

const NOBODY = -1;

export class CompletelyFair implements SlicingPolicy {
  private readonly tree: ReadyTree;
  /** By thread; 0 before it was created. */
  private readonly weights: Int32Array;
  private readonly virtualCycles: Float64Array;
  /** By core. */
  private readonly running: Int32Array;
  /** Of all that wait or run. */
  private totalWeight = 0;
  private floor = 0;

  constructor(
    private readonly services: NiceServices,
    cores: number,
    maxThreads: number,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {
    this.tree = new ReadyTree(maxThreads, (a, b) => this.goesBefore(a, b));
    this.weights = new Int32Array(maxThreads);
    this.virtualCycles = new Float64Array(maxThreads);
    this.running = new Int32Array(cores).fill(NOBODY);
  }

  virtualRuntime(thread: number): number {
    return this.virtualCycles[thread];
  }

  enqueue(thread: number, reason: number): void {
    const { weights, virtualCycles, floor } = this;
    if (reason === READY_REASON.created) {
      weights[thread] = weightOf(this.services.nice(thread));
      virtualCycles[thread] = floor;
    } else if (reason === READY_REASON.woken)
      virtualCycles[thread] = Math.max(virtualCycles[thread], floor - (this.periodCycles >> 1));
    const isRunnableAlready = reason === READY_REASON.preempted || reason === READY_REASON.yielded;
    if (!isRunnableAlready) this.totalWeight += weights[thread];
    this.tree.add(thread);
  }

  pickNext(core: number): number {
    const thread = this.tree.takeFirst();
    this.running[core] = thread;
    return thread;
  }

  slice(thread: number): number {
    const share = Math.floor((this.periodCycles * this.weights[thread]) / this.totalWeight);
    return Math.max(share, this.minimumCycles);
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.virtualCycles[thread] += Math.floor((cycles * USUAL_WEIGHT) / this.weights[thread]);
    if (how === SLICE_END.blocked || how === SLICE_END.finished) this.totalWeight -= this.weights[thread];
    this.raiseFloor(thread);
    if (how !== SLICE_END.ranOut) this.running[this.running.indexOf(thread)] = NOBODY;
  }

  tick(core: number, running: number): number {
    const { first } = this.tree;
    const mustGo = first >= 0 && this.virtualCycles[first] < this.virtualCycles[running];
    if (mustGo) this.running[core] = NOBODY;
    return mustGo ? 1 : 0;
  }

  private raiseFloor(ended: number): void {
    let least = this.virtualCycles[ended];
    for (const thread of this.running)
      if (thread !== NOBODY) least = Math.min(least, this.virtualCycles[thread]);
    if (this.tree.first >= 0) least = Math.min(least, this.virtualCycles[this.tree.first]);
    this.floor = Math.max(this.floor, least);
  }

  private goesBefore(a: number, b: number): boolean {
    const difference = this.virtualCycles[a] - this.virtualCycles[b];
    return difference < 0 || (difference === 0 && a < b);
  }
}
