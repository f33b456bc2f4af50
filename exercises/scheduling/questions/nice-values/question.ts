/** Priorities, nice values and slices of Linux's O(1) scheduler, by the simulator's own formulas. */
import type { Random } from '../../../../simulator/engine/random';
import {
  DEFAULT_PRIORITY,
  FIRST_TIMESHARED,
  PRIORITIES,
  priorityOfNice,
  sliceOfNice,
} from '../../../../simulator/kernel/scheduling/linux-o1-numbers';
import { LEAST_NICE, MOST_NICE } from '../../../../simulator/kernel/scheduling/nice-weights';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** Two tasks are favoured, two are not, and one is at an end or in the middle. */
function drawn(random: Random): number[] {
  return random.shuffled([
    random.between(LEAST_NICE + 1, -10),
    random.between(-9, -1),
    random.between(1, 9),
    random.between(10, MOST_NICE - 1),
    [LEAST_NICE, 0, MOST_NICE][random.below(3)],
  ]);
}

function generate(random: Random): Question {
  const nices = drawn(random);
  const isPriorityGiven = nices.map(() => random.below(2) === 0);
  const rows = nices.map((nice) => [nice, priorityOfNice(nice), sliceOfNice(nice)].map(String));
  const sum = nices.reduce((all, nice) => all + sliceOfNice(nice), 0);
  return {
    prompt: [
      `Linux's O(1) scheduler has ${PRIORITIES} priorities, 0 the highest. Those below ${FIRST_TIMESHARED} are for real-time tasks, the others for time sharing: a task of nice value 0 has priority ${DEFAULT_PRIORITY}, and the nice values from ${LEAST_NICE} to ${MOST_NICE} lie around it.`,
      `A task of priority p better than ${DEFAULT_PRIORITY} has a slice of (${PRIORITIES} - p) × 20 ms, all others one of (${PRIORITIES} - p) × 5 ms. Corrections for tasks that sleep a lot are left out.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'tasks',
        label: 'Fill in what is missing.',
        points: 5,
        pointsPer: 'row',
        columns: ['nice', 'priority', 'slice in ms'],
        rowLabels: nices.map((_, i) => `task ${i + 1}`),
        given: rows.map(([nice, priority], i) =>
          isPriorityGiven[i] ? [null, priority, null] : [nice, null, null],
        ),
        answer: rows,
      },
      {
        kind: 'number',
        id: 'round',
        label:
          'All five tasks compute and never sleep. How long is one round, in which each has a whole slice?',
        points: 2,
        answer: sum,
        tolerance: 0,
        unit: 'ms',
      },
    ],
    explanation: [
      `Priority = ${DEFAULT_PRIORITY} + nice. The slices: ${nices.map((nice) => `nice ${nice} has priority ${priorityOfNice(nice)} and ${sliceOfNice(nice)} ms`).join('; ')}.`,
      `One round is their sum, ${sum} ms. The better the priority, the larger the slice: the smallest goes to the lowest priority.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Nice values, priorities and slices',
  summary: 'Turn nice values into priorities and back, and say how long a slice each task of Linux O(1) has.',
  rows: [73, 74],
  generate,
} satisfies QuestionDefinition;
