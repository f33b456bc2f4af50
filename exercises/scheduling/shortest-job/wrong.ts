import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution. */
const naive = 'right/naive';

// Texts of the naive solution that several mistakes replace.
const FIELD = 'private readonly waiting: number[] = [];';
const ENQUEUE = 'enqueue(thread: number, _reason: number): void {';
const WITH_REASON = 'enqueue(thread: number, reason: number): void {';
const PUT = 'this.waiting.push(thread);';
const NOBODY = 'if (this.waiting.length === 0) return -1;';
const LOOK = 'place < this.waiting.length; place++';
const SHORTER = 'if (this.estimates[this.waiting[place]] < this.estimates[this.waiting[best]]) best = place;';
const TAKE = 'const [thread] = this.waiting.splice(best, 1);';
const FORGET = 'if (own.length > this.window) own.shift();';
const SUM = 'for (const each of own) sum += each;';
const MEAN = 'this.estimates[thread] = Math.floor(sum / own.length);';
const ANSWER = 'return this.estimates[thread];';
const FIRST = 'this.estimates.push(firstEstimate);';
/** Text of the reference. */
const EQUAL = '(difference === 0 && this.turns[a] < this.turns[b])';

const answers: readonly WrongSolution[] = [
  {
    name: 'picks-without-removing',
    fails: 'SJ1',
    also: ['SJ6', 'SJ7'],
    why: 'Looks at the shortest and leaves it in the queue.',
    base: naive,
    replace: [[TAKE, 'const thread = this.waiting[best];']],
  },
  {
    name: 'answers-the-place',
    fails: 'SJ1',
    also: ['SJ4', 'SJ5', 'SJ6', 'SJ7'],
    why: 'Answers where in the queue the shortest stands, not which thread it is.',
    base: naive,
    replace: [[TAKE, 'this.waiting.splice(best, 1); const thread = best;']],
  },
  {
    name: 'answers-nothing',
    fails: 'SJ1',
    also: ['SJ6'],
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'if (this.waiting.length === 0) return undefined as unknown as number;']],
  },
  {
    name: 'unknown-is-minus-one',
    fails: 'SJ1',
    why: 'Estimates -1 where nothing is known.',
    base: naive,
    replace: [[ANSWER, 'return this.bursts[thread].length === 0 ? -1 : this.estimates[thread];']],
  },
  {
    name: 'means-with-fractions',
    fails: 'SJ1',
    why: 'Does not round.',
    base: naive,
    replace: [[MEAN, 'this.estimates[thread] = sum / own.length;']],
  },
];

const first: readonly WrongSolution[] = [
  {
    name: 'nothing-known-is-zero',
    fails: 'SJ2',
    why: 'Takes a thread of which nothing is known for the shortest of all.',
    base: naive,
    replace: [[FIRST, 'this.estimates.push(0);']],
  },
  {
    name: 'first-guess-of-one-at-least',
    fails: 'SJ2',
    why: 'Takes a first estimate of 0 for none.',
    base: naive,
    replace: [[FIRST, 'this.estimates.push(firstEstimate || 1);']],
  },
  {
    name: 'learns-from-others',
    fails: 'SJ2',
    why: 'Expects of a new thread what the last burst of any other one was.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private newest = -1;`],
      [SUM, `${SUM} this.newest = cycles;`],
      [
        ANSWER,
        'return this.bursts[thread].length === 0 && this.newest >= 0 ? this.newest : this.estimates[thread];',
      ],
    ],
  },
];

