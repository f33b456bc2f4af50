/** One core with several hardware threads, whose choice of who issues is the submission's. Nothing about what is right stands here. */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import { MemorySystem } from '../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../simulator/hardware/memory/physical-memory';
import {
  type InstructionStream,
  MultithreadedCore,
} from '../../../simulator/hardware/native/multithreaded-core';
import type { SimulationContext } from '../../exercise-definition';

export type IssueParameters = Readonly<{
  /** Threads that hardly wait, that wait for the second cache, and that wait for memory: 8 at most, all together. */
  computing: number;
  near: number;
  far: number;
  changeCycles: number;
  /** Chunks of each thread, from this to twice as many. */
  chunks: number;
  /** Longest chunk of computing. */
  longest: number;
  /** Chunks that the thread of the highest number has besides. */
  lastHasMore: number;
}>;

const KINDS = ['computing', 'near', 'far'] as const;

export const EVENTS = defineEvents({
  issue: {
    fields: ['thread', 'waits', 'was', 'left'],
    description: 'next answered; -1: nobody issued before. `left`: how the one that did is now.',
    sentence: 'next answers thread {thread}, which {waits}; {was:thread} issued before',
    words: {
      waits: ['is ready', 'waits'],
      left: ['is ready', 'waits for its line', 'is through'],
    },
  },
  begins: {
    fields: ['thread', 'kind'],
    description: 'A hardware thread has something to do, and is ready.',
    sentence: 'thread {thread} is ready: it {kind}',
    words: { kind: ['hardly waits', 'waits for the second cache', 'waits for memory'] },
  },
  came: {
    fields: ['thread', 'state'],
    description: 'The line that a thread waited for is there: it goes on, or is ready.',
    sentence: 'the line of thread {thread} is there: it {state}',
    words: { state: ['goes on', 'is ready'] },
  },
  refused: {
    fields: ['answer', 'why'],
    description: 'next answered who cannot issue: the run ends.',
    sentence: 'next answers {answer}, {why}',
    words: { why: ['which is no hardware thread', 'which is through', 'which is no whole number'] },
  },
  stalled: {
    fields: ['thread', 'until'],
    description: 'A load missed.',
    sentence: 'thread {thread} waits for its line until cycle {until}',
  },
  ended: { fields: ['thread'], description: 'A thread is through.', sentence: 'thread {thread} is through' },
});
const EVENT = EVENTS.index;

const LINE_BYTES = 64;
const LEVELS = [
  { sets: 16, ways: 4, lineBytes: LINE_BYTES },
  { sets: 256, ways: 8, lineBytes: LINE_BYTES },
];
const PART_BYTES = 1 << 17;
/**
 * Of each kind of thread, its lines in its part of memory. Those of a near one are twice as many as the first cache
 * has ways, and belong to a set of their own there: from the second round on only the second cache has them.
 */
const LINES = {
  computing: { count: 4, first: 0, apart: 1 },
  near: { count: 2 * LEVELS[0].ways, first: 8, apart: LEVELS[0].sets },
  far: { count: PART_BYTES / LINE_BYTES, first: 0, apart: 1 },
} as const;
type Lines = (typeof LINES)[(typeof KINDS)[number]];

class Stream implements InstructionStream {
  computeCycles = 1;
  address = 0;
  private at = 0;

  constructor(
    private readonly random: Random,
    private readonly base: number,
    private readonly lines: Lines,
    private chunks: number,
    private readonly longest: number,
  ) {}

  next(): boolean {
    if (this.chunks === 0) return false;
    this.chunks--;
    this.computeCycles = this.random.between(1, this.longest);
    // In steps of an odd number of lines, so that all of them are touched.
    const { count, first, apart } = this.lines;
    this.at = (this.at + 7) % count;
    this.address = this.base + (first + this.at * apart) * LINE_BYTES;
    return true;
  }
}

/** By thread that waits: when its line comes. */
class AwaitedLines {
  private readonly lines = new Map<number, number>();

  set(thread: number, until: number): void {
    this.lines.set(thread, until);
  }

  /** Those that came up to `now`, the earliest first, of equals the lower thread; they are awaited no longer. */
  until(now: number): (readonly [thread: number, at: number])[] {
    const came = [...this.lines].filter(([, at]) => at <= now);
    for (const [thread] of came) this.lines.delete(thread);
    return came.sort(([one, a], [other, b]) => a - b || one - other);
  }
}

export function simulate(context: SimulationContext, parameters: IssueParameters): null {
  const { policies, random, trace } = context;
  const { changeCycles, chunks, longest, lastHasMore } = parameters;
  const kinds = random.shuffled(KINDS.flatMap((kind) => new Array<typeof kind>(parameters[kind]).fill(kind)));
  const threads = kinds.length;
  const memory = new MemorySystem({
    ...{ cores: 1, threadsPerCore: threads, levels: LEVELS, interconnect: 'interconnect' },
    memory: new PhysicalMemory(8 * PART_BYTES),
    nodes: { count: 8, interleaveBytes: LINE_BYTES, nodeOfCore: [0] },
    costs: { farMemory: 0 },
  });
  const { methods } = policies.create({}, threads, changeCycles);
  kinds.forEach((kind, thread) => {
    trace.record(0, EVENT.begins, thread, KINDS.indexOf(kind));
  });
  const lines = new AwaitedLines();
  let was = -1;
  let isOver = false;
  const tellCame = (now: number) => {
    for (const [thread, at] of lines.until(now)) trace.record(at, EVENT.came, thread, thread === was ? 0 : 1);
  };
  const core: MultithreadedCore = new MultithreadedCore(memory, 0, threads, changeCycles, {
    stalled: (thread, until, now) => {
      tellCame(now);
      lines.set(thread, until);
      trace.record(now, EVENT.stalled, thread, until);
      methods.stalled(thread, until, now);
    },
    ended: (thread) => {
      tellCame(core.now);
      trace.record(core.now, EVENT.ended, thread);
      methods.ended(thread);
    },
    next: (now) => {
      tellCame(now);
      const answer = methods.next(now);
      const isThread = Number.isInteger(answer) && answer >= 0 && answer < threads;
      if (!isThread || !core.isRunning(answer)) {
        const why = isThread ? 1 : Number.isInteger(answer) ? 0 : 2;
        trace.record(now, EVENT.refused, Number.isInteger(answer) ? answer | 0 : 0, why);
        isOver = true;
        return answer;
      }
      const isLate = (thread: number) => (core.readyAtOf(thread) > now ? 1 : 0);
      const left = was < 0 ? 0 : core.isRunning(was) ? isLate(was) : 2;
      trace.record(now, EVENT.issue, answer, isLate(answer), was, left);
      was = answer;
      return answer;
    },
  });
  context.countBy(() => ({ cycles: core.now, idleCycles: core.idleCycles + core.switchCycles }));
  core.run(
    kinds.map((kind, thread) => {
      const own = random.between(chunks, 2 * chunks) + (thread === threads - 1 ? lastHasMore : 0);
      return new Stream(random, thread * PART_BYTES, LINES[kind], own, longest);
    }),
  );
  while (!core.isDone && !isOver) core.step();
  return null;
}
