import type { WrongSolution } from '../../wrong-solution';

const NAIVE = 'right/naive';
const COUNTS = 'right/counts-first';

// Texts of the naive solution that several mistakes replace.
const MAGIC = 'if (kernel.load(image, IMAGE_FIELD.magic) !== IMAGE_MAGIC) return -1;';
const SIZES = 'if (codeBytes < 0 || dataBytes < 0 || zeroBytes < 0) return -1;';
const ENTRIES = 'if (entry < 0 || entry % 4 !== 0 || (entry > 0 && entry >= codeBytes)) return -1;';
const NO_TEXTS = 'if (texts === null) return -1;';
const ROOT = 'kernel.set(process, PROCESS_FIELD.root, root);';
const BREAK = 'kernel.set(process, PROCESS_FIELD.break, CODE_BASE + pages * PAGE);';
const HEAP = 'kernel.set(process, PROCESS_FIELD.heapStart, CODE_BASE + pages * PAGE);';
const CODE_END = 'kernel.set(process, PROCESS_FIELD.codeEnd, CODE_BASE + codeBytes);';
const LIMIT = 'kernel.set(process, PROCESS_FIELD.stackLimit, STACK_LIMIT);';
const COUNTER = 'kernel.setRegister(process, 0, CODE_BASE + entry);';
const REGISTERS =
  'for (let i = 1; i < 32; i++) kernel.setRegister(process, i, i === 2 || i === 11 ? pointer : 0);';
const GIVE_OLD = 'this.giveBack(old);';
const GIVE_UP = 'for (const frame of this.taken) this.kernel.freeFrame(frame);';
const COPY = 'if (i < codePages + dataPages) kernel.copyFrame(image + 1 + i, frame);';
const NO_ROOT = 'if (root < 0) return this.giveUp();';
const NO_FRAME = 'if (frame < 0) return this.giveUp();';
const NO_STACK = 'if (stack < 0) return this.giveUp();';
const STACK = 'const stack = this.mapPage(root, STACK_TOP - PAGE, DATA);';
const ALIGN = 'top -= ((top % 16) + 16) % 16;';
const LIST = 'kernel.store(frame, top / 4 + i, STACK_TOP - PAGE + place);';

const naive = (
  fails: string,
  name: string,
  why: string,
  replace: WrongSolution['replace'],
  also?: readonly string[],
): WrongSolution => ({ name, fails, why, base: NAIVE, replace, ...(also && { also }) });

