/** What a student is told, and that no submission, whatever it does to records and processes, keeps a run from its end. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { Random } from '../../../simulator/engine/random';
import { patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import * as contract from './contract';
import exercise from './exercise';
import samples, { usual } from './samples';
import wrong from './wrong';

const folder = join(import.meta.dirname);
const sample = (name: string) => samples.find((each) => each.name === name) as (typeof samples)[number];

it.each([
  ['highest-number-first', 'late-parents'],
  ['parents-sleep-on', 'everybody-waits'],
  ['grandparents-adopt', 'orphans'],
  ['nobody-reaps-for-init', 'init-ends-early'],
  ['sleeps-for-ever', 'orphans'],
])('[row 15] tells what happened and what to try: %s', (name, where) => {
  const solution = patchedSolution(folder, wrong, name, exercise, contract);
  expect(sampleMessages(exercise, sample(where), solution)).toMatchSnapshot();
});

/** Does anything to anybody, and answers anything. */
function garbage(seed: number): PolicyClass {
  return class {
    private readonly random = new Random(`garbage ${seed}`);
    constructor(private readonly kernel: contract.Kernel) {}
    exit(process: number) {
      return this.anything(process);
    }
    wait(process: number) {
      return this.anything(process);
    }
    private anything(process: number): number {
      const { random, kernel } = this;
      const number = () => random.pick([process, 0, 1, random.between(-2, 65), random.word() | 0]);
      for (let i = random.below(6); i > 0; i--)
        random.pick([
          () => kernel.wake(random.chance(1, 2) ? process : number(), number()),
          () => kernel.release(number()),
          () => kernel.set(number(), random.between(-1, 12), number()),
          () => kernel.set(process, 0, random.between(0, 2)),
          () => kernel.set(number(), 2, number()),
          () => kernel.get(number(), number()),
        ])();
      return number();
    }
  } as unknown as PolicyClass;
}

it('comes to an end and to a verdict whatever is done to processes and records', () => {
  for (let seed = 0; seed < 12; seed++) {
    const { trace, checks, failures } = runSolution(exercise, garbage(seed), usual, `garbage ${seed}`);
    expect(trace.count).toBe(trace.length);
    expect(failures.length).toBeGreaterThan(0);
    for (const { event } of failures) expect(event).toBeLessThan(trace.length);
    expect(checks.length).toBeLessThanOrEqual(exercise.rules.length);
  }
});
