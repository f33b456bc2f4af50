import { CHANGE, STATE } from '../contract';

class Thread {
  state: number = STATE.new;
  since = 0;
  readonly times = [0, 0, 0, 0, 0];

  enter(state: number, cycle: number): void {
    this.times[this.state] = this.timeIn(this.state, cycle);
    this.state = state;
    this.since = cycle;
  }

  timeIn(state: number, cycle: number): number {
    return this.times[state] + (state === this.state ? cycle - this.since : 0);
  }
}

const EDGES = new Map([
  [CHANGE.admit as number, { from: STATE.new as number, to: STATE.ready as number }],
  [CHANGE.dispatch, { from: STATE.ready, to: STATE.running }],
  [CHANGE.preempt, { from: STATE.running, to: STATE.ready }],
  [CHANGE.yield, { from: STATE.running, to: STATE.ready }],
  [CHANGE.block, { from: STATE.running, to: STATE.blocked }],
  [CHANGE.wake, { from: STATE.blocked, to: STATE.ready }],
  [CHANGE.exit, { from: STATE.running, to: STATE.exited }],
]);

/** An object for each thread, made when it is admitted. */
export class LifeCycle {
  private readonly threads = new Map<number, Thread>();

  constructor(
    _services: object,
    private readonly maxThreads: number,
  ) {}

  change(thread: number, transition: number, cycle: number): number {
    const edge = EDGES.get(transition);
    if (edge === undefined || this.state(thread) !== edge.from) return 0;
    const known = this.threads.get(thread) ?? new Thread();
    this.threads.set(thread, known);
    known.enter(edge.to, cycle);
    return 1;
  }

  state(thread: number): number {
    if (thread < 0 || thread >= this.maxThreads) return -1;
    return this.threads.get(thread)?.state ?? STATE.new;
  }

  cycles(thread: number, state: number, cycle: number): number {
    if (state < STATE.ready || state > STATE.blocked) return 0;
    return this.threads.get(thread)?.timeIn(state, cycle) ?? 0;
  }
}
