import { expect, test } from 'vitest';
import { readVerdict } from './stored-verdict';
import { RANKED_RULE_MESSAGE } from './verdict';

/** As it was stored before issue 6. */
const case_ = (name: string, role: string, stopped?: object) => ({
  ...{ name, title: `Title of ${name}`, role, passed: false, checks: [], counters: {}, traceDigest: 'd' },
  ...{ console: [], parameters: { size: 1 }, ...(stopped === undefined ? {} : { stopped }) },
});
const old = {
  ...{ exercise: 'a/b', version: 'v', graderVersion: 'g', status: 'graded', score: 60, maxScore: 100 },
  rules: [
    { id: 'TE1', title: 'first', passed: true, points: 60, maxPoints: 60, message: '' },
    {
      id: 'TE2',
      title: 'second',
      passed: false,
      points: 0,
      maxPoints: 20,
      message: 'here',
      failedCase: 'one',
    },
    {
      id: 'TE3',
      title: 'third',
      passed: false,
      points: 0,
      maxPoints: 10,
      message: 'secret',
      failedCase: 'ranked',
    },
    { id: 'TE4', title: 'fourth', passed: false, points: 0, maxPoints: 5, message: 'No case' },
  ],
  budgets: [
    {
      ...{ id: 'ticks', title: 'Ticks', unit: 'ticks', used: 3, allowed: 2, reference: 1 },
      ...{ passed: false, points: 0, maxPoints: 5, worstCase: 'one' },
    },
  ],
  counters: {},
  cases: [
    case_('one', 'hidden', { reason: 'exception', message: 'x is undefined', line: 3 }),
    case_('ranked', 'leaderboard', { reason: 'exception', message: 'secret' }),
  ],
  ...{ diagnostics: [], digest: 'd', durationMs: 1 },
};

test('a verdict of an earlier shape is read: outcomes and the stop are made, ranked runs are left out', () => {
  const verdict = readVerdict(JSON.parse(JSON.stringify(old)));
  expect(verdict!.rules.map(({ outcome, message, failedCase }) => [outcome, message, failedCase])).toEqual([
    ['kept', '', undefined],
    ['broken', 'here', 'one'],
    ['broken', RANKED_RULE_MESSAGE, undefined],
    ['not reached', 'No case', undefined],
  ]);
  expect(verdict!.budgets[0]).toMatchObject({ outcome: 'exceeded', message: '' });
  expect(verdict!.stop).toEqual({
    ...{ reason: 'exception', message: 'x is undefined', line: 3 },
    ...{ case: 'one', caseTitle: 'Title of one' },
  });
  expect(verdict!.cases.map((each) => each.name)).toEqual(['one']);
  expect(JSON.stringify(verdict)).not.toContain('"secret"');
});

test('a verdict of today is read as it is, and none as none', () => {
  const today = readVerdict(old);
  expect(readVerdict(JSON.parse(JSON.stringify(today)))).toEqual(today);
  expect(readVerdict(null)).toBeNull();
});
