/**
 * Guarantee: steps that touch nothing in common can be taken in either order, with the same outcome, and what a
 * pending step is in conflict with is what it is in conflict with once the other has been performed.
 */
import { expect, test } from 'vitest';
import { Random } from '../engine/random';
import { NativeProgram } from '../programs/operations';
import { ConcurrentSystem } from './concurrent-system';
import { Footprint } from './footprint';
import { type Mix, operations, randomProgram, textOf } from './random-program.testing';
import { formatSchedule } from './schedule';
import { lowestBit } from './strategy';

const MIX: Mix = { loops: 3, sleeping: 6, points: 4 };
const MOST_STEPS = 40;

function processes(mask: number): number[] {
  const list: number[] = [];
  for (let left = mask; left !== 0; left &= left - 1) list.push(lowestBit(left));
  return list;
}

function replayed(system: ConcurrentSystem, schedule: readonly number[]): ConcurrentSystem {
  system.reset();
  for (const process of schedule) {
    system.enabled();
    system.perform(process);
  }
  return system;
}

function touched(system: ConcurrentSystem, process: number): Footprint {
  const footprint = new Footprint();
  system.touches(process, footprint);
  return footprint;
}

const listed = ({ count, locations, writes }: Footprint) =>
  locations.slice(0, count).map((location, i) => `${writes[i] ? 'writes' : 'reads'} ${location}`);

test.each(['sc', 'tso'] as const)('performing two steps in both orders, %s', (model) => {
  const random = new Random(`both orders ${model}`);
  let independent = 0;
  let conflicts = 0;
  for (let round = 0; round < 150; round++) {
    const words = random.between(1, 3);
    const programs = Array.from({ length: random.between(2, 3) }, () => randomProgram(random, words, 6, MIX));
    const threads = programs.length;
    const system = new ConcurrentSystem(
      { threads, model, memoryWords: words, start: (t) => new NativeProgram(operations(programs[t])) },
      round % 2 === 0,
    );
    const schedule: number[] = [];
    while (schedule.length < MOST_STEPS) {
      const enabled = processes(replayed(system, schedule).enabled());
      if (enabled.length === 0) break;
      const before = Array.from(system.memory);
      const footprints = new Map(enabled.map((process) => [process, touched(system, process)]));
      for (const first of enabled) {
        const own = footprints.get(first) as Footprint;
        const text = `${formatSchedule({ threads, model, processes: [...schedule, first] })}\n| ${textOf(programs)}`;
        replayed(system, [...schedule, first]);
        for (const [word, value] of before.entries())
          if (system.memory[word] !== value) expect(listed(own), text).toContain(`writes ${word}`);
        const enabledAfter = system.enabled();
        for (const second of enabled) {
          if (second === first) continue;
          const other = footprints.get(second) as Footprint;
          const able = replayed(system, [...schedule, first]).able(second);
          const after = able ? touched(system, second) : undefined;
          const pair = `process ${second} after ${text}`;
          if (own.conflictsWith(other)) {
            conflicts++;
            if (after !== undefined) expect(own.conflictsWith(after), pair).toBe(true);
            continue;
          }
          independent++;
          expect(enabledAfter & (1 << second), pair).not.toBe(0);
          expect(listed(after as Footprint), pair).toEqual(listed(other));
          system.perform(second);
          const one = system.state();
          expect(replayed(system, [...schedule, second, first]).state(), pair).toEqual(one);
        }
      }
      schedule.push(random.pick(enabled));
    }
  }
  expect(Math.min(independent, conflicts)).toBeGreaterThan(300);
});
