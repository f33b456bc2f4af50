/** Which threads should share a core, judged by what hardware counters say of each. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C', 'D'] as const;
/** The ways to split four threads into two pairs. */
const PAIRINGS = [
  [
    [0, 1],
    [2, 3],
  ],
  [
    [0, 2],
    [1, 3],
  ],
  [
    [0, 3],
    [1, 2],
  ],
] as const;

/** Instructions per 100 cycles of both cores together; a core issues at most one a cycle. */
export const together = (per100: readonly number[], pairing: readonly (readonly number[])[]) =>
  pairing.reduce(
    (total, pair) =>
      total +
      Math.min(
        100,
        pair.reduce((sum, thread) => sum + per100[thread], 0),
      ),
    0,
  );

function drawn(random: Random) {
  for (;;) {
    const per100 = random.shuffled([
      random.between(70, 95),
      random.between(60, 90),
      random.between(8, 40),
      random.between(5, 35),
    ]);
    const results = PAIRINGS.map((pairing) => together(per100, pairing));
    const most = Math.max(...results);
    if (results.filter((each) => each === most).length === 1)
      return { per100, results, best: results.indexOf(most) };
  }
}

function generate(random: Random): Question {
  const { per100, results, best } = drawn(random);
  const cycles = random.between(2, 30) * 10_000;
  const misses = per100.map((each) => Math.round(((100 - each) * cycles) / 100 / 100));
  const label = (pairing: (typeof PAIRINGS)[number]) =>
    pairing.map((pair) => pair.map((thread) => NAMES[thread]).join('')).join(' and ');
  const most = results[best];
  const least = Math.min(...results);
  return {
    prompt: [
      'Two cores have two hardware threads each. Four threads were measured, each alone on a core. A core issues at most **one instruction a cycle**; a thread waits about 100 cycles at a cache miss.',
      'Estimate that a pair on one core issues the sum of what its threads issue alone, but not more than one instruction a cycle.',
    ].join('\n\n'),
    given: {
      caption: `Counters after ${cycles} cycles alone`,
      columns: ['thread', 'instructions', 'cache misses'],
      rows: NAMES.map((name, i) => [name, `${(per100[i] * cycles) / 100}`, `${misses[i]}`]),
    },
    parts: [
      {
        kind: 'table',
        id: 'alone',
        label: 'Instructions per cycle of each thread alone',
        points: 2,
        pointsPer: 'row',
        columns: ['instructions per cycle'],
        rowLabels: NAMES,
        given: NAMES.map(() => [null]),
        answer: per100.map((each) => [`${each / 100}`]),
      },
      {
        kind: 'table',
        id: 'pairings',
        label: 'Estimated instructions per cycle of both cores together',
        points: 3,
        pointsPer: 'row',
        columns: ['instructions per cycle'],
        rowLabels: PAIRINGS.map(label),
        given: PAIRINGS.map(() => [null]),
        answer: results.map((each) => [`${each / 100}`]),
      },
      {
        kind: 'choice',
        id: 'best',
        label: 'Which pairs should share a core?',
        points: 2,
        options: PAIRINGS.map(label),
        answer: [best],
        multiple: false,
      },
    ],
    explanation: [
      `Instructions per cycle alone: ${NAMES.map((name, i) => `${name} ${per100[i] / 100}`).join(', ')}. Many instructions and few misses mean that a thread computes, few instructions and many misses that it waits for memory.`,
      `Together: ${PAIRINGS.map((pairing, i) => `${label(pairing)} ${results[i] / 100}`).join('; ')}. Two that compute want more than the one instruction a cycle that their core has, and two that wait leave it idle; ${label(PAIRINGS[best])} mixes them, and gives ${(most - least) / 100} instructions per cycle more than the worst way.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Pairs by counters',
  summary: 'Read hardware counters, and choose which threads should share a core.',
  rows: [81],
  generate,
} satisfies QuestionDefinition;
