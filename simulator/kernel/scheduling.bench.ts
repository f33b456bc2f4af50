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
import { MultiLevelFeedback } from './scheduling/multi-level-feedback';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { BurstProgram, COMPUTE, READ } from './threads/thread-program';

const CORES = 4;
const THREADS = 64;
const TICK_CYCLES = 5_000;

function workload(): { arrivalCycle: number; program: BurstProgram }[] {
  const random = new Random('scheduling bench');
  return Array.from({ length: THREADS }, () => {
    const operations: number[] = [];
    for (let burst = 0; burst < 500; burst++)
      operations.push(...COMPUTE(random.between(1_000, 30_000)), ...READ(0, random.between(1_000, 50_000)));
    return { arrivalCycle: random.below(100_000), program: new BurstProgram(operations) };
  });
}

function measure(policy: PolicyClass, methods: Record<string, number>, numbers: readonly number[]) {
  const shape: PolicyShape = { className: policy.name, methods, programs: {}, services: { now: 0 } };
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      cores: CORES,
      tickCycles: TICK_CYCLES,
      threads: workload(),
      devices: [{ parallel: THREADS }],
      policyNumbers: numbers,
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
};

export default bench;
