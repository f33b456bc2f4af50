import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution. */
const naive = 'right/naive';

// Texts of the naive solution that several mistakes replace.
const FIELDS = 'private readonly ticks: number[] = [];';
const ENTER = 'if (reason === 0) this.levelOf[thread] = 0;';
const RISE = 'if (reason === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;';
const PUT = 'this.queues[this.levelOf[thread]].push(thread);';
const BOOST_IN_TICK = 'if (this.boostWhenDue()) return 0;';
const NOBODY = 'if (level === this.levels) return -1;';
const DISPATCH = `this.ticks[core] = 0;
    return this.queues[level].shift() as number;`;
const RESET = `${NOBODY}
    this.ticks[core] = 0;`;
const TAKE = 'return this.queues[level].shift() as number;';
const COUNT = 'this.ticks[core]++;';
const SLICE = 'this.quantumTicks * 2 ** level';
const NOT_OVER = 'if (this.ticks[core] < this.quantumTicks * 2 ** level)';
const OVERTAKE = 'return this.highest() < level ? 1 : 0;';
const NEW_SLICE = `this.ticks[core] = 0;
    if (level < this.levels - 1)`;
const SINK = 'if (level < this.levels - 1) this.levelOf[running]++;';
const AT_END = 'return this.highest() <= this.levelOf[running] ? 1 : 0;';
const DUE = 'if (now < this.nextBoost) return false;';
const NEXT = 'this.nextBoost = (Math.floor(now / this.boostCycles) + 1) * this.boostCycles;';
const JOIN = 'for (const thread of this.queues[level]) this.queues[0].push(thread);';
const RAISE = 'this.levelOf.fill(0);';
const RESTART = 'this.ticks.fill(0);';
const RESTART_END = `${RESTART}
    return true;`;

const answers: readonly WrongSolution[] = [
  {
    name: 'picks-without-removing',
    fails: 'ML1',
    also: ['ML2', 'ML3', 'ML4', 'ML5', 'ML6', 'ML7', 'ML8', 'ML9', 'ML10'],
    why: 'Looks at the head of the queue and leaves it there.',
    base: naive,
    replace: [[TAKE, 'return this.queues[level][0];']],
  },
  {
    name: 'answers-nothing',
    fails: 'ML1',
    why: 'Returns nothing when nobody waits; nothing counts as 0, which is a thread.',
    base: naive,
    replace: [[NOBODY, 'if (level === this.levels) return undefined as unknown as number;']],
  },
  {
    name: 'tick-answers-two',
    fails: 'ML1',
    why: 'Answers 2 at the end of a slice.',
    base: naive,
    replace: [[AT_END, 'return this.highest() <= this.levelOf[running] ? 2 : 0;']],
  },
  {
    name: 'sinks-below-the-bottom',
    fails: 'ML1',
    why: 'Does not stop at the bottom.',
    base: naive,
    replace: [
      [SINK, 'this.levelOf[running]++;'],
      [PUT, 'this.queues[Math.min(this.levelOf[thread], this.levels - 1)].push(thread);'],
    ],
  },
  {
    name: 'rises-above-the-top',
    fails: 'ML1',
    why: 'Does not stop at the top.',
    base: naive,
    replace: [
      [RISE, 'if (reason === 1) this.levelOf[thread]--;'],
      [PUT, 'this.queues[Math.max(this.levelOf[thread], 0)].push(thread);'],
    ],
  },
];

const entering: readonly WrongSolution[] = [
  {
    name: 'enters-at-the-bottom',
    fails: 'ML2',
    why: 'New threads begin at the bottom.',
    base: naive,
    replace: [[ENTER, 'if (reason === 0) this.levelOf[thread] = this.levels - 1;']],
  },
  {
    name: 'enters-at-the-second-level',
    fails: 'ML2',
    why: 'New threads begin below the top.',
    base: naive,
    replace: [[ENTER, 'if (reason === 0) this.levelOf[thread] = Math.min(1, this.levels - 1);']],
  },
  {
    name: 'enters-on-the-highest-waiting-level',
    fails: 'ML2',
    why: 'New threads join those that wait.',
    base: naive,
    replace: [[ENTER, 'if (reason === 0) this.levelOf[thread] = this.highest() % this.levels;']],
  },
  {
    name: 'highest-thread-enters-at-the-bottom',
    fails: 'ML2',
    why: 'Takes the last thread for another kind.',
    base: naive,
    replace: [
      [
        ENTER,
        'if (reason === 0) this.levelOf[thread] = thread === this.levelOf.length - 1 ? this.levels - 1 : 0;',
      ],
    ],
  },
];

