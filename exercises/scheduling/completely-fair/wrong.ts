import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on a sorted array. */
const base = 'right/sorted-list';

// Texts of the base that several mistakes replace.
const WEIGH = 'this.weights[thread] = this.services.weightOf(this.services.nice(thread));';
const BEGIN = 'this.virtual[thread] = this.floor;';
const CREDIT = 'const least = this.floor - Math.floor(this.periodCycles / 2);';
const WAKE = 'if (this.virtual[thread] < least) this.virtual[thread] = least;';
const COMES = 'if (reason < 2) this.totalWeight += this.weights[thread];';
const PUT = 'this.insert(thread);\n  }';
const TAKE = 'const thread = this.waiting.pop() ?? -1;';
const SHARE = 'const share = Math.floor((this.periodCycles * this.weights[thread]) / this.totalWeight);';
const LEAST_SLICE = 'return Math.max(share, this.minimumCycles);';
const GROW = 'this.virtual[thread] += Math.floor((cycles * 1024) / this.weights[thread]);';
const RAISE = 'this.raiseFloor(thread);';
const GOES = 'if (how === 1 || how === 3) this.totalWeight -= this.weights[thread];';
const NOBODY = 'if (this.waiting.length === 0) return 0;';
const LESS = 'if (this.virtual[this.first()] >= this.virtual[running]) return 0;';
const RUNNING =
  'for (const thread of this.running) if (thread >= 0) least = Math.min(least, this.virtual[thread]);';
const FIRST = 'if (this.waiting.length > 0) least = Math.min(least, this.virtual[this.first()]);';
const NEVER_FALLS = 'this.floor = Math.max(this.floor, least);';
const _ORDER = 'if (this.virtual[a] !== this.virtual[b]) return this.virtual[a] < this.virtual[b];';
const TIE = 'return a < b;';

const answers: readonly WrongSolution[] = [
  {
    name: 'answers-nothing',
    fails: 'CF1',
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base,
    replace: [[TAKE, 'const thread = this.waiting.pop() as number;']],
  },
  {
    name: 'tick-answers-the-thread',
    fails: 'CF1',
    why: 'Answers who is to run instead of whether to make room.',
    base,
    replace: [['this.leave(running);\n    return 1;', 'return 2 + this.first();']],
  },
  {
    name: 'no-slice-for-the-light',
    fails: 'CF1',
    why: 'Answers 0 where the share is less than minimumCycles.',
    base,
    replace: [[LEAST_SLICE, 'return share < this.minimumCycles ? 0 : share;']],
  },
];

const floors: readonly WrongSolution[] = [
  {
    name: 'begins-at-zero',
    fails: 'CF2',
    why: 'A new thread has had nothing yet, so it begins at 0 and runs until it has had as much as all others.',
    base,
    replace: [[BEGIN, 'this.virtual[thread] = 0;']],
  },
  {
    name: 'begins-at-the-first',
    fails: 'CF2',
    why: 'A new thread begins where the first of those that wait stands.',
    base,
    replace: [
      [BEGIN, 'this.virtual[thread] = this.waiting.length > 0 ? this.virtual[this.first()] : this.floor;'],
    ],
  },
  {
    name: 'begins-a-slice-later',
    fails: 'CF2',
    why: 'A new thread begins a least slice above the floor.',
    base,
    replace: [[BEGIN, 'this.virtual[thread] = this.floor + this.minimumCycles;']],
  },
  {
    name: 'floor-of-the-waiting',
    fails: 'CF2',
    also: ['CF3'],
    why: 'The floor is the least of those that wait; while nobody does, it stays.',
    base,
    replace: [
      [RUNNING, 'least = 0;'],
      [FIRST, 'if (this.waiting.length > 0) least = this.virtual[this.first()];'],
    ],
  },
  {
    name: 'floor-without-who-runs',
    fails: 'CF2',
    also: ['CF3'],
    why: 'Forgets those that run on other cores.',
    base,
    replace: [[RUNNING, '']],
  },
  {
    name: 'floor-of-who-ended',
    fails: 'CF2',
    also: ['CF3'],
    why: 'The floor rises to whatever the thread has whose slice is over.',
    base,
    replace: [
      [RUNNING, ''],
      [FIRST, ''],
    ],
  },
  {
    name: 'floor-without-the-waiting',
    fails: 'CF2',
    also: ['CF3'],
    why: 'Forgets those that wait.',
    base,
    replace: [[FIRST, '']],
  },
  {
    name: 'floor-before-the-growth',
    fails: 'CF2',
    also: ['CF3'],
    why: 'Looks for the floor before the thread has what it ran.',
    base,
    replace: [[`${GROW}\n    ${RAISE}`, `${RAISE}\n    ${GROW}`]],
  },
  {
    name: 'floor-falls',
    fails: 'CF3',
    also: ['CF2'],
    why: 'Lets the floor sink to whoever wakes below it.',
    base,
    replace: [[NEVER_FALLS, 'this.floor = least;']],
  },
  {
    name: 'floor-of-one-core',
    fails: 'CF2',
    also: ['CF3'],
    why: 'Looks at core 0 only.',
    base,
    replace: [[RUNNING, 'if (this.running[0] >= 0) least = Math.min(least, this.virtual[this.running[0]]);']],
  },
];

