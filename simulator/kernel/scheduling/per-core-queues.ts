/**
 * A queue for each core. A thread comes back to the core that it ran on last, whose cache still holds what it works with;
 * it moves only where the queues have become unequal.
 *
 *      created              to the core of its node with the least to do, the lowest number first
 *      woken, preempted     to the core that it ran on last; from another node home again, where a core there has no more to do
 *      a core runs dry      takes from the longest queue of its own node, else of another, who has waited longest there
 *      tick                 the same, where that queue holds at least two more than its own; from another node four more:
 *                           it goes first, for it has waited
 *
 * What a core has to do is who waits in its queue and whom it runs. Looking at all queues takes a step a core.
 * Source: Linux 2.6's sched_domains (kernel/sched.c): balancing within a node before balancing between nodes.
 */
import { READY_REASON, type SchedulingPolicy, type SchedulingServices } from './scheduling-policy';

export interface NodeServices extends SchedulingServices {
  /** The memory node of a core. */
  nodeOf(core: number): number;
  /** The memory node that holds what a thread works with. */
  homeOf(thread: number): number;
}

const NOBODY = -1;
/** By how many more threads a queue must be longer before a core that has some takes from it. */
const UNEQUAL = 2;
const UNEQUAL_FAR = 4;

export class PerCoreQueues implements SchedulingPolicy {
  /** By core: the first and the last of its queue; says nothing of an empty one. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** By core: how many wait in its queue, and 1 if it runs one. */
  private readonly waiting: Int32Array;
  private readonly running: Int32Array;
  private readonly nodes: Int32Array;
  /** By thread: who waits behind it; says nothing of the last. */
  private readonly behind: Int32Array;
  /** By thread: the core that it ran on last. */
  private readonly lastCore: Int32Array;
  private readonly homes: Int32Array;

  constructor(
    private readonly services: NodeServices,
    private readonly cores: number,
    maxThreads: number,
  ) {
    this.first = new Int32Array(cores);
    this.last = new Int32Array(cores);
    this.waiting = new Int32Array(cores);
    this.running = new Int32Array(cores);
    this.nodes = new Int32Array(cores);
    for (let core = 0; core < cores; core++) this.nodes[core] = services.nodeOf(core);
    this.behind = new Int32Array(maxThreads);
    this.lastCore = new Int32Array(maxThreads);
    this.homes = new Int32Array(maxThreads);
  }

  enqueue(thread: number, reason: number): void {
    if (reason === READY_REASON.created) this.homes[thread] = this.services.homeOf(thread);
    else if (reason !== READY_REASON.woken) this.running[this.lastCore[thread]] = 0;
    this.append(this.coreFor(thread, reason), thread);
  }

  pickNext(core: number): number {
    this.running[core] = 0;
    if (this.waiting[core] === 0) this.takeFromLongest(core, 1, 1);
    if (this.waiting[core] === 0) return NOBODY;
    const thread = this.takeFirst(core);
    this.running[core] = 1;
    this.lastCore[thread] = core;
    return thread;
  }

  tick(core: number): number {
    this.takeFromLongest(core, this.waiting[core] + UNEQUAL, this.waiting[core] + UNEQUAL_FAR);
    return this.waiting[core] > 0 ? 1 : 0;
  }

  private coreFor(thread: number, reason: number): number {
    const { homes, lastCore, nodes } = this;
    if (reason !== READY_REASON.created && nodes[lastCore[thread]] === homes[thread]) return lastCore[thread];
    const atHome = this.leastLoaded(homes[thread]);
    if (reason === READY_REASON.created || this.load(atHome) <= this.load(lastCore[thread])) return atHome;
    return lastCore[thread];
  }

  private load(core: number): number {
    return this.waiting[core] + this.running[core];
  }

  private leastLoaded(node: number): number {
    let least = NOBODY;
    for (let core = 0; core < this.cores; core++)
      if (this.nodes[core] === node && (least === NOBODY || this.load(core) < this.load(least))) least = core;
    return least;
  }

  /** @param near how many must wait at the longest queue of the same node. @param far of another. */
  private takeFromLongest(core: number, near: number, far: number): void {
    const { nodes, waiting } = this;
    let from = NOBODY;
    let fromFar = NOBODY;
    for (let other = 0; other < this.cores; other++)
      if (nodes[other] === nodes[core]) {
        if (waiting[other] >= near && (from === NOBODY || waiting[other] > waiting[from])) from = other;
      } else if (waiting[other] >= far && (fromFar === NOBODY || waiting[other] > waiting[fromFar]))
        fromFar = other;
    if (from === NOBODY) from = fromFar;
    if (from !== NOBODY) this.prepend(core, this.takeFirst(from));
  }

  /** Who has waited at another core is not to wait all over again. */
  private prepend(core: number, thread: number): void {
    this.behind[thread] = this.first[core];
    this.first[core] = thread;
    if (this.waiting[core] === 0) this.last[core] = thread;
    this.waiting[core]++;
  }

  private append(core: number, thread: number): void {
    if (this.waiting[core] === 0) this.first[core] = thread;
    else this.behind[this.last[core]] = thread;
    this.last[core] = thread;
    this.waiting[core]++;
  }

  private takeFirst(core: number): number {
    const thread = this.first[core];
    this.first[core] = this.behind[thread];
    this.waiting[core]--;
    return thread;
  }
}
