import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const CLEARED = 'yield* store(node, 0);\n';
const BEFORE = 'const before = yield* swap(this.lockAddress, node);';
const FIRST = 'if (before === 0) return 0;';
const MARKED = 'yield* store(node + WAITS, 1);\n';
const LINKED = 'yield* store(before, node);\n';
const WAIT = 'while ((yield* load(node + WAITS)) !== 0) yield* pause();';
const LAST = 'if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return 0;';
const HAND_ON = 'return yield* store(next + WAITS, 0);';
const NODE = 'return this.lockAddress + LINE_BYTES * (1 + core);';
const LETTERS = 'right/letter-boxes';

const wrong: readonly WrongSolution[] = [
  // QL1: who waits is let in too early.
  {
    name: 'gives-up-waiting',
    fails: 'QL1',
    why: 'Enters after a thousand looks in vain.',
    replace: [
      [
        WAIT,
        'for (let looks = 0; looks < 1000 && (yield* load(node + WAITS)) !== 0; looks++) yield* pause();',
      ],
    ],
  },
  {
    name: 'gives-up-at-last',
    fails: 'QL1',
    why: 'Enters after fifty thousand looks in vain, as if the holder had died.',
    replace: [
      [
        WAIT,
        'for (let looks = 0; looks < 50_000 && (yield* load(node + WAITS)) !== 0; looks++) yield* pause();',
      ],
    ],
  },
  {
    name: 'marks-after-linking',
    fails: 'QL2',
    why: 'Marks itself as waiting when the one before may already have let it in.',
    replace: [
      [MARKED, ''],
      [LINKED, 'yield* store(before, node);\n    yield* store(node + WAITS, 1);\n'],
    ],
  },
  {
    name: 'never-marks',
    fails: 'QL1',
    why: 'Does not say that it must wait, and so does not.',
    replace: [[MARKED, '']],
  },
  {
    name: 'loads-and-stores-the-tail',
    fails: 'QL1',
    also: ['QL2'],
    why: 'Reads who is last and writes itself there in two steps.',
    replace: [
      [BEFORE, 'const before = yield* load(this.lockAddress);\n    yield* store(this.lockAddress, node);'],
    ],
  },
  {
    name: 'hands-on-at-once',
    fails: 'QL1',
    why: 'Lets the next one in when it is in itself.',
    replace: [
      [
        WAIT,
        `${'while ((yield* load(node + WAITS)) !== 0) yield* pause();'}\n    const behind = yield* load(node);\n    if (behind !== 0) yield* store(behind + WAITS, 0);`,
      ],
    ],
  },
  {
    name: 'two-cores-a-node',
    fails: 'QL1',
    why: 'From the ninth core on two use one node.',
    replace: [[NODE, 'return this.lockAddress + LINE_BYTES * (1 + (core % 8));']],
  },
  {
    name: 'empties-the-lock-for-good',
    fails: 'QL2',
    why: 'Takes the lock for free when it knows of nobody behind, though somebody may just be joining.',
    replace: [[LAST, 'yield* store(this.lockAddress, 0);\n      return 0;']],
  },
  {
    name: 'box-not-emptied',
    fails: 'QL1',
    why: 'Leaves its name, or the word that the lock is free, in the letter box for the next lap.',
    base: LETTERS,
    replace: [['return yield* store(box, 0);', 'return 0;']],
  },
  // QL2: somebody never gets in.
  {
    name: 'next-not-cleared',
    fails: 'QL2',
    why: 'Leaves the next node of the last turn in its own, and hands the lock to it.',
    replace: [[CLEARED, '']],
  },
  {
    name: 'cleared-after-joining',
    fails: 'QL2',
    why: 'Clears its own node when the one behind may already have linked itself.',
    replace: [
      [CLEARED, ''],
      [BEFORE, 'const before = yield* swap(this.lockAddress, node);\n    yield* store(node, 0);'],
    ],
  },
  {
    name: 'never-links',
    fails: 'QL2',
    why: 'Does not tell the one before that it waits.',
    replace: [[LINKED, '']],
  },
  {
    name: 'does-not-wait-for-the-link',
    fails: 'QL2',
    why: 'Goes when somebody is joining, without letting that one in.',
    replace: [[LAST, 'yield* compareAndSwap(this.lockAddress, node, 0);\n      return 0;']],
  },
  {
    name: 'lets-itself-in',
    fails: 'QL2',
    why: 'Takes down its own mark when it hands on.',
    replace: [[HAND_ON, 'return yield* store(node + WAITS, 0);']],
  },
  {
    name: 'never-releases-alone',
    fails: 'QL2',
    why: 'Leaves itself in the lock when nobody is behind it.',
    replace: [[LAST, 'if ((yield* load(this.lockAddress)) === node) return 0;']],
  },
  {
    name: 'first-one-waits',
    fails: 'QL2',
    why: 'Waits also when nobody was before it.',
    replace: [
      [
        FIRST,
        'if (before === 0) {\n      yield* store(node + WAITS, 1);\n      while ((yield* load(node + WAITS)) === 1) yield* pause();\n      return 0;\n    }',
      ],
    ],
  },
  {
    name: 'free-box-unread',
    fails: 'QL2',
    why: 'Does not look whether the box says that the lock is free.',
    base: LETTERS,
    replace: [
      [
        'if ((yield* swap(box, core + 1)) !== FREE) while ((yield* load(flag)) === 1) yield* pause();',
        'yield* swap(box, core + 1);\n    while ((yield* load(flag)) === 1) yield* pause();',
      ],
    ],
  },
  // QL3: order.
  {
    name: 'swaps-out-the-tail',
    fails: 'QL3',
    why: 'Without compare-and-swap: empties the lock, and puts back whom it finds there behind whoever came meanwhile.',
    replace: [
      [
        LAST,
        'const last = yield* swap(this.lockAddress, 0);\n      if (last === node) return 0;\n      const usurper = yield* swap(this.lockAddress, last);\n      while (next === 0) {\n        yield* pause();\n        next = yield* load(node);\n      }\n      if (usurper !== 0) return yield* store(usurper, next);\n      return yield* store(next + WAITS, 0);',
      ],
    ],
  },
  // QL4: where it waits, and what that costs.
  {
    name: 'waits-by-atomics',
    fails: 'QL4',
    why: 'Looks at its own line with an atomic operation each time.',
    replace: [
      [WAIT, 'while ((yield* fetchAndAdd(node + WAITS, 0)) !== 0) yield* pause();'],
      ['import { compareAndSwap, load,', 'import { compareAndSwap, fetchAndAdd, load,'],
    ],
  },
  {
    name: 'waits-at-the-tail',
    fails: 'QL4',
    why: 'Looks at the lock, too, while it waits.',
    replace: [[WAIT, 'while ((yield* load(node + WAITS)) !== 0) yield* load(this.lockAddress);']],
  },
  {
    name: 'tells-all',
    fails: 'QL4',
    why: 'Writes at each hand-off to the line of every core, whoever waits there.',
    replace: [
      [
        'private readonly lockAddress: number,',
        'private readonly lockAddress: number,\n    private readonly cores: number,',
      ],
      [
        HAND_ON,
        `for (let other = 0; other < this.cores; other++)\n      yield* store(this.lockAddress + LINE_BYTES * (1 + other) + 8, next);\n    ${HAND_ON}`,
      ],
    ],
  },
  {
    name: 'boxes-beside-the-flags',
    fails: 'QL4',
    why: 'Puts the letter box of each ticket on the line at which some core waits.',
    base: LETTERS,
    replace: [
      [
        'return this.lockAddress + LINE_BYTES * (1 + this.cores) + 4 * (ticket % 16);',
        'return this.lockAddress + LINE_BYTES * (1 + (ticket % this.cores)) + 4;',
      ],
    ],
  },
  // QL5: words.
  {
    name: 'flag-in-front-of-the-lock',
    fails: 'QL5',
    why: 'Notes who is inside in the line before the lock.',
    replace: [[HAND_ON, `yield* store(this.lockAddress - 64, 1);\n    ${HAND_ON}`]],
  },
  {
    name: 'node-behind-the-end',
    fails: 'QL5',
    why: 'Leaves two lines free in front of the nodes: that of the last core is not the lock’s.',
    replace: [[NODE, 'return this.lockAddress + LINE_BYTES * (3 + core);']],
    also: ['QL4'],
  },
  {
    name: 'looks-at-all-first',
    exceeds: ['invalidations'],
    why: 'Looks at the line of every core before it joins: whoever writes there then takes sixteen copies.',
    replace: [
      [
        'private readonly lockAddress: number,',
        'private readonly lockAddress: number,\n    private readonly cores: number,',
      ],
      [
        CLEARED,
        `for (let other = 0; other < this.cores; other++) yield* load(this.lockAddress + LINE_BYTES * (1 + other));\n    ${CLEARED}`,
      ],
    ],
  },
];

export default wrong;
