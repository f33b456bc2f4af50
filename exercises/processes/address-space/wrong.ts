import type { WrongSolution } from '../../wrong-solution';

/** Texts of the reference that several patches change. */
const MAY_TOUCH = 'access === ACCESS_KIND.fetch || !this.mayTouch(process, address)';
const STACK = 'if (page >= kernel.get(process, FIELD.stackLimit)) return page < STACK_TOP;';
const HEAP =
  'return page >= kernel.get(process, FIELD.heapStart) && page < kernel.get(process, FIELD.break);';
const NO_FRAME = 'if (frame < 0) return 0;';
const NO_TABLE = 'kernel.freeFrame(frame);\n      return 0;';
const ENTER = 'kernel.store(table, index, (frame << 10) | RIGHTS.readWrite);\n    return 1;';
const BOUNDS = 'if (address < kernel.get(process, FIELD.heapStart) || address > SHARED_BASE) return -1;';
const SET = 'kernel.set(process, FIELD.break, address);';
const SHRINK = 'if (pageUp(address) < pageUp(from)) this.unmap(process, pageUp(address), pageUp(from));';
const TAKE = 'kernel.store(upper >>> 10, index, 0);';
const FREE = 'kernel.freeFrame(leaf >>> 10);\n        freed = true;';
const FORGET = 'if (freed) kernel.flush(process);';
const TABLE = '(table << 10) | ENTRY.valid';
const FIELDS = 'constructor(private readonly kernel: KernelServices) {}';

