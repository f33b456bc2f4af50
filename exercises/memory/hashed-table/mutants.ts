import { defineMutants } from '../../mutants-definition';

const OTHER_HASH = 'Another hash: any is right that is fair enough for the budgets.';
const NOT_LOOKED_AT = 'What initialise answers is not looked at.';
const NEVER_READ = 'Words that are written before they are read, or not used, need not be cleared.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'let mixed = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);',
        'let mixed = Math.imul(key ^ (key << 16), 0x85eb_ca6b);',
        'let mixed = Math.imul(key ^ (key >>> 17), 0x85eb_ca6b);',
        'let mixed = Math.imul(key ^ (key >>> 15), 0x85eb_ca6b);',
        'let mixed = Math.imul(key ^ (key >>> 16), 2246822508);',
        'let mixed = Math.imul(key ^ (key >>> 16), 2246822506);',
      ],
      why: OTHER_HASH,
    },
    { at: 'mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);', why: OTHER_HASH },
    {
      at: [
        'return this.base + ((mixed ^ (mixed >>> 16)) & (2 ** this.bits - 1)) * WORD_BYTES;',
        'return this.base + ((mixed ^ (mixed << 16)) & (2 ** this.bits - 1)) * WORD_BYTES;',
        'return this.base + ((mixed ^ (mixed >>> 17)) & (2 ** this.bits - 1)) * WORD_BYTES;',
        'return this.base + ((mixed ^ (mixed >>> 15)) & (2 ** this.bits - 1)) * WORD_BYTES;',
      ],
      why: OTHER_HASH,
    },
    {
      at: 'let mixed = Math.imul(page + 0x7ed5 + Math.imul(process, 0x2c1b3c6d), 0x297a2d39);',
      why: OTHER_HASH,
    },
    { at: 'mixed ^= mixed >>> 15;', why: OTHER_HASH },
    { at: 'mixed = Math.imul(mixed, 0x2c1b3c6d);', why: OTHER_HASH },
    {
      at: [
        'return this.head(((mixed ^ (mixed >>> 12)) >>> 0) % this.frames);',
        'return this.head(((mixed ^ (mixed << 12)) >>> 0) % this.frames);',
        'return this.head(((mixed ^ (mixed >>> 13)) >>> 0) % this.frames);',
        'return this.head(((mixed ^ (mixed >>> 11)) >>> 0) % this.frames);',
        'return this.head(((mixed ^ (mixed >>> 12)) >>> 1) % this.frames);',
      ],
      why: OTHER_HASH,
    },
    { at: 'let mixed = Math.imul(key, 0x9e3779b1);', why: OTHER_HASH },
    {
      at: [
        'mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);',
        'mixed = Math.imul(mixed & (mixed >>> 15), 0x85ebca77);',
        'mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca77);',
        'mixed = Math.imul(mixed ^ (mixed >>> 14), 0x85ebca77);',
        'mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822520);',
        'mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822518);',
      ],
      why: OTHER_HASH,
    },
    {
      at: [
        'return ((mixed ^ (mixed >>> 13)) >>> 0) % this.slots;',
        'return ((mixed ^ (mixed >>> 14)) >>> 0) % this.slots;',
        'return ((mixed ^ (mixed >>> 12)) >>> 0) % this.slots;',
        'return ((mixed ^ (mixed >>> 13)) >>> 1) % this.slots;',
      ],
      why: OTHER_HASH,
    },
    { at: ['return 0;', 'return 1;', 'return (-1);'], why: NOT_LOOKED_AT },
    {
      at: [
        'const words = 2 ** this.bits + 2 * this.frames;',
        'const words = 2 ** this.bits + 1 * this.frames;',
      ],
      why: NEVER_READ,
    },
    {
      at: ['this.bits = 32 - Math.clz32(frames - 1);', 'this.bits = 32 - Math.clz32(frames - 0);'],
      why: 'With a power of two of frames twice as many chains, for which there is room.',
    },
  ],
});