const slices: readonly WrongSolution[] = [
  {
    name: 'never-sinks',
    fails: 'ML3',
    also: ['ML2', 'ML4', 'ML5', 'ML6', 'ML8', 'ML9'],
    why: 'Every thread stays at the top.',
    base: naive,
    replace: [[SINK, '']],
  },
  {
    name: 'sinks-to-the-bottom',
    fails: 'ML3',
    why: 'Drops a thread that used its slice to the bottom at once.',
    base: naive,
    replace: [[SINK, 'this.levelOf[running] = this.levels - 1;']],
  },
  {
    name: 'never-reaches-the-bottom',
    fails: 'ML3',
    why: 'Stops a level too high.',
    base: naive,
    replace: [[SINK, 'if (level < this.levels - 2) this.levelOf[running]++;']],
  },
  {
    name: 'sinks-only-when-others-wait',
    fails: 'ML3',
    why: 'A thread that is alone keeps its level.',
    base: naive,
    replace: [
      [SINK, 'if (level < this.levels - 1 && this.highest() < this.levels) this.levelOf[running]++;'],
    ],
  },
  {
    name: 'thread-zero-never-sinks',
    fails: 'ML3',
    why: 'Takes thread 0 for no thread.',
    base: naive,
    replace: [[SINK, 'if (running && level < this.levels - 1) this.levelOf[running]++;']],
  },
  {
    name: 'slice-a-tick-too-long',
    fails: 'ML3',
    why: 'Compares with <= instead of <.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] <= this.quantumTicks * 2 ** level)']],
  },
  {
    name: 'slice-a-tick-too-short',
    fails: 'ML3',
    why: 'Ends a slice a tick too soon, unless it is a single tick.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] < this.quantumTicks * 2 ** level - 1)']],
  },
  {
    name: 'same-slice-on-all-levels',
    fails: 'ML3',
    why: 'Gives every level the slice of the top.',
    base: naive,
    replace: [[SLICE, 'this.quantumTicks']],
  },
  {
    name: 'slice-grows-by-a-quantum',
    fails: 'ML3',
    why: 'The slice of level l is l + 1 quanta.',
    base: naive,
    replace: [[SLICE, 'this.quantumTicks * (level + 1)']],
  },
  {
    name: 'slice-two-to-the-level',
    fails: 'ML3',
    why: 'Forgets the quantum.',
    base: naive,
    replace: [[SLICE, '2 ** level']],
  },
  {
    name: 'slice-not-restarted-at-dispatch',
    fails: 'ML3',
    why: 'Does not begin a new slice at a dispatch.',
    base: naive,
    replace: [[DISPATCH, TAKE]],
  },
  {
    name: 'slice-not-restarted-at-its-end',
    fails: 'ML3',
    why: 'A thread that runs on after its slice has none left on its new level.',
    base: naive,
    replace: [[NEW_SLICE, 'if (level < this.levels - 1)']],
  },
  {
    name: 'no-new-slice-at-the-bottom',
    fails: 'ML3',
    why: 'At the bottom, where nobody sinks, a slice that is over stays over.',
    base: naive,
    replace: [
      [NEW_SLICE, 'if (level < this.levels - 1) this.ticks[core] = 0;\n    if (level < this.levels - 1)'],
    ],
  },
  {
    name: 'slice-of-ten-bits',
    fails: 'ML3',
    why: 'The longest slice has 1,024 ticks, which do not fit into ten bits.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] < ((this.quantumTicks * 2 ** level) & 0x3ff))']],
  },
  {
    name: 'slice-at-most-512',
    fails: 'ML3',
    why: 'No slice is longer than 512 ticks.',
    base: naive,
    replace: [[NOT_OVER, 'if (this.ticks[core] < Math.min(512, this.quantumTicks * 2 ** level))']],
  },
  {
    name: 'keeps-what-is-left',
    fails: 'ML3',
    why: 'A thread that comes back goes on with what it left of its slice.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly used: number[] = [];`],
      [RESET, `${NOBODY} this.ticks[core] = this.used[this.queues[level][0]] ?? 0;`],
      [COUNT, 'this.ticks[core]++; this.used[running] = this.ticks[core];'],
      [NEW_SLICE, 'this.ticks[core] = 0; this.used[running] = 0; if (level < this.levels - 1)'],
      [RESTART, `${RESTART} this.used.fill(0);`],
    ],
  },
  {
    name: 'one-count-for-all-cores',
    fails: 'ML3',
    why: 'Counts the ticks of all cores together.',
    base: naive,
    replace: [
      [RESET, `${NOBODY} this.ticks[0] = 0;`],
      [COUNT, 'this.ticks[0]++;'],
      [NOT_OVER, 'if (this.ticks[0] < this.quantumTicks * 2 ** level)'],
      [NEW_SLICE, 'this.ticks[0] = 0; if (level < this.levels - 1)'],
    ],
  },
  {
    name: 'dispatch-restarts-every-core',
    fails: 'ML3',
    why: 'A dispatch on one core begins a new slice on all.',
    base: naive,
    replace: [
      [RESET, `${NOBODY} for (let each = 0; each < this.ticks.length; each++) this.ticks[each] = 0;`],
    ],
  },
  {
    name: 'core-zero-not-restarted',
    fails: 'ML3',
    why: 'Takes core 0 for no core.',
    base: naive,
    replace: [[RESET, `${NOBODY} if (core) this.ticks[core] = 0;`]],
  },
  {
    name: 'highest-core-not-restarted',
    fails: 'ML3',
    why: 'Does not begin a slice on the last core.',
    base: naive,
    replace: [[RESET, `${NOBODY} if (core < this.ticks.length - 1) this.ticks[core] = 0;`]],
  },
  {
    name: 'later-dispatches-a-tick-short',
    fails: 'ML3',
    why: 'Every dispatch of a thread but its first is a tick short.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly ran = new Set<number>();`],
      [
        RESET,
        `${NOBODY} const [next] = this.queues[level]; this.ticks[core] = this.ran.has(next) ? 1 : 0; this.ran.add(next);`,
      ],
    ],
  },
  {
    name: 'counts-only-while-others-wait',
    fails: 'ML3',
    why: 'A tick without a waiting thread does not count.',
    base: naive,
    replace: [[COUNT, 'if (this.highest() < this.levels) this.ticks[core]++;']],
  },
  {
    name: 'count-of-eight-bits',
    fails: 'ML3',
    why: 'The count wraps at 256.',
    base: naive,
    replace: [[COUNT, 'this.ticks[core] = (this.ticks[core] + 1) & 0xff;']],
  },
];

