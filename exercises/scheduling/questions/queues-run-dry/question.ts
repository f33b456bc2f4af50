/** A queue for each core: when all are done, and what a core that runs dry changes. Decided by the kernel's policy. */
import type { Random } from '../../../../simulator/engine/random';
import { PerCoreQueues } from '../../../../simulator/kernel/scheduling/per-core-queues';
import { READY_REASON } from '../../../../simulator/kernel/scheduling/scheduling-policy';
import type { Question, QuestionDefinition } from '../../../question-definition';

export interface Turn {
  readonly thread: number;
  readonly from: number;
  readonly to: number;
}

/** Threads of these lengths that all come at time 0. @returns by core, who ran when. */
export function run(cores: number, lengths: readonly number[]): readonly (readonly Turn[])[] {
  const policy = new PerCoreQueues({ now: () => 0, nodeOf: () => 0, homeOf: () => 0 }, cores, lengths.length);
  lengths.forEach((_, thread) => {
    policy.enqueue(thread, READY_REASON.created);
  });
  const turns: Turn[][] = Array.from({ length: cores }, () => []);
  for (;;) {
    const [core] = turns.map((_, each) => each).sort((a, b) => endOf(turns[a]) - endOf(turns[b]));
    const thread = policy.pickNext(core);
    if (thread < 0) return turns; // nobody waits any more
    const from = endOf(turns[core]);
    turns[core].push({ thread, from, to: from + lengths[thread] });
  }
}

const endOf = (turns: readonly Turn[]) => turns.at(-1)?.to ?? 0;
const nameOf = (thread: number) => String.fromCharCode(65 + thread);

function generate(random: Random): Question {
  for (;;) {
    const cores = random.between(2, 3);
    const lengths = Array.from({ length: cores * 3 + random.below(2) }, () => random.between(1, 12));
    const turns = run(cores, lengths);
    const moved = turns.flatMap((own, core) =>
      own.filter(({ thread }) => thread % cores !== core).map(({ thread }) => thread),
    );
    const alone = Array.from({ length: cores }, (_, core) =>
      lengths.reduce((sum, length, thread) => sum + (thread % cores === core ? length : 0), 0),
    );
    const done = Math.max(...turns.map(endOf));
    // Where two cores are done at once, who takes from whom would be a matter of their order.
    const ends = turns.flatMap((own) => own.map(({ to }) => to));
    if (moved.length === 0 || new Set(ends).size < ends.length || done >= Math.max(...alone)) continue;
    const number = (id: string, label: string, points: number, answer: number, unit: string) =>
      ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
    return {
      prompt: [
        `${cores} cores have a queue each. ${lengths.length} threads come at time 0 and are dealt out in order: A to core 0, B to core 1, ${cores === 2 ? 'C to core 0' : 'C to core 2, D to core 0'} and so on. A core runs the threads of its queue one after the other, each to its end; only computing takes time.`,
        'A core whose queue is empty takes from the longest queue (the number of threads that wait counts; of equals the core with the lower number) the thread that has waited there longest, the first in that queue.',
      ].join('\n\n'),
      given: {
        caption: 'How long each thread computes',
        columns: lengths.map((_, thread) => nameOf(thread)),
        rows: [lengths.map(String)],
      },
      parts: [
        number(
          'alone',
          'When would the last thread be done if no core ever took from another?',
          2,
          Math.max(...alone),
          'units',
        ),
        {
          kind: 'table',
          id: 'cores',
          label:
            'With taking: who runs on each core, in order (letters without blanks), and when is the core done?',
          points: 2 * cores,
          pointsPer: 'row',
          columns: ['threads', 'done at'],
          rowLabels: turns.map((_, core) => `core ${core}`),
          given: turns.map(() => [null, null]),
          answer: turns.map((own) => [own.map(({ thread }) => nameOf(thread)).join(''), String(endOf(own))]),
        },
        {
          kind: 'choice',
          id: 'moved',
          label: 'Which threads ran on another core than the one that they were dealt to?',
          points: 2,
          options: lengths.map((_, thread) => nameOf(thread)),
          answer: moved.toSorted((a, b) => a - b),
          multiple: true,
        },
      ],
      explanation: [
        `Dealt out, the cores have ${alone.join(', ')} units to do: the last would be done at ${Math.max(...alone)}.`,
        ...turns.map(
          (own, core) =>
            `Core ${core}: ${own.map(({ thread, from, to }) => `${nameOf(thread)} from ${from} to ${to}${thread % cores === core ? '' : ' (taken)'}`).join(', ')}.`,
        ),
        `The last thread is done at ${done} instead of ${Math.max(...alone)}.`,
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'Cores that run dry',
  summary: 'Follow queues of several cores: who takes which thread from whom, and when all are done.',
  rows: [78],
  generate,
} satisfies QuestionDefinition;
