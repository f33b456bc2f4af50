/** Guarantee: of a question so many variants are kept that whoever draws one has no megabytes read for it. */
import { expect, test } from 'vitest';
import type { Question } from '../../exercises/question-definition';
import { boundedOutcome, keptOf } from './checked-package';

const ofCharacters = (count: number): Question => ({ prompt: 'x'.repeat(count), parts: [], explanation: '' });

test('long variants are fewer', () => {
  const short = Array.from({ length: 200 }, () => ofCharacters(10));
  expect(keptOf([null, ...short, null])).toEqual(short);
  expect(keptOf(Array.from({ length: 200 }, () => ofCharacters(100_000)))).toHaveLength(79);
});

test('an outcome of megabytes is told as what it is', () => {
  const of = (problem: string) => ({ kind: 'refused', problems: [problem] }) as const;
  expect(boundedOutcome(of('no'))).toEqual(of('no'));
  expect(JSON.stringify(boundedOutcome(of('x'.repeat(20_000_000))))).toMatch(/is too long/);
});
