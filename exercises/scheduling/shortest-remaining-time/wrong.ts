import type { NeverAlone, WrongSolution } from '../../wrong-solution';

export const neverAlone: NeverAlone = {
  SR9: 'Who keeps all other rules always runs the thread with the least left, and no order does better than that.',
};

/** Mistakes of the kinds that students make, on the naive solution. */
const naive = 'right/naive';

// Texts of the naive solution that several mistakes replace.
const FIELD = 'private readonly onCore: number[] = [];';
const PUT = 'this.waiting.push(thread);';
const NO_CLAIM = 'if (reason > 1) return 0;';
const IDLE = 'if (this.onCore.includes(-1)) return 0;';
const OWN = 'let most = this.left(thread);';
const LOOK = 'for (let core = 0; core < this.cores; core++) {';
const OTHER = 'const left = this.left(this.onCore[core]);';
const MORE = 'if (left > most) {';
const VICTIM = `most = left;
        victim = core;`;
const PROMISE = 'this.onCore[victim] = thread;';
const ANSWER = 'return victim + 1;';
const NOBODY = 'if (best === -1) return -1;';
const PICK =
  'for (const thread of this.waiting) if (best === -1 || this.goesBefore(thread, best)) best = thread;';
const TAKE = 'this.waiting.splice(this.waiting.indexOf(best), 1);';
const KEEP = 'this.onCore[core] = best;';
const DIFFERENCE = 'const difference = this.left(one) - this.left(other);';
const EQUALS = 'return difference < 0 || (difference === 0 && one < other);';
const LEFT = 'return this.services.remainingCycles(thread);';

const answers: readonly WrongSolution[] = [
  {
    name: 'picks-without-removing',
    fails: 'SR1',
    also: ['SR7'],
    why: 'Looks at the shortest and leaves it in the list.',
    base: naive,
    replace: [[TAKE, '']],
  },
  {
    name: 'answers-nothing',
    fails: 'SR1',
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'if (best === -1) return undefined as unknown as number;']],
  },
  {
    name: 'answers-the-thread',
    fails: 'SR1',
    also: ['SR4', 'SR5', 'SR9'],
    why: 'Answers 1 + the thread that is to make room, not its core.',
    base: naive,
    replace: [
      [ANSWER, 'return answer;'],
      [PROMISE, 'const answer = this.onCore[victim] + 1; this.onCore[victim] = thread;'],
    ],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'longest-first',
    fails: 'SR2',
    also: ['SR9'],
    why: 'The comparison of those that wait the wrong way round.',
    base: naive,
    replace: [[DIFFERENCE, 'const difference = this.left(other) - this.left(one);']],
  },
  {
    name: 'first-come-first-served',
    fails: 'SR2',
    also: ['SR3', 'SR9'],
    why: 'Takes cores by remaining time, but gives them to whoever came first.',
    base: naive,
    replace: [[PICK, 'if (this.waiting.length > 0) best = this.waiting[0];']],
  },
  {
    name: 'last-come-first-served',
    fails: 'SR2',
    also: ['SR3', 'SR9'],
    why: 'Gives a core to whoever came last: right at a preemption, wrong after an end.',
    base: naive,
    replace: [[PICK, 'if (this.waiting.length > 0) best = this.waiting[this.waiting.length - 1];']],
  },
  {
    name: 'picks-by-whole-lengths',
    fails: 'SR2',
    also: ['SR9'],
    why: 'Remembers how long a thread is when it is created, and picks by that.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly whole = new Map<number, number>();`],
      [PUT, `${PUT} if (reason === 0) this.whole.set(thread, this.left(thread));`],
      [DIFFERENCE, 'const difference = (this.whole.get(one) ?? 0) - (this.whole.get(other) ?? 0);'],
      // Of equally much left the lowest number all the same, so that no other rule breaks.
      [
        'this.onCore[core] = best;',
        'for (const each of this.waiting) if (each < best && this.left(each) === this.left(best)) best = each; this.onCore[core] = best;',
      ],
    ],
  },
  {
    name: 'remembers-the-first-length',
    fails: 'SR2',
    why: 'Keeps what a thread had left when it came, and asks again only when it was preempted.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly had = new Map<number, number>();`],
      [PUT, `${PUT} if (reason === 0 || reason === 2) this.had.set(thread, this.left(thread));`],
      [DIFFERENCE, 'const difference = (this.had.get(one) ?? 0) - (this.had.get(other) ?? 0);'],
    ],
  },
  {
    name: 'preempted-ones-first',
    fails: 'SR2',
    also: ['SR9'],
    why: 'Puts a preempted thread in front of all others.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly lost = new Set<number>();`],
      [PUT, `${PUT} if (reason === 2) this.lost.add(thread); else this.lost.delete(thread);`],
      [
        DIFFERENCE,
        'const difference = this.lost.has(one) === this.lost.has(other) ? this.left(one) - this.left(other) : this.lost.has(one) && !this.onCore.includes(other) ? -1 : 1;',
      ],
    ],
  },
  {
    name: 'looks-at-the-first-three',
    fails: 'SR2',
    also: ['SR9'],
    why: 'Compares only the first three of the list.',
    base: naive,
    replace: [[PICK, PICK.replace('this.waiting)', 'this.waiting.slice(0, 3))')]],
  },
  {
    name: 'compares-as-text',
    fails: 'SR2',
    also: ['SR9'],
    why: 'Compares what is left as texts: 1000 before 9.',
    base: naive,
    replace: [
      [
        DIFFERENCE,
        'const difference = String(this.left(one)) < String(this.left(other)) ? -1 : this.left(one) === this.left(other) ? 0 : 1;',
      ],
    ],
  },
  {
    name: 'twenty-two-bits',
    fails: 'SR2',
    why: 'Keeps what a waiting thread has left in twenty-two bits.',
    base: 'right/by-number',
    replace: [['this.left[thread] = own;', 'this.left[thread] = own & 0x3fffff;']],
  },
  {
    name: 'heap-not-mended',
    fails: 'SR2',
    also: ['SR3', 'SR9'],
    why: 'A heap in which the hole sinks to the left only.',
    replace: [
      [
        'if (child + 1 < this.length && this.before(this.threads[child + 1], this.threads[child])) child++;',
        '',
      ],
    ],
  },
];

