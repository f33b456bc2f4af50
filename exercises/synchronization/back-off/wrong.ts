import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const LOOK = 'while ((yield* load(this.lockAddress)) !== 0) {';
const OWN_SLOT = 'delay = 1 + core * SLOT_CYCLES;';
const DELAY = 'yield* compute(delay);';
const SECOND_LOOK = 'if ((yield* load(this.lockAddress)) !== 0) continue;';
const TRY = 'if ((yield* testAndSet(this.lockAddress)) === 0) return 0;';
const FREE = 'return yield* store(this.lockAddress, 0);';
const BEGIN = 'for (let delay = 0; ; ) {';
const OPERATIONS = 'import { compute, load, type Operation, pause, store, testAndSet }';
const also = (operation: string) =>
  [OPERATIONS, `import { ${operation}, compute, load, type Operation, pause, store, testAndSet }`] as const;

const wrong: readonly WrongSolution[] = [
  // BO1: look and take are not one.
  {
    name: 'looks-then-stores',
    fails: 'BO1',
    why: 'Takes the lock with a plain store after it has seen it free.',
    replace: [[TRY, 'yield* store(this.lockAddress, 1);\n      return 0;']],
  },
  {
    name: 'trusts-the-second-look',
    fails: 'BO1',
    why: 'After the delay a look is enough for it, for nobody else comes out then.',
    replace: [
      [
        SECOND_LOOK,
        'if ((yield* load(this.lockAddress)) !== 0) continue;\n        yield* store(this.lockAddress, 1);\n        return 0;',
      ],
    ],
  },
  {
    name: 'trusts-the-delay',
    fails: 'BO1',
    why: 'Takes the lock after its delay, whatever has happened meanwhile.',
    replace: [[SECOND_LOOK, 'yield* store(this.lockAddress, 1);\n        return 0;']],
  },
  {
    name: 'ignores-the-answer',
    fails: 'BO1',
    why: 'Does not look at what the test-and-set found.',
    replace: [[TRY, 'yield* testAndSet(this.lockAddress);\n      return 0;']],
  },
  {
    name: 'gives-up-waiting',
    fails: 'BO1',
    why: 'Enters after a thousand looks in vain.',
    replace: [
      [BEGIN, 'let looks = 0;\n    for (let delay = 0; ; ) {'],
      [LOOK, `${LOOK}\n        if (++looks === 1000) return 0;`],
    ],
  },
  {
    name: 'gives-up-at-last',
    fails: 'BO1',
    why: 'Enters after twenty thousand looks in vain, as if the holder had died.',
    replace: [
      [BEGIN, 'let looks = 0;\n    for (let delay = 0; ; ) {'],
      [LOOK, `${LOOK}\n        if (++looks === 20_000) return 0;`],
    ],
  },
  {
    name: 'core-0-leaves-it-free',
    fails: 'BO1',
    why: 'Puts the number of its core into the lock, and core 0 is 0.',
    replace: [[TRY, 'if ((yield* swap(this.lockAddress, core)) === 0) return 0;'], also('swap')],
  },
  {
    name: 'takes-it-from-the-owner',
    fails: 'BO1',
    why: 'Frees the lock when its first try was in vain, as if it had taken it itself.',
    replace: [[TRY, `${TRY}\n      yield* store(this.lockAddress, 0);`]],
  },
  // BO2: nobody gets it.
  {
    name: 'never-releases',
    fails: 'BO2',
    why: 'Writes a 1 where it was to be 0.',
    replace: [[FREE, 'return yield* store(this.lockAddress, 1);']],
  },
  {
    name: 'releases-the-next-word',
    fails: 'BO2',
    why: 'Frees the word behind that of the lock.',
    replace: [[FREE, 'return yield* store(this.lockAddress + 4, 0);']],
  },
  {
    name: 'owner-kept',
    fails: 'BO2',
    why: 'Frees the lock only if it finds the 0 there that it is to write.',
    replace: [[FREE, 'return yield* compareAndSwap(this.lockAddress, 0, 0);'], also('compareAndSwap')],
  },
  {
    name: 'longer-with-each-look',
    fails: 'BO2',
    why: 'Each look in vain makes the delay longer: after a long hold it is endless.',
    replace: [[OWN_SLOT, 'delay += 1 + core * SLOT_CYCLES;']],
  },
  // BO3: the bus while the lock is held.
  {
    name: 'looks-by-atomics',
    fails: 'BO3',
    why: 'Looks with an atomic operation that changes nothing.',
    replace: [[LOOK, 'while ((yield* fetchAndAdd(this.lockAddress, 0)) !== 0) {'], also('fetchAndAdd')],
  },
  {
    name: 'says-that-it-waits',
    fails: 'BO3',
    why: 'Writes its number beside the lock with each look.',
    replace: [[OWN_SLOT, `${OWN_SLOT}\n        yield* store(this.lockAddress + 4, core);`]],
  },
  // BO4: words.
  {
    name: 'owner-in-the-next-line',
    fails: 'BO4',
    why: 'Notes who is inside on a line of its own.',
    replace: [
      [
        TRY,
        'if ((yield* testAndSet(this.lockAddress)) === 0) return yield* store(this.lockAddress + 64, core);',
      ],
    ],
  },
  {
    name: 'flag-in-front-of-the-lock',
    fails: 'BO4',
    why: 'Clears the word before the lock, too.',
    replace: [[FREE, `yield* store(this.lockAddress - 4, 0);\n    ${FREE}`]],
  },
  // Budgets.
  {
    name: 'no-delay',
    exceeds: ['atomics', 'bus'],
    why: 'Tries as soon as the lock is seen free, as all that wait do.',
    replace: [[OWN_SLOT, 'delay = 0;']],
  },
  {
    name: 'same-delay-for-all',
    exceeds: ['atomics', 'bus'],
    why: 'All delay for the same time, and then try without a look.',
    replace: [
      [OWN_SLOT, 'delay = 50;'],
      [SECOND_LOOK, ''],
    ],
  },
  {
    name: 'hardly-a-delay',
    exceeds: ['bus'],
    why: 'All delay for a moment, the same for all, and look once more.',
    replace: [[OWN_SLOT, 'delay = 1;']],
  },
  {
    name: 'range-that-stays-small',
    exceeds: ['bus'],
    why: 'Draws delays from a range of 100 cycles, however many cores there are.',
    base: 'right/generous',
    replace: [['RANGE_A_PAIR * this.cores', 'RANGE_A_PAIR / this.cores']],
  },
  {
    name: 'no-second-look',
    exceeds: ['atomics', 'bus'],
    why: 'Tries after a delay a quarter as long, without looking whether somebody was faster.',
    replace: [
      [OWN_SLOT, 'delay = 1 + core * (SLOT_CYCLES >> 2);'],
      [SECOND_LOOK, ''],
    ],
  },
  {
    name: 'releases-by-swap',
    exceeds: ['atomics'],
    why: 'Frees the lock with an atomic operation, though nobody else may write there.',
    replace: [[FREE, 'return yield* swap(this.lockAddress, 0);'], also('swap')],
  },
  {
    name: 'delays-at-the-first-look',
    exceeds: ['latency'],
    why: 'Delays also where nobody has the lock and nobody else wants it.',
    replace: [[BEGIN, 'for (let delay = 1 + (3 + core) * SLOT_CYCLES; ; ) {']],
  },
  {
    name: 'writes-beside-the-lock',
    exceeds: ['bus'],
    why: 'Notes on the line of the lock that it delays: each time all copies are gone, and all look again.',
    replace: [
      [
        DELAY,
        `yield* store(this.lockAddress + 4, core);\n        ${DELAY}\n        yield* store(this.lockAddress + 4, 0);`,
      ],
    ],
  },
  {
    name: 'delays-when-it-has-it',
    exceeds: ['latency'],
    why: 'Delays once more when the lock is its own.',
    replace: [
      [
        TRY,
        'if ((yield* testAndSet(this.lockAddress)) === 0) return yield* compute((2 + core) * SLOT_CYCLES);',
      ],
    ],
  },
  {
    name: 'releases-late',
    exceeds: ['latency'],
    why: 'Delays before it gives the lock back.',
    replace: [[FREE, `yield* compute(6 * SLOT_CYCLES);\n    ${FREE}`]],
  },
];

export default wrong;
