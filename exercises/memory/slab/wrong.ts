import type { WrongSolution } from '../../wrong-solution';

const BITS = 'right/bitmaps';

const wrong: readonly WrongSolution[] = [
  // SL1: place of objects.
  {
    name: 'aligned-to-eight',
    fails: 'SL1',
    also: ['SL4'],
    why: 'Rounds the size of objects up to a multiple of 8.',
    base: BITS,
    replace: [
      [
        'this.memory.store(this.dataBase + 4 + 4 * caches, objectBytes);',
        'this.memory.store(this.dataBase + 4 + 4 * caches, (objectBytes + 7) & -8);',
      ],
    ],
  },
  {
    name: 'one-too-many',
    fails: 'SL1',
    also: ['SL2'],
    why: 'Counts an object more for a slab than it holds whole.',
    base: BITS,
    replace: [
      ['const most = Math.floor(this.slabBytes / bytes);', 'const most = Math.ceil(this.slabBytes / bytes);'],
    ],
  },
  {
    name: 'answers-null',
    fails: 'SL1',
    why: 'Answers 0 when every slab is full, as C does.',
    replace: [['if (slab === NONE) return -1;', 'if (slab === NONE) return 0;']],
  },
  // SL2: shared bytes.
  {
    name: 'head-of-the-list-stays',
    fails: 'SL2',
    why: 'Takes the first free object and leaves it in the list.',
    replace: [['} else this.set(slab, FIRST_FREE, this.get(slab, SLAB_WORDS + object));', '}']],
  },
  {
    name: 'marks-the-first-word',
    fails: 'SL2',
    why: 'Looks for a free object in all words of bits, and marks it in the first.',
    base: BITS,
    replace: [
      [
        'this.memory.store(this.bitsAt(slab, word), bits | lowest);',
        'this.memory.store(this.bitsAt(slab, 0), bits | lowest);',
      ],
    ],
  },
  // SL3: one cache a slab.
  {
    name: 'borrows-when-all-are-taken',
    fails: 'SL3',
    why: 'When no slab is empty, it takes a place from another cache whose objects have the same size.',
    base: BITS,
    replace: [
      [
        'if (empty < 0) return -1;',
        `if (empty < 0) {
      for (let slab = 0; slab < this.slabs; slab++) {
        const of = this.memory.load(this.slabAt(slab));
        const used = this.memory.load(this.slabAt(slab) + 4);
        if (this.memory.load(this.dataBase + 4 * of) === bytes && used < most) return this.give(slab, bytes, used);
      }
      return -1;
    }`,
      ],
    ],
  },
  {
    name: 'merges-caches-of-one-size',
    fails: 'SL3',
    why: 'Takes a slab of any cache whose objects have the same size.',
    base: BITS,
    replace: [
      [
        'if (of !== cache + 1) continue;',
        'if (of === 0 || this.memory.load(this.dataBase + 4 * of) !== bytes) continue;',
      ],
    ],
  },
  // SL4: full slabs first.
  {
    name: 'looks-at-one-slab',
    fails: 'SL4',
    why: 'Looks at the first slab of the cache only, and takes an empty one when that is full.',
    base: BITS,
    replace: [
      ['let empty = -1;', 'let empty = -1;\n    let looked = false;'],
      [
        'if (used < most) return this.give(slab, bytes, used);',
        'if (used < most && !looked) return this.give(slab, bytes, used);\n      looked = true;',
      ],
    ],
  },
  {
    name: 'last-place-unused',
    fails: 'SL4',
    why: 'Takes a slab for full one object too early.',
    base: BITS,
    replace: [['if (used < most) return', 'if (used + 1 < most) return']],
  },
  {
    name: 'thirty-two-a-slab',
    fails: 'SL4',
    why: 'Uses no more objects of a slab than a word has bits.',
    base: BITS,
    replace: [
      [
        'const most = Math.floor(this.slabBytes / bytes);',
        'const most = Math.min(32, Math.floor(this.slabBytes / bytes));',
      ],
    ],
  },
  // SL5: empty slabs are anybody's.
  {
    name: 'slabs-stay-with-their-cache',
    fails: 'SL5',
    why: 'Never gives an empty slab to another cache.',
    base: BITS,
    replace: [
      ['if (used === 0) this.memory.store(this.slabAt(slab), 0);', ''],
      [
        'if (used < most) return this.give(slab, bytes, used);',
        'if (used > 0 && used < most) return this.give(slab, bytes, used);\n      if (used === 0) empty = slab;',
      ],
    ],
  },
  {
    name: 'last-slab-unused',
    fails: 'SL5',
    why: 'Never takes the last slab.',
    replace: [['if (taken === this.slabs) return NONE;', 'if (taken >= this.slabs - 1) return NONE;']],
  },
  // SL6: what free answers.
  {
    name: 'freed-twice',
    fails: 'SL6',
    why: 'Does not look whether the object is in use.',
    replace: [['if (this.get(slab, SLAB_WORDS + object) !== IN_USE) return -1;', '']],
  },
  {
    name: 'frees-from-inside',
    fails: 'SL6',
    why: 'Takes an address inside an object for the object.',
    replace: [['if (object * objectBytes !== inSlab || object', 'if (object']],
  },
  {
    name: 'bit-31-is-negative',
    fails: 'SL6',
    why: 'Takes the highest bit of a word for unset, because the number is negative.',
    base: BITS,
    replace: [
      [
        'if (((bits >> (object & 31)) & 1) === 0) return -1;',
        'if ((bits & (1 << (object & 31))) <= 0) return -1;',
      ],
    ],
  },
  // SL7: what it reaches.
  {
    name: 'stamps-what-it-refuses',
    fails: 'SL7',
    why: 'Stores a mark where it was asked to free what does not begin there.',
    replace: [
      [
        'if (object * objectBytes !== inSlab || object >= this.get(slab, EVER_GIVEN)) return -1;',
        'if (object * objectBytes !== inSlab || object >= this.get(slab, EVER_GIVEN)) {\n      this.memory.store(this.arenaBase + offset - (inSlab % objectBytes), 1);\n      return -1;\n    }',
      ],
    ],
  },
  {
    name: 'counts-in-the-slab',
    fails: 'SL7',
    why: 'Keeps the number of objects in use in the first word of the slab, where the first object lies.',
    replace: [
      [
        'if (used === Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);',
        'this.memory.store(this.arenaBase + slab * this.slabBytes, used);\n    if (used === Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);',
      ],
    ],
  },
  // SL8: caches.
  {
    name: 'seventeen-caches',
    fails: 'SL8',
    why: 'Makes one cache too many.',
    base: BITS,
    replace: [['const MOST_CACHES = 16;', 'const MOST_CACHES = 17;']],
  },
  {
    name: 'answers-null-for-no-cache',
    fails: 'SL8',
    why: 'Answers 0 where there is no such cache.',
    replace: [['this.read(CACHES)) return -1;', 'this.read(CACHES)) return 0;']],
  },
];

export default wrong;