const ties: readonly WrongSolution[] = [
  {
    name: 'first-come-of-equals',
    fails: 'SR3',
    why: 'Of equals takes the one that has waited longest.',
    base: naive,
    replace: [[EQUALS, 'return difference < 0;']],
  },
  {
    name: 'highest-number-of-equals',
    fails: 'SR3',
    why: 'Of equals takes the highest number.',
    base: naive,
    replace: [[EQUALS, 'return difference < 0 || (difference === 0 && one > other);']],
  },
];

const claims: readonly WrongSolution[] = [
  {
    name: 'never-takes-a-core',
    fails: 'SR4',
    also: ['SR9'],
    why: 'Decides only when a core asks: shortest job first.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason >= 0) return 0;']],
  },
  {
    name: 'woken-ones-wait',
    fails: 'SR4',
    why: 'Lets only created threads take a core.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason > 0) return 0;']],
  },
  {
    name: 'created-ones-wait',
    fails: 'SR4',
    also: ['SR9'],
    why: 'Lets only woken threads take a core.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason !== 1) return 0;']],
  },
  {
    name: 'half-as-much',
    fails: 'SR4',
    also: ['SR9'],
    why: 'Takes a core only if it has less than half of what the running thread has left.',
    base: naive,
    replace: [[OTHER, 'const left = this.left(this.onCore[core]) / 2;']],
  },
  {
    name: 'counts-the-switch',
    fails: 'SR4',
    also: ['SR9'],
    why: 'Takes a core only if that gains more than two context switches cost.',
    base: naive,
    replace: [[MORE, 'if (left > (victim === -1 ? most + 528 : most)) {']],
  },
  {
    name: 'only-if-it-is-the-shortest',
    fails: 'SR4',
    why: 'Takes a core only if every running thread has more left.',
    base: naive,
    replace: [
      [
        IDLE,
        `${IDLE} if (this.cores > 1 && this.onCore.some((each) => this.left(each) <= this.left(thread))) return 0;`,
      ],
    ],
  },
  {
    name: 'counts-elapsed-time',
    fails: 'SR4',
    also: ['SR5'],
    why: 'Takes off all cycles since the dispatch, also those in which the kernel worked.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly had: number[] = []; private readonly since: number[] = [];`],
      [PUT, `${PUT} this.had[thread] = this.left(thread);`],
      [KEEP, `${KEEP} this.since[best] = this.services.now();`],
      [
        OTHER,
        'const other = this.onCore[core]; const left = this.had[other] - (this.services.now() - (this.since[other] ?? 0));',
      ],
    ],
  },
];

