import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution where nothing else is said. */
const naive = 'right/naive';

const MARK = 'this.kernel.set(process, PROCESS_FIELD.state, PROCESS_STATE.zombie);';
const ADOPT =
  'for (const child of this.childrenOf(process)) this.kernel.set(child, PROCESS_FIELD.parent, INIT);';
const LOOK_INIT = 'this.look(INIT);';
const LOOK_PARENT = 'this.look(parent);';
const ANY = 'if (over.length > 0) {';
const REAP = 'this.kernel.release(over[0]);\n      return over[0];';
const NONE = 'if (this.childrenOf(process).length === 0) return -1;';
const SLEEP = 'this.kernel.set(process, PROCESS_FIELD.waiting, 1);';
const REAP_ALL = 'for (const child of over) this.kernel.release(child);';
const AWAKE = 'this.kernel.set(parent, PROCESS_FIELD.waiting, 0);';
const WAKE = 'this.kernel.wake(parent, over[0]);';
const REAP_TOLD = 'this.kernel.release(over[0]);\n    }';

const zombies: readonly WrongSolution[] = [
  {
    name: 'faults-leave-no-zombie',
    fails: 'PT1',
    why: 'Makes a zombie only of what ended by itself, with a status that is not negative.',
    base: naive,
    replace: [[MARK, `if (this.kernel.get(process, PROCESS_FIELD.status) >= 0)\n      ${MARK}`]],
  },
  {
    name: 'frees-without-release',
    fails: 'PT1',
    also: ['PT3', 'PT5', 'PT6', 'PT7', 'PT8'],
    why: 'Sets the state to free at once, as if that reaped a process.',
    base: naive,
    replace: [[MARK, MARK.replace('zombie', 'free')]],
  },
  {
    name: 'forgets-to-mark',
    fails: 'PT1',
    also: ['PT3', 'PT5', 'PT6', 'PT7', 'PT8'],
    why: 'Does not say in the record that the process is over.',
    base: naive,
    replace: [[MARK, '']],
  },
];

const orphans: readonly WrongSolution[] = [
  {
    name: 'orphans-stay',
    fails: 'PT2',
    why: 'Children of the dead keep their parent.',
    base: naive,
    replace: [[ADOPT, 'this.all();']],
  },
  {
    name: 'adopts-the-living-only',
    fails: 'PT2',
    why: 'Init gets the orphans that are alive, but not the zombies among them.',
    base: naive,
    replace: [
      [
        ADOPT,
        'for (const child of this.childrenOf(process))\n        if (this.kernel.get(child, PROCESS_FIELD.state) === PROCESS_STATE.alive)\n          this.kernel.set(child, PROCESS_FIELD.parent, INIT);',
      ],
    ],
  },
  {
    name: 'adopts-zombies-only',
    fails: 'PT2',
    why: 'Init gets the orphans that are over, but not those that are alive.',
    base: naive,
    replace: [[ADOPT, ADOPT.replace('this.childrenOf(process)', 'this.zombiesOf(process)')]],
  },
  {
    name: 'grandparents-adopt',
    fails: 'PT2',
    why: 'Orphans become children of the parent of the dead.',
    base: naive,
    replace: [[ADOPT, ADOPT.replace('INIT', 'parent')]],
  },
  {
    name: 'adopts-one',
    fails: 'PT2',
    why: 'Init gets the first of the orphans.',
    base: naive,
    replace: [[ADOPT, ADOPT.replace('this.childrenOf(process)', 'this.childrenOf(process).slice(0, 1)')]],
  },
  {
    name: 'no-orphans-of-who-is-awaited',
    fails: 'PT2',
    why: 'Where the parent waits, it is woken and nothing else is done.',
    base: naive,
    replace: [
      [
        MARK,
        `${MARK}\n    if (this.kernel.get(parent, PROCESS_FIELD.waiting) === 1) {\n      this.look(parent);\n      return;\n    }`,
      ],
    ],
  },
  {
    name: 'wait-gives-brothers-away',
    fails: 'PT2',
    why: 'Gives the other children that are over to init when one is reaped.',
    base: naive,
    replace: [
      [
        ANY,
        `${ANY}\n      for (const child of over.slice(1)) this.kernel.set(child, PROCESS_FIELD.parent, INIT);`,
      ],
    ],
  },
];