const keeping: readonly WrongSolution[] = [
  {
    name: 'sinks-on-yield',
    fails: 'ML4',
    why: 'Lowers a thread also when it gave its core up in good time.',
    base: naive,
    replace: [
      [PUT, `if (reason === 3 && this.levelOf[thread] < this.levels - 1) this.levelOf[thread]++; ${PUT}`],
    ],
  },
  {
    name: 'rises-on-yield',
    fails: 'ML4',
    why: 'Raises a thread that gave its core up as if it came back from a device.',
    base: naive,
    replace: [[RISE, 'if (reason % 2 === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;']],
  },
  {
    name: 'sinks-when-overtaken',
    fails: 'ML3',
    why: 'Lowers a thread that makes room in the middle of its slice.',
    base: naive,
    replace: [
      [
        OVERTAKE,
        '{ if (this.highest() >= level) return 0; if (level < this.levels - 1) this.levelOf[running]++; return 1; }',
      ],
    ],
  },
  {
    name: 'rises-when-overtaken',
    fails: 'ML3',
    why: 'Raises a thread that makes room in the middle of its slice.',
    base: naive,
    replace: [[OVERTAKE, '{ if (this.highest() >= level) return 0; this.levelOf[running]--; return 1; }']],
  },
  {
    name: 'dispatch-raises',
    fails: 'ML4',
    why: 'A thread that is dispatched goes to the top.',
    base: naive,
    replace: [
      [TAKE, 'this.levelOf[this.queues[level][0]] = 0; return this.queues[level].shift() as number;'],
    ],
  },
  {
    name: 'yield-begins-afresh',
    fails: 'ML4',
    why: 'A thread that gave its core up enters as a new one.',
    base: naive,
    replace: [[ENTER, 'if (reason === 0 || reason === 3) this.levelOf[thread] = 0;']],
  },
];

