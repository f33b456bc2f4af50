/** Multi-level feedback: threads of several kinds on several cores, under a policy that sorts them by level. */
import { Kernel } from '../../../simulator/kernel/kernel';
import type { SimulationContext } from '../../exercise-definition';
import type { WorkloadParameters } from '../workload';
import { makeWorkload, threadCount } from '../workload';

export type MultiLevelFeedbackParameters = WorkloadParameters & {
  readonly levels: number;
  /** Slice of level 0; that of level l is 2^l times as long. */
  readonly quantumTicks: number;
  readonly boostTicks: number;
};

export function simulate(context: SimulationContext, parameters: MultiLevelFeedbackParameters): null {
  const { cores, tickCycles, levels, quantumTicks, boostTicks } = parameters;
  const boostCycles = boostTicks * tickCycles;
  const kernel = new Kernel(
    {
      ...makeWorkload(context.random, parameters),
      policyNumbers: [cores, threadCount(parameters), levels, quantumTicks, boostCycles],
      listingCycles: boostCycles,
    },
    context.policies,
    context.trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  kernel.run();
  return null;
}
