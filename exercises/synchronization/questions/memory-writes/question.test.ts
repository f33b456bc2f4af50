import { expect, test } from 'vitest';
import { follow } from './question';

test('by hand: A written twice and replaced, then C written and left', () => {
  const trace = [
    { line: 0, writes: true },
    { line: 0, writes: true },
    { line: 1, writes: false },
    { line: 2, writes: true },
    { line: 2, writes: false },
  ];
  const { steps, written, dirty } = follow('write-back', trace);
  expect(steps.map(({ hit }) => hit)).toEqual([false, true, false, false, true]);
  expect([written, dirty]).toEqual([1, 1]);
  for (const policy of ['no-write', 'write-through'] as const)
    expect(follow(policy, trace)).toMatchObject({ written: 3, dirty: 0 });
});
