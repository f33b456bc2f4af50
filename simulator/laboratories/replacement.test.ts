/** The replacement laboratory agrees with the textbooks' reference strings. */
import { expect, test } from 'vitest';
import { tryLaboratory } from './laboratory';
import { replacement } from './replacement';

interface Result {
  readonly hits: number;
  readonly faults: number;
  readonly steps: readonly { readonly hit: boolean; readonly victim: number; readonly frames: number[] }[];
}

const attempt = (setting: Readonly<Record<string, string>>) => tryLaboratory(replacement, setting, 'command');

function run(policy: string, frames: number, references: string, clear = 4): Result {
  const trial = attempt({ policy, frames: String(frames), references, clear: String(clear) });
  if (!('outcome' in trial)) throw new Error(JSON.stringify(trial.problems));
  return trial.outcome.json as Result;
}

const SILBERSCHATZ = '7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1';
const BELADY = '1,2,3,4,1,2,5,1,2,3,4,5';

test.each([
  ['fifo', 3, SILBERSCHATZ, 15],
  ['opt', 3, SILBERSCHATZ, 9],
  ['lru', 3, SILBERSCHATZ, 12],
  ['fifo', 3, BELADY, 9],
  // More frames, more faults.
  ['fifo', 4, BELADY, 10],
  ['lru', 3, BELADY, 10],
  ['lru', 4, BELADY, 8],
  ['opt', 3, BELADY, 7],
  ['opt', 4, BELADY, 6],
] as const)('%s with %i frames on %s faults %i times', (policy, frames, references, faults) => {
  const result = run(policy, frames, references);
  expect([result.faults, result.hits]).toEqual([faults, references.split(',').length - faults]);
});

test('the steps tell hit, victim and frames', () => {
  expect(run('lru', 2, '7,0,7,1')).toEqual({
    hits: 1,
    faults: 3,
    steps: [
      { reference: 7, hit: false, victim: -1, frames: [7, -1] },
      { reference: 0, hit: false, victim: -1, frames: [7, 0] },
      { reference: 7, hit: true, victim: -1, frames: [7, 0] },
      { reference: 1, hit: false, victim: 0, frames: [7, 1] },
    ],
  });
});

test('clock spares whom it finds referenced, once', () => {
  expect(run('clock', 3, '1,2,3,4,2,5').steps.map(({ victim }) => victim)).toEqual([-1, -1, -1, 1, -1, 3]);
});

test('not recently used: of those not accessed since the clearing the clean one leaves, of equals the lower frame', () => {
  // Accessed bits are cleared at the third load; page 3 is accessed after it.
  expect(run('nru', 3, '1w,2,3,4', 3).steps[3]).toMatchObject({ victim: 2, frames: [1, 4, 3] });
  expect(run('nru', 3, '1,2,3,4', 3).steps[3]).toMatchObject({ victim: 1 });
  // Nothing is cleared: all are accessed, and the clean one leaves.
  expect(run('nru', 2, '1w,2,3', 9).steps[2]).toMatchObject({ victim: 2 });
});

test.each([
  [{ references: '1,,2' }, 'references', 'has ""'],
  [{ references: '-1' }, 'references', 'has "-1"'],
  [{ frames: '65' }, 'frames', 'from 1 to 64'],
])('%o is refused at its parameter', (setting, parameter, problem) => {
  expect(attempt(setting)).toEqual({ problems: { [parameter]: expect.stringContaining(problem) } });
});
