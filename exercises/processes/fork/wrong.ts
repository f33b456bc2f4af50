import type { WrongSolution } from '../../wrong-solution';

const NAIVE = 'right/naive';
const LIMITS = 'right/by-limits';
const PASSES = 'right/two-passes';

// Texts of the naive solution that several mistakes replace.
const REGISTERS =
  'for (let i = 0; i < 32; i++) kernel.setRegister(child, i, i === 10 ? 0 : kernel.register(parent, i));';
const COPY = 'kernel.copyFrame(entry >>> 10, page);';
const LEAF = 'kernel.store(table, j, page * 1024 + (entry & 1023));';
const BREAK = 'kernel.set(child, PROCESS_FIELD.break, kernel.get(parent, PROCESS_FIELD.break));';
const NO_PAGE = 'if (page < 0) return this.giveUp();';
const NO_TABLE = 'if (table < 0) return this.giveUp();';
const NO_ROOT = 'if (root < 0) return this.giveUp();';
const SUCCESS = `kernel.set(child, PROCESS_FIELD.root, root);
    return 0;`;
const TABLE = 'kernel.store(root, i, table * 1024 + ENTRY.valid);';
const TAKEN = 'private taken: number[] = [];';
const GIVE_BACK = 'for (const frame of this.taken) this.kernel.freeFrame(frame);';

const answers: readonly WrongSolution[] = [
  {
    name: 'answers-the-child',
    fails: 'FK1',
    also: ['FK7'],
    why: "Answers the child's number, as the system call does for the parent.",
    base: NAIVE,
    replace: [[SUCCESS, SUCCESS.replace('return 0', 'return child')]],
  },
  {
    name: 'succeeds-without-a-root',
    fails: 'FK1',
    why: 'Answers 0 when there is not even a frame for the root table.',
    base: NAIVE,
    replace: [[NO_ROOT, 'if (root < 0) return 0;']],
  },
  {
    name: 'keeps-a-reserve',
    fails: 'FK1',
    why: 'Makes no child when that would leave no free frame.',
    base: NAIVE,
    replace: [
      [
        SUCCESS,
        `const spare = kernel.allocateFrame();
    if (spare < 0) return this.giveUp();
    kernel.freeFrame(spare);
    ${SUCCESS}`,
      ],
    ],
  },
  {
    name: 'never-makes-one',
    fails: 'FK1',
    also: ['FK2', 'FK3', 'FK4', 'FK5', 'FK6', 'FK7', 'FK8'],
    why: 'Refuses whatever happens.',
    base: NAIVE,
    replace: [[NO_ROOT, 'if (root >= 0) return this.giveUp();']],
  },
];

const registers: readonly WrongSolution[] = [
  {
    name: 'same-result-in-both',
    fails: 'FK2',
    why: 'Copies the result register too: the child takes itself for the parent.',
    base: NAIVE,
    replace: [
      [REGISTERS, 'for (let i = 0; i < 32; i++) kernel.setRegister(child, i, kernel.register(parent, i));'],
    ],
  },
  {
    name: 'no-program-counter',
    fails: 'FK2',
    why: 'Begins at register 1: the child goes on at address 0.',
    base: NAIVE,
    replace: [[REGISTERS, REGISTERS.replace('let i = 0', 'let i = 1')]],
  },
  {
    name: 'without-the-last-register',
    fails: 'FK2',
    why: 'Copies 31 registers.',
    base: NAIVE,
    replace: [[REGISTERS, REGISTERS.replace('i < 32', 'i < 31')]],
  },
  {
    name: 'clears-the-argument-too',
    fails: 'FK2',
    why: 'Clears register 11 as well.',
    base: NAIVE,
    replace: [[REGISTERS, REGISTERS.replace('i === 10', 'i === 10 || i === 11')]],
  },
  {
    name: 'result-in-the-wrong-register',
    fails: 'FK2',
    why: 'Takes x1 for the first result register.',
    base: NAIVE,
    replace: [[REGISTERS, REGISTERS.replace('i === 10', 'i === 1')]],
  },
  {
    name: 'starts-anew',
    fails: 'FK2',
    why: 'Lets the child begin at the first instruction of its code.',
    base: NAIVE,
    replace: [[REGISTERS, `${REGISTERS}\n    kernel.setRegister(child, 0, 0x10000);`]],
  },
  {
    name: 'behind-the-call-once-more',
    fails: 'FK2',
    why: 'Adds an instruction to a program counter that is behind the call already.',
    base: NAIVE,
    replace: [[REGISTERS, `${REGISTERS}\n    kernel.setRegister(child, 0, kernel.register(parent, 0) + 4);`]],
  },
];

