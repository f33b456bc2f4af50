import type { WrongSolution } from '../../wrong-solution';

const LINES = 'right/line-of-each';
const NAIVE = 'right/naive';
const OWNER = 'right/owner-in-the-word';

/** Texts of right/line-of-each. */
const TAKE =
  'if ((yield* compareAndSwap(this.word, 0, 1)) !== 0)\n      while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);';
const GIVE_BACK = 'if ((yield* swap(this.word, 0)) === 2) yield* wake(this.word, 1);';
const REFUSE = '    if (!this.holds) return -1;\n';
const SLEEP = 'while ((yield* load(mine + 4)) === 1) yield* sleepIfEqual(mine + 4, 1);';
const LET_GO = 'yield* wake(this.lineOf(waits - 1) + 4, 1);';
/** Texts of the reference. */
const COUNT = '    yield* store(waiters, (yield* load(waiters)) + 1);\n';
const SEEN = '    const seen = yield* load(signals);\n';

/** SM1 and SM2: the mutex. */
const mutex: readonly WrongSolution[] = [
  {
    name: 'state-in-a-field',
    fails: 'SM1',
    also: ['SM2', 'SM3', 'SM4', 'SM5', 'SM6', 'SM7'],
    why: 'The state lies in a field: each process has a mutex of its own.',
    base: LINES,
    replace: [
      ['private holds = false;', 'private holds = false;\n  private state = 0;'],
      [TAKE, 'while (this.state !== 0) yield* sleepIfEqual(this.word, 0);\n    this.state = 1;'],
      [GIVE_BACK, 'this.state = 0;'],
      ['  compareAndSwap,\n', ''],
      ['  swap,\n', ''],
    ],
  },
  {
    name: 'looks-then-takes',
    fails: 'SM1',
    also: ['SM2', 'SM3', 'SM4', 'SM5', 'SM6', 'SM7'],
    why: 'Two may have looked before either has taken it.',
    base: LINES,
    replace: [
      [
        TAKE,
        'if ((yield* load(this.word)) === 0) yield* store(this.word, 1);\n    else while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);',
      ],
      ['  compareAndSwap,\n', ''],
    ],
  },
  {
    name: 'woken-means-mine',
    fails: 'SM1',
    also: ['SM2', 'SM4', 'SM6'],
    why: 'Who was woken goes in without trying again: another may have come by first.',
    base: LINES,
    replace: [
      [
        TAKE,
        'if ((yield* compareAndSwap(this.word, 0, 1)) !== 0)\n      while ((yield* swap(this.word, 2)) !== 0) if ((yield* sleepIfEqual(this.word, 2)) === 0) break;',
      ],
    ],
  },
  {
    name: 'private-sleep',
    fails: 'SM2',
    also: ['SM3', 'SM4', 'SM5', 'SM6'],
    why: 'The word lies in the segment, but the kernel looks for sleepers by process: nobody is woken by another.',
    base: LINES,
    replace: [
      ['  load,\n', '  load,\n  PRIVATE_CALL,\n  systemCall,\n'],
      [TAKE, TAKE.replace('sleepIfEqual(', 'systemCall(PRIVATE_CALL.sleepIfEqual, ')],
      [GIVE_BACK, GIVE_BACK.replace('wake(', 'systemCall(PRIVATE_CALL.wake, ')],
    ],
  },
  {
    name: 'sleeps-as-before',
    fails: 'SM2',
    also: ['SM3', 'SM4', 'SM5', 'SM6'],
    why: 'Reads the word again to know what to expect: free by now, it sleeps on a free mutex.',
    base: LINES,
    replace: [
      [
        TAKE,
        'if ((yield* compareAndSwap(this.word, 0, 1)) !== 0)\n      while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, yield* load(this.word));',
      ],
    ],
  },
  {
    name: 'wakes-before-it-is-free',
    fails: 'SM2',
    also: ['SM3', 'SM4', 'SM5', 'SM6'],
    why: 'Wakes first and frees the word then: who was woken finds it held and sleeps again.',
    base: LINES,
    replace: [
      [
        GIVE_BACK,
        'if ((yield* load(this.word)) === 2) yield* wake(this.word, 1);\n    yield* swap(this.word, 0);',
      ],
    ],
  },
  {
    name: 'forgets-the-others',
    fails: 'SM2',
    also: ['SM4'],
    why: 'Who was woken takes the mutex as if nobody else could sleep.',
    base: LINES,
    replace: [
      [
        TAKE,
        'while ((yield* compareAndSwap(this.word, 0, 1)) !== 0)\n      if ((yield* compareAndSwap(this.word, 1, 2)) !== 0) yield* sleepIfEqual(this.word, 2);',
      ],
    ],
  },
  {
    name: 'counts-itself-too-late',
    fails: 'SM2',
    also: ['SM3', 'SM4', 'SM5', 'SM6'],
    why: 'Counts itself as waiting when it has slept, so that nobody knows whom to wake.',
    base: NAIVE,
    replace: [
      ['      yield* fetchAndAdd(this.waiters, 1);\n', ''],
      [
        'while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) yield* sleepIfEqual(this.word, 1);',
        'while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) {\n        yield* sleepIfEqual(this.word, 1);\n        yield* fetchAndAdd(this.waiters, 1);\n      }',
      ],
      ['      yield* fetchAndAdd(this.waiters, -1);\n', ''],
    ],
  },
];