const rising: readonly WrongSolution[] = [
  {
    name: 'stays-after-device',
    fails: 'ML5',
    why: 'Does not raise a thread that comes back from a device.',
    base: naive,
    replace: [[RISE, '']],
  },
  {
    name: 'jumps-to-the-top',
    fails: 'ML5',
    why: 'Raises a thread that comes back from a device to the top at once.',
    base: naive,
    replace: [[RISE, 'if (reason === 1) this.levelOf[thread] = 0;']],
  },
  {
    name: 'rises-by-two',
    fails: 'ML5',
    why: 'Raises a thread that comes back from a device by two levels.',
    base: naive,
    replace: [[RISE, 'if (reason === 1) this.levelOf[thread] = Math.max(0, this.levelOf[thread] - 2);']],
  },
  {
    name: 'sinks-after-device',
    fails: 'ML5',
    why: 'Lowers a thread that comes back from a device.',
    base: naive,
    replace: [[RISE, 'if (reason === 1 && this.levelOf[thread] < this.levels - 1) this.levelOf[thread]++;']],
  },
  {
    name: 'never-rises-to-the-top',
    fails: 'ML5',
    why: 'Stops a level below the top.',
    base: naive,
    replace: [[RISE, 'if (reason === 1 && this.levelOf[thread] > 1) this.levelOf[thread]--;']],
  },
  {
    name: 'never-rises-from-the-bottom',
    fails: 'ML5',
    why: 'Who is at the bottom stays there.',
    base: naive,
    replace: [
      [
        RISE,
        'if (reason === 1 && this.levelOf[thread] > 0 && this.levelOf[thread] < this.levels - 1) this.levelOf[thread]--;',
      ],
    ],
  },
  {
    name: 'thread-zero-never-rises',
    fails: 'ML5',
    why: 'Takes thread 0 for no thread.',
    base: naive,
    replace: [[RISE, 'if (thread && reason === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;']],
  },
];