const pages: readonly WrongSolution[] = [
  {
    name: 'last-entry-left-out',
    fails: 'FK3',
    why: 'Stops one entry early in the root table: the stack is not there.',
    base: NAIVE,
    replace: [['i < 512', 'i < 511']],
  },
  {
    name: 'last-entry-of-a-table-left-out',
    fails: 'FK3',
    why: 'Stops one entry early in each table: the page before each multiple of 4 MiB is missing.',
    base: NAIVE,
    replace: [['j < 1024', 'j < 1023']],
  },
  {
    name: 'half-of-a-table',
    fails: 'FK3',
    why: 'Looks at 512 entries of each table too.',
    base: NAIVE,
    replace: [['j < 1024', 'j < 512']],
  },
  {
    name: 'first-table-only',
    fails: 'FK3',
    why: 'Takes the first table below the break for all of the heap.',
    base: LIMITS,
    replace: [
      [
        '!this.copyRange(root, child_root, CODE_BASE, end) ||',
        '!this.copyRange(root, child_root, CODE_BASE, Math.min(end, SPAN)) ||',
      ],
    ],
  },
  {
    name: 'up-to-the-page-of-the-break',
    fails: 'FK3',
    why: 'Rounds the break down: the last page of the heap is missing.',
    base: LIMITS,
    replace: [
      [
        'const end = kernel.get(parent, PROCESS_FIELD.break);',
        'const end = Math.floor(kernel.get(parent, PROCESS_FIELD.break) / PAGE) * PAGE;',
      ],
    ],
  },
  {
    name: 'first-page-of-the-stack-only',
    fails: 'FK3',
    why: 'A stack that has grown is cut off.',
    base: LIMITS,
    replace: [
      [
        'const limit = kernel.get(parent, PROCESS_FIELD.stackLimit);',
        'const limit = kernel.get(parent, PROCESS_FIELD.stackLimit) * 0 + STACK_TOP - PAGE;',
      ],
    ],
  },
  {
    name: 'remembers-roots',
    fails: 'FK3',
    why: 'Remembers the root table of each process by its number: it has another one when it runs another program.',
    base: NAIVE,
    replace: [
      [TAKEN, `${TAKEN}\n  private readonly roots = new Map<number, number>();`],
      [
        'const parentRoot = kernel.get(parent, PROCESS_FIELD.root);',
        'const parentRoot = this.roots.get(parent) ?? kernel.get(parent, PROCESS_FIELD.root);\n    this.roots.set(parent, parentRoot);',
      ],
      [SUCCESS, `this.roots.set(child, root);\n    ${SUCCESS}`],
    ],
  },
  {
    name: 'everything-writable',
    fails: 'FK3',
    why: 'Gives every page all rights.',
    base: NAIVE,
    replace: [
      [
        LEAF,
        'kernel.store(table, j, page * 1024 + (entry & 1023) + (entry & ENTRY.write ? 0 : ENTRY.write));',
      ],
    ],
  },
  {
    name: 'code-not-executable',
    fails: 'FK3',
    why: 'Takes every page for data.',
    base: NAIVE,
    replace: [[LEAF, 'kernel.store(table, j, page * 1024 + (entry & 1023 & ~ENTRY.execute));']],
  },
  {
    name: 'not-for-user-mode',
    fails: 'FK3',
    why: 'Keeps four bits, and loses the one for user mode.',
    base: NAIVE,
    replace: [[LEAF, 'kernel.store(table, j, page * 1024 + (entry & 15));']],
  },
  {
    name: 'five-bits',
    fails: 'FK3',
    why: 'Keeps the rights, and loses what the hardware looks for.',
    base: NAIVE,
    replace: [[LEAF, 'kernel.store(table, j, page * 1024 + (entry & 31));']],
  },
  {
    name: 'pages-that-are-not-there',
    fails: 'FK3',
    why: 'Puts a page of zeros behind the last one of each table.',
    base: NAIVE,
    replace: [
      [
        TABLE,
        `const more = kernel.load(table, 1022) === 0 ? this.take(kernel.allocateFrame()) : 0;
      if (more < 0) return this.giveUp();
      if (more > 0) kernel.store(table, 1022, more * 1024 + 0xd7);
      ${TABLE}`,
      ],
    ],
    also: ['FK1'],
  },
];

