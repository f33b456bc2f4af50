/**
 * A core whose accesses go through a memory management unit to tables in physical memory.
 *
 *      frames   [ tables ][ other frames: zeros, only numbers here ]   memoryFrames
 *
 * Nothing about what is right stands here.
 */
import { Trace } from '../../../engine/trace';
import { PAGE_BYTES, PhysicalMemory } from '../../memory/physical-memory';
import { BITS } from '../entry-letters';
import type { AddressTranslation, MemoryServices } from './memory-management-interface';
import { UNIT_EVENTS } from './translation-unit-events';

const EVENT = UNIT_EVENTS.index;

export interface TranslatingCoreOptions {
  readonly root: number;
  /** Frames 0 to tableFrames - 1 may hold tables. */
  readonly tableFrames: number;
  readonly memoryFrames: number;
  readonly trace?: Trace;
  /** Asked for once, in the constructor. */
  readonly unit: (services: MemoryServices, root: number, memoryBytes: number) => AddressTranslation;
}

export class TranslatingCore {
  readonly trace: Trace;
  readonly memoryBytes: number;
  /** Words that the unit loaded and stored. */
  memoryAccesses = 0;
  private readonly tables: PhysicalMemory;
  private readonly unit: AddressTranslation;
  private time = 0;

  constructor({ root, tableFrames, memoryFrames, trace, unit }: TranslatingCoreOptions) {
    this.trace = trace ?? new Trace(UNIT_EVENTS.kinds);
    this.tables = new PhysicalMemory(tableFrames * PAGE_BYTES);
    this.memoryBytes = memoryFrames * PAGE_BYTES;
    this.record(EVENT.root, root, memoryFrames);
    this.unit = unit(this.services(), root, this.memoryBytes);
  }

  /** A word of a frame. */
  wordAt(place: number): number {
    return place < this.tables.byteLength ? this.tables.loadWord(place) : 0;
  }

  /** The kernel writes an entry. */
  write(place: number, entry: number): void {
    this.tables.storeWord(place, entry);
    this.recordEntry(EVENT.written, place, this.wordAt(place));
  }

  access(address: number, access: number, mode: number): number {
    this.record(EVENT.access, address, access, mode);
    const answer = this.unit.translate(address, access, mode);
    if (answer < 0) this.record(EVENT.fault, address, -answer);
    else this.record(EVENT.translated, address, answer);
    this.time++;
    return answer;
  }

  private services(): MemoryServices {
    const isWord = (place: number, store: number) => {
      this.memoryAccesses++;
      if (place >= 0 && place < this.memoryBytes && place % 4 === 0) return true;
      this.record(EVENT.stray, Number.isSafeInteger(place) ? place : -1, store);
      return false;
    };
    return {
      loadWord: (place) => {
        if (!isWord(place, 0)) return 0;
        const word = this.wordAt(place);
        this.recordEntry(EVENT.loaded, place, word);
        return word;
      },
      storeWord: (place, word) => {
        if (!isWord(place, 1)) return -1;
        if (place < this.tables.byteLength) this.tables.storeWord(place, word);
        this.recordEntry(EVENT.stored, place, word);
        return 0;
      },
    };
  }

  private recordEntry(kind: number, place: number, entry: number): void {
    this.record(kind, place, entry >>> 0, entry >>> 10, entry & BITS);
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.trace.record(this.time, kind, a, b, c, d);
  }
}
