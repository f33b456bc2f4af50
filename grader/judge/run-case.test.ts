/** A run tells when it spent what budgets count, whoever counts it; the same in every process, and also when it stops. */
import { expect, test } from 'vitest';
import { type Budget, defineExercise, type SimulationContext } from '../../exercises/exercise-definition';
import { NativePolicies } from '../../simulator/engine/native-policies';
import { PolicyStopped } from '../../simulator/engine/policy';
import { assembleVerdict, judgeCase } from './judge';
import { runCase } from './run-case';
import { nextLook } from './spending';

const EVENTS = 5_000;
const shape = { className: 'Policy', methods: {}, programs: {}, services: {} };

function verdictOf(simulate: (context: SimulationContext) => unknown, reference: number) {
  const budget: Budget = {
    id: 'reads',
    title: 'Reads',
    counter: 'memoryReads',
    unit: 'reads',
    points: 10,
    factor: 1,
  };
  const exercise = defineExercise({
    ...{ title: 'A test exercise', summary: '', rows: [1], difficulty: 1, view: 'cores', shape },
    events: [{ name: 'tick', fields: [], description: '' }],
    rules: [],
    budgets: [budget],
    metric: { counter: 'memoryReads', title: 'Reads', unit: 'reads' },
    ...{ limits: { unitsPerCase: 1_000 }, showFailures: true, simulate, judge: () => [] },
  });
  const parameters = {};
  const seeded = { name: 'a', title: 'A.', role: 'hidden', seed: '1', parameters } as const;
  const policies = new NativePolicies(class {}, shape);
  const run = runCase(exercise, seeded, policies);
  const { budgets } = assembleVerdict({
    ...{ exercise, id: 'test/exercise', version: 'v', graderVersion: 'g', durationMs: 0 },
    cases: [judgeCase(exercise, seeded, run, { show: false })],
    references: { a: { memoryReads: reference } },
  });
  return { run, budget: budgets[0] };
}

/** Reads once an event; who counts is said. */
const reads = (live: boolean) => (context: SimulationContext) => {
  let count = 0;
  if (live) context.countBy(() => ({ memoryReads: count }));
  for (let i = 0; i < EVENTS; i++) {
    count++;
    if (!live) context.counters.memoryReads = count;
    context.trace.record(i, 0);
  }
};

test.each([true, false])(
  'an exceeded budget names an event by which it was (counted elsewhere: %s)',
  (live) => {
    for (const allowed of [1, 31, 32, 33, 250, 1_100, 3_333, EVENTS - 1]) {
      const { run, budget } = verdictOf(reads(live), allowed);
      expect(run.counters.memoryReads).toBe(EVENTS);
      // Event i comes with i + 1 reads.
      expect(budget.event).toBeGreaterThanOrEqual(allowed);
      expect(budget.event).toBeLessThan(Math.min(EVENTS, nextLook(allowed)));
      const named = ((budget.event ?? 0) + 1).toLocaleString('en-US');
      expect(budget.message).toContain(` By event ${named} it was more than allowed.`);
    }
    expect(verdictOf(reads(live), EVENTS).budget).toMatchObject({ outcome: 'within', message: '' });
  },
);

test('what is counted at the end only, was spent by the last event; a run without events has none', () => {
  const atEnd = (events: number) => (context: SimulationContext) => {
    for (let i = 0; i < events; i++) context.trace.record(i, 0);
    context.counters.memoryReads = 7;
  };
  expect(verdictOf(atEnd(100), 5).budget.event).toBe(99);
  expect(verdictOf(atEnd(0), 5).budget).toMatchObject({ outcome: 'exceeded' });
  expect(verdictOf(atEnd(0), 5).budget.event).toBeUndefined();
});

test('counters that are kept elsewhere are there when a run stops, too', () => {
  const { run } = verdictOf((context) => {
    context.countBy(() => ({ memoryReads: 3 }));
    throw new PolicyStopped('exception', 'thrown');
  }, 5);
  expect(run).toMatchObject({ counters: { memoryReads: 3 }, stopped: { reason: 'exception' } });
});
