/** What sleep is worth under Linux's O(1) scheduler: the priority after each sleep. Worked out by the simulator's policy. */
import type { Random } from '../../../../simulator/engine/random';
import { LinuxO1 } from '../../../../simulator/kernel/scheduling/linux-o1';
import { READY_REASON, SLICE_END } from '../../../../simulator/kernel/scheduling/scheduling-policy';
import type { Question, QuestionDefinition } from '../../../question-definition';

export interface Round {
  readonly run: number;
  readonly sleep: number;
}

/** @returns credit and priority after each round; credit begins with half of `most`. */
export function prioritiesAfter(own: number, most: number, rounds: readonly Round[]) {
  let now = 0;
  const policy = new LinuxO1({ now: () => now, priority: () => own }, 1, 1, 1_000_000, most);
  policy.enqueue(0, READY_REASON.created);
  let credit = most / 2;
  return rounds.map(({ run, sleep }) => {
    policy.pickNext(0);
    now += run;
    policy.sliceEnded(0, SLICE_END.blocked, run);
    now += sleep;
    policy.enqueue(0, READY_REASON.woken);
    credit = Math.min(most, Math.max(0, credit - run) + sleep);
    return { credit, priority: policy.level(0) };
  });
}

const NAMES = ['A', 'B', 'C'] as const;
const ROUNDS = 3;

function generate(random: Random): Question {
  const most = 100 * random.between(4, 12);
  const step = most / 20;
  const tasks = NAMES.map(() => {
    const own = random.between(106, 134);
    const sleeper = random.chance(1, 2);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      run: step * random.between(1, sleeper ? 4 : 12),
      sleep: step * random.between(1, sleeper ? 14 : 5),
    }));
    return { own, rounds, after: prioritiesAfter(own, most, rounds) };
  });
  const last = tasks.map(({ after }) => after[ROUNDS - 1].priority);
  const best = Math.min(...last);
  const bonusOf = (credit: number) => Math.floor((credit * 10) / most) - 5;
  return {
    prompt: [
      `The O(1) scheduler of Linux 2.6 credits what a thread sleeps, up to **${most} ms**, and takes off what it runs, down to 0. A new thread begins with half of the most.`,
      'The bonus is ⌊credit × 10 / most⌋ - 5, so from -5 to 5; it is taken off the priority that the thread has of its own, within 100 to 139. A lower number goes first. It is worked out when the thread wakes.',
      'Three new threads run and sleep in turn.',
    ].join('\n\n'),
    given: {
      caption: 'In ms: runs, sleeps',
      columns: ['thread', 'own priority', ...Array.from({ length: ROUNDS }, (_, i) => `round ${i + 1}`)],
      rows: NAMES.map((name, i) => [
        name,
        `${tasks[i].own}`,
        ...tasks[i].rounds.map(({ run, sleep }) => `${run}, ${sleep}`),
      ]),
    },
    parts: [
      {
        kind: 'table',
        id: 'priorities',
        label: 'What is the priority of each thread when it wakes from each sleep?',
        points: 9,
        pointsPer: 'row',
        columns: Array.from({ length: ROUNDS }, (_, i) => `after round ${i + 1}`),
        rowLabels: NAMES,
        given: NAMES.map(() => Array.from({ length: ROUNDS }, () => null)),
        answer: tasks.map(({ after }) => after.map(({ priority }) => `${priority}`)),
      },
      {
        kind: 'choice',
        id: 'first',
        label:
          'Who goes first, if all of them wait after their last round? (Mark all that share the best priority.)',
        points: 1,
        options: NAMES,
        answer: last.flatMap((priority, i) => (priority === best ? [i] : [])),
        multiple: true,
      },
    ],
    explanation: tasks
      .map(
        ({ own, after }, i) =>
          `${NAMES[i]}: ${after
            .map(({ credit, priority }) => {
              const bonus = bonusOf(credit);
              return `credit ${credit}, bonus ⌊${credit} × 10 / ${most}⌋ - 5 = ${bonus}, priority ${own} ${bonus < 0 ? '+' : '-'} ${Math.abs(bonus)} = ${own - bonus}${own - bonus === priority ? '' : `, which is ${priority} within 100 to 139`}`;
            })
            .join('; ')}.`,
      )
      .join('\n\n'),
  };
}

export default {
  title: 'What sleep is worth',
  summary: 'Work out the bonus that the O(1) scheduler gives for sleep, and what it does to priorities.',
  rows: [75],
  generate,
} satisfies QuestionDefinition;
