/**
 * Threads that share cores two by two, quantum after quantum: who is with whom decides how much the pipelines idle.
 *
 *      round   each thread runs for one quantum, on one of the 2 × cores hardware threads (slots 2c and 2c + 1 of core c)
 */
import type { Random } from '../engine/random';
import { MemorySystem } from '../hardware/caches/memory-system';
import { PhysicalMemory } from '../hardware/memory/physical-memory';
import { type InstructionStream, MultithreadedCore, ReadyFirst } from '../hardware/native/multithreaded-core';

const LINE_BYTES = 64;
const CACHE = { sets: 16, ways: 4, lineBytes: LINE_BYTES };
/** Of each thread's own memory. */
const PART_BYTES = 1 << 16;
const SLOTS_A_CORE = 2;
const SWITCH_CYCLES = 4;
const BANKS = 8;

/** Computing and loading in turn; most loads are of few lines. */
class MixedStream implements InstructionStream {
  computeCycles = 1;
  address = 0;

  /** @param far of a hundred loads: those of any line of its memory. @param longest cycles of computing of a chunk. */
  constructor(
    private readonly random: Random,
    private readonly base: number,
    public far: number,
    public longest: number,
  ) {}

  next(): boolean {
    const { random } = this;
    this.computeCycles = random.between(1, this.longest);
    const line = random.below(100) < this.far ? random.below(PART_BYTES / LINE_BYTES) : random.below(8);
    this.address = this.base + line * LINE_BYTES;
    return true;
  }
}

/** What a thread did in its last quantum. */
export interface Measured {
  readonly thread: number;
  readonly core: number;
  readonly instructions: number;
  readonly misses: number;
}

export class CoScheduledMachine {
  readonly streams: readonly MixedStream[];
  private readonly cores: readonly MultithreadedCore[];

  /** @param kinds of each thread: how far and long its chunks are. */
  constructor(
    cores: number,
    kinds: readonly { readonly far: number; readonly longest: number }[],
    random: Random,
  ) {
    const memory = new MemorySystem({
      ...{ cores, threadsPerCore: SLOTS_A_CORE, levels: [CACHE], interconnect: 'interconnect' },
      memory: new PhysicalMemory(powerOfTwo(kinds.length) * PART_BYTES),
      nodes: { count: BANKS, interleaveBytes: LINE_BYTES, nodeOfCore: new Array<number>(cores).fill(0) },
      costs: { farMemory: 0 },
    });
    this.streams = kinds.map(
      ({ far, longest }, thread) => new MixedStream(random, thread * PART_BYTES, far, longest),
    );
    this.cores = Array.from({ length: cores }, (_, core) => {
      const made: MultithreadedCore = new MultithreadedCore(
        memory,
        core * SLOTS_A_CORE,
        SLOTS_A_CORE,
        SWITCH_CYCLES,
        new ReadyFirst(() => made, SLOTS_A_CORE),
      );
      return made;
    });
  }

  get idleCycles(): number {
    return this.cores.reduce((sum, core) => sum + core.idleCycles, 0);
  }

  get now(): number {
    return Math.max(...this.cores.map((core) => core.now));
  }

  /** @param threads by slot. @returns what each did, by slot. */
  quantum(threads: readonly number[], cycles: number): readonly Measured[] {
    const until = this.now + cycles;
    this.cores.forEach((core, index) => {
      core.now = until - cycles;
      core.run([0, 1].map((slot) => this.streams[threads[index * SLOTS_A_CORE + slot]]));
    });
    for (;;) {
      let behind = this.cores[0];
      for (const core of this.cores) if (core.now < behind.now) behind = core;
      if (behind.now >= until) break;
      behind.step();
    }
    return threads.map((thread, slot) => {
      const core = Math.floor(slot / SLOTS_A_CORE);
      return { thread, core, ...this.cores[core].counters[slot % SLOTS_A_CORE] };
    });
  }
}

/** The smallest that is not below. */
function powerOfTwo(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
