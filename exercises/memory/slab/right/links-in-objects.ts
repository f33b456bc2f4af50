import type { Services, SlabAllocatorPolicy } from '../contract';

const MOST_CACHES = 16;
const SLAB_WORDS = 5;
const NONE = -1;

/**
 * Free objects hold the address of the next one themselves; a bit for each object says whether it is in use. Each cache
 * has a list of its slabs with room, and empty slabs have one too. A new slab is linked through at once.
 */
export class SlabAllocator implements SlabAllocatorPolicy {
  private readonly slabs: number;
  private readonly slabWords: number;

  constructor(
    private readonly memory: Services,
    private readonly arenaBase: number,
    arenaBytes: number,
    private readonly slabBytes: number,
    private readonly leastObjectBytes: number,
    private readonly dataBase: number,
  ) {
    this.slabs = arenaBytes / slabBytes;
    this.slabWords = SLAB_WORDS + Math.ceil(slabBytes / leastObjectBytes / 32);
  }

  initialise(): number {
    for (let slab = 0; slab < this.slabs; slab++) {
      this.memory.store(this.at(slab, 0), NONE);
      this.memory.store(this.at(slab, 3), slab + 1 < this.slabs ? slab + 1 : NONE);
    }
    this.memory.store(this.dataBase + 4, 0);
    return this.memory.store(this.dataBase, 0);
  }

  createCache(objectBytes: number): number {
    const caches = this.memory.load(this.dataBase);
    if (caches === MOST_CACHES || objectBytes < this.leastObjectBytes || objectBytes > this.slabBytes)
      return -1;
    this.memory.store(this.dataBase, caches + 1);
    this.memory.store(this.cacheAt(caches), objectBytes);
    this.memory.store(this.cacheAt(caches) + 4, NONE);
    return caches;
  }

  allocate(cache: number): number {
    if (cache < 0 || cache >= this.memory.load(this.dataBase)) return -1;
    const bytes = this.memory.load(this.cacheAt(cache));
    const head = this.cacheAt(cache) + 4;
    let slab = this.memory.load(head);
    if (slab === NONE) {
      slab = this.memory.load(this.dataBase + 4);
      if (slab === NONE) return -1;
      this.memory.store(this.dataBase + 4, this.memory.load(this.at(slab, 3)));
      this.prepare(slab, cache, bytes);
      this.push(head, slab);
    }
    const address = this.memory.load(this.at(slab, 2));
    const next = this.memory.load(address);
    this.memory.store(this.at(slab, 2), next);
    this.memory.store(this.at(slab, 1), this.memory.load(this.at(slab, 1)) + 1);
    this.flip(slab, (address - this.startOf(slab)) / bytes);
    if (next === NONE) this.remove(head, slab);
    return address;
  }

  free(address: number): number {
    const slab = Math.floor((address - this.arenaBase) / this.slabBytes);
    if (slab < 0 || slab >= this.slabs) return -1;
    const cache = this.memory.load(this.at(slab, 0));
    if (cache === NONE) return -1;
    const object = (address - this.startOf(slab)) / this.memory.load(this.cacheAt(cache));
    if (object % 1 !== 0) return -1;
    const bits = this.memory.load(this.at(slab, SLAB_WORDS + (object >> 5)));
    if (((bits >> (object & 31)) & 1) === 0) return -1;
    this.flip(slab, object);
    const head = this.cacheAt(cache) + 4;
    const first = this.memory.load(this.at(slab, 2));
    this.memory.store(address, first);
    this.memory.store(this.at(slab, 2), address);
    const used = this.memory.load(this.at(slab, 1)) - 1;
    this.memory.store(this.at(slab, 1), used);
    if (first === NONE) this.push(head, slab);
    if (used === 0) {
      this.remove(head, slab);
      this.memory.store(this.at(slab, 0), NONE);
      this.memory.store(this.at(slab, 3), this.memory.load(this.dataBase + 4));
      this.memory.store(this.dataBase + 4, slab);
    }
    return 0;
  }

  private prepare(slab: number, cache: number, bytes: number): void {
    this.memory.store(this.at(slab, 0), cache);
    this.memory.store(this.at(slab, 1), 0);
    for (let word = SLAB_WORDS; word < this.slabWords; word++) this.memory.store(this.at(slab, word), 0);
    let next = NONE;
    for (let object = Math.floor(this.slabBytes / bytes) - 1; object >= 0; object--) {
      const address = this.startOf(slab) + object * bytes;
      this.memory.store(address, next);
      next = address;
    }
    this.memory.store(this.at(slab, 2), next);
  }

  private push(head: number, slab: number): void {
    const first = this.memory.load(head);
    this.memory.store(this.at(slab, 3), first);
    this.memory.store(this.at(slab, 4), NONE);
    if (first !== NONE) this.memory.store(this.at(first, 4), slab);
    this.memory.store(head, slab);
  }

  private remove(head: number, slab: number): void {
    const next = this.memory.load(this.at(slab, 3));
    const previous = this.memory.load(this.at(slab, 4));
    this.memory.store(previous === NONE ? head : this.at(previous, 3), next);
    if (next !== NONE) this.memory.store(this.at(next, 4), previous);
  }

  private flip(slab: number, object: number): void {
    const at = this.at(slab, SLAB_WORDS + (object >> 5));
    this.memory.store(at, this.memory.load(at) ^ (1 << (object & 31)));
  }

  private startOf(slab: number): number {
    return this.arenaBase + slab * this.slabBytes;
  }

  private cacheAt(cache: number): number {
    return this.dataBase + 8 + 8 * cache;
  }

  private at(slab: number, word: number): number {
    return this.dataBase + 8 + 8 * MOST_CACHES + 4 * (slab * this.slabWords + word);
  }
}
