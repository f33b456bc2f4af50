import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const TAKE = 'let found = yield* compareAndSwap(this.lockAddress, FREE, HELD);';
const MARK = 'if (found !== WAITED_FOR) found = yield* swap(this.lockAddress, WAITED_FOR);';
const SLEEP = 'yield* sleepIfEqual(this.lockAddress, WAITED_FOR);';
const AGAIN = '\n      found = yield* swap(this.lockAddress, WAITED_FOR);';
const GIVE_BACK =
  'if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) yield* wake(this.lockAddress, 1);';
const IMPORTS = 'import { compareAndSwap, type Operation, sleepIfEqual, swap, wake } from';
const more = (names: string): readonly [string, string] => [
  IMPORTS,
  IMPORTS.replace('compareAndSwap,', `compareAndSwap, ${names},`),
];
// Of the solution that counts who waits.
const naive = 'right/naive';

const exclusion: readonly WrongSolution[] = [
  {
    name: 'looks-then-takes',
    fails: 'FP1',
    also: ['FP2', 'FP3', 'FP4', 'FP5', 'FP6'],
    why: 'Looks whether the lock is free, and takes it with another operation.',
    replace: [
      more('load, store'),
      [
        TAKE,
        'let found = yield* load(this.lockAddress);\n    if (found === FREE) yield* store(this.lockAddress, HELD);',
      ],
    ],
  },
  {
    name: 'woken-means-mine',
    fails: 'FP1',
    also: ['FP2'],
    why: 'Takes it that whoever is woken has the lock.',
    replace: [[`${SLEEP}${AGAIN}`, `${SLEEP}\n      found = FREE;`]],
  },
  {
    name: 'ten-tries',
    fails: 'FP1',
    why: 'Goes in when it was woken ten times and always found the lock taken.',
    replace: [
      [TAKE, `let tries = 0;\n    ${TAKE}`],
      [`${SLEEP}${AGAIN}`, `${SLEEP}${AGAIN}\n      if (++tries === 10) return 0;`],
    ],
  },
  {
    name: 'woken-by-zero-means-mine',
    fails: 'FP1',
    also: ['FP2'],
    why: 'Believes that 0 from sleepIfEqual says that the lock was handed over.',
    replace: [[SLEEP, `if ((yield* ${SLEEP.slice(7, -1)}) === 0) return 0;`]],
  },
];

const once: readonly WrongSolution[] = [
  {
    name: 'sleeps-once',
    fails: 'FP1',
    why: 'Tries again only once after it was woken, and enters whatever it found.',
    base: naive,
    replace: [
      [
        'while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) yield* sleepIfEqual(this.word, 1);',
        'if ((yield* compareAndSwap(this.word, 0, 1)) !== 0) {\n      yield* sleepIfEqual(this.word, 1);\n      yield* compareAndSwap(this.word, 0, 1);\n    }',
      ],
    ],
  },
];

const lost: readonly WrongSolution[] = [
  {
    name: 'takes-with-test-and-set',
    fails: 'FP4',
    why: 'Tries with an operation that writes 1 over the 2 of those that sleep, and then asks to sleep while it is 2.',
    replace: [more('testAndSet'), [TAKE, 'let found = yield* testAndSet(this.lockAddress);']],
  },
  {
    name: 'nobody-else-waits',
    fails: 'FP2',
    also: ['FP4'],
    why: 'A woken thread takes the lock as if it had been the only one that slept.',
    replace: [[AGAIN, '\n      found = yield* compareAndSwap(this.lockAddress, FREE, HELD);']],
  },
  {
    name: 'never-wakes',
    fails: 'FP2',
    also: ['FP4', 'FP5'],
    why: 'Gives the lock back and leaves it at that.',
    replace: [
      [
        GIVE_BACK,
        'if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) yield* wake(this.lockAddress, 0);',
      ],
    ],
  },
  {
    name: 'wakes-before-it-gives-back',
    fails: 'FP2',
    why: 'Wakes somebody first, who finds the lock held and sleeps again.',
    replace: [
      more('load'),
      [
        GIVE_BACK,
        'if ((yield* load(this.lockAddress)) === WAITED_FOR) yield* wake(this.lockAddress, 1);\n    yield* swap(this.lockAddress, FREE);',
      ],
    ],
  },
  {
    name: 'sleeps-on-what-it-reads',
    fails: 'FP2',
    why: 'Reads the word anew just before it sleeps, and sleeps whatever it says, also that the lock is free.',
    replace: [more('load'), [SLEEP, 'yield* sleepIfEqual(this.lockAddress, yield* load(this.lockAddress));']],
  },
  {
    name: 'gives-back-with-a-store',
    fails: 'FP2',
    why: 'Gives the lock back with a store, and looks who waits while that is still in its store buffer.',
    base: naive,
    replace: [
      ['yield* swap(this.word, 0);', 'yield* store(this.word, 0);'],
      ['  swap,\n', '  store,\n'],
    ],
  },
  {
    name: 'looks-before-it-gives-back',
    fails: 'FP2',
    why: 'Looks who waits before it gives the lock back: who comes in between is not seen.',
    base: naive,
    replace: [
      [
        'yield* swap(this.word, 0);\n    if ((yield* load(this.waiters)) > 0) yield* wake(this.word, 1);',
        'const waiting = yield* load(this.waiters);\n    yield* swap(this.word, 0);\n    if (waiting > 0) yield* wake(this.word, 1);',
      ],
    ],
  },
  {
    name: 'the-wake-is-for-all',
    fails: 'FP2',
    why: 'Whoever was woken sets the count of the waiting to 0, though others sleep.',
    base: naive,
    replace: [['yield* fetchAndAdd(this.waiters, -1);', 'yield* swap(this.waiters, 0);']],
  },
];

