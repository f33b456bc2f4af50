import { expect, test } from 'vitest';
import { follow, ofLaterRound } from './question';

test('by hand: a private read and write, a reader, another writer', () => {
  const trace = [
    { core: 0, writes: false },
    { core: 0, writes: true },
    { core: 1, writes: false },
    { core: 2, writes: true },
  ];
  const told = (protocol: 'msi' | 'mesi' | 'dragon') =>
    follow(protocol, trace)
      .map(({ states, transactions }) => `${states.join('')}${transactions}`)
      .join(' ');
  expect(told('msi')).toBe('SII1 MII1 SSI1 IIM1');
  expect(told('mesi')).toBe('EII1 MII0 SSI1 IIM1');
  // The last one fetches the line and then sends its word.
  expect(told('dragon')).toBe('EII1 MII0 OSI1 SSO2');
});

test('a round of 5 writes for 3 readers: one invalidation and 3 fetches, or 5 words', () => {
  expect(ofLaterRound('mesi', 5, 3)).toBe(4);
  expect(ofLaterRound('dragon', 5, 3)).toBe(5);
});
