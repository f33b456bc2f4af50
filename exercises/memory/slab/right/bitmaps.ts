import type { Services, SlabAllocatorPolicy } from '../contract';

const MOST_CACHES = 16;
const SLAB_WORDS = 2;

/**
 * For each slab its cache (0: empty, else 1 and up), how many objects are in use, and a bit for each of them. The slab
 * with room is looked for among all slabs, the object among the words of its bits.
 */
export class SlabAllocator implements SlabAllocatorPolicy {
  private readonly slabs: number;
  private readonly bitWords: number;

  constructor(
    private readonly memory: Services,
    private readonly arenaBase: number,
    arenaBytes: number,
    private readonly slabBytes: number,
    private readonly leastObjectBytes: number,
    private readonly dataBase: number,
  ) {
    this.slabs = arenaBytes / slabBytes;
    this.bitWords = Math.ceil(slabBytes / leastObjectBytes / 32);
  }

  initialise(): number {
    for (let slab = 0; slab < this.slabs; slab++) this.memory.store(this.slabAt(slab), 0);
    return this.memory.store(this.dataBase, 0);
  }

  createCache(objectBytes: number): number {
    const caches = this.memory.load(this.dataBase);
    if (caches === MOST_CACHES || objectBytes < this.leastObjectBytes || objectBytes > this.slabBytes)
      return -1;
    this.memory.store(this.dataBase, caches + 1);
    this.memory.store(this.dataBase + 4 + 4 * caches, objectBytes);
    return caches;
  }

  allocate(cache: number): number {
    if (cache < 0 || cache >= this.memory.load(this.dataBase)) return -1;
    const bytes = this.memory.load(this.dataBase + 4 + 4 * cache);
    const most = Math.floor(this.slabBytes / bytes);
    let empty = -1;
    for (let slab = 0; slab < this.slabs; slab++) {
      const of = this.memory.load(this.slabAt(slab));
      if (of === 0 && empty < 0) empty = slab;
      if (of !== cache + 1) continue;
      const used = this.memory.load(this.slabAt(slab) + 4);
      if (used < most) return this.give(slab, bytes, used);
    }
    if (empty < 0) return -1;
    this.memory.store(this.slabAt(empty), cache + 1);
    for (let word = 0; word < this.bitWords; word++) this.memory.store(this.bitsAt(empty, word), 0);
    return this.give(empty, bytes, 0);
  }

  free(address: number): number {
    const offset = address - this.arenaBase;
    const slab = Math.floor(offset / this.slabBytes);
    if (slab < 0 || slab >= this.slabs) return -1;
    const cache = this.memory.load(this.slabAt(slab)) - 1;
    if (cache < 0) return -1;
    const object = (offset - slab * this.slabBytes) / this.memory.load(this.dataBase + 4 + 4 * cache);
    if (object % 1 !== 0) return -1;
    const at = this.bitsAt(slab, object >> 5);
    const bits = this.memory.load(at);
    if (((bits >> (object & 31)) & 1) === 0) return -1;
    this.memory.store(at, bits ^ (1 << (object & 31)));
    const used = this.memory.load(this.slabAt(slab) + 4) - 1;
    this.memory.store(this.slabAt(slab) + 4, used);
    if (used === 0) this.memory.store(this.slabAt(slab), 0);
    return 0;
  }

  private give(slab: number, bytes: number, used: number): number {
    let word = 0;
    let bits = this.memory.load(this.bitsAt(slab, 0));
    while (bits === -1) bits = this.memory.load(this.bitsAt(slab, ++word));
    const lowest = ~bits & (bits + 1);
    this.memory.store(this.bitsAt(slab, word), bits | lowest);
    this.memory.store(this.slabAt(slab) + 4, used + 1);
    return this.arenaBase + slab * this.slabBytes + (32 * word + 31 - Math.clz32(lowest)) * bytes;
  }

  private slabAt(slab: number): number {
    return this.dataBase + 4 + 4 * MOST_CACHES + 4 * slab * (SLAB_WORDS + this.bitWords);
  }

  private bitsAt(slab: number, word: number): number {
    return this.slabAt(slab) + 4 * (SLAB_WORDS + word);
  }
}
