/**
 * What completely fair scheduling keeps by its rules, fed with the events of a run. It follows what happened: a virtual
 * runtime that the policy reports is adopted, right or wrong, so that one mistake is not told again at every event.
 */
import { insertAt, placeOf, removeAt } from '../../../simulator/engine/in-place';
import { READY_REASON, SLICE_END } from '../../../simulator/kernel/scheduling/scheduling-policy';

/** Virtual runtime grows as fast as a thread of this weight computes. */
const USUAL_WEIGHT = 1024;
const MOST_SHOWN = 5;

export class FairModel {
  /** Who goes first comes first. */
  readonly waiting: number[] = [];
  private readonly waits = new Set<number>();
  /** Of every thread that was created. */
  private readonly virtual = new Map<number, number>();
  private readonly running: (number | undefined)[] = [];
  /** Of all that wait or run. */
  totalWeight = 0;
  floor = 0;

  constructor(
    private readonly weights: ReadonlyMap<number, number>,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {}

  weight(thread: number): number {
    return this.weights.get(thread) ?? USUAL_WEIGHT;
  }

  virtualOf(thread: number): number {
    return this.virtual.get(thread) ?? 0;
  }

  adopt(thread: number, cycles: number): void {
    const waits = this.leave(thread);
    this.virtual.set(thread, cycles);
    if (waits) this.enter(thread);
  }

  /** What the thread has once it is enqueued. */
  expectedAt(thread: number, reason: number): number {
    if (reason === READY_REASON.created) return this.floor;
    const own = this.virtualOf(thread);
    return reason === READY_REASON.woken
      ? Math.max(own, this.floor - Math.floor(this.periodCycles / 2))
      : own;
  }

  wait(thread: number, reason: number): void {
    if (reason === READY_REASON.created || reason === READY_REASON.woken)
      this.totalWeight += this.weight(thread);
    this.leave(thread);
    this.enter(thread);
  }

  dispatch(core: number, thread: number): void {
    this.leave(thread);
    this.running[core] = thread;
  }

  /** By how much virtual runtime grows in so many cycles. */
  growth(thread: number, cycles: number): number {
    return Math.floor((cycles * USUAL_WEIGHT) / this.weight(thread));
  }

  /** The slice of `thread` is over, and its virtual runtime is adopted. */
  endSlice(core: number, thread: number, how: number): void {
    if (how === SLICE_END.blocked || how === SLICE_END.finished) this.totalWeight -= this.weight(thread);
    let least = this.virtualOf(thread);
    if (this.first >= 0) least = Math.min(least, this.virtualOf(this.first));
    for (const each of this.running) if (each !== undefined) least = Math.min(least, this.virtualOf(each));
    this.floor = Math.max(this.floor, least);
    if (how !== SLICE_END.ranOut) this.running[core] = undefined;
  }

  makeRoom(core: number): void {
    this.running[core] = undefined;
  }

  slice(thread: number): number {
    const share = Math.floor((this.periodCycles * this.weight(thread)) / this.totalWeight);
    return Math.max(share, this.minimumCycles);
  }

  /** Who goes first; -1 when nobody waits. */
  get first(): number {
    return this.waiting[0] ?? -1;
  }

  /** `thread 4 at 1200, thread 2 at 1300 and 3 more`, in order. */
  describeWaiting(): string {
    const { length } = this.waiting;
    const shown = this.waiting
      .slice(0, MOST_SHOWN)
      .map((thread) => `thread ${thread} at ${this.virtualOf(thread)}`)
      .join(', ');
    return `${shown}${length > MOST_SHOWN ? ` and ${length - MOST_SHOWN} more` : ''}`;
  }

  private enter(thread: number): void {
    this.waits.add(thread);
    insertAt(
      this.waiting,
      placeOf(this.waiting, (each) => this.goesBefore(each, thread)),
      thread,
    );
  }

  /** @returns whether it waited. */
  private leave(thread: number): boolean {
    const waited = this.waits.delete(thread);
    if (waited) removeAt(this.waiting, this.waiting.indexOf(thread));
    return waited;
  }

  private goesBefore(a: number, b: number): boolean {
    const difference = this.virtualOf(a) - this.virtualOf(b);
    return difference < 0 || (difference === 0 && a < b);
  }
}
