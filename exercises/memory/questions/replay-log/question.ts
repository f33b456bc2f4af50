/** Rewind and replay: which of a process's events must stand in the log, and what a rewind from a checkpoint replays. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { FullCheckpoints } from '../../../../simulator/kernel/memory/checkpoints/full-checkpoints';
import { RecordedProcess } from '../../../../simulator/kernel/memory/checkpoints/recorded-process';
import { ASKED } from '../../../../simulator/kernel/memory/checkpoints/replay-interface';
import { RewindReplay } from '../../../../simulator/kernel/memory/checkpoints/rewind-replay';
import type { Question, QuestionDefinition } from '../../../question-definition';

interface Kind {
  readonly text: string;
  /** Its result does not follow from the state before it. */
  readonly fromOutside: boolean;
}

const KINDS: readonly Kind[] = [
  { text: 'adds two registers', fromOutside: false },
  { text: 'stores a word in its own memory', fromOutside: false },
  { text: 'loads a word that it stored itself', fromOutside: false },
  { text: 'takes a branch', fromOutside: false },
  { text: 'draws a number from its own generator, whose state lies in its memory', fromOutside: false },
  { text: 'reads the clock', fromOutside: true },
  { text: 'receives a packet', fromOutside: true },
  { text: 'reads a key from the console', fromOutside: true },
  { text: 'is interrupted by the timer, and its handler runs', fromOutside: true },
];

/** Records the events with a checkpoint after every `spacing` of them, and rewinds to the state after `target`. */
export function rewound(events: readonly Kind[], spacing: number, target: number) {
  const process: RecordedProcess = new RecordedProcess({
    pages: 1,
    program: ({ input }) => input(events[process.step]?.fromOutside ? ASKED.clock : ASKED.word),
    answer: () => process.step,
    checkpoints: (...made) => new FullCheckpoints(...made),
    replay: (services) => new RewindReplay(services, spacing),
  });
  // One step more, so that it stands at none of those asked for.
  for (let i = 0; i <= events.length; i++) process.record();
  process.open();
  process.rewind(target);
  return { replayed: process.replayedSteps, read: process.replayedInputs };
}

function generate(random: Random): Question {
  const some = Array.from({ length: 13 }, () => random.pick(KINDS));
  const events = random.shuffled([...some, random.pick(KINDS.filter(({ fromOutside }) => fromOutside))]);
  const spacing = random.between(3, 6);
  const target = random.between(spacing + 1, 13);
  const fromCheckpoint = rewound(events, spacing, target);
  const fromStart = rewound(events, Number.POSITIVE_INFINITY, target);
  const outside = events.flatMap(({ fromOutside }, i) => (fromOutside ? [i] : []));
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      'A process on one core is recorded, so that it can be brought back to the state after any of its steps: back to a checkpoint, then forward by replay. Code and input-free computing are deterministic; nobody else writes to its memory. These are its steps:',
      events.map(({ text }, i) => `${i + 1}. It ${text}.`).join('\n'),
      `There is a checkpoint before step 1, and one after every ${spacing} steps.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'choice',
        id: 'logged',
        label: 'Which steps must stand in the log?',
        points: 4,
        options: events.map((_, i) => `step ${i + 1}`),
        answer: outside,
        multiple: true,
      },
      number(
        'replayed',
        `Steps replayed to reach the state after step ${target}`,
        2,
        fromCheckpoint.replayed,
        'steps',
      ),
      number('read', 'Entries of the log that this replay reads', 2, fromCheckpoint.read, 'entries'),
      number(
        'all',
        `Fewest entries of a log that allows a replay from step 1 to step ${target}, without the later checkpoints`,
        2,
        fromStart.read,
        'entries',
      ),
    ],
    explanation: [
      `What follows from the state before it comes out the same again and need not be logged. Only what comes from outside must be: a time, a packet, a key, and the moment of an interrupt. Here these are: ${outside.map((i) => i + 1).join(', ')}.`,
      `The last checkpoint at or before step ${target} is the one after step ${target - fromCheckpoint.replayed}; from there ${counted(fromCheckpoint.replayed, 'steps')} ${fromCheckpoint.replayed === 1 ? 'is' : 'are'} replayed, ${fromCheckpoint.read} of them from the log. From the start it would be ${counted(target, 'steps')} and ${counted(fromStart.read, 'entries')}.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'What a replay needs',
  summary: 'Choose what must be logged for a replay, and count what a rewind from a checkpoint takes.',
  rows: [104],
  generate,
} satisfies QuestionDefinition;
