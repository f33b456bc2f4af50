import { describe, expect, test } from 'vitest';
import { type Check, defineExercise } from '../../exercises/exercise-definition';
import { Trace } from '../../simulator/engine/trace';
import { assembleVerdict, judgeCase, verdictWithoutRuns } from './judge';
import type { CaseRun, SeededCase } from './run-case';

const exercise = defineExercise({
  title: 'A test exercise',
  summary: '',
  rows: [1],
  difficulty: 1,
  view: 'cores',
  shape: { className: 'Policy', methods: {}, programs: {}, services: {} },
  events: [{ name: 'tick', fields: [], description: '' }],
  rules: [
    { id: 'TE1', title: 'first', points: 60 },
    { id: 'TE2', title: 'second', points: 30 },
  ],
  budgets: [{ id: 'ticks', title: 'Ticks', counter: 'ticks', unit: 'ticks', points: 10 }],
  metric: { counter: 'ticks', title: 'Ticks', unit: 'ticks' },
  limits: { unitsPerCase: 1000 },
  showFailures: true,
  simulate: (): unknown => undefined,
  judge: ({ result }) => result as Check[],
});

const passed = (rule: string): Check => ({ rule, passed: true, message: 'not for the student' });
const failed = (rule: string, message: string): Check => ({ rule, passed: false, message, event: 0 });

function judged(
  name: string,
  checks: readonly Check[],
  ticks: number,
  role: SeededCase['role'] = 'hidden',
  stopped?: CaseRun['stopped'],
) {
  const seeded: SeededCase = { name, title: name, role, seed: '1', parameters: {} };
  const run: CaseRun = { trace: new Trace(exercise.events), counters: { ticks }, result: checks, stopped };
  return judgeCase(exercise, seeded, run, { show: false });
}

const verdictOf = (cases: ReturnType<typeof judged>[], durationMs = 5) =>
  assembleVerdict({
    exercise,
    id: 'test/exercise',
    version: 'v',
    graderVersion: 'g',
    cases,
    references: { a: { ticks: 10 }, b: { ticks: 100 } },
    durationMs,
  });

describe('judging', () => {
  test('a rule holds when a case looked at it and none shows it broken; the message is of the first that does', () => {
    const verdict = verdictOf([
      judged('a', [passed('TE1'), failed('TE2', 'here')], 1),
      judged('b', [passed('TE1'), failed('TE2', 'there')], 1),
    ]);
    expect(
      verdict.rules.map(({ id, passed, points, message, failedCase }) => [
        id,
        passed,
        points,
        message,
        failedCase,
      ]),
    ).toEqual([
      ['TE1', true, 60, '', undefined],
      ['TE2', false, 0, 'here', 'a'],
    ]);
    expect(verdict.score).toBe(60);
  });

  test('a rule that no case looked at is not passed: doing nothing earns nothing', () => {
    const verdict = verdictOf([judged('a', [passed('TE2')], 1)]);
    expect(verdict.rules[0]).toMatchObject({
      passed: false,
      points: 0,
      message: expect.stringContaining('No case got far enough'),
    });
  });

  test('a budget counts in its worst case, and earns points only when every rule holds', () => {
    const both = [passed('TE1'), passed('TE2')];
    const within = verdictOf([judged('a', both, 20), judged('b', both, 150)]);
    expect(within.budgets[0]).toMatchObject({
      used: 20,
      allowed: 20,
      reference: 10,
      passed: true,
      points: 10,
      worstCase: 'a',
    });
    const over = verdictOf([judged('a', both, 21), judged('b', both, 150)]);
    expect(over.budgets[0]).toMatchObject({ used: 21, passed: false, points: 0 });
    const wrong = verdictOf([judged('a', [passed('TE1'), failed('TE2', '')], 1)]);
    expect(wrong.budgets[0]).toMatchObject({ passed: true, points: 0 });
  });

  test('only a full score has a metric, over the leaderboard cases alone', () => {
    const both = [passed('TE1'), passed('TE2')];
    expect(verdictOf([judged('a', both, 5), judged('b', both, 7, 'leaderboard')]).metric).toBe(7);
    expect(
      verdictOf([judged('a', [passed('TE1'), failed('TE2', '')], 5), judged('b', both, 7, 'leaderboard')])
        .metric,
    ).toBeUndefined();
  });

  test('a stop fails every rule of its case and says what happened; spent units make the whole a limit', () => {
    const thrown = verdictOf([
      judged('a', [], 1, 'hidden', { reason: 'exception', message: 'x is undefined' }),
    ]);
    expect(thrown.status).toBe('graded');
    expect(thrown.rules.map((rule) => rule.message)).toEqual([
      'Your code threw: x is undefined',
      'Your code threw: x is undefined',
    ]);
    const spent = verdictOf([judged('a', [], 1, 'hidden', { reason: 'units', message: '' })]);
    expect([spent.status, spent.score, spent.budgets[0]!.passed]).toEqual(['limit', 0, false]);
  });

  test('the digest is of the outcome: not of the time it took, but of every rule and counter', () => {
    const both = [passed('TE1'), passed('TE2')];
    const digest = verdictOf([judged('a', both, 5)]).digest;
    expect(verdictOf([judged('a', both, 5)], 900).digest).toBe(digest);
    expect(verdictOf([judged('a', both, 6)]).digest).not.toBe(digest);
    expect(verdictOf([judged('a', [passed('TE1'), failed('TE2', '')], 5)]).digest).not.toBe(digest);
  });

  test('what passed carries no message, and a judge that invents a rule is a bug', () => {
    expect(judged('a', [passed('TE1')], 1).report.checks[0]!.message).toBe('');
    expect(() => judged('a', [passed('TE9')], 1)).toThrow('checks TE9, which is no rule of the exercise');
  });

  test('rejected: all points are lost, and the diagnostics say why', () => {
    const verdict = verdictWithoutRuns(
      { exercise, id: 'test/exercise', version: 'v', graderVersion: 'g', durationMs: 1 },
      'rejected',
      [{ line: 3, column: 7, message: 'eval is not available' }],
    );
    expect([verdict.score, verdict.maxScore, verdict.diagnostics.length]).toEqual([0, 100, 1]);
  });
});
