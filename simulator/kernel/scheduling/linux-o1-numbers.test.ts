import { expect, it } from 'vitest';
import { isTimeshared, niceOfPriority, priorityOfNice, sliceOfNice } from './linux-o1-numbers';

const NICES = Array.from({ length: 40 }, (_, i) => i - 20);

it('[row 73] 140 priorities: 0 to 99 real time, 100 to 139 the forty nice values, 120 the default', () => {
  expect(NICES.map(priorityOfNice)).toEqual(NICES.map((_, i) => 100 + i));
  expect(priorityOfNice(0)).toBe(120);
  for (const nice of NICES) expect(niceOfPriority(priorityOfNice(nice))).toBe(nice);
  expect([0, 99, 100, 139, 140].map(isTimeshared)).toEqual([false, false, true, true, false]);
  for (const wrong of [-21, 20, 0.5, Number.NaN]) expect(() => priorityOfNice(wrong)).toThrow(RangeError);
  for (const wrong of [99, 140, 120.5]) expect(() => niceOfPriority(wrong)).toThrow(RangeError);
});

it('[row 74] the lower the priority, the smaller the slice: from 800 ms over 100 ms down to 5 ms', () => {
  expect([-20, -10, -1, 0, 10, 19].map(sliceOfNice)).toEqual([800, 600, 420, 100, 50, 5]);
  const slices = NICES.map(sliceOfNice);
  for (let i = 1; i < slices.length; i++) expect(slices[i]).toBeLessThan(slices[i - 1]);
});
