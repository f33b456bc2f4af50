/** Threads with priorities, run by the kernel under `PriorityAgeing` where only computing takes time: who had which core when. */
import { NativePolicies } from '../engine/native-policies';
import { Trace } from '../engine/trace';
import { Kernel } from '../kernel/kernel';
import { PriorityAgeing } from '../kernel/scheduling/priority-ageing';
import { NO_SCHEDULING_COSTS } from '../kernel/scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../kernel/scheduling/scheduling-policy';
import { BurstProgram, COMPUTE, READ } from '../kernel/threads/thread-program';

const EVENT = SCHEDULING_EVENTS.index;

export interface PrioritizedThread {
  /** 0 = highest. */
  readonly priority: number;
  readonly arrivalCycle: number;
  /** What it computes; between two of these it waits for a device of its own, for `waitCycles`. */
  readonly bursts: readonly number[];
  readonly waitCycles: number;
}

/** From one cycle up to, but not including, another; none is empty. */
export interface Span {
  readonly thread: number;
  readonly from: number;
  readonly to: number;
}

export interface PrioritizedRun {
  /** When threads had a core, in order of their beginnings. */
  readonly lanes: readonly Span[];
  /** When they waited for one. */
  readonly waits: readonly Span[];
}

export function prioritizedRun(
  threads: readonly PrioritizedThread[],
  options: { readonly cores: number; readonly tickCycles: number; readonly ageCycles: number },
): PrioritizedRun {
  const { cores, tickCycles, ageCycles } = options;
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const priorities = 1 + Math.max(...threads.map(({ priority }) => priority));
  const kernel = new Kernel(
    {
      ...{ cores, tickCycles, costs: NO_SCHEDULING_COSTS, preemptOnReady: true },
      devices: [{ parallel: threads.length }],
      policyNumbers: [cores, threads.length, priorities, ageCycles],
      policyServices: { priority: (thread) => threads[thread].priority },
      threads: threads.map(({ arrivalCycle, bursts, waitCycles }) => ({
        arrivalCycle,
        program: new BurstProgram(
          bursts.flatMap((cycles, i) => [...(i === 0 ? [] : READ(0, waitCycles)), ...COMPUTE(cycles)]),
        ),
      })),
    },
    new NativePolicies(
      PriorityAgeing,
      {
        ...SCHEDULING_SHAPE,
        methods: { ...SCHEDULING_SHAPE.methods, level: 1 },
        services: { now: 0, priority: 1 },
      },
      0,
    ),
    trace,
  );
  if (!kernel.run()) throw new Error(`The run of ${threads.length} prioritized threads did not end.`);
  return spansOf(trace);
}

function spansOf(trace: Trace): PrioritizedRun {
  const lanes: Span[] = [];
  const waits: Span[] = [];
  const since = new Map<number, number>();
  const begin = (thread: number, now: number) => since.set(thread, now);
  const end = (spans: Span[], thread: number, to: number) => {
    const from = since.get(thread) as number;
    if (from < to) spans.push({ thread, from, to });
  };
  for (let index = 0; index < trace.length; index++) {
    const now = trace.cycleAt(index);
    switch (trace.kindAt(index)) {
      case EVENT.ready:
        begin(trace.valueAt(index, 0), now);
        break;
      case EVENT.dispatch:
        end(waits, trace.valueAt(index, 1), now);
        begin(trace.valueAt(index, 1), now);
        break;
      case EVENT.preempt:
      case EVENT.block:
      case EVENT.exit:
        end(lanes, trace.valueAt(index, 1), now);
    }
  }
  return { lanes: lanes.toSorted((a, b) => a.from - b.from), waits };
}