const sleepers: readonly WrongSolution[] = [
  {
    name: 'wakes-as-it-fell-asleep',
    fails: 'CF3',
    why: 'A long sleep is a store of cycles that all others must wait for.',
    base,
    replace: [[WAKE, '']],
  },
  {
    name: 'wakes-at-the-floor',
    fails: 'CF3',
    why: 'Whoever wakes begins like a new thread.',
    base,
    replace: [[WAKE, 'this.virtual[thread] = this.floor + 0 * least;']],
  },
  {
    name: 'wakes-half-a-period-below',
    fails: 'CF3',
    why: 'Whoever wakes gets the whole credit, also who slept for a moment only.',
    base,
    replace: [[WAKE, 'this.virtual[thread] = Math.max(0, least);']],
  },
  {
    name: 'wakes-a-period-below',
    fails: 'CF3',
    why: 'Gives a whole period of credit.',
    base,
    replace: [[CREDIT, 'const least = this.floor - this.periodCycles;']],
  },
  {
    name: 'half-a-period-rounded-up',
    fails: 'CF3',
    why: 'Rounds half a period up.',
    base,
    replace: [[CREDIT, 'const least = this.floor - Math.ceil(this.periodCycles / 2);']],
  },
  {
    name: 'half-a-slice-below',
    fails: 'CF3',
    why: 'Takes half of the least slice for half of the period.',
    base,
    replace: [[CREDIT, 'const least = this.floor - Math.floor(this.minimumCycles / 2);']],
  },
  {
    name: 'yields-are-sleeps',
    fails: 'CF4',
    why: 'Raises also a thread that gave its core up, by a least slice.',
    base,
    replace: [[COMES, `if (reason === 3) this.virtual[thread] += this.minimumCycles; ${COMES}`]],
  },
];

const growth: readonly WrongSolution[] = [
  {
    name: 'grows-with-the-weight',
    fails: 'CF4',
    why: 'Multiplies where it should divide, so that heavy threads fall behind.',
    base,
    replace: [[GROW, 'this.virtual[thread] += Math.floor((cycles * this.weights[thread]) / 1024);']],
  },
  {
    name: 'grows-by-cycles',
    fails: 'CF4',
    why: 'Forgets the weight: all get the same share.',
    base,
    replace: [[GROW, 'this.virtual[thread] += cycles;']],
  },
  {
    name: 'rounds-to-nearest',
    fails: 'CF4',
    why: 'Rounds up where half a cycle is left.',
    base,
    replace: [[GROW, 'this.virtual[thread] += Math.round((cycles * 1024) / this.weights[thread]);']],
  },
  {
    name: 'rounds-the-factor',
    fails: 'CF4',
    why: 'Divides first, and loses what the division leaves.',
    base,
    replace: [[GROW, 'this.virtual[thread] += Math.floor(cycles / this.weights[thread]) * 1024;']],
  },
  {
    name: 'thirty-two-bits',
    fails: 'CF4',
    why: 'Multiplies by shifting, in 32 bits: slices of more than two million cycles come out negative.',
    base,
    replace: [[GROW, 'this.virtual[thread] += Math.floor((cycles << 10) / this.weights[thread]);']],
  },
  {
    name: 'whole-slices-only',
    fails: 'CF4',
    why: 'Counts only slices that ran out.',
    base,
    replace: [[GROW, `if (how === 0) ${GROW}`]],
  },
  {
    name: 'nice-is-the-weight',
    fails: 'CF4',
    also: ['CF5'],
    why: 'Makes weights of its own: 1024 less 40 for each step of nice.',
    base,
    replace: [[WEIGH, 'this.weights[thread] = 1024 - 40 * this.services.nice(thread);']],
  },
];

