/**
 * Speed of the memory system, timed: two levels, MESI, a bus. The mix is that of a program: most accesses to the
 * core's own data, some to shared data, a third of them stores, one atomic in 256.
 */
import { type Benchmark, median } from '../../../scripts/benchmark';
import { Random } from '../../engine/random';
import { OPERATION } from '../../programs/operations';
import { PhysicalMemory } from '../memory/physical-memory';
import { MemorySystem } from './memory-system';
import type { MemorySystemOptions } from './memory-system-options';

const OPERATIONS = 1 << 20;
const MEMORY_BYTES = 1 << 22;

const levels: MemorySystemOptions['levels'] = [
  { sets: 64, ways: 8, lineBytes: 64 },
  { sets: 1024, ways: 16, lineBytes: 64, shared: true },
];

/** Addresses with their lowest bits as kind: 0 load, 1 store, 2 atomic. */
function mixedTrace(cores: number): Int32Array {
  const random = new Random('caches.bench');
  const trace = new Int32Array(OPERATIONS);
  const ownBytes = 1 << 16;
  for (let i = 0; i < OPERATIONS; i++) {
    const core = i % cores;
    const isShared = random.chance(1, 16);
    const region = isShared ? 0 : (core + 1) * ownBytes;
    // Nine of ten accesses fall into a quarter of the first level.
    const span = isShared ? 4096 : random.chance(9, 10) ? 8192 : ownBytes;
    const kind = random.chance(1, 256) ? 2 : random.chance(1, 3) ? 1 : 0;
    trace[i] = region + (random.below(span) & ~3) + kind;
  }
  return trace;
}

function millionPerSecond(system: MemorySystem, trace: Int32Array, cores: number): number {
  const cycles = new Float64Array(cores);
  const start = performance.now();
  let core = 0;
  for (let i = 0; i < trace.length; i++) {
    const entry = trace[i];
    const address = entry & ~3;
    const kind = entry & 3;
    if (kind === 0) system.load(core, address, cycles[core]);
    else if (kind === 1) system.store(core, address, i, cycles[core]);
    else system.atomic(core, OPERATION.fetchAndAdd, address, 1, 0, cycles[core]);
    cycles[core] = system.completionCycle;
    core = core + 1 === cores ? 0 : core + 1;
  }
  return trace.length / (performance.now() - start) / 1000;
}

const benchmark: Benchmark = async (report) => {
  for (const cores of [1, 2, 4, 8]) {
    const trace = mixedTrace(cores);
    const system = new MemorySystem({
      cores,
      levels,
      memory: new PhysicalMemory(MEMORY_BYTES),
      atomics: 'cache',
    });
    const value = await median(5, () => millionPerSecond(system, trace, cores), 2);
    const { hits, misses } = system.counters;
    const missPercent = Math.round((100 * misses) / (hits + misses));
    report.line(
      `memory operations, two levels, MESI, ${cores} cores (${missPercent} % misses)`,
      value,
      'million/s',
      cores === 4 ? { aim: 'at least 5' } : {},
    );
  }
};

export default benchmark;
