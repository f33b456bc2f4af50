/** Where threads run on a machine with two memory nodes, and what their accesses cost. Counted by the simulator. */
import type { Random } from '../../../../simulator/engine/random';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C', 'D'] as const;
const LINE_BYTES = 16;
const LINES_A_NODE = 64;
const NODE_OF_CORE = [0, 0, 1, 1];

/** Accesses of a thread to the memory of node 0 and of node 1, each to a line that no cache has. */
export type Demand = readonly [number, number];

/** Thread i runs on core cores[i]. By thread: accesses to the other node, and cycles of its accesses without waiting. */
export function account(
  demands: readonly Demand[],
  cores: readonly number[],
  memoryAccess: number,
  farMemory: number,
) {
  return demands.map((demand, thread) => {
    const system = new MemorySystem({
      cores: NODE_OF_CORE.length,
      levels: [{ sets: LINES_A_NODE * 2, ways: 1, lineBytes: LINE_BYTES }],
      memory: new PhysicalMemory(LINES_A_NODE * LINE_BYTES * 2),
      nodes: { count: 2, nodeOfCore: NODE_OF_CORE },
      costs: { memoryAccess, farMemory },
    });
    for (const node of [0, 1])
      for (let i = 0; i < demand[node]; i++)
        system.load(cores[thread], (node * LINES_A_NODE + i) * LINE_BYTES, system.completionCycle);
    return { remote: system.counters.farAccesses, cycles: system.completionCycle };
  });
}

/** Places with two threads a node: those with the smallest difference of accesses to node 1 and 0 go to node 0. */
function nearest(demands: readonly Demand[]): number[] {
  const leaning = demands.map(([near, far], thread) => ({ thread, lean: far - near }));
  leaning.sort((a, b) => a.lean - b.lean);
  const cores: number[] = [];
  for (const [core, { thread }] of leaning.entries()) cores[thread] = core;
  return cores;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function drawn(random: Random) {
  for (;;) {
    const demands = NAMES.map((): Demand => [random.between(1, 60), random.between(1, 60)]);
    const leans = demands.map(([near, far]) => far - near);
    const cores = random.shuffled([0, 1, 2, 3]);
    const best = nearest(demands);
    const moved = cores.some((core, thread) => NODE_OF_CORE[core] !== NODE_OF_CORE[best[thread]]);
    if (moved && new Set(leans).size === NAMES.length) return { demands, cores, best };
  }
}

function generate(random: Random): Question {
  const { demands, cores, best } = drawn(random);
  const local = random.between(6, 12) * 10;
  const extra = random.between(3, 12) * 10;
  const given = account(demands, cores, local, extra);
  const better = account(demands, best, local, extra);
  const remote = sum(given.map((each) => each.remote));
  const least = sum(better.map((each) => each.remote));
  const onNode = (node: number) => NAMES.filter((_, thread) => NODE_OF_CORE[best[thread]] === node);
  return {
    prompt: [
      `A machine has two nodes: cores 0 and 1 with memory 0, cores 2 and 3 with memory 1. An access to the memory of the own node takes **${local} cycles**, to the other one **${local + extra} cycles**. All accesses below miss in the caches; waiting for each other is not looked at.`,
      'Four threads run, one on each core. Their pages stay where they are.',
    ].join('\n\n'),
    given: {
      caption: 'The threads',
      columns: ['thread', 'runs on core', 'accesses to memory 0', 'accesses to memory 1'],
      rows: NAMES.map((name, i) => [name, `${cores[i]}`, ...demands[i].map(String)]),
    },
    parts: [
      {
        kind: 'table',
        id: 'accesses',
        label: 'Local and remote accesses of each thread, and the cycles that they take in all',
        points: 6,
        pointsPer: 'column',
        columns: ['local', 'remote', 'cycles'],
        rowLabels: NAMES,
        given: NAMES.map(() => [null, null, null]),
        answer: given.map(({ remote, cycles }, i) => [
          `${sum(demands[i]) - remote}`,
          `${remote}`,
          `${cycles}`,
        ]),
      },
      {
        kind: 'choice',
        id: 'place',
        label:
          'Still with one thread a core: which two threads should run on node 0, so that there are as few remote accesses as can be?',
        points: 2,
        options: NAMES,
        answer: NAMES.flatMap((_, thread) => (NODE_OF_CORE[best[thread]] === 0 ? [thread] : [])),
        multiple: true,
      },
      {
        kind: 'number',
        id: 'saved',
        label: 'How many cycles does that save, summed over all threads?',
        points: 2,
        answer: sum(given.map(({ cycles }) => cycles)) - sum(better.map(({ cycles }) => cycles)),
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      `What counts is the node of the core and the node of the memory. As the threads are, ${remote} of ${sum(demands.map(sum))} accesses are remote, each ${extra} cycles dearer.`,
      `A thread is better off near the memory that it uses more, but only two fit on a node: node 0 gets the two with the largest surplus of accesses to memory 0, ${onNode(0).join(' and ')} (surpluses: ${NAMES.map((name, i) => `${name} ${demands[i][0] - demands[i][1]}`).join(', ')}). Then ${least} accesses are remote.`,
      `Saved: $(${remote} - ${least}) \\cdot ${extra} = ${(remote - least) * extra}$ cycles.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Local and remote accesses',
  summary: 'Count accesses to the own and the other memory node, and place threads near their memory.',
  rows: [79],
  generate,
} satisfies QuestionDefinition;