const common: readonly WrongSolution[] = [
  {
    name: 'always-wakes',
    fails: 'FP3',
    why: 'Asks the kernel at each unlock whether somebody sleeps.',
    replace: [[GIVE_BACK, 'yield* swap(this.lockAddress, FREE);\n    yield* wake(this.lockAddress, 1);']],
  },
  {
    name: 'always-waited-for',
    fails: 'FP3',
    why: 'Takes the lock as one that is waited for, so that every unlock wakes.',
    replace: [[TAKE, 'let found = yield* compareAndSwap(this.lockAddress, FREE, WAITED_FOR);']],
  },
  {
    name: 'counts-everybody',
    fails: 'FP3',
    why: 'Counts itself among the waiting before it has tried.',
    base: naive,
    replace: [['    if ((yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;\n', '']],
  },
  {
    name: 'once-contended-always-contended',
    fails: 'FP3',
    why: 'Notes that somebody had to wait, and never that nobody does any more.',
    base: naive,
    replace: [['    yield* fetchAndAdd(this.waiters, -1);\n', '']],
  },
  {
    name: 'gives-back-in-two',
    fails: 'FP3',
    why: 'Looks with one atomic operation who waits, and gives the lock back with another.',
    replace: [
      more('fetchAndAdd'),
      [
        GIVE_BACK,
        'yield* fetchAndAdd(this.lockAddress, 0);\n    if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) yield* wake(this.lockAddress, 1);',
      ],
    ],
  },
  {
    name: 'asks-the-kernel-first',
    fails: 'FP3',
    also: ['FP4'],
    why: 'Enters the kernel before it tries itself.',
    replace: [[TAKE, `yield* wake(this.lockAddress, 0);\n    ${TAKE}`]],
  },
];

const contended: readonly WrongSolution[] = [
  {
    name: 'expects-the-wrong-state',
    fails: 'FP2',
    also: ['FP4'],
    why: 'Puts 2 there and sleeps as long as it is 1: it is not, so that it asks the kernel again and again.',
    replace: [[SLEEP, 'yield* sleepIfEqual(this.lockAddress, HELD);']],
  },
  {
    name: 'wakes-twice',
    fails: 'FP4',
    why: 'Wakes two, one by one.',
    replace: [
      [
        GIVE_BACK,
        'if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) {\n      yield* wake(this.lockAddress, 1);\n      yield* wake(this.lockAddress, 1);\n    }',
      ],
    ],
  },
  {
    name: 'knocks-before-it-sleeps',
    fails: 'FP4',
    why: 'Asks the kernel several times with a value that cannot be there, before it sleeps.',
    replace: [
      [
        SLEEP,
        `for (let knock = 0; knock < 4; knock++) yield* sleepIfEqual(this.lockAddress, 9);\n      ${SLEEP}`,
      ],
    ],
  },
];

const waiting: readonly WrongSolution[] = [
  {
    name: 'never-sleeps',
    fails: 'FP5',
    also: ['FP4'],
    why: 'A spinlock: looks again and again.',
    replace: [
      more('load, pause'),
      [
        MARK,
        'while (found !== FREE) {\n      while ((yield* load(this.lockAddress)) !== FREE) yield* pause();\n      found = yield* compareAndSwap(this.lockAddress, FREE, HELD);\n    }',
      ],
    ],
  },
  {
    name: 'looks-for-too-long',
    fails: 'FP5',
    why: 'Looks three thousand times before it sleeps.',
    base: 'right/spins-first',
    replace: [
      ['looks < LOOKS', 'looks < (this.word > 0 ? 75 * LOOKS : 0)'],
      ['yield* pause();', 'yield* pause();\n      if (looks > 60) looks += 2;'],
    ],
  },
  {
    name: 'computes-for-too-long',
    fails: 'FP5',
    why: 'Lets much time pass on its core before it sleeps.',
    replace: [more('compute'), [MARK, `yield* compute(5_000);\n    ${MARK}`]],
  },
];

const foreign: readonly WrongSolution[] = [
  {
    name: 'count-beside-the-lock',
    fails: 'FP6',
    also: ['FP1', 'FP2', 'FP3', 'FP4', 'FP5'],
    why: 'Keeps the count of the waiting in the word before the lock.',
    base: naive,
    replace: [['this.waiters = word + 4;', 'this.waiters = word - 4;']],
  },
  {
    name: 'lock-at-a-fixed-address',
    fails: 'FP6',
    why: 'Takes it that all locks lie where the first one lay.',
    replace: [
      [
        TAKE,
        'let found = yield* compareAndSwap(this.lockAddress > 256 ? 256 : this.lockAddress, FREE, HELD);',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...exclusion,
  ...once,
  ...lost,
  ...common,
  ...contended,
  ...waiting,
  ...foreign,
];

export default wrong;
