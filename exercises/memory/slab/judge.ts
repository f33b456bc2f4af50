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
  private mostInUse = 0;
  private readonly seen = { freed: false, refused: false };

  constructor(private readonly parameters: Parameters) {}

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    const { book } = this;
    for (const event of events.of()) {
      switch (event.name) {
        case 'start':
          this.base = event.base;
          this.caches = [];
          this.objects = new Map();
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
    const slab = Math.floor(offset / slabBytes);
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
    const used = this.use();
    const own = used[slab];
    if (own !== undefined && own.cache !== cache)
      book.broken(
        'SL3',
        event,
        `${call}, in slab ${slab}, which has ${own.objects} ${own.objects === 1 ? 'object' : 'objects'} of cache ${own.cache} in use.`,
      );
    else if (own !== undefined) book.kept('SL3');
    else {
      const partial = this.partial(used, cache);
      if (partial >= 0)
        book.broken(
          'SL4',
          event,
          `${call}, in slab ${slab}, which was empty, while slab ${partial} of the cache had ${used[partial]?.objects} of ${counted(Math.floor(slabBytes / bytes), 'objects')} in use.`,
        );
      else if (used.some((each) => each?.cache === cache)) book.kept('SL4');
    }
    this.objects.set(address, cache);
    this.mostInUse = Math.max(this.mostInUse, this.objects.size);
  }

  private outOfMemory(event: number, cache: number): void {
    if (this.caches[cache] === undefined) {
      this.book.kept('SL8');
      return;
    }
    const used = this.use();
    const partial = this.partial(used, cache);
    const empty = used.indexOf(undefined);
    if (partial >= 0)
      this.book.broken(
        'SL4',
        event,
        `allocate(${cache}) answered -1, but slab ${partial} of the cache has only ${counted(used[partial]?.objects ?? 0, 'objects')} in use: was one lost when it was freed?`,
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
    this.objects.delete(address);
  }

  private sharing(address: number, bytes: number): readonly [object: number, cache: number] | undefined {
    for (const [other, cache] of this.objects)
      if (address < other + this.caches[cache] && other < address + bytes) return [other, cache];
    return undefined;
  }

  /** Of each slab whose objects are in use, and how many; undefined when none is. */
  private use(): readonly ({ readonly cache: number; objects: number } | undefined)[] {
    const { slabs, slabBytes } = this.parameters;
    const used: ({ readonly cache: number; objects: number } | undefined)[] = Array.from({ length: slabs });
    for (const [address, cache] of this.objects) {
      const slab = Math.floor((address - this.base) / slabBytes);
      used[slab] ??= { cache, objects: 0 };
      used[slab].objects++;
    }
    return used;
  }

  /** A slab of the cache that has room; -1 when there is none. */
  private partial(used: ReturnType<Judge['use']>, cache: number): number {
    const most = Math.floor(this.parameters.slabBytes / this.caches[cache]);
    return used.findIndex((each) => each?.cache === cache && each.objects < most);
  }
}