const windows: readonly WrongSolution[] = [
  {
    name: 'mean-of-all',
    fails: 'SJ3',
    why: 'Forgets nothing: the mean of all bursts.',
    base: naive,
    replace: [[FORGET, '']],
  },
  {
    name: 'last-only',
    fails: 'SJ3',
    why: 'Expects the last burst again, whatever the window.',
    base: naive,
    replace: [[FORGET, 'if (own.length > 1) own.shift();']],
  },
  {
    name: 'window-too-wide',
    fails: 'SJ3',
    why: 'Keeps one burst more than the window.',
    base: naive,
    replace: [[FORGET, 'if (own.length > this.window + 1) own.shift();']],
  },
  {
    name: 'window-too-narrow',
    fails: 'SJ3',
    why: 'Forgets a burst too early, except that the last one is never forgotten.',
    base: naive,
    replace: [[FORGET, 'if (own.length >= this.window && own.length > 1) own.shift();']],
  },
  {
    name: 'forgets-the-newest',
    fails: 'SJ3',
    why: 'Takes the wrong end: the first bursts are kept for ever.',
    base: naive,
    replace: [[FORGET, 'if (own.length > this.window) own.pop();']],
  },
  {
    name: 'begins-a-new-window',
    fails: 'SJ3',
    why: 'Empties the window when it is full, in place of letting it slide.',
    base: naive,
    replace: [[FORGET, 'if (own.length > this.window) own.splice(0, this.window);']],
  },
  {
    name: 'divides-by-the-window',
    fails: 'SJ3',
    why: 'Divides by the window also while there are fewer bursts.',
    base: naive,
    replace: [[MEAN, 'this.estimates[thread] = Math.floor(sum / this.window);']],
  },
  {
    name: 'first-guess-counts-as-a-burst',
    fails: 'SJ3',
    why: 'Takes the first estimate for a burst that was.',
    base: naive,
    replace: [['this.bursts.push([]);', 'this.bursts.push([firstEstimate]);']],
  },
  {
    name: 'first-guess-until-full',
    fails: 'SJ3',
    why: 'Estimates nothing before the window is full.',
    base: naive,
    replace: [
      [MEAN, 'if (own.length === this.window) this.estimates[thread] = Math.floor(sum / own.length);'],
    ],
  },
  {
    name: 'exponential',
    fails: 'SJ3',
    why: 'The textbook’s exponential average, which looks back at everything.',
    base: naive,
    replace: [
      [
        MEAN,
        'this.estimates[thread] = own.length === 1 ? cycles : Math.floor((this.estimates[thread] + cycles) / 2);',
      ],
    ],
  },
  {
    name: 'rounds-to-nearest',
    fails: 'SJ3',
    why: 'Rounds half a cycle up.',
    base: naive,
    replace: [[MEAN, 'this.estimates[thread] = Math.round(sum / own.length);']],
  },
  {
    name: 'rounds-each',
    fails: 'SJ3',
    why: 'Divides each burst and rounds it, and then adds.',
    base: naive,
    replace: [
      [SUM, 'for (const each of own) sum += Math.floor(each / own.length);'],
      [MEAN, 'this.estimates[thread] = sum;'],
    ],
  },
  {
    name: 'median',
    fails: 'SJ3',
    why: 'The one in the middle in place of the mean.',
    base: naive,
    replace: [[MEAN, 'this.estimates[thread] = own.toSorted((a, b) => a - b)[(own.length - 1) >> 1];']],
  },
  {
    name: 'sum-of-twenty-two-bits',
    fails: 'SJ3',
    why: 'The sum of long bursts wraps.',
    base: naive,
    replace: [[SUM, 'for (const each of own) sum = (sum + each) & 0x3fffff;']],
  },
  {
    name: 'one-history-for-all',
    fails: 'SJ3',
    why: 'Keeps the bursts of all threads together.',
    base: naive,
    replace: [['const own = this.bursts[thread];', 'const own = this.bursts[0];']],
  },
  {
    name: 'yields-are-no-bursts',
    fails: 'SJ3',
    why: 'Takes back the burst of a thread that gave its core up.',
    base: naive,
    replace: [
      [ENQUEUE, WITH_REASON],
      [
        PUT,
        `this.waiting.push(thread);
    const own = this.bursts[thread];
    if (reason !== 3 || own.length < 2) return;
    own.pop();
    this.estimates[thread] = Math.floor(own.reduce((sum, each) => sum + each) / own.length);`,
      ],
    ],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'longest-first',
    fails: 'SJ4',
    why: 'The comparison the wrong way round.',
    base: naive,
    replace: [[SHORTER, SHORTER.replace(' < ', ' > ')]],
  },
  {
    name: 'first-come-first-served',
    fails: 'SJ4',
    why: 'Estimates well, and takes whoever came first.',
    base: naive,
    replace: [[SHORTER, 'if (best < 0) best = place;']],
  },
  {
    name: 'looks-at-the-first-three',
    fails: 'SJ4',
    why: 'Compares only the first three of the queue.',
    base: naive,
    replace: [[LOOK, 'place < Math.min(3, this.waiting.length); place++']],
  },
  {
    name: 'leaves-out-the-last',
    fails: 'SJ4',
    why: 'Never looks at the last of the queue.',
    base: naive,
    replace: [[LOOK, 'place < this.waiting.length - 1; place++']],
  },
  {
    name: 'new-ones-first',
    fails: 'SJ4',
    why: 'Lets a created thread go before all others, once.',
    base: naive,
    replace: [
      [
        FIELD,
        `${FIELD} private readonly created = new Set<number>();
  private keyOf(thread: number): number { return this.created.has(thread) ? -1 : this.estimates[thread]; }`,
      ],
      [ENQUEUE, WITH_REASON],
      [PUT, `${PUT} if (reason === 0) this.created.add(thread); else this.created.delete(thread);`],
      [SHORTER, 'if (this.keyOf(this.waiting[place]) < this.keyOf(this.waiting[best])) best = place;'],
    ],
  },
  {
    name: 'heap-not-mended',
    fails: 'SJ4',
    also: ['SJ5'],
    why: 'A heap in which the hole sinks to the left only.',
    replace: [
      [
        'if (child + 1 < this.length && this.before(this.threads[child + 1], this.threads[child])) child++;',
        '',
      ],
    ],
  },
  {
    name: 'compares-as-text',
    fails: 'SJ4',
    why: 'Compares estimates as texts: 1000 before 9.',
    base: naive,
    replace: [
      [
        SHORTER,
        'if (String(this.estimates[this.waiting[place]]) < String(this.estimates[this.waiting[best]])) best = place;',
      ],
    ],
  },
];

