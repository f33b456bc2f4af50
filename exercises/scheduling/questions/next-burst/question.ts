/**
 * How long the next burst will be: what is expected of three processes after each of their bursts, by the last one and by
 * the mean of a window, and who goes first. Computed by the kernel's own estimator.
 */
import type { Random } from '../../../../simulator/engine/random';
import { EstimatedJobFirst } from '../../../../simulator/kernel/scheduling/estimated-job-first';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NAMES = ['A', 'B', 'C'] as const;

/** @returns the estimate before each burst, and the one after the last. */
export function estimates(bursts: readonly number[], window: number, first: number): number[] {
  const policy = new EstimatedJobFirst({ now: () => 0 }, 1, 1, window, first);
  return [
    policy.estimate(0),
    ...bursts.map((cycles) => {
      policy.burstEnded(0, cycles);
      return policy.estimate(0);
    }),
  ];
}

/** Place of the smallest; -1 when there is none by itself. */
function smallest(values: readonly number[]): number {
  const least = Math.min(...values);
  return values.filter((each) => each === least).length === 1 ? values.indexOf(least) : -1;
}

/** One goes on as it began, one varies, one changes: the two ways of estimating tell different things of them. */
function drawn(random: Random) {
  for (;;) {
    const window = random.between(3, 4);
    const first = random.between(4, 12);
    const short = random.between(2, 5);
    const long = random.between(12, 24);
    const falls = random.below(2) === 0;
    const near = (mean: number) => mean + random.between(0, 3) - 1;
    const six = (burst: (i: number) => number) => Array.from({ length: 6 }, (_, i) => burst(i));
    const bursts = random.shuffled([
      six(() => near((short + long) >> 1)),
      six(() => random.between(short, long)),
      six((i) => near(i < 4 === falls ? long : short)),
    ]);
    const last = (width: number) => bursts.map((own) => estimates(own, width, first)[own.length]);
    const [byLast, byWindow] = [smallest(last(1)), smallest(last(window))];
    if (byLast >= 0 && byWindow >= 0 && byLast !== byWindow)
      return { bursts, window, first, byLast, byWindow, last };
  }
}

function generate(random: Random): Question {
  const { bursts, window, first, byLast, byWindow, last } = drawn(random);
  const own = bursts[0];
  const windowed = estimates(own, window, first);
  const error = (width: number) => {
    const guesses = estimates(own, width, first);
    return own.slice(1).reduce((sum, cycles, i) => sum + Math.abs(cycles - guesses[i + 1]), 0);
  };
  return {
    prompt: [
      'A kernel runs the process first whose next CPU burst it expects to be the shortest. It does not know the future, so it estimates: by the **last burst**, or by the **mean of the last bursts in a window**, rounded down (of all bursts while there are fewer than the window has).',
      `The window is **${window}** bursts. Before its first burst is over a process is estimated at **${first} ms**.`,
    ].join('\n\n'),
    given: {
      caption: 'CPU bursts so far, in ms',
      columns: ['process', ...own.map((_, i) => `${i + 1}`)],
      rows: bursts.map((each, of) => [NAMES[of], ...each.map(String)]),
    },
    parts: [
      {
        kind: 'table',
        id: 'window',
        label: `Process A: the estimate by the window before each burst, and before the next one`,
        points: 4,
        pointsPer: 'row',
        columns: ['estimate in ms'],
        rowLabels: windowed.map((_, i) => (i < own.length ? `burst ${i + 1}` : 'the next one')),
        given: windowed.map((each, i) => [i === 0 ? String(each) : null]),
        answer: windowed.map((each) => [String(each)]),
      },
      {
        kind: 'choice',
        id: 'by-last',
        label: 'All three wait now. Which goes first, if the last burst is expected again?',
        points: 1,
        options: NAMES,
        answer: [byLast],
        multiple: false,
      },
      {
        kind: 'choice',
        id: 'by-window',
        label: 'And which by the mean of the window?',
        points: 1,
        options: NAMES,
        answer: [byWindow],
        multiple: false,
      },
      {
        kind: 'number',
        id: 'error',
        label:
          'Process A, bursts 2 to 6: by how much is the estimate by the last burst off, all five together?',
        points: 2,
        answer: error(1),
        tolerance: 0,
        unit: 'ms',
      },
      {
        kind: 'number',
        id: 'error-window',
        label: 'And by how much the estimate by the window?',
        points: 2,
        answer: error(window),
        tolerance: 0,
        unit: 'ms',
      },
    ],
    explanation: [
      `The window slides: a burst comes in, and when there are more than ${window} the oldest goes. The mean of ${own.slice(-window).join(', ')} is ${windowed[own.length]}, rounded down.`,
      `Expected next: ${NAMES.map((name, i) => `${name} ${last(1)[i]} ms by the last burst and ${last(window)[i]} ms by the window`).join('; ')}. So ${NAMES[byLast]} goes first by the last burst, and ${NAMES[byWindow]} by the window.`,
      `Over bursts 2 to 6 of A the last burst is off by ${error(1)} ms in all, the window by ${error(window)} ms. A window smooths what varies by chance; a process that changes what it does is followed sooner by a narrow one.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'How long will the next burst be?',
  summary: 'Estimate CPU bursts from those before, by the last one and by a window, and see who goes first.',
  rows: [64, 65],
  generate,
} satisfies QuestionDefinition;