const wrong: readonly WrongSolution[] = [
  // AS1: what is touched is there.
  {
    name: 'heap-begins-a-page-late',
    fails: 'AS1',
    why: 'Takes the first page of the heap for no part of it.',
    replace: [[HEAP, HEAP.replace('>=', '>')]],
  },
  {
    name: 'whole-pages-only',
    fails: 'AS1',
    why: 'Leaves out the last page, of which the heap has only a part.',
    replace: [[HEAP, HEAP.replace('page <', 'page + PAGE_BYTES <=')]],
  },
  {
    name: 'stack-of-fifteen-pages',
    fails: 'AS1',
    why: 'Leaves out the lowest page of the stack.',
    replace: [[STACK, STACK.replace('(page >=', '(page >')]],
  },
  {
    name: 'stack-grows-page-by-page',
    fails: 'AS1',
    why: 'Lets the stack grow only to the page below one that is there.',
    replace: [
      [
        STACK,
        'if (page >= kernel.get(process, FIELD.stackLimit)) { const above = page + PAGE_BYTES; const upper = kernel.load(kernel.get(process, FIELD.root), above >>> 22); return page < STACK_TOP && (above === STACK_TOP || (kernel.load(upper >>> 10, (above >>> 12) & 1023) & ENTRY.valid) !== 0); }',
      ],
    ],
  },
  {
    name: 'stores-only',
    fails: 'AS1',
    why: 'Brings a page only for a store.',
    replace: [[MAY_TOUCH, 'access !== ACCESS_KIND.store || !this.mayTouch(process, address)']],
  },
  {
    name: 'maps-and-refuses',
    fails: 'AS1',
    why: 'Maps the page for a load, too, but answers 1 only for a store.',
    replace: [[ENTER, ENTER.replace('return 1', 'return access === ACCESS_KIND.store ? 1 : 0')]],
  },
  {
    name: 'table-with-rights',
    fails: 'AS1',
    also: ['AS8'],
    why: 'Enters a table with the rights of a page: the hardware takes it for a page of 4 MiB.',
    replace: [[TABLE, TABLE.replace('ENTRY.valid', 'RIGHTS.readWrite')]],
  },
  {
    name: 'no-second-table',
    fails: 'AS1',
    why: 'Refuses where the root table names no table.',
    replace: [
      [
        'const frame = kernel.allocateFrame();',
        'if (!hasTable) return 0;\n    const frame = kernel.allocateFrame();',
      ],
    ],
  },
  // AS2: what is not touched is refused.
  {
    name: 'no-guard',
    fails: 'AS2',
    why: 'Lets the stack grow into the guard.',
    replace: [[STACK, STACK.replace('page >=', 'page + PAGE_BYTES >=')]],
  },
  {
    name: 'stack-grows-for-ever',
    fails: 'AS2',
    why: 'Takes whatever lies above the shared pages for stack.',
    replace: [[STACK, 'if (page >= SHARED_BASE) return page < STACK_TOP;']],
  },
  {
    name: 'page-behind-the-break',
    fails: 'AS2',
    why: 'Counts the page that begins at the end of the heap as part of it.',
    replace: [[HEAP, HEAP.replace('page <', 'page <=')]],
  },
  {
    name: 'heap-from-zero',
    fails: 'AS2',
    why: 'Takes all below the end of the heap for heap.',
    replace: [[HEAP, 'return page < kernel.get(process, FIELD.break);']],
  },
  {
    name: 'above-the-stack',
    fails: 'AS2',
    why: 'Gives pages above the stack as well.',
    replace: [[STACK, STACK.replace('return page < STACK_TOP', 'return true')]],
  },
  {
    name: 'fetches-too',
    fails: 'AS2',
    why: 'Does not look at the kind of access: a jump into the heap is tried again for ever.',
    replace: [[MAY_TOUCH, '!this.mayTouch(process, address)']],
  },
  {
    name: 'grants-what-it-does-not-map',
    fails: 'AS2',
    why: 'Answers 1 where it maps nothing.',
    replace: [[`if (${MAY_TOUCH}) return 0;`, `if (${MAY_TOUCH}) return 1;`]],
  },
  {
    name: 'heap-up-to-the-stack',
    fails: 'AS2',
    why: 'Gives any page between heap and stack.',
    replace: [[HEAP, 'return page >= kernel.get(process, FIELD.heapStart) && page < SHARED_BASE;']],
  },
  {
    name: 'signed-addresses',
    fails: 'AS2',
    why: 'Makes addresses signed: those of the kernel are below everything.',
    replace: [
      [
        'const { kernel } = this;\n    const page = address - (address % PAGE_BYTES);',
        'const { kernel } = this;\n    const page = (address - (address % PAGE_BYTES)) | 0;',
      ],
      [
        HEAP,
        'return page < kernel.get(process, FIELD.break) && (page < 0 || page >= kernel.get(process, FIELD.heapStart));',
      ],
    ],
  },
  // AS3: what the page is.
  {
    name: 'executable-heap',
    fails: 'AS3',
    why: 'Maps pages with every right.',
    replace: [[ENTER, ENTER.replace('RIGHTS.readWrite', 'RIGHTS.all')]],
  },
  {
    name: 'read-only-until-stored-to',
    fails: 'AS3',
    why: 'Maps a page that is loaded from to be read only.',
    replace: [
      [
        ENTER,
        ENTER.replace(
          'RIGHTS.readWrite',
          '(access === ACCESS_KIND.load ? RIGHTS.readOnly : RIGHTS.readWrite)',
        ),
      ],
    ],
  },
  {
    name: 'not-for-user-mode',
    fails: 'AS3',
    why: 'Leaves the bit for user mode out on the stack.',
    replace: [
      [
        ENTER,
        ENTER.replace(
          'RIGHTS.readWrite',
          '(address >= SHARED_BASE ? RIGHTS.readWrite & ~ENTRY.user : RIGHTS.readWrite)',
        ),
      ],
    ],
  },
  {
    name: 'not-accessed-not-dirty',
    fails: 'AS3',
    why: 'Leaves accessed and dirty out, which this hardware does not set.',
    replace: [
      [ENTER, ENTER.replace('RIGHTS.readWrite', '(RIGHTS.readWrite & ~(ENTRY.accessed | ENTRY.dirty))')],
    ],
  },
  {
    name: 'for-every-process',
    fails: 'AS3',
    why: 'Marks its pages as those of every process.',
    replace: [[ENTER, ENTER.replace('RIGHTS.readWrite', '(RIGHTS.readWrite | ENTRY.global)')]],
  },
  {
    name: 'one-frame-of-zeros',
    fails: 'AS3',
    why: 'Shares one frame of zeros among all pages that are loaded from.',
    replace: [
      [FIELDS, `private zeros = -1;\n\n  ${FIELDS}`],
      [
        'const frame = kernel.allocateFrame();',
        'const frame = access === ACCESS_KIND.load && this.zeros >= 0 ? this.zeros : kernel.allocateFrame();\n    if (access === ACCESS_KIND.load) this.zeros = frame;',
      ],
    ],
  },
  {
    name: 'stamps-its-pages',
    fails: 'AS3',
    why: 'Stores the number of the process in the first word of each page.',
    replace: [[ENTER, `kernel.store(frame, 0, process);\n    ${ENTER}`]],
  },
  // AS4: frames only for what is touched.
  {
    name: 'brings-the-next-page-too',
    fails: 'AS4',
    why: 'Maps the page behind the one that is touched, to save a fault.',
    replace: [
      [
        ENTER,
        'kernel.store(table, index, (frame << 10) | RIGHTS.readWrite);\n    const next = index + 1 < TABLE_ENTRIES && this.mayTouch(process, address + PAGE_BYTES) && (kernel.load(table, index + 1) & ENTRY.valid) === 0 ? kernel.allocateFrame() : -1;\n    if (next >= 0) kernel.store(table, index + 1, (next << 10) | RIGHTS.readWrite);\n    return 1;',
      ],
    ],
  },
  {
    name: 'a-table-each-time',
    fails: 'AS4',
    why: 'Takes a frame for a table at each fault, and loses it where there is one already.',
    replace: [
      [
        'const table = hasTable ? upper >>> 10 : kernel.allocateFrame();',
        'const spare = kernel.allocateFrame();\n    const table = hasTable ? upper >>> 10 : spare;',
      ],
    ],
  },
  {
    name: 'grows-at-once',
    fails: 'AS4',
    why: 'Maps the first new page when the heap grows.',
    replace: [
      [
        SHRINK,
        `${SHRINK}\n    if (pageUp(address) > pageUp(from)) this.fault(process, pageUp(from), ACCESS_KIND.store);`,
      ],
    ],
  },
  // AS5: the end of the heap.
  {
    name: 'ends-on-whole-pages',
    fails: 'AS5',
    why: 'Rounds the end up to a page.',
    replace: [[SET, 'kernel.set(process, FIELD.break, pageUp(address));']],
  },
  {
    name: 'answers-the-old-end',
    fails: 'AS5',
    why: 'Answers where the heap ended before.',
    replace: [['return address;\n  }\n\n  /** Whether', 'return from;\n  }\n\n  /** Whether']],
  },
  {
    name: 'below-its-start',
    fails: 'AS5',
    why: 'Lets the heap end before its start: pages of data go.',
    replace: [[BOUNDS, 'if (address > SHARED_BASE) return -1;']],
  },
  {
    name: 'no-upper-end',
    fails: 'AS5',
    why: 'Lets the heap end anywhere above its start.',
    replace: [[BOUNDS, 'if (address < kernel.get(process, FIELD.heapStart)) return -1;']],
  },
  {
    name: 'sets-before-it-looks',
    fails: 'AS5',
    why: 'Has moved the end when it refuses.',
    replace: [
      [BOUNDS, `${SET}\n    ${BOUNDS}`],
      [`${SET}\n    if (pageUp`, 'if (pageUp'],
    ],
  },
  {
    name: 'never-empty',
    fails: 'AS5',
    why: 'Refuses to let the heap end where it begins.',
    replace: [[BOUNDS, BOUNDS.replace('address <', 'address <=')]],
  },
  {
    name: 'never-up-to-the-shared-pages',
    fails: 'AS5',
    why: 'Refuses the last end that a heap may have.',
    replace: [[BOUNDS, BOUNDS.replace('address >', 'address >=')]],
  },
  {
    name: 'grows-only',
    fails: 'AS5',
    also: ['AS6', 'AS7'],
    why: 'Refuses to shrink.',
    replace: [[BOUNDS, BOUNDS.replace('return -1', 'return -1;\n    if (address < from) return -1')]],
  },
  // AS6: what shrinking gives back.
  {
    name: 'shrinks-without-giving-back',
    fails: 'AS6',
    also: ['AS7'],
    why: 'Moves the end and leaves the pages.',
    replace: [[SHRINK, '']],
  },
  {
    name: 'loses-the-frames',
    fails: 'AS6',
    why: 'Takes the entries out and gives no frame back.',
    replace: [[FREE, 'freed = true;']],
  },
  {
    name: 'leaves-the-entries',
    fails: 'AS6',
    also: ['AS7'],
    why: 'Gives the frames back and leaves the entries, which still name them.',
    replace: [[TAKE, '']],
  },
  {
    name: 'takes-the-page-of-the-end',
    fails: 'AS6',
    why: 'Rounds the new end down: the page that it lies in goes too.',
    replace: [
      [
        SHRINK,
        'const end = address - (address % PAGE_BYTES);\n    if (end < pageUp(from)) this.unmap(process, end, pageUp(from));',
      ],
    ],
  },
  {
    name: 'leaves-the-last-page',
    fails: 'AS6',
    why: 'Rounds the old end down: a page of which the heap had only a part stays.',
    replace: [
      [
        SHRINK,
        'if (pageUp(address) < pageUp(from)) this.unmap(process, pageUp(address), from - (from % PAGE_BYTES));',
      ],
    ],
  },
  {
    name: 'first-table-only',
    fails: 'AS6',
    why: 'Gives back what lies in the first table.',
    replace: [
      [
        'for (let start = from; start < to; start = end) {',
        'for (let start = from; start === from; start = end) {',
      ],
    ],
  },
  {
    name: 'stops-at-a-hole',
    fails: 'AS6',
    why: 'Stops at the first page that was never touched.',
    replace: [['if ((leaf & ENTRY.valid) === 0) continue;', 'if ((leaf & ENTRY.valid) === 0) break;']],
  },
  {
    name: 'stops-where-no-table-is',
    fails: 'AS6',
    why: 'Stops at the first 4 MiB without a table.',
    replace: [
      [
        'start >>> 22);\n      if ((upper & ENTRY.valid) === 0) continue;',
        'start >>> 22);\n      if ((upper & ENTRY.valid) === 0) break;',
      ],
    ],
  },
  {
    name: 'gives-back-twice',
    fails: 'AS6',
    why: 'Gives each frame back twice.',
    replace: [[FREE, `kernel.freeFrame(leaf >>> 10);\n        ${FREE}`]],
  },
  {
    name: 'remembers-pages-itself',
    fails: 'AS6',
    why: 'Keeps a list of the pages that it mapped: it knows nothing of copies, and of numbers given again.',
    replace: [
      [FIELDS, `private readonly pages = new Set<number>();\n\n  ${FIELDS}`],
      [ENTER, `this.pages.add(process * 2 ** 20 + (address >>> 12));\n    ${ENTER}`],
      [
        'const index = (address >>> 12) & (TABLE_ENTRIES - 1);\n        const leaf',
        'if (!this.pages.delete(process * 2 ** 20 + (address >>> 12))) continue;\n        const index = (address >>> 12) & (TABLE_ENTRIES - 1);\n        const leaf',
      ],
    ],
  },
  // AS7: translations.
  {
    name: 'forgets-nothing',
    fails: 'AS7',
    why: 'Leaves the translations of pages that went.',
    replace: [[FORGET, '']],
  },
  {
    name: 'forgets-where-all-went',
    fails: 'AS7',
    why: 'Forgets translations only when the heap is empty.',
    replace: [[FORGET, 'if (freed && from === kernel.get(process, FIELD.heapStart)) kernel.flush(process);']],
  },
  {
    name: 'forgets-another-process',
    fails: 'AS7',
    why: 'Forgets the translations of init, whoever the process is.',
    replace: [[FORGET, 'if (freed) kernel.flush(1);']],
  },
  // AS8: no memory.
  {
    name: 'keeps-the-frame-without-a-table',
    fails: 'AS8',
    why: 'Keeps the frame of the page when there is none for its table.',
    replace: [[NO_TABLE, 'return 0;']],
  },
  {
    name: 'keeps-the-table-without-a-page',
    fails: 'AS8',
    why: 'Takes the table first, enters it, and leaves it when there is no frame for the page.',
    base: 'right/forgets-first',
    replace: [
      [
        'if ((old & valid) === 0) this.kernel.freeFrame(table);\n      return 0;',
        'this.kernel.store(place.root, place.upper, (table << 10) | valid);\n      return 0;',
      ],
    ],
  },
  {
    name: 'maps-without-a-frame',
    fails: 'AS8',
    why: 'Does not look whether a frame was left.',
    replace: [[NO_FRAME, '']],
  },
  {
    name: 'tries-again-without-memory',
    fails: 'AS8',
    why: 'Answers 1 when memory does not suffice, hoping for the next try.',
    replace: [[NO_FRAME, NO_FRAME.replace('0;', '1;')]],
  },
  // Budgets.
  {
    name: 'page-by-page',
    exceeds: ['memory-accesses'],
    why: 'Looks up the table anew for every page that the heap loses.',
    replace: [
      ['start - (start % TABLE_SPAN) + TABLE_SPAN', 'start + PAGE_BYTES'],
      ['kernel.load(root, start >>> 22)', 'kernel.load(kernel.get(process, FIELD.root), start >>> 22)'],
    ],
  },
  {
    name: 'counts-the-pages',
    exceeds: ['memory-accesses'],
    why: 'Counts all pages of the heap at every fault.',
    replace: [
      [
        'const frame = kernel.allocateFrame();',
        'for (let at = kernel.get(process, FIELD.heapStart); at < kernel.get(process, FIELD.break); at += PAGE_BYTES) kernel.load(root, at >>> 22);\n    const frame = kernel.allocateFrame();',
      ],
    ],
  },
];

export default wrong;
