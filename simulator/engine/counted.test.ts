import { expect, test } from 'vitest';
import { counted } from './counted';

test('one of a thing is told in the singular, and no other number', () => {
  const nouns = [
    'pages',
    'bytes',
    'entries',
    'processes',
    'misses',
    'switches',
    'caches',
    'uses',
    'system calls',
  ];
  expect(nouns.map((plural) => counted(1, plural))).toEqual([
    '1 page',
    '1 byte',
    '1 entry',
    '1 process',
    '1 miss',
    '1 switch',
    '1 cache',
    '1 use',
    '1 system call',
  ]);
  expect([0, 2, -1, 1.5].map((count) => counted(count, 'pages'))).toEqual([
    '0 pages',
    '2 pages',
    '-1 pages',
    '1.5 pages',
  ]);
});
