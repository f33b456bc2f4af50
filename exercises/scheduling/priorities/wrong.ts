import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution. */
const naive = 'right/naive';

// Texts of the naive solution that several mistakes replace.
const PUT = 'this.waiting.push({ thread, since: this.services.now() });';
const NO_CLAIM = 'if (reason > 1) return 0;';
const OWN = 'let worst = this.services.priority(thread);';
const IDLE = 'if (this.onCore[core] === -1) return 0;';
const WORSE = 'if (priority > worst) {';
const LOOK = 'for (let core = 0; core < this.cores; core++) {';
const PROMISE = 'this.onCore[victim] = thread;';
const ANSWER = 'return victim + 1;';
const NOBODY = `this.onCore[core] = -1;
      return -1;`;
const TAKE = 'this.waiting = this.waiting.filter((each) => each !== first);';
const ROOM = 'return this.effective(first) <= this.services.priority(running) ? 1 : 0;';
const LEVEL = 'for (const each of this.waiting) if (each.thread === thread) return this.effective(each);';
const STEPS = 'const steps = Math.floor((this.services.now() - since) / this.ageCycles);';
const RISEN = 'return Math.max(0, this.services.priority(thread) - steps);';
const EFFECTIVE = 'const difference = this.effective(a) - this.effective(b);';
const LONGEST = 'if (a.since !== b.since) return a.since < b.since;';
const BETTER = 'return this.services.priority(a.thread) < this.services.priority(b.thread);';

const answers: readonly WrongSolution[] = [
  {
    name: 'answers-nothing',
    fails: 'PA1',
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'this.onCore[core] = -1;\n      return undefined as unknown as number;']],
  },
  {
    name: 'tick-answers-the-level',
    fails: 'PA1',
    why: 'Answers by how much the waiting thread is better.',
    base: naive,
    replace: [[ROOM, 'return Math.max(0, this.services.priority(running) + 1 - this.effective(first));']],
  },
  {
    name: 'rises-above-the-top',
    fails: 'PA1',
    also: ['PA3', 'PA5'],
    why: 'Does not stop at priority 0.',
    base: naive,
    replace: [[RISEN, 'return this.services.priority(thread) - steps;']],
  },
];