const victims: readonly WrongSolution[] = [
  {
    name: 'first-core-that-has-more',
    fails: 'SR5',
    why: 'Takes the first core whose thread has more left, not the one with the most.',
    base: naive,
    replace: [[VICTIM, 'victim = core;\n        break;']],
  },
  {
    name: 'last-core-that-has-more',
    fails: 'SR5',
    why: 'Takes the last core whose thread has more left, not the one with the most.',
    base: naive,
    replace: [[VICTIM, 'victim = core;']],
  },
  {
    name: 'least-of-those-that-have-more',
    fails: 'SR5',
    why: 'Takes the core whose thread has only just more left.',
    base: naive,
    replace: [[MORE, 'if (left > this.left(thread) && (victim === -1 || left < most)) {']],
  },
  {
    name: 'highest-of-equal-cores',
    fails: 'SR5',
    why: 'Of cores whose threads have equally much left takes the highest.',
    base: naive,
    replace: [[MORE, 'if (left > most || (left === most && victim !== -1)) {']],
  },
  {
    name: 'same-core-twice',
    fails: 'SR5',
    also: ['SR6'],
    why: 'Does not remember that a core was told to make room, and tells it again for the next thread.',
    base: naive,
    replace: [[PROMISE, '']],
  },
  {
    name: 'remembers-what-was-left',
    fails: 'SR6',
    also: ['SR5'],
    why: 'Compares with what a running thread had left when it was dispatched.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly had: number[] = [];`],
      [OTHER, 'const left = this.had[this.onCore[core]];'],
      [PUT, `${PUT} this.had[thread] = this.left(thread);`],
    ],
  },
  {
    name: 'only-the-first-cores',
    fails: 'SR5',
    also: ['SR4'],
    why: 'Looks at the first four cores only.',
    base: naive,
    replace: [[LOOK, 'for (let core = 0; core < Math.min(4, this.cores); core++) {']],
  },
];

const nobody: readonly WrongSolution[] = [
  {
    name: 'goes-by-whole-lengths',
    fails: 'SR6',
    also: ['SR2', 'SR4', 'SR5', 'SR9'],
    why: 'Remembers how long a thread is when it is created, and compares by that everywhere.',
    base: naive,
    replace: [
      [FIELD, `${FIELD} private readonly whole = new Map<number, number>();`],
      [PUT, `if (reason === 0) this.whole.set(thread, this.services.remainingCycles(thread)); ${PUT}`],
      [LEFT, 'return this.whole.get(thread) ?? 0;'],
    ],
  },
  {
    name: 'takes-the-core-of-equals',
    fails: 'SR6',
    why: 'Takes the core of a thread that has as much left, too.',
    base: naive,
    replace: [[MORE, 'if (left > most || (left === most && victim === -1)) {']],
  },
  {
    name: 'always-takes-a-core',
    fails: 'SR6',
    why: 'Who comes takes the core with the most left, whatever it has itself.',
    base: naive,
    replace: [[OWN, 'let most = 0;']],
  },
  {
    name: 'takes-a-core-while-one-idles',
    fails: 'SR6',
    why: 'Compares with those that run also while a core has nobody.',
    base: naive,
    replace: [[IDLE, '']],
  },
  {
    name: 'yielding-takes-a-core',
    fails: 'SR6',
    why: 'Lets a thread that gave its core up take another one.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason === 2) return 0;']],
  },
  {
    name: 'preempted-ones-take-a-core',
    fails: 'SR6',
    why: 'Lets a thread that was preempted take another core.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason === 3) return 0;']],
  },
  {
    name: 'forgets-that-it-idles',
    fails: 'SR6',
    why: 'Leaves the last thread on a core that has nobody any more.',
    base: naive,
    replace: [[KEEP, 'if (best !== -1) this.onCore[core] = best;']],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'leaves-the-last',
    fails: 'SR7',
    also: ['SR8', 'SR9'],
    why: 'Keeps the last waiting thread until another one comes.',
    base: naive,
    replace: [[PICK, `if (this.waiting.length > 1) ${PICK}`]],
  },
  {
    name: 'leaves-long-ones-to-the-first-core',
    fails: 'SR7',
    why: 'Gives cores but the first one nobody with much left.',
    base: naive,
    replace: [
      [KEEP, 'if (core > 0 && best !== -1 && this.left(best) > 20000) best = -1; this.onCore[core] = best;'],
    ],
  },
  {
    name: 'room-for-64',
    fails: 'SR8',
    why: 'The list holds no more than 64 threads, and loses the others.',
    base: naive,
    replace: [[PUT, 'if (this.waiting.length < 64) this.waiting.push(thread);']],
  },
  {
    name: 'loses-who-yields',
    fails: 'SR8',
    why: 'Takes only those in that were created, woken or preempted.',
    base: naive,
    replace: [[PUT, 'if (reason !== 3) this.waiting.push(thread);']],
  },
  {
    name: 'loses-the-preempted',
    fails: 'SR8',
    why: 'Forgets those that made room.',
    base: naive,
    replace: [[PUT, 'if (reason !== 2) this.waiting.push(thread);']],
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
        PICK,
        'for (const each of this.waiting) if (!this.waiting.some((other) => this.goesBefore(other, each))) best = each;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...order,
  ...ties,
  ...claims,
  ...victims,
  ...nobody,
  ...losing,
  ...overBudget,
];

export default wrong;
