import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const INDEX = 'const index = (address >>> shift) & 0x3ff;';
const TABLE_OUTSIDE = 'if (place >= this.memoryBytes) return FAULT.illegalAddress;';
const ABSENT = 'if ((entry & ENTRY.valid) === 0) return FAULT.notPresent;';
const WRITE_ONLY =
  'if ((entry & ENTRY.write) !== 0 && (entry & ENTRY.read) === 0) return FAULT.illegalAddress;';
const IS_LEAF = 'if ((entry & (ENTRY.read | ENTRY.execute)) !== 0)';
const RESERVED = 'if ((entry & POINTER_RESERVED) !== 0) return FAULT.illegalAddress;';
const DOWN = 'table = entry >>> 10;';
const TOO_DEEP = 'return FAULT.illegalAddress;\n  }\n\n  private leaf';
const RIGHT =
  'const right = access === ACCESS.fetch ? ENTRY.execute : access === ACCESS.load ? ENTRY.read : ENTRY.write;';
const DENIED = 'if ((entry & right) === 0) return FAULT.permission;';
const MODE = 'if (((entry & ENTRY.user) !== 0) !== (mode === MODE.user)) return FAULT.permission;';
const FRAME = 'const frame = entry >>> 10;';
const ALIGNED = 'if (start % pageBytes !== 0) return FAULT.illegalAddress;';
const PHYSICAL = 'const physical = start + (address % pageBytes);';
const START = 'const start = frame * PAGE_BYTES;';
const PAGE_OUTSIDE = 'if (physical >= this.memoryBytes) return FAULT.illegalAddress;';
const USED =
  'const used = entry | (access === ACCESS.store ? ENTRY.accessed | ENTRY.dirty : ENTRY.accessed);';
