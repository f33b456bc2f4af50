// exceeds: memory-accesses
import type { Services, SlabAllocatorPolicy } from '../contract';

const MOST_CACHES = 16;

/** A word for each slab, its cache, and one for each object, whether it is in use: everything is looked for. */
export class SlabAllocator implements SlabAllocatorPolicy {
  private readonly slabs: number;
  private readonly places: number;

  constructor(
    private readonly memory: Services,
    private readonly arenaBase: number,
    arenaBytes: number,
    private readonly slabBytes: number,
    private readonly leastObjectBytes: number,
    private readonly dataBase: number,
  ) {
    this.slabs = arenaBytes / slabBytes;
    this.places = Math.floor(slabBytes / leastObjectBytes);
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
    let empty = -1;
    for (let slab = this.slabs - 1; slab >= 0; slab--) {
      const of = this.memory.load(this.slabAt(slab));
      if (of === 0) empty = slab;
      if (of !== cache + 1) continue;
      for (let object = 0; object < Math.floor(this.slabBytes / bytes); object++)
        if (this.memory.load(this.slabAt(slab) + 4 + 4 * object) === 0) return this.give(slab, object, bytes);
    }
    if (empty < 0) return -1;
    this.memory.store(this.slabAt(empty), cache + 1);
    for (let object = 0; object < this.places; object++)
      this.memory.store(this.slabAt(empty) + 4 + 4 * object, 0);
    return this.give(empty, 0, bytes);
  }

  free(address: number): number {
    const offset = address - this.arenaBase;
    const slab = Math.floor(offset / this.slabBytes);
    if (slab < 0 || slab >= this.slabs) return -1;
    const cache = this.memory.load(this.slabAt(slab)) - 1;
    if (cache < 0) return -1;
    const bytes = this.memory.load(this.dataBase + 4 + 4 * cache);
    const object = (offset - slab * this.slabBytes) / bytes;
    if (object % 1 !== 0 || object >= this.places) return -1;
    if (this.memory.load(this.slabAt(slab) + 4 + 4 * object) === 0) return -1;
    this.memory.store(this.slabAt(slab) + 4 + 4 * object, 0);
    for (let other = 0; other < Math.floor(this.slabBytes / bytes); other++)
      if (this.memory.load(this.slabAt(slab) + 4 + 4 * other) !== 0) return 0;
    return this.memory.store(this.slabAt(slab), 0);
  }

  private give(slab: number, object: number, bytes: number): number {
    this.memory.store(this.slabAt(slab) + 4 + 4 * object, 1);
    return this.arenaBase + slab * this.slabBytes + object * bytes;
  }

  private slabAt(slab: number): number {
    return this.dataBase + 4 + 4 * MOST_CACHES + 4 * slab * (1 + this.places);
  }
}
