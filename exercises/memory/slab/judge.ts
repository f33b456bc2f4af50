/**
 * The judge of the slab allocator: walks the trace beside an account of the objects in use.
 *
 * It follows the allocator's own choices. What the allocator broke in a way that leaves open who has which bytes ends the
 * run (simulation.ts), and so the judging of that case.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { RULES } from './rules';
import { EVENTS, type Parameters } from './simulation';

const RULE_IDS = RULES.map(({ id }) => id);
/** Not looked at: what the allocator stores, which is told for pictures. */
const JUDGED = ['start', 'create-cache', 'allocate', 'out-of-memory', 'free', 'overwrite', 'stray'] as const;

const MOST_CACHES = 16;
/** Objects in use at once, from which on a case shows that memory is given out. */
const ENOUGH_OBJECTS = 3;

export function judge({ trace, parameters }: JudgeInput<Parameters, null>): readonly Check[] {
  return new Judge(parameters).run(new Events(trace, EVENTS.kinds));
}

class Judge {
  private readonly book = new RuleBook(RULE_IDS);
  private base = 0;
  /** Bytes of the objects of each cache. */
  private caches: number[] = [];
  /** Objects in use: address to cache. */
  private objects = new Map<number, number>();
  /** The same slab by slab, and how many objects have each byte of the slabs. */
  private slabs: readonly Map<number, number>[] = [];
  private taken = new Uint8Array(0);
  private mostInUse = 0;
  private readonly seen = { freed: false, refused: false };

  constructor(private readonly parameters: Parameters) {
    this.empty();
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    const { book } = this;
    for (const event of events.of(...JUDGED)) {
      switch (event.name) {
        case 'start':
          this.base = event.base;
          this.caches = [];
          this.empty();
          break;
        case 'create-cache':
          this.created(event.index, event.bytes, event.answer);
          break;
        case 'allocate':
          this.allocated(event.index, event.cache, event.address);
          break;
        case 'out-of-memory':
          this.outOfMemory(event.index, event.cache);
          break;
        case 'free':
          this.freed(event.index, event.address, event.answer);
          break;
        case 'overwrite':
          book.broken(
            'SL7',
            event.index,
            `Your allocator stored ${event.value} at ${event.address}, inside the object in use at ${event.block}: keep records in your data, or in objects that are free.`,
          );
          break;
        case 'stray':
          book.broken(
            'SL7',
            event.index,
            `Your allocator ${event.store === 1 ? 'stored to' : 'loaded from'} ${event.address === -1 ? 'an address that is no integer' : event.address}: only words of your data and of the slabs are yours, at multiples of 4.`,
          );
          break;
      }
    }
    book.kept('SL7');
    const isSound = !['SL1', 'SL2', 'SL7'].some((rule) => book.isBroken(rule as 'SL1'));
    if (!isSound || !this.seen.freed || !this.seen.refused) if (!book.isBroken('SL6')) book.withhold('SL6');
    if (this.mostInUse < ENOUGH_OBJECTS) book.withhold(...RULE_IDS.filter((rule) => !book.isBroken(rule)));
    return book.checks();
  }

  private empty(): void {
    const { slabs, slabBytes } = this.parameters;
    this.objects = new Map();
    this.slabs = Array.from({ length: slabs }, () => new Map());
    this.taken = new Uint8Array(slabs * slabBytes);
  }

  private created(event: number, bytes: number, answer: number): void {
    const { slabBytes, leastObjectBytes } = this.parameters;
    const isPossible = this.caches.length < MOST_CACHES && bytes >= leastObjectBytes && bytes <= slabBytes;
    const due = isPossible ? this.caches.length : -1;
    if (answer === due) this.book.kept('SL8');
    else
      this.book.broken(
        'SL8',
        event,
        `createCache(${bytes}) answered ${answer}, expected ${due}: there are ${this.caches.length} caches, and objects have ${leastObjectBytes} to ${slabBytes} bytes.`,
      );
    if (answer === this.caches.length) this.caches.push(bytes);
  }