const STORE = 'if (used !== entry) this.memory.storeWord(place, used);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'no-offset',
    fails: 'AT1',
    why: 'Answers where a small page begins.',
    replace: [[PHYSICAL, 'const physical = start + (pageBytes > PAGE_BYTES ? address % pageBytes : 0);']],
  },
  {
    name: 'offset-of-words',
    fails: 'AT1',
    why: 'Cuts the two lowest bits of the offset in small pages.',
    replace: [
      [
        PHYSICAL,
        'const physical = start + (pageBytes > PAGE_BYTES ? address % pageBytes : address & 0xffc);',
      ],
    ],
  },
  {
    name: 'small-offset-in-superpages',
    fails: 'AT2',
    also: ['AT5'],
    why: 'Takes twelve bits of offset in superpages, too.',
    replace: [[PHYSICAL, 'const physical = start + (address % PAGE_BYTES);']],
  },
  {
    name: 'no-superpages',
    fails: 'AT2',
    why: 'Takes a leaf in the root for nonsense.',
    replace: [[ALIGNED, 'if (pageBytes > PAGE_BYTES) return FAULT.illegalAddress;']],
  },
  {
    name: 'absent-is-illegal',
    fails: 'AT3',
    why: 'Tells a missing page as an illegal address.',
    replace: [[ABSENT, 'if ((entry & ENTRY.valid) === 0) return FAULT.illegalAddress;']],
  },
  {
    name: 'absent-tables-are-illegal',
    fails: 'AT3',
    why: 'Tells a region without a table as an illegal address.',
    replace: [
      [
        ABSENT,
        'if ((entry & ENTRY.valid) === 0) return shift === 22 ? FAULT.illegalAddress : FAULT.notPresent;',
      ],
    ],
  },
  {
    name: 'nonsense-before-valid',
    fails: 'AT3',
    why: 'Looks for W without R before it looks whether the entry is valid.',
    replace: [
      [
        ABSENT,
        'if ((entry & 0x1f) === ENTRY.execute) return FAULT.permission;\n      if ((entry & ENTRY.valid) === 0) return FAULT.notPresent;',
      ],
    ],
  },
  {
    name: 'denied-is-absent',
    fails: 'AT4',
    why: 'Tells a right that is missing as a page that is missing.',
    replace: [[DENIED, 'if ((entry & right) === 0) return FAULT.notPresent;']],
  },
  {
    name: 'fetches-what-can-be-read',
    fails: 'AT4',
    also: ['AT1', 'AT2', 'AT5'],
    why: 'Asks for R at a fetch.',
    replace: [[RIGHT, 'const right = access === ACCESS.store ? ENTRY.write : ENTRY.read;']],
  },
  {
    name: 'stores-what-can-be-read',
    fails: 'AT4',
    why: 'Asks for R at a store.',
    replace: [[RIGHT, 'const right = access === ACCESS.fetch ? ENTRY.execute : ENTRY.read;']],
  },
  {
    name: 'reads-code',
    fails: 'AT4',
    why: 'Lets code be read that can only be executed.',
    replace: [
      [
        DENIED,
        'if ((entry & right) === 0 && (access !== ACCESS.load || (entry & ENTRY.execute) === 0)) return FAULT.permission;',
      ],
    ],
  },
  {
    name: 'no-modes',
    fails: 'AT4',
    why: 'Does not look at the mode.',
    replace: [[MODE, '']],
  },
  {
    name: 'supervisor-may-all',
    fails: 'AT4',
    why: 'Lets supervisor mode use pages of user mode.',
    replace: [[MODE, 'if (mode === MODE.user && (entry & ENTRY.user) === 0) return FAULT.permission;']],
  },
  {
    name: 'supervisor-may-load-and-store',
    fails: 'AT4',
    why: 'Keeps supervisor mode from fetching from pages of user mode only.',
    replace: [
      [
        MODE,
        'if (mode === MODE.user ? (entry & ENTRY.user) === 0 : (entry & ENTRY.user) !== 0 && access === ACCESS.fetch) return FAULT.permission;',
      ],
    ],
  },
  {
    name: 'misaligned-before-permission',
    fails: 'AT4',
    why: 'Looks whether a superpage is aligned before it looks at its rights.',
    replace: [
      [
        DENIED,
        `if (pageBytes > PAGE_BYTES && (entry & 0xf_fc00) !== 0) return FAULT.illegalAddress;\n    ${DENIED}`,
      ],
    ],
  },
  {
    name: 'misaligned',
    fails: 'AT5',
    why: 'Takes superpages that are not aligned.',
    replace: [[ALIGNED, '']],
  },
  {
    name: 'write-only',
    fails: 'AT5',
    why: 'Takes W without R for a right like any other.',
    replace: [
      [WRITE_ONLY, ''],
      [IS_LEAF, 'if ((entry & (ENTRY.read | ENTRY.write | ENTRY.execute)) !== 0)'],
    ],
  },
  {
    name: 'marked-pointers',
    fails: 'AT5',
    why: 'Follows entries that name a table and have U, A or D.',
    replace: [[RESERVED, '']],
  },
  {
    name: 'pointers-to-nowhere-are-absent',
    fails: 'AT5',
    why: 'Takes an inner entry without rights for a missing page.',
    replace: [[TOO_DEEP, TOO_DEEP.replace('illegalAddress', 'notPresent')]],
  },
  {
    name: 'tables-outside',
    fails: 'AT5',
    why: 'Loads entries of tables that lie outside of memory.',
    replace: [[TABLE_OUTSIDE, '']],
  },
  {
    name: 'pages-outside',
    fails: 'AT5',
    why: 'Finds pages that lie outside of memory.',
    replace: [[PAGE_OUTSIDE, 'if (physical >= 0x8000_0000) return FAULT.illegalAddress;']],
  },
  {
    name: 'whole-superpages-only',
    fails: 'AT2',
    why: 'Refuses a superpage of which a part lies outside of memory.',
    replace: [
      [
        PAGE_OUTSIDE,
        `${PAGE_OUTSIDE}\n    if (start + pageBytes > this.memoryBytes) return FAULT.illegalAddress;`,
      ],
    ],
  },
  {
    name: 'start-of-superpages-only',
    fails: 'AT5',
    why: 'Looks only whether the first byte of a page lies in memory.',
    replace: [[PAGE_OUTSIDE, 'if (start >= this.memoryBytes) return FAULT.illegalAddress;']],
  },
  {
    name: 'addresses-of-32-bits',
    fails: 'AT5',
    why: 'Shifts the frame to the left, which cuts what is above 32 bits.',
    replace: [[START, 'const start = (frame << 12) >>> 0;']],
  },
  {
    name: 'signed-entries',
    fails: 'AT5',
    why: 'Shifts entries with their sign.',
    replace: [
      [FRAME, 'const frame = entry >> 10;'],
      [DOWN, 'table = entry >> 10;'],
    ],
  },
  {
    name: 'accessed-by-stores',
    fails: 'AT6',
    why: 'Sets ACCESSED at stores only.',
    replace: [[USED, 'const used = access === ACCESS.store ? entry | ENTRY.accessed | ENTRY.dirty : entry;']],
  },
  {
    name: 'fetches-leave-no-mark',
    fails: 'AT6',
    why: 'Sets ACCESSED at loads and stores only.',
    replace: [[STORE, `if (access === ACCESS.fetch) return physical;\n    ${STORE}`]],
  },
  {
    name: 'supervisor-leaves-no-mark',
    fails: 'AT6',
    also: ['AT7'],
    why: 'Sets bits in user mode only.',
    replace: [[STORE, `if (mode === MODE.supervisor) return physical;\n    ${STORE}`]],
  },
  {
    name: 'always-dirty',
    fails: 'AT7',
    why: 'Sets DIRTY at every access.',
    replace: [[USED, 'const used = entry | ENTRY.accessed | ENTRY.dirty;']],
  },
  {
    name: 'never-dirty',
    fails: 'AT7',
    why: 'Never sets DIRTY.',
    replace: [[USED, 'const used = entry | ENTRY.accessed;']],
  },
  {
    name: 'dirty-with-accessed-only',
    fails: 'AT7',
    why: 'Does not look for DIRTY where ACCESSED is set already.',
    replace: [[STORE, 'if ((entry & ENTRY.accessed) === 0) this.memory.storeWord(place, used);']],
  },
  {
    name: 'dirty-where-writable',
    fails: 'AT7',
    why: 'Sets DIRTY where the page may be written.',
    replace: [
      [
        USED,
        'const used = entry | ((entry & ENTRY.write) !== 0 ? ENTRY.accessed | ENTRY.dirty : ENTRY.accessed);',
      ],
    ],
  },
  {
    name: 'forgets-the-kernels-bits',
    fails: 'AT8',
    why: 'Stores an entry without bits 8 and 9.',
    replace: [[STORE, 'if (used !== entry) this.memory.storeWord(place, used & ~0x300);']],
  },
  {
    name: 'marks-before-it-looks',
    fails: 'AT8',
    why: 'Sets ACCESSED before it looks at the rights.',
    replace: [[DENIED, `this.memory.storeWord(place, entry | ENTRY.accessed);\n    ${DENIED}`]],
  },
  {
    name: 'marks-what-is-outside',
    fails: 'AT8',
    why: 'Sets the bits before it looks whether the page lies in memory.',
    replace: [
      [PAGE_OUTSIDE, ''],
      [STORE, `${STORE}\n    ${PAGE_OUTSIDE}`],
    ],
  },
  {
    name: 'clears-dirty',
    fails: 'AT7',
    why: 'Writes DIRTY anew at each access.',
    replace: [
      [
        USED,
        'const used = (entry & ~ENTRY.dirty) | (access === ACCESS.store ? ENTRY.accessed | ENTRY.dirty : ENTRY.accessed);',
      ],
    ],
  },
  {
    name: 'loads-three-times',
    exceeds: ['memory-accesses'],
    why: 'Loads every entry three times.',
    replace: [[ABSENT, `this.memory.loadWord(place);\n      this.memory.loadWord(place);\n      ${ABSENT}`]],
  },
  {
    name: 'signed-addresses',
    fails: 'AT1',
    also: ['AT2', 'AT3', 'AT4', 'AT5'],
    why: 'Shifts the address with its sign.',
    replace: [[INDEX, 'const index = ((address | 0) >> shift) & (shift === 22 ? -1 : 0x3ff);']],
  },
];

export default wrong;