const finds: readonly WrongSolution[] = [
  naive('EX1', 'any-magic', 'Takes everything for a program.', [[MAGIC, '']]),
  naive('EX1', 'any-entry', 'Begins wherever the header says.', [[ENTRIES, '']]),
  naive('EX1', 'entry-between-instructions', 'Does not look whether the entry is a multiple of 4.', [
    [ENTRIES, ENTRIES.replace('entry % 4 !== 0 || ', '')],
  ]),
  naive('EX1', 'entry-behind-the-code', 'Does not look whether the entry is in the code.', [
    [ENTRIES, 'if (entry < 0 || entry % 4 !== 0) return -1;'],
  ]),
  naive('EX1', 'entry-at-the-end', 'Begins behind the last instruction, too.', [
    [ENTRIES, ENTRIES.replace('entry >= codeBytes', 'entry > codeBytes')],
  ]),
  naive(
    'EX1',
    'succeeds-without-a-root',
    'Answers as if it were done when there is no frame for the root table.',
    [[NO_ROOT, 'if (root < 0) return texts.length;']],
  ),
  naive('EX1', 'negative-sizes', 'Believes sizes below zero.', [
    [SIZES, 'if (codeBytes < 0 || dataBytes < 0) return -1;'],
  ]),
  naive('EX1', 'arguments-ignored-if-bad', 'Runs the program without arguments when they cannot be read.', [
    ['const texts = this.readList(old, list);', 'const texts = this.readList(old, list) ?? [];'],
    [NO_TEXTS, ''],
  ]),
  naive('EX1', 'fifteen-arguments', 'One argument too few.', [
    ['if (i === 16) return null;', 'if (i === 15) return null;'],
  ]),
  naive('EX1', 'seventeen-arguments', 'One argument too many.', [
    ['if (i === 16) return null;', 'if (i === 17) return null;'],
  ]),
  naive('EX1', 'zeros-not-counted', 'Counts the bytes of the texts without their zeros.', [
    [
      'if (byte < 0 || bytes > 1024) return null;',
      'if (byte < 0 || bytes - texts.length - 1 > 1024) return null;',
    ],
  ]),
  naive('EX1', 'each-text-for-itself', 'Begins to count anew with each text.', [
    [
      'const text: number[] = [];\n      for (;;) {',
      'const text: number[] = [];\n      bytes = 0;\n      for (;;) {',
    ],
  ]),
  naive('EX1', 'limit-less-one', 'Refuses texts that just fit.', [['bytes > 1024', 'bytes >= 1024']]),
  naive('EX1', 'list-rounded-down', 'Begins at the multiple of 4 below a list that has another address.', [
    [
      'if (list % 4 !== 0) return null;',
      'if (list % 4 !== 0) return this.readList(root, list - (list % 4));',
    ],
  ]),
  naive('EX1', 'texts-that-can-be-written', 'Reads only what the process may write, too.', [
    [
      '(leaf & ENTRY.user) === 0 || (leaf & ENTRY.read) === 0',
      '(leaf & ENTRY.user) === 0 || (leaf & ENTRY.write) === 0',
    ],
  ]),
  naive('EX1', 'entry-without-code', 'Begins anywhere in a program without code.', [
    [ENTRIES, ENTRIES.replace('entry > 0 &&', 'codeBytes > 0 &&')],
  ]),
  naive('EX1', 'entry-in-the-first-page', 'Takes code that begins behind its first page for damaged.', [
    [ENTRIES, `${ENTRIES}\n    if (entry >= PAGE) return -1;`],
  ]),
  naive('EX1', 'entry-before-the-last-instruction', 'Does not begin at the last instruction.', [
    [ENTRIES, ENTRIES.replace('entry >= codeBytes', 'entry + 4 >= codeBytes')],
  ]),
  naive('EX1', 'list-anywhere', 'Reads a list that does not begin at a multiple of 4.', [
    ['if (list % 4 !== 0) return null;', ''],
  ]),
  naive('EX1', 'answers-zero', 'Answers 0 for success, as fork does.', [
    ['return texts.length;', 'return 0;'],
  ]),
  naive('EX1', 'counts-the-end', 'Counts the word 0 at the end of the list too.', [
    ['return texts.length;', 'return texts.length + 1;'],
  ]),
  naive('EX1', 'answers-minus-two', 'Has an answer of its own for memory.', [
    [`${GIVE_UP}\n    return -1;`, `${GIVE_UP}\n    return -2;`],
  ]),
  naive('EX1', 'keeps-a-reserve', 'Runs nothing when that would leave no free frame.', [
    [
      NO_STACK,
      `${NO_STACK}\n    const spare = kernel.allocateFrame();\n    if (spare < 0) return this.giveUp();\n    kernel.freeFrame(spare);`,
    ],
  ]),
];

const maps: readonly WrongSolution[] = [
  naive('EX2', 'data-can-be-executed', 'Maps all with the same rights.', [
    ['i < codePages ? CODE : DATA', 'CODE | DATA'],
  ]),
  naive('EX2', 'stack-only-read', 'Maps the stack as something that is only read.', [
    [STACK, STACK.replace('DATA', 'DATA & ~ENTRY.write')],
  ]),
  naive(
    'EX2',
    'stack-at-the-limit',
    'Maps the lowest page of the stack.',
    [[STACK, STACK.replace('STACK_TOP - PAGE', 'STACK_LIMIT')]],
    ['EX4'],
  ),
  naive('EX2', 'two-pages-of-stack', 'Maps one page more for the stack, if it can.', [
    [NO_STACK, `${NO_STACK}\n    this.mapPage(root, STACK_TOP - 2 * PAGE, DATA);`],
  ]),
  naive('EX2', 'zeros-rounded-down', 'Counts zeros in whole pages, rounded down.', [
    [
      'codePages + Math.ceil((dataBytes + zeroBytes) / PAGE)',
      'codePages + dataPages + Math.floor(zeroBytes / PAGE)',
    ],
  ]),
  naive('EX2', 'no-zeros', 'Maps only what is in the file.', [
    ['for (let i = 0; i < pages; i++) {', 'for (let i = 0; i < codePages + dataPages; i++) {'],
  ]),
  naive('EX2', 'without-accessed-and-dirty', 'Leaves out what the hardware looks for.', [
    [
      'const CODE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.execute | ENTRY.accessed | ENTRY.dirty;',
      'const CODE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.execute;',
    ],
  ]),
  naive('EX2', 'not-for-user-mode', 'Maps pages for the kernel only.', [
    ['const DATA = ENTRY.valid | ENTRY.user |', 'const DATA = ENTRY.valid |'],
  ]),
  naive('EX2', 'root-without-the-kernel', 'Takes any frame for a root table.', [
    ['this.take(kernel.newRoot())', 'this.take(kernel.allocateFrame())'],
  ]),
  naive('EX2', 'keeps-the-old-root', 'Forgets to set the root table.', [[ROOT, '']]),
];