const copies: readonly WrongSolution[] = [
  {
    name: 'shares-every-page',
    fails: 'FK4',
    why: 'Gives the child the frames of its parent.',
    base: NAIVE,
    replace: [
      [
        'const page = this.take(kernel.allocateFrame());',
        'const page = kernel.load(kernel.load(parentRoot, i) >>> 10, j) >>> 10;',
      ],
      [COPY, ''],
    ],
  },
  {
    name: 'shares-code',
    fails: 'FK4',
    why: 'Shares the pages that nobody may write; whoever ends first gives them back.',
    base: NAIVE,
    replace: [[LEAF, 'kernel.store(table, j, entry & ENTRY.write ? page * 1024 + (entry & 1023) : entry);']],
  },
  {
    name: 'empty-pages',
    fails: 'FK4',
    why: 'Forgets to copy what is in the pages.',
    base: NAIVE,
    replace: [[COPY, '']],
  },
  {
    name: 'copies-only-what-can-be-written',
    fails: 'FK4',
    why: 'Leaves code empty.',
    base: NAIVE,
    replace: [[COPY, `if (entry & ENTRY.write) ${COPY}`]],
  },
  {
    name: 'does-not-copy-the-stack',
    fails: 'FK4',
    why: 'Gives the child a fresh stack.',
    base: NAIVE,
    replace: [[COPY, `if (i < 511) ${COPY}`]],
  },
  {
    name: 'misses-the-last-word',
    fails: 'FK4',
    why: 'Copies words 0 to 1,022.',
    base: NAIVE,
    replace: [[COPY, 'for (let k = 0; k < 1023; k++) kernel.store(page, k, kernel.load(entry >>> 10, k));']],
  },
  {
    name: 'one-frame-for-all-pages',
    fails: 'FK4',
    also: ['FK7'],
    why: 'Allocates one frame a table, and maps all its pages to it.',
    base: NAIVE,
    replace: [
      [
        'for (let j = 0; j < 1024; j++) {',
        'const page = this.take(kernel.allocateFrame());\n      for (let j = 0; j < 1024; j++) {',
      ],
      ['const page = this.take(kernel.allocateFrame());\n        ', ''],
    ],
  },
];

const others: readonly WrongSolution[] = [
  {
    name: 'copies-into-the-parent',
    fails: 'FK5',
    why: 'Exchanges source and target: the new frame, of zeros, is copied over the page.',
    base: NAIVE,
    replace: [[COPY, 'kernel.copyFrame(page, entry >>> 10);']],
  },
  {
    name: 'stores-into-the-parents-table',
    fails: 'FK5',
    why: "Puts the new entries into the parent's tables.",
    base: NAIVE,
    replace: [[LEAF, 'kernel.store(kernel.load(parentRoot, i) >>> 10, j, page * 1024 + (entry & 1023));']],
  },
  {
    name: 'protects-the-parents-pages',
    fails: 'FK5',
    why: 'Takes the right to write away from the parent, as if pages were shared.',
    base: NAIVE,
    replace: [
      [LEAF, `${LEAF}\n        kernel.store(kernel.load(parentRoot, i) >>> 10, j, entry & ~ENTRY.write);`],
    ],
  },
  {
    name: 'sets-the-parents-result',
    fails: 'FK5',
    why: "Puts the child's number into the parent's registers, which is the kernel's task.",
    base: NAIVE,
    replace: [[REGISTERS, `${REGISTERS}\n    kernel.setRegister(parent, 10, child);`]],
  },
  {
    name: 'gives-the-parents-frames-back',
    fails: 'FK5',
    why: 'Moves the pages to the child: the parent keeps entries of frames that are free.',
    base: NAIVE,
    replace: [[LEAF, `${LEAF}\n        kernel.freeFrame(entry >>> 10);`]],
  },
];