const waits: readonly WrongSolution[] = [
  {
    name: 'highest-number-first',
    fails: 'PT3',
    why: 'Of several children that are over, reaps the one with the highest number.',
    base: naive,
    replace: [[REAP, 'this.kernel.release(over[over.length - 1]);\n      return over[over.length - 1];']],
  },
  {
    name: 'answers-and-keeps',
    fails: 'PT3',
    also: ['PT1', 'PT6', 'PT8'],
    why: 'Answers a child that is over and does not reap it.',
    base: naive,
    replace: [[REAP, 'return over[0];']],
  },
  {
    name: 'reaps-and-answers-nothing',
    fails: 'PT3',
    also: ['PT1', 'PT6', 'PT8'],
    why: 'Reaps the child and forgets to say which.',
    base: naive,
    replace: [[REAP, 'this.kernel.release(over[0]);\n      return 0;']],
  },
  {
    name: 'first-to-end-first',
    fails: 'PT3',
    why: 'Of several children that are over, reaps the one that ended first.',
    base: 'right/lists-of-zombies',
    replace: [
      [
        'const child = this.lowest(process);',
        'const [child] = this.zombiesOf(process);\n      this.zombiesOf(process).delete(child);',
      ],
    ],
  },
  {
    name: 'blocks-while-one-lives',
    fails: 'PT3',
    why: 'Blocks the caller as long as any of its children is alive.',
    base: naive,
    replace: [[ANY, 'if (over.length > 0 && this.childrenOf(process).length === over.length) {']],
  },
  {
    name: 'waits-for-nobody',
    fails: 'PT4',
    why: 'Blocks a process that has no children.',
    base: naive,
    replace: [[NONE, '']],
  },
  {
    name: 'does-not-block',
    fails: 'PT4',
    also: ['PT5', 'PT8'],
    why: 'Answers -1 unless a child is over.',
    base: naive,
    replace: [[NONE, 'if (over.length === 0) return -1;']],
  },
  {
    name: 'grandchildren-count',
    fails: 'PT4',
    why: 'Blocks a process without children as long as there is any process that was forked after it.',
    base: naive,
    replace: [
      [
        NONE,
        'if (this.childrenOf(process).length === 0 && !this.all().some((each) => each > process)) return -1;',
      ],
    ],
  },
];

const wakes: readonly WrongSolution[] = [
  {
    name: 'init-sleeps-on',
    fails: 'PT5',
    also: ['PT7'],
    why: 'Tells the parent of the dead, but not init of the zombies that it is given.',
    base: naive,
    replace: [[LOOK_INIT, '']],
  },
  {
    name: 'parents-sleep-on',
    fails: 'PT5',
    why: 'Wakes nobody but init.',
    base: naive,
    replace: [[LOOK_PARENT, 'if (parent === 0) this.look(parent);']],
  },
  {
    name: 'remembers-no-sleeper',
    fails: 'PT5',
    also: ['PT8'],
    why: 'Forgets that the caller of wait sleeps.',
    base: naive,
    replace: [[SLEEP, 'this.kernel.set(process, PROCESS_FIELD.waiting, 0);']],
  },
  {
    name: 'woken-child-stays-a-zombie',
    fails: 'PT5',
    also: ['PT8'],
    why: 'Wakes the parent and leaves the child for its next wait.',
    base: naive,
    replace: [[REAP_TOLD, '}']],
  },
  {
    name: 'told-of-the-dead-itself',
    fails: 'PT5',
    why: 'Init, which waits, is always told of the process that ends, also where an orphan has a lower number.',
    base: 'right/lists-of-zombies',
    replace: [
      [
        'const child = this.lowest(who);\n      kernel.wake',
        'const child = this.zombiesOf(who).has(process) ? process : this.lowest(who);\n      this.zombiesOf(who).delete(child);\n      kernel.wake',
      ],
    ],
  },
  {
    name: 'highest-orphan-first',
    fails: 'PT5',
    why: 'Tells init of the adopted zombie with the highest number.',
    base: naive,
    replace: [[WAKE, 'over.reverse();\n      this.kernel.wake(parent, over[0]);']],
  },
];

