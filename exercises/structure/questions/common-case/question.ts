/**
 * What a fast path for the common case is worth: mean cost from its share and costs, and when it pays at all.
 *
 * The rule is in the prompt: every operation tries the fast path first, and who cannot take it pays for the slow
 * path on top. The answers come from counting over 100 operations, of which exactly the given share is fast.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

interface Scene {
  readonly operation: string;
  readonly fast: string;
  readonly slow: string;
  readonly unit: string;
  /** Least and greatest cost of the fast path, and how many times as much the slow path costs at least and at most. */
  readonly fastCosts: readonly [number, number];
  readonly factors: readonly [number, number];
}

const SCENES: readonly Scene[] = [
  {
    operation: 'acquiring a lock',
    fast: 'one atomic operation in user mode, which succeeds if the lock is free',
    slow: 'a system call that puts the thread to sleep and wakes it later',
    unit: 'cycles',
    fastCosts: [20, 60],
    factors: [4, 30],
  },
  {
    operation: 'translating an address',
    fast: 'a look into the translation buffer',
    slow: 'a walk through the page table in memory',
    unit: 'cycles',
    fastCosts: [1, 5],
    factors: [8, 50],
  },
  {
    operation: 'allocating a small block of memory',
    fast: "a look into the core's own list of free blocks",
    slow: 'the list that all cores share, under its lock',
    unit: 'cycles',
    fastCosts: [10, 30],
    factors: [2, 12],
  },
  {
    operation: 'reading a block of a file',
    fast: 'a look into the buffer cache',
    slow: 'reading the block from the solid-state disk',
    unit: 'µs',
    fastCosts: [2, 9],
    factors: [6, 40],
  },
  {
    operation: 'opening a file by its name',
    fast: 'a look into the cache of names',
    slow: 'a search through the directories',
    unit: 'µs',
    fastCosts: [2, 9],
    factors: [2, 20],
  },
  {
    operation: 'receiving a packet',
    fast: 'a comparison with the header that the connection expects next',
    slow: 'the full code of the protocol',
    unit: 'cycles',
    fastCosts: [40, 120],
    factors: [2, 9],
  },
];

const OPERATIONS = 100;

/** Of 100 operations the mean cost, `fastShare` of them being fast. */
export function meanCost(fastShare: number, fastCost: number, slowCost: number): number {
  let total = 0;
  for (let operation = 0; operation < OPERATIONS; operation++)
    total += operation < fastShare ? fastCost : fastCost + slowCost;
  return total / OPERATIONS;
}

/** The least share, in whole percent, at which the mean is below the cost without a fast path. */
export function leastUsefulShare(fastCost: number, slowCost: number): number {
  let share = 0;
  while (meanCost(share, fastCost, slowCost) >= slowCost) share++;
  return share;
}

const rounded = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Both costs; the break-even must not look like a whole percentage that it only comes near to. */
function drawCosts(random: Random, { fastCosts, factors }: Scene): [fast: number, slow: number] {
  for (;;) {
    const fast = random.between(...fastCosts);
    const slow = random.between(fast * factors[0], fast * factors[1]);
    const percent = (100 * fast) / slow;
    if (Number.isInteger(percent) || !Number.isInteger(rounded(percent))) return [fast, slow];
  }
}

const amountOf = (cost: number, unit: string) =>
  `${rounded(cost)} ${cost === 1 ? unit.replace(/s$/, '') : unit}`;

function generate(random: Random): Question {
  const scene = random.pick(SCENES);
  const [fastCost, slowCost] = drawCosts(random, scene);
  const share = random.between(60, 98);
  const { unit } = scene;
  const mean = meanCost(share, fastCost, slowCost);
  const slowTime = ((OPERATIONS - share) / 100) * slowCost;
  const slowPercent = (100 * slowTime) / mean;
  const moreShare = share + random.between(1, Math.min(8, 99 - share));
  const cheaper = meanCost(share, fastCost / 2, slowCost);
  const oftener = meanCost(moreShare, fastCost, slowCost);
  const useful = leastUsefulShare(fastCost, slowCost);
  const number = (id: string, label: string, points: number, answer: number, tolerance: number, of: string) =>
    ({ kind: 'number', id, label, points, answer: rounded(answer, 4), tolerance, unit: of }) as const;
  return {
    prompt: [
      `A system makes its common case fast. The operation is **${scene.operation}**. The fast path is ${scene.fast}: **${amountOf(fastCost, unit)}**. Where it fails, the slow path follows: ${scene.slow}, **${amountOf(slowCost, unit)}** more.`,
      `**${share} %** of the operations end on the fast path. Every operation tries the fast path first and pays for it; the others pay for the slow path as well. Without a fast path every operation would cost ${amountOf(slowCost, unit)}.`,
      'Give costs exactly, or rounded to two digits after the point; percentages as the parts say.',
    ].join('\n\n'),
    parts: [
      number('mean', 'Mean cost of an operation', 3, mean, 0.01, unit),
      number(
        'slow-percent',
        'Share of all the time that is spent on the slow path, rounded to whole percent',
        2,
        slowPercent,
        0.5,
        '%',
      ),
      number('cheaper', 'Mean cost if the fast path cost half as much', 2, cheaper, 0.01, unit),
      number(
        'oftener',
        `Mean cost if instead ${moreShare} % of the operations ended on the fast path`,
        2,
        oftener,
        0.01,
        unit,
      ),
      number(
        'useful-share',
        'Least share of fast operations, in whole percent, at which the mean is below the cost without a fast path',
        2,
        useful,
        0,
        '%',
      ),
    ],
    explanation: [
      `All operations pay ${fastCost}, and ${100 - share} % pay ${slowCost} more: ${fastCost} + ${rounded(1 - share / 100)} × ${slowCost} = **${amountOf(mean, unit)}**.`,
      `Of these the slow path takes ${rounded(slowTime)}, which is ${rounded(slowPercent, 1)} % of the time, though only ${100 - share} % of the operations need it.`,
      `Half the cost of the fast path: ${rounded(fastCost / 2)} + ${rounded(1 - share / 100)} × ${slowCost} = ${amountOf(cheaper, unit)}. A larger share: ${fastCost} + ${rounded(1 - moreShare / 100)} × ${slowCost} = ${amountOf(oftener, unit)}. ${comparison(cheaper, oftener)}`,
      `The fast path pays if ${fastCost} + (1 - p) × ${slowCost} < ${slowCost}, that is p > ${fastCost} / ${slowCost} = ${rounded((100 * fastCost) / slowCost)} %: from ${useful} % on. Rarer cases are better served by going straight to the slow path.`,
    ].join('\n\n'),
  };
}

function comparison(cheaper: number, oftener: number): string {
  if (Math.abs(cheaper - oftener) < 1e-9) return 'Both are worth the same here.';
  return cheaper < oftener
    ? 'Here the cheaper fast path is worth more.'
    : 'Here it is worth more to take the fast path oftener.';
}

export default {
  title: 'The common case: what a fast path is worth',
  summary: 'From the share and the costs of a fast path, find the mean cost and when the path pays.',
  rows: [5],
  generate,
} satisfies QuestionDefinition;
