import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const WANTED = 'this.wanted[core] = this.pathOf(memory);';
const ENDED = 'this.busy[this.pathOf(memory)] = false;';
const IS_BUSY = 'if (this.busy[path]) continue;';
const WHO = 'const core = (this.next[path] + i) % this.cores;';
const GONE = 'this.wanted[core] = NOTHING;\n';
const TAKE = 'this.busy[path] = true;';
const NEXT = 'this.next[path] = (core + 1) % this.cores;';
const PATH = 'return this.isBus === 1 ? 0 : memory;';
const PATHS = 'const paths = isBus === 1 ? 1 : memories;';
const ROUND = 'for (let i = 0; i < this.cores; i++) {';
const NOBODY = 'return NOTHING;';

const wrong: readonly WrongSolution[] = [
  // BA1
  {
    name: 'never-forgets-a-request',
    fails: 'BA1',
    why: 'Grants a request again after its access is over.',
    replace: [[GONE, '']],
  },
  {
    name: 'core-0-when-nobody-waits',
    fails: 'BA1',
    why: 'Answers core 0 where there is nobody to grant.',
    replace: [[NOBODY, 'return 0;']],
  },
  // BA2
  {
    name: 'never-busy',
    fails: 'BA2',
    why: 'Does not look whether an access is in flight.',
    replace: [[IS_BUSY, '']],
  },
  {
    name: 'bus-as-interconnect',
    fails: 'BA2',
    why: 'Lets accesses to different memories overlap on a bus.',
    replace: [
      [PATH, 'return memory;'],
      [PATHS, 'const paths = memories;'],
    ],
  },
  {
    name: 'any-end-frees-all',
    fails: 'BA2',
    why: 'Takes every path for free when an access is over.',
    replace: [[ENDED, 'for (let path = 0; path < this.busy.length; path++) this.busy[path] = false;']],
  },
  {
    name: 'free-at-the-next-request',
    fails: 'BA2',
    why: 'Takes a path for free when somebody asks for it.',
    replace: [[WANTED, `${WANTED}\n    this.busy[this.pathOf(memory)] = false;`]],
  },
  {
    name: 'memory-0-is-two',
    fails: 'BA2',
    why: 'Lets two accesses to memory 0 overlap on an interconnect.',
    replace: [[TAKE, 'this.busy[path] = this.isBus === 1 || path > 0;']],
  },
  // BA3
  {
    name: 'interconnect-as-bus',
    fails: 'BA3',
    why: 'Lets one access at a time through, to whichever memory.',
    replace: [[IS_BUSY, 'if (this.busy.includes(true)) continue;']],
  },
  {
    name: 'one-grant-a-cycle',
    fails: 'BA3',
    why: 'After a grant says once that there is nobody.',
    replace: [
      [
        'granted(): number {',
        'private again = false;\n\n  granted(): number {\n    this.again = !this.again;\n    if (!this.again) return NOTHING;',
      ],
    ],
  },
  {
    name: 'memory-0-only',
    fails: 'BA3',
    why: 'Grants nothing behind the first free path.',
    replace: [
      [NOBODY, 'return NOTHING;'],
      [IS_BUSY, 'if (this.busy[path]) return NOTHING;'],
    ],
  },
  {
    name: 'forgets-the-last-core',
    fails: 'BA3',
    why: 'Does not look at the last core on its round.',
    replace: [[ROUND, 'for (let i = 0; i < this.cores - 1; i++) {']],
  },
  {
    name: 'loses-requests-while-busy',
    fails: 'BA3',
    why: 'Forgets a request that comes while the path is taken.',
    replace: [[WANTED, `if (!this.busy[this.pathOf(memory)]) ${WANTED}`]],
  },
  {
    name: 'never-free-again',
    fails: 'BA3',
    why: 'A path stays taken after its first access.',
    replace: [[ENDED, 'this.wanted[_core] = NOTHING * (memory + 1);']],
  },
  {
    name: 'waits-for-two',
    fails: 'BA3',
    why: 'Does not grant a core that waits alone.',
    replace: [
      [
        IS_BUSY,
        `${'if (this.busy[path]) continue;'}\n      if (this.wanted.filter((each) => each === path).length < 2) continue;`,
      ],
    ],
  },
  // BA4
  {
    name: 'lowest-first',
    fails: 'BA4',
    why: 'Begins each round with core 0: the last ones may wait for ever.',
    replace: [[NEXT, 'this.next[path] = 0;']],
  },
  {
    name: 'highest-first',
    fails: 'BA4',
    why: 'Looks at the cores from the last one down.',
    replace: [[WHO, 'const core = this.cores - 1 - i;']],
  },
  {
    name: 'the-same-again',
    fails: 'BA4',
    why: 'Begins with the core that was granted last.',
    replace: [[NEXT, 'this.next[path] = core;']],
  },
  {
    name: 'one-turn-for-all-paths',
    fails: 'BA4',
    why: 'Goes round once for all memories together.',
    replace: [[NEXT, 'this.next.fill((core + 1) % this.cores);']],
  },
  {
    name: 'turn-moves-by-one',
    fails: 'BA4',
    why: 'Begins one core further on at each grant, whoever was granted.',
    replace: [[NEXT, 'this.next[path] = (this.next[path] + 1) % this.cores;']],
  },
  {
    name: 'backwards',
    fails: 'BA4',
    why: 'Goes round from high numbers to low ones.',
    replace: [[WHO, 'const core = (this.next[path] - i + this.cores) % this.cores;']],
  },
  {
    name: 'first-come-first-served',
    fails: 'BA4',
    why: 'Grants in the order of requests.',
    base: 'right/nearest',
    replace: [[' && this.distance(each) < this.distance(best)', ' && this.distance(each) < 0']],
  },
  {
    name: 'asks-everybody-again',
    exceeds: ['units'],
    why: 'Looks at every core for every core.',
    replace: [
      [
        ROUND,
        'for (let i = 0; i < this.cores * 32; i++) if (this.wanted[i % this.cores] > this.busy.length) return NOTHING;\n      for (let i = 0; i < this.cores; i++) {',
      ],
    ],
  },
];

export default wrong;
