import type { WrongSolution } from '../../wrong-solution';

const naive = 'right/naive';
const queues = 'right/sorted-queues';

// Texts of the reference that several mistakes replace.
const FREE = 'if (owner === NOBODY) {';
const CIRCLE = `for (let each = owner; each !== NOBODY; each = this.before(each))
      if (each === thread) return ACQUIRED.refused;`;
const RAISE = `for (let each = owner; each !== NOBODY && this.counts[each] > priority; each = this.before(each))
      this.count(each, priority);`;
const PRIORITY = 'const priority = this.counts[thread];';
const PUSH = 'this.waiters[lock].push(thread);';
const BEST = 'if (best === NOBODY || this.counts[each] < this.counts[best]) best = each;';
const SETTLE = 'this.settle(thread);';
const GIVE_UP = 'while (owner !== NOBODY && this.settle(owner)) owner = this.before(owner);';
const FROM = 'let priority = this.services.own(thread);';
const HELD = `for (const lock of this.held[thread])
      for (const each of this.waiters[lock]) priority = Math.min(priority, this.counts[each]);`;
const SET = 'this.services.setPriority(thread, priority);';
const GIVE = 'this.give(next, lock);';
const NEXT = 'return next;';

const answers: readonly WrongSolution[] = [
  {
    name: 'frees-the-lock-for-all',
    fails: 'IH4',
    why: 'Frees the lock and leaves it to whoever asks next.',
    replace: [[NEXT, 'return NOBODY;']],
  },
  {
    name: 'answers-the-releaser',
    fails: 'IH1',
    why: 'Answers who gave the lock back when nobody waits.',
    replace: [[NEXT, 'return next === NOBODY ? thread : next;']],
  },
  {
    name: 'answers-nothing',
    fails: 'IH1',
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    replace: [[NEXT, 'return next === NOBODY ? (undefined as unknown as number) : next;']],
  },
  {
    name: 'gives-a-held-lock-to-the-best',
    fails: 'IH2',
    why: 'Takes the lock away from an owner that is worse.',
    replace: [[FREE, 'if (owner === NOBODY || this.services.own(owner) > this.services.own(thread) + 8) {']],
  },
  {
    name: 'has-it-once-more',
    fails: 'IH2',
    why: 'Takes locks for recursive: who has one gets it again.',
    replace: [[FREE, `if (owner === thread) return ACQUIRED.has;\n    ${FREE}`]],
  },
  {
    name: 'waits-for-the-free',
    fails: 'IH2',
    why: 'A thread that has two locks already must wait, also for a free one.',
    replace: [
      [
        FREE,
        'if (owner === NOBODY && this.held[thread].length > 1) return ACQUIRED.waits;\n    if (owner === NOBODY) {',
      ],
    ],
  },
  {
    name: 'no-priority-for-the-end',
    fails: 'IH1',
    why: 'Ends a boost by setting -1, as if that meant no priority.',
    replace: [
      [SETTLE, 'if (this.settle(thread) && locks.length === 0) this.services.setPriority(thread, -1);'],
    ],
  },
];