const ties: readonly WrongSolution[] = [
  {
    name: 'later-of-equals',
    fails: 'SJ5',
    why: 'Of equals takes the one that came last.',
    base: naive,
    replace: [[SHORTER, SHORTER.replace(' < ', ' <= ')]],
  },
  {
    name: 'lower-number-of-equals',
    fails: 'SJ5',
    why: 'Of equals takes the lower number, as where run times are known.',
    replace: [[EQUAL, '(difference === 0 && a < b)']],
  },
  {
    name: 'heap-without-turns',
    fails: 'SJ5',
    why: 'A heap by estimate alone: equals come out in any order.',
    replace: [[EQUAL, 'false']],
  },
  {
    name: 'fills-the-gap-with-the-last',
    fails: 'SJ5',
    why: 'Puts the last of the queue where the taken one stood.',
    base: naive,
    replace: [
      [
        TAKE,
        'const thread = this.waiting[best]; this.waiting[best] = this.waiting[this.waiting.length - 1]; this.waiting.pop();',
      ],
    ],
  },
];

const idling: readonly WrongSolution[] = [
  {
    name: 'leaves-the-last',
    fails: 'SJ6',
    also: ['SJ7'],
    why: 'Keeps the last waiting thread until another one comes.',
    base: naive,
    replace: [[NOBODY, 'if (this.waiting.length <= 1) return -1;']],
  },
  {
    name: 'one-core-at-a-time',
    fails: 'SJ6',
    why: 'Thinks that only one core can ask: answers -1 to all others until that one has asked again.',
    base: naive,
    replace: [
      ['pickNext(_core: number): number {', 'pickNext(core: number): number {'],
      [NOBODY, `${NOBODY} if (core > 1 && this.waiting.length === 1) return -1;`],
    ],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'room-for-64',
    fails: 'SJ7',
    why: 'The queue holds no more than 64 threads, and loses the others.',
    base: naive,
    replace: [[PUT, 'if (this.waiting.length < 64) this.waiting.push(thread);']],
  },
  {
    name: 'loses-who-yields',
    fails: 'SJ7',
    why: 'Takes only those in that were created or woken.',
    base: naive,
    replace: [
      [ENQUEUE, WITH_REASON],
      [PUT, 'if (reason !== 3) this.waiting.push(thread);'],
    ],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'compares-all-with-all',
    exceeds: ['policy-cycles'],
    why: 'Compares every waiting thread with every other at each pick.',
    base: naive,
    replace: [
      [
        'let best = 0;',
        'let best = 0; for (const a of this.waiting) for (const b of this.waiting) if (this.estimates[a] < this.estimates[b]) best = 0;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...first,
  ...windows,
  ...order,
  ...ties,
  ...idling,
  ...losing,
  ...overBudget,
];

export default wrong;
