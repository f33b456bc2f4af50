import type { WrongSolution } from '../../wrong-solution';

const LISTS = 'right/sorted-lists';
const IN_BLOCKS = 'right/lists-in-free-blocks';
const NAIVE = 'right/naive';
const TREE = 'right/tree-of-orders';

const wrong: readonly WrongSolution[] = [
  // BA1: size and place of blocks.
  {
    name: 'one-byte-short',
    fails: 'BA1',
    also: ['BA7'],
    why: 'Takes the size below for requests of a power of two and one byte.',
    replace: [['while (blockBytes < bytes) {', 'while (blockBytes + 1 < bytes) {']],
  },
  {
    name: 'size-in-words',
    fails: 'BA1',
    also: ['BA7'],
    why: 'Counts whole words: up to three bytes too many are lost.',
    replace: [['while (blockBytes < bytes) {', 'while (blockBytes < (bytes & ~3)) {']],
  },
  {
    name: 'block-too-small-for-the-largest',
    fails: 'BA1',
    also: ['BA7'],
    why: 'Compares with one block less than the arena: requests above half of it get half of it.',
    replace: [
      ['while (blockBytes < bytes) {', 'while (blockBytes < bytes && order + 1 < this.topOrder) {'],
      [
        'if (order > this.topOrder) return -1;',
        'if (order > this.topOrder || bytes > blockBytes << 1) return -1;',
      ],
    ],
  },
  {
    name: 'aligned-from-zero',
    fails: 'BA1',
    why: 'Rounds the address down to a multiple of the size, counted from address 0.',
    replace: [
      [
        'return this.arenaBase + (node - (1 << (this.topOrder - order))) * blockBytes;',
        'return (this.arenaBase + (node - (1 << (this.topOrder - order))) * blockBytes) & -blockBytes;',
      ],
    ],
  },
  {
    name: 'header-before-the-block',
    fails: 'BA1',
    why: 'Answers an address behind a header of four bytes.',
    replace: [
      [
        'return this.arenaBase + (node - (1 << (this.topOrder - order))) * blockBytes;',
        'return this.arenaBase + 4 + (node - (1 << (this.topOrder - order))) * blockBytes;',
      ],
    ],
  },
  // BA2: what is known of blocks must survive.
  {
    name: 'records-in-variables',
    fails: 'BA2',
    also: ['BA8', 'BA10'],
    why: 'Notes nowhere in memory that a block is allocated.',
    replace: [['this.settle(node, order, ALLOCATED);', 'this.settle(node, order, 0);']],
  },
  {
    name: 'eight-bit-offsets',
    fails: 'BA2',
    why: 'Keeps block numbers of eight bits: from 256 blocks on they wrap.',
    base: LISTS,
    replace: [
      [
        'return this.arenaBase + block * this.minimumBlockBytes;',
        'return this.arenaBase + (block & 255) * this.minimumBlockBytes;',
      ],
    ],
  },
  // BA3, BA4: which block is taken.
  {
    name: 'largest-first',
    fails: 'BA3',
    why: 'Cuts from the largest free block.',
    replace: [['const smallest = fitting & -fitting;', 'const smallest = 1 << (31 - Math.clz32(fitting));']],
  },
  {
    name: 'only-the-exact-size-or-the-largest',
    fails: 'BA3',
    why: 'Takes a block of the very size, else the largest.',
    replace: [
      [
        'const smallest = fitting & -fitting;',
        'const smallest = (fitting & (1 << order)) !== 0 ? 1 << order : 1 << (31 - Math.clz32(fitting));',
      ],
    ],
  },
  {
    name: 'lowest-address-whatever-its-size',
    fails: 'BA3',
    why: 'Takes the first block in memory that is large enough.',
    base: NAIVE,
    replace: [['if (word >= size && word < bestSize) {', 'if (word >= size && best < 0) {']],
  },
  {
    name: 'highest-address',
    fails: 'BA4',
    why: 'Goes right whenever the right half has the size.',
    replace: [
      [
        'if ((this.read(node) & smallest) === 0) node++;',
        'if ((this.read(node + 1) & smallest) !== 0) node++;',
      ],
    ],
  },
  {
    name: 'upper-half-first',
    fails: 'BA4',
    why: 'Gives away the upper half of a block that it splits.',
    base: LISTS,
    replace: [
      [
        'const block = this.memory.load(this.heads + 4 * from);',
        'let block = this.memory.load(this.heads + 4 * from);',
      ],
      ['this.insert(block + (1 << from), from);', 'this.insert(block, from);\n      block += 1 << from;'],
    ],
  },
  {
    name: 'last-freed-first',
    fails: 'BA4',
    why: 'Puts freed blocks in front of the list, whatever their address.',
    base: LISTS,
    replace: [['while (next !== NONE && next < block) {', 'while (next !== NONE && next < 0) {']],
  },
  {
    name: 'first-freed-first',
    fails: 'BA4',
    why: 'Puts freed blocks behind all others.',
    base: LISTS,
    replace: [['while (next !== NONE && next < block) {', 'while (next !== NONE) {']],
  },
  {
    name: 'sorts-the-first-two',
    fails: 'BA4',
    why: 'Inserts before or behind the first block of the list, and looks no further.',
    base: LISTS,
    replace: [['while (next !== NONE && next < block) {', 'if (next !== NONE && next < block) {']],
  },
  {
    name: 'lowest-among-three',
    fails: 'BA4',
    why: 'Looks for the lowest among the first three blocks of a list.',
    base: IN_BLOCKS,
    replace: [
      [
        'for (let at = lowest; at !== NONE; at = this.memory.load(at)) if (at < lowest) lowest = at;',
        'for (let at = lowest, seen = 0; at !== NONE && seen < 3; at = this.memory.load(at), seen++)\n        if (at < lowest) lowest = at;',
      ],
    ],
  },
  // BA5: nothing is lost.
  {
    name: 'loses-the-upper-half',
    fails: 'BA5',
    why: 'Forgets the half that is left over.',
    base: LISTS,
    replace: [['this.insert(block + (1 << from), from);', 'this.setState(block + (1 << from), 0);']],
  },
  {
    name: 'whole-arena-never',
    fails: 'BA5',
    also: ['BA6'],
    why: 'Refuses the request for the whole arena.',
    replace: [
      ['if (order > this.topOrder) return -1;', 'if (order >= this.topOrder && order > 0) return -1;'],
    ],
  },
  {
    name: 'starts-over-what-is-there',
    fails: 'BA5',
    why: 'Takes a metadata area that looks like its own for an arena in use, and keeps it.',
    replace: [
      [
        'return this.write(1, 1 << this.topOrder);',
        'if (this.read(0) === 0x42554459) return 0;\n    this.write(0, 0x42554459);\n    return this.write(1, 1 << this.topOrder);',
      ],
    ],
  },
  // BA6: merging.
  {
    name: 'never-merges',
    fails: 'BA6',
    why: 'Leaves freed buddies apart.',
    replace: [
      [
        'word === whole && buddy === whole ? whole * 2 : (word | buddy) & ~ALLOCATED',
        '(word | buddy) & ~ALLOCATED',
      ],
    ],
  },
  {
    name: 'merges-once',
    fails: 'BA6',
    why: 'Merges a freed block with its buddy, but not the result with its own.',
    base: LISTS,
    replace: [
      [
        'while (order < this.topOrder) {\n      const buddy',
        'const until = order + 1;\n    while (order < this.topOrder && order < until) {\n      const buddy',
      ],
    ],
  },
  {
    name: 'merges-to-the-left',
    fails: 'BA6',
    why: 'Merges only with a buddy at a lower address.',
    base: LISTS,
    replace: [
      [
        'if (this.state(buddy) !== (FREE | order)) break;',
        'if (buddy > block || this.state(buddy) !== (FREE | order)) break;',
      ],
    ],
  },
  {
    name: 'merges-to-the-right',
    fails: 'BA6',
    why: 'Merges only with a buddy at a higher address.',
    base: LISTS,
    replace: [
      [
        'if (this.state(buddy) !== (FREE | order)) break;',
        'if (buddy < block || this.state(buddy) !== (FREE | order)) break;',
      ],
    ],
  },
  {
    name: 'halves-never-become-the-arena',
    fails: 'BA6',
    why: 'Stops merging below the order of the arena.',
    replace: [['word === whole && buddy === whole ?', 'at > 3 && word === whole && buddy === whole ?']],
  },
  {
    name: 'merges-only-while-little-was-freed',
    fails: 'BA6',
    why: 'Counts freed blocks in eight bits and merges no more once they are used up.',
    base: LISTS,
    replace: [
      [
        'let order = this.state(block) & 255;',
        'let order = this.state(block) & 255;\n    const counter = this.heads + 4 * 30;\n    const count = Math.min(255, this.memory.load(counter) + 1);\n    this.memory.store(counter, count);',
      ],
      [
        'while (order < this.topOrder) {\n      const buddy',
        'while (count < 255 && order < this.topOrder) {\n      const buddy',
      ],
      [
        'this.insert(0, this.topOrder);',
        'this.memory.store(this.heads + 4 * 30, 0);\n    this.insert(0, this.topOrder);',
      ],
    ],
  },
  // BA7: what cannot be met.
  {
    name: 'a-block-for-nothing',
    fails: 'BA7',
    why: 'Gives a smallest block for a request of 0 bytes.',
    replace: [['if (bytes < 1) return -1;', 'if (bytes < 0) return -1;']],
  },
  {
    name: 'a-block-for-less-than-nothing',
    fails: 'BA7',
    why: 'Refuses 0 bytes, but not fewer.',
    replace: [['if (bytes < 1) return -1;', 'if (bytes === 0) return -1;']],
  },
  {
    name: 'a-block-for-the-least-number',
    fails: 'BA7',
    why: 'Changes the sign of what is negative; -2^31 stays negative.',
    replace: [['if (bytes < 1) return -1;', 'if (bytes === 0 || (-bytes | 0) > 0) return -1;']],
  },
  {
    name: 'at-most-the-arena',
    fails: 'BA7',
    why: 'Gives the whole arena for too large a request.',
    replace: [
      [
        'if (order > this.topOrder) return -1;',
        'if (order > this.topOrder) {\n      order = this.topOrder;\n      blockBytes = this.minimumBlockBytes << order;\n    }',
      ],
    ],
  },
  {
    name: 'twice-the-arena-wraps',
    fails: 'BA7',
    why: 'Computes the order modulo 32 bits: a request of nearly 2^31 becomes small.',
    replace: [
      ['while (blockBytes < bytes) {', 'while (blockBytes < (bytes > 1 << 30 ? bytes >>> 20 : bytes)) {'],
    ],
  },
  {
    name: 'answers-zero-when-full',
    fails: 'BA7',
    why: 'Answers 0 and not -1 when nothing fits.',
    replace: [['if (fitting === 0) return -1;', 'if (fitting === 0) return 0;']],
  },
  // BA8: free.
  {
    name: 'accepts-any-free',
    fails: 'BA8',
    why: 'Answers 0 to every free, as if all were well.',
    replace: [['if (found < 0) return -1;\n    this.settle', 'if (found < 0) return 0;\n    this.settle']],
  },
  {
    name: 'frees-from-inside',
    fails: 'BA8',
    also: ['BA10'],
    why: 'Finds the block around an address, not only the one that begins there.',
    replace: [
      [
        'if (word === ALLOCATED) return index === (node << level) - (1 << this.topOrder) ? node : -1;',
        'if (word === ALLOCATED) return node;',
      ],
    ],
  },
  {
    name: 'frees-from-inside-only',
    fails: 'BA8',
    why: 'free takes an address inside a block for the block; blockBytes does not.',
    replace: [
      [
        'const found = this.find(address);\n    if (found < 0) return -1;\n    this.settle',
        'let found = this.find(address);\n    for (let back = this.minimumBlockBytes; found < 0 && back < this.minimumBlockBytes << this.topOrder; back *= 2)\n      found = this.find(address - ((address - this.arenaBase) & (2 * back - 1)));\n    if (found < 0) return -1;\n    this.settle',
      ],
    ],
  },
  {
    name: 'freed-twice',
    fails: 'BA8',
    why: 'Accepts once more what was freed last.',
    base: LISTS,
    replace: [
      [
        'if (block === NONE) return -1;\n    let order',
        'const last = this.heads + 4 * 30;\n    if (block === NONE) return this.memory.load(last) === address ? 0 : -1;\n    this.memory.store(last, address);\n    let order',
      ],
    ],
  },
  {
    name: 'rounds-addresses-down',
    fails: 'BA8',
    also: ['BA10'],
    why: 'Cuts off what is no multiple of the smallest block.',
    base: LISTS,
    replace: [
      [
        'if (offset < 0 || offset % this.minimumBlockBytes !== 0) return NONE;',
        'if (offset < 0) return NONE;',
      ],
      [
        'const block = offset / this.minimumBlockBytes;',
        'const block = Math.floor(offset / this.minimumBlockBytes);',
      ],
    ],
  },
  {
    name: 'addresses-wrap',
    fails: 'BA8',
    also: ['BA10'],
    why: 'Takes an address outside the arena modulo its size.',
    base: LISTS,
    replace: [
      [
        'const offset = address - this.arenaBase;',
        'const offset = (address - this.arenaBase) & (this.blocks * this.minimumBlockBytes - 1);',
      ],
    ],
  },
  {
    name: 'frees-only-above-the-base',
    fails: 'BA8',
    also: ['BA10'],
    why: 'Takes offset 0 for no block.',
    base: LISTS,
    replace: [
      [
        'if (offset < 0 || offset % this.minimumBlockBytes !== 0) return NONE;',
        'if (offset <= 0 || offset % this.minimumBlockBytes !== 0) return NONE;',
      ],
    ],
  },
  {
    name: 'answers-one-for-freed',
    fails: 'BA8',
    why: 'Answers 1 for success.',
    replace: [
      [
        'this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);\n    return 0;',
        'this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);\n    return 1;',
      ],
    ],
  },
  // BA9: where it stores and loads.
  {
    name: 'tag-behind-the-block',
    fails: 'BA9',
    why: 'Leaves a tag in the first word behind a freed block, which may belong to another.',
    replace: [
      [
        'this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);\n    return 0;',
        'const end = address + this.blockBytes(address);\n    if (end < this.arenaBase + (this.minimumBlockBytes << this.topOrder)) this.memory.store(end, 1);\n    this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);\n    return 0;',
      ],
    ],
  },
  {
    name: 'stamps-what-it-looks-up',
    fails: 'BA9',
    why: 'Stores a mark into a block whenever its size is asked for.',
    replace: [
      [
        'return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));',
        'this.memory.store(address, 0x600d);\n    return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));',
      ],
    ],
  },
  {
    name: 'looks-up-before-it-checks',
    fails: 'BA9',
    why: 'Loads the record of an address before it knows whether the address lies in the arena.',
    base: LISTS,
    replace: [
      [
        'if (offset < 0 || offset % this.minimumBlockBytes !== 0) return NONE;\n    const block = offset / this.minimumBlockBytes;\n    return block < this.blocks && (this.state(block) & ALLOCATED) !== 0 ? block : NONE;',
        'const block = offset / this.minimumBlockBytes;\n    const state = this.state(block);\n    if (offset < 0 || offset % this.minimumBlockBytes !== 0) return NONE;\n    return block < this.blocks && (state & ALLOCATED) !== 0 ? block : NONE;',
      ],
    ],
  },
  {
    name: 'fence-behind-the-arena',
    fails: 'BA9',
    why: 'Stores a word behind the arena, as a fence.',
    base: NAIVE,
    replace: [
      [
        'return this.write(0, this.arenaBytes);',
        'this.memory.store(this.arenaBase + this.arenaBytes, -1);\n    return this.write(0, this.arenaBytes);',
      ],
    ],
  },
  {
    name: 'last-of-1024-blocks-unknown',
    fails: 'BA8',
    also: ['BA10'],
    why: 'Takes 1,023 blocks for all there can be: the last one of the largest arena is never found again.',
    base: TREE,
    replace: [
      ['offset >= this.arenaBytes || ', 'offset >= Math.min(this.arenaBytes, 1023 * this.smallest) || '],
    ],
  },
  {
    name: 'sizes-of-sixteen-bits',
    fails: 'BA10',
    why: 'Keeps sizes in 16 bits: those from 64 KiB on are 0.',
    base: TREE,
    replace: [['this.smallest << order;', '(this.smallest << order) & 0xffff;']],
  },
  {
    name: 'size-behind-what-was-asked-for',
    fails: 'BA10',
    why: 'Keeps the size of a block in the block, behind the bytes that were asked for.',
    replace: [
      [
        'return this.arenaBase + (node - (1 << (this.topOrder - order))) * blockBytes;',
        'const offset = (node - (1 << (this.topOrder - order))) * blockBytes;\n    const asked = (bytes + 3) & ~3;\n    this.write((2 << this.topOrder) + offset / this.minimumBlockBytes, asked);\n    if (asked < blockBytes) this.memory.store(this.arenaBase + offset + asked, blockBytes);\n    return this.arenaBase + offset;',
      ],
      [
        'return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));',
        'const asked = this.read((2 << this.topOrder) + (address - this.arenaBase) / this.minimumBlockBytes);\n    return asked >= this.minimumBlockBytes && (asked & (asked - 1)) === 0 ? asked : this.memory.load(address + asked);',
      ],
    ],
  },
  // BA10: blockBytes.
  {
    name: 'size-from-inside',
    fails: 'BA10',
    why: 'blockBytes answers for addresses inside blocks.',
    replace: [
      [
        'const found = this.find(address);\n    if (found < 0) return -1;\n    return this.minimumBlockBytes',
        'let found = this.find(address);\n    for (let back = this.minimumBlockBytes; found < 0 && back < this.minimumBlockBytes << this.topOrder; back *= 2)\n      found = this.find(address - ((address - this.arenaBase) & (2 * back - 1)));\n    if (found < 0) return -1;\n    return this.minimumBlockBytes',
      ],
    ],
  },
  {
    name: 'size-of-free-blocks',
    fails: 'BA10',
    why: 'blockBytes answers for free blocks too.',
    base: LISTS,
    replace: [
      [
        'const block = this.allocatedAt(address);\n    return block === NONE ? -1 : this.minimumBlockBytes',
        'const block = this.allocatedAt(address);\n    const number = (address - this.arenaBase) / this.minimumBlockBytes;\n    if (block === NONE && number >= 0 && number < this.blocks && number === Math.floor(number) && this.state(number) !== 0)\n      return this.minimumBlockBytes << (this.state(number) & 255);\n    return block === NONE ? -1 : this.minimumBlockBytes',
      ],
    ],
  },
  {
    name: 'size-zero-for-no-block',
    fails: 'BA10',
    why: 'blockBytes answers 0 where no block begins.',
    replace: [
      [
        'if (found < 0) return -1;\n    return this.minimumBlockBytes',
        'if (found < 0) return 0;\n    return this.minimumBlockBytes',
      ],
    ],
  },
  {
    name: 'size-of-the-smallest',
    fails: 'BA10',
    why: 'blockBytes answers the smallest size for every block outside the lower half.',
    replace: [
      [
        'return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));',
        'if (found === 1) return this.minimumBlockBytes << this.topOrder;\n    return (address - this.arenaBase) * 2 < this.minimumBlockBytes << this.topOrder\n      ? this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)))\n      : -1;',
      ],
    ],
  },
  {
    name: 'size-doubled',
    fails: 'BA10',
    why: 'blockBytes answers twice the size.',
    replace: [
      [
        'return this.minimumBlockBytes << (this.topOrder - (31 - Math.clz32(found)));',
        'return this.minimumBlockBytes << (this.topOrder + 1 - (31 - Math.clz32(found)));',
      ],
    ],
  },
  // Budgets.
  {
    name: 'linear-scan',
    exceeds: ['memory-accesses'],
    why: 'Walks over all blocks at each call, and loads each word twice.',
    base: NAIVE,
    replace: [
      [
        'offset += Math.abs(word);\n    }\n    if (best < 0) return -1;',
        'offset += Math.abs(this.read(offset));\n    }\n    if (best < 0) return -1;',
      ],
    ],
  },
  {
    name: 'twice-as-large',
    exceeds: ['waste'],
    why: 'Gives a block twice as large as needed while there is one.',
    replace: [
      [
        'if (bytes < 1) return -1;\n    let order',
        'if (bytes < 1) return -1;\n    const roomy = bytes > 1 << 29 ? -1 : this.allocateBlock(2 * bytes);\n    return roomy === -1 ? this.allocateBlock(bytes) : roomy;\n  }\n\n  private allocateBlock(bytes: number): number {\n    let order',
      ],
    ],
  },
];

export default wrong;
