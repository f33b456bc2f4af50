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
    replace: [['this.memory.store(this.dataBase + 4 + 4 * caches, objectBytes);', 'this.memory.store(this.dataBase + 4 + 4 * caches, (objectBytes + 7) & -8);']],
  },
  {
    name: 'one-too-many',
    fails: 'SL1',
    also: ['SL2'],
    why: 'Counts an object more for a slab than it holds whole.',
    base: BITS,
    replace: [['const most = Math.floor(this.slabBytes / bytes);', 'const most = Math.ceil(this.slabBytes / bytes);']],
  },
  // SL2.
  {
    name: 'forgets-the-last-bit',
    fails: 'SL2',
    why: 'Marks an object as in use only if it is not the first of its slab.',
    base: BITS,
    replace: [['this.memory.store(this.bitsAt(slab, word), bits | lowest);', 'if (word + lowest !== 1 || used === 0) this.memory.store(this.bitsAt(slab, word), bits | lowest);']],
  },
  // SL3.
  {
    name: 'any-slab-with-room',
    fails: 'SL3',
    why: 'Takes a slab of any cache that has room.',
    base: BITS,
    replace: [['if (of !== cache + 1) continue;', 'if (of === 0) continue;']],
  },
  // SL4.
  {
    name: 'newest-slab-only',
    fails: 'SL4',
    why: 'Takes objects of the slab that it took last, and forgets the others.',
    replace: [['if (used + 1 < Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);\n    if (used > 0)', 'if (used + 1 < Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);\n    if (used > 0 && used + 1 < Math.floor(this.slabBytes / objectBytes))']],
  },
  {
    name: 'last-place-unused',
    fails: 'SL4',
    why: 'Takes a slab for full one object too early.',
    base: BITS,
    replace: [['if (used < most) return', 'if (used + 1 < most) return']],
  },
  // SL5.
  {
    name: 'slabs-stay-with-their-cache',
    fails: 'SL5',
    why: 'Never gives an empty slab to another cache.',
    base: BITS,
    replace: [['if (used === 0) this.memory.store(this.slabAt(slab), 0);', '']],
  },
  {
    name: 'last-slab-unused',
    fails: 'SL5',
    why: 'Never takes the last slab.',
    replace: [['if (taken === this.slabs) return NONE;', 'if (taken >= this.slabs - 1) return NONE;']],
  },
  // SL6.
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
  // SL7.
  {
    name: 'stamps-what-it-refuses',
    fails: 'SL7',
    why: 'Stores a mark where it was asked to free what does not begin there.',
    replace: [['if (object * objectBytes !== inSlab || object >= this.get(slab, EVER_GIVEN)) return -1;', 'if (object * objectBytes !== inSlab || object >= this.get(slab, EVER_GIVEN)) {\n      this.memory.store(this.arenaBase + offset - (inSlab % objectBytes), 1);\n      return -1;\n    }']],
  },
  // SL8.
  {
    name: 'seventeen-caches',
    fails: 'SL8',
    why: 'Makes one cache too many.',
    base: BITS,
    replace: [['if (caches === MOST_CACHES ||', 'if (caches > MOST_CACHES ||']],
  },
  {
    name: 'caches-from-one',
    fails: 'SL8',
    why: 'Answers the least size that it can with a cache, and smaller ones as well.',
    replace: [['if (objectBytes < this.leastObjectBytes ||', 'if (objectBytes < 1 ||']],
  },
];

export default wrong;
