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