const boosts: readonly WrongSolution[] = [
  {
    name: 'never-boosts',
    fails: 'ML6',
    why: 'Forgets boosts.',
    base: naive,
    replace: [[DUE, 'if (now >= 0) return false;']],
  },
  {
    name: 'boosts-once',
    fails: 'ML6',
    why: 'Forgets when the next boost is due.',
    base: naive,
    replace: [[NEXT, 'this.nextBoost = Number.MAX_SAFE_INTEGER;']],
  },
  {
    name: 'boosts-a-cycle-late',
    fails: 'ML6',
    why: 'A boost is due only after the multiple of boostCycles.',
    base: naive,
    replace: [[DUE, 'if (now <= this.nextBoost) return false;']],
  },
  {
    name: 'next-boost-from-now',
    fails: 'ML6',
    why: 'The next boost is a period after this one took place, not at the next multiple.',
    base: naive,
    replace: [[NEXT, 'this.nextBoost = now + this.boostCycles;']],
  },
  {
    name: 'next-boost-one-period-on',
    fails: 'ML3',
    why: 'Makes up for boosts that fell into a time without calls.',
    base: naive,
    replace: [[NEXT, 'this.nextBoost += this.boostCycles;']],
  },
  {
    name: 'boosts-only-in-pick',
    fails: 'ML6',
    why: 'Does not look for a boost in tick.',
    base: naive,
    replace: [[BOOST_IN_TICK, '']],
  },
  {
    name: 'boosts-also-in-enqueue',
    fails: 'ML6',
    why: 'A boost takes place in enqueue when that comes first.',
    base: naive,
    replace: [[ENTER, `this.boostWhenDue(); ${ENTER}`]],
  },
  {
    name: 'boost-tick-counts',
    fails: 'ML6',
    why: 'The tick of a boost is the first of the new slice.',
    base: naive,
    replace: [[BOOST_IN_TICK, 'this.boostWhenDue();']],
  },
  {
    name: 'boost-tick-preempts',
    fails: 'ML6',
    why: 'After a boost in tick somebody else is to run.',
    base: naive,
    replace: [[BOOST_IN_TICK, 'if (this.boostWhenDue()) return this.highest() < this.levels ? 1 : 0;']],
  },
  {
    name: 'boosts-only-when-somebody-waits',
    fails: 'ML6',
    why: 'Without a waiting thread there is no boost.',
    base: naive,
    replace: [[NEXT, `${NEXT} if (this.highest() === this.levels) return false;`]],
  },
  {
    name: 'boosts-all-but-blocked',
    fails: 'ML6',
    why: 'Leaves threads that wait for a device where they are.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private readonly ready = new Set<number>();`],
      [PUT, `${PUT} this.ready.add(thread);`],
      [TAKE, `const thread = this.queues[level].shift() as number; this.runs[core] = thread; return thread;`],
      [
        RAISE,
        'for (const level of this.queues) for (const thread of level) this.levelOf[thread] = 0; for (const thread of this.runs) if (thread >= 0) this.levelOf[thread] = 0;',
      ],
      ['private nextBoost: number;', 'private nextBoost: number; private readonly runs: number[] = [];'],
      [NOBODY, 'this.runs[core] = -1; if (level === this.levels) return -1;'],
    ],
  },
  {
    name: 'boosts-only-waiting',
    fails: 'ML6',
    why: 'Raises only the threads in the queues.',
    base: naive,
    replace: [
      [RAISE, 'for (const level of this.queues) for (const thread of level) this.levelOf[thread] = 0;'],
    ],
  },
  {
    name: 'boosts-all-but-the-running',
    fails: 'ML6',
    why: 'The thread on the calling core keeps its level.',
    base: naive,
    replace: [
      [
        BOOST_IN_TICK,
        'const own = this.levelOf[running]; if (this.boostWhenDue()) { this.levelOf[running] = own; return 0; }',
      ],
    ],
  },
  {
    name: 'boosts-by-one-level',
    fails: 'ML6',
    why: 'Raises every thread by one level.',
    base: naive,
    replace: [
      [JOIN, 'for (const thread of this.queues[level]) this.queues[level - 1].push(thread);'],
      [
        RAISE,
        'for (let thread = 0; thread < this.levelOf.length; thread++) if (this.levelOf[thread] > 0) this.levelOf[thread]--;',
      ],
    ],
  },
  {
    name: 'boosts-all-but-the-bottom',
    fails: 'ML6',
    why: 'The loop over the levels ends one too soon.',
    base: naive,
    replace: [
      [
        'for (let level = 1; level < this.levels; level++) {',
        'for (let level = 1; level < this.levels - 1; level++) {',
      ],
      [
        RAISE,
        'for (let thread = 0; thread < this.levelOf.length; thread++) if (this.levelOf[thread] < this.levels - 1) this.levelOf[thread] = 0;',
      ],
    ],
  },
  {
    name: 'thread-zero-not-boosted',
    fails: 'ML6',
    why: 'The loop over the threads begins at 1.',
    base: naive,
    replace: [[RAISE, 'this.levelOf.fill(0, 1);']],
  },
  {
    name: 'highest-thread-not-boosted',
    fails: 'ML6',
    why: 'The loop over the threads ends one too soon.',
    base: naive,
    replace: [[RAISE, 'this.levelOf.fill(0, 0, this.levelOf.length - 1);']],
  },
  {
    name: 'boost-restarts-no-slice',
    fails: 'ML6',
    why: 'Running threads go on with the slice that they had.',
    base: naive,
    replace: [[RESTART, '']],
  },
  {
    name: 'boost-restarts-one-slice',
    fails: 'ML6',
    why: 'Only the thread on the calling core begins a new slice.',
    base: naive,
    replace: [
      [RESTART, ''],
      [BOOST_IN_TICK, 'if (this.boostWhenDue()) { this.ticks[core] = 0; return 0; }'],
    ],
  },
  {
    name: 'boost-restarts-core-zero',
    fails: 'ML6',
    why: 'Only the thread on core 0 begins a new slice.',
    base: naive,
    replace: [[RESTART, 'this.ticks[0] = 0;']],
  },
  {
    name: 'boost-restarts-all-but-the-highest-core',
    fails: 'ML6',
    why: 'The loop over the cores ends one too soon.',
    base: naive,
    replace: [[RESTART, 'this.ticks.fill(0, 0, Math.max(1, this.ticks.length - 1));']],
  },
  {
    name: 'boost-of-all-at-the-top-restarts-nothing',
    fails: 'ML6',
    why: 'Skips the boost when no thread is below the top.',
    base: naive,
    replace: [[NEXT, `${NEXT} if (this.levelOf.every((level) => level === 0)) return false;`]],
  },
  {
    name: 'boost-orders-by-number',
    fails: 'ML6',
    also: ['ML7'],
    why: 'After a boost the threads line up by number.',
    base: naive,
    replace: [[RESTART_END, 'this.queues[0].sort((a, b) => a - b); this.ticks.fill(0); return true;']],
  },
  {
    name: 'boost-lines-up-from-the-bottom',
    fails: 'ML6',
    why: 'Those from the lowest level line up first.',
    base: naive,
    replace: [[JOIN, 'this.queues[0].unshift(...this.queues[level]);']],
  },
  {
    name: 'boost-turns-the-queues-round',
    fails: 'ML7',
    why: 'Takes the queues of the lower levels from their ends.',
    base: naive,
    replace: [[JOIN, 'for (const thread of this.queues[level].reverse()) this.queues[0].push(thread);']],
  },
];

