import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make, on the naive solution where nothing else is said. */
const naive = 'right/naive';

const RUNS = 'this.away = this.away.filter((each) => each !== thread);';
const QUIET = 'if (this.away.length === 0) return this.longestCycles;';
const SHARE = 'const share = Math.floor(this.responseCycles / this.maxThreads) - this.switchCycles;';
const AT_MOST = 'return Math.min(this.longestCycles, share);';
const BLOCKED = 'if (how === 1) this.away.push(thread);';
// Of the reference.
const OTHERS = 'const others = this.services.alive() - 1;';
const TURN = 'const share = Math.floor(this.responseCycles / others) - this.switchCycles;';
const BOTH = 'return Math.min(share, this.longestCycles);';

const bounds: readonly WrongSolution[] = [
  {
    name: 'twice-the-longest',
    fails: 'TS1',
    also: ['TS2', 'TS3', 'TS4', 'TS5'],
    why: 'Takes it that no bound holds while nobody is away.',
    base: naive,
    replace: [[QUIET, 'if (this.away.length === 0) return 2 * this.longestCycles;']],
  },
  {
    name: 'forgets-the-longest',
    fails: 'TS1',
    why: 'Does not bound the share of the response time by the longest slice.',
    replace: [[BOTH, 'return share;']],
  },
  {
    name: 'one-cycle-for-readers',
    fails: 'TS1',
    also: ['TS2', 'TS3', 'TS4', 'TS5'],
    why: 'Gives a thread that comes back a slice of one cycle, so that it leaves soon.',
    base: naive,
    replace: [[RUNS, `if (this.away.includes(thread)) {\n      ${RUNS}\n      return 1;\n    }`]],
  },
  {
    name: 'answers-what-is-left',
    fails: 'TS1',
    why: 'Answers what the last slice left, which may be nothing.',
    base: naive,
    replace: [
      ['private away: number[] = [];', 'private away: number[] = [];\n  private left = -1;'],
      [
        AT_MOST,
        'const left = this.left;\n    this.left = -1;\n    return left >= 0 ? left : Math.min(this.longestCycles, share);',
      ],
      [
        BLOCKED,
        `if (how === 0 && this.away.length > 2) this.left = this.longestCycles > _cycles ? 0 : -1;\n    ${BLOCKED}`,
      ],
    ],
  },
];

