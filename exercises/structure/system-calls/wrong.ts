import type { WrongSolution } from '../../wrong-solution';

const NAIVE = 'right/naive';
const PAGES = 'right/pages-first';

const wrong: readonly WrongSolution[] = [
  // SC1: calls that do not exist.
  {
    name: 'unknown-calls-are-process-calls',
    fails: 'SC1',
    why: 'Takes a number beyond the table for a call of group 0.',
    base: NAIVE,
    replace: [
      ['if (group === -1) return REFUSED;', ''],
      [
        'if ((permissions & (1 << group)) === 0) return REFUSED;',
        'if ((permissions & (1 << Math.max(0, group))) === 0) return REFUSED;',
      ],
    ],
  },
  {
    name: 'unknown-calls-answer-minus-two',
    fails: 'SC1',
    why: 'Answers a code of its own for calls that do not exist.',
    base: NAIVE,
    replace: [['if (group === -1) return REFUSED;', 'if (group === -1) return -2;']],
  },
  {
    name: 'unknown-calls-answer-zero',
    fails: 'SC1',
    why: 'Answers 0 for calls that do not exist.',
    base: NAIVE,
    replace: [['if (group === -1) return REFUSED;', 'if (group === -1) return 0;']],
  },
  // SC2: permissions.
  {
    name: 'permissions-of-the-first-time',
    fails: 'SC2',
    why: 'Remembers the permissions that a process had at its first call.',
    base: NAIVE,
    replace: [
      [
        'private readonly kernel: Services;',
        'private readonly kernel: Services;\n  private readonly known = new Map<number, number>();',
      ],
      [
        'const permissions = this.kernel.get(process, PROCESS_FIELD.permissions);',
        'const permissions = this.known.get(process) ?? this.kernel.get(process, PROCESS_FIELD.permissions);\n    this.known.set(process, permissions);',
      ],
    ],
  },
  {
    name: 'forbidden-calls-answer-zero',
    fails: 'SC2',
    why: 'Answers 0 where the group is not permitted.',
    base: NAIVE,
    replace: [
      [
        'if ((permissions & (1 << group)) === 0) return REFUSED;',
        'if ((permissions & (1 << group)) === 0) return 0;',
      ],
    ],
  },
  // SC3: carried out once, as it was made.
  {
    name: 'twice',
    fails: 'SC3',
    why: 'Has each call carried out twice.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'const result = kernel.perform(process, number, first, second);\n    kernel.perform(process, number, first, second);\n    return result;',
      ],
    ],
  },
  {
    name: 'arguments-swapped',
    fails: 'SC3',
    why: 'Passes the arguments on in the wrong order.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'return kernel.perform(process, number, second, first);',
      ],
    ],
  },
  {
    name: 'highest-bit-cleared',
    fails: 'SC3',
    why: 'Passes the first argument on with its highest bit cleared, so that it is never negative.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'return kernel.perform(process, number, first & 0x7fffffff, second);',
      ],
    ],
  },
  {
    name: 'whole-words-everywhere',
    fails: 'SC3',
    why: 'Demands multiples of 4 of texts and buffers too.',
    replace: [
      [
        '    return kernel.perform(',
        '    if (kernel.argumentKind(number, 0) >= ARGUMENT.buffer && first % 4 !== 0) return SYSTEM_CALL_REFUSED;\n    return kernel.perform(',
      ],
    ],
  },
  {
    name: 'null-is-always-bad',
    fails: 'SC3',
    why: 'Refuses the address 0 also where it stands for none.',
    replace: [
      [
        'if (kind === ARGUMENT.value || (kind === ARGUMENT.writesUnlessZero && address === 0)) return true;',
        'if (kind === ARGUMENT.value) return true;',
      ],
    ],
  },
  {
    name: 'text-page-in-advance',
    fails: 'SC3',
    also: ['SC9'],
    why: 'Demands that the page behind a text may be read too.',
    replace: [
      [
        'for (let i = 0; i < MAX_TEXT_BYTES; i++) {',
        'if (this.frameOf(process, address + MAX_TEXT_BYTES - 1, ACCESS_KIND.load) < 0) return false;\n    for (let i = 0; i < MAX_TEXT_BYTES; i++) {',
      ],
    ],
  },
  {
    name: 'no-empty-buffers',
    fails: 'SC3',
    why: 'Looks at the address of a buffer of 0 bytes.',
    replace: [
      [
        'return other >= 0 && other <= MAX_BUFFER_BYTES && this.copy(process, argument, address, other);',
        'return other >= 0 && other <= MAX_BUFFER_BYTES && this.frameOf(process, address, ACCESS_KIND.load) >= 0 && this.copy(process, argument, address, other);',
      ],
    ],
  },
  {
    name: 'longest-buffer-refused',
    fails: 'SC3',
    why: 'Refuses a buffer of exactly 256 bytes.',
    replace: [
      [
        'this.copy(process, argument, address, other);',
        'this.copy(process, argument, address, other) && other < MAX_BUFFER_BYTES;',
      ],
    ],
  },
  {
    name: 'looks-behind-the-buffer',
    fails: 'SC3',
    why: 'Wants the byte behind a buffer to be readable too.',
    replace: [
      [
        'other >= 0 && other <= MAX_BUFFER_BYTES && this.copy(process, argument, address, other)',
        'other >= 0 && other <= MAX_BUFFER_BYTES && this.copy(process, argument, address, other) && (other === 0 || this.frameOf(process, address + other, ACCESS_KIND.load) >= 0)',
      ],
    ],
  },
  {
    name: 'longest-text-refused',
    fails: 'SC3',
    why: 'Refuses a text whose end is the last byte that may be.',
    replace: [
      ['for (let i = 0; i < MAX_TEXT_BYTES; i++) {', 'for (let i = 0; i < MAX_TEXT_BYTES - 1; i++) {'],
    ],
  },
  {
    name: 'reads-only-where-it-may-store',
    fails: 'SC3',
    why: 'Demands the right to write of everything, also of what is only read.',
    replace: [
      [
        '(access === ACCESS_KIND.load ? ENTRY.read : ENTRY.write)',
        '(access === ACCESS_KIND.load ? ENTRY.read | ENTRY.write : ENTRY.write)',
      ],
    ],
  },
  // SC4: the result.
  {
    name: 'answers-zero',
    fails: 'SC4',
    why: 'Answers 0 for every call that was carried out.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'kernel.perform(process, number, first, second);\n    return 0;',
      ],
    ],
  },
  {
    name: 'failures-answer-zero',
    fails: 'SC4',
    why: 'Answers 0 where the result is negative.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'return Math.max(0, kernel.perform(process, number, first, second));',
      ],
    ],
  },
  {
    name: 'results-of-a-byte',
    fails: 'SC4',
    why: 'Answers only the low seven bits of the result, and its sign.',
    replace: [
      [
        'return kernel.perform(process, number, first, second);',
        'const result = kernel.perform(process, number, first, second);\n    return result < 0 ? result : result & 127;',
      ],
    ],
  },
  // SC5: pointers.
  {
    name: 'alignment-unchecked',
    fails: 'SC5',
    why: 'Takes words at any address.',
    replace: [['if (address % 4 !== 0) return false;', '']],
  },
  {
    name: 'only-the-first-byte',
    fails: 'SC5',
    why: 'Has every page made that is stored to, and refuses only if the first one cannot be.',
    replace: [
      [
        'if (this.frameOf(process, at, ACCESS_KIND.store) < 0) return false;',
        'if (this.frameOf(process, at, ACCESS_KIND.store) < 0 && at === address) return false;',
      ],
    ],
  },
  {
    name: 'stores-where-it-may-read',
    fails: 'SC5',
    why: 'Checks where it stores with the right to read.',
    base: PAGES,
    replace: [
      [
        'const STORE = ENTRY.valid | ENTRY.user | ENTRY.write;',
        'const STORE = ENTRY.valid | ENTRY.user | ENTRY.read;',
      ],
    ],
  },
  {
    name: 'valid-is-enough',
    fails: 'SC5',
    also: ['SC7'],
    why: 'Looks only at the bit valid.',
    base: PAGES,
    replace: [['const LOAD = ENTRY.valid | ENTRY.user | ENTRY.read;', 'const LOAD = ENTRY.valid;']],
  },
  {
    name: 'valid-unseen',
    fails: 'SC5',
    why: 'Looks at the rights in an entry, and not whether it is valid.',
    replace: [['ENTRY.valid | ENTRY.user | (access ===', 'ENTRY.user | (access ===']],
  },
  {
    name: 'half-the-addresses',
    fails: 'SC5',
    why: 'Leaves the highest bit of an address away: it is another page then.',
    replace: [
      [
        'kernel.get(process, FIELD.root), address >>> 22)',
        'kernel.get(process, FIELD.root), (address >>> 22) & 511)',
      ],
    ],
  },
  {
    name: 'the-right-to-read-unchecked',
    fails: 'SC5',
    why: 'Reads pages that may only be executed.',
    base: PAGES,
    replace: [
      ['const LOAD = ENTRY.valid | ENTRY.user | ENTRY.read;', 'const LOAD = ENTRY.valid | ENTRY.user;'],
    ],
  },
  {
    name: 'only-the-first-argument',
    fails: 'SC5',
    also: ['SC6', 'SC9'],
    why: 'Looks at the first argument only.',
    replace: [['if (!this.take(process, number, 1, second >>> 0, first)) return SYSTEM_CALL_REFUSED;', '']],
  },
  {
    name: 'only-the-second-argument',
    fails: 'SC5',
    also: ['SC6', 'SC8', 'SC9'],
    why: 'Looks at the second argument only.',
    replace: [['if (!this.take(process, number, 0, first >>> 0, second)) return SYSTEM_CALL_REFUSED;', '']],
  },
  {
    name: 'null-is-always-good',
    fails: 'SC5',
    why: 'Takes the address 0 for none wherever a call stores.',
    replace: [
      [
        'kind === ARGUMENT.value || (kind === ARGUMENT.writesUnlessZero && address === 0)',
        'kind === ARGUMENT.value || ((kind === ARGUMENT.writesUnlessZero || kind === ARGUMENT.writes) && address === 0)',
      ],
    ],
  },
  {
    name: 'stores-are-not-checked',
    fails: 'SC5',
    also: ['SC9'],
    why: 'Checks what is read, and not where is stored.',
    replace: [[': this.mayStore(process, address, bytes);', ': true;']],
  },
  {
    name: 'bad-pointers-answer-zero',
    fails: 'SC5',
    also: ['SC8'],
    why: 'Answers 0 when an argument is bad.',
    replace: [
      [
        'if (!this.take(process, number, 0, first >>> 0, second)) return SYSTEM_CALL_REFUSED;',
        'if (!this.take(process, number, 0, first >>> 0, second)) return 0;',
      ],
      [
        'if (!this.take(process, number, 1, second >>> 0, first)) return SYSTEM_CALL_REFUSED;',
        'if (!this.take(process, number, 1, second >>> 0, first)) return 0;',
      ],
    ],
  },
  // SC6: copies.
  {
    name: 'copies-nothing',
    fails: 'SC6',
    why: 'Checks what a call reads, and copies none of it.',
    replace: [['    kernel.copyIn(argument, index, byte);\n', '']],
  },
  {
    name: 'one-byte-less',
    fails: 'SC6',
    also: ['SC5'],
    why: 'Leaves the last byte of a buffer out.',
    replace: [
      [
        'this.copy(process, argument, address, other);',
        'this.copy(process, argument, address, Math.max(Math.min(other, 1), other - 1));',
      ],
    ],
  },
  {
    name: 'highest-byte-first',
    fails: 'SC6',
    also: ['SC3', 'SC8'],
    why: 'Takes the bytes of a word in the wrong order.',
    replace: [['(this.word >>> (8 * (at % 4))) & 0xff', '(this.word >>> (8 * (3 - (at % 4)))) & 0xff']],
  },
  {
    name: 'stays-in-the-frame',
    fails: 'SC6',
    also: ['SC3', 'SC5'],
    why: 'Goes on in the same frame where the next page begins.',
    replace: [['if (index === 0 || at % PAGE_BYTES === 0) this.frame', 'if (index === 0) this.frame']],
  },
  {
    name: 'texts-stay-in-their-page',
    fails: 'SC6',
    also: ['SC3'],
    why: 'Walks the tables once for a text, wherever it goes on.',
    replace: [
      [
        'const byte = this.copyByte(process, argument, address, i);',
        'const isNext = Math.floor((address + i) / PAGE_BYTES) > Math.floor(address / PAGE_BYTES);\n      const byte = this.copyByte(process, argument, isNext ? address - PAGE_BYTES : address, i);',
      ],
    ],
  },
  {
    name: 'next-frame-in-memory',
    fails: 'SC6',
    also: ['SC5', 'SC7', 'SC8'],
    why: 'Takes the next frame of memory for that of the next page.',
    replace: [
      [
        'if (index === 0 || at % PAGE_BYTES === 0) this.frame = this.frameOf(process, at, ACCESS_KIND.load);',
        'if (index === 0) this.frame = this.frameOf(process, at, ACCESS_KIND.load);\n    else if (at % PAGE_BYTES === 0) this.frame++;',
      ],
    ],
  },
  {
    name: 'copies-from-the-word',
    fails: 'SC6',
    also: ['SC3', 'SC5'],
    why: 'Begins at the word in which a text or buffer begins, and so ends before the byte that may not be read.',
    replace: [
      [
        'if (kind === ARGUMENT.text) return this.copyText(process, argument, address);',
        'if (kind === ARGUMENT.text) return this.copyText(process, argument, address - (address % 4));',
      ],
      [
        'this.copy(process, argument, address, other);',
        'this.copy(process, argument, address - (address % 4), other);',
      ],
    ],
  },
  {
    name: 'copies-to-the-first-argument',
    fails: 'SC6',
    why: 'Puts the copy of the second argument into that of the first.',
    replace: [['kernel.copyIn(argument, index, byte);', 'kernel.copyIn(0, index, byte);']],
  },
  {
    name: 'without-the-end',
    fails: 'SC6',
    why: 'Copies a text without the 0 at its end.',
    replace: [
      [
        '    kernel.copyIn(argument, index, byte);\n',
        '    if (byte !== 0) kernel.copyIn(argument, index, byte);\n',
      ],
    ],
  },
  // SC7: other frames.
  {
    name: 'addresses-are-physical',
    fails: 'SC7',
    why: 'Takes the address of the caller for one of physical memory.',
    replace: [
      [
        'return (leaf & needed) === needed ? leaf >>> 10 : -1;',
        'return (leaf & needed) === needed ? address >>> 12 : -1;',
      ],
    ],
  },
  {
    name: 'reads-before-it-checks',
    fails: 'SC7',
    why: 'Loads the word first, and looks at the rights afterwards.',
    base: NAIVE,
    replace: [
      [
        'if ((leaf & ENTRY.valid) !== 0 && (leaf & ENTRY.user) !== 0 && (leaf & right) !== 0) {',
        'const early = this.kernel.load(leaf >>> 10, Math.floor((address % PAGE_BYTES) / 4));\n        if ((leaf & ENTRY.valid) !== 0 && (leaf & ENTRY.user) !== 0 && (leaf & right) !== 0 && early === early) {',
      ],
    ],
  },
  {
    name: 'tables-unchecked',
    fails: 'SC7',
    why: 'Follows an entry of the root table that is not valid.',
    base: PAGES,
    replace: [
      [
        'return upper & ENTRY.valid ? this.kernel.load(upper >>> 10, page & 1023) : 0;',
        'return this.kernel.load(upper >>> 10, page & 1023);',
      ],
    ],
  },
  {
    name: 'remembers-roots',
    fails: 'SC7',
    why: 'Remembers the root table of each process by its number, which is given again.',
    base: PAGES,
    replace: [
      ['private root = 0;', 'private root = 0;\n  private readonly roots = new Map<number, number>();'],
      [
        'this.root = this.kernel.get(process, PROCESS_FIELD.root);',
        'this.root = this.roots.get(process) ?? this.kernel.get(process, PROCESS_FIELD.root);\n    this.roots.set(process, this.root);',
      ],
    ],
  },
  {
    name: 'root-of-init',
    fails: 'SC7',
    why: 'Walks the tables of process 1, whoever calls.',
    base: PAGES,
    replace: [
      [
        'this.root = this.kernel.get(process, PROCESS_FIELD.root);',
        'this.root = this.kernel.get(1, PROCESS_FIELD.root);',
      ],
    ],
  },
  // SC8: lengths.
  {
    name: 'length-unchecked',
    fails: 'SC8',
    why: 'Copies up to 256 bytes of a buffer, whatever its length.',
    replace: [
      [
        'return other >= 0 && other <= MAX_BUFFER_BYTES && this.copy(process, argument, address, other);',
        'return this.copy(process, argument, address, Math.min(other, MAX_BUFFER_BYTES));',
      ],
    ],
  },
  {
    name: 'negative-lengths',
    fails: 'SC8',
    why: 'Refuses buffers that are too long, and not those of less than 0 bytes.',
    replace: [['other >= 0 && other <= MAX_BUFFER_BYTES', 'other <= MAX_BUFFER_BYTES']],
  },
  {
    name: 'one-byte-more',
    fails: 'SC8',
    why: 'Takes a text whose end is one byte too far.',
    replace: [['for (let i = 0; i < MAX_TEXT_BYTES; i++) {', 'for (let i = 0; i <= MAX_TEXT_BYTES; i++) {']],
  },
  // SC9: pages that nobody has touched yet.
  {
    name: 'touches-nothing',
    fails: 'SC9',
    why: 'Refuses pages that are not there.',
    replace: [['&& this.kernel.touch(process, address, access) === 1)', '&& leaf < 0)']],
  },
  {
    name: 'touches-only-to-read',
    fails: 'SC9',
    why: 'Has pages made where a call reads, and not where it stores.',
    replace: [
      [
        'this.kernel.touch(process, address, access) === 1',
        'access === ACCESS_KIND.load && this.kernel.touch(process, address, access) === 1',
      ],
    ],
  },
  {
    name: 'touches-the-first-page',
    fails: 'SC9',
    why: 'Has only the page made in which a text or buffer begins.',
    base: PAGES,
    replace: [
      [
        'frames(address: number, bytes: number, needed: number)',
        'frames(address: number, bytes: number, needed: number, start = Math.floor(address / PAGE_BYTES))',
      ],
      [
        'const frame = this.frame(page, Math.max(address, page * PAGE_BYTES), needed);',
        'const frame = this.frame(page, start * PAGE_BYTES, needed);',
      ],
    ],
  },
  // Budgets.
  {
    name: 'walks-for-each-byte',
    exceeds: ['memory-accesses'],
    why: 'Walks the tables anew for each byte of a text or buffer.',
    replace: [
      [
        'if (index === 0 || at % PAGE_BYTES === 0) this.frame',
        'this.frame = this.frameOf(process, at, ACCESS_KIND.load);\n    if (index < 0) this.frame',
      ],
    ],
  },
  {
    name: 'goes-round-for-each-byte',
    exceeds: ['policy-cycles'],
    why: 'Goes round 300 times for each byte that it copies.',
    replace: [
      [
        'const byte = (this.word',
        'for (let i = 0; i < 300; i++) this.word ^= i & 0;\n    const byte = (this.word',
      ],
    ],
  },
];
export default wrong;
