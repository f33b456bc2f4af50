/**
 * Slabs: caches of objects of one exact size each, over contiguous frames.
 *
 *      arena      | slab 0, cache A         | slab 1, cache B         | slab 2, empty           |
 *                 | a | a | a | a | a | a |s| b    | b    | b    |sss |                         |   s: slack
 *
 * A slab is a run of frames that belongs to one cache while it holds an object, and to nobody else's when it does
 * not: then any cache may take it. Objects lie one behind the other from the slab's start; what is lost is the slack
 * at its end, smaller than an object. Every hole of a cache has the size that the cache needs.
 *
 * All that is known lies in simulated memory, beside the slabs:
 *      word 0        number of caches             word 1     slabs that were ever taken
 *      word 2        first empty slab among them  then for each cache CACHE_WORDS, for each slab its record
 *      cache         bytes of an object, first slab that is partly used
 *      slab          cache (-1: empty), objects in use, first free object, objects ever given out, next and previous
 *                    slab of its list, then a word for each object: next free one, or IN_USE
 * A slab that is full is in no list. Slabs and objects that were never used are in no list either, only counted, so
 * that nothing is prepared: a call touches a bounded number of words, however many slabs and objects there are.
 *
 * Ties: the slab that last had an object freed or was taken last; in it the object freed last, else the lowest that
 * was never used. Left out: constructors, colouring, per-processor arrays.
 * Source: J. Bonwick, "The slab allocator", USENIX Summer 1994.
 */
import type { WordMemory } from './buddy-allocator';

export const MOST_CACHES = 16;
const CACHE_WORDS = 2;
const SLAB_WORDS = 6;

const NONE = -1;
const IN_USE = -2;

const CACHES = 0;
const SLABS_TAKEN = 1;
const EMPTY = 2;
const FIRST_CACHE = 3;

const OBJECT_BYTES = 0;
const PARTIAL = 1;

const CACHE = 0;
const USED = 1;
const FIRST_FREE = 2;
const EVER_GIVEN = 3;
const NEXT = 4;
const PREVIOUS = 5;

export class SlabAllocator {
  private readonly memory: WordMemory;
  private readonly arenaBase: number;
  private readonly slabs: number;
  private readonly slabBytes: number;
  private readonly leastObjectBytes: number;
  private readonly metadataBase: number;

  /**
   * @param arenaBytes a multiple of slabBytes.
   * @param slabBytes size of a slab: one frame or several.
   * @param leastObjectBytes the smallest object.
   * @param metadataBase where the words begin: 35, and for each slab 6 and one for each smallest object.
   */
  constructor(
    memory: WordMemory,
    arenaBase: number,
    arenaBytes: number,
    slabBytes: number,
    leastObjectBytes: number,
    metadataBase: number,
  ) {
    this.memory = memory;
    this.arenaBase = arenaBase;
    this.slabs = arenaBytes / slabBytes;
    this.slabBytes = slabBytes;
    this.leastObjectBytes = leastObjectBytes;
    this.metadataBase = metadataBase;
  }

  /** No cache, and every slab empty. @returns 0 */
  initialise(): number {
    this.write(SLABS_TAKEN, 0);
    this.write(EMPTY, NONE);
    return this.write(CACHES, 0);
  }

  /** @returns the number of a new cache, from 0 on; -1 when there are MOST_CACHES or no slab holds such an object. */
  createCache(objectBytes: number): number {
    if (objectBytes < this.leastObjectBytes || objectBytes > this.slabBytes) return -1;
    const cache = this.read(CACHES);
    if (cache === MOST_CACHES) return -1;
    this.write(CACHES, cache + 1);
    this.setCache(cache, OBJECT_BYTES, objectBytes);
    this.setCache(cache, PARTIAL, NONE);
    return cache;
  }

  /** @returns the address of an object of the cache; -1 when every slab is full or there is no such cache. */
  allocate(cache: number): number {
    if (cache < 0 || cache >= this.read(CACHES)) return -1;
    const objectBytes = this.getCache(cache, OBJECT_BYTES);
    let slab = this.getCache(cache, PARTIAL);
    if (slab === NONE) {
      slab = this.takeSlab();
      if (slab === NONE) return -1;
      this.set(slab, CACHE, cache);
      this.set(slab, USED, 0);
      this.set(slab, FIRST_FREE, NONE);
      this.set(slab, EVER_GIVEN, 0);
      this.putInFront(cache, slab);
    }
    let object = this.get(slab, FIRST_FREE);
    if (object === NONE) {
      object = this.get(slab, EVER_GIVEN);
      this.set(slab, EVER_GIVEN, object + 1);
    } else this.set(slab, FIRST_FREE, this.get(slab, SLAB_WORDS + object));
    this.set(slab, SLAB_WORDS + object, IN_USE);
    const used = this.get(slab, USED) + 1;
    this.set(slab, USED, used);
    if (used === Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);
    return this.arenaBase + slab * this.slabBytes + object * objectBytes;
  }

