/** Completely fair scheduling: threads of several kinds, each as nice as it is, under a policy that sets the timer. */
import type { PolicyHost, PolicyMethod } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { Kernel } from '../../../simulator/kernel/kernel';
import { LEAST_NICE, MOST_NICE, weightOf } from '../../../simulator/kernel/scheduling/nice-weights';
import type { SimulationContext } from '../../exercise-definition';
import { withMethods } from '../../judging/with-methods';
import { makeWorkload, threadCount, type WorkloadParameters } from '../workload';
import { FAIR_EVENTS } from './fair-events';

export type CompletelyFairParameters = WorkloadParameters & {
  readonly periodCycles: number;
  readonly minimumCycles: number;
  /** How far nice values lie apart: all 0, from -5 to 5, or all that there are. */
  readonly nices: 'equal' | 'near' | 'all';
};

export function simulate(context: SimulationContext, parameters: CompletelyFairParameters): null {
  const { random, policies, trace } = context;
  const { cores, periodCycles, minimumCycles } = parameters;
  const threads = threadCount(parameters);
  const workload = makeWorkload(random, parameters);
  const nices = Array.from({ length: threads }, () => drawNice(random, parameters.nices));
  const kernel = new Kernel(
    {
      ...workload,
      policyNumbers: [cores, threads, periodCycles, minimumCycles],
      policyServices: {
        nice: (thread) => nices[thread] ?? 0,
        weightOf: (nice) => (nice >= LEAST_NICE && nice <= MOST_NICE ? weightOf(nice) : 0),
      },
    },
    tellingRuntimes(policies, trace),
    trace,
  );
  context.countBy((counters) => kernel.counters(counters));
  nices.forEach((nice, thread) => {
    trace.record(0, FAIR_EVENTS.index.nice, thread, nice, weightOf(nice));
  });
  kernel.run();
  return null;
}

function drawNice(random: Random, nices: CompletelyFairParameters['nices']): number {
  if (nices === 'equal') return 0;
  return nices === 'near' ? random.between(-5, 5) : random.between(LEAST_NICE, MOST_NICE);
}

/** Asks for a thread's virtual runtime after each call that may have changed it. */
function tellingRuntimes(policies: PolicyHost, trace: Trace): PolicyHost {
  return withMethods(policies, (methods, services) => {
    const told =
      (name: 'enqueue' | 'sliceEnded'): PolicyMethod =>
      (thread, ...others) => {
        const answer = methods[name](thread, ...others);
        const cycles = methods.virtualRuntime(thread);
        trace.record(services.now(), FAIR_EVENTS.index['virtual-runtime'], thread, cycles);
        return answer;
      };
    return { enqueue: told('enqueue'), sliceEnded: told('sliceEnded') };
  });
}