const early: readonly WrongSolution[] = [
  {
    name: 'reaps-at-exit',
    fails: 'PT6',
    also: ['PT1', 'PT3', 'PT8'],
    why: 'Gives the number back as soon as a process is over.',
    base: naive,
    replace: [[LOOK_PARENT, 'this.look(parent);\n    this.kernel.release(process);']],
  },
  {
    name: 'sleeps-for-ever',
    fails: 'PT6',
    why: 'Never notes that a parent sleeps no longer: its next child that ends is reaped, and nobody is told.',
    base: naive,
    replace: [[AWAKE, '']],
  },
  {
    name: 'wait-reaps-all',
    fails: 'PT6',
    why: 'One wait reaps all children that are over, and answers one of them.',
    base: naive,
    replace: [[REAP, 'for (const child of over) this.kernel.release(child);\n      return over[0];']],
  },
  {
    name: 'orphans-are-nobodys',
    fails: 'PT6',
    also: ['PT5'],
    why: 'Reaps zombies whose parent ends, since nobody waited for them.',
    base: naive,
    replace: [
      [ADOPT, `for (const child of this.zombiesOf(process)) this.kernel.release(child);\n      ${ADOPT}`],
    ],
  },
  {
    name: 'woken-parents-lose-all',
    fails: 'PT6',
    why: 'Reaps all children of init that are over when it is told of one.',
    base: naive,
    replace: [[REAP_TOLD, 'for (const child of over) this.kernel.release(child);\n    }']],
  },
];

const initEnds: readonly WrongSolution[] = [
  {
    name: 'init-stays-a-zombie',
    fails: 'PT7',
    why: 'Nobody reaps init itself.',
    base: naive,
    replace: [[LOOK_PARENT, 'if (parent !== 0) this.look(parent);']],
  },
  {
    name: 'nobody-reaps-for-init',
    fails: 'PT7',
    why: 'Where a parent is over, its children stay zombies.',
    base: naive,
    replace: [[REAP_ALL, 'if (parent === 0) this.kernel.release(INIT);']],
  },
  {
    name: 'one-when-init-is-over',
    fails: 'PT7',
    why: 'Where init is over, reaps one of those that are left.',
    base: naive,
    replace: [[REAP_ALL, 'this.kernel.release(over[0]);']],
  },
  {
    name: 'zombies-of-init-are-forgotten',
    fails: 'PT7',
    why: 'When init ends, reaps init alone, not its children that are over already.',
    base: 'right/lists-of-zombies',
    replace: [
      [
        'for (const child of this.zombiesOf(INIT)) kernel.release(child);\n      this.zombies.delete(INIT);\n      kernel.release(INIT);',
        'this.zombies.delete(INIT);\n      kernel.release(INIT);',
      ],
    ],
  },
];

