/**
 * Instruction caches, one a core.
 *
 *      fetch ─▶ [ instruction cache ] ─miss─▶ dirty data copies are cleaned ─▶ shared level, memory
 *                      ▲ snooping: a line that any core or device writes is dropped here, at no cost
 *
 * *Snooping*, as x86 processors do, lets self-modifying code, and kernels that write none, do without fence.i.
 * Without it, as the RISC-V unprivileged manual ("Zifencei") lets hardware do, a store does not reach lines that
 * are already here until the core executes fence.i, which drops them all. On a machine without coherence there is
 * no snooping, and a miss sees memory only, so that software must also clean its data lines first.
 */
import type { PhysicalMemory } from '../memory/physical-memory';
import { CacheArray, type CacheArrayState, type CacheGeometry } from './cache-array';
import type { CoherentCaches } from './coherent-caches';
import type { MemoryCounters } from './memory-counters';
import type { MemorySide } from './memory-side';

const VALID = 1;

export class InstructionCaches {
  private readonly arrays: readonly CacheArray[];
  private readonly lineWords: number;

  constructor(
    geometry: CacheGeometry,
    private readonly memory: PhysicalMemory,
    private readonly caches: CoherentCaches,
    private readonly below: MemorySide,
    private readonly coreCounters: readonly MemoryCounters[],
    snooping: boolean,
  ) {
    this.lineWords = geometry.lineBytes >> 2;
    this.arrays = coreCounters.map(() => new CacheArray(geometry, this.lineWords));
    if (snooping && caches.protocol.snoops) caches.onWritten = (line) => this.dropLine(line);
  }

  /** The instruction word at `address`; leaves the cycle at which it is there in `caches.completionCycle`. */
  fetch(core: number, address: number, start: number): number {
    const { caches, lineWords } = this;
    const array = this.arrays[core];
    const counters = this.coreCounters[core];
    const line = address >>> caches.lineShift;
    const word = (address >>> 2) & (lineWords - 1);
    let slot = array.find(line);
    if (slot >= 0) {
      counters.instructionHits++;
      array.touch(slot);
      caches.completionCycle = start + caches.firstHitCycles;
      return array.data[slot * lineWords + word];
    }
    if (address >>> 0 >= this.memory.byteLength) caches.refuse(address, 4);
    counters.instructionMisses++;
    caches.makeMemoryCurrent(core, line, false, start);
    const cycles = this.below.readLine(core, line);
    caches.completionCycle = this.below.transact(core, 'read', line, cycles, caches.completionCycle);
    slot = array.victim(line);
    array.place(slot, line, VALID);
    const source = line * lineWords;
    for (let i = 0; i < lineWords; i++) array.data[slot * lineWords + i] = this.memory.words[source + i];
    return array.data[slot * lineWords + word];
  }

  /** Drops all lines of `core`. */
  invalidate(core: number): void {
    const array = this.arrays[core];
    for (let slot = 0; slot < array.tags.length; slot++)
      if (array.states[slot] !== 0) array.drop(slot, false);
  }

  private dropLine(line: number): void {
    for (const array of this.arrays) {
      const slot = array.find(line);
      if (slot >= 0) array.drop(slot, false);
    }
  }

  save(): CacheArrayState[] {
    return this.arrays.map((array) => array.save());
  }

  restore(states: readonly CacheArrayState[]): void {
    states.forEach((state, core) => {
      this.arrays[core].restore(state);
    });
  }
}
