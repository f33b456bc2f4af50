/**
 * The calls of the mechanism under test, each with what was there before it and what it left:
 *
 *      asking ─▶ look ─▶ ... the mechanism works ... ─▶ answered ─▶ look ─▶ seen(call, before, after)
 */
import type { Trace } from '../../simulator/engine/trace';
import type { MechanismObserver } from '../../simulator/kernel/processes/mechanisms';

export interface ObservedCall<Method extends string = string> {
  readonly method: Method;
  readonly numbers: readonly number[];
  readonly answer: number;
  /** Indexes in the trace: of the first event that the call made, and of the first one behind it, which tells it. */
  readonly from: number;
  readonly event: number;
}

/**
 * @param methods none of which is asked while another one of them is at work.
 * @param look is given what it saw before the call when it looks behind it.
 */
export function observeCalls<const Method extends string, Look>(
  trace: Trace,
  methods: readonly Method[],
  look: (before?: Look) => Look,
  seen: (call: ObservedCall<Method>, before: Look, after: Look) => void,
): Required<MechanismObserver> {
  let before: Look | undefined;
  let from = 0;
  return {
    asking(method) {
      if (!methods.some((each) => each === method)) return;
      before = look();
      from = trace.length;
    },
    answered(name, numbers, answer) {
      const method = methods.find((each) => each === name);
      if (method === undefined || before === undefined) return;
      seen({ method, numbers, answer, from, event: trace.length }, before, look(before));
    },
  };
}
