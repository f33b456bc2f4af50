/**
 * Guarantee: no network gets more than it is allowed while it is remembered, all together never more than all may; new
 * networks are let in however many there are; the memory that this takes is bounded.
 */
import { expect, test } from 'vitest';
import { Random } from '../simulator/engine/random';
import { VisitorAllowance } from './visitor-allowance';

const MINUTE = 60_000;
const COUNT = 3;
const OF_ONE = { count: COUNT, minutes: 2 };
const MANY = { count: 1_000_000, minutes: 1 };

test('a network waits until its window is over; others do not wait for it', () => {
  const visitors = new VisitorAllowance(OF_ONE, MANY, 10);
  for (let used = 0; used < COUNT; used++) expect(visitors.take('one', used)).toBeNull();
  expect(visitors.take('one', COUNT)).toEqual({ ...OF_ONE, nextAt: new Date(2 * MINUTE) });
  expect(visitors.take('two', COUNT)).toBeNull();
  expect(visitors.take('one', 2 * MINUTE)).toBeNull();
});

test('somebody with any number of networks closes trials for nobody', () => {
  const visitors = new VisitorAllowance(OF_ONE, MANY, 100);
  for (let network = 0; network < 1_000; network++)
    expect(visitors.take(`his ${network}`, network)).toBeNull();
  expect(visitors.take('somebody', 1_000)).toBeNull();
});

test('all together wait a minute when they have asked for as much as all may, and it costs no network its own', () => {
  const visitors = new VisitorAllowance(OF_ONE, { count: 10, minutes: 1 }, 100);
  for (let network = 0; network < 10; network++) expect(visitors.take(`${network}`, 0)).toBeNull();
  for (let again = 0; again < 2 * COUNT; again++) expect(visitors.take('0', MINUTE - 1)).toBe('busy');
  expect([visitors.take('0', MINUTE), visitors.take('0', MINUTE)]).toEqual([null, null]);
  expect(visitors.take('0', MINUTE)).toMatchObject(OF_ONE);
});

test('of any requests, as many as allowed get through in each window of a network, and of all', () => {
  const random = new Random(8);
  const [remembered, ofAll] = [5, { count: 12, minutes: 1 }];
  const visitors = new VisitorAllowance(OF_ONE, ofAll, remembered);
  const seen = { passed: 0, exceeded: 0, busy: 0, forgotten: 0 };
  let model: { network: string; since: number; used: number }[] = [];
  let all = { since: -MINUTE, used: 0 };
  let now = 0;
  for (let step = 0; step < 5_000; step++) {
    now += random.below(MINUTE / 5) * random.below(2);
    const network = `network ${random.below(7)}`;
    model = model.filter((each) => each.network !== network || now < each.since + 2 * MINUTE);
    const known = model.find((each) => each.network === network);
    if (known?.used !== COUNT && now >= all.since + MINUTE) all = { since: now, used: 0 };
    const outcome =
      known?.used === COUNT ? 'exceeded' : all.used === ofAll.count ? ('busy' as const) : ('passed' as const);
    if (outcome === 'passed') {
      all.used++;
      if (known === undefined && model.length === remembered) {
        model.shift();
        seen.forgotten++;
      }
      if (known === undefined) model.push({ network, since: now, used: 1 });
      else known.used++;
    }
    seen[outcome]++;
    const taken = visitors.take(network, now);
    const told = taken === null ? 'passed' : taken === 'busy' ? 'busy' : 'exceeded';
    expect(told, `step ${step}`).toBe(outcome);
  }
  for (const [what, often] of Object.entries(seen)) expect(often, what).toBeGreaterThan(50);
});