  /** Gives the object at `address` back. @returns 0; -1, changing nothing, when no object in use begins there. */
  free(address: number): number {
    const offset = address - this.arenaBase;
    const slab = Math.floor(offset / this.slabBytes);
    if (slab < 0 || slab >= this.read(SLABS_TAKEN)) return -1;
    const cache = this.get(slab, CACHE);
    if (cache === NONE) return -1;
    const objectBytes = this.getCache(cache, OBJECT_BYTES);
    const inSlab = offset - slab * this.slabBytes;
    const object = Math.floor(inSlab / objectBytes);
    if (object * objectBytes !== inSlab || object >= this.get(slab, EVER_GIVEN)) return -1;
    if (this.get(slab, SLAB_WORDS + object) !== IN_USE) return -1;
    this.set(slab, SLAB_WORDS + object, this.get(slab, FIRST_FREE));
    this.set(slab, FIRST_FREE, object);
    const used = this.get(slab, USED) - 1;
    this.set(slab, USED, used);
    if (used + 1 < Math.floor(this.slabBytes / objectBytes)) this.takeOut(cache, slab);
    if (used > 0) this.putInFront(cache, slab);
    else {
      this.set(slab, CACHE, NONE);
      this.set(slab, NEXT, this.read(EMPTY));
      this.write(EMPTY, slab);
    }
    return 0;
  }

  /** @returns the size of the objects of the cache that has the slab around `address`; -1 when none has. */
  objectBytesAt(address: number): number {
    const slab = Math.floor((address - this.arenaBase) / this.slabBytes);
    if (slab < 0 || slab >= this.read(SLABS_TAKEN)) return -1;
    const cache = this.get(slab, CACHE);
    return cache === NONE ? -1 : this.getCache(cache, OBJECT_BYTES);
  }

  /** An empty slab: the one that was emptied last, else the lowest that was never used; -1 when there is none. */
  private takeSlab(): number {
    const slab = this.read(EMPTY);
    if (slab !== NONE) {
      this.write(EMPTY, this.get(slab, NEXT));
      return slab;
    }
    const taken = this.read(SLABS_TAKEN);
    if (taken === this.slabs) return NONE;
    this.write(SLABS_TAKEN, taken + 1);
    return taken;
  }

  private putInFront(cache: number, slab: number): void {
    const first = this.getCache(cache, PARTIAL);
    this.set(slab, NEXT, first);
    this.set(slab, PREVIOUS, NONE);
    if (first !== NONE) this.set(first, PREVIOUS, slab);
    this.setCache(cache, PARTIAL, slab);
  }

  private takeOut(cache: number, slab: number): void {
    const next = this.get(slab, NEXT);
    const previous = this.get(slab, PREVIOUS);
    if (previous === NONE) this.setCache(cache, PARTIAL, next);
    else this.set(previous, NEXT, next);
    if (next !== NONE) this.set(next, PREVIOUS, previous);
  }

  private getCache(cache: number, field: number): number {
    return this.read(FIRST_CACHE + CACHE_WORDS * cache + field);
  }

  private setCache(cache: number, field: number, value: number): void {
    this.write(FIRST_CACHE + CACHE_WORDS * cache + field, value);
  }

  private get(slab: number, field: number): number {
    return this.read(this.slabWord(slab) + field);
  }

  private set(slab: number, field: number, value: number): void {
    this.write(this.slabWord(slab) + field, value);
  }

  private slabWord(slab: number): number {
    const words = SLAB_WORDS + Math.floor(this.slabBytes / this.leastObjectBytes);
    return FIRST_CACHE + CACHE_WORDS * MOST_CACHES + slab * words;
  }

  private read(word: number): number {
    return this.memory.load(this.metadataBase + 4 * word);
  }

  private write(word: number, value: number): number {
    return this.memory.store(this.metadataBase + 4 * word, value);
  }
}
