/**
 * The shortest schedule that shows a violation of the same kind: fewest context switches, then fewest steps.
 *
 * It looks through all schedules with no context switch, then one, then two ..., up to the number that the
 * schedule at hand has, and stops at the first number that shows the violation, or when its executions are used
 * up: then the best one so far is kept, and it may not be the very shortest.
 */
import type { Explorer } from './explorer';
import { PreemptionBounded } from './preemption-bounded';
import { contextSwitches, type Schedule } from './schedule';
import type { Violation } from './violation';

export interface Shortest {
  readonly violation: Violation;
  readonly schedule: Schedule;
}

export function shortestSchedule(
  explorer: Explorer,
  violation: Violation,
  schedule: Schedule,
  executions: number,
): Shortest {
  let best: Shortest = { violation, schedule };
  // An execution that does not end is not made clearer by another that does not end.
  if (violation.name === 'step-limit') return best;
  let left = executions;
  for (let switches = 0; switches <= contextSwitches(best.schedule); switches++) {
    const limit = Math.max(1, best.schedule.processes.length);
    const strategy = new PreemptionBounded(explorer.system, limit, switches, 'switches');
    let found = false;
    while (left > 0 && strategy.begin()) {
      left--;
      explorer.execute(strategy, (reported) => {
        if (reported.name !== violation.name) return;
        const processes = explorer.schedule.slice();
        const shorter: Shortest = { violation: reported, schedule: { ...schedule, processes } };
        const fewer = contextSwitches(shorter.schedule) - contextSwitches(best.schedule);
        if (fewer > 0 || (fewer === 0 && processes.length >= best.schedule.processes.length)) return;
        best = shorter;
        found = true;
        // What is not shorter than this one need not be run to its end.
        strategy.maximumSteps = Math.max(1, processes.length - 1);
      });
    }
    if (found || left === 0) return best;
  }
  return best;
}
