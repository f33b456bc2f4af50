/** One core with one or two hardware threads: when its threads are done. Timed by the simulator's memory system. */
import type { Random } from '../../../../simulator/engine/random';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const LINE_BYTES = 16;
const ROUNDS = 4;

/**
 * Threads that each compute and then wait for memory, `ROUNDS` times, issued for in turn. The memories of the
 * threads are different ones, so that their waits overlap.
 * @returns when the last one is done.
 */
export function finish(threads: number, compute: number, memory: number): number {
  const part = LINE_BYTES * ROUNDS * 2;
  const system = new MemorySystem({
    cores: 1,
    threadsPerCore: threads,
    levels: [{ sets: 1, ways: 1, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(part * 2),
    interconnect: 'interconnect',
    nodes: { count: 2, nodeOfCore: [0] },
    // The cycle that issues the access is the last one of computing.
    costs: { memoryAccess: memory + 1, farMemory: 0 },
  });
  const ready = new Array<number>(threads).fill(0);
  for (let round = 0; round < ROUNDS; round++)
    for (let thread = 0; thread < threads; thread++) {
      system.compute(thread, compute - 1, ready[thread]);
      system.load(thread, thread * part + round * LINE_BYTES, system.completionCycle);
      ready[thread] = system.completionCycle;
    }
  return Math.max(...ready);
}

function generate(random: Random): Question {
  const memory = random.between(60, 200);
  const hides = random.chance(1, 2);
  const compute = hides ? random.between(10, Math.floor(memory / 2)) : memory + random.between(1, 40);
  const alone = finish(1, compute, memory);
  const both = finish(2, compute, memory);
  const busy = 2 * ROUNDS * compute;
  return {
    prompt: [
      `Two threads do the same: **${compute} cycles** of computing, then **${memory} cycles** waiting for memory, and this ${ROUNDS} times. A thread is done when its last access is.`,
      'The core computes for one thread at a time. With one hardware thread it runs the first thread to its end, then the second (switching costs nothing). With two hardware threads both are in the core: while one waits for memory, the other computes; who is ready first goes first, at the start thread 1, and a thread computes until it waits. Accesses of the two threads to memory overlap. Caches are not looked at: each access waits in full.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'one',
        label: 'When is the last thread done with one hardware thread?',
        points: 1,
        answer: 2 * alone,
        tolerance: 0,
        unit: 'cycles',
      },
      {
        kind: 'number',
        id: 'two',
        label: 'And with two hardware threads?',
        points: 3,
        answer: both,
        tolerance: 0,
        unit: 'cycles',
      },
      {
        kind: 'table',
        id: 'idle',
        label: 'For how many cycles, until the last thread is done, does the core compute for nobody?',
        points: 2,
        pointsPer: 'row',
        columns: ['idle cycles'],
        rowLabels: ['one hardware thread', 'two hardware threads'],
        given: [[null], [null]],
        answer: [[`${2 * alone - busy}`], [`${both - busy}`]],
      },
      {
        kind: 'number',
        id: 'enough',
        label: 'How many hardware threads of this kind would keep the core computing without a pause?',
        points: 2,
        answer: Math.ceil((compute + memory) / compute),
        tolerance: 0,
        unit: 'hardware threads',
      },
    ],
    explanation: [
      `One hardware thread: each thread takes $${ROUNDS} \\cdot (${compute} + ${memory}) = ${alone}$ cycles, both ${2 * alone}; the core computes for ${busy} of them.`,
      hides
        ? `Two: thread 2 computes while thread 1 waits, and is ready to wait itself before thread 1 comes back, since ${compute} is not more than ${memory}. So both go round in ${compute + memory} cycles, the second ${compute} cycles behind the first: $${alone} + ${compute} = ${both}$.`
        : `Two: when the data of thread 1 comes, thread 2 still computes, since ${compute} is more than ${memory}. The core computes without a pause for $2 \\cdot ${ROUNDS} \\cdot ${compute} = ${busy}$ cycles, and only the last wait of ${memory} shows: ${both}.`,
      `While one thread waits ${memory} cycles, the others must fill them with ${compute} cycles each: $1 + \\lceil ${memory} / ${compute} \\rceil = ${Math.ceil((compute + memory) / compute)}$ hardware threads.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Two hardware threads',
  summary: 'How long two threads that compute and wait for memory take on one hardware thread, and on two.',
  rows: [80],
  generate,
} satisfies QuestionDefinition;