const records: readonly WrongSolution[] = [
  {
    name: 'no-break',
    fails: 'FK6',
    why: 'Leaves the break 0: the child has no heap.',
    base: NAIVE,
    replace: [[BREAK, '']],
  },
  {
    name: 'remembers-breaks',
    fails: 'FK6',
    why: 'Remembers the break of each parent by its number, which is given again.',
    base: NAIVE,
    replace: [
      [TAKEN, `${TAKEN}\n  private readonly breaks = new Map<number, number>();`],
      [
        BREAK,
        'const end = this.breaks.get(parent) ?? kernel.get(parent, PROCESS_FIELD.break);\n    this.breaks.set(parent, end);\n    kernel.set(child, PROCESS_FIELD.break, end);',
      ],
    ],
  },
  {
    name: 'heap-is-empty',
    fails: 'FK6',
    why: 'Lets the heap of the child begin anew.',
    base: NAIVE,
    replace: [
      [BREAK, 'kernel.set(child, PROCESS_FIELD.break, kernel.get(parent, PROCESS_FIELD.heapStart));'],
    ],
  },
  {
    name: 'no-stack-limit',
    fails: 'FK6',
    why: 'Forgets the limit of the stack.',
    base: NAIVE,
    replace: [
      ['kernel.set(child, PROCESS_FIELD.stackLimit, kernel.get(parent, PROCESS_FIELD.stackLimit));', ''],
    ],
  },
  {
    name: 'no-code-end',
    fails: 'FK6',
    why: 'Forgets where the code ends.',
    base: NAIVE,
    replace: [['kernel.set(child, PROCESS_FIELD.codeEnd, kernel.get(parent, PROCESS_FIELD.codeEnd));', '']],
  },
  {
    name: 'all-permissions',
    fails: 'FK6',
    why: 'Permits the child everything, whatever the parent has given up.',
    base: NAIVE,
    replace: [
      [
        'kernel.set(child, PROCESS_FIELD.permissions, kernel.get(parent, PROCESS_FIELD.permissions));',
        'kernel.set(child, PROCESS_FIELD.permissions, 63);',
      ],
    ],
  },
  {
    name: 'copies-the-whole-record',
    fails: 'FK6',
    why: "Copies number and parent too: the child is its parent's double.",
    base: LIMITS,
    replace: [
      [
        'for (let field = PROCESS_FIELD.codeEnd; field <= PROCESS_FIELD.permissions; field++)',
        'for (let field = 0; field <= 10; field++)\n      if (field !== PROCESS_FIELD.root)',
      ],
    ],
  },
  {
    name: 'copies-the-parent',
    fails: 'FK6',
    why: "Gives the child its parent's parent.",
    base: NAIVE,
    replace: [
      [
        BREAK,
        `${BREAK}\n    kernel.set(child, PROCESS_FIELD.parent, kernel.get(parent, PROCESS_FIELD.parent));`,
      ],
    ],
  },
  {
    name: 'marks-the-child-waiting',
    fails: 'FK6',
    why: 'Notes in the record that the child waits for its turn.',
    base: NAIVE,
    replace: [[BREAK, `${BREAK}\n    kernel.set(child, PROCESS_FIELD.waiting, 1);`]],
  },
];

const refused: readonly WrongSolution[] = [
  {
    name: 'gives-nothing-back',
    fails: 'FK7',
    why: 'Answers -1 and keeps what it took.',
    base: NAIVE,
    replace: [[GIVE_BACK, '']],
  },
  {
    name: 'keeps-the-root',
    fails: 'FK7',
    why: 'Gives tables and pages back, but not the root.',
    base: NAIVE,
    replace: [[GIVE_BACK, 'for (const frame of this.taken.slice(1)) this.kernel.freeFrame(frame);']],
  },
  {
    name: 'keeps-the-last-frame',
    fails: 'FK7',
    why: 'Counts one frame too few.',
    base: NAIVE,
    replace: [[GIVE_BACK, 'for (const frame of this.taken.slice(0, -1)) this.kernel.freeFrame(frame);']],
  },
  {
    name: 'keeps-the-tables',
    fails: 'FK7',
    why: 'Gives the pages and the root back; the tables are nowhere to be found.',
    base: LIMITS,
    replace: [['if (upper & ENTRY.valid) kernel.freeFrame(upper >>> 10);', '']],
  },
  {
    name: 'keeps-the-root-when-a-table-is-refused',
    fails: 'FK7',
    why: 'Answers at once when a table cannot be had.',
    base: NAIVE,
    replace: [[NO_TABLE, 'if (table < 0) return -1;']],
  },
  {
    name: 'forgets-the-table-that-is-not-yet-linked',
    fails: 'FK7',
    why: 'Puts a table into the root when it is full, and gives back what it finds there.',
    base: NAIVE,
    replace: [
      [
        NO_PAGE,
        `if (page < 0) {
          for (const each of this.taken) if (each !== table) kernel.freeFrame(each);
          return -1;
        }`,
      ],
    ],
  },
  {
    name: 'gives-back-from-the-last-call-on',
    fails: 'FK7',
    why: 'Forgets the stack: what was taken for its pages is not given back.',
    base: LIMITS,
    replace: [['this.free(child_root, limit, STACK_TOP);', '']],
  },
];

