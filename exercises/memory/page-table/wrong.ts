import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const TAKE = 'const table = kernel.allocateFrame();';
const NO_FRAME = 'if (table < 0) return -1;';
const CLEAR = 'kernel.clearFrame(table);';
const EMPTY = 'mapped[region] = 0;';
const COUNT = 'if ((kernel.load(lower) & ENTRY.valid) === 0) mapped[region]++;';
const LEAF = 'kernel.store(lower, (frame << 10) | rights | ENTRY.user | ENTRY.valid);';
const NOT_MAPPED = 'if ((leaf & ENTRY.valid) === 0) return -1;';
const IS_LEFT = 'if (mapped[region] > 0) kernel.store(lower, 0);';
const FREE = 'kernel.freeFrame(pointer >>> 10);';
const ANSWER = 'return leaf >>> 10;';
const PAGE = 'const page = address >>> 12;';
const REFUSE = 'if ((leaf & ENTRY.valid) === 0 || (leaf & right) === 0) return -1;';
const FOUND = 'return (leaf >>> 10) * PAGE_BYTES + (address & (PAGE_BYTES - 1));';
const READ_LEAF = 'const leaf = kernel.load(lowerOf(pointer, page));';
const FORGET = 'kernel.store(upper, 0);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'all-rights',
    fails: 'PT1',
    also: ['PT3'],
    why: 'Gives every page all rights.',
    replace: [[LEAF, 'kernel.store(lower, (frame << 10) | 0xe | ENTRY.user | ENTRY.valid);']],
  },
  {
    name: 'adds-rights',
    fails: 'PT1',
    also: ['PT3'],
    why: 'Leaves a page the rights that it had before.',
    replace: [
      [
        LEAF,
        'const old = kernel.load(lower);\n    kernel.store(lower, (frame << 10) | rights | ((old & ENTRY.valid) !== 0 ? old & 0xe : 0) | ENTRY.user | ENTRY.valid);',
      ],
    ],
  },
  {
    name: 'keeps-the-first-frame',
    fails: 'PT1',
    also: ['PT3', 'PT7'],
    why: 'Does nothing where the page is mapped already.',
    replace: [[COUNT, 'if ((kernel.load(lower) & ENTRY.valid) !== 0) return 0;\n    mapped[region]++;']],
  },
  {
    name: 'same-frame-same-page',
    fails: 'PT1',
    also: ['PT3'],
    why: 'Does nothing where the page is in that frame already, though the rights are other ones.',
    replace: [
      [
        LEAF,
        `const old = kernel.load(lower);\n    if ((old & ENTRY.valid) !== 0 && old >>> 10 === frame) return 0;\n    ${LEAF}`,
      ],
    ],
  },
  {
    name: 'kernel-pages',
    fails: 'PT1',
    why: 'Forgets that the pages belong to user mode.',
    replace: [[LEAF, 'kernel.store(lower, (frame << 10) | rights | ENTRY.valid);']],
  },
  {
    name: 'nine-bits',
    fails: 'PT3',
    why: 'translate takes nine bits of the page number for the inner table, as with entries of 8 bytes.',
    replace: [[READ_LEAF, 'const leaf = kernel.load(lowerOf(pointer, page & 0x1ff));']],
  },
  {
    name: 'does-not-clear',
    fails: 'PT2',
    also: ['PT3'],
    why: 'Takes old content for entries.',
    base: 'right/sets-of-pages',
    replace: [['this.services.clearFrame(table);', '']],
  },
  {
    name: 'clears-too-late',
    fails: 'PT1',
    also: ['PT3', 'PT6', 'PT7'],
    why: 'Clears the table when the page is already in it.',
    replace: [
      [CLEAR, ''],
      [LEAF, `${LEAF}\n    if (mapped[region] <= 1) kernel.clearFrame(pointer >>> 10);`],
    ],
  },
  {
    name: 'leaves-leaves',
    fails: 'PT2',
    also: ['PT3'],
    why: 'Counts the page, and leaves its entry valid.',
    base: 'right/sets-of-pages',
    replace: [['this.services.store(this.entryOf(table, page % 1024), 0);', '']],
  },
  {
    name: 'leaves-the-pointer',
    fails: 'PT6',
    why: 'Frees a table that the root still names.',
    replace: [[FORGET, '']],
  },
  {
    name: 'ignores-rights',
    fails: 'PT3',
    why: 'translate does not look at the right.',
    replace: [[REFUSE, 'if ((leaf & ENTRY.valid) === 0) return -1;']],
  },
  {
    name: 'looks-for-writes-only',
    fails: 'PT3',
    why: 'translate looks at the right where it is asked for a write only.',
    replace: [
      [
        REFUSE,
        'if ((leaf & ENTRY.valid) === 0 || (right === ENTRY.write && (leaf & right) === 0)) return -1;',
      ],
    ],
  },
  {
    name: 'asks-its-own-set',
    fails: 'PT2',
    why: 'Leaves entries valid and knows better itself: the hardware does not.',
    base: 'right/sets-of-pages',
    replace: [
      ['this.services.store(this.entryOf(table, page % 1024), 0);', ''],
      [
        'if ((leaf & right) === 0) return -1;',
        'if (!this.pages.has(page) || (leaf & right) === 0) return -1;',
      ],
    ],
  },
  {
    name: 'no-offset',
    fails: 'PT3',
    why: 'translate answers where the page begins.',
    replace: [[FOUND, 'return (leaf >>> 10) * PAGE_BYTES;']],
  },
  {
    name: 'signed-addresses',
    fails: 'PT8',
    why: 'Takes addresses of the upper half for negative numbers.',
    replace: [[PAGE, 'const page = address >> 12;']],
  },
  {
    name: 'reads-the-root-twice',
    fails: 'PT4',
    why: 'translate reads the entry of the root twice.',
    replace: [[PAGE, `${PAGE}\n    kernel.load(this.upperOf(page));`]],
  },
  {
    name: 'two-tables',
    fails: 'PT5',
    why: 'Takes two frames for one table.',
    replace: [[TAKE, `kernel.allocateFrame();\n      ${TAKE}`]],
  },
  {
    name: 'never-frees',
    fails: 'PT6',
    why: 'Keeps empty tables.',
    replace: [
      [
        IS_LEFT,
        'kernel.store(lower, 0);\n    if (mapped[region] >= 0) return leaf >>> 10;\n    if (mapped[region] > 0) kernel.load(lower);',
      ],
    ],
  },
  {
    name: 'frees-too-early',
    fails: 'PT6',
    why: 'Frees a table that still maps a page.',
    replace: [[IS_LEFT, 'if (mapped[region] > 1) kernel.store(lower, 0);']],
  },
  {
    name: 'counts-again',
    fails: 'PT6',
    why: 'Counts a page that is mapped again twice.',
    replace: [[COUNT, 'mapped[region]++;']],
  },
  {
    name: 'counts-in-a-byte',
    fails: 'PT6',
    why: 'Counts the pages of a region in a byte: it has up to 1,024.',
    replace: [[COUNT, `${COUNT}\n    mapped[region] &= 255;`]],
  },
  {
    name: 'sixteen-counts',
    fails: 'PT6',
    why: 'Has counts for sixteen regions.',
    replace: [
      [EMPTY, 'mapped[region & 15] ??= 0;'],
      [COUNT, 'if ((kernel.load(lower) & ENTRY.valid) === 0) mapped[region & 15]++;'],
      ['mapped[region]--;', 'mapped[region & 15]--;'],
      [IS_LEFT, 'if (mapped[region & 15] > 0) kernel.store(lower, 0);'],
    ],
  },
  {
    name: 'answers-0-without-a-frame',
    fails: 'PT7',
    why: 'Answers 0 where there was no frame for a table.',
    replace: [[NO_FRAME, 'if (table < 0) return 0;']],
  },
  {
    name: 'goes-on-without-a-frame',
    fails: 'PT8',
    why: 'Does not look whether there was a frame.',
    replace: [[NO_FRAME, '']],
  },
  {
    name: 'no-frame-zero',
    fails: 'PT7',
    why: 'Takes frame 0 for none.',
    replace: [[NO_FRAME, 'if (table <= 0) return -1;']],
  },
  {
    name: 'answers-nothing',
    fails: 'PT7',
    why: 'unmap answers 0.',
    replace: [[ANSWER, 'return 0;']],
  },
  {
    name: 'answers-for-missing-pages',
    fails: 'PT7',
    why: 'unmap answers 0 for a page that its table does not map.',
    replace: [[`${NOT_MAPPED}\n    mapped`, `if ((leaf & ENTRY.valid) === 0) return 0;\n    mapped`]],
  },
  {
    name: 'frees-another-frame',
    fails: 'PT8',
    why: 'Frees the frame of the page instead of that of the table.',
    replace: [[FREE, 'kernel.freeFrame(leaf >>> 10);']],
  },
  {
    name: 'reads-around',
    exceeds: ['accesses'],
    why: 'Reads an entry of the table sixteen times for each page that is mapped.',
    replace: [[COUNT, `for (let i = 0; i < 16; i++) kernel.load(lower);\n    ${COUNT}`]],
  },
];

export default wrong;
