/** Guarantee: no address gets more than it is allowed, however the requests fall, and the memory that this takes is bounded. */
import { expect, test } from 'vitest';
import { Random } from '../simulator/engine/random';
import { VisitorAllowance } from './visitor-allowance';

const MINUTE = 60_000;
const COUNT = 3;

test('an address waits until its window is over; others do not wait for it', () => {
  const visitors = new VisitorAllowance({ count: COUNT, minutes: 1 }, 10);
  for (let used = 0; used < COUNT; used++) expect(visitors.take('one', used)).toBeNull();
  expect(visitors.take('one', COUNT)).toEqual({ count: COUNT, minutes: 1, nextAt: new Date(MINUTE) });
  expect(visitors.take('two', COUNT)).toBeNull();
  expect(visitors.take('one', MINUTE)).toBeNull();
});

test('where too many addresses ask at once, new ones wait and known ones go on', () => {
  const visitors = new VisitorAllowance({ count: COUNT, minutes: 1 }, 2);
  expect([visitors.take('one', 0), visitors.take('two', 10)]).toEqual([null, null]);
  expect(visitors.take('three', 20)?.nextAt).toEqual(new Date(MINUTE));
  expect(visitors.take('two', 30)).toBeNull();
  expect(visitors.take('three', MINUTE)).toBeNull();
});

test('of any requests, as many as allowed get through in each window of an address', () => {
  const random = new Random(8);
  const visitors = new VisitorAllowance({ count: COUNT, minutes: 1 }, 5);
  const model = new Map<string, { since: number; used: number }>();
  let now = 0;
  for (let step = 0; step < 5_000; step++) {
    now += random.below(MINUTE / 10);
    const address = `address ${random.below(8)}`;
    for (const [other, { since }] of model) if (now >= since + MINUTE) model.delete(other);
    const known = model.get(address);
    const passes = known === undefined ? model.size < 5 : known.used < COUNT;
    if (passes && known !== undefined) known.used++;
    else if (passes) model.set(address, { since: now, used: 1 });
    expect(visitors.take(address, now) === null, `step ${step}`).toBe(passes);
  }
});