const levels: readonly WrongSolution[] = [
  {
    name: 'keeps-what-it-gained',
    fails: 'PA2',
    why: 'Reports a thread that runs with the priority to which it had risen.',
    base: naive,
    replace: [
      [
        'private readonly onCore: number[] = [];',
        'private readonly onCore: number[] = []; private readonly had = new Map<number, number>();',
      ],
      [PUT, `this.had.delete(thread); ${PUT}`],
      [TAKE, `this.had.set(first.thread, this.effective(first)); ${TAKE}`],
      [LEVEL, `if (this.had.has(thread)) return this.had.get(thread) as number; ${LEVEL}`],
    ],
  },
  {
    name: 'reports-running-as-best',
    fails: 'PA2',
    also: ['PA3'],
    why: 'Reports 0 for threads on a core.',
    base: naive,
    replace: [[LEVEL, `if (this.onCore.includes(thread)) return 0; ${LEVEL}`]],
  },
  {
    name: 'never-rises',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA8'],
    why: 'Fixed priorities: whoever is low waits for ever.',
    base: naive,
    replace: [[STEPS, 'const steps = 0 * since;']],
  },
  {
    name: 'rises-at-half-speed',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA8'],
    why: 'Takes two ages for a step.',
    base: naive,
    replace: [[STEPS, 'const steps = Math.floor((this.services.now() - since) / this.ageCycles / 2);']],
  },
  {
    name: 'rises-by-one-only',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA8'],
    why: 'One step for whoever has waited long enough, however long.',
    base: naive,
    replace: [[STEPS, 'const steps = this.services.now() - since >= this.ageCycles ? 1 : 0;']],
  },
  {
    name: 'rises-by-ticks',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA8', 'PA9'],
    why: 'Rises by one every 10,000 cycles, whatever the age.',
    base: naive,
    replace: [[STEPS, 'const steps = Math.floor((this.services.now() - since) / 10_000);']],
  },
  {
    name: 'rounds-to-nearest',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA9'],
    why: 'Rises half an age too soon.',
    base: naive,
    replace: [[STEPS, 'const steps = Math.round((this.services.now() - since) / this.ageCycles);']],
  },
  {
    name: 'a-cycle-late',
    fails: 'PA3',
    why: 'Reports a step only when more than an age has passed.',
    base: naive,
    replace: [
      [
        LEVEL,
        'for (const { thread: other, since } of this.waiting) if (other === thread) return Math.max(0, this.services.priority(thread) - Math.max(0, Math.ceil((this.services.now() - since) / this.ageCycles) - 1));',
      ],
    ],
  },
  {
    name: 'below-the-top',
    fails: 'PA3',
    also: ['PA4', 'PA5', 'PA8'],
    why: 'Ageing stops at 1: only a thread of priority 0 is at the top.',
    base: naive,
    replace: [
      [
        RISEN,
        'return Math.max(Math.min(1, this.services.priority(thread)), this.services.priority(thread) - steps);',
      ],
    ],
  },
  {
    name: 'reports-its-own',
    fails: 'PA3',
    why: 'Decides rightly, but level answers the priority that the thread was given.',
    base: naive,
    replace: [[LEVEL, '']],
  },
  {
    name: 'counts-from-creation',
    fails: 'PA3',
    also: ['PA2', 'PA4', 'PA5', 'PA9'],
    why: 'Counts from when the thread was created, not from when it began to wait.',
    base: naive,
    replace: [
      [
        'private readonly onCore: number[] = [];',
        'private readonly onCore: number[] = []; private readonly born: number[] = [];',
      ],
      [
        PUT,
        'if (reason === 0) this.born[thread] = this.services.now();\n    this.waiting.push({ thread, since: this.born[thread] });',
      ],
    ],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'own-priority-decides',
    fails: 'PA4',
    also: ['PA5', 'PA8'],
    why: 'Reports how threads rise and makes room for them, but picks by the priorities of their own.',
    base: naive,
    replace: [
      [EFFECTIVE, 'const difference = this.services.priority(a.thread) - this.services.priority(b.thread);'],
    ],
  },
  {
    name: 'longest-waiting',
    fails: 'PA4',
    also: ['PA8'],
    why: 'First come, first served.',
    base: naive,
    replace: [[EFFECTIVE, 'const difference = a.since - b.since;']],
  },
  {
    name: 'lowest-first',
    fails: 'PA4',
    also: ['PA8'],
    why: 'Takes the larger number for the higher priority.',
    base: naive,
    replace: [[EFFECTIVE, 'const difference = this.effective(b) - this.effective(a);']],
  },
  {
    name: 'leaves-the-last',
    fails: 'PA4',
    why: 'Leaves a single waiting thread where it is, unless nobody runs.',
    base: naive,
    replace: [
      [
        'if (first === undefined) {',
        'if (first === undefined || (this.waiting.length === 1 && this.cores > 1 && core === this.cores - 1)) {',
      ],
    ],
  },
  {
    name: 'newest-of-equals',
    fails: 'PA5',
    why: 'Of equals the one that came last.',
    base: naive,
    replace: [[LONGEST, 'if (a.since !== b.since) return a.since > b.since;']],
  },
  {
    name: 'better-own-of-equals',
    fails: 'PA5',
    why: 'Of equals the one with the better priority of its own, however long others have waited.',
    base: naive,
    replace: [
      [
        LONGEST,
        'if (this.services.priority(a.thread) === this.services.priority(b.thread)) return a.since < b.since;',
      ],
    ],
  },
  {
    name: 'lowest-number-of-equals',
    fails: 'PA5',
    why: 'Of equals the one with the lowest number.',
    base: naive,
    replace: [[LONGEST, 'return a.thread < b.thread;']],
  },
  {
    name: 'own-priority-last',
    fails: 'PA5',
    why: 'Of those that came in the same cycle the one with the worse priority of its own.',
    base: naive,
    replace: [[BETTER, 'return this.services.priority(a.thread) > this.services.priority(b.thread);']],
  },
];