const slices: readonly WrongSolution[] = [
  {
    name: 'equal-slices',
    fails: 'CF5',
    why: 'Divides the period by the number of threads.',
    base,
    replace: [[SHARE, 'const share = Math.floor(this.periodCycles / (this.waiting.length + 1));']],
  },
  {
    name: 'no-least-slice',
    fails: 'CF5',
    why: 'Lets slices become as short as a cycle.',
    base,
    replace: [[LEAST_SLICE, 'return Math.max(share, 1);']],
  },
  {
    name: 'least-slice-on-top',
    fails: 'CF5',
    why: 'Adds the least slice to the share.',
    base,
    replace: [[LEAST_SLICE, 'return share + this.minimumCycles;']],
  },
  {
    name: 'weight-of-the-waiting',
    fails: 'CF5',
    why: 'Leaves those that run on other cores out of the sum.',
    base,
    replace: [
      [
        SHARE,
        'let all = this.weights[thread];\n    for (const each of this.waiting) all += this.weights[each];\n    const share = Math.floor((this.periodCycles * this.weights[thread]) / all);',
      ],
    ],
  },
  {
    name: 'weight-of-the-dead',
    fails: 'CF5',
    why: 'The weight of a thread that ended stays in the sum.',
    base,
    replace: [[GOES, 'if (how === 1) this.totalWeight -= this.weights[thread];']],
  },
  {
    name: 'weight-of-sleepers',
    fails: 'CF5',
    why: 'The weight of a thread that sleeps stays in the sum, and is added again when it wakes.',
    base,
    replace: [[GOES, 'if (how === 3) this.totalWeight -= this.weights[thread];']],
  },
  {
    name: 'weight-twice-after-a-yield',
    fails: 'CF5',
    why: 'Adds the weight of a thread that gave its core up once more.',
    base,
    replace: [[COMES, 'if (reason !== 2) this.totalWeight += this.weights[thread];']],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'most-first',
    fails: 'CF6',
    also: ['CF7'],
    why: 'Takes the wrong end of its order.',
    base,
    replace: [[TAKE, 'const thread = this.waiting.shift() ?? -1;']],
  },
  {
    name: 'second-first',
    fails: 'CF6',
    also: ['CF7'],
    why: 'Leaves out the first where two wait.',
    base,
    replace: [
      [TAKE, 'const thread = this.waiting.splice(Math.max(0, this.waiting.length - 2), 1)[0] ?? -1;'],
    ],
  },
  {
    name: 'last-core-takes-no-last-thread',
    fails: 'CF6',
    why: 'The last of several cores leaves a single waiting thread where it is.',
    base,
    replace: [
      [
        TAKE,
        'const isSpare = core > 0 && core === this.running.length - 1 && this.waiting.length === 1;\n    const thread = isSpare ? -1 : (this.waiting.pop() ?? -1);',
      ],
    ],
  },
  {
    name: 'higher-number-first',
    fails: 'CF7',
    why: 'Of equals the higher number.',
    base,
    replace: [[TIE, 'return a > b;']],
  },
  {
    name: 'later-of-equals-first',
    fails: 'CF7',
    why: 'Of equals the one that came last.',
    base,
    replace: [[TIE, 'return true;']],
  },
];

const ticks: readonly WrongSolution[] = [
  {
    name: 'never-makes-room',
    fails: 'CF8',
    why: 'Runs on until it leaves by itself.',
    base,
    replace: [[NOBODY, 'return 0;']],
  },
  {
    name: 'makes-room-for-much-less',
    fails: 'CF8',
    why: 'Makes room only if the difference is a least slice.',
    base,
    replace: [
      [LESS, 'if (this.virtual[this.first()] + this.minimumCycles >= this.virtual[running]) return 0;'],
    ],
  },
  {
    name: 'makes-room-for-equals',
    fails: 'CF9',
    why: 'Makes room for one that has had as much.',
    base,
    replace: [[LESS, 'if (this.virtual[this.first()] > this.virtual[running]) return 0;']],
  },
  {
    name: 'makes-room-for-anyone',
    fails: 'CF9',
    why: 'The slice is over, so the next one goes on.',
    base,
    replace: [[LESS, '']],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'forgets-yielding',
    fails: 'CF10',
    why: 'Takes a thread that gave its core up for one that is over.',
    base,
    replace: [[PUT, 'if (reason !== 3) this.insert(thread);\n  }']],
  },
  {
    name: 'room-for-999',
    fails: 'CF10',
    why: 'Has no place for the last of a thousand once it was preempted.',
    base,
    replace: [[PUT, 'if (thread < 999 || reason !== 2) this.insert(thread);\n  }']],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'searches-from-the-end',
    exceeds: ['policy-cycles'],
    why: 'Looks for the place of a thread from the end of the array.',
    base,
    replace: [
      [
        'this.waiting.splice(low, 0, thread);',
        'for (low = this.waiting.length; low > 0 && this.goesBefore(this.waiting[low - 1], thread); ) low--;\n    this.waiting.splice(low, 0, thread);',
      ],
    ],
  },
  {
    name: 'sorts-at-each-enqueue',
    exceeds: ['policy-cycles'],
    why: 'Sorts all that wait whenever somebody joins them.',
    base,
    replace: [
      [
        'this.waiting.splice(low, 0, thread);',
        'this.waiting.push(thread);\n    this.waiting.sort((a, b) => (this.goesBefore(a, b) ? 1 : -1));',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...floors,
  ...sleepers,
  ...growth,
  ...slices,
  ...order,
  ...ticks,
  ...losing,
  ...overBudget,
];

export default wrong;
