import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const WORDS = 'const words = 2 ** this.bits + 2 * this.frames;';
const HELD = 'if (held !== 0) return held === key ? 0 : -1;';
const LEAVE = 'this.unmap(process, page);';
const CLEAR = 'memory.store(this.keyAt(frame), 0);';
const GONE = 'return frame;\n      }\n      link';
const STEP = 'link = this.nextAt(frame);';
const FOUND = 'if (memory.load(this.keyAt(found - 1)) === key) return found - 1;';
const NEXT = 'found = memory.load(this.nextAt(found - 1));';
const LOOK_UP = 'const key = keyOf(process, page);\n    let found';
const MAPPED = 'memory.store(head, frame + 1);\n    return 0;';
const HOLDER = 'return this.memory.load(this.keyAt(frame)) - 1;';
const MIX_HEAD = 'return this.base + ((mixed ^ (mixed >>> 16)) & (2 ** this.bits - 1)) * WORD_BYTES;';
const KEY = 'return process * PAGES_EACH + page + 1;';

const ALL = ['HT2', 'HT3', 'HT4', 'HT5'];

const wrong: readonly WrongSolution[] = [
  {
    name: 'first-of-chain',
    fails: 'HT1',
    why: 'translate looks at the first entry of the chain only.',
    replace: [[NEXT, 'found = 0;']],
  },
  {
    name: 'two-of-chain',
    fails: 'HT1',
    why: 'translate looks at two entries of the chain.',
    replace: [
      [
        NEXT,
        'found = memory.load(this.nextAt(found - 1));\n      if (found !== 0) return memory.load(this.keyAt(found - 1)) === key ? found - 1 : -1;',
      ],
    ],
  },
  {
    name: 'sixteen-frames',
    fails: 'HT1',
    why: 'translate answers four bits of the number of the frame.',
    replace: [[FOUND, 'if (memory.load(this.keyAt(found - 1)) === key) return (found - 1) & 15;']],
  },
  {
    name: 'answers-whoever-is-first',
    fails: 'HT1',
    also: ['HT2'],
    why: 'translate does not compare.',
    replace: [[FOUND, 'if (memory.load(this.keyAt(found - 1)) !== 0) return found - 1;']],
  },
  {
    name: 'nine-bits-of-the-process',
    fails: 'HT1',
    also: ['HT2'],
    why: 'translate looks for nine bits of the number of the process.',
    replace: [[LOOK_UP, LOOK_UP.replace('process,', 'process & 511,')]],
  },
  {
    name: '255-is-none',
    fails: 'HT3',
    why: 'Takes the highest number of a byte for no frame when it answers.',
    replace: [[MAPPED, `${MAPPED.slice(0, -2)}frame === 255 ? -1 : 0;`]],
  },
  {
    name: 'last-of-chain',
    fails: 'HT2',
    why: 'translate takes the last entry of a chain without a look.',
    replace: [
      [
        NEXT,
        'const next = memory.load(this.nextAt(found - 1));\n      if (next === 0) return found - 1;\n      found = next;',
      ],
    ],
  },
  {
    name: 'pages-of-anybody',
    fails: 'HT2',
    also: ['HT1'],
    why: 'translate compares pages, and not processes.',
    base: 'right/entries-together',
    replace: [
      [
        'while (frame !== NONE && !this.holds(frame, process, page))',
        'while (frame !== NONE && this.services.load(this.entry(frame)) !== page)',
      ],
      [
        'Math.imul(page + 0x7ed5 + Math.imul(process, 0x2c1b3c6d), 0x297a2d39)',
        'Math.imul(page + 0x7ed5, 0x297a2d39)',
      ],
    ],
  },
  {
    name: 'forgets-the-process',
    fails: 'HT1',
    also: ALL,
    why: 'Knows pages by their number only.',
    replace: [[KEY, 'return page + 1;']],
  },
  {
    name: 'sixteen-bits',
    fails: 'HT1',
    also: ALL,
    why: 'Keeps the lower sixteen bits of the page number.',
    replace: [[KEY, 'return process * PAGES_EACH + (page & 0xfff0) + 1;']],
  },
  {
    name: 'unmaps-heads-only',
    fails: 'HT4',
    also: ['HT1', 'HT2', 'HT3', 'HT5'],
    why: 'unmap looks at the first entry of the chain only.',
    replace: [[STEP, 'return -1;']],
  },
  {
    name: 'stays-in-the-old-frame',
    fails: 'HT5',
    also: ['HT1', 'HT2', 'HT3', 'HT4'],
    why: 'A page that is mapped again is in two frames.',
    replace: [[LEAVE, '']],
  },
  {
    name: 'moves-never',
    fails: 'HT1',
    also: ALL,
    why: 'A page that is mapped again leaves its frame, and does not come into the new one.',
    replace: [[LEAVE, 'if (this.unmap(process, page) >= 0) return 0;']],
  },
  {
    name: 'refuses-the-same-page',
    fails: 'HT3',
    why: 'Refuses to map a page to the frame that holds it.',
    replace: [[HELD, 'if (held !== 0) return -1;']],
  },
  {
    name: 'says-yes',
    fails: 'HT3',
    why: 'Answers 0 also where the frame is taken.',
    replace: [[HELD, 'if (held !== 0) return 0;']],
  },
  {
    name: 'takes-before-it-looks',
    fails: 'HT1',
    also: ALL,
    why: 'Unmaps the page before it looks whether the frame is free.',
    replace: [
      [
        'const held = memory.load(this.keyAt(frame));',
        'if (memory.load(this.keyAt(frame)) !== key) this.unmap(process, page);\n    const held = memory.load(this.keyAt(frame));',
      ],
      [`    ${LEAVE}\n    const head`, '    const head'],
    ],
  },
  {
    name: 'unmaps-nothing',
    fails: 'HT4',
    why: 'unmap answers 0.',
    replace: [[GONE, 'return 0;\n      }\n      link']],
  },
  {
    name: 'leaves-the-holder',
    fails: 'HT5',
    also: ['HT1', 'HT3', 'HT4'],
    why: 'Takes an entry from its chain, and leaves in it what it held.',
    replace: [[CLEAR, '']],
  },
  {
    name: 'only-the-page',
    fails: 'HT5',
    why: 'holder answers the page, and not whose.',
    replace: [
      [
        HOLDER,
        'const key = this.memory.load(this.keyAt(frame));\n    return key === 0 ? -1 : (key - 1) % PAGES_EACH;',
      ],
    ],
  },
  {
    name: 'nobody-is-zero',
    fails: 'HT5',
    why: 'holder answers 0 for a free frame.',
    replace: [[HOLDER, 'return Math.max(0, this.memory.load(this.keyAt(frame)) - 1);']],
  },
  {
    name: 'old-holders',
    fails: 'HT5',
    also: ['HT1', 'HT3', 'HT4'],
    why: 'initialise clears the heads of the chains, and not what frames hold.',
    replace: [[WORDS, 'const words = 2 ** this.bits;']],
  },
  {
    name: 'one-word-too-far',
    fails: 'HT6',
    why: 'Clears a word behind its memory.',
    replace: [[WORDS, 'const words = 4 * this.frames + 1;']],
  },
  {
    name: 'low-bits',
    exceeds: ['look-ups', 'accesses'],
    why: 'Takes the lowest bits of page and process for a hash: a stride fills few chains.',
    replace: [[MIX_HEAD, 'return this.base + (key & (2 ** this.bits - 1)) * WORD_BYTES;']],
  },
  {
    name: 'hash-of-the-page',
    exceeds: ['look-ups', 'accesses'],
    why: 'Hashes the page, and not the process.',
    replace: [
      [
        'let mixed = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);',
        'key %= PAGES_EACH;\n    let mixed = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);',
      ],
    ],
  },
  {
    name: 'one-chain',
    exceeds: ['look-ups', 'accesses'],
    why: 'Has all entries in one chain.',
    replace: [[MIX_HEAD, 'return this.base + (mixed & 0) * WORD_BYTES;']],
  },
];

export default wrong;