const response: readonly WrongSolution[] = [
  {
    name: 'eight-threads',
    fails: 'TS2',
    why: 'Remembers of eight threads whether they are away.',
    base: naive,
    replace: [[BLOCKED, 'if (how === 1 && thread < 8) this.away.push(thread);']],
  },
  {
    name: 'counts-threads-once',
    fails: 'TS2',
    why: 'Asks how many threads there are when the first one is away, and never again.',
    replace: [
      ['private awayCount = 0;', 'private awayCount = 0;\n  private others = 0;'],
      [
        OTHERS,
        'if (this.others === 0) this.others = this.services.alive() - 1;\n    const { others } = this;',
      ],
    ],
  },
  {
    name: 'always-the-longest',
    fails: 'TS2',
    also: ['TS1', 'TS3', 'TS4', 'TS5'],
    why: 'The slice for threads that only compute, for all and always.',
    base: naive,
    replace: [[AT_MOST, 'return share < 0 ? share : this.longestCycles;']],
  },
  {
    name: 'ignores-the-switch',
    fails: 'TS2',
    why: 'Shares the response time among slices and leaves none of it for the switches.',
    replace: [[TURN, 'const share = Math.floor(this.responseCycles / others);']],
  },
  {
    name: 'adds-the-switch',
    fails: 'TS2',
    why: 'Gives each thread its share of the response time and a switch more, instead of a switch less.',
    base: naive,
    replace: [[SHARE, SHARE.replace('- this.switchCycles', '+ this.switchCycles')]],
  },
  {
    name: 'one-thread-too-few',
    fails: 'TS2',
    why: 'Does not count the thread that gets the slice: others - 1 wait, but it runs too.',
    replace: [[OTHERS, 'const others = Math.max(1, this.services.alive() - 2);']],
  },
  {
    name: 'shares-among-the-away',
    fails: 'TS2',
    why: 'Divides the response time by the number of threads that are away.',
    base: naive,
    replace: [
      [SHARE, 'const share = Math.floor(this.responseCycles / this.away.length) - this.switchCycles;'],
    ],
  },
  {
    name: 'knows-the-last-one',
    fails: 'TS2',
    why: 'Remembers only the thread that blocked last.',
    base: naive,
    replace: [[BLOCKED, 'if (how === 1) this.away = [thread];']],
  },
  {
    name: 'second-read-counts',
    fails: 'TS2',
    why: 'Takes a thread for a reader only when it blocks for the second time.',
    base: naive,
    replace: [
      [
        'private away: number[] = [];',
        'private away: number[] = [];\n  private readonly seen = new Set<number>();',
      ],
      [
        BLOCKED,
        'if (how !== 1) return;\n    if (this.seen.has(thread)) this.away.push(thread);\n    this.seen.add(thread);',
      ],
    ],
  },
  {
    name: 'gives-up-expecting',
    fails: 'TS2',
    why: 'Expects a thread no longer that has been away for a response time.',
    base: naive,
    replace: [
      [
        'private away: number[] = [];',
        'private away: number[] = [];\n  private readonly left = new Map<number, number>();',
      ],
      ['    _services: Services,', '    private readonly services: Services,'],
      [
        QUIET,
        'const { services, responseCycles } = this;\n    if (!this.away.some((each) => services.now() - (this.left.get(each) ?? 0) < responseCycles)) return this.longestCycles;',
      ],
      [BLOCKED, `if (how === 1) this.left.set(thread, this.services.now());\n    ${BLOCKED}`],
    ],
  },
  {
    name: 'what-happened-last',
    fails: 'TS2',
    why: 'Goes by how the last slice ended, whoever had it.',
    base: naive,
    replace: [
      [RUNS, ''],
      [BLOCKED, 'this.away = how === 1 ? [thread] : [];'],
    ],
  },
  {
    name: 'short-slices-for-readers-only',
    fails: 'TS2',
    also: ['TS4'],
    why: 'Gives short slices to threads that read, and long ones to those that make them wait.',
    base: naive,
    replace: [
      [RUNS, 'const reads = this.away.includes(thread);'],
      [QUIET, 'if (!reads) return this.longestCycles;'],
      [BLOCKED, 'if (how === 1 && !this.away.includes(thread)) this.away.push(thread);'],
    ],
  },
];

const share: readonly WrongSolution[] = [
  {
    name: 'shortest-while-away',
    fails: 'TS3',
    also: ['TS5'],
    why: 'As short as may be while somebody is away.',
    base: naive,
    replace: [[SHARE, 'const share = this.switchCycles;']],
  },
  {
    name: 'four-switches',
    fails: 'TS3',
    why: 'Four switches long while somebody is away, whatever the response time permits.',
    base: naive,
    replace: [[SHARE, 'const share = this.maxThreads > 0 ? 4 * this.switchCycles : this.responseCycles;']],
  },
];

