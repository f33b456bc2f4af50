/**
 * Guarantees of every laboratory: its examples run, as a command and on a page; each picture has
 * a table beside it and stays within its bounds; a page takes no more than it says.
 */
import { describe, expect, test } from 'vitest';
import { LABORATORIES } from './laboratories';
import { type Outcome, tryLaboratory } from './laboratory';
import { outcomeText } from './laboratory-text';
import { MAX_PAGE_CHARACTERS } from './parameter';

describe.each(LABORATORIES.map((each) => [each.name, each] as const))('%s', (_name, laboratory) => {
  const initial = Object.fromEntries(
    Object.entries(laboratory.parameters).map(([name, parameter]) => [name, parameter.initial]),
  );

  test.each(laboratory.examples.map((each) => [each.title, each.setting] as const))(
    '%s',
    (_title, setting) => {
      for (const name of Object.keys(setting)) expect(Object.keys(laboratory.parameters)).toContain(name);
      const trial = tryLaboratory(laboratory, setting, 'page');
      expect('problems' in trial ? trial.problems : {}).toEqual({});
      const { outcome } = trial as { outcome: Outcome };
      expect(tryLaboratory(laboratory, { ...initial, ...setting }, 'command')).toMatchObject({
        outcome: { json: outcome.json },
      });
      expect(outcomeText(outcome).length).toBeGreaterThan(20);
      for (const { picture, table } of outcome.parts) {
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
        if (picture?.kind === 'grid')
          for (const { cells } of picture.rows) expect(cells).toHaveLength(picture.columns.length);
        if (picture?.kind === 'bars')
          for (const { from, to } of picture.lanes.flatMap(({ spans }) => spans))
            expect(0 <= from && from < to && to <= picture.to).toBe(true);
      }
    },
  );

  test('every parameter says what it is, and refuses on a page what is too long', () => {
    for (const [name, { sentence, form, range }] of Object.entries(laboratory.parameters)) {
      expect(sentence, name).toMatch(/^[A-Z].*\.$/);
      expect(range, name).not.toBe('');
      if (form.kind === 'switch') continue;
      const trial = tryLaboratory(laboratory, { [name]: '1'.repeat(MAX_PAGE_CHARACTERS + 1) }, 'page');
      expect(trial).toEqual({ problems: expect.objectContaining({ [name]: expect.any(String) }) });
    }
  });
});

function numbered<Item>(count: number, item: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** Settings of a page that cost or fill as much as they may. */
const EXTREMES: readonly (readonly [name: string, setting: Readonly<Record<string, string>>])[] = [
  ...['rr', 'priority', 'mlfq', 'o1', 'cfs'].map(
    (policy) =>
      [
        'scheduling',
        {
          ...{ policy, quantum: '1', cores: '16', 'switch-cost': '1' },
          jobs: numbered(50, () => '0:12').join(','),
        },
      ] as const,
  ),
  ...['opt', 'lru', 'nru'].map(
    (policy) =>
      [
        'replacement',
        { policy, frames: '16', references: numbered(150, (i) => (i * 7) % 97).join(',') },
      ] as const,
  ),
  ...['best', 'next', 'buddy', 'slab'].map(
    (policy) =>
      [
        'allocator',
        {
          ...{ policy, size: '65536', slab: '256', minimum: '4' },
          operations: numbered(200, (i) => (i % 3 === 2 ? `-${Math.floor(i / 3)}` : '+1')).join(','),
        },
      ] as const,
  ),
  ['mlfq', { jlist: numbered(20, () => '0,50,1').join(':'), quantum: '1', boost: '1' }],
  ['paging', { table: numbered(256, () => '1').join(','), accesses: numbered(100, () => '0x1').join(',') }],
  ['cache', { sets: '1', ways: '16', line: '1', trace: numbered(4, () => ' M 0,4096').join('\n') }],
  ['tlb', { sets: '1024', ways: '64', trace: numbered(150, () => ' L 0,4096').join('\n') }],
  ['coherence', { cores: '16', sets: '256', ways: '16', trace: numbered(280, () => '0 W 0').join('\n') }],
  ...['flat', 'two-level', 'hashed'].map(
    (scheme) =>
      [
        'translate',
        {
          ...{ scheme, map: '1 0x400000 0x12000 rwx 8388608\n' },
          address: numbered(180, (i) => `0x${(0x400000 + i * 4096).toString(16)}`).join(';'),
        },
      ] as const,
  ),
];

test.each(EXTREMES)('a page of %s holds what anybody can load, whatever the setting', (name, setting) => {
  const laboratory = LABORATORIES.find((each) => each.name === name);
  const trial = tryLaboratory(laboratory as (typeof LABORATORIES)[number], setting, 'page');
  expect('problems' in trial ? trial.problems : {}).toEqual({});
  expect(JSON.stringify((trial as { outcome: Outcome }).outcome.parts).length).toBeLessThan(250_000);
});

test('every laboratory is tried at its bounds', () => {
  expect(new Set(EXTREMES.map(([name]) => name))).toEqual(new Set(LABORATORIES.map(({ name }) => name)));
});
