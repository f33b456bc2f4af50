/** What the course's rows on scheduling promise, shown on the kernel. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { Kernel, type SchedulingConfiguration, type ThreadSpecification } from '../kernel';
import { BurstProgram, COMPUTE, READ, YIELD } from '../threads/thread-program';
import { FirstComeFirstServed } from './first-come-first-served';
import { MultiLevelFeedback } from './multi-level-feedback';
import { RoundRobin } from './round-robin';
import { NO_SCHEDULING_COSTS } from './scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { SCHEDULING_SHAPE } from './scheduling-policy';
import { ShortestRemainingTime } from './shortest-remaining-time';

const TICK = 1_000;

interface Line {
  readonly cycle: number;
  readonly name: string;
  readonly [field: string]: string | number;
}

function run(
  policy: PolicyClass,
  threads: readonly ThreadSpecification[],
  { methods = {}, ...configuration }: Partial<SchedulingConfiguration> & { methods?: object } = {},
): Line[] {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const cores = configuration.cores ?? 1;
  const shape = {
    ...SCHEDULING_SHAPE,
    methods: { ...SCHEDULING_SHAPE.methods, ...methods },
    services: { now: 0 },
  };
  const kernel = new Kernel(
    {
      ...{ cores, tickCycles: TICK, devices: [{ parallel: 2 }], threads },
      policyNumbers: [cores, threads.length, 2],
      ...configuration,
    },
    new NativePolicies(policy, shape, 0),
    trace,
  );
  expect(kernel.run()).toBe(true);
  return trace
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [cycle, name, ...fields] = line.split(' ');
      const values = fields.map((field) => field.split('='));
      return {
        cycle: Number(cycle),
        name,
        ...Object.fromEntries(values.map(([key, value]) => [key, Number(value)])),
      };
    });
}

const thread = (arrivalCycle: number, ...operations: readonly (readonly number[])[]) => ({
  arrivalCycle,
  program: new BurstProgram(operations.flat()),
});

/** Threads that compute, read and give their core up. */
function mix(seed: string): ThreadSpecification[] {
  const random = new Random(seed);
  const burst = () => COMPUTE(random.between(100, 4 * TICK));
  return Array.from({ length: 9 }, (_, i) => {
    const between = [[], READ(0, random.between(1, 3 * TICK)), YIELD][i % 3];
    return thread(random.between(0, 2 * TICK), burst(), between, burst(), between, burst());
  });
}

const named = (lines: readonly Line[], ...names: string[]) =>
  lines.filter(({ name }) => names.includes(name));

describe('scheduling', () => {
  it('[row 62] the scheduler is asked when a core is idle, a thread becomes ready or a slice ends, and never else', () => {
    const calls: string[] = [];
    class Told extends RoundRobin {
      constructor(
        private readonly told: { now(): number },
        ...numbers: [number, number, number]
      ) {
        super(told, ...numbers);
      }
      override enqueue(id: number): void {
        calls.push(`${this.told.now()} ready ${id}`);
        super.enqueue(id);
      }
      override pickNext(core: number): number {
        calls.push(`${this.told.now()} pick ${core}`);
        return super.pickNext(core);
      }
      override tick(core: number): number {
        calls.push(`${this.told.now()} tick ${core}`);
        return super.tick(core);
      }
    }
    const lines = run(Told, mix('asked'), { cores: 2 });
    const words: Readonly<Record<string, string>> = {
      ready: 'ready',
      dispatch: 'pick',
      idle: 'pick',
      tick: 'tick',
    };
    const events = named(lines, ...Object.keys(words)).map(
      ({ cycle, name, thread: id, core }) => `${cycle} ${words[name]} ${name === 'ready' ? id : core}`,
    );
    expect(calls).toEqual(events);
  });

  it.each([
    [
      '[row 63] first come, first served: whoever came first, and nobody is preempted',
      FirstComeFirstServed,
      0,
    ],
    ['[row 70] round robin: the same order, and whose slice is over goes to its end', RoundRobin, 1],
  ] as const)('%s', (_title, policy, preemptions) => {
    const lines = run(policy, mix('order'), { cores: 2 });
    const order = (name: string) => named(lines, name).map(({ thread: id }) => id);
    expect(order('dispatch')).toEqual(order('ready'));
    const preempted = named(lines, 'preempt');
    expect(preempted.length > 0 ? 1 : 0).toBe(preemptions);
    // Each goes to the end of the queue in the cycle in which it leaves.
    for (const { thread: id, cycle } of preempted)
      expect(lines).toContainEqual(expect.objectContaining({ name: 'ready', thread: id, reason: 2, cycle }));
  });

  /** The least sum of finishing times that any schedule has, preemptive or not: every one is tried. */
  function leastFinishing(jobs: readonly { arrival: number; burst: number }[]): number {
    const known = new Map<string, number>();
    const from = (now: number, left: readonly number[]): number => {
      if (left.every((each) => each === 0)) return 0;
      const key = `${now} ${left}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const ready = left.flatMap((each, job) => (each > 0 && jobs[job].arrival <= now ? [job] : []));
      const least =
        ready.length === 0
          ? from(now + 1, left)
          : Math.min(
              ...ready.map((job) => {
                const finished = left[job] === 1 ? now + 1 : 0;
                return finished + from(now + 1, left.with(job, left[job] - 1));
              }),
            );
      known.set(key, least);
      return least;
    };
    return from(
      0,
      jobs.map(({ burst }) => burst),
    );
  }

  it('[row 66] shortest remaining time first: no schedule at all has a shorter turnaround on average', () => {
    const random = new Random('remaining');
    for (let round = 0; round < 12; round++) {
      const jobs = Array.from({ length: 4 }, () => ({
        arrival: random.between(0, 6),
        burst: random.between(1, 5),
      }));
      const lines = run(
        ShortestRemainingTime,
        jobs.map(({ arrival, burst }) => thread(arrival, COMPUTE(burst))),
        { costs: NO_SCHEDULING_COSTS, preemptOnReady: true },
      );
      const finished = named(lines, 'exit').reduce((sum, { cycle }) => sum + cycle, 0);
      expect(finished).toBe(leastFinishing(jobs));
    }
  });

  it('[row 72] multi-level feedback: in at the top, down after a whole slice, up after a wait, all up at a boost', () => {
    const BOOST = 40 * TICK;
    const levels = (...threads: readonly ThreadSpecification[]) => {
      const lines = run(MultiLevelFeedback, threads, {
        methods: { level: 1 },
        costs: NO_SCHEDULING_COSTS,
        policyNumbers: [1, 3, 4, 1, BOOST],
        listingCycles: BOOST,
      });
      return threads.map((_, id) =>
        named(lines, 'level')
          .filter((line) => line.thread === id)
          .map(({ cycle, level }) => `${level}${level === 0 ? ` at ${cycle}` : ''}`),
      );
    };
    const reads = (times: number) =>
      Array.from({ length: times }, () => [...COMPUTE(TICK / 2), ...READ(0, TICK)]);
    // Slices of 1, 2, 4 and 8 ticks; at the boost it begins anew.
    expect(levels(thread(0, COMPUTE(60 * TICK)), thread(0, ...reads(12)))).toEqual([
      ['0 at 0', '1', '2', '3', `0 at ${BOOST}`, '1', '2', '3'],
      ['0 at 0'],
    ]);
    const [changing] = levels(
      thread(0, COMPUTE(8 * TICK), READ(0, TICK), COMPUTE(TICK), READ(0, TICK), COMPUTE(TICK)),
    );
    expect(changing).toEqual(['0 at 0', '1', '2', '3', '2', '1']);
  });
});
