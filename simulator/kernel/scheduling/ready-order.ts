/** In which orders a ready queue may be asked to keep threads, and what it is told of them. */
import type { SchedulingServices } from './scheduling-policy';

export const ORDER = {
  /** By arrival in the queue. */
  firstCome: 0,
  /** The lower number first; equals by arrival in the queue. */
  priority: 1,
  /** What the service `before` says. */
  kernel: 2,
} as const;

export interface OrderServices extends SchedulingServices {
  priority(thread: number): number;
  /** 1 if `a` goes before `b`, else 0. */
  before(a: number, b: number): number;
}
