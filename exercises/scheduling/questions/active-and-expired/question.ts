/** The constant-time scheduler by hand: the active and the expired array tick by tick. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C', 'D'] as const;

export interface Task {
  /** A lower number goes first. */
  readonly priority: number;
  /** Ticks. */
  readonly slice: number;
}

/** After so many ticks: who ran in each, who is in which array in order, and how often they were swapped. */
export function afterTicks(tasks: readonly Task[], ticks: number) {
  const ordered = (of: number[]) => of.sort((a, b) => tasks[a].priority - tasks[b].priority);
  const left = tasks.map(({ slice }) => slice);
  let active = ordered(tasks.map((_, task) => task));
  let expired: number[] = [];
  let swaps = 0;
  const ran: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    if (active.length === 0) {
      [active, expired] = [expired, active];
      swaps++;
    }
    const task = active[0];
    ran.push(task);
    if (--left[task] > 0) continue;
    active.shift();
    left[task] = tasks[task].slice;
    expired = ordered([...expired, task]);
  }
  return { ran, active, expired, left, swaps };
}

function generate(random: Random): Question {
  const priorities = random.shuffled([100, 110, 120, 130]).map((from) => from + random.between(0, 9));
  const tasks = priorities.map((priority) => ({ priority, slice: random.between(1, 6) }));
  const round = tasks.reduce((total, { slice }) => total + slice, 0);
  const ticks = random.between(Math.ceil(round / 3), 3 * round);
  const { active, expired, left, swaps, ran } = afterTicks(tasks, ticks);
  const next = afterTicks(tasks, ticks + 1).ran[ticks];
  const list = (of: readonly number[]) => of.map((task) => NAMES[task]).join(', ') || 'nobody';
  return {
    prompt: [
      'A constant-time scheduler keeps an **active** and an **expired** array of queues by priority; a lower number goes first. At each tick the first task of the active array runs. When it has used up its slice, it gets a new slice and moves to the expired array. When a tick begins and the active array is empty, the two arrays are swapped. All tasks only compute.',
      `All four are active at first, with full slices. **${ticks} ticks** pass; what the last of them causes is done, the next has not begun.`,
    ].join('\n\n'),
    given: {
      caption: 'The tasks',
      columns: ['task', 'priority', 'slice in ticks'],
      rows: NAMES.map((name, i) => [name, `${tasks[i].priority}`, `${tasks[i].slice}`]),
    },
    parts: [
      {
        kind: 'table',
        id: 'arrays',
        label: 'Where is each task (active or expired), and how many ticks of its slice are left?',
        points: 4,
        pointsPer: 'row',
        columns: ['array', 'ticks left'],
        rowLabels: NAMES,
        given: NAMES.map(() => [null, null]),
        answer: NAMES.map((_, i) => [active.includes(i) ? 'active' : 'expired', `${left[i]}`]),
      },
      {
        kind: 'choice',
        id: 'next',
        label: 'Who runs in the next tick?',
        points: 1,
        options: NAMES,
        answer: [next],
        multiple: false,
      },
      {
        kind: 'number',
        id: 'share',
        label: 'How many ticks has task D run so far?',
        points: 1,
        answer: ran.filter((task) => task === 3).length,
        tolerance: 0,
        unit: 'ticks',
      },
    ],
    explanation: [
      `Until the arrays are swapped each task runs one whole slice, in order of priority: a round of ${round} ticks, however long the queues are. ${ticks} ticks are ${counted(Math.floor(ticks / round), 'whole rounds')} and ${counted(ticks % round, 'ticks')}; the arrays were swapped ${counted(swaps, 'times')}.`,
      `Then active: ${list(active)}; expired: ${list(expired)}. Next runs ${NAMES[next]}. A swap exchanges two pointers and copies no task.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Active and expired',
  summary: 'Follow the two arrays of a constant-time scheduler: who is where after so many ticks.',
  rows: [76],
  generate,
} satisfies QuestionDefinition;