const holds: readonly WrongSolution[] = [
  naive('EX3', 'header-as-code', 'Begins to copy at the header.', [
    [COPY, COPY.replace('image + 1 + i', 'image + i')],
  ]),
  naive('EX3', 'code-only', 'Leaves the data zero.', [
    [COPY, COPY.replace('codePages + dataPages', 'codePages')],
  ]),
  naive(
    'EX3',
    'zeros-from-behind-the-file',
    'Copies the frame behind the file into the first page of zeros.',
    [[COPY, COPY.replace('i < codePages + dataPages', 'i <= codePages + dataPages')]],
  ),
  naive('EX3', 'first-page-of-code-again', 'Copies the first frame of code into each page of code.', [
    [
      COPY,
      'if (i < codePages + dataPages) kernel.copyFrame(i < codePages ? image + 1 : image + 1 + i, frame);',
    ],
  ]),
  naive('EX3', 'last-word-missing', 'Copies words 0 to 1,022.', [
    [
      COPY,
      'if (i < codePages + dataPages) for (let k = 0; k < 1023; k++) kernel.store(frame, k, kernel.load(image + 1 + i, k));',
    ],
  ]),
];

const stacks: readonly WrongSolution[] = [
  naive('EX4', 'not-aligned', 'Puts the list where the texts end, at a multiple of 4.', [
    [ALIGN, 'top -= ((top % 4) + 4) % 4;'],
  ]),
  naive('EX4', 'addresses-in-the-page', 'Stores offsets in the page for addresses.', [
    [LIST, LIST.replace('STACK_TOP - PAGE + place', 'place')],
  ]),
  naive('EX4', 'list-backwards', 'Lists the last text first.', [
    [LIST, LIST.replace('top / 4 + i', 'top / 4 + places.length - 1 - i')],
  ]),
  naive('EX4', 'without-the-zeros', 'Leaves no byte between the texts.', [
    ['top -= text.length + 1;', 'top -= text.length;'],
  ]),
  naive('EX4', 'no-room-for-the-end', 'Forgets the word 0 in the list: it is the beginning of a text.', [
    ['top -= 4 * (texts.length + 1);', 'top -= 4 * texts.length;'],
  ]),
  naive('EX4', 'the-callers-addresses', 'Hands over the addresses of the old memory.', [
    [
      LIST,
      'kernel.store(frame, top / 4 + i, STACK_TOP - PAGE + place - (place % 2 === 0 ? 0x10000 : 0x20000));',
    ],
  ]),
  naive('EX4', 'seven-bits', 'Takes bytes for letters of seven bits.', [
    ['((text[i] as number) << (8 * (at % 4)))', '(((text[i] as number) & 127) << (8 * (at % 4)))'],
  ]),
  naive('EX4', 'bytes-from-the-high-end', 'Numbers the bytes of a word from its high end.', [
    ['((text[i] as number) << (8 * (at % 4)))', '((text[i] as number) << (24 - 8 * (at % 4)))'],
  ]),
  {
    name: 'texts-of-256-bytes',
    fails: 'EX4',
    why: 'Cuts a text off behind 256 bytes, as a buffer would.',
    base: COUNTS,
    replace: [['bytes.push(byte);', 'bytes.push(at - (address >>> 0) >= 256 ? 0 : byte);']],
  },
];