  private allocated(event: number, cache: number, address: number): void {
    const { book } = this;
    const { slabs, slabBytes } = this.parameters;
    const bytes = this.caches[cache];
    const call = `allocate(${cache}) answered ${address}`;
    if (bytes === undefined) {
      book.broken('SL8', event, `${call}, but there is no cache ${cache}: answer -1.`);
      return;
    }
    const offset = address - this.base;
    const slab = this.slabOf(address);
    const inSlab = offset - slab * slabBytes;
    if (slab < 0 || slab >= slabs || inSlab + bytes > slabBytes || inSlab % bytes !== 0) {
      book.broken(
        'SL1',
        event,
        slab < 0 || slab >= slabs
          ? `${call}, which lies in no slab: they go from ${this.base} to ${this.base + slabs * slabBytes}.`
          : `${call}, ${counted(inSlab, 'bytes')} into slab ${slab}: objects of ${counted(bytes, 'bytes')} lie at multiples of their size from the slab’s start, and end in it.`,
      );
      if (slab < 0 || slab >= slabs) return;
    }
    const sharing = this.sharing(address, bytes);
    if (sharing !== undefined) {
      book.broken(
        'SL2',
        event,
        `${call}, but the object of ${counted(this.caches[sharing[1]], 'bytes')} at ${sharing[0]} is still in use.`,
      );
      return;
    }
    book.kept('SL1', 'SL2');
    const { size } = this.slabs[slab];
    const own = this.cacheOf(slab);
    if (own !== undefined && own !== cache)
      book.broken(
        'SL3',
        event,
        `${call}, in slab ${slab}, which has ${size} ${size === 1 ? 'object' : 'objects'} of cache ${own} in use.`,
      );
    else if (own !== undefined) book.kept('SL3');
    else {
      const partial = this.partial(cache);
      if (partial >= 0)
        book.broken(
          'SL4',
          event,
          `${call}, in slab ${slab}, which was empty, while slab ${partial} of the cache had ${this.slabs[partial].size} of ${counted(Math.floor(slabBytes / bytes), 'objects')} in use.`,
        );
      else if (this.slabs.some((_, each) => this.cacheOf(each) === cache)) book.kept('SL4');
    }
    this.mark(address, -1);
    this.objects.set(address, cache);
    this.slabs[slab].set(address, cache);
    this.mark(address, 1);
    this.mostInUse = Math.max(this.mostInUse, this.objects.size);
  }

  private outOfMemory(event: number, cache: number): void {
    if (this.caches[cache] === undefined) {
      this.book.kept('SL8');
      return;
    }
    const partial = this.partial(cache);
    const empty = this.slabs.findIndex(({ size }) => size === 0);
    if (partial >= 0)
      this.book.broken(
        'SL4',
        event,
        `allocate(${cache}) answered -1, but slab ${partial} of the cache has only ${counted(this.slabs[partial].size, 'objects')} in use: was one lost when it was freed?`,
      );
    else if (empty >= 0)
      this.book.broken(
        'SL5',
        event,
        `allocate(${cache}) answered -1, but slab ${empty} is empty: a slab whose last object is freed may go to any cache.`,
      );
    else this.book.kept('SL5');
  }

  private freed(event: number, address: number, answer: number): void {
    const isInUse = this.objects.has(address);
    if (answer === (isInUse ? 0 : -1)) {
      this.book.kept('SL6');
      if (isInUse) this.seen.freed = true;
      else this.seen.refused = true;
    } else
      this.book.broken(
        'SL6',
        event,
        isInUse
          ? `free(${address}) answered ${answer}, but an object in use begins there: answer 0.`
          : `free(${address}) answered ${answer}, but no object in use begins there: answer -1 and change nothing.`,
      );
    if (!isInUse) return;
    this.mark(address, -1);
    this.objects.delete(address);
    this.slabs[this.slabOf(address)].delete(address);
  }

  private sharing(address: number, bytes: number): readonly [object: number, cache: number] | undefined {
    if (!this.isTaken(address, bytes)) return undefined;
    for (const [other, cache] of this.objects)
      if (address < other + this.caches[cache] && other < address + bytes) return [other, cache];
    return undefined;
  }

  /** Whether an object has one of these bytes: also of an object without bytes the first. */
  private isTaken(address: number, bytes: number): boolean {
    const from = address - this.base;
    const to = Math.min(from + Math.max(bytes, 1), this.taken.length);
    for (let at = from; at < to; at++) if (this.taken[at] > 0) return true;
    return false;
  }

  /** Counts the bytes of the object in use at `address`, if there is one. */
  private mark(address: number, by: 1 | -1): void {
    const cache = this.objects.get(address);
    if (cache === undefined) return;
    const from = address - this.base;
    const to = Math.min(from + Math.max(this.caches[cache], 1), this.taken.length);
    for (let at = from; at < to; at++) this.taken[at] += by;
  }

  private slabOf(address: number): number {
    return Math.floor((address - this.base) / this.parameters.slabBytes);
  }

  /** Of the oldest object in use in a slab; undefined when none is. */
  private cacheOf(slab: number): number | undefined {
    return this.slabs[slab].values().next().value;
  }

  /** A slab of the cache that has room; -1 when there is none. */
  private partial(cache: number): number {
    const most = Math.floor(this.parameters.slabBytes / this.caches[cache]);
    return this.slabs.findIndex(({ size }, slab) => size < most && this.cacheOf(slab) === cache);
  }
}