const numbers: readonly WrongSolution[] = [
  {
    name: 'last-number-left-out',
    fails: 'PT3',
    why: 'Looks through all numbers but the last one.',
    base: 'right/wakes-and-looks-again',
    replace: [['let child = MAX_PROCESSES - 1;', 'let child = MAX_PROCESSES - 2;']],
  },
  {
    name: 'last-number-never-adopted',
    fails: 'PT2',
    why: 'Looks for children of who ends among all numbers but the last one.',
    base: 'right/wakes-and-looks-again',
    replace: [
      [
        'for (let child = INIT + 1; child < MAX_PROCESSES;',
        'for (let child = INIT + 1; child < MAX_PROCESSES - 1;',
      ],
    ],
  },
  {
    name: 'last-number-never-awaited',
    fails: 'PT4',
    why: 'Looks for children that are alive among all numbers but the last one.',
    base: 'right/lists-of-zombies',
    replace: [
      [
        '    for (let child = 1; child < MAX_PROCESSES; child++)\n      if (\n        kernel.get(child, PROCESS_FIELD.parent) === process &&\n        kernel.get(child, PROCESS_FIELD.state) === PROCESS_STATE.alive',
        '    for (let child = 1; child < MAX_PROCESSES - 1; child++)\n      if (\n        kernel.get(child, PROCESS_FIELD.parent) === process &&\n        kernel.get(child, PROCESS_FIELD.state) === PROCESS_STATE.alive',
      ],
    ],
  },
  {
    name: 'last-number-never-reaped',
    fails: 'PT7',
    why: 'Where init is over, reaps all numbers but the last one.',
    base: naive,
    replace: [
      [REAP_ALL, 'for (const child of over) if (child < MAX_PROCESSES - 1) this.kernel.release(child);'],
    ],
  },
  {
    name: 'sleeps-before-there-is-a-child',
    fails: 'PT6',
    why: 'Notes that a process sleeps in wait before it knows whether it has a child.',
    base: naive,
    replace: [
      [
        'if (this.childrenOf(process).length === 0) return -1;',
        'this.kernel.set(process, PROCESS_FIELD.waiting, 1);\n    if (this.childrenOf(process).length === 0) return -1;',
      ],
    ],
  },
  {
    name: 'reaps-again-for-init',
    fails: 'PT6',
    why: 'Reaps the children of init when that ends, and the same numbers again at the next end.',
    base: 'right/lists-of-zombies',
    replace: [['this.zombies.delete(INIT);\n      kernel.release(INIT);', 'kernel.release(INIT);']],
  },
  {
    name: 'reaps-again-for-orphans',
    fails: 'PT6',
    why: 'Where init is over, keeps the list of those that it reaped at once, and reaps their numbers again.',
    base: 'right/lists-of-zombies',
    replace: [['this.zombies.delete(INIT);\n    }', '}']],
  },
  {
    name: 'remembers-the-reaped',
    fails: 'PT6',
    why: 'Where init is over, reaps by a list of all that ever were, though their numbers are given again.',
    base: naive,
    replace: [
      [LOOK_INIT, ''],
      [LOOK_PARENT, 'this.look(parent);\n    if (parent !== INIT) this.look(INIT);'],
      ['constructor(', 'private readonly orphans: number[] = [];\n\n  constructor('],
      [
        REAP_ALL,
        'this.orphans.push(...over);\n      for (const child of this.orphans) this.kernel.release(child);',
      ],
    ],
  },
];

const others: readonly WrongSolution[] = [
  {
    name: 'clears-the-status',
    fails: 'PT8',
    why: 'Clears the status in the record before a parent could read it.',
    base: naive,
    replace: [[MARK, `${MARK}\n    this.kernel.set(process, PROCESS_FIELD.status, 7);`]],
  },
  {
    name: 'takes-permissions-of-orphans',
    fails: 'PT8',
    why: 'Takes the permissions of whoever has lost its parent.',
    base: naive,
    replace: [
      [
        ADOPT,
        `${ADOPT}\n    for (const child of this.childrenOf(INIT)) this.kernel.set(child, PROCESS_FIELD.permissions, 1);`,
      ],
    ],
  },
];

const costly: readonly WrongSolution[] = [
  {
    name: 'looks-at-everybody',
    exceeds: ['policy-cycles'],
    why: 'At every exit looks for zombies of every process, each time in all records.',
    base: naive,
    replace: [[LOOK_INIT, 'for (let each = 1; each < MAX_PROCESSES; each++) this.look(each);']],
  },
];

const wrong: readonly WrongSolution[] = [
  ...zombies,
  ...orphans,
  ...waits,
  ...wakes,
  ...early,
  ...initEnds,
  ...numbers,
  ...others,
  ...costly,
];

export default wrong;
