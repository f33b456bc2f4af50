/**
 * How fast the kernel schedules on native cores under its reference policies.
 *
 * A step is an event that the clock carried out, or a core's: both, and every event of the trace, are work that the
 * simulator does for something that happens on the machine. The steps alone are printed beside it.
 */
import type { Benchmark } from '../../scripts/benchmark';
import { median } from '../../scripts/benchmark';
import type { PolicyClass } from '../engine/native-policies';
import { NativePolicies } from '../engine/native-policies';
import type { PolicyShape } from '../engine/policy';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { Kernel } from './kernel';
import { CompletelyFair } from './scheduling/completely-fair';
import { LinuxO1 } from './scheduling/linux-o1';
import { MultiLevelFeedback } from './scheduling/multi-level-feedback';
import { LEAST_NICE } from './scheduling/nice-weights';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { READY_REASON, SLICE_END, type SlicingPolicy } from './scheduling/scheduling-policy';
import { BurstProgram, COMPUTE, READ } from './threads/thread-program';

const CORES = 4;
const THREADS = 64;
const TICK_CYCLES = 5_000;

function workload(threads: number, bursts: number): { arrivalCycle: number; program: BurstProgram }[] {
  const random = new Random('scheduling bench');
  return Array.from({ length: threads }, () => {
    const operations: number[] = [];
    for (let burst = 0; burst < bursts; burst++)
      operations.push(...COMPUTE(random.between(1_000, 30_000)), ...READ(0, random.between(1_000, 50_000)));
    return { arrivalCycle: random.below(100_000), program: new BurstProgram(operations) };
  });
}

function measure(
  policy: PolicyClass,
  methods: Record<string, number>,
  numbers: readonly number[],
  threads = workload(THREADS, 500),
) {
  const services = { now: 0, nice: 1 };
  const shape: PolicyShape = { className: policy.name, methods, programs: {}, services };
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      cores: CORES,
      tickCycles: TICK_CYCLES,
      threads,
      devices: [{ parallel: threads.length }],
      policyNumbers: numbers,
      policyServices: { nice: (thread) => (thread % 40) + LEAST_NICE },
    },
    new NativePolicies(policy, shape, 20),
    trace,
  );
  const start = process.hrtime.bigint();
  kernel.run();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { steps } = kernel.clock;
  return { all: (steps + trace.count) / seconds, steps: steps / seconds };
}

/** Nanoseconds of the host for taking the first of `threads` that wait and putting it back, after `used` cycles. */
function decisionNs(policy: SlicingPolicy, threads: number, used: (thread: number) => number): number {
  for (let thread = 0; thread < threads; thread++) policy.enqueue(thread, READY_REASON.created);
  const decisions = 200_000;
  const start = process.hrtime.bigint();
  for (let i = 0; i < decisions; i++) {
    const thread = policy.pickNext(0);
    policy.sliceEnded(thread, SLICE_END.ranOut, used(thread));
    policy.enqueue(thread, READY_REASON.preempted);
  }
  return Number(process.hrtime.bigint() - start) / decisions;
}

const bench: Benchmark = async (report) => {
  const methods = { enqueue: 2, pickNext: 1, tick: 2 };
  const roundRobin = () => measure(RoundRobin, methods, [CORES, THREADS, 2]);
  const feedback = () =>
    measure(MultiLevelFeedback, { ...methods, level: 1 }, [CORES, THREADS, 4, 1, 1_000_000]);
  const aim = 'at least 10 million/s';
  report.line(
    'scheduling, round robin: steps and trace events',
    await median(7, () => roundRobin().all, 2),
    'events/s',
    { aim },
  );
  report.line('scheduling, round robin: steps only', await median(5, () => roundRobin().steps), 'steps/s');
  report.line(
    'scheduling, multi-level feedback: steps and trace events',
    await median(5, () => feedback().all),
    'events/s',
    {
      aim,
    },
  );
  const fair = { ...methods, slice: 1, sliceEnded: 3 };
  const many = workload(1_000, 30);
  report.line(
    'scheduling, completely fair, 1,000 threads on 4 cores: steps and trace events',
    await median(
      5,
      () => measure(CompletelyFair as unknown as PolicyClass, fair, [CORES, 1_000, 100_000, 1_000], many).all,
    ),
    'events/s',
    { aim: 'at least 3 million/s' },
  );
  const services = { now: () => 0, nice: () => 0, priority: (thread: number) => 100 + (thread % 40) };
  for (const threads of [100, 1_000, 10_000, 100_000]) {
    report.line(
      `a decision of completely fair scheduling with ${threads} threads`,
      await median(5, () => {
        const random = new Random('decisions');
        const policy = new CompletelyFair(services, 1, threads, 1_000_000, 1_000);
        return decisionNs(policy, threads, () => random.between(1, 2_000));
      }),
      'ns',
      { aim: 'grows with the logarithm' },
    );
    report.line(
      `a decision of the O(1) scheduler with ${threads} threads`,
      await median(5, () => {
        const policy = new LinuxO1(services, 1, threads, 1, 1_000);
        return decisionNs(policy, threads, (thread) => policy.slice(thread));
      }),
      'ns',
      { aim: 'does not grow' },
    );
  }
};

export default bench;
