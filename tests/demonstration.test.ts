/**
 * Guarantee: what the first page shows is a run of the simulator, until the event at which the solution breaks a rule;
 * its picture is made of that run alone, and nothing of the solution's text is in either.
 */
import { beforeAll, expect, test } from 'vitest';
import { type DemonstrationPicture, demonstrationPicture } from '../app/home/demonstration-model';
import type { DemonstratedRun } from '../exercises/catalogue';
import { demonstratedRun } from '../grader/library/demonstrated-run';
import { ownSolutions } from '../grader/library/own-solutions';
import { Trace } from '../simulator/engine/trace';

const EXERCISE = 'scheduling/round-robin';

let run: DemonstratedRun;
let picture: DemonstrationPicture;

beforeAll(async () => {
  run = (await demonstratedRun(EXERCISE)) as DemonstratedRun;
  picture = demonstrationPicture(run);
});

test('it ends where the rule is broken, and says so as to a student', () => {
  const trace = Trace.decode(run.trace);
  expect(trace.event(trace.length - 1).kind.name).toBe('dispatch');
  expect(run.rule).toBe('RR2');
  expect(run.message).toContain(`Cycle ${trace.cycleAt(trace.length - 1)}: pickNext`);
  const last = picture.steps.at(-1);
  expect(last?.cycle).toBe(trace.cycleAt(trace.length - 1));
  expect(last?.text).toMatch(/^the policy picks thread \d+ for core \d+$/);
  // Who has waited longest still waits.
  expect(run.message).toContain(`but thread ${last?.waiting[0]} `);
});

test('bars and steps go through the time of the run, in order', () => {
  expect(picture.cores).toHaveLength(2);
  for (const bars of picture.cores) {
    expect(bars.some(({ activity }) => activity === 'running')).toBe(true);
    for (const [at, { from, to }] of bars.entries()) {
      expect(from).toBeGreaterThanOrEqual(at === 0 ? 0 : bars[at - 1].to);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(100);
    }
  }
  const moments = picture.steps.map(({ at }) => at);
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  expect(picture.steps.length).toBeGreaterThan(10);
});

test('the solution itself is not in it', async () => {
  const wrong = (await ownSolutions(EXERCISE)).find(({ name }) => name === 'last-in-first-out');
  const lines = ((await wrong?.source()) ?? '').split('\n').map((line) => line.trim());
  const told = JSON.stringify([run, picture]);
  expect(lines.filter((line) => line.length > 12 && told.includes(line))).toEqual([]);
});

test('an exercise without one has none', async () => {
  expect(await demonstratedRun('memory/buddy-allocator')).toBeUndefined();
});