const order: readonly WrongSolution[] = [
  {
    name: 'one-queue',
    fails: 'ML7',
    why: 'Takes who has waited longest, whatever the level.',
    base: naive,
    replace: [
      [FIELDS, `${FIELDS} private since: number[] = []; private calls = 0;`],
      [PUT, `${PUT} this.since[thread] = this.calls++;`],
      [
        TAKE,
        'let from = level; for (let each = level; each < this.levels; each++) if (this.queues[each].length > 0 && this.since[this.queues[each][0]] < this.since[this.queues[from][0]]) from = each; return this.queues[from].shift() as number;',
      ],
    ],
  },
  {
    name: 'lowest-level-first',
    fails: 'ML7',
    why: 'Takes from the lowest level that has a thread.',
    base: naive,
    replace: [
      [
        TAKE,
        'let from = this.levels - 1; while (this.queues[from].length === 0) from--; return this.queues[from].shift() as number;',
      ],
    ],
  },
  {
    name: 'last-in-first-out',
    fails: 'ML7',
    why: 'A stack for each level.',
    base: naive,
    replace: [[TAKE, 'return this.queues[level].pop() as number;']],
  },
  {
    name: 'created-to-the-front',
    fails: 'ML7',
    why: 'New threads go to the head of their level.',
    base: naive,
    replace: [[PUT, `if (reason === 0) this.queues[0].unshift(thread); else ${PUT}`]],
  },
  {
    name: 'woken-to-the-front',
    fails: 'ML7',
    why: 'Threads that come back from a device go to the head of their level.',
    base: naive,
    replace: [[PUT, `if (reason === 1) this.queues[this.levelOf[thread]].unshift(thread); else ${PUT}`]],
  },
  {
    name: 'preempted-to-the-front',
    fails: 'ML7',
    why: 'Preempted threads go to the head of their level.',
    base: naive,
    replace: [[PUT, `if (reason === 2) this.queues[this.levelOf[thread]].unshift(thread); else ${PUT}`]],
  },
  {
    name: 'yielded-to-the-front',
    fails: 'ML7',
    why: 'Threads that gave their core up go to the head of their level.',
    base: naive,
    replace: [[PUT, `if (reason === 3) this.queues[this.levelOf[thread]].unshift(thread); else ${PUT}`]],
  },
  {
    name: 'lowest-number-first',
    fails: 'ML7',
    why: 'Keeps each level in order of thread numbers.',
    base: naive,
    replace: [[PUT, `${PUT} this.queues[this.levelOf[thread]].sort((a, b) => a - b);`]],
  },
  {
    name: 'highest-core-takes-the-tail',
    fails: 'ML7',
    why: 'The core with the highest number, where there are several, takes from the other end.',
    base: naive,
    replace: [
      [
        TAKE,
        'return (core > 0 && core === this.ticks.length - 1 ? this.queues[level].pop() : this.queues[level].shift()) as number;',
      ],
    ],
  },
  {
    name: 'leaves-the-bottom',
    fails: 'ML7',
    also: ['ML10'],
    why: 'The search for a level ends one too soon.',
    base: naive,
    replace: [[NOBODY, 'if (level >= this.levels - 1 && level > 0) return -1;']],
  },
  {
    name: 'highest-core-never-works',
    fails: 'ML7',
    why: 'The core with the highest number, where there are several, stays idle.',
    base: naive,
    replace: [
      [NOBODY, 'if (level === this.levels || (core > 0 && core === this.ticks.length - 1)) return -1;'],
    ],
  },
];

