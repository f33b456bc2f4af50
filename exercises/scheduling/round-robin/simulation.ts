/** Round robin: threads of several kinds on several cores, under the policy. */
import { Kernel } from '../../../simulator/kernel/kernel';
import type { SimulationContext } from '../../exercise-definition';
import type { WorkloadParameters } from '../workload';
import { makeWorkload, threadCount } from '../workload';

export type RoundRobinParameters = WorkloadParameters & {
  readonly quantumTicks: number;
};

export function simulate(context: SimulationContext, parameters: RoundRobinParameters): null {
  const { cores, quantumTicks } = parameters;
  const kernel = new Kernel(
    {
      ...makeWorkload(context.random, parameters),
      policyNumbers: [cores, threadCount(parameters), quantumTicks],
    },
    context.policies,
    context.trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  kernel.run();
  return null;
}