const quiet: readonly WrongSolution[] = [
  {
    name: 'always-shares',
    fails: 'TS4',
    also: ['TS1', 'TS2', 'TS3', 'TS5'],
    why: 'One slice for all: what the response time permits, also when nobody can come back.',
    base: naive,
    replace: [[QUIET, '']],
  },
  {
    name: 'waits-for-itself',
    fails: 'TS4',
    why: 'Looks who is away before it takes the thread that is about to run off the list.',
    base: naive,
    replace: [
      [RUNS, ''],
      [QUIET, `if (this.away.length === 0) return this.longestCycles;\n    ${RUNS}`],
    ],
  },
  {
    name: 'long-only-when-alone',
    fails: 'TS4',
    why: 'Long slices only for a thread that has the machine to itself.',
    replace: [
      [
        'if (this.awayCount === 0) return this.longestCycles;',
        'if (this.services.alive() === 1) return this.longestCycles;',
      ],
    ],
  },
  {
    name: 'never-forgets',
    fails: 'TS4',
    why: 'Once a reader, always a reader.',
    base: naive,
    replace: [
      [RUNS, ''],
      [BLOCKED, 'if (how === 1 && !this.away.includes(thread)) this.away.push(thread);'],
    ],
  },
  {
    name: 'forgets-one-of-two',
    fails: 'TS4',
    why: 'Counts waits and not threads: a count that only a first slice takes back.',
    base: naive,
    replace: [[RUNS, 'if (this.away[0] === thread) this.away.shift();']],
  },
  {
    name: 'the-dead-are-away',
    fails: 'TS4',
    why: 'Takes every end of a slice but that by the timer for a wait, the end of a thread too.',
    base: naive,
    replace: [[BLOCKED, 'if (how !== 0) this.away.push(thread);']],
  },
  {
    name: 'giving-way-is-waiting',
    fails: 'TS4',
    why: 'Takes a thread that gave its core up for one that waits for a device.',
    base: naive,
    replace: [[BLOCKED, 'if (how === 1 || how === 2) this.away.push(thread);']],
  },
  {
    name: 'two-fifths-of-the-longest',
    fails: 'TS4',
    why: 'Slices of two fifths of the longest while nobody is away.',
    base: naive,
    replace: [[QUIET, 'if (this.away.length === 0) return Math.floor((2 * this.longestCycles) / 5);']],
  },
  {
    name: 'careful-for-a-while',
    fails: 'TS4',
    why: 'Stays short until a thread has used up three slices in a row.',
    base: naive,
    replace: [
      ['private away: number[] = [];', 'private away: number[] = [];\n  private ranOut = 0;'],
      [QUIET, 'if (this.away.length === 0 && this.ranOut % 8 > 5) return this.longestCycles;'],
      [BLOCKED, `this.ranOut++;\n    ${BLOCKED}`],
    ],
  },
];

const bursts: readonly WrongSolution[] = [
  {
    name: 'readers-need-little',
    fails: 'TS5',
    why: 'Two switches for a thread that comes back while others are away, however much it needed before.',
    base: naive,
    replace: [
      [RUNS, `const back = this.away.includes(thread);\n    ${RUNS}`],
      [SHARE, `if (back) return 2 * this.switchCycles;\n    ${SHARE}`],
    ],
  },
  {
    name: 'half-of-the-last-time',
    fails: 'TS5',
    why: 'Gives a thread that comes back while others are away half of what it used before its last wait.',
    base: naive,
    replace: [
      [
        'private away: number[] = [];',
        'private away: number[] = [];\n  private readonly used: number[] = [];',
      ],
      [RUNS, `const back = this.away.includes(thread);\n    ${RUNS}`],
      [
        SHARE,
        `if (back) return Math.min(this.longestCycles, Math.max(this.switchCycles, Math.floor(this.used[thread] / 2)));\n    ${SHARE}`,
      ],
      [BLOCKED, `this.used[thread] = _cycles;\n    ${BLOCKED}`],
    ],
  },
];

const costly: readonly WrongSolution[] = [
  {
    name: 'eight-switches',
    exceeds: ['switches'],
    why: 'Eight switches long while somebody is away: useful enough, but far from what the response time permits.',
    base: naive,
    replace: [[SHARE, 'const share = this.maxThreads > 0 ? 8 * this.switchCycles : this.responseCycles;']],
  },
];

const wrong: readonly WrongSolution[] = [...bounds, ...response, ...share, ...quiet, ...bursts, ...costly];

export default wrong;
