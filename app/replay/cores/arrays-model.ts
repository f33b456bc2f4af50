/**
 * Who waits under the O(1) scheduler at the moment of an event: two arrays of lists by priority, in which arrays and on
 * which priorities the policy reports them. No drawing here.
 *
 *      ready              into its list, at the end; in front when it was displaced with some of its slice left
 *      array, level       another one of a thread that waits: to the end of that list
 *      dispatch, exit     out of it; a dispatch while nobody is active makes the arrays change places first
 *
 * The arrays stay where they are: what changes is which of them is the active one, as two pointers change.
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { TraceEvent } from '../../../simulator/engine/trace';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { SteppedModel } from './stepped-model';

export interface Waiter {
  readonly thread: number;
  readonly level: number;
}

export interface ArraysAt {
  /** Of both, in order of priority and then as they stand. */
  readonly arrays: readonly [readonly Waiter[], readonly Waiter[]];
  /** 0 or 1: which of them is the active one. */
  readonly active: 0 | 1;
  /** By this event they changed places. */
  readonly swapped: boolean;
  readonly came: number | undefined;
  readonly left: (Waiter & { readonly from: 0 | 1 }) | undefined;
}

export class ArraysModel extends SteppedModel<ArraysAt> {
  private readonly arrays: [Waiter[], Waiter[]] = [[], []];
  private readonly levels = new Map<number, number>();
  /** By thread: cycles that are left of its slice. */
  private readonly slices = new Map<number, number>();
  private active: 0 | 1 = 0;
  private swapped = false;
  private came: number | undefined;
  private left: ArraysAt['left'];

  protected override restart(): void {
    this.arrays[0] = [];
    this.arrays[1] = [];
    this.levels.clear();
    this.slices.clear();
    this.active = 0;
  }

  protected override now(): ArraysAt {
    const { active, swapped, came, left } = this;
    return { arrays: [[...this.arrays[0]], [...this.arrays[1]]], active, swapped, came, left };
  }

  protected override apply(event: TraceEvent, index: number): void {
    this.swapped = false;
    this.came = undefined;
    this.left = undefined;
    const thread = fieldOf(event, 'thread') ?? -1;
    switch (event.kind.name) {
      case 'ready':
        this.onReady(thread, fieldOf(event, 'reason') ?? 0, index);
        break;
      case 'slice':
        this.slices.set(thread, fieldOf(event, 'length') ?? 0);
        break;
      case 'slice-end':
        this.slices.set(thread, (this.slices.get(thread) ?? 0) - (fieldOf(event, 'used') ?? 0));
        break;
      case 'dispatch':
        this.onDispatch(thread);
        break;
      case 'exit':
        this.left = this.takeOut(thread);
        break;
      case 'array':
      case 'level':
        this.onReport(thread, event);
    }
  }

  private onReady(thread: number, reason: number, index: number): void {
    let isExpired = false;
    for (const report of this.reportsAfter(index, thread)) {
      isExpired ||= report.kind.name === 'array' && fieldOf(report, 'expired') === 1;
      this.levels.set(thread, fieldOf(report, 'level') ?? this.levelOf(thread));
    }
    const isDisplaced = reason === READY_REASON.preempted && (this.slices.get(thread) ?? 0) > 0;
    this.takeOut(thread);
    this.put(thread, this.named(isExpired), isDisplaced);
  }

  private onDispatch(thread: number): void {
    if (
      this.arrays[this.active].length === 0 &&
      this.arrays[1 - this.active].some((each) => each.thread === thread)
    ) {
      this.active = this.named(true);
      this.swapped = true;
    }
    this.left = this.takeOut(thread);
  }

  /** Told again of one that was put where it is said to be, or of one that does not wait. */
  private onReport(thread: number, event: TraceEvent): void {
    this.levels.set(thread, fieldOf(event, 'level') ?? this.levelOf(thread));
    const at = this.arrays.findIndex((array) => array.some((each) => each.thread === thread));
    if (at < 0) return;
    const expired = fieldOf(event, 'expired');
    const wanted = expired === undefined ? (at as 0 | 1) : this.named(expired === 1);
    const { level } = this.arrays[at].find((each) => each.thread === thread) as Waiter;
    this.came = thread;
    if (wanted === at && level === this.levelOf(thread)) return;
    this.takeOut(thread);
    this.put(thread, wanted, false);
  }

  private levelOf(thread: number): number {
    return this.levels.get(thread) ?? 0;
  }

  private named(expired: boolean): 0 | 1 {
    return expired === (this.active === 0) ? 1 : 0;
  }

  private put(thread: number, where: 0 | 1, inFront: boolean): void {
    const array = this.arrays[where];
    const level = this.levelOf(thread);
    const at = array.findIndex((other) => (inFront ? other.level >= level : other.level > level));
    array.splice(at < 0 ? array.length : at, 0, { thread, level });
    this.came = thread;
  }

  private takeOut(thread: number): ArraysAt['left'] {
    for (const from of [0, 1] as const) {
      const array = this.arrays[from];
      const at = array.findIndex((each) => each.thread === thread);
      if (at >= 0) return { ...array.splice(at, 1)[0], from };
    }
    return undefined;
  }
}
