/** Priorities with ageing: threads of several kinds, each with a priority of its own, under a policy that may take a core at once. */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Trace } from '../../../simulator/engine/trace';
import { Kernel } from '../../../simulator/kernel/kernel';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';
import { makeWorkload, threadCount, type WorkloadParameters } from '../workload';
import { PRIORITY_EVENTS } from './priority-events';

export type PriorityAgeingParameters = WorkloadParameters & {
  /** Priorities are drawn from 0 up to, but without, this. */
  readonly levels: number;
  /** Waiting for so long raises a thread by one. */
  readonly ageCycles: number;
};

export function simulate(context: SimulationContext, parameters: PriorityAgeingParameters): null {
  const { random, policies, trace } = context;
  const { cores, levels, ageCycles } = parameters;
  const threads = threadCount(parameters);
  const workload = makeWorkload(random, parameters);
  const priorities = Array.from({ length: threads }, () => random.below(levels));
  const kernel = new Kernel(
    {
      ...workload,
      policyNumbers: [cores, threads, levels, ageCycles],
      policyServices: { priority: (thread) => priorities[thread] ?? -1 },
      listingCycles: ageCycles,
      preemptOnReady: true,
    },
    tellingClaims(policies, trace),
    trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  priorities.forEach((priority, thread) => {
    trace.record(0, PRIORITY_EVENTS.index.priority, thread, priority);
  });
  kernel.run();
  return null;
}

/** Records what `enqueue` answers: the kernel follows it, and tells only what comes of it. */
function tellingClaims(policies: PolicyHost, trace: Trace): PolicyHost {
  return withMethods(policies, (methods, services) => ({
    enqueue: (thread, reason) => {
      const answer = methods.enqueue(thread, reason);
      if (answer !== 0) trace.record(services.now(), PRIORITY_EVENTS.index.claim, thread, answer - 1);
      return answer;
    },
  }));
}
