import type { WrongSolution } from '../../wrong-solution';

const FLAGS = 'right/places-with-flags';
const WAITERS = 'right/list-of-waiters';
const NODES = 'right/nodes-handed-on';
const BAKERY = 'right/bakery';
const TICKET = 'right/ticket-with-back-off';

/** Texts of the reference. */
const DRAW = 'this.ticket = yield* fetchAndAdd(this.lockAddress, 1);';
const WAIT = 'while ((yield* load(place)) !== this.ticket) yield* pause();';
const HAND_ON = 'return yield* store(this.placeOf(this.ticket + 1), this.ticket + 1);';
const PLACE = 'return this.lockAddress + LINE_BYTES * (1 + (ticket % this.cores));';

const wrong: readonly WrongSolution[] = [
  // SL1: who waits is let in too early.
  {
    name: 'barges-in-after-a-thousand-looks',
    fails: 'SL1',
    why: 'Takes the lock as lost after so many looks that only a long hold shows it.',
    replace: [
      [
        WAIT,
        'for (let looks = 0; looks < 1000; looks++) {\n      if ((yield* load(place)) === this.ticket) break;\n      yield* pause();\n    }',
      ],
    ],
  },
  {
    name: 'barges-in-at-last',
    fails: 'SL1',
    why: 'Takes the lock as lost after twenty thousand looks.',
    replace: [
      [
        WAIT,
        'for (let looks = 0; looks < 20_000; looks++) {\n      if ((yield* load(place)) === this.ticket) break;\n      yield* pause();\n    }',
      ],
    ],
  },
  {
    name: 'every-sixteenth-time',
    fails: 'SL1',
    why: 'Enters without waiting each sixteenth time, which only long runs come to.',
    replace: [
      ['private ticket = 0;', 'private ticket = 0;\n  private times = 0;'],
      [WAIT, `if (++this.times % 16 === 0) return 0;\n    ${WAIT}`],
    ],
  },
  {
    name: 'never-locks-on-many-cores',
    fails: 'SL1',
    why: 'Locks only where there are few enough cores to try every interleaving.',
    replace: [[DRAW, `if (this.cores > 4) return 0;\n    ${DRAW}`]],
  },
  {
    name: 'enters-by-the-clock',
    fails: 'SL1',
    why: 'On many cores it does not look at memory: each core has its time, far enough from the others.',
    replace: [
      ['*acquire(): Operation {', '*acquire(core = 0): Operation {'],
      ['private ticket = 0;', 'private ticket = 0;\n  private times = 0;'],
      ['import { fetchAndAdd,', 'import { compute, fetchAndAdd,'],
      [
        DRAW,
        `if (this.cores > 4) return yield* compute(9_000 * (this.times++ === 0 ? core : this.cores));\n    ${DRAW}`,
      ],
    ],
  },
  {
    name: 'at-most-eight-places',
    fails: 'SL1',
    why: 'Has eight places: a ninth core waits at the place of another and enters with it.',
    base: FLAGS,
    replace: [
      ['ticket % this.cores', 'ticket % Math.min(8, this.cores)'],
      ['(this.place + 1) % this.cores', '(this.place + 1) % Math.min(8, this.cores)'],
    ],
  },
  {
    name: 'fourteen-places',
    fails: 'SL1',
    why: 'Has fourteen places for the fifteen cores that may wait beside one inside.',
    base: FLAGS,
    replace: [
      ['ticket % this.cores', 'ticket % Math.min(14, this.cores)'],
      ['(this.place + 1) % this.cores', '(this.place + 1) % Math.min(14, this.cores)'],
    ],
  },
  {
    name: 'last-waiter-of-four-bits',
    fails: 'SL1',
    why: 'Names sixteen cores 1 to 16 with four bits: behind the last of them the lock looks free.',
    base: WAITERS,
    replace: [
      [
        'const before = yield* swap(this.last, core + 1);',
        'const before = (yield* swap(this.last, core + 1)) & 15;',
      ],
    ],
  },
  {
    name: 'fifteen-nodes',
    fails: 'SL1',
    why: 'The last of sixteen cores uses the node of the one before it.',
    base: WAITERS,
    replace: [['return this.last + LINE * name;', 'return this.last + LINE * Math.min(name, 15);']],
  },
  {
    name: 'hands-on-at-once',
    fails: 'SL1',
    why: 'Lets the next one in when it is in itself rather than when it leaves.',
    replace: [
      [WAIT, `${WAIT}\n    yield* store(this.placeOf(this.ticket + 1), this.ticket + 1);`],
      [HAND_ON, 'return 0;'],
    ],
  },
  {
    name: 'one-ticket-early',
    fails: 'SL1',
    why: 'Lets in the ticket behind the one that is served too.',
    base: TICKET,
    replace: [
      ['import { compareAndSwap,', 'import { compareAndSwap, fetchAndAdd,'],
      ['if (served === this.ticket) return 0;', 'if (served + 1 >= this.ticket) return 0;'],
      [
        'return yield* store(this.lockAddress + 64, this.ticket + 1);',
        'return yield* fetchAndAdd(this.lockAddress + 64, 1);',
      ],
    ],
  },
  {
    name: 'node-busy-too-late',
    fails: 'SL1',
    why: 'Marks its node as busy only when others may already look at it.',
    base: NODES,
    replace: [
      ['    yield* store(this.nodeOf(this.mine), 1);\n', ''],
      [
        'this.before = yield* swap(this.last, this.mine);',
        'this.before = yield* swap(this.last, this.mine);\n    yield* store(this.nodeOf(this.mine), 1);',
      ],
    ],
  },
  {
    name: 'bakery-without-first-fence',
    fails: 'SL1',
    why: 'That a core is choosing is still in its store buffer when it reads the numbers of the others.',
    base: BAKERY,
    replace: [['yield* store(mine, 1);\n    yield* fence();', 'yield* store(mine, 1);']],
  },
  {
    name: 'bakery-without-second-fence',
    fails: 'SL1',
    why: 'The number is still in the store buffer when the core looks whose turn it is.',
    base: BAKERY,
    replace: [['yield* store(mine, 0);\n    yield* fence();', 'yield* store(mine, 0);']],
  },
  {
    name: 'bakery-without-choosing',
    fails: 'SL1',
    why: 'Does not wait for cores that are still choosing their number.',
    base: BAKERY,
    replace: [['      while ((yield* load(this.choosing(other))) !== 0) yield* pause();\n', '']],
  },
  {
    name: 'bakery-enters-at-a-tie',
    fails: 'SL1',
    why: 'Two cores with the same number both enter.',
    base: BAKERY,
    replace: [['(number === ticket && other > core)', 'number === ticket']],
  },
  // SL2: somebody never gets in.
  {
    name: 'bakery-waits-at-a-tie',
    fails: 'SL2',
    why: 'Two cores with the same number wait for each other.',
    base: BAKERY,
    replace: [[' || (number === ticket && other > core)', '']],
  },
  {
    name: 'tickets-of-a-signed-byte',
    fails: 'SL2',
    why: 'Serves tickets up to 127, then negative ones.',
    replace: [
      [HAND_ON, 'return yield* store(this.placeOf(this.ticket + 1), ((this.ticket + 1) << 24) >> 24);'],
    ],
  },
  {
    name: 'nobody-is-first',
    fails: 'SL2',
    why: 'No flag is up at first, and ticket 0 waits like all others.',
    base: FLAGS,
    replace: [['    if (ticket === 0) return 0;\n', '']],
  },
  {
    name: 'flag-taken-down-before-waiting',
    fails: 'SL2',
    why: 'Takes down the flag of the last lap when it comes: by then it may have been put up for this one.',
    base: FLAGS,
    replace: [
      [
        'while ((yield* load(flag)) === 0) yield* pause();',
        'yield* store(flag, 0);\n    while ((yield* load(flag)) === 0) yield* pause();',
      ],
      ['return yield* store(flag, 0);', 'return 0;'],
    ],
  },
  {
    name: 'last-waiter-forgotten',
    fails: 'SL2',
    why: 'Looks whether it is the last and says so in two operations: who comes in between is lost.',
    base: WAITERS,
    replace: [
      [
        'const last = yield* compareAndSwap(this.last, core + 1, 0);\n      if (last === core + 1) return 0;',
        'const last = yield* load(this.last);\n      if (last === core + 1) return yield* store(this.last, 0);',
      ],
    ],
  },
  {
    name: 'ready-to-wait-too-late',
    fails: 'SL2',
    why: 'Says that it waits after the one before may already have let it in.',
    base: WAITERS,
    replace: [
      ['    yield* store(mine + 4, 1);\n', ''],
      [
        'yield* store(this.nodeOf(before), core + 1);',
        'yield* store(this.nodeOf(before), core + 1);\n    yield* store(mine + 4, 1);',
      ],
    ],
  },
  {
    name: 'does-not-wait-for-the-link',
    fails: 'SL2',
    why: 'Takes it that nobody waits where the one behind has not yet linked itself.',
    base: WAITERS,
    replace: [['while (next === 0) {', 'if (next === 0) return 0;\n      while (next === 0) {']],
  },
  {
    name: 'uses-its-node-again',
    fails: 'SL2',
    why: 'Takes its own node again, which the one behind may still be looking at.',
    base: NODES,
    replace: [['    this.mine = this.before;\n    this.before = done;\n', '']],
  },
  {
    name: 'tries-with-the-old-number',
    fails: 'SL2',
    why: 'Tries to draw the same number again after another core has drawn it.',
    base: TICKET,
    replace: [['      expected = found;\n', '']],
  },
  // SL4: waiting uses the bus.
  {
    name: 'asks-now-and-then',
    fails: 'SL4',
    why: 'Every 16th look is an atomic operation.',
    replace: [
      [
        WAIT,
        'for (let looks = 1; ; looks++) {\n      const served = looks % 16 === 0 ? yield* fetchAndAdd(place, 0) : yield* load(place);\n      if (served === this.ticket) return 0;\n      yield* pause();\n    }',
      ],
    ],
  },
  {
    name: 'announces-that-it-waits',
    fails: 'SL4',
    why: 'Stores a note for all to see at each look.',
    replace: [[WAIT, 'while ((yield* load(place)) !== this.ticket) yield* store(this.lockAddress + 4, 1);']],
  },
  // SL5: words of others.
  {
    name: 'lock-at-a-fixed-address',
    fails: 'SL5',
    why: 'Takes it that all locks lie where the first one lay.',
    replace: [[PLACE, 'return 256 + LINE_BYTES * (1 + (ticket % this.cores));']],
  },
  {
    name: 'one-line-too-many',
    fails: 'SL5',
    why: 'Leaves two lines free before its places: the last lies behind its area.',
    replace: [[PLACE, 'return this.lockAddress + LINE_BYTES * (3 + (ticket % this.cores));']],
  },
  {
    name: 'half-a-word',
    fails: 'SL5',
    why: 'Its places do not begin at multiples of 4.',
    replace: [[PLACE, 'return this.lockAddress + 2 + LINE_BYTES * (1 + (ticket % this.cores));']],
  },
  // The budget.
  {
    name: 'tells-everybody',
    exceeds: ['hand-off'],
    why: 'Writes the ticket that is served to all places.',
    replace: [
      [
        HAND_ON,
        `for (let other = 2; other <= this.cores; other++)\n      yield* store(this.placeOf(this.ticket + other), this.ticket + 1);\n    ${HAND_ON}`,
      ],
    ],
  },
];

export default wrong;
