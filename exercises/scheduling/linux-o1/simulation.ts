/** The O(1) scheduler: threads of several kinds, real-time and time-shared, under a policy with two arrays of 140 lists. */
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { Kernel } from '../../../simulator/kernel/kernel';
import {
  DEFAULT_PRIORITY,
  FIRST_TIMESHARED,
  PRIORITIES,
} from '../../../simulator/kernel/scheduling/linux-o1-numbers';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';
import { makeWorkload, threadCount, type WorkloadParameters } from '../workload';
import { ARRAY_EVENTS } from './array-events';

export type LinuxO1Parameters = WorkloadParameters & {
  /** Cycles of a millisecond. */
  readonly millisecondCycles: number;
  /** The most sleep that counts. */
  readonly sleepCycles: number;
  /** Which priorities there are: 120 alone, 110 to 130, 100 to 139, or one of ten threads below 100 and the others from there on. */
  readonly priorities: 'default' | 'near' | 'shared' | 'all';
};

const REAL_TIME_SHARE = 10;

export function simulate(context: SimulationContext, parameters: LinuxO1Parameters): null {
  const { random, policies, trace } = context;
  const { cores, millisecondCycles, sleepCycles } = parameters;
  const threads = threadCount(parameters);
  const workload = makeWorkload(random, parameters);
  const priorities = Array.from({ length: threads }, () => drawPriority(random, parameters.priorities));
  const kernel = new Kernel(
    {
      ...workload,
      policyNumbers: [cores, threads, millisecondCycles, sleepCycles],
      policyServices: { priority: (thread) => priorities[thread] ?? -1 },
      preemptOnReady: true,
    },
    tellingArrays(policies, trace),
    trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  priorities.forEach((priority, thread) => {
    trace.record(0, ARRAY_EVENTS.index.own, thread, priority);
  });
  kernel.run();
  return null;
}

function drawPriority(random: Random, priorities: LinuxO1Parameters['priorities']): number {
  if (priorities === 'default') return DEFAULT_PRIORITY;
  if (priorities === 'near') return random.between(DEFAULT_PRIORITY - 10, DEFAULT_PRIORITY + 10);
  if (priorities === 'all' && random.below(REAL_TIME_SHARE) === 0) return random.below(FIRST_TIMESHARED);
  return random.between(FIRST_TIMESHARED, PRIORITIES - 1);
}

/** Records what `enqueue` answers, and asks in which array the thread waits. */
function tellingArrays(policies: PolicyHost, trace: Trace): PolicyHost {
  return withMethods(policies, (methods, services) => ({
    enqueue: (thread, reason) => {
      const answer = methods.enqueue(thread, reason);
      trace.record(services.now(), ARRAY_EVENTS.index.array, thread, methods.isExpired(thread));
      if (answer !== 0) trace.record(services.now(), ARRAY_EVENTS.index.claim, thread, answer - 1);
      return answer;
    },
  }));
}
