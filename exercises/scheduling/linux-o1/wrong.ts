import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on two objects of 140 lists. */
const base = 'right/arrays-of-lists';

// Texts of the base that several mistakes replace.
const BEGIN = 'this.credit[thread] = this.sleepCycles / 2;';
const SLEPT = 'this.credit[thread] += this.services.now() - this.asleep[thread];';
const MOST = 'if (this.credit[thread] > this.sleepCycles) this.credit[thread] = this.sleepCycles;';
const WAKE_LEVEL = 'this.setLevel(thread);\n    }\n    if (reason > 1) {';
const RENEW = 'if (isOver) this.renew(thread);';
const EXPIRES = 'const expires = this.levels[thread] >= 100 && (isOver || reason === 3);';
const BACK = 'this.put(expires ? this.expired : this.active, thread, !isOver && reason === 2);';
const COMES = 'this.put(this.active, thread, false);';
const SWAP = 'if (this.active.length === 0) [this.active, this.expired] = [this.expired, this.active];';
const TAKE = 'const thread = this.take(this.active);';
const RUN_OFF = 'this.credit[thread] = Math.max(0, this.credit[thread] - cycles);';
const ROOM = 'if (this.active.length > 0 || this.expired.length > 0) return 1;';
const AGAIN = 'this.renew(running);';
const STEPS = '(140 - priority) * (priority < 120 ? 20 : 5)';
const REAL_TIME_SLICE = 'const priority = own < 100 ? 120 : own;';
const BONUS = 'const bonus = Math.floor((this.credit[thread] * 10) / this.sleepCycles) - 5;';
const LEVEL = 'this.levels[thread] = own < 100 ? own : Math.min(139, Math.max(100, own - bonus));';
const IDLE = 'if (this.onCore[core] === -1) return 0;';
const WORSE = 'if (level > worst) {';
const PROMISE = 'if (victim >= 0) this.onCore[victim] = thread;';
const LIST_END = 'else array.lists[level].push(thread);';
const LIST_FRONT = 'if (inFront) array.lists[level].unshift(thread);';
const WORDS = 'for (let word = 0; word < 5; word++) {';

const one = (
  name: string,
  fails: string,
  why: string,
  ...replace: (readonly [string, string])[]
): WrongSolution => ({
  ...{ name, fails, why, base, replace },
});

const answers: readonly WrongSolution[] = [
  one(
    'answers-nothing',
    'LO1',
    'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    [
      TAKE,
      `${TAKE}\n    if (thread < 0) this.onCore[core] = -1;\n    if (thread < 0) return undefined as unknown as number;`,
    ],
  ),
  one('active-is-two', 'LO1', 'Numbers the active array 2.', [
    'return this.where[thread] === this.expired ? 1 : 0;',
    'return this.where[thread] === this.expired ? 1 : 2;',
  ]),
];

const bonuses: readonly WrongSolution[] = [
  one('no-bonus', 'LO2', 'Priorities never change.', [BONUS, 'const bonus = 0;']),
  one('bonus-of-ten', 'LO2', 'The bonus goes from 0 to 10.', [
    BONUS,
    'const bonus = Math.floor((this.credit[thread] * 10) / this.sleepCycles);',
  ]),
  one('punishes-sleep', 'LO2', 'Adds the bonus where it should subtract it.', [
    LEVEL,
    'this.levels[thread] = own < 100 ? own : Math.min(139, Math.max(100, own + bonus));',
  ]),
  one('real-time-by-bonus', 'LO2', 'Gives real-time threads a bonus too.', [
    LEVEL,
    'this.levels[thread] = own < 100 ? Math.min(99, Math.max(0, own - bonus)) : Math.min(139, Math.max(100, own - bonus));',
  ]),
  one('rises-to-real-time', 'LO2', 'Does not stop at 100.', [
    LEVEL,
    'this.levels[thread] = own < 100 ? own : Math.min(139, own - bonus);',
  ]),
  one('begins-without-credit', 'LO2', 'New threads begin with the worst bonus.', [
    BEGIN,
    'this.credit[thread] = 0;',
  ]),
  one('credit-without-end', 'LO2', 'Sleep counts without end, so that it takes long to run it off.', [
    MOST,
    '',
  ]),
  one('credit-is-the-last-sleep', 'LO2', 'Only the last sleep counts.', [
    SLEPT,
    'this.credit[thread] = this.services.now() - this.asleep[thread];',
  ]),
  one('running-costs-no-credit', 'LO2', 'What was slept is never run off.', [RUN_OFF, '']),
  one('wakes-as-before', 'LO2', 'Sets no priority when a thread wakes.', [
    WAKE_LEVEL,
    '}\n    if (reason > 1) {',
  ]),
  one('rounds-to-nearest', 'LO2', 'Rounds the bonus.', [
    BONUS,
    'const bonus = Math.round((this.credit[thread] * 10) / this.sleepCycles) - 5;',
  ]),
  one(
    'set-whenever-it-waits',
    'LO3',
    'Sets the priority anew also of a thread that was displaced or gave its core up.',
    [RENEW, 'if (isOver) this.renew(thread); else this.setLevel(thread);'],
  ),
];

