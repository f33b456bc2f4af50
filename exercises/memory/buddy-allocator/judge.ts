/**
 * The judge of the buddy allocator: walks the trace beside an ArenaModel.
 *
 * - One cause, one message. The model follows what the allocator does as long as both still agree on which blocks
 *   are allocated; once they cannot agree any more, nothing further is judged in that case. What may only follow
 *   from an earlier break (a choice among merged blocks by an allocator that does not merge, the rest of an arena
 *   of which a part was lost) is not told beside it. Whether it merges, each case shows at its end.
 * - Nothing is credited for doing nothing. A case keeps rules only when several blocks were held in it at once;
 *   rules of what must not happen, only when the blocks themselves were sound.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import type { Check } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { ArenaModel, type FreeBlock } from './arena-model';
import { RULES, type RuleId } from './rules';
import { EVENTS, type Parameters } from './simulation';

const RULE_IDS = RULES.map(({ id }) => id);

/** Not looked at: what the allocator stores, which is told for pictures. */
const JUDGED = [
  'arena',
  'allocate',
  'out-of-memory',
  'free',
  'refused',
  'size',
  'overwrite',
  'stray',
] as const;

/** Blocks held at once, from which on a case shows that memory is given out. */
const ENOUGH_BLOCKS = 3;

interface Break {
  readonly event: number;
  readonly message: string;
}

export class Judge {
  private model: ArenaModel;
  private readonly book = new RuleBook(RULE_IDS);
  /** Breaks of BA3 and BA4 among merged blocks: an allocator that does not merge has other blocks to choose from. */
  private readonly ifMergesWork = new Map<RuleId, Break>();
  /** Offset of an allocated block to what it must at least hold. */
  private readonly neededAt = new Map<number, number>();
  /** Offset to index of the event that freed it last. */
  private readonly freedAt = new Map<number, number>();
  private base = 0;
  private mostHeld = 0;
  private started = 0;
  /** Whether this case saw a block freed, something refused, a size and no size. */
  private readonly seen = { freed: false, refused: false, size: false, noSize: false };
  /** Model and allocator no longer agree on what is allocated: what follows says nothing more. */
  private parted = false;
  /** A free block was not found: what it chooses and refuses from here on may follow from that. */
  private lostBlocks = false;

  constructor(
    private readonly trace: Trace,
    private readonly parameters: Parameters,
  ) {
    this.model = new ArenaModel(parameters.arenaBytes, parameters.minimumBlockBytes);
  }

  run(): readonly Check[] {
    const { book } = this;
    for (const event of new Events(this.trace, EVENTS.kinds).of(...JUDGED)) {
      this.look(event);
      if (this.parted) break;
    }
    book.kept('BA9');
    if (!book.isBroken('BA6') && !this.parted)
      for (const [rule, { event, message }] of this.ifMergesWork) book.broken(rule, event, message);
    book.withhold(...this.ifMergesWork.keys(), ...RULE_IDS.filter((rule) => !this.isEarned(rule)));
    return book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds, (typeof JUDGED)[number]>): void {
    const { index } = event;
    switch (event.name) {
      case 'arena':
        this.base = event.base;
        this.started = index;
        this.lostBlocks = false;
        this.freedAt.clear();
        this.model = new ArenaModel(this.parameters.arenaBytes, this.parameters.minimumBlockBytes);
        break;
      case 'allocate':
        this.allocated(index, event.address, event.bytes, event.blockBytes);
        break;
      case 'out-of-memory':
        this.outOfMemory(index, event.bytes);
        break;
      case 'free':
        this.freed(index, event.address);
        break;
      case 'refused':
        this.refused(index, event.address, event.answer);
        break;
      case 'size':
        this.size(index, event.address, event.answer);
        break;
      case 'overwrite':
        this.overwrite(index, event.address, event.value);
        break;
      case 'stray':
        this.book.broken(
          'BA9',
          index,
          `Your allocator ${event.store === 1 ? 'stored to' : 'loaded from'} ${event.address === -1 ? 'an address that is no integer' : this.place(event.address)}: ` +
            'only words of the metadata area and of the arena, at multiples of 4, are yours.',
        );
        break;
    }
  }