const preempting: readonly WrongSolution[] = [
  {
    name: 'never-preempts',
    fails: 'ML8',
    also: ['ML3', 'ML9'],
    why: 'Lets every thread run until it leaves.',
    base: naive,
    replace: [
      [OVERTAKE, 'return 0;'],
      [AT_END, 'return 0;'],
    ],
  },
  {
    name: 'never-overtakes',
    fails: 'ML8',
    why: 'Makes nobody wait for a thread on a higher level before the slice is over.',
    base: naive,
    replace: [[OVERTAKE, 'return 0;']],
  },
  {
    name: 'overtakes-only-from-the-top',
    fails: 'ML8',
    why: 'Looks only at level 0.',
    base: naive,
    replace: [[OVERTAKE, 'return level > 0 && this.queues[0].length > 0 ? 1 : 0;']],
  },
  {
    name: 'overtakes-only-by-two-levels',
    fails: 'ML8',
    why: 'The level just above does not count.',
    base: naive,
    replace: [[OVERTAKE, 'return this.highest() < level - 1 ? 1 : 0;']],
  },
  {
    name: 'equals-wait',
    fails: 'ML3',
    why: 'At the end of a slice a thread on the same level does not count.',
    base: naive,
    replace: [[AT_END, 'return this.highest() < this.levelOf[running] ? 1 : 0;']],
  },
  {
    name: 'level-before-sinking',
    fails: 'ML3',
    why: 'At the end of a slice compares with the level that the thread had.',
    base: naive,
    replace: [[AT_END, 'return this.highest() <= level ? 1 : 0;']],
  },
  {
    name: 'no-turns-at-the-bottom',
    fails: 'ML3',
    why: 'Who is at the bottom runs until somebody waits above.',
    base: naive,
    replace: [
      [
        AT_END,
        'return this.highest() <= Math.min(this.levelOf[running], Math.max(0, this.levels - 2)) ? 1 : 0;',
      ],
    ],
  },
  {
    name: 'thread-zero-stays',
    fails: 'ML8',
    also: ['ML3'],
    why: 'Never preempts thread 0.',
    base: naive,
    replace: [[AT_END, 'return running && this.highest() <= this.levelOf[running] ? 1 : 0;']],
  },
  {
    name: 'highest-core-stays',
    fails: 'ML8',
    why: 'Never preempts on the last of several cores.',
    base: naive,
    replace: [
      [OVERTAKE, 'return this.highest() < level && (core === 0 || core < this.ticks.length - 1) ? 1 : 0;'],
    ],
  },
  {
    name: 'preempts-for-anyone',
    fails: 'ML9',
    why: 'At the end of a slice makes room also for a thread on a lower level.',
    base: naive,
    replace: [[AT_END, 'return this.highest() < this.levels ? 1 : 0;']],
  },
  {
    name: 'preempts-for-equals',
    fails: 'ML3',
    why: 'Makes room for a thread on the same level in the middle of a slice.',
    base: naive,
    replace: [[OVERTAKE, 'return this.highest() <= level ? 1 : 0;']],
  },
  {
    name: 'preempts-when-alone',
    fails: 'ML9',
    why: 'Does not ask whether anybody waits.',
    base: naive,
    replace: [[AT_END, 'return 1;']],
  },
  {
    name: 'preempts-for-one-level-below',
    fails: 'ML9',
    why: 'At the end of a slice sinks once more in its comparison.',
    base: naive,
    replace: [
      [AT_END, 'return this.highest() <= Math.min(this.levelOf[running] + 1, this.levels - 1) ? 1 : 0;'],
    ],
  },
];

