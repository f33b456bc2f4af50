/**
 * Cores whose translation buffers are filled by the kernel, as on MIPS: a reference that no entry of the core has under
 * its tag traps.
 *
 *      reference ─▶ slot with (tag of the core, page)?  ─yes─▶ hit, or stale: the page table says otherwise
 *                      └─no─▶ missed ─1─▶ once again        ─0─▶ fault
 *
 * Whatever touches the buffer of another core interrupts that core, once in a call. Counted: `misses`, `interrupts`, and
 * `cycles`, by the table COSTS. Leaves out: page sizes, rights, global entries.
 */
import type { Trace } from '../../../engine/trace';
import { cacheHit, memoryAccess } from '../../../hardware/costs';
import { TRANSLATION_EVENTS } from './translation-events';
import type { TranslationHandler, TranslationServices } from './translation-handler-interface';

const EVENT = TRANSLATION_EVENTS.index;
const NONE = -1;

/** Cycles. */
export const COSTS = {
  reference: cacheHit.value,
  /** Trap and return. */
  miss: 40,
  /** Of a page table of two levels. */
  walk: 2 * memoryAccess.value,
  /** Of a register, a slot, a search in one's own buffer. */
  access: 2,
  interrupt: 400,
} as const;

export interface BufferedCoresOptions {
  readonly cores: number;
  readonly entries: number;
  readonly tags: number;
  readonly spaces: number;
  readonly pages: number;
  readonly trace: Trace;
}

interface Slot {
  tag: number;
  page: number;
  frame: number;
  used: boolean;
}

class Buffer {
  tag = 0;
  space = NONE;
  readonly slots: Slot[];

  constructor(entries: number) {
    this.slots = Array.from({ length: entries }, () => ({ tag: NONE, page: NONE, frame: NONE, used: false }));
  }

  find(tag: number, page: number): number {
    return this.slots.findIndex((slot) => slot.tag === tag && slot.page === page);
  }
}

export class BufferedCores {
  references = 0;
  misses = 0;
  interrupts = 0;
  cycles = 0;
  private handler: TranslationHandler | undefined;
  private readonly buffers: readonly Buffer[];
  /** By space and page. */
  private readonly tables: readonly Int32Array[];
  /** The core that the handler's code runs on; -1 outside of its calls. */
  private running = NONE;
  private readonly interrupted = new Set<number>();
  private readonly trace: Trace;

  constructor(private readonly options: BufferedCoresOptions) {
    const { cores, entries, spaces, pages, trace } = options;
    this.trace = trace;
    this.buffers = Array.from({ length: cores }, () => new Buffer(entries));
    this.tables = Array.from({ length: spaces }, () => new Int32Array(pages).fill(NONE));
  }

  use(handler: TranslationHandler): void {
    this.handler = handler;
  }

  frameOf(space: number, page: number): number {
    return this.tables[space]?.[page] ?? NONE;
  }

  spaceOn(core: number): number {
    return this.buffers[core].space;
  }

  switchTo(core: number, space: number): void {
    this.buffers[core].space = space;
    this.record(EVENT.switch, core, space);
    this.call(core, (handler) => handler.switched(core, space));
  }

  map(space: number, page: number, frame: number): void {
    this.tables[space][page] = frame;
    this.record(EVENT.map, space, page, frame);
  }

  unmap(core: number, space: number, page: number): void {
    this.tables[space][page] = NONE;
    this.record(EVENT.unmap, core, space, page);
    this.call(core, (handler) => handler.unmapped(core, space, page));
    this.record(EVENT.unmapped, core, space, page);
  }

  /** @returns the frame; -1 for a fault, -2 where the handler said that the page is there and it still is not. */
  reference(core: number, page: number): number {
    const buffer = this.buffers[core];
    const { space } = buffer;
    this.references++;
    this.cycles += COSTS.reference;
    const found = buffer.find(buffer.tag, page);
    if (found >= 0) return this.translated(core, page, found);
    this.misses++;
    this.cycles += COSTS.miss;
    this.record(EVENT.miss, core, space, page);
    let answer = 0;
    this.call(core, (handler) => {
      answer = handler.missed(core, space, page);
    });
    this.record(EVENT.answered, core, page, answer | 0, this.frameOf(space, page) >= 0 ? 1 : 0);
    if (answer !== 1) return NONE;
    const now = buffer.find(buffer.tag, page);
    if (now >= 0) return this.translated(core, page, now);
    this.record(EVENT.again, core, space, page);
    return -2;
  }

