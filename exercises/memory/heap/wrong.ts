import type { WrongSolution } from '../../wrong-solution';

const ORDERED = 'right/address-ordered';

const wrong: readonly WrongSolution[] = [
  // HP1: place of blocks.
  {
    name: 'aligned-to-four',
    fails: 'HP1',
    why: 'Rounds sizes to words, not to eight bytes.',
    base: ORDERED,
    replace: [
      ['Math.ceil((bytes + HEADER_BYTES) / 8) * 8)', 'Math.ceil((bytes + HEADER_BYTES) / 4) * 4)'],
      [
        'let added = Math.max(GROWTH_BYTES, needed - free);',
        'let added = Math.max(GROWTH_BYTES, (needed - free + 7) & -8);',
      ],
      ['      added = needed - free;', '      added = (needed - free + 7) & -8;'],
    ],
  },
  {
    name: 'header-at-a-multiple-of-eight',
    fails: 'HP1',
    why: 'Puts headers at multiples of 8, and so what is behind them four bytes further.',
    base: ORDERED,
    replace: [['end = start + 4;', 'end = start + 8;']],
  },
  // HP2: shared bytes.
  {
    name: 'kept-back-and-given-twice',
    fails: 'HP2',
    why: 'Keeps the block freed last at hand, and forgets that it gave it out again.',
    replace: [
      ['return this.write(END, 0);\n  }', 'this.write(40, 0);\n    return this.write(END, 0);\n  }'],
      [
        'let block = this.find(needed);',
        'const kept = this.read(40);\n    if (kept !== 0 && (this.memory.load(kept - 4) & ~FLAGS) === needed) {\n      this.write(41, 1);\n      return kept;\n    }\n    let block = this.find(needed);\n    if (block === NONE && kept !== 0 && this.read(41) === 0) {\n      this.write(40, 0);\n      this.release(kept);\n      block = this.find(needed);\n    }',
      ],
      [
        'free(address: number): number {',
        'free(address: number): number {\n    const kept = this.read(40);\n    if (kept !== 0 && this.read(41) === 0) this.release(kept);\n    this.write(41, 0);\n    return this.write(40, address);\n  }\n\n  private release(address: number): number {',
      ],
    ],
  },
  // HP3: the kernel's memory.
  {
    name: 'asks-for-all-of-it',
    fails: 'HP3',
    why: 'Asks for the whole block, though a part of it is free at the end of the heap.',
    replace: [
      ['let added = Math.max(GROWTH_BYTES, needed - free);', 'let added = Math.max(GROWTH_BYTES, needed);'],
      ['      added = needed - free;', '      added = needed;'],
    ],
  },
  {
    name: 'whole-pieces-only',
    fails: 'HP3',
    why: 'Gives up when the kernel has less than the piece by which it grows.',
    replace: [
      ['added = needed - free;\n      if (this.memory.sbrk(added) === -1) return false;', 'return false;'],
    ],
  },
  {
    name: 'refused-once-and-for-all',
    fails: 'HP3',
    why: 'Takes one refusal for the end of all memory.',
    replace: [
      ['return this.write(END, 0);\n  }', 'this.write(40, 0);\n    return this.write(END, 0);\n  }'],
      ['let end = this.read(END);', 'if (this.read(40) === 1) return false;\n    let end = this.read(END);'],
      [
        'added = needed - free;\n      if (this.memory.sbrk(added) === -1) return false;',
        'added = needed - free;\n      if (this.memory.sbrk(added) === -1) {\n        this.write(40, 1);\n        return false;\n      }',
      ],
    ],
  },
  // HP4: what is free serves again.
  {
    name: 'never-frees',
    fails: 'HP4',
    also: ['HP5'],
    why: 'Forgets what is freed.',
    replace: [
      [
        'let block = address - HEADER_BYTES;',
        'if (address > 0) return 0;\n    let block = address - HEADER_BYTES;',
      ],
    ],
  },
  {
    name: 'never-cuts',
    fails: 'HP4',
    why: 'Gives out whole blocks, however small the request.',
    replace: [['if (rest >= LEAST_BLOCK_BYTES) {', 'if (rest >= LEAST_BLOCK_BYTES << 20) {']],
  },
  {
    name: 'large-blocks-are-lost',
    fails: 'HP4',
    also: ['HP5'],
    why: 'Forgets freed blocks of more than 256 bytes.',
    replace: [
      [
        'let bytes = header & ~FLAGS;\n    const above',
        'let bytes = header & ~FLAGS;\n    if (bytes > 256) return 0;\n    const above',
      ],
    ],
  },
  // HP5: joining.
  {
    name: 'never-joins',
    fails: 'HP5',
    why: 'Leaves free neighbours apart.',
    replace: [
      ['if ((headerAbove & GIVEN) === 0) {', 'if (headerAbove === -1) {'],
      [
        'if ((header & BELOW_GIVEN) === 0) {\n      const bytesBelow',
        'if (header === -1) {\n      const bytesBelow',
      ],
    ],
  },
  {
    name: 'joins-small-blocks-only',
    fails: 'HP5',
    why: 'Joins with a block below only as long as that one has less than 256 bytes.',
    replace: [
      [
        'if ((header & BELOW_GIVEN) === 0) {\n      const bytesBelow',
        'if ((header & BELOW_GIVEN) === 0 && this.memory.load(block - HEADER_BYTES) < 256) {\n      const bytesBelow',
      ],
    ],
  },
  {
    name: 'joins-above-only',
    fails: 'HP5',
    why: 'Joins with the block above only.',
    replace: [
      [
        'if ((header & BELOW_GIVEN) === 0) {\n      const bytesBelow',
        'if (header === 0) {\n      const bytesBelow',
      ],
    ],
  },
  {
    name: 'joins-below-only',
    fails: 'HP5',
    why: 'Joins with the block below only.',
    base: ORDERED,
    replace: [['if (above !== 0 && block + size === above) {', 'if (above !== 0 && block + size > above) {']],
  },
  {
    name: 'joins-one-neighbour',
    fails: 'HP5',
    why: 'Joins with the block above, and with the one below only if that one is not free.',
    replace: [
      [
        'if ((header & BELOW_GIVEN) === 0) {\n      const bytesBelow',
        'if ((headerAbove & GIVEN) !== 0 && (header & BELOW_GIVEN) === 0) {\n      const bytesBelow',
      ],
    ],
  },
  {
    name: 'new-memory-apart',
    fails: 'HP5',
    also: ['HP3'],
    why: 'Keeps new memory apart from what was free at the end of the heap.',
    replace: [
      [
        'const free = (header & BELOW_GIVEN) === 0 ? this.memory.load(last - HEADER_BYTES) : 0;',
        'const free = header === -1 ? this.memory.load(last - HEADER_BYTES) : 0;',
      ],
    ],
  },
  // HP6: what cannot be met.
  {
    name: 'a-block-for-nothing',
    fails: 'HP6',
    why: 'Gives a block for a request of 0 bytes.',
    replace: [
      ['if (bytes < 1 || bytes > MOST_BYTES) return -1;', 'if (bytes < 0 || bytes > MOST_BYTES) return -1;'],
    ],
  },
  {
    name: 'a-block-for-less-than-nothing',
    fails: 'HP6',
    why: 'Refuses 0 bytes, but not fewer.',
    replace: [
      [
        'if (bytes < 1 || bytes > MOST_BYTES) return -1;',
        'if (bytes === 0 || bytes > MOST_BYTES) return -1;',
      ],
    ],
  },
  {
    name: 'sizes-wrap',
    fails: 'HP6',
    why: 'Adds header and rounding to the largest number: it becomes negative, and the smallest block is enough.',
    replace: [['if (bytes < 1 || bytes > MOST_BYTES) return -1;', 'if (bytes < 1) return -1;']],
  },
  {
    name: 'answers-null',
    fails: 'HP6',
    why: 'Answers 0 where there is no memory, as C does.',
    replace: [['if (!this.grow(needed)) return -1;', 'if (!this.grow(needed)) return 0;']],
  },
  // HP7: what it reaches.
  {
    name: 'more-than-it-asked-for',
    fails: 'HP7',
    why: 'Takes the new memory for eight bytes larger than it asked for.',
    replace: [['if (this.memory.sbrk(added) === -1) {', 'if (this.memory.sbrk(added - 8) === -1) {']],
  },
  {
    name: 'starts-over-what-is-there',
    fails: 'HP7',
    why: 'Takes data that look like its own for a heap that is there, and keeps it when the program starts again.',
    replace: [
      [
        'this.write(FILLED_LISTS, 0);\n    return',
        'if (this.read(40) === 0x48454150) return 0;\n    this.write(40, 0x48454150);\n    this.write(FILLED_LISTS, 0);\n    return',
      ],
    ],
  },
  {
    name: 'link-in-the-block-above',
    fails: 'HP7',
    why: 'Leaves the address of a freed block in the block above it, whoever holds that.',
    replace: [
      [
        '} else this.memory.store(above, headerAbove & ~BELOW_GIVEN);',
        '} else {\n      this.memory.store(above, headerAbove & ~BELOW_GIVEN);\n      this.memory.store(above + HEADER_BYTES, block);\n    }',
      ],
    ],
  },
  {
    name: 'looks-below-the-heap',
    fails: 'HP7',
    why: 'Looks at what lies below a freed block, also where the heap begins.',
    replace: [
      [
        'let block = address - HEADER_BYTES;\n    const header',
        'let block = address - HEADER_BYTES;\n    this.memory.load(block - 8);\n    const header',
      ],
    ],
  },
  // Budgets.
  {
    name: 'asks-for-each',
    exceeds: ['crossings'],
    why: 'Asks the kernel for just as much as is missing, each time.',
    replace: [['const GROWTH_BYTES = 1024;', 'const GROWTH_BYTES = 8;']],
  },
  {
    name: 'grows-by-much',
    exceeds: ['heap-bytes'],
    why: 'Asks for 12,288 bytes more than it needs, as long as the kernel has them.',
    replace: [
      [
        'if (this.memory.sbrk(added) === -1) {',
        'const much = added + 12288;\n    if (this.memory.sbrk(much) !== -1) added = much;\n    else if (this.memory.sbrk(added) === -1) {',
      ],
    ],
  },
];

export default wrong;