const wholes: readonly WrongSolution[] = [
  {
    name: 'root-without-the-kernel',
    fails: 'FK8',
    why: 'Takes any frame for a root table: the kernel is not in it.',
    base: NAIVE,
    replace: [['this.take(kernel.newRoot())', 'this.take(kernel.allocateFrame())']],
  },
  {
    name: 'loses-a-frame-for-each-empty-entry-behind',
    fails: 'FK8',
    also: ['FK1'],
    why: 'Allocates a frame for a page before it looks whether the table ends there.',
    base: NAIVE,
    replace: [[TABLE, `this.take(kernel.allocateFrame());\n      ${TABLE}`]],
  },
  {
    name: 'loses-a-second-root',
    fails: 'FK8',
    why: 'Asks for a root table twice, if there is one, and uses the second.',
    base: NAIVE,
    replace: [
      [
        SUCCESS,
        `if (child % 2 === 0) kernel.newRoot();
    ${SUCCESS}`,
      ],
    ],
  },
  {
    name: 'shares-the-root',
    fails: 'FK8',
    also: ['FK7'],
    why: "Gives the child its parent's root table.",
    base: NAIVE,
    replace: [
      [SUCCESS, SUCCESS.replace('child, PROCESS_FIELD.root, root', 'child, PROCESS_FIELD.root, parentRoot')],
    ],
  },
  {
    name: 'shares-tables',
    fails: 'FK8',
    why: "Stores the parent's tables into the child's root table.",
    base: NAIVE,
    replace: [[TABLE, 'kernel.store(root, i, kernel.load(parentRoot, i));']],
  },
  {
    name: 'tables-with-rights',
    fails: 'FK8',
    why: 'Stores rights into the root table: its entries are pages then, of 4 MiB.',
    base: NAIVE,
    replace: [[TABLE, 'kernel.store(root, i, table * 1024 + 0xd7);']],
  },
  {
    name: 'gives-back-twice',
    fails: 'FK8',
    why: 'Gives the last frame back twice.',
    base: NAIVE,
    replace: [
      [
        GIVE_BACK,
        `${GIVE_BACK}\n    for (const frame of this.taken.slice(-1)) this.kernel.freeFrame(frame);`,
      ],
    ],
  },
  {
    name: 'does-not-look-at-the-answer',
    fails: 'FK8',
    why: 'Goes on with frame -1 when no frame for a page could be had.',
    base: NAIVE,
    replace: [[NO_PAGE, '']],
  },
  {
    name: 'gives-back-what-it-never-had',
    fails: 'FK8',
    why: 'Gives -1 back along with the rest.',
    base: PASSES,
    replace: [
      [
        'for (const each of [root, ...frames]) kernel.freeFrame(each);',
        'for (const each of [root, ...frames, frame]) kernel.freeFrame(each);',
      ],
    ],
  },
];

const costly: readonly WrongSolution[] = [
  {
    name: 'word-by-word',
    exceeds: ['memory-accesses'],
    why: 'Copies the pages with load and store.',
    base: NAIVE,
    replace: [[COPY, 'for (let k = 0; k < 1024; k++) kernel.store(page, k, kernel.load(entry >>> 10, k));']],
  },
  {
    name: 'copies-twice',
    exceeds: ['frames-copied'],
    why: 'Copies each page to a second frame on the way.',
    base: NAIVE,
    replace: [[COPY, `${COPY}\n        ${COPY}`]],
  },
  {
    name: 'copies-tables-as-frames',
    exceeds: ['frames-copied'],
    why: 'Copies each table as a frame before it puts its own entries in.',
    base: NAIVE,
    replace: [
      [
        NO_TABLE,
        `${NO_TABLE}\n      kernel.copyFrame(kernel.load(parentRoot, i) >>> 10, table);\n      for (let j = 0; j < 1024; j++) kernel.store(table, j, 0);`,
      ],
    ],
  },
  {
    name: 'looks-for-each-page-anew',
    exceeds: ['memory-accesses', 'policy-cycles'],
    why: 'Walks the tables from the first entry for every page.',
    base: PASSES,
    replace: [
      [
        'pages.forEach(({ upper, lower, leaf }, i) => {',
        'pages.forEach(({ upper, lower }, i) => {\n      const leaf = (this.pagesOf(kernel.get(parent, PROCESS_FIELD.root))[i] as Page).leaf;',
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...answers,
  ...registers,
  ...pages,
  ...copies,
  ...others,
  ...records,
  ...refused,
  ...wholes,
  ...costly,
];
export default wrong;