/** SM3: the common case. */
const common: readonly WrongSolution[] = [
  {
    name: 'always-wakes',
    fails: 'SM3',
    why: 'Wakes somebody each time that it gives the mutex back.',
    base: LINES,
    replace: [[GIVE_BACK, 'yield* swap(this.word, 0);\n    yield* wake(this.word, 1);']],
  },
  {
    name: 'always-waited-for',
    fails: 'SM3',
    why: 'Takes the mutex as if somebody slept, so that giving it back asks the kernel.',
    base: LINES,
    replace: [
      [TAKE, 'while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);'],
      ['  compareAndSwap,\n', ''],
    ],
  },
  {
    name: 'asks-the-kernel-first',
    fails: 'SM3',
    why: 'Lets the kernel look first whether somebody waits for the mutex.',
    base: LINES,
    replace: [
      [
        TAKE,
        'if ((yield* sleepIfEqual(this.word, 2)) === 0 || (yield* compareAndSwap(this.word, 0, 1)) !== 0)\n      while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);',
      ],
    ],
  },
  {
    name: 'once-contended-always-contended',
    fails: 'SM3',
    why: 'A process that had to wait once takes the mutex as waited for ever after.',
    base: LINES,
    replace: [
      ['private holds = false;', 'private holds = false;\n  private mark = 1;'],
      [
        TAKE,
        'if ((yield* compareAndSwap(this.word, 0, this.mark)) !== 0) {\n      this.mark = 2;\n      while ((yield* swap(this.word, 2)) !== 0) yield* sleepIfEqual(this.word, 2);\n    }',
      ],
    ],
  },
];

/** SM4: conditions. */
const conditions: readonly WrongSolution[] = [
  {
    name: 'private-condition',
    fails: 'SM4',
    why: 'The mutex is shared, but waiting at a condition is private to the process.',
    base: LINES,
    replace: [
      ['  load,\n', '  load,\n  PRIVATE_CALL,\n  systemCall,\n'],
      [SLEEP, SLEEP.replace('sleepIfEqual(', 'systemCall(PRIVATE_CALL.sleepIfEqual, ')],
      [LET_GO, LET_GO.replace('wake(', 'systemCall(PRIVATE_CALL.wake, ')],
    ],
  },
  {
    name: 'reads-the-number-too-late',
    fails: 'SM4',
    why: 'Gives the mutex up and then reads the number of signals: one in between is lost.',
    replace: [
      [SEEN, ''],
      ['    yield* this.unlock();\n', `    yield* this.unlock();\n${SEEN}`],
    ],
  },
  {
    name: 'counts-itself-after-unlock',
    fails: 'SM4',
    why: 'Says that it waits when the mutex is given up already: a signal in between finds nobody.',
    replace: [
      [COUNT, ''],
      ['    yield* this.unlock();\n', `    yield* this.unlock();\n${COUNT}`],
    ],
  },
  {
    name: 'keeps-the-mutex',
    fails: 'SM4',
    why: 'Sleeps with the mutex in its hands.',
    replace: [
      ['    yield* this.unlock();\n', ''],
      ['return yield* this.lock();', 'return 0;'],
    ],
  },
  {
    name: 'comes-back-without-the-mutex',
    fails: 'SM4',
    why: 'wait ends when it was woken, without the mutex.',
    replace: [['    return yield* this.lock();\n', '    this.holds = true;\n    return 0;\n']],
  },
  {
    name: 'signal-changes-nothing',
    fails: 'SM4',
    why: 'Only wakes: who is about to sleep still finds what it saw, and sleeps.',
    replace: [['    yield* store(signals, (yield* load(signals)) + 1);\n', '']],
  },
  {
    name: 'signals-only-the-first',
    fails: 'SM4',
    why: 'A word says whether there was a signal, and nobody takes it back: the second one changes nothing.',
    replace: [['yield* store(signals, (yield* load(signals)) + 1);', 'yield* store(signals, 1);']],
  },
  {
    name: 'waits-without-telling-anyone',
    fails: 'SM4',
    why: 'signal wakes nobody where it takes nobody to be waiting, and wait does not say that it does.',
    replace: [[COUNT, '']],
  },
  {
    name: 'both-conditions-on-one-line',
    fails: 'SM4',
    why: 'Both conditions are one: the one process that is woken may have waited for the other.',
    base: NAIVE,
    replace: [
      [
        '    const signals = this.word + LINE_BYTES * (1 + condition);\n    const seen',
        '    const signals = this.word + LINE_BYTES * (1 + 0 * condition);\n    const seen',
      ],
      [
        '    const signals = this.word + LINE_BYTES * (1 + condition);\n    yield* fetchAndAdd',
        '    const signals = this.word + LINE_BYTES * (1 + 0 * condition);\n    yield* fetchAndAdd',
      ],
    ],
  },
  {
    name: 'last-come-forgotten',
    fails: 'SM4',
    why: 'Whoever comes to wait takes the place of the one that waits already.',
    base: LINES,
    replace: [
      [
        'yield* store(last === 0 ? first : this.lineOf(last - 1), process + 1);',
        'if (last !== process + 1) yield* store(first, process + 1);',
      ],
    ],
  },
];

