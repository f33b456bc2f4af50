/** Guarantee: with 150 exercises and 250 questions everything is found by its words, its kind and its state. */
import { describe, expect, it } from 'vitest';
import {
  type CatalogueItem,
  filtersNothing,
  inOrder,
  matching,
  neighbours,
  progressKey,
  readFilter,
  stateOf,
  whereToGoOn,
} from './catalogue-items';

const made = (kind: CatalogueItem['kind'], count: number): CatalogueItem[] =>
  Array.from({ length: count }, (_, i) => ({
    kind,
    id: `chapter-${i % 19}/${kind}-${i}`,
    chapter: `chapter-${i % 19}`,
    title: `Number ${i} of the ${kind}s`,
    summary: i % 2 === 0 ? 'Frames and pages.' : 'Locks and queues.',
    rows: [1 + ((i * 7) % 206)],
    href: `/${kind}s/${i}`,
    ...(kind === 'exercise' ? { difficulty: ((i % 3) + 1) as 1 | 2 | 3, maxScore: 100, caseCount: 9 } : {}),
  }));
const items = inOrder([...made('question', 250), ...made('exercise', 150)]);

describe('the catalogue as a list', () => {
  it('stands in the order of the syllabus, chapter by chapter, exercises before questions of the same row', () => {
    const names = [...new Set(items.map((item) => item.chapter))];
    let at = 0;
    let last = 0;
    for (const name of names) {
      const own = items.filter((item) => item.chapter === name);
      expect(items.slice(at, at + own.length)).toEqual(own);
      at += own.length;
      const rows = own.map((item) => item.rows[0]);
      expect(rows).toEqual(rows.slice().sort((a, b) => a - b));
      expect(rows[0]).toBeGreaterThanOrEqual(last);
      last = rows[0];
    }
    const ofRowOne = items.filter((item) => item.rows[0] === 1 && item.chapter === names[0]);
    const kinds = ofRowOne.map((item) => item.kind);
    expect(kinds).toEqual(kinds.slice().sort());
  });

  it('finds by every word, in any case and order', () => {
    const found = (text: string) => matching(items, { text }, new Map()).length;
    expect(found('EXERCISES 149')).toBe(1);
    expect(found('149 exercises')).toBe(1);
    expect(found('pages')).toBe(200);
    expect(found('no such thing')).toBe(0);
    expect(found('')).toBe(400);
  });

  it('filters by kind, difficulty and state', () => {
    const [first, second] = items.filter((item) => item.kind === 'exercise') as [
      CatalogueItem,
      CatalogueItem,
    ];
    const progress = new Map([
      [progressKey(first), { points: 100, maxPoints: 100, times: 2 }],
      [progressKey(second), { points: 0, maxPoints: 100, times: 1 }],
    ]);
    expect(matching(items, { text: '', kind: 'question' }, progress)).toHaveLength(250);
    expect(matching(items, { text: '', difficulty: 2 }, progress)).toHaveLength(50);
    expect(matching(items, { text: '', state: 'solved' }, progress)).toEqual([first]);
    expect(matching(items, { text: '', state: 'begun' }, progress)).toEqual([second]);
    expect(matching(items, { text: '', state: 'new' }, progress)).toHaveLength(398);
    expect(stateOf(first, new Map())).toBe('new');
  });

  it('reads a filter from any address', () => {
    expect(readFilter({ find: '  lock ', kind: 'question', difficulty: '2', state: 'begun' })).toEqual({
      ...{ text: 'lock', kind: 'question', difficulty: 2, state: 'begun' },
    });
    expect(filtersNothing(readFilter({}))).toBe(true);
    expect(readFilter({ find: ['a', 'b'], kind: 'x', difficulty: '9', state: '__proto__' })).toEqual({
      text: 'a',
    });
    expect(readFilter({ find: 'x'.repeat(10_000) }).text).toHaveLength(100);
  });

  it('knows what stands beside an item', () => {
    expect(neighbours(items, items[0])).toEqual({ next: items[1] });
    expect(neighbours(items, items[7])).toEqual({ previous: items[6], next: items[8] });
    expect(neighbours(items, items.at(-1) as CatalogueItem)).toEqual({ previous: items.at(-2) });
    expect(neighbours(items, { kind: 'exercise', id: 'none' })).toEqual({});
  });

  it('goes on at what was worked on last, and then at the first behind it that is not solved', () => {
    const full = { points: 4, maxPoints: 4, times: 1 };
    const solved = (...at: number[]) => new Map(at.map((each) => [progressKey(items[each]), full]));
    const lead = (last: number | undefined, ...done: number[]) =>
      whereToGoOn(items, solved(...done), last === undefined ? null : items[last]);
    expect(lead(undefined)).toEqual({ next: items[0] });
    expect(lead(undefined, 0, 1)).toEqual({ next: items[2] });
    expect(lead(5)).toEqual({ goOn: items[5], next: items[6] });
    expect(lead(5, 5, 6)).toEqual({ next: items[7] });
    expect(lead(items.length - 1)).toEqual({ goOn: items.at(-1), next: items[0] });
    expect(whereToGoOn(items, solved(...items.keys()), items[3])).toEqual({});
    expect(whereToGoOn(items, new Map(), { kind: 'exercise', id: 'gone/away' })).toEqual({ next: items[0] });
  });
});
