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
import type { Trace } from '../../../simulator/engine/trace';
import type { Check } from '../../exercise-definition';
import { ArenaModel, type FreeBlock } from './arena-model';
import type { RuleId } from './rules';
import { EVENTS, type Parameters } from './simulation';

const EVENT = EVENTS.index;

/** Blocks held at once, from which on a case shows that memory is given out. */
const ENOUGH_BLOCKS = 3;

interface Break {
  readonly event: number;
  readonly message: string;
}

export class Judge {
  private model: ArenaModel;
  private readonly keptRules = new Set<RuleId>();
  private readonly brokenRules = new Map<RuleId, Break>();
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

  run(): Check[] {
    for (let event = 0; event < this.trace.length && !this.parted; event++) this.look(event);
    this.keptRules.add('BA9');
    if (!this.brokenRules.has('BA6') && !this.parted)
      for (const [rule, { event, message }] of this.ifMergesWork) this.broken(rule, event, message);
    const broken = [...this.brokenRules].map(([rule, { event, message }]) => ({
      rule,
      passed: false,
      message,
      event,
    }));
    const kept = [...this.keptRules]
      .filter((rule) => !this.brokenRules.has(rule) && !this.ifMergesWork.has(rule) && this.isEarned(rule))
      .map((rule) => ({ rule, passed: true, message: '' }));
    return [...broken, ...kept];
  }