const registers: readonly WrongSolution[] = [
  naive('EX5', 'entry-of-twelve-bits', 'Adds the entry as an offset into the first page.', [
    [COUNTER, COUNTER.replace('entry', '(entry & 0xfff)')],
  ]),
  naive('EX5', 'from-the-first-byte', 'Begins at the start of the code, whatever the entry.', [
    [COUNTER, 'kernel.setRegister(process, 0, CODE_BASE);'],
  ]),
  naive('EX5', 'registers-of-the-old-program', 'Leaves the registers as they were.', [
    [REGISTERS, 'for (const i of [2, 11]) kernel.setRegister(process, i, pointer);'],
  ]),
  naive('EX5', 'thirty-registers', 'Leaves the last register as it was.', [
    [REGISTERS, REGISTERS.replace('i < 32', 'i < 31')],
  ]),
  naive('EX5', 'no-register-for-the-list', 'Clears register 11.', [
    [REGISTERS, REGISTERS.replace('i === 2 || i === 11 ? pointer', 'i === 2 ? pointer')],
  ]),
];

const records: readonly WrongSolution[] = [
  naive('EX6', 'old-break', 'Leaves the break where it was.', [[BREAK, '']]),
  naive('EX6', 'old-heap', 'Leaves the start of the heap where it was.', [[HEAP, '']]),
  naive('EX6', 'code-end-of-the-page', 'Rounds the end of the code up.', [
    [CODE_END, 'kernel.set(process, PROCESS_FIELD.codeEnd, CODE_BASE + codePages * PAGE);'],
  ]),
  naive('EX6', 'limit-is-the-page', 'Takes the first page for all of the stack.', [
    [LIMIT, 'kernel.set(process, PROCESS_FIELD.stackLimit, STACK_TOP - PAGE);'],
  ]),
  naive('EX6', 'all-permissions', 'Gives the program permissions of its own.', [
    [LIMIT, `${LIMIT}\n    kernel.set(process, PROCESS_FIELD.permissions, 31);`],
  ]),
  naive('EX6', 'child-of-init', 'Takes the process for a new one, without its parent.', [
    [LIMIT, `${LIMIT}\n    kernel.set(process, PROCESS_FIELD.parent, 0);`],
  ]),
];

const old: readonly WrongSolution[] = [
  naive('EX7', 'keeps-the-old-memory', 'Forgets the old memory.', [[GIVE_OLD, '']]),
  naive('EX7', 'keeps-the-old-root-table', 'Forgets the old root table.', [
    ['kernel.freeFrame(root);\n  }', '}'],
  ]),
  naive('EX7', 'keeps-the-old-tables', 'Forgets the old tables.', [
    ['kernel.freeFrame(kernel.load(root, i) >>> 10);', ''],
  ]),
  naive('EX7', 'keeps-the-old-stack', 'Gives back what lies below the first 511 entries.', [
    ['for (let i = 0; i < 512; i++) {', 'for (let i = 0; i < 511; i++) {'],
  ]),
  naive(
    'EX7',
    'keeps-what-lies-between',
    'Gives back the first table and the last, and what lies below them.',
    [
      [
        'if ((kernel.load(root, i) & ENTRY.valid) === 0) continue;',
        'if ((kernel.load(root, i) & ENTRY.valid) === 0 || (i > 0 && i < 511)) continue;',
      ],
    ],
  ),
  naive('EX7', 'empty-table', 'Makes a table in which no page comes, if it can.', [
    [
      ROOT,
      `const table = kernel.allocateFrame();\n    if (table >= 0) kernel.store(root, 200, table * 1024 + ENTRY.valid);\n    ${ROOT}`,
    ],
  ]),
  naive('EX7', 'loses-a-frame', 'Takes a frame for the list of arguments and forgets it.', [
    [ROOT, `if (texts.length > 0) kernel.allocateFrame();\n    ${ROOT}`],
  ]),
];