  private allocated(event: number, address: number, bytes: number, blockBytes: number): void {
    const { model } = this;
    const offset = address - this.base;
    const needed = model.blockFor(bytes);
    const fitting = bytes < 1 ? [] : model.fitting(needed);
    const isSize = model.isBlockSize(blockBytes);
    // A block that cannot be as large as blockBytes says is taken for one as large as it must be.
    const isThatLarge = isSize && offset % blockBytes === 0 && model.around(offset, blockBytes) !== undefined;
    const size = isThatLarge ? blockBytes : needed;
    const place = this.place(address);
    const inArena = offset >= 0 && offset + size <= model.bytes && offset % size === 0;
    const isFree = inArena && model.around(offset, size) !== undefined;
    if (bytes < 1 || needed > model.bytes || (fitting.length === 0 && (isFree || !inArena))) {
      this.book.broken(
        'BA7',
        event,
        bytes < 1
          ? `allocate(${bytes}) answered ${address}: a request for less than one byte is answered with -1.`
          : needed > model.bytes
            ? `allocate(${bytes}) answered ${address}: the whole arena has ${model.bytes} bytes; answer -1.`
            : `allocate(${bytes}) answered ${place}, but no free block of ${needed} bytes was left: answer -1.`,
      );
      // Where the block is otherwise sound the model follows, so that only this rule breaks.
      if (isFree) model.take(offset, size);
      else this.parted = true;
      return;
    }
    if (!inArena) {
      this.book.broken(
        'BA1',
        event,
        offset < 0 || offset + size > model.bytes
          ? `allocate(${bytes}) answered ${address}: ${counted(size, 'bytes')} from there ${size === 1 ? 'does' : 'do'} not lie in the arena [${this.base}, ${this.base + model.bytes}).`
          : `allocate(${bytes}) answered ${place}: a block of ${counted(size, 'bytes')} must begin at a multiple of ${size} from the arena's start (not from address 0).`,
      );
      this.parted = true;
      return;
    }
    if (!isFree) {
      this.overlap(event, bytes, offset, size);
      this.parted = true;
      return;
    }
    if (size < needed)
      this.book.broken(
        'BA1',
        event,
        `allocate(${bytes}) answered ${place}, and blockBytes says that this block has ${counted(size, 'bytes')}: the smallest that holds ${bytes} has ${needed}.`,
      );
    else if (isThatLarge) {
      this.seen.size = true;
      this.book.kept('BA10');
    } else
      this.book.broken(
        'BA10',
        event,
        `After allocate(${bytes}) answered ${place}, blockBytes(${address}) answered ${blockBytes}: ` +
          (isSize
            ? `there is no room for a block of that size.`
            : `expected the size of the block, ${needed} bytes.`),
      );
    this.book.kept('BA1');
    this.book.kept('BA2');
    if (!this.lostBlocks) {
      this.book.kept(fitting.every((block) => isOnlyMerged(block, needed)) ? 'BA6' : 'BA5');
      this.choice(event, bytes, offset, size);
    }
    model.take(offset, size);
    this.neededAt.set(offset, needed);
    this.mostHeld = Math.max(this.mostHeld, model.allocatedBlocks);
  }

  /** A block was given out that shares bytes with another. */
  private overlap(event: number, bytes: number, offset: number, size: number): void {
    const { model } = this;
    const given = `allocate(${bytes}) answered ${this.place(this.base + offset)}, a block of ${counted(size, 'bytes')}`;
    const other = model.overlapping(offset, size);
    if (other === undefined)
      throw new Error(`Judge: ${size} bytes at ${offset} are neither free nor allocated`);
    const there = this.place(this.base + other.offset);
    const needed = this.neededAt.get(other.offset) ?? other.bytes;
    if (offset >= other.offset + needed)
      this.book.broken(
        'BA10',
        event,
        `${given}, out of the ${other.bytes} bytes that the block at ${there} has by blockBytes: answer the size that it really has.`,
      );
    else
      this.book.broken(
        'BA2',
        event,
        `${given}, but the ${other.bytes} bytes from ${there} are still allocated. ` +
          'Is all that you know about blocks in simulated memory, and is it right after a split and a free?',
      );
  }

  /** BA3 and BA4: was the right free block chosen? */
  private choice(event: number, bytes: number, offset: number, size: number): void {
    const fitting = this.model.fitting(size);
    const best = fitting[0];
    const around = this.model.around(offset, size);
    if (best === undefined || around === undefined) return;
    const isMerged = best.pieces.length > 1 || around.pieces.length > 1;
    const broken = (rule: RuleId, message: string) => {
      if (!isMerged) this.book.broken(rule, event, message);
      else if (!this.ifMergesWork.has(rule)) this.ifMergesWork.set(rule, { event, message });
    };
    if (around.bytes !== best.bytes) {
      broken(
        'BA3',
        `allocate(${bytes}) cut ${size} bytes out of the free block of ${around.bytes} at ${this.place(this.base + around.offset)}, ` +
          `while one of ${best.bytes} was free at ${this.place(this.base + best.offset)}.`,
      );
      return;
    }
    this.book.kept('BA3');
    if (offset === best.offset) {
      const others = fitting.filter((block) => block.bytes === best.bytes).length > 1;
      if (others || best.bytes > size) this.book.kept('BA4');
      return;
    }
    broken(
      'BA4',
      around === best
        ? `allocate(${bytes}) answered ${this.place(this.base + offset)}: when the free block of ${best.bytes} bytes at ${this.place(this.base + best.offset)} is halved, its lower end is taken.`
        : `allocate(${bytes}) answered ${this.place(this.base + offset)}; ${this.place(this.base + best.offset)} was free too, ` +
            `in a block of the same ${best.bytes} bytes: the lowest address goes first.`,
    );
  }

