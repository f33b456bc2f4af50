import { defineMutants } from '../../mutants-definition';

const STILL_NEGATIVE = 'Inside the class every negative number says that there is no block.';
const OTHER_MARK = 'Any mark will do that is told from the others.';
const ALWAYS_WRITTEN =
  'Only words at the start of a block are read, and those are written when the block is made.';

export default defineMutants({
  equivalent: [
    { at: ['const ALLOCATED = 1 << 30;', 'const ALLOCATED = 2 << 30;'], why: OTHER_MARK },
    {
      at: [
        'this.settle(found, this.topOrder - (31 - Math.clz32(found)), 0);',
        'this.settle(found, this.topOrder - (31 - Math.clz32(found)), (-1));',
      ],
      why: 'Everything but ALLOCATED says free.',
    },
    {
      at: [
        'if (!(index >= 0 && index < 1 << this.topOrder) || index !== Math.floor(index)) return -1;',
        'if (!(index >= (-1) && index < 1 << this.topOrder) || index !== Math.floor(index)) return -1;',
        'if (!(index >= 0 || index < 1 << this.topOrder) || index !== Math.floor(index)) return -1;',
        'if (!(index >= 0 && index <= 1 << this.topOrder) || index !== Math.floor(index)) return -1;',
        'if (!(index >= 0 && index < 2 << this.topOrder) || index !== Math.floor(index)) return -1;',
        'if (!(index >= 0 && index < 1 << this.topOrder) && index !== Math.floor(index)) return -1;',
        'if (!(index >= 0 && index < 1 << this.topOrder) || index !== Math.floor(index)) return -2;',
      ],
      why: 'Behind the arena no block begins: the walk down the tree comes to another start. Inside the class every negative number says so.',
    },
    {
      at: ['if (word === 1 << level) return -1;', 'if (word === 1 << level) return -2;'],
      why: STILL_NEGATIVE,
    },
    { at: ['return -1;', 'return -2;'], why: STILL_NEGATIVE },

    { at: ['const NONE = 0;', 'const NONE = 1;'], why: OTHER_MARK },
    { at: ['const NONE = -1;', 'const NONE = -2;'], why: OTHER_MARK },
    { at: ['const FREE = 0x100;', 'const FREE = 255;'], why: OTHER_MARK },
    { at: ['const ALLOCATED = 1 << 9;', 'const ALLOCATED = 1 << 10;'], why: OTHER_MARK },
    {
      at: 'this.mark(buddy, 0);',
      why: 'The mark of a block inside another one is written again before it is read: when that block is split.',
    },
    {
      at: ['this.setState(block, 0);', 'this.setState(block, 1);'],
      why: 'It is neither free nor allocated either.',
    },

    {
      at: [
        'for (let at = 0; at < this.metadataBytes; at += 4) this.memory.store(this.metadataBase + at, 0);',
        'for (let at = 0; at > this.metadataBytes; at += 4) this.memory.store(this.metadataBase + at, 0);',
        'for (let at = 0; at < this.metadataBytes; at += 4) ;',
        'for (let at = 0; at < this.metadataBytes; at += 4) this.memory.store(this.metadataBase + at, 1);',
        'for (let at = 0; at < this.metadataBytes; at += 4) this.memory.store(this.metadataBase + at, (-1));',
      ],
      why: ALWAYS_WRITTEN,
    },
    { at: ['if (size < 0) return -1;', 'if (size <= 0) return -1;'], why: 'No block has 0 bytes.' },
    {
      at: [
        'if (this.arenaBase + offset === address) return word < 0 ? -word : -1;',
        'if (this.arenaBase + offset === address) return word <= 0 ? -word : -1;',
      ],
      why: 'No block has 0 bytes.',
    },

    {
      at: [
        'for (let word = 0; word < 3 * this.blocks; word++) this.memory.store(this.metadataBase + 4 * word, 0);',
        'for (let word = 1; word < 3 * this.blocks; word++) this.memory.store(this.metadataBase + 4 * word, 0);',
      ],
      why: 'Nodes are numbered from 1.',
    },
    {
      at: ['let order = 0;', 'let order = (-1);'],
      why: 'A block of order -1 would hold nothing (shifts count modulo 32), so that the loop goes on to 0.',
    },
    {
      at: ['this.memory.store(this.mark(block), 0);', 'this.memory.store(this.mark(block), (-1));'],
      why: STILL_NEGATIVE,
    },
    {
      at: ['this.memory.store(this.node(node ^ 1), 0);', 'this.memory.store(this.node(node ^ 0), 0);'],
      why: 'What lies below a free block is written again when it is split, before anybody reads it.',
    },
    {
      at: [
        'if (offset < 0 || offset >= this.arenaBytes || offset % this.smallest !== 0) return -1;',
        'if (offset < (-1) || offset >= this.arenaBytes || offset % this.smallest !== 0) return -1;',
        'if (offset < 0 || offset >= this.arenaBytes || offset % this.smallest !== 0) return -2;',
      ],
      why: 'Offset -1 is no multiple of a block, and every negative number says that there is none.',
    },
  ],
});
