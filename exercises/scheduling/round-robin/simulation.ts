/** Round robin: threads of three kinds on several cores, under the policy. */
import { SchedulingMachine } from '../../../simulator/kernel/scheduling-machine';
import type { SimulationContext } from '../../exercise-definition';
import type { WorkloadParameters } from '../workload';
import { makeThreads, threadCount } from '../workload';

export type RoundRobinParameters = WorkloadParameters & {
  readonly cores: number;
  readonly quantumTicks: number;
  /** Reads that the device serves at a time. */
  readonly deviceParallel: number;
};

export function simulate(context: SimulationContext, parameters: RoundRobinParameters): null {
  const { cores, quantumTicks, tickCycles, deviceParallel } = parameters;
  const machine = new SchedulingMachine(
    {
      cores,
      tickCycles,
      threads: makeThreads(context.random, parameters),
      devices: [{ parallel: deviceParallel }],
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