const refused: readonly WrongSolution[] = [
  naive('EX8', 'keeps-the-new-root', 'Gives back all but the root table.', [
    [GIVE_UP, 'for (const frame of this.taken.slice(1)) this.kernel.freeFrame(frame);'],
  ]),
  naive('EX8', 'no-frame-for-the-stack', 'Forgets what it took when only the stack has no frame.', [
    [NO_STACK, 'if (stack < 0) return -1;'],
  ]),
  naive('EX8', 'no-frame-for-a-page', 'Forgets what it took when a page has no frame.', [
    [NO_FRAME, 'if (frame < 0) return -1;'],
  ]),
  naive('EX8', 'root-first', 'Sets the new root table before it is filled.', [
    [
      'const root = this.take(kernel.newRoot());\n    if (root < 0) return this.giveUp();',
      `const root = this.take(kernel.newRoot());\n    if (root < 0) return this.giveUp();\n    ${ROOT}`,
    ],
    [`${ROOT}\n    kernel.set(process, PROCESS_FIELD.codeEnd`, 'kernel.set(process, PROCESS_FIELD.codeEnd'],
  ]),
  naive(
    'EX8',
    'limits-first',
    'Sets the end of the code before it knows whether the program can be loaded.',
    [
      [
        'const root = this.take(kernel.newRoot());',
        `${CODE_END}\n    const root = this.take(kernel.newRoot());`,
      ],
    ],
  ),
  naive('EX8', 'registers-first', 'Sets the program counter as soon as it has read the header.', [
    [
      'const root = this.take(kernel.newRoot());',
      `${COUNTER}\n    const root = this.take(kernel.newRoot());`,
    ],
  ]),
  naive('EX8', 'registers-before-memory', 'Clears registers before it has the new root table.', [
    [NO_ROOT, `for (let i = 12; i < 32; i++) kernel.setRegister(process, i, 0);\n    ${NO_ROOT}`],
  ]),
  naive('EX8', 'table-not-noted', 'Does not note tables among what it took.', [
    ['const table = this.take(kernel.allocateFrame());', 'const table = kernel.allocateFrame();'],
  ]),
];

const others: readonly WrongSolution[] = [
  naive('EX9', 'kernel-addresses', 'Follows addresses above the stack into the tables of the kernel.', [
    ['if (address >= STACK_TOP) return -1;', 'if (address >= 2 ** 32) return -1;'],
  ]),
  naive('EX9', 'follows-what-is-not-there', 'Follows entries of tables that are not valid.', [
    ['if ((table & ENTRY.valid) === 0) return -1;', ''],
  ]),
  naive('EX9', 'gives-back-twice', 'Gives the last frame back twice.', [
    [GIVE_UP, `${GIVE_UP}\n    for (const frame of this.taken.slice(-1)) this.kernel.freeFrame(frame);`],
  ]),
  naive('EX9', 'copies-without-a-frame', 'Copies before it looks whether it got a frame.', [
    [NO_FRAME, ''],
    [COPY, `${COPY}\n      ${NO_FRAME}`],
  ]),
  naive('EX9', 'tells-its-parent', 'Notes on the stack of its parent what it runs now.', [
    [
      ROOT,
      `const root0 = kernel.get(kernel.get(process, PROCESS_FIELD.parent), PROCESS_FIELD.root);
    kernel.store(kernel.load(kernel.load(root0, 511) >>> 10, 1022) >>> 10, 0, image);
    ${ROOT}`,
    ],
  ]),
  naive('EX9', 'stores-into-the-file', 'Notes in the file that it is in use.', [
    [ROOT, `kernel.store(image, 9, process);\n    ${ROOT}`],
  ]),
];

const costly: readonly WrongSolution[] = [
  {
    name: 'word-by-word',
    exceeds: ['memory-accesses'],
    why: 'Copies pages with load and store.',
    base: NAIVE,
    replace: [
      [
        COPY,
        'if (i < codePages + dataPages) for (let k = 0; k < 1024; k++) kernel.store(frame, k, kernel.load(image + 1 + i, k));',
      ],
    ],
  },
  {
    name: 'clears-frames',
    exceeds: ['memory-accesses'],
    why: 'Fills frames with zeros that are zeros already.',
    base: NAIVE,
    replace: [[COPY, `for (let k = 0; k < 1024; k++) kernel.store(frame, k, 0);\n      ${COPY}`]],
  },
  {
    name: 'looks-where-zeros-begin',
    exceeds: ['policy-cycles'],
    why: 'For each page asks of each byte of the program whether it is data or zero.',
    base: NAIVE,
    replace: [
      [
        COPY,
        `let data = 0;\n      for (let at = 0; at < pages * PAGE; at++) if (at < codeBytes + dataBytes) data++;\n      if (data < 0) return -1;\n      ${COPY}`,
      ],
    ],
  },
];

const wrong: readonly WrongSolution[] = [
  ...finds,
  ...maps,
  ...holds,
  ...stacks,
  ...registers,
  ...records,
  ...old,
  ...refused,
  ...others,
  ...costly,
];
export default wrong;