const slices: readonly WrongSolution[] = [
  one('longest-for-the-worst', 'LO4', 'The lower the priority, the longer the slice.', [
    STEPS,
    '(priority - 99) * (priority < 120 ? 20 : 5)',
  ]),
  one('five-milliseconds-a-step', 'LO4', 'Forgets that slices above the default are four times as long.', [
    STEPS,
    '(140 - priority) * 5',
  ]),
  one('default-is-favoured', 'LO4', 'Gives the default priority the long steps too.', [
    STEPS,
    '(140 - priority) * (priority <= 120 ? 20 : 5)',
  ]),
  one('slice-by-the-bonus', 'LO4', 'Works slices out from the priority with its bonus.', [
    REAL_TIME_SLICE,
    'this.setLevel(thread); const priority = own < 100 ? 120 : this.levels[thread];',
  ]),
  one('new-slice-after-sleep', 'LO4', 'Whoever wakes begins a new slice.', [
    SLEPT,
    `this.renew(thread); ${SLEPT}`,
  ]),
  one(
    'whole-slices-only',
    'LO4',
    'Every dispatch begins a new slice.',
    [TAKE, `${TAKE} if (thread >= 0) this.left[thread] = this.sliceOf(thread);`],
    [
      'private setLevel(thread: number): void {',
      'private sliceOf(thread: number): number {\n    const own = this.services.priority(thread);\n    const priority = own < 100 ? 120 : own;\n    return (140 - priority) * (priority < 120 ? 20 : 5) * this.millisecondCycles;\n  }\n\n  private setLevel(thread: number): void {',
    ],
  ),
];

const arrays: readonly WrongSolution[] = [
  one('never-expires', 'LO5', 'Puts everybody back into the active array.', [
    EXPIRES,
    'const expires = false;',
  ]),
  one('displaced-expire', 'LO5', 'A thread that makes room for a better one expires.', [
    EXPIRES,
    'const expires = this.levels[thread] >= 100;',
  ]),
  one('real-time-expires', 'LO5', 'Real-time threads expire too.', [
    EXPIRES,
    'const expires = isOver || reason === 3;',
  ]),
  one('yields-stay-active', 'LO5', 'Whoever gives its core up stays active.', [
    EXPIRES,
    'const expires = this.levels[thread] >= 100 && isOver;',
  ]),
  one('wakes-expired', 'LO5', 'Whoever wakes waits for the next round.', [
    COMES,
    'this.put(reason === 1 && this.levels[thread] >= 100 ? this.expired : this.active, thread, false);',
  ]),
  {
    name: 'best-of-both',
    fails: 'LO6',
    also: ['LO7'],
    why: 'Takes the expired array whenever somebody is there.',
    base,
    replace: [
      [SWAP, 'if (this.expired.length > 0) [this.active, this.expired] = [this.expired, this.active];'],
    ],
  },
  one('never-swaps', 'LO10', 'Idles while only expired threads wait.', [SWAP, '']),
  one('four-words', 'LO10', 'Forgets the fifth word of the bitmap.', [
    WORDS,
    'for (let word = 0; word < 4; word++) {',
  ]),
  one('worst-first', 'LO6', 'Looks at the words from the end.', [
    'if (array.words[word] === 0) continue;',
    'if (array.words[word] === 0 || (word < 4 && array.words[word + 1] !== 0)) continue;',
  ]),
  one('last-of-the-list', 'LO7', 'Takes the last of a list.', [
    'const thread = list.shift() as number;',
    'const thread = list.pop() as number;',
  ]),
  one('displaced-to-the-end', 'LO7', 'A thread that was displaced goes to the end of its list.', [
    LIST_FRONT,
    'if (inFront) array.lists[level].push(thread);',
  ]),
  one('all-to-the-front', 'LO7', 'Everybody goes to the front.', [
    LIST_END,
    'else array.lists[level].unshift(thread);',
  ]),
];

const cores: readonly WrongSolution[] = [
  one('takes-no-core', 'LO8', 'Waits until a slice is used up.', [IDLE, 'if (core >= 0) return 0;']),
  one('takes-any-worse-core', 'LO8', 'Takes the first core with a worse thread.', [
    WORSE,
    'if (victim === -1 && level > worst) {',
  ]),
  one('takes-from-equals', 'LO8', 'Takes the core of an equal.', [
    WORSE,
    'if (level > worst || (victim === -1 && level === worst)) {',
  ]),
  one('same-core-twice', 'LO8', 'Forgets that it has promised the core already.', [PROMISE, '']),
  one('takes-a-core-while-one-idles', 'LO8', 'Takes a core although another one is free.', [
    IDLE,
    'if (this.onCore[core] === -1) continue;',
  ]),
  one('room-for-the-active', 'LO9', 'Runs on while only expired threads wait.', [
    ROOM,
    'if (this.active.length > 0) return 1;',
  ]),
  one('always-room', 'LO9', 'Makes room although nobody waits.', [AGAIN, 'return 1;']),
];

const losing: readonly WrongSolution[] = [
  one('forgets-yielding', 'LO10', 'Takes a thread that gave its core up for one that is over.', [
    BACK,
    `if (reason !== 3) ${BACK}`,
  ]),
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'looks-at-every-list',
    exceeds: ['policy-cycles'],
    why: 'Counts who waits in all 140 lists whenever it puts or takes a thread, and at each tick.',
    base,
    replace: [
      [
        WORDS,
        'let waiting = 0;\n    for (const list of array.lists) if (list.length > 0) waiting += list.length;\n    for (let word = 0; word < 5 && waiting > 0; word++) {',
      ],
      [
        LIST_FRONT,
        `array.length = 0;\n    for (const list of array.lists) array.length += list.length;\n    ${LIST_FRONT}`,
      ],
      [
        ROOM,
        `for (const array of [this.active, this.expired]) {\n      array.length = 0;\n      for (const list of array.lists) array.length += list.length;\n    }\n    ${ROOM}`,
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...bonuses,
  ...slices,
  ...arrays,
  ...cores,
  ...losing,
  ...overBudget,
];

export default wrong;
