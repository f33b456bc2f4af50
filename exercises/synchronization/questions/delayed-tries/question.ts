/** A delay before the try of a lock: behind the release, or behind each look. Few numbers, worked out one by one. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MAX_CORES = 7;
const DELAY_STEP = 12;

/** How many try until the first one has the lock, and when it has it; the first try is over `tryCycles` after it began. */
function race(begins: readonly number[], tryCycles: number) {
  const first = Math.min(...begins);
  const taken = first + tryCycles;
  return { winner: begins.indexOf(first), taken, tries: begins.filter((cycle) => cycle < taken).length };
}

/** Each waiter reads its copy all the time, sees the release at cycle 0, and tries after its delay if it is free still. */
export const afterRelease = (delays: readonly number[], tryCycles: number) => race(delays, tryCycles);

/** Each waiter looks at memory at its first cycle and every `periodCycles` from then on; the release is at `heldCycles`. */
export function afterEachLook(
  firstLooks: readonly number[],
  periodCycles: number,
  heldCycles: number,
  tryCycles: number,
) {
  const inVain = firstLooks.map((first) => Math.ceil((heldCycles - first) / periodCycles));
  const begins = firstLooks.map((first, core) => first + inVain[core] * periodCycles);
  return { ...race(begins, tryCycles), inVain };
}

function generate(random: Random): Question {
  const cores = random.between(4, MAX_CORES);
  const tryCycles = random.between(3, 8) * 10;
  const delays = random.shuffled(
    Array.from({ length: cores }, (_, place) => place * DELAY_STEP + random.below(DELAY_STEP)),
  );
  const released = afterRelease(delays, tryCycles);

  const periodCycles = 10 * random.between(cores + 2, 3 * cores);
  const firstLooks = random
    .shuffled(Array.from({ length: periodCycles / 10 }, (_, i) => i * 10))
    .slice(0, cores);
  const heldCycles = periodCycles * random.between(2, 5) + 10 * random.between(0, cores) + 5;
  const looked = afterEachLook(firstLooks, periodCycles, heldCycles, tryCycles);

  const names = delays.map((_, core) => `core ${core}`);
  return {
    prompt: [
      `${cores} cores wait for a lock. A test-and-set takes **${tryCycles} cycles**; until the first one after the release is over, everybody who looks finds the lock free, and whoever looks in the cycle in which it is over or later finds it taken. The core whose test-and-set began first has the lock when it is over.`,
      `**A. Delay after the release.** Caches are coherent: each core reads its own copy and sees in cycle 0 that the lock is free. It waits for its delay, looks once more, and tries if the lock is still free.`,
      `**B. Delay after each look.** There are no caches: each look is a bus transaction. A core looks, and where it finds the lock held it looks again **${periodCycles} cycles** after that; where it finds it free it tries at once. The lock is released in **cycle ${heldCycles}**; looks in earlier cycles find it held.`,
    ].join('\n\n'),
    given: {
      caption: 'Cycles',
      columns: ['', ...names],
      rows: [
        ['A: delay', ...delays.map(String)],
        ['B: first look in cycle', ...firstLooks.map(String)],
      ],
    },
    parts: [
      {
        kind: 'table',
        id: 'release',
        label: 'A and B: from the release on',
        points: 6,
        pointsPer: 'row',
        columns: ['A', 'B'],
        rowLabels: [
          'test-and-set operations that begin',
          'the core that gets the lock (its number)',
          'cycles from the release until it has it',
        ],
        given: [
          [null, null],
          [null, null],
          [null, null],
        ],
        answer: [
          [`${released.tries}`, `${looked.tries}`],
          [`${released.winner}`, `${looked.winner}`],
          [`${released.taken}`, `${looked.taken - heldCycles}`],
        ],
      },
      {
        kind: 'number',
        id: 'looks',
        label: `B: looks of all cores together that find the lock held, before it is released in cycle ${heldCycles}`,
        points: 2,
        answer: looked.inVain.reduce((sum, count) => sum + count, 0),
        tolerance: 0,
        unit: 'bus transactions',
      },
      {
        kind: 'number',
        id: 'least',
        label: `A: core n waits for n slots instead. How long must a slot be at least, so that only one test-and-set begins?`,
        points: 1,
        answer: tryCycles,
        tolerance: 0,
        unit: 'cycles',
      },
    ],
    explanation: [
      `A: core ${released.winner} has the shortest delay, begins in cycle ${Math.min(...delays)} and has the lock in cycle ${released.taken}. Whoever comes out of its delay before that tries as well: ${released.tries} in all, where without delays all ${cores} would. Who comes later finds the lock taken in its own cache, and has cost nothing.`,
      `B: before cycle ${heldCycles} the cores look ${looked.inVain.join(', ')} times in vain, each time on the bus: that is the price of a delay that can do without caches. The first look at or after the release is core ${looked.winner}'s, in cycle ${looked.taken - tryCycles}; it has the lock ${looked.taken - heldCycles} cycles after the release. ${looked.tries} looked before it had it, and tried.`,
      `A slot of ${tryCycles} cycles is enough: when the second core looks, the first one's test-and-set is just over. A longer one makes only the lock stand free for longer when core 0 does not want it.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'A delay before the try',
  summary:
    'Who gets the lock, how many try, and what it costs to delay after the release or after each look.',
  rows: [127],
  generate,
} satisfies QuestionDefinition;