  private look(event: number): void {
    const [a, b, c] = [0, 1, 2].map((field) => this.trace.valueAt(event, field)) as [number, number, number];
    switch (this.trace.kindAt(event)) {
      case EVENT.arena:
        this.base = a;
        this.started = event;
        this.lostBlocks = false;
        this.freedAt.clear();
        this.model = new ArenaModel(this.parameters.arenaBytes, this.parameters.minimumBlockBytes);
        break;
      case EVENT.allocate:
        this.allocated(event, a, b, c);
        break;
      case EVENT['out-of-memory']:
        this.outOfMemory(event, a);
        break;
      case EVENT.free:
        this.freed(event, a);
        break;
      case EVENT.refused:
        this.refused(event, a, b);
        break;
      case EVENT.size:
        this.size(event, a, b);
        break;
      case EVENT.overwrite:
        this.overwrite(event, a, b);
        break;
      case EVENT.stray:
        this.broken(
          'BA9',
          event,
          `Your allocator ${b === 1 ? 'stored to' : 'loaded from'} ${a === -1 ? 'an address that is no integer' : this.place(a)}: ` +
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
      this.broken(
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
      this.broken(
        'BA1',
        event,
        offset < 0 || offset + size > model.bytes
          ? `allocate(${bytes}) answered ${address}: ${size} bytes from there do not lie in the arena [${this.base}, ${this.base + model.bytes}).`
          : `allocate(${bytes}) answered ${place}: a block of ${size} bytes must begin at a multiple of ${size} from the arena's start (not from address 0).`,
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
      this.broken(
        'BA1',
        event,
        `allocate(${bytes}) answered ${place}, and blockBytes says that this block has ${size} bytes: the smallest that holds ${bytes} has ${needed}.`,
      );
    else if (isThatLarge) {
      this.seen.size = true;
      this.kept('BA10');
    } else
      this.broken(
        'BA10',
        event,
        `After allocate(${bytes}) answered ${place}, blockBytes(${address}) answered ${blockBytes}: ` +
          (isSize
            ? `there is no room for a block of that size.`
            : `expected the size of the block, ${needed} bytes.`),
      );
    this.kept('BA1');
    this.kept('BA2');
    if (!this.lostBlocks) {
      this.kept(fitting.every((block) => isOnlyMerged(block, needed)) ? 'BA6' : 'BA5');
      this.choice(event, bytes, offset, size);
    }
    model.take(offset, size);
    this.neededAt.set(offset, needed);
    this.mostHeld = Math.max(this.mostHeld, model.allocatedBlocks);
  }

  /** A block was given out that shares bytes with another. */
  private overlap(event: number, bytes: number, offset: number, size: number): void {
    const { model } = this;
    const given = `allocate(${bytes}) answered ${this.place(this.base + offset)}, a block of ${size} bytes`;
    const other = model.overlapping(offset, size);
    if (other === undefined)
      throw new Error(`Judge: ${size} bytes at ${offset} are neither free nor allocated`);
    const there = this.place(this.base + other.offset);
    const needed = this.neededAt.get(other.offset) ?? other.bytes;
    if (offset >= other.offset + needed)
      this.broken(
        'BA10',
        event,
        `${given}, out of the ${other.bytes} bytes that the block at ${there} has by blockBytes: answer the size that it really has.`,
      );
    else
      this.broken(
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
    const told = isMerged ? this.ifMergesWork : this.brokenRules;
    if (around.bytes !== best.bytes) {
      this.broken(
        'BA3',
        event,
        `allocate(${bytes}) cut ${size} bytes out of the free block of ${around.bytes} at ${this.place(this.base + around.offset)}, ` +
          `while one of ${best.bytes} was free at ${this.place(this.base + best.offset)}.`,
        told,
      );
      return;
    }
    this.kept('BA3');
    if (offset === best.offset) {
      const others = fitting.filter((block) => block.bytes === best.bytes).length > 1;
      if (others || best.bytes > size) this.kept('BA4');
      return;
    }
    this.broken(
      'BA4',
      event,
      around === best
        ? `allocate(${bytes}) answered ${this.place(this.base + offset)}: when the free block of ${best.bytes} bytes at ${this.place(this.base + best.offset)} is halved, its lower end is taken.`
        : `allocate(${bytes}) answered ${this.place(this.base + offset)}; ${this.place(this.base + best.offset)} was free too, ` +
            `in a block of the same ${best.bytes} bytes: the lowest address goes first.`,
      told,
    );
  }

  private outOfMemory(event: number, bytes: number): void {
    const needed = this.model.blockFor(bytes);
    const fitting = bytes < 1 ? [] : this.model.fitting(needed);
    const [block] = fitting;
    if (block === undefined) {
      this.kept('BA7');
      return;
    }
    if (this.lostBlocks) return;
    this.lostBlocks = true;
    const free = `${block.bytes} bytes at ${this.place(this.base + block.offset)}`;
    if (block.bytes === this.model.bytes && block.pieces.length === 1) {
      this.parted = true;
      this.broken(
        'BA5',
        event,
        `allocate(${bytes}) answered -1, but the whole arena is free: initialise() was called at event ${this.started}, and no block was given out since. ` +
          'Is everything that your records need written there, whatever memory held before?',
      );
    } else if (fitting.every((each) => isOnlyMerged(each, needed)))
      this.broken(
        'BA6',
        event,
        `allocate(${bytes}) answered -1, but ${free} are free: they came together from freed buddies. ` +
          'After each free, merge with the buddy as long as it is free as a whole.',
      );
    else
      this.broken(
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
      this.kept('BA8');
      return;
    }
    this.broken(
      'BA8',
      event,
      `free(${address}) answered 0, but ${this.whyNoBlock(address)}: answer -1 and change nothing.`,
    );
    this.parted = true;
  }

  private refused(event: number, address: number, answer: number): void {
    const size = this.model.sizeAt(address - this.base);
    if (size !== undefined) {
      this.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}, but the ${size} bytes at ${this.place(address)} are allocated: answer 0.`,
      );
      // Whoever answers something positive has most likely freed it.
      if (answer > 0) this.model.release(address - this.base);
      else this.parted = true;
    } else if (answer !== -1)
      this.broken(
        'BA8',
        event,
        `free(${address}) answered ${answer}: ${this.whyNoBlock(address)}, which is answered with -1.`,
      );
    else {
      this.seen.refused = true;
      this.kept('BA8');
    }
  }

  private size(event: number, address: number, answer: number): void {
    const size = this.model.sizeAt(address - this.base);
    if (size === undefined && answer === -1) this.seen.noSize = true;
    if (answer === (size ?? -1)) this.kept('BA10');
    else
      this.broken(
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
    this.broken(
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
    const sound = !this.brokenRules.has('BA1') && !this.brokenRules.has('BA2');
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

  private kept(rule: RuleId): void {
    this.keptRules.add(rule);
  }

  /** The first break of a rule is what the student sees. */
  private broken(rule: RuleId, event: number, message: string, told = this.brokenRules): void {
    if (!told.has(rule)) told.set(rule, { event, message });
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
