/** Mechanism and policy: threads of several kinds on several cores, under one of three policies. */
import { Kernel } from '../../../simulator/kernel/kernel';
import { ORDER } from '../../../simulator/kernel/scheduling/ready-order';
import type { SimulationContext } from '../../exercise-definition';
import { makeWorkload, threadCount, type WorkloadParameters } from '../../scheduling/workload';

export type MechanismParameters = WorkloadParameters & {
  readonly policy: keyof typeof ORDER;
  /** Priorities are drawn from so many, spread evenly from 0 to the highest number. */
  readonly priorities: number;
  readonly highest: number;
};

/** By thread. */
export interface MechanismResult {
  readonly priorities: readonly number[];
  /** Place in the order of the kernel's own policy. */
  readonly places: readonly number[];
}

const LOWEST_PRIORITY = 139;

export function simulate(context: SimulationContext, parameters: MechanismParameters): MechanismResult {
  const { random } = context;
  const workload = makeWorkload(random, parameters);
  const count = threadCount(parameters);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const places = random.shuffled(numbers);
  const kinds = parameters.priorities - 1;
  const priorities = numbers.map(() =>
    kinds === 0 ? 0 : Math.floor((random.between(0, kinds) * parameters.highest) / kinds),
  );
  const kernel = new Kernel(
    {
      ...workload,
      policyNumbers: [ORDER[parameters.policy], count],
      policyServices: {
        priority: (thread) => priorities[thread] ?? LOWEST_PRIORITY,
        before: (a, b) => (places[a] < places[b] ? 1 : 0),
      },
    },
    context.policies,
    context.trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  kernel.run();
  return { priorities, places };
}
