/**
 * The judge of the heap: walks the trace beside a HeapModel.
 *
 * The model follows what the allocator does as long as both agree on which blocks are held; once they cannot, or once
 * the allocator touched what is not its own, nothing further is judged in that case. An allocator that lost an area is
 * not blamed for what may follow from that.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { ALLOWANCE_BYTES, type Area, HeapModel } from './heap-model';
import { RULES } from './rules';
import { EVENTS, type Parameters } from './simulation';

const RULE_IDS = RULES.map(({ id }) => id);

/** Not looked at: what the allocator stores, which is told for pictures. */
const JUDGED = [
  'start',
  'grow',
  'grow-refused',
  'malloc',
  'out-of-memory',
  'free',
  'overwrite',
  'stray',
] as const;

/** Blocks held at once, from which on a case shows that memory is given out. */
const ENOUGH_BLOCKS = 3;

export function judge({ trace }: JudgeInput<Parameters, null>): readonly Check[] {
  return new Judge().run(new Events(trace, EVENTS.kinds));
}

class Judge {
  private readonly book = new RuleBook(RULE_IDS);
  private model = new HeapModel(0, 0);
  /** What the kernel was asked for in the call that goes on: the first request, and what it added. */
  private asked: number | undefined;
  private added: number[] = [];
  private mostHeld = 0;
  /** Model and allocator no longer agree on what is held. */
  private parted = false;
  /** A free area was not found: what is refused from here on may follow from that. */
  private lostArea = false;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    const { book } = this;
    for (const event of events.of(...JUDGED)) {
      switch (event.name) {
        case 'start':
          this.model = new HeapModel(event.base, event.limitBytes);
          this.lostArea = false;
          this.grow();
          break;
        case 'grow':
          this.asked ??= event.index;
          this.added.push(event.bytes);
          break;
        case 'grow-refused':
          this.asked ??= event.index;
          break;
        case 'malloc':
          this.given(event.index, event.address, event.bytes);
          break;
        case 'out-of-memory':
          this.outOfMemory(event.index, event.bytes);
          break;
        case 'free':
          this.grow();
          this.model.release(event.address);
          break;
        case 'overwrite': {
          const block = this.model.overlapping(event.address, 4);
          book.broken(
            'HP7',
            event.index,
            `Your allocator stored ${event.value} at ${event.address}, inside the block of ${counted(block?.bytes ?? 0, 'bytes')} at ${event.block}. ` +
              'All of it is the program’s until it is freed, and was written over: keep headers outside of what you give out, and links in free blocks only.',
          );
          this.parted = true;
          break;
        }
        case 'stray':
          book.broken(
            'HP7',
            event.index,
            `Your allocator ${event.store === 1 ? 'stored to' : 'loaded from'} ${event.address === -1 ? 'an address that is no integer' : event.address}: ` +
              `only words of your data and of the heap from ${this.model.base} to its end are yours, at multiples of 4.`,
          );
          this.parted = true;
          break;
      }
      if (this.parted) break;
    }
    if (!book.isBroken('HP1') && !book.isBroken('HP2')) book.kept('HP7');
    else book.withhold('HP6');
    if (this.mostHeld < ENOUGH_BLOCKS) book.withhold(...RULE_IDS.filter((rule) => !book.isBroken(rule)));
    return book.checks();
  }

  private given(event: number, address: number, bytes: number): void {
    const { book, model } = this;
    const heapEnd = this.added.reduce((end, each) => end + each, model.heapEnd);
    const isInside = address >= model.base && bytes > 0 && address + bytes <= heapEnd;
    const call = `malloc(${bytes}) answered ${address}`;
    if (bytes < 1 || bytes > model.limitBytes) {
      book.broken(
        'HP6',
        event,
        bytes < 1
          ? `${call}: a request for less than one byte is answered with -1.`
          : `${call}: the process may have ${model.limitBytes} bytes of heap, so answer -1.`,
      );
      this.parted = true;
      return;
    }
    if (!isInside) {
      const { from, to } = model.largestArea() ?? { from: 0, to: 0 };
      const isFull =
        to - from < bytes + ALLOWANCE_BYTES && this.asked !== undefined && this.added.length === 0;
      if (isFull)
        book.broken('HP6', event, `${call}, but the kernel refused more memory and none is free: answer -1.`);
      else
        book.broken(
          'HP1',
          event,
          `${call}: a block of ${counted(bytes, 'bytes')} there does not lie in the heap, which goes from ${model.base} to ${heapEnd}.`,
        );
      this.parted = true;
      return;
    }
    const other = model.overlapping(address, bytes);
    if (other !== undefined) {
      book.broken(
        'HP2',
        event,
        `${call}: a block of ${counted(bytes, 'bytes')} there overlaps the ${counted(other.bytes, 'bytes')} at ${other.from}, which the program still holds. ` +
          'Is all that you know about blocks in simulated memory, and right after each cut and each joining?',
      );
      this.parted = true;
      return;
    }
    if (address % 8 !== 0)
      book.broken(
        'HP1',
        event,
        `${call}, which is no multiple of 8. Headers have 4 or 12 bytes in front of it.`,
      );
    book.kept('HP1', 'HP2');
    const largestPiece = bytesOf(model.largestPiece());
    if (this.asked !== undefined) {
      if (this.missed(event, bytes, `malloc(${bytes}) asked the kernel for more memory`)) book.kept('HP3');
    } else {
      if (model.wasFreed(address, bytes)) book.kept('HP4');
      if (largestPiece < bytes && bytesOf(model.largestArea()) >= bytes) book.kept('HP5');
    }
    this.grow();
    model.take(address, bytes);
    this.mostHeld = Math.max(this.mostHeld, model.blocksHeld);
  }

  private outOfMemory(event: number, bytes: number): void {
    const { book, model } = this;
    if (bytes < 1 || bytes > model.limitBytes) book.kept('HP6');
    else if (this.missed(event, bytes, `malloc(${bytes}) answered -1`) && !this.lostArea) {
      const needed = bytes + ALLOWANCE_BYTES;
      const [piece, area, left] = [bytesOf(model.lastPiece()), bytesOf(model.lastArea()), model.bytesLeft];
      const rest = `The kernel still has ${counted(left, 'bytes')} for this process`;
      if (piece + left >= needed || (this.asked === undefined && area + left >= needed))
        this.lost(
          'HP3',
          event,
          `malloc(${bytes}) answered -1. ${rest}, and ${this.asked === undefined ? area : piece} are free at the end of the heap: ask for what is missing, no more.`,
        );
      else if (area + left >= needed)
        this.lost(
          'HP5',
          event,
          `malloc(${bytes}) answered -1. ${rest}, and the ${area} bytes before them are free: new memory joins what is free at the end of the heap.`,
        );
      else book.kept('HP6');
    }
    this.grow();
  }

  /** @returns whether no free area of the heap fits, so that asking the kernel or refusing was right. */
  private missed(event: number, bytes: number, did: string): boolean {
    if (this.lostArea) return false;
    const { model } = this;
    const needed = bytes + ALLOWANCE_BYTES;
    const piece = model.largestPiece();
    if (piece !== undefined && bytesOf(piece) >= needed) {
      this.lost(
        'HP4',
        event,
        `${did}, but the ${bytesOf(piece)} bytes from ${piece.from} on are free, ` +
          (piece.isFreed
            ? 'freed or left over from a block that was cut.'
            : 'from what the kernel added before.'),
      );
      return false;
    }
    const area = model.largestArea();
    if (area === undefined || bytesOf(area) < needed) return true;
    this.lost(
      'HP5',
      event,
      `${did}, but all ${bytesOf(area)} bytes from ${area.from} to ${area.to} are free. No piece of them is as large: ` +
        'join a freed block with the free blocks that end where it begins and begin where it ends.',
    );
    return false;
  }

  private lost(rule: 'HP3' | 'HP4' | 'HP5', event: number, message: string): void {
    this.book.broken(rule, event, message);
    this.lostArea = true;
  }

  /** The call is over: what the kernel added is part of the heap. */
  private grow(): void {
    for (const bytes of this.added) this.model.grow(bytes);
    this.added = [];
    this.asked = undefined;
  }
}

function bytesOf(area: Area | undefined): number {
  return area === undefined ? 0 : area.to - area.from;
}
