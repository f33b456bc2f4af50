/** Round robin: threads of several kinds on several cores, under the policy. */
import { SchedulingMachine } from '../../../simulator/kernel/scheduling-machine';
import type { SimulationContext } from '../../exercise-definition';
import type { WorkloadParameters } from '../workload';
import { makeWorkload, threadCount } from '../workload';

export type RoundRobinParameters = WorkloadParameters & {
  readonly quantumTicks: number;
};

export function simulate(context: SimulationContext, parameters: RoundRobinParameters): null {
  const { cores, quantumTicks } = parameters;
  const machine = new SchedulingMachine(
    {
      ...makeWorkload(context.random, parameters),
      policyNumbers: [cores, threadCount(parameters), quantumTicks],
    },
    context.policies,
    context.trace,
  );
  try {
    machine.run();
  } finally {
    Object.assign(context.counters, machine.counters());
  }
  return null;
}