/** SM5, SM6, SM7. */
const others: readonly WrongSolution[] = [
  {
    name: 'never-sleeps',
    fails: 'SM5',
    why: 'A spinlock in the segment: looks again and again.',
    base: LINES,
    replace: [
      ['  load,\n', '  load,\n  pause,\n'],
      [
        TAKE,
        'while ((yield* compareAndSwap(this.word, 0, 1)) !== 0) while ((yield* load(this.word)) !== 0) yield* pause();',
      ],
    ],
  },
  {
    name: 'wait-only-steps-aside',
    fails: 'SM5',
    why: 'wait gives the mutex up and takes it again at once: its caller looks again and again.',
    replace: [[/* the sleep of wait */ '    yield* sleepIfEqual(signals, seen);\n', '']],
  },
  {
    name: 'wait-looks-without-end',
    fails: 'SM5',
    why: 'Waits for the signal by looking at the number.',
    replace: [
      [
        'import { load, type Operation, sleepIfEqual, store, wake }',
        'import { load, type Operation, pause, store, wake }',
      ],
      ['yield* sleepIfEqual(signals, seen);', 'while ((yield* load(signals)) === seen) yield* pause();'],
    ],
  },
  {
    name: 'anybody-unlocks',
    fails: 'SM6',
    why: 'Frees the word whoever asks for it.',
    base: LINES,
    replace: [[REFUSE, '']],
  },
  {
    name: 'refuses-only-when-free',
    fails: 'SM6',
    why: 'Refuses where nobody holds the mutex, and not where another one does.',
    base: LINES,
    replace: [[REFUSE, '    if ((yield* load(this.word)) === 0) return -1;\n']],
  },
  {
    name: 'does-nothing-and-says-nothing',
    fails: 'SM6',
    why: 'Does not free what it does not hold, but answers as if it had.',
    base: LINES,
    replace: [[REFUSE, '    if (!this.holds) return 0;\n']],
  },
  {
    name: 'stores-addresses',
    fails: 'SM7',
    why: 'Links the waiting by the addresses of their lines: those of one process mean nothing to another.',
    base: LINES,
    replace: [
      [
        'yield* store(last === 0 ? first : this.lineOf(last - 1), process + 1);',
        'yield* store(last === 0 ? first : last, mine);',
      ],
      ['yield* store(first + 4, process + 1);', 'yield* store(first + 4, mine);'],
      ['const next = yield* load(this.lineOf(waits - 1));', 'const next = yield* load(waits);'],
      ['yield* store(this.lineOf(waits - 1) + 4, 0);', 'yield* store(waits + 4, 0);'],
      [LET_GO, 'yield* wake(waits + 4, 1);'],
    ],
  },
  {
    name: 'address-of-the-first',
    fails: 'SM7',
    also: ['SM1', 'SM2', 'SM3', 'SM4', 'SM5', 'SM6'],
    why: 'Takes it that the segment lies where the first process that attaches anything has it.',
    base: LINES,
    replace: [
      [
        'private readonly word: number,\n  ) {}',
        'private word: number,\n  ) {\n    this.word = 0x4000_0000 + (this.word % 4096);\n  }',
      ],
    ],
  },
  {
    name: 'count-in-front-of-the-mutex',
    fails: 'SM7',
    also: ['SM1', 'SM2', 'SM3', 'SM4', 'SM5', 'SM6'],
    why: 'Counts the waiting in the word in front of its own.',
    base: NAIVE,
    replace: [['this.waiters = word + 4;', 'this.waiters = word - 4;']],
  },
  {
    name: 'number-behind-the-lines',
    fails: 'SM7',
    why: 'Puts the numbers of signals behind the lines that are its own.',
    base: OWNER,
    replace: [
      [
        '    const signals = this.word + LINE_BYTES * (1 + condition);\n    yield* store(signals + 4, (yield* load(signals + 4)) + 1);',
        '    const signals = this.word + LINE_BYTES * (9 + condition);\n    yield* store(signals + 4, (yield* load(signals + 4)) + 1);',
      ],
      [
        '    const signals = this.word + LINE_BYTES * (1 + condition);\n    const waiting',
        '    const signals = this.word + LINE_BYTES * (9 + condition);\n    const waiting',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [...mutex, ...common, ...conditions, ...others];

export default wrong;
