/** What an action is given is a bounded tree, whatever React made of a request. */
import { expect, it } from 'vitest';
import { plainDataFault } from './plain-data';

const holdingItself: unknown[] = [];
holdingItself.push(holdingItself);
const pair: Record<string, unknown> = {};
pair.again = { pair };

/** 2^depth values in `depth` objects. */
function doubled(depth: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = { a: value, b: value };
  return value;
}

const row = Array.from({ length: 500 }, () => '');
const table = Array.from({ length: 100 }, () => row);
const long = 'x'.repeat(200_000);

it.each([
  ['an array that holds itself', holdingItself, 'too much'],
  ['an object that holds itself', pair, 'too much'],
  ['one value in 2^40 places', doubled(40), 'too much'],
  ['one table under many names', Object.fromEntries(row.map((_, i) => [`p${i}`, table])), 'too much'],
  ['one row in a hundred million places', Array(10_000).fill(Array(10_000).fill(row)), 'too much'],
  ['one text in many places', Array.from({ length: 100 }, () => long), 'too much'],
  ['200,000 keys', Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, 1])), 'too much'],
  ['nesting without end', JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`), 'too much'],
  ['a map', { map: new Map() }, 'no plain data'],
  ['a promise', [Promise.resolve(1)], 'no plain data'],
  ['a form', new FormData(), 'no plain data'],
  ['a date', [new Date(0)], 'no plain data'],
  ['a NUL', { a: ['b\0'] }, 'unstorable'],
  ['a NUL in a key', { 'a\0': 1 }, 'unstorable'],
  ['half of a character', ['\ud800'], 'unstorable'],
] as const)('%s is refused', (_name, value, fault) => {
  expect(plainDataFault(value)).toBe(fault);
});

it.each([
  ['nothing', undefined],
  ['a source as long as one may be', { source: 'x'.repeat(262_144), revision: 3 }],
  [
    'a large answer',
    { attemptId: 'a', responses: { chart: Array.from({ length: 40 }, () => Array(40).fill('T1')) } },
  ],
  ['what JSON reads', JSON.parse('{"__proto__":{"a":[1,null,true,"b"]}}')],
])('%s is plain data', (_name, value) => {
  expect(plainDataFault(value)).toBeNull();
});