const circles: readonly WrongSolution[] = [
  {
    name: 'only-its-own-lock',
    fails: 'IH3',
    why: 'Refuses a lock that the thread has itself, and sees no longer circle.',
    replace: [[CIRCLE, 'if (owner === thread) return ACQUIRED.refused;']],
  },
  {
    name: 'looks-behind-the-owner',
    fails: 'IH3',
    why: 'Looks for circles from whom the owner waits for, and not at the owner.',
    replace: [
      [
        CIRCLE,
        `for (let each = this.before(owner), steps = 0; each !== NOBODY && steps < 40; steps++) {
      if (each === thread) return ACQUIRED.refused;
      each = this.before(each);
    }`,
      ],
    ],
  },
  {
    name: 'circles-of-two',
    fails: 'IH3',
    why: 'Sees circles of two threads, and none of three.',
    replace: [[CIRCLE, 'if (owner === thread || this.before(owner) === thread) return ACQUIRED.refused;']],
  },
  {
    name: 'owner-that-waits',
    fails: 'IH3',
    why: 'Refuses whenever the owner waits for somebody.',
    replace: [[CIRCLE, 'if (this.before(owner) !== NOBODY) return ACQUIRED.refused;']],
  },
  {
    name: 'never-while-it-has-one',
    fails: 'IH3',
    why: 'Refuses to let anybody wait that has a lock: that prevents circles, and much else.',
    replace: [[CIRCLE, 'if (this.held[thread].length > 0) return ACQUIRED.refused;']],
  },
  {
    name: 'raises-before-it-looks',
    fails: 'IH3',
    why: 'Raises along the chain, and notices only then that it would be a circle.',
    replace: [
      [
        CIRCLE,
        `for (let each = owner; each !== NOBODY; each = this.before(each)) {
      if (each === thread) return ACQUIRED.refused;
      if (this.counts[each] > this.counts[thread]) this.count(each, this.counts[thread]);
    }`,
      ],
    ],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'first-come-first-served',
    fails: 'IH4',
    why: 'The lock goes to whoever has waited longest.',
    replace: [[BEST, 'if (best === NOBODY) best = each;']],
  },
  {
    name: 'by-own-priority',
    fails: 'IH4',
    also: ['IH5'],
    why: 'Compares the own priorities of waiters, not what they count as.',
    replace: [
      [BEST, 'if (best === NOBODY || this.services.own(each) < this.services.own(best)) best = each;'],
    ],
  },
  {
    name: 'lowest-first',
    fails: 'IH4',
    why: 'Takes the larger number for the higher priority.',
    replace: [[BEST, 'if (best === NOBODY || this.counts[each] > this.counts[best]) best = each;']],
  },
  {
    name: 'place-of-arrival',
    fails: 'IH4',
    also: ['IH5'],
    why: 'Compares what waiters counted as when they came: who was raised while it waited stays behind.',
    replace: [
      [
        'private readonly counts: number[] = [];',
        'private readonly counts: number[] = [];\n  private readonly came: number[] = [];',
      ],
      [PUSH, `this.came[thread] = this.counts[thread];\n    ${PUSH}`],
      [BEST, 'if (best === NOBODY || this.came[each] < this.came[best]) best = each;'],
    ],
  },
  {
    name: 'newest-of-equals',
    fails: 'IH5',
    why: 'Of equals the one that came last.',
    replace: [[BEST, 'if (best === NOBODY || this.counts[each] <= this.counts[best]) best = each;']],
  },
  {
    name: 'lowest-number-of-equals',
    fails: 'IH5',
    why: 'Of equals the one with the lowest number.',
    replace: [
      [
        BEST,
        `if (
        best === NOBODY ||
        this.counts[each] < this.counts[best] ||
        (this.counts[each] === this.counts[best] && each < best)
      )
        best = each;`,
      ],
    ],
  },
  {
    name: 'behind-its-new-equals',
    fails: 'IH5',
    why: 'Puts a waiter that was raised behind the equals that it comes to, however long it has waited.',
    base: queues,
    replace: [
      [
        'return a.counts === b.counts ? a.turn < b.turn : a.counts < b.counts;',
        'return a.counts < b.counts;',
      ],
    ],
  },
];

const boosts: readonly WrongSolution[] = [
  {
    name: 'no-inheritance',
    fails: 'IH6',
    why: 'Owners keep the priorities of their own.',
    replace: [
      [RAISE, ''],
      [SET, ''],
    ],
  },
  {
    name: 'own-priority-of-the-waiter',
    fails: 'IH6',
    also: ['IH9'],
    why: 'Lends what the waiter has of its own, not what it has been lent.',
    replace: [
      [PRIORITY, 'const priority = this.services.own(thread);'],
      [
        HELD,
        `for (const lock of this.held[thread])
      for (const each of this.waiters[lock]) priority = Math.min(priority, this.services.own(each));`,
      ],
    ],
  },
  {
    name: 'only-the-first-waiter',
    fails: 'IH6',
    why: 'Raises the owner for whoever waits first, and not again for better ones.',
    replace: [
      [
        RAISE,
        `if (this.waiters[lock].length === 1)
      for (let each = owner; each !== NOBODY && this.counts[each] > priority; each = this.before(each))
        this.count(each, priority);`,
      ],
    ],
  },
  {
    name: 'last-waiter-decides',
    fails: 'IH6',
    also: ['IH7'],
    why: 'The owner counts as whoever came last, also when that one is worse than those before.',
    replace: [
      [
        RAISE,
        `for (let each = owner; each !== NOBODY; each = this.before(each)) {
      const better = this.services.own(each) < priority ? this.services.own(each) : priority;
      if (better !== this.counts[each]) this.count(each, better);
    }`,
      ],
    ],
  },
  {
    name: 'only-the-owner',
    fails: 'IH7',
    why: 'Raises the owner of the lock, and nobody that this one waits for.',
    replace: [[RAISE, 'if (this.counts[owner] > priority) this.count(owner, priority);']],
  },
  {
    name: 'two-along-the-chain',
    fails: 'IH7',
    why: 'Goes two steps along the chain.',
    replace: [
      [
        RAISE,
        `let steps = 0;
    for (let each = owner; each !== NOBODY && this.counts[each] > priority; each = this.before(each))
      if (steps++ < 2) this.count(each, priority);`,
      ],
    ],
  },
  {
    name: 'only-the-end-of-the-chain',
    fails: 'IH6',
    why: 'Raises the thread that can go on, and none of those that wait in between.',
    replace: [
      [
        RAISE,
        `let end = owner;
    while (this.before(end) !== NOBODY) end = this.before(end);
    if (this.counts[end] > priority) this.count(end, priority);`,
      ],
    ],
  },
  {
    name: 'tells-only-of-the-owner',
    fails: 'IH6',
    also: ['IH10'],
    why: 'Keeps in its own books what all count as, but tells the scheduler only of owners that do not wait.',
    replace: [[SET, 'if (this.waitsFor[thread] < 0) this.services.setPriority(thread, priority);']],
  },
];

