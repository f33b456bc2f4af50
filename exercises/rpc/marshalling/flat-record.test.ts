/** What a trace tells of records is what they are; the simulator's reader is held by the types and values that cases draw. */
import { expect, test } from 'vitest';
import { Random } from '../../../simulator/engine/random';
import { flatType, flatValue, structFrom, valueFrom } from '../../../simulator/network/rpc/flat-record';
import { Deck, randomRecordType, randomValue } from './record-value';

test('types and values survive being told, and are nothing when a part is missing', () => {
  const deck = new Deck(new Random('flat records'));
  for (let i = 0; i < 300; i++) {
    const type = randomRecordType(deck, 0xffff, 1 + (i % 6));
    const value = randomValue(type, deck);
    const [types, numbers] = [flatType(type), flatValue(type, value)];
    expect(structFrom(types)).toEqual(type);
    expect(structFrom(types.slice(0, -1))).toBeUndefined();
    expect(structFrom([...types, [1, 0]])).toBeUndefined();
    expect(valueFrom(type, numbers)).toEqual(value);
    expect(valueFrom(type, [...numbers, 0, 0])).toEqual(value);
    expect(valueFrom(type, numbers.slice(0, -1))).toBeUndefined();
  }
});

test('numbers that no record has are no record, whatever they are', () => {
  const random = new Random('any numbers');
  const any = () => random.pick([-1, 0, 1, 2, 3, 14, 16, 17, 400, 1e9, 0.5, Number.NaN]);
  for (let i = 0; i < 2_000; i++) {
    const type = structFrom([
      [14, random.between(1, 3)],
      ...Array.from({ length: 4 }, () => [any(), any()] as const),
    ]);
    if (type !== undefined) valueFrom(type, Array.from({ length: 12 }, any));
  }
  expect(structFrom([])).toBeUndefined();
  expect(structFrom(Array.from({ length: 100 }, () => [15, 0] as const))).toBeUndefined();
});
