/**
 * A core whose accesses go through a segment unit, and the memory in which descriptors lie.
 * Nothing about what is right stands here.
 */
import { Trace } from '../../../engine/trace';
import { PhysicalMemory } from '../../memory/physical-memory';
import { SEGMENT_EVENTS } from './segment-unit-events';
import {
  DESCRIPTOR,
  SELECTOR_SHIFT,
  type Segmentation,
  type SegmentServices,
} from './segment-unit-interface';

const EVENT = SEGMENT_EVENTS.index;

export interface SegmentedCoreOptions {
  /** Where descriptors may lie: 0 to descriptorBytes - 1. */
  readonly descriptorBytes: number;
  readonly trace?: Trace;
  readonly unit: (services: SegmentServices) => Segmentation;
}

export class SegmentedCore {
  readonly trace: Trace;
  readonly memory: PhysicalMemory;
  /** Words that the unit loaded. */
  memoryAccesses = 0;
  private readonly unit: Segmentation;
  private time = 0;
  private table = { address: 0, count: 0 };

  constructor({ descriptorBytes, trace, unit }: SegmentedCoreOptions) {
    this.trace = trace ?? new Trace(SEGMENT_EVENTS.kinds);
    this.memory = new PhysicalMemory(descriptorBytes);
    this.unit = unit({ loadWord: (place) => this.load(place) });
  }

  /** The kernel writes a descriptor. */
  describe(place: number, base: number, limit: number, flags: number): void {
    this.memory.storeWord(place, base);
    this.memory.storeWord(place + DESCRIPTOR.limitAt, limit);
    this.memory.storeWord(place + DESCRIPTOR.flagsAt, flags);
    this.record(EVENT.described, place, base, limit, flags);
  }

  setTable(address: number, count: number): void {
    this.table = { address, count };
    this.record(EVENT.table, address, count);
    this.unit.setTable(address, count);
  }

  changed(selector: number): void {
    this.record(EVENT.changed, selector, this.descriptorOf(selector));
    this.unit.changed(selector);
  }

  access(address: number, bytes: number, access: number): number {
    this.record(EVENT.access, address, bytes, access);
    const answer = this.unit.translate(address, bytes, access);
    const descriptor = this.descriptorOf(address >>> SELECTOR_SHIFT);
    if (answer < 0) this.record(EVENT.fault, address, -answer, descriptor);
    else this.record(EVENT.translated, address, answer, descriptor);
    this.time++;
    return answer;
  }

  /** Where the descriptor is; -1: the table has none for this selector. */
  private descriptorOf(selector: number): number {
    const { address, count } = this.table;
    return selector >= 0 && selector < count ? address + selector * DESCRIPTOR.bytes : -1;
  }

  private load(place: number): number {
    this.memoryAccesses++;
    if (!(place >= 0 && place < this.memory.byteLength && place % 4 === 0)) {
      this.record(EVENT.stray, Number.isSafeInteger(place) ? place : -1);
      return 0;
    }
    const word = this.memory.loadWord(place);
    const selector = Math.floor((place - this.table.address) / DESCRIPTOR.bytes);
    this.record(EVENT.loaded, place, word, this.descriptorOf(selector));
    return word;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.trace.record(this.time, kind, a, b, c, d);
  }
}
