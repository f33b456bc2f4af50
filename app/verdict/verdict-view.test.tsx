import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { CaseReport, RuleResult, Verdict } from '../../grader/verdict';
import { words } from '../dictionary';
import { VerdictView } from './verdict-view';

const rule = (id: string, changes: Partial<RuleResult>): RuleResult => ({
  ...{ id, title: `Title of ${id}.`, outcome: 'not reached', passed: false, points: 0, maxPoints: 10 },
  message: '',
  ...changes,
});
const stopped = {
  reason: 'exception',
  message: 'Your code threw near line 3: x is undefined',
  line: 3,
} as const;
const report = (name: string, changes: Partial<CaseReport>): CaseReport => ({
  ...{ name, title: `Title of ${name}.`, role: 'hidden', passed: false, checks: [], counters: {} },
  ...{ traceDigest: '', console: [] },
  ...changes,
});
const verdict: Verdict = {
  ...{ exercise: 'a/b', version: 'v', graderVersion: 'g', status: 'graded', score: 0, maxScore: 30 },
  rules: [
    rule('TE1', {}),
    rule('TE2', { outcome: 'broken', message: 'Too early.', failedCase: 'one', event: 4 }),
  ],
  budgets: [
    {
      ...{ id: 'ticks', title: 'Ticks', unit: 'ticks', outcome: 'not measured', passed: false, points: 0 },
      ...{ maxPoints: 10, used: 0, allowed: 0, reference: 0, worstCase: '', message: '' },
    },
  ],
  stop: { ...stopped, case: 'two', caseTitle: 'Title of two.' },
  counters: {},
  cases: [report('two', { stopped }), report('one', { checks: [] })],
  ...{ diagnostics: [], digest: 'd', durationMs: 1 },
};
const shown = (given: Verdict) =>
  renderToStaticMarkup(<VerdictView verdict={given} view="cores" of="submission" />);

test('a stop is told once, though its case is the one that is open; rules behind it are not reached', () => {
  const html = shown(verdict);
  expect(html.split('x is undefined')).toHaveLength(2);
  expect(html.split(words.verdict.outcome['not reached'])).toHaveLength(2);
  expect(html.split(words.verdict.outcome.broken)).toHaveLength(2);
  expect(html).toContain(words.verdict.outcome['not measured']);
});

test('another stop than the one that is told is told at its case', () => {
  const other = { ...stopped, message: 'Your code used up the units of this case' };
  const html = shown({ ...verdict, cases: [report('one', { stopped: other }), report('two', { stopped })] });
  expect(html).toContain(other.message);
});

test('an exceeded budget says where', () => {
  const [budget] = verdict.budgets;
  const message = 'Case one used 30 ticks; 20 are allowed.';
  const html = shown({ ...verdict, budgets: [{ ...budget, outcome: 'exceeded', message }] });
  expect(html).toContain(message);
});

test('a limit says how many, in which time, and from which minute on', () => {
  const nextAt = new Date('2026-11-25T14:04:10Z');
  expect(words.limits.exceeded('submission', { count: 20, minutes: 10, nextAt })).toBe(
    'You have handed in 20 in the last 10 minutes, as many as anybody may; next at 14:05 UTC.',
  );
});
