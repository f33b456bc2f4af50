/** Guarantee: what graders say of a file leads to it, whichever way they name it, and to no file that is not there. */
import { expect, test } from 'vitest';
import { placeHref, placeOfSolution, placesIn } from './file-places';

const FILES = new Set(['judge.ts', 'wrong/lifo.ts', 'question.json', 'statement.md']);
const places = (sentence: string) =>
  placesIn(sentence, FILES, 'scheduling/lifo').filter((each) => typeof each !== 'string');

test('places of a sentence', () => {
  expect(placesIn("judge.ts:12:3: ';' expected.", FILES, 'scheduling/lifo')).toEqual([
    { text: 'judge.ts:12:3', file: 'judge.ts', line: 12 },
    ": ';' expected.",
  ]);
  expect(placesIn('It says wrong/lifo.ts, and statement.md:4.', FILES, 'scheduling/lifo')).toEqual([
    'It says ',
    { text: 'wrong/lifo.ts', file: 'wrong/lifo.ts', line: null },
    ', and ',
    { text: 'statement.md:4', file: 'statement.md', line: 4 },
    '.',
  ]);
  expect(places('exercises/scheduling/lifo/judge.ts:7 uses Date')).toEqual([
    { text: 'exercises/scheduling/lifo/judge.ts:7', file: 'judge.ts', line: 7 },
  ]);
  expect(places('exercises/scheduling/questions/lifo/question.json:1')).toMatchObject([
    { file: 'question.json' },
  ]);
  expect(places('simulator/kernel/judge.ts:3 and no-judge.ts and judge.tsx and x/judge.ts')).toEqual([]);
  expect(placesIn('No place.', FILES, 'scheduling/lifo')).toEqual(['No place.']);
});

test('places of solutions, and addresses', () => {
  const files = new Map([['wrong.ts', "export default [\n  {\n    name: 'late',"]]);
  expect(placeOfSolution('wrong/lifo.ts', files)).toEqual({ file: 'wrong/lifo.ts', line: null });
  expect(placeOfSolution('wrong.ts (late)', files)).toEqual({ file: 'wrong.ts', line: 3 });
  expect(placeOfSolution('wrong.ts (early)', files)).toEqual({ file: 'wrong.ts', line: null });
  expect(placeHref('own-abc', { file: 'wrong/lifo.ts', line: 3 })).toBe(
    '/author/own-abc?file=wrong%2Flifo.ts&line=3',
  );
  expect(placeHref('own-abc', { file: 'judge.ts', line: null })).toBe('/author/own-abc?file=judge.ts');
});