  private outOfMemory(event: number, bytes: number): void {
    const needed = this.model.blockFor(bytes);
    const fitting = bytes < 1 ? [] : this.model.fitting(needed);
    const [block] = fitting;
    if (block === undefined) {
      this.book.kept('BA7');
      return;
    }
    if (this.lostBlocks) return;
    this.lostBlocks = true;
    const free = `${block.bytes} bytes at ${this.place(this.base + block.offset)}`;
    if (block.bytes === this.model.bytes && block.pieces.length === 1) {
      this.parted = true;
      this.book.broken(
        'BA5',
        event,
        `allocate(${bytes}) answered -1, but the whole arena is free: initialise() was called at event ${this.started}, and no block was given out since. ` +
          'Is everything that your records need written there, whatever memory held before?',
      );
    } else if (fitting.every((each) => isOnlyMerged(each, needed)))
      this.book.broken(
        'BA6',
        event,
        `allocate(${bytes}) answered -1, but ${free} are free: they came together from freed buddies. ` +
          'After each free, merge with the buddy as long as it is free as a whole.',
      );
    else
      this.book.broken(
        'BA5',
        event,
        `allocate(${bytes}) answered -1, but ${free} are free, and no merge was needed for them: did a split or a refused call lose them?`,
      );
  }

  private freed(event: number, address: number): void {
    const offset = address - this.base;
    if (this.model.sizeAt(offset) !== undefined) {
      this.model.release(offset);
      this.freedAt.set(offset, event);
      this.seen.freed = true;
      this.book.kept('BA8');
      return;
    }
    this.book.broken(
      'BA8',
      event,
      `free(${address}) answered 0, but ${this.whyNoBlock(address)}: answer -1 and change nothing.`,
    );
    this.parted = true;
  }

  private refused(event: number, address: number, answer: number): void {
    const size = this.model.sizeAt(address - this.base);
    if (size !== undefined) {
      this.book.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}, but the ${size} bytes at ${this.place(address)} are allocated: answer 0.`,
      );
      // Whoever answers something positive has most likely freed it.
      if (answer > 0) this.model.release(address - this.base);
      else this.parted = true;
    } else if (answer !== -1)
      this.book.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}: ${this.whyNoBlock(address)}, which is answered with -1.`,
      );
    else {
      this.seen.refused = true;
      this.book.kept('BA8');
    }
  }

  private size(event: number, address: number, answer: number): void {
    const size = this.model.sizeAt(address - this.base);
    if (size === undefined && answer === -1) this.seen.noSize = true;
    if (answer === (size ?? -1)) this.book.kept('BA10');
    else
      this.book.broken(
        'BA10',
        event,
        size === undefined
          ? `blockBytes(${address}) answered ${answer}, but ${this.whyNoBlock(address)}: answer -1.`
          : `blockBytes(${address}) answered ${answer}, but the block that begins there, ${this.place(address)}, has ${size} bytes.`,
      );
  }

  private overwrite(event: number, address: number, value: number): void {
    const block = this.model.overlapping(address - this.base, 4);
    if (block === undefined) return;
    this.book.broken(
      'BA9',
      event,
      `Your allocator stored ${value} at ${address}, which belongs to the allocated block of ${block.bytes} bytes at ${this.place(this.base + block.offset)}. ` +
        'All of it is the program’s: keep your records in the metadata area, or in free blocks.',
    );
  }

  private whyNoBlock(address: number): string {
    const offset = address - this.base;
    const freed = this.freedAt.get(offset);
    const around = this.model.overlapping(offset, 1);
    if (offset < 0 || offset >= this.model.bytes) return 'that address lies outside the arena';
    if (around !== undefined)
      return `that address lies inside the block of ${around.bytes} bytes at ${this.place(this.base + around.offset)}, not at its start`;
    if (freed !== undefined) return `that block was freed at event ${freed}`;
    return 'no allocated block begins there';
  }

  private isEarned(rule: RuleId): boolean {
    if (this.mostHeld < ENOUGH_BLOCKS) return false;
    const sound = !this.book.isBroken('BA1') && !this.book.isBroken('BA2');
    switch (rule) {
      case 'BA7':
      case 'BA9':
        return sound;
      case 'BA8':
        return sound && this.seen.freed && this.seen.refused;
      case 'BA10':
        return sound && this.seen.size && this.seen.noSize;
      default:
        return true;
    }
  }

  private place(address: number): string {
    const offset = address - this.base;
    return offset < 0 || offset >= this.model.bytes ? `${address}` : `${address} (arena + ${offset})`;
  }
}

/** Whether `bytes` are free in one piece only because buddies were merged. */
function isOnlyMerged(block: FreeBlock, bytes: number): boolean {
  return block.pieces.every((piece) => piece.bytes < bytes);
}