  readonly services: TranslationServices = {
    frameOf: (space, page) => {
      this.cycles += COSTS.walk;
      if (this.tables[space]?.[page] === undefined) this.misused(0, space, page);
      return this.frameOf(space, page);
    },
    spaceOn: (core) => {
      this.cycles += COSTS.access;
      const buffer = this.buffers[core];
      if (buffer === undefined) this.misused(1, core, 0);
      return buffer?.space ?? NONE;
    },
    setTag: (core, tag) => {
      if (!this.isTag(tag)) return this.misused(2, core, tag);
      const buffer = this.bufferOf(2, core, tag);
      if (buffer === undefined) return 0;
      buffer.tag = tag;
      return this.record(EVENT.tag, core, tag);
    },
    write: (core, slot, tag, page, frame) => {
      const at = this.slotOf(3, core, slot);
      if (at === undefined) return 0;
      if (!this.isTag(tag) || !this.isPage(page) || frame < 0) return this.misused(3, core, slot);
      const other = this.buffers[core].find(tag, page);
      if (other >= 0 && other !== slot) {
        return this.record(EVENT.double, core, slot, page, other);
      }
      Object.assign(at, { tag, page, frame, used: false });
      return this.record(EVENT.write, core, slot, tag, page);
    },
    clear: (core, slot) => {
      const at = this.slotOf(4, core, slot);
      if (at === undefined) return 0;
      Object.assign(at, { tag: NONE, page: NONE, frame: NONE, used: false });
      return this.record(EVENT.clear, core, slot);
    },
    find: (core, tag, page) => {
      const buffer = this.bufferOf(5, core, tag);
      if (buffer === undefined) return NONE;
      if (!this.isTag(tag) || !this.isPage(page)) this.misused(5, core, tag);
      return buffer.find(tag, page);
    },
    tagOf: (core, slot) => this.slotOf(6, core, slot)?.tag ?? NONE,
    takeUsed: (core, slot) => {
      const at = this.slotOf(7, core, slot);
      if (at === undefined) return 0;
      const { used } = at;
      at.used = false;
      return used ? 1 : 0;
    },
  };

  private translated(core: number, page: number, slot: number): number {
    const { space, slots } = this.buffers[core];
    const { frame } = slots[slot];
    slots[slot].used = true;
    const right = this.frameOf(space, page);
    if (frame === right) this.record(EVENT.hit, core, page, slot, frame);
    else this.record(EVENT.stale, core, page, slot, right);
    return frame;
  }

  private call(core: number, run: (handler: TranslationHandler) => void): void {
    if (this.handler === undefined) throw new Error('BufferedCores: no handler; call use() first');
    this.running = core;
    this.interrupted.clear();
    run(this.handler);
    this.running = NONE;
  }

  /** A core's buffer, for the handler. Another core's costs an interrupt, the first time in a call. */
  private bufferOf(service: number, core: number, second: number): Buffer | undefined {
    const buffer = this.buffers[core];
    if (buffer === undefined) {
      this.misused(service, core, second);
      return undefined;
    }
    this.cycles += COSTS.access;
    if (core !== this.running && this.running !== NONE && !this.interrupted.has(core)) {
      this.interrupted.add(core);
      this.interrupts++;
      this.cycles += COSTS.interrupt;
      this.record(EVENT.interrupt, this.running, core);
    }
    return buffer;
  }

  private slotOf(service: number, core: number, slot: number): Slot | undefined {
    if (this.buffers[core] !== undefined && this.buffers[core].slots[slot] === undefined) {
      this.misused(service, core, slot);
      return undefined;
    }
    return this.bufferOf(service, core, slot)?.slots[slot];
  }

  private isTag(tag: number): boolean {
    return Number.isInteger(tag) && tag >= 0 && tag < this.options.tags;
  }

  private isPage(page: number): boolean {
    return Number.isInteger(page) && page >= 0 && page < this.options.pages;
  }

  private misused(service: number, first: number, second: number): number {
    return this.record(EVENT.misused, service, first | 0, second | 0);
  }

  /** @returns 0, as services do. */
  private record(kind: number, ...values: readonly number[]): number {
    const [a = 0, b = 0, c = 0, d = 0] = values;
    this.trace.record(this.references, kind, a, b, c, d);
    return 0;
  }
}
