/** Hardware threads that share a pipeline: waits are hidden behind each other's computing, and who is paired with whom matters. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../engine/random';
import { MemorySystem } from '../caches/memory-system';
import { PhysicalMemory } from '../memory/physical-memory';
import { type InstructionStream, MultithreadedCore, ReadyFirst } from './multithreaded-core';

const LINE = 64;

/** @param lines that it goes through, in order, again and again. */
function stream(chunks: number, compute: number, base: number, lines: number): InstructionStream {
  let at = 0;
  return {
    computeCycles: compute,
    address: 0,
    next() {
      if (at === chunks) return false;
      Object.assign(this, { address: base + (at++ % lines) * LINE });
      return true;
    },
  };
}

function core(hardwareThreads: number, costOfSwitch = 4) {
  const memory = new MemorySystem({
    cores: 1,
    threadsPerCore: hardwareThreads,
    levels: [{ sets: 16, ways: 4, lineBytes: LINE }],
    memory: new PhysicalMemory(1 << 20),
    interconnect: 'interconnect',
    nodes: { count: 4, interleaveBytes: LINE, nodeOfCore: [0] },
    costs: { farMemory: 0 },
  });
  const made: MultithreadedCore = new MultithreadedCore(
    memory,
    0,
    hardwareThreads,
    costOfSwitch,
    new ReadyFirst(() => made, hardwareThreads),
  );
  return made;
}

function run(streams: readonly InstructionStream[], costOfSwitch?: number) {
  const own = core(streams.length, costOfSwitch);
  own.run(streams);
  while (!own.isDone) own.step();
  const instructions = own.counters.reduce((sum, each) => sum + each.instructions, 0);
  return {
    cycles: own.now,
    idle: own.idleCycles,
    switching: own.switchCycles,
    instructions,
    perCycle: instructions / own.now,
    misses: own.counters.map(({ misses }) => misses),
  };
}

const computing = (base: number) => stream(100, 50, base, 4);
/** Each of its loads misses. */
const waiting = (base: number) => stream(100, 8, base, 1_000);

describe('[row 80] a core with hardware threads', () => {
  test('one that computes hides what another waits: the pipeline idles less than with each alone', () => {
    const alone = [run([computing(0)]), run([waiting(1 << 18)])];
    const both = run([computing(0), waiting(1 << 18)]);
    expect(alone[1].misses).toEqual([100]);
    expect(alone[1].idle).toBeGreaterThan(9_000);
    expect(both.cycles).toBeLessThan(0.75 * (alone[0].cycles + alone[1].cycles));
    expect(both.instructions).toBe(alone[0].instructions + alone[1].instructions);
    expect(both.cycles).toBe(both.instructions + both.idle + both.switching);
  });

  test('more threads that wait hide each other better; changing between them costs some cycles, waiting some hundred', () => {
    const perCycle = [1, 2, 4].map(
      (count) => run(Array.from({ length: count }, (_, i) => waiting(i << 17))).perCycle,
    );
    expect(perCycle[1]).toBeGreaterThan(1.7 * perCycle[0]);
    expect(perCycle[2]).toBeGreaterThan(1.5 * perCycle[1]);
    const switching = [0, 4, 200].map((cost) => run([waiting(0), waiting(1 << 18)], cost).cycles);
    expect(switching[1]).toBeLessThan(1.1 * switching[0]);
    expect(switching[2]).toBeGreaterThan(1.5 * switching[0]);
  });
});

describe('[row 81] who shares a core', () => {
  test('pairs of one that computes and one that waits issue more than pairs of equals', () => {
    const endless = (compute: number, lines: number, base: number) => stream(1e9, compute, base, lines);
    const busy = () => endless(50, 4, 0);
    const slow = () => endless(8, 1_000, 1 << 18);
    /** Instructions a cycle of both cores together, while nobody comes to an end. */
    const perCycle = (...pairs: readonly (readonly InstructionStream[])[]) =>
      pairs.reduce((sum, pair) => {
        const own = core(2);
        own.run(pair);
        while (own.now < 20_000) own.step();
        return sum + own.counters.reduce((all, each) => all + each.instructions, 0) / own.now;
      }, 0);
    const pairs = (mixed: boolean) =>
      mixed ? perCycle([busy(), slow()], [busy(), slow()]) : perCycle([busy(), busy()], [slow(), slow()]);
    expect(pairs(true)).toBeGreaterThan(1.25 * pairs(false));
  });

  test('counters tell them apart: misses in a thousand instructions', () => {
    const random = new Random('streams');
    const rates = [computing(0), waiting(0)].map((each) => {
      const { misses, instructions } = run([each, stream(random.between(20, 60), 20, 1 << 18, 8)]);
      return (1_000 * misses[0]) / instructions;
    });
    expect(rates[1]).toBeGreaterThan(20 * rates[0]);
  });
});