const ends: readonly WrongSolution[] = [
  {
    name: 'boost-for-ever',
    fails: 'IH8',
    also: ['IH10'],
    why: 'Nobody loses what he was lent.',
    replace: [[FROM, 'let priority = before;']],
  },
  {
    name: 'one-better',
    fails: 'IH8',
    why: 'Lends a priority that is better by one than that of the waiter.',
    replace: [[PRIORITY, 'const priority = Math.max(0, this.counts[thread] - 1);']],
  },
  {
    name: 'ceiling-at-the-lock',
    fails: 'IH8',
    why: 'Whoever takes a lock has the best priority until the unlock.',
    replace: [
      [
        'this.give(thread, lock);\n      return',
        'this.give(thread, lock);\n      if (this.counts[thread] > 0) this.count(thread, 0);\n      return',
      ],
    ],
  },
  {
    name: 'until-the-last-unlock',
    fails: 'IH8',
    why: 'The boost ends with the last lock that the owner gives back.',
    replace: [[SETTLE, 'if (locks.length === 0) this.settle(thread);']],
  },
  {
    name: 'ceiling',
    fails: 'IH8',
    why: 'The owner of a lock gets the best priority as soon as anybody waits.',
    replace: [
      [
        RAISE,
        `for (let each = owner; each !== NOBODY && this.counts[each] > 0; each = this.before(each)) this.count(each, 0);`,
      ],
    ],
  },
  {
    name: 'restores-what-it-found',
    fails: 'IH9',
    also: ['IH8', 'IH10'],
    why: 'Remembers at the acquire what the thread counted as, and puts that back at the release.',
    replace: [
      [
        'private readonly counts: number[] = [];',
        'private readonly counts: number[] = [];\n  private readonly found: number[] = [];',
      ],
      [
        'this.owners[lock] = thread;\n    this.held',
        'this.owners[lock] = thread;\n    this.found[lock] = this.counts[thread];\n    this.held',
      ],
      [SETTLE, 'if (this.counts[thread] !== this.found[lock]) this.count(thread, this.found[lock]);'],
    ],
  },
  {
    name: 'own-at-every-unlock',
    fails: 'IH9',
    why: 'Any unlock gives the thread its own priority back.',
    replace: [
      [
        SETTLE,
        'if (this.counts[thread] !== this.services.own(thread)) this.count(thread, this.services.own(thread));',
      ],
    ],
  },
  {
    name: 'newest-lock-only',
    fails: 'IH9',
    why: 'Of the locks that it still has it looks at the last one taken.',
    replace: [
      [
        HELD,
        `for (const lock of this.held[thread].slice(-1))
      for (const each of this.waiters[lock]) priority = Math.min(priority, this.counts[each]);`,
      ],
    ],
  },
  {
    name: 'first-waiter-of-each-lock',
    fails: 'IH9',
    why: 'Of each lock that is left it looks at the one that has waited longest, not at the best.',
    replace: [
      [
        HELD,
        `for (const lock of this.held[thread])
      for (const each of this.waiters[lock].slice(0, 1)) priority = Math.min(priority, this.counts[each]);`,
      ],
    ],
  },
  {
    name: 'woken-with-its-own',
    fails: 'IH9',
    why: 'Who gets the lock begins with the priority of its own, whoever waits for other locks of it.',
    replace: [
      [
        GIVE,
        'this.give(next, lock);\n      if (this.counts[next] !== this.services.own(next)) this.count(next, this.services.own(next));',
      ],
    ],
  },
];

const givingUp: readonly WrongSolution[] = [
  {
    name: 'leaves-without-its-loan',
    fails: 'IH10',
    why: 'Takes who gives up out of the queue, and leaves the owner as it is until its next unlock.',
    replace: [[GIVE_UP, 'owner = NOBODY;']],
  },
  {
    name: 'gives-up-at-the-owner-only',
    fails: 'IH10',
    why: 'Takes the boost back from the owner, and from nobody that this one waits for.',
    replace: [[GIVE_UP, 'this.settle(owner);']],
  },
  {
    name: 'gives-up-all-at-once',
    fails: 'IH9',
    why: 'When a waiter gives up, the owner has its own priority again, though others wait.',
    replace: [
      [
        GIVE_UP,
        'if (this.counts[owner] !== this.services.own(owner)) this.count(owner, this.services.own(owner));',
      ],
    ],
    also: ['IH10'],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'all-pairs',
    exceeds: ['policy-cycles'],
    why: 'Goes through all waiters once for each of them, after each call.',
    base: naive,
    replace: [
      [
        'for (let changed = true; changed; ) {',
        'for (let round = 0, changed = true; changed || round < this.waiting.length; round++) {',
      ],
    ],
  },
];

export default [
  ...answers,
  ...circles,
  ...order,
  ...boosts,
  ...ends,
  ...givingUp,
  ...overBudget,
] as readonly WrongSolution[];