const losing: readonly WrongSolution[] = [
  {
    name: 'forgets-woken',
    fails: 'ML10',
    why: 'Does not take a thread that comes back from a device into a queue.',
    base: naive,
    replace: [[PUT, `if (reason !== 1) ${PUT}`]],
  },
  {
    name: 'forgets-preempted',
    fails: 'ML10',
    why: 'Does not take a preempted thread back into a queue.',
    base: naive,
    replace: [[PUT, `if (reason !== 2) ${PUT}`]],
  },
  {
    name: 'forgets-yielded',
    fails: 'ML10',
    why: 'Does not take a thread that gave its core up back into a queue.',
    base: naive,
    replace: [[PUT, `if (reason !== 3) ${PUT}`]],
  },
  {
    name: 'never-takes-thread-zero',
    fails: 'ML10',
    why: 'Takes thread 0 for no thread.',
    base: naive,
    replace: [[PUT, `if (thread) ${PUT}`]],
  },
  {
    name: 'never-takes-the-highest-thread',
    fails: 'ML10',
    why: 'Has no place for thread maxThreads - 1.',
    base: naive,
    replace: [[PUT, `if (thread === 0 || thread < this.levelOf.length - 1) ${PUT}`]],
  },
  {
    name: 'boost-empties-the-queues',
    fails: 'ML10',
    why: 'A boost forgets the threads on the lower levels.',
    base: naive,
    replace: [[JOIN, '']],
  },
  {
    name: 'levels-of-thirty-two',
    fails: 'ML10',
    why: 'Drops a thread when 32 wait on its level already.',
    base: naive,
    replace: [[PUT, `if (this.queues[this.levelOf[thread]].length < 32) ${PUT}`]],
  },
  {
    name: 'levels-of-fifty-nine',
    fails: 'ML10',
    why: 'Drops a thread when 59 wait on its level already: one fewer than there can be.',
    base: naive,
    replace: [[PUT, `if (this.queues[this.levelOf[thread]].length < 59) ${PUT}`]],
  },
  {
    name: 'sixty-look-like-none',
    fails: 'ML10',
    why: 'A level is a ring of exactly 60 places: when all are taken, head and tail meet as in an empty one.',
    base: naive,
    replace: [
      [
        'if (this.queues[level].length > 0) return level;',
        'if (this.queues[level].length % 60 !== 0) return level;',
      ],
    ],
  },
];

const overBudget: readonly WrongSolution[] = [
  {
    name: 'looks-thirty-times',
    exceeds: ['policy-cycles'],
    why: 'Looks at every thread thirty times at each pick.',
    base: 'right/one-list',
    replace: [
      [
        'let best = -1;',
        'let best = -1; for (let round = 0; round < 30; round++) for (const job of this.jobs) if (job.used < 0) best = -1;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...entering,
  ...slices,
  ...keeping,
  ...rising,
  ...boosts,
  ...order,
  ...preempting,
  ...losing,
  ...overBudget,
];

export default wrong;
