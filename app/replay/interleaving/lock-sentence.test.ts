import { expect, test } from 'vitest';
import { Trace } from '../../../simulator/engine/trace';
import { type ViolationName, violationIndex } from '../../../simulator/explorer/violation';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { interleavingModel } from './interleaving-model';
import { lockSentence } from './lock-sentence';

const EVENT = COHERENT_EVENTS.index;
type Row = readonly [cycle: number, name: keyof typeof EVENT, ...numbers: number[]];

/** The sentence at each event. */
function sentences(...rows: readonly Row[]): readonly string[] {
  const trace = new Trace(COHERENT_EVENTS.kinds);
  for (const [cycle, name, ...numbers] of rows) trace.record(cycle, EVENT[name], ...numbers);
  const model = interleavingModel(trace);
  return rows.map((_, index) => lockSentence(model, trace, index).text);
}

const violation = (cycle: number, name: ViolationName, ...numbers: number[]): Row => [
  cycle,
  'violation',
  violationIndex(name),
  ...numbers,
];

test('as long as nothing is violated: who is inside and who wants to be, since which step', () => {
  expect(
    sentences(
      [0, 'arrive', 1],
      [3, 'arrive', 0],
      [4, 'enter', 1],
      [5, 'wait', 0, LOCK_ADDRESS],
      [9, 'leave', 1],
    ),
  ).toEqual([
    'Inside: nobody. Wanting the lock: core 1 since step 0.',
    'Inside: nobody. Wanting the lock: core 0 since step 3, core 1 since step 0.',
    'Inside: core 1 since step 4. Wanting the lock: core 0 since step 3.',
    'Inside: core 1 since step 4. Wanting the lock: core 0 since step 5.',
    'Inside: nobody. Wanting the lock: core 0 since step 5.',
  ]);
});

test('two inside: both, and when each entered; on caches by the clock', () => {
  const rows: readonly Row[] = [
    [0, 'arrive', 0],
    [0, 'arrive', 1],
    [40, 'enter', 1],
    [1_200, 'enter', 0],
    violation(1_200, 'mutual-exclusion', 0, 1, -1),
  ];
  const told = (time: string) =>
    `Two are inside: core 0 entered at ${time} 1,200, while core 1 had been inside since ${time} 40.`;
  expect(sentences(...rows).at(-1)).toBe(told('step'));
  expect(sentences([0, 'bus', 0, 0, LOCK_ADDRESS, 20], ...rows).at(-1)).toBe(told('cycle'));
  // A step back it is no violation yet.
  expect(sentences(...rows).at(-2)).toMatch(/^Inside: core 0 .*, core 1 /);
});

test('who waits for ever, and for what; who never comes out of release; who was overtaken', () => {
  const stuck = (...last: readonly Row[]) =>
    sentences(
      [0, 'arrive', 0],
      [1, 'enter', 0],
      [2, 'leave', 0],
      [3, 'arrive', 1],
      [7, 'wait', 1, 260],
      ...last,
    ).at(-1);
  expect(stuck(violation(8, 'deadlock', 1, -1, 260))).toBe(
    'core 1 waits for ever for lock+4 to change, since step 7: nobody is inside, and nothing will change.',
  );
  expect(stuck(violation(8, 'deadlock', 0, -1, -1))).toBe(
    'core 0 left at step 2 and never comes out of release.',
  );
  expect(stuck([8, 'arrive', 0], [9, 'enter', 0], violation(9, 'overtaken', 1, 0, -1))).toBe(
    'core 1 asked at step 3 and still waits; core 0 asked later, at step 8, and is inside before it.',
  );
});

test('every other violation is told by what it is', () => {
  expect(sentences([0, 'arrive', 0], violation(1, 'fault', 0, -1, 4)).at(-1)).toBe(
    'core 0: A thread used an address outside memory or not a multiple of 4, or an unknown operation.',
  );
  expect(sentences([0, 'arrive', 0], [1, 'violation', 99, 0, -1, -1]).at(-1)).toBe(
    'core 0: another violation',
  );
});
