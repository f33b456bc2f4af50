// A heap that mends itself: two trees are joined along their right edges, and each node that is passed swaps its sides.
import type { Scheduler, Services } from '../contract';

const NONE = -1;

export class CompletelyFair implements Scheduler {
  private root = NONE;
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly virtual: number[] = [];
  private readonly weights: number[] = [];
  /** By core: who runs there, or NONE. */
  private readonly running: number[] = [];
  private total = 0;
  private floor = 0;

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {
    for (let core = 0; core < cores; core++) this.running.push(NONE);
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 0) {
      this.weights[thread] = this.services.weightOf(this.services.nice(thread));
      this.virtual[thread] = this.floor;
      this.total += this.weights[thread];
    } else if (reason === 1) {
      const least = this.floor - Math.floor(this.periodCycles / 2);
      this.virtual[thread] = Math.max(least, this.virtual[thread]);
      this.total += this.weights[thread];
    }
    this.left[thread] = NONE;
    this.right[thread] = NONE;
    this.root = this.join(this.root, thread);
  }

  pickNext(core: number): number {
    const thread = this.root;
    if (thread !== NONE) this.root = this.join(this.left[thread], this.right[thread]);
    this.running[core] = thread;
    return thread;
  }

  slice(thread: number): number {
    return Math.max(this.minimumCycles, Math.floor((this.periodCycles * this.weights[thread]) / this.total));
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    const grown = this.virtual[thread] + Math.floor((cycles * 1024) / this.weights[thread]);
    this.virtual[thread] = grown;
    let least = this.root === NONE ? grown : Math.min(grown, this.virtual[this.root]);
    for (let core = 0; core < this.cores; core++) {
      const other = this.running[core];
      if (other !== NONE && this.virtual[other] < least) least = this.virtual[other];
      if (other === thread && how !== 0) this.running[core] = NONE;
    }
    if (least > this.floor) this.floor = least;
    if (how === 1 || how === 3) this.total -= this.weights[thread];
  }

  tick(core: number, running: number): number {
    if (this.root === NONE || this.virtual[this.root] >= this.virtual[running]) return 0;
    this.running[core] = NONE;
    return 1;
  }

  virtualRuntime(thread: number): number {
    return this.virtual[thread];
  }

  /** @returns the root of one heap with the nodes of both. */
  private join(a: number, b: number): number {
    let [one, other] = [a, b];
    let root = NONE;
    let above = NONE;
    while (one !== NONE && other !== NONE) {
      if (this.goesBefore(other, one)) [one, other] = [other, one];
      if (above === NONE) root = one;
      else this.left[above] = one;
      const rest = this.right[one];
      this.right[one] = this.left[one];
      above = one;
      one = rest;
    }
    const rest = one === NONE ? other : one;
    if (above === NONE) return rest;
    this.left[above] = rest;
    return root;
  }

  private goesBefore(a: number, b: number): boolean {
    const difference = this.virtual[a] - this.virtual[b];
    return difference < 0 || (difference === 0 && a < b);
  }
}
