import type { NeverAlone, WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make. */
const naive = 'right/naive';

// Texts of the reference.
const RATE = 'this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 1_000_000) / instructions);';
const SORT = 'sort((a, b) => this.rates[b] - this.rates[a] || a - b)';
const PAIR = 'order.push(sorted[pair], sorted[this.threads - 1 - pair]);';
const TAKE = 'return this.order.shift() as number;';
const PAIRS = 'for (let pair = 0; pair < this.threads / 2; pair++)';
// Texts of the naive solution.
const HAD = 'this.had[best] = true;';
const NAIVE_RATE = 'this.rates[thread] = misses / instructions;';
const COUNT = 'this.count = (this.count + 1) % this.threads;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'slot-is-the-thread',
    fails: 'CS1',
    why: 'Thread n runs in slot n, always.',
    base: naive,
    replace: [['return best;', 'return slot;']],
  },
  {
    name: 'never-notes-who-had-it',
    fails: 'CS1',
    why: 'Forgets to note who had a quantum.',
    base: naive,
    replace: [[HAD, '']],
  },
  {
    name: 'round-is-never-over',
    fails: 'CS1',
    why: 'Never begins a new round.',
    base: naive,
    replace: [[COUNT, 'this.count++;']],
  },
  {
    name: 'round-of-one-less',
    fails: 'CS1',
    why: 'Begins a new round one thread early.',
    base: naive,
    replace: [[COUNT, 'this.count = (this.count + 1) % (this.threads - 1);']],
  },
  {
    name: 'one-thread-too-many',
    fails: 'CS1',
    why: 'Counts threads from 1.',
    replace: [[TAKE, 'return (this.order.shift() as number) + 1;']],
  },
  {
    name: 'middle-is-left-out',
    fails: 'CS1',
    why: 'Makes one pair too few.',
    replace: [[PAIRS, 'for (let pair = 0; pair < this.threads / 2 - 1 || pair === 0; pair++)']],
  },
  {
    name: 'in-order',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Pairs neighbours by number.',
    replace: [
      [SORT, 'sort((a, b) => a - b)'],
      [PAIR, 'order.push(sorted[2 * pair], sorted[2 * pair + 1]);'],
    ],
  },
  {
    name: 'equals-together',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Puts those together that miss alike.',
    replace: [[PAIR, 'order.push(sorted[2 * pair], sorted[2 * pair + 1]);']],
  },
  {
    name: 'first-impression',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Goes by the first quantum of each thread for ever.',
    replace: [[RATE, `if (this.rates[thread] === 0) ${RATE}`]],
  },
  {
    name: 'never-measured',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Does not look at the counters.',
    replace: [[RATE, '']],
  },
  {
    name: 'mean-of-all',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Goes by the sum of all quanta, so that who changed is known late.',
    replace: [
      [
        RATE,
        'this.rates[thread] += instructions === 0 ? 0 : Math.floor((misses * 1_000_000) / instructions);',
      ],
    ],
  },
  {
    name: 'mean-with-the-one-before',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Takes the mean of the last quantum and of what it held before.',
    base: naive,
    replace: [[NAIVE_RATE, 'this.rates[thread] = (this.rates[thread] + misses / instructions) / 2;']],
  },
  {
    name: 'misses-alone',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Counts misses, however many instructions there were.',
    base: naive,
    replace: [[NAIVE_RATE, 'this.rates[thread] = misses;']],
  },
  {
    name: 'in-a-hundred',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Counts misses in a hundred instructions, rounded down: all that compute are equal.',
    replace: [[RATE, RATE.replace('1_000_000', '100')]],
  },
  {
    name: 'sorted-as-text',
    fails: 'CS2',
    also: ['CS3'],
    why: 'Sorts the rates as texts.',
    replace: [[SORT, 'sort((a, b) => (String(this.rates[b]) < String(this.rates[a]) ? -1 : 1))']],
  },
  {
    name: 'halves-in-step',
    fails: 'CS3',
    why: 'Pairs the first of one half with the first of the other.',
    replace: [[PAIR, 'order.push(sorted[pair], sorted[pair + this.threads / 2]);']],
  },
];

export default wrong;

export const neverAlone: NeverAlone = {
  CS2: 'Who puts two of one half together has put somebody elsewhere than at the other end, in some round the two at the ends too.',
};