const claims: readonly WrongSolution[] = [
  {
    name: 'never-takes-a-core',
    fails: 'PA6',
    why: 'Waits for the next tick.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason >= 0) return 0;']],
  },
  {
    name: 'only-new-threads-take-a-core',
    fails: 'PA6',
    why: 'A thread that comes back from its device waits for a tick.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason > 0) return 0;']],
  },
  {
    name: 'takes-any-worse-core',
    fails: 'PA6',
    why: 'Takes the first core with a worse thread, not that of the worst.',
    base: naive,
    replace: [[WORSE, 'if (victim === -1 && priority > worst) {']],
  },
  {
    name: 'highest-of-equal-cores',
    fails: 'PA6',
    why: 'Of equally bad ones the highest core.',
    base: naive,
    replace: [[WORSE, 'if (priority > worst || (victim !== -1 && priority === worst)) {']],
  },
  {
    name: 'only-the-first-cores',
    fails: 'PA6',
    also: ['PA7'],
    why: 'Looks at four cores.',
    base: naive,
    replace: [[LOOK, 'for (let core = 0; core < Math.min(this.cores, 4); core++) {']],
  },
  {
    name: 'same-core-twice',
    fails: 'PA6',
    also: ['PA7'],
    why: 'Forgets that it has promised the core already.',
    base: naive,
    replace: [[PROMISE, '']],
  },
  {
    name: 'only-by-two',
    fails: 'PA6',
    why: 'Takes a core only from a thread that is worse by two.',
    base: naive,
    replace: [[OWN, 'let worst = this.services.priority(thread) + 1;']],
  },
  {
    name: 'takes-from-equals',
    fails: 'PA7',
    why: 'Takes the core of an equal.',
    base: naive,
    replace: [[WORSE, 'if (priority > worst || (victim === -1 && priority === worst)) {']],
  },
  {
    name: 'takes-a-core-while-one-idles',
    fails: 'PA7',
    why: 'Takes a core although another one is free.',
    base: naive,
    replace: [[IDLE, 'if (this.onCore[core] === -1) continue;']],
  },
  {
    name: 'yielding-takes-a-core',
    fails: 'PA7',
    why: 'A thread that gave its core up takes that of a worse one.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason === 2) return 0;']],
  },
  {
    name: 'preempted-takes-a-core',
    fails: 'PA7',
    why: 'A thread that lost its core asks for another one.',
    base: naive,
    replace: [[NO_CLAIM, 'if (reason === 3) return 0;']],
  },
  {
    name: 'answers-the-core-itself',
    fails: 'PA6',
    why: 'Answers the number of the core, without adding 1.',
    base: naive,
    replace: [[ANSWER, 'return victim;']],
  },
];

const ticks: readonly WrongSolution[] = [
  {
    name: 'makes-room-only-for-better',
    fails: 'PA8',
    why: 'Equals do not take turns.',
    base: naive,
    replace: [[ROOM, 'return this.effective(first) < this.services.priority(running) ? 1 : 0;']],
  },
  {
    name: 'never-makes-room',
    fails: 'PA8',
    why: 'Runs on at every tick.',
    base: naive,
    replace: [[ROOM, 'return 0;']],
  },
  {
    name: 'compares-own-priorities',
    fails: 'PA8',
    why: 'At a tick it forgets how far the waiting thread has risen.',
    base: naive,
    replace: [
      [ROOM, 'return this.services.priority(first.thread) <= this.services.priority(running) ? 1 : 0;'],
    ],
  },
  {
    name: 'who-runs-ages',
    fails: 'PA9',
    why: 'Lowers a thread by one for each tick that it runs.',
    base: naive,
    replace: [[ROOM, 'return this.effective(first) <= this.services.priority(running) + 1 ? 1 : 0;']],
  },
  {
    name: 'always-makes-room',
    fails: 'PA9',
    why: 'Makes room for whoever waits.',
    base: naive,
    replace: [[ROOM, 'return 1;']],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'forgets-yielding',
    fails: 'PA10',
    why: 'Takes a thread that gave its core up for one that is over.',
    base: naive,
    replace: [[PUT, `if (reason !== 3) ${PUT}`]],
  },
  {
    name: 'room-for-fifty-nine',
    fails: 'PA10',
    why: 'Forgets whoever comes while 58 wait.',
    base: naive,
    replace: [[PUT, `if (this.waiting.length < 58) ${PUT}`]],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'looks-eight-times',
    exceeds: ['policy-cycles'],
    why: 'Looks at all that wait eight times at each pick and tick.',
    base: naive,
    replace: [
      [
        'for (const each of this.waiting) if (first === undefined || this.goesBefore(each, first)) first = each;',
        'for (let round = 0; round < 8; round++)\n      for (const each of this.waiting) if (first === undefined || this.goesBefore(each, first)) first = each;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...levels,
  ...order,
  ...claims,
  ...ticks,
  ...losing,
  ...overBudget,
];

export default wrong;
