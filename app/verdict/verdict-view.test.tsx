import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { CaseReport, RuleResult, Verdict } from '../../grader/verdict';
import { Trace } from '../../simulator/engine/trace';
import * as words from '../dictionary';
import { failuresOf } from './failure';
import { openingPanel, panelCount, VERDICT_PANELS } from './verdict-panels';
import { VerdictReplay } from './verdict-replay';
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

test('a stop is told above the rules and at its case; rules behind it are not reached', () => {
  const html = shown(verdict);
  expect(html.split('x is undefined')).toHaveLength(3);
  expect(html.split(words.verdict.outcome['not reached'])).toHaveLength(2);
  expect(html.split(words.verdict.outcome.broken)).toHaveLength(2);
  expect(html).toContain(words.verdict.outcome['not measured']);
});

test('what cannot be graded says why, and blames no line of the submission', () => {
  const message = 'This exercise cannot be graded, which is not your fault: judge.ts hangs.';
  const { stop: _, ...rest } = verdict;
  const html = shown({
    ...{ ...rest, status: 'not graded', rules: [], budgets: [], cases: [] },
    diagnostics: [{ line: 1, column: 1, message }],
  });
  expect(html).toContain(message);
  expect(html).not.toContain(words.results.line(1, 1));
});

test('another stop than the one that is told above is told at its case', () => {
  const other = { ...stopped, message: 'Your code used up the units of this case' };
  const html = shown({ ...verdict, cases: [report('one', { stopped: other }), report('two', { stopped })] });
  expect(html).toContain(other.message);
});

test('only the worst is unfolded: what is broken, else what is not reached, else what is kept', () => {
  const kept = rule('TE3', { outcome: 'kept', passed: true });
  const rules = [...verdict.rules, kept];
  expect(shown({ ...verdict, rules })).toMatch(
    /Title of TE2.*<details>.*1 rule not reached.*1 rule kept.*Title of TE3/,
  );
  expect(shown({ ...verdict, rules })).not.toContain('<details open');
  expect(shown({ ...verdict, rules: [rule('TE1', {}), kept] })).toMatch(
    /<details open="".*1 rule not reached.*<details>/,
  );
  expect(shown({ ...verdict, rules: [kept] })).toMatch(/<details open="".*1 rule kept/);
});

test('failures come case by case, in each in the order of time; those without an event last', () => {
  const check = (name: string, event?: number) => ({ rule: name, passed: false, message: '', event });
  const cases = [
    report('one', { checks: [check('A'), check('B', 9), check('C', 2)], stopped: { ...stopped, event: 5 } }),
    report('two', { checks: [check('D', 1), { ...check('E', 0), passed: true }] }),
  ];
  expect(failuresOf({ ...verdict, cases }).map(({ rule: name, event }) => `${name}${event ?? ''}`)).toEqual([
    'C2',
    '5',
    'B9',
    'A',
    'D1',
  ]);
});

test('a verdict opens at the replay of its first failure, and at its summary where there is none to see', () => {
  const trace = new Trace([{ name: 'seek', fields: [], description: 'The arm moves.' }]);
  trace.record(0, 0);
  const failed = { rule: 'TE2', passed: false, message: '', event: 0 };
  const seen = report('one', { checks: [failed], trace: trace.encode() });
  const unseen = report('one', { checks: [failed] });
  expect(openingPanel({ ...verdict, cases: [seen] })).toBe('replay');
  expect(openingPanel({ ...verdict, cases: [unseen, seen] })).toBe('summary');
  expect(openingPanel({ ...verdict, cases: [report('one', { passed: true })] })).toBe('summary');
  expect(openingPanel({ ...verdict, status: 'rejected', cases: [] })).toBe('summary');
});

test('a verdict opens in the case that is asked for', () => {
  const html = renderToStaticMarkup(
    <VerdictView verdict={verdict} view="cores" of="submission" at={{ caseName: 'one', event: 4 }} />,
  );
  expect(html).toContain('<option value="one" selected="">');
  expect(shown(verdict)).toContain('<option value="two" selected="">');
});

test('tabs count passed cases and printed lines', () => {
  const cases = [report('one', { passed: true, console: ['a', 'b'] }), report('two', { console: ['c'] })];
  const counts = VERDICT_PANELS.map((panel) => panelCount(panel, { ...verdict, cases }));
  expect(counts).toEqual(['', '', '1/2', '3']);
  expect(VERDICT_PANELS.map((panel) => panelCount(panel, { ...verdict, cases: [] })).join('')).toBe('');
});

test('an exceeded budget says where', () => {
  const [budget] = verdict.budgets;
  const message = 'Case one used 30 ticks; 20 are allowed.';
  const html = shown({ ...verdict, budgets: [{ ...budget, outcome: 'exceeded', message }] });
  expect(html).toContain(message);
});

test('what a judge says of how it came to a failure is folded away, in the summary as in the replay', () => {
  const message = 'Both are inside.\nschedule 1';
  const check = { rule: 'TE2', passed: false, message };
  for (const html of [
    shown({ ...verdict, rules: [rule('TE2', { outcome: 'broken', message })] }),
    renderToStaticMarkup(
      <VerdictReplay
        verdict={{ ...verdict, cases: [report('one', { checks: [check] })] }}
        view="memory"
        selection={{ caseName: 'one', turn: 0, open() {}, step: () => undefined }}
      />,
    ),
  ])
    expect(html).toMatch(/Both are inside\.<details><summary[^>]*>How it came to it<\/summary>schedule 1/);
});

test('a limit says how many, in which time, and how long until the next', () => {
  const nextAt = new Date('2026-11-25T14:04:10Z');
  const now = new Date('2026-11-25T14:00:40Z');
  expect(words.limits.exceeded('submission', { count: 20, minutes: 10, nextAt }, now)).toBe(
    'You have handed in 20 in the last 10 minutes, as many as anybody may; the next one in 4 minutes.',
  );
});
