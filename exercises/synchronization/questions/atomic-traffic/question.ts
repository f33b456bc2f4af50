/** What atomic operations cost on the bus, carried out at the memory controller or in the cache. Counted by the simulator. */
import type { Random } from '../../../../simulator/engine/random';
import { ATOMIC } from '../../../../simulator/hardware/caches/atomic-operation';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import type { Question, QuestionDefinition } from '../../../question-definition';

export interface Scene {
  /** Cores 1 to `readers` have a copy at first. */
  readonly readers: number;
  /** Tries of core 0, one after the other. */
  readonly tries: number;
  /** Of the readers, those that read again afterwards. */
  readonly readAgain: number;
  /** Tries of cores 0 and 1 each, in turns. */
  readonly turns: number;
}

/** Transactions and invalidated copies of each part, in order. */
export function traffic(atomics: 'memory' | 'cache', { readers, tries, readAgain, turns }: Scene) {
  const memory = new PhysicalMemory(16);
  memory.words[0] = 1;
  const system = new MemorySystem({
    memory,
    cores: readers + 1,
    levels: [{ sets: 1, ways: 1, lineBytes: 16 }],
    protocol: 'mesi',
    atomics,
  });
  const test = (core: number) => system.atomic(core, ATOMIC.swap, 0, 1, 0, system.completionCycle);
  const during = (work: () => void) => {
    const before = system.counters;
    work();
    const { busTransactions, invalidations } = system.counters;
    return {
      transactions: busTransactions - before.busTransactions,
      invalidations: invalidations - before.invalidations,
    };
  };
  const read = (count: number) => {
    for (let core = 1; core <= count; core++) system.load(core, 0, system.completionCycle);
  };
  read(readers);
  return {
    first: during(() => test(0)),
    others: during(() => {
      for (let i = 1; i < tries; i++) test(0);
    }),
    reads: during(() => read(readAgain)),
    again: during(() => test(0)),
    turns: during(() => {
      for (let i = 0; i < turns; i++) for (const core of [1, 0]) test(core);
    }),
  };
}

function generate(random: Random): Question {
  const readers = random.between(3, 9);
  const scene: Scene = {
    readers,
    tries: random.between(4, 30),
    readAgain: random.between(2, readers),
    turns: random.between(3, 20),
  };
  const { tries, readAgain, turns } = scene;
  const memory = traffic('memory', scene);
  const cache = traffic('cache', scene);
  const rows = [
    [`the first try of core 0`, 'first'],
    [`its ${tries - 1} other tries`, 'others'],
    [`the reads of cores 1 to ${readAgain}`, 'reads'],
    [`one more try of core 0`, 'again'],
    [`${turns} tries each of cores 1 and 0, in turns`, 'turns'],
  ] as const;
  const rowLabels = rows.map(([label]) => label);
  const sum = (of: typeof memory) => rows.reduce((all, [, part]) => all + of[part].transactions, 0);
  const fewer = sum(memory) - sum(cache);
  return {
    prompt: [
      `A lock word is 1 all the time: somebody holds the lock. Caches are coherent by write-invalidate (MESI), and **cores 1 to ${readers}** have a copy of the line. Then, one after the other: core 0 tries test-and-set **${tries} times**; cores 1 to ${readAgain} read the word; core 0 tries once more; cores 1 and 0 try **${turns} times each, in turns**, core 1 first.`,
      '- _At the controller_: each atomic operation is one bus transaction to memory. A changed copy is written back in it, and every copy is invalidated, the own one too, whether the word changes or not.\n- _In the cache_: the core makes its copy the only one and changes it there: one transaction, unless its copy is the only one already. Copies of others are invalidated by it.',
      'A read of a line that is not in the own cache is one transaction. Only copies in **other** caches count as invalidated.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'transactions',
        label: 'Bus transactions',
        points: 5,
        pointsPer: 'row',
        columns: ['at the controller', 'in the cache'],
        rowLabels,
        given: rows.map(() => [null, null]),
        answer: rows.map(([, part]) => [`${memory[part].transactions}`, `${cache[part].transactions}`]),
      },
      {
        kind: 'table',
        id: 'invalidations',
        label: 'Invalidated copies of other caches',
        points: 5,
        pointsPer: 'row',
        columns: ['at the controller', 'in the cache'],
        rowLabels,
        given: rows.map(() => [null, null]),
        answer: rows.map(([, part]) => [`${memory[part].invalidations}`, `${cache[part].invalidations}`]),
      },
    ],
    explanation: [
      `At the controller a try is a transaction, always: ${tries} for core 0, though the word never changes, 1 more, and ${2 * turns} in turns. The first one takes the ${readers} copies; after it nobody has one until somebody reads, and the try after the reads takes those ${readAgain}.`,
      `In the cache the first try makes core 0's copy the only one (${readers} others go), and the ${tries - 1} tries after it stay in the cache. The first of the reads takes the changed line from core 0, so that its next try has to ask for it again, and takes ${readAgain} copies. In turns the line goes from one to the other at each try: ${cache.turns.transactions} transactions, as many as at the controller.`,
      `In all ${sum(memory)} against ${sum(cache)} transactions, ${fewer} fewer in the cache. It saves what one core repeats, and nothing where several try in turns: spin with plain reads, on either machine.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Atomics past the cache',
  summary: 'Count bus transactions and invalidations of tries at the memory controller and in the cache.',
  rows: [125],
  generate,
} satisfies QuestionDefinition;
