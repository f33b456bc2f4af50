import { describe, expect, test } from 'vitest';
import { type Check, defineExercise } from '../../exercises/exercise-definition';
import { Trace } from '../../simulator/engine/trace';
import { RANKED_RULE_MESSAGE, RANKED_STOP_MESSAGE } from '../verdict';
import { assembleVerdict, hostStop, judgeCase, verdictWithoutRuns } from './judge';
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
  budgets: [
    {
      id: 'ticks',
      title: 'Ticks',
      counter: 'ticks',
      unit: 'ticks',
      points: 10,
      parts: [
        { counter: 'earlyAccesses', title: 'before noon' },
        { counter: 'lateAccesses', title: 'after noon' },
      ],
    },
  ],
  metric: { counter: 'ticks', title: 'Ticks', unit: 'ticks' },
  limits: { unitsPerCase: 1000 },
  showFailures: true,
  simulate: (): unknown => undefined,
  judge: ({ result }) => result as Check[],
});

const passed = (rule: string): Check => ({ rule, passed: true, message: 'not for the student' });
const failed = (rule: string, message: string): Check => ({ rule, passed: false, message, event: 0 });

interface Run {
  readonly name: string;
  readonly checks?: readonly Check[];
  readonly ticks?: number;
  readonly late?: number;
  readonly role?: SeededCase['role'];
  readonly stopped?: CaseRun['stopped'];
}

/** A run of one event whose judge finds `checks`. */
function judged({ name, checks = [], ticks = 1, late = 0, role = 'hidden', stopped }: Run) {
  const seeded: SeededCase = {
    name,
    title: `What ${name} looks at.`,
    role,
    seed: `seed of ${name}`,
    parameters: { secretSize: 4711 },
  };
  const trace = new Trace(exercise.events);
  trace.record(3, 0);
  const counters = { ticks, earlyAccesses: ticks - late, lateAccesses: late };
  return judgeCase(exercise, seeded, { trace, counters, result: checks, stopped }, { show: false });
}

const verdictOf = (runs: readonly Run[], durationMs = 5) =>
  assembleVerdict({
    exercise,
    id: 'test/exercise',
    version: 'v',
    graderVersion: 'g',
    cases: runs.map(judged),
    references: {
      a: { ticks: 10, earlyAccesses: 6, lateAccesses: 4 },
      b: { ticks: 100, earlyAccesses: 60, lateAccesses: 40 },
      r: { ticks: 10, earlyAccesses: 6, lateAccesses: 4 },
    },
    durationMs,
  });

const both = [passed('TE1'), passed('TE2')];
const second = [passed('TE1'), failed('TE2', 'here')];

describe('rules', () => {
  test('kept when a case looked at it and none shows it broken; else the first case that shows it, with its event', () => {
    const verdict = verdictOf([
      { name: 'a', checks: second },
      { name: 'b', checks: [passed('TE1'), failed('TE2', 'there')] },
    ]);
    expect(verdict.rules).toEqual([
      { id: 'TE1', title: 'first', outcome: 'kept', passed: true, points: 60, maxPoints: 60, message: '' },
      {
        ...{ id: 'TE2', title: 'second', outcome: 'broken', passed: false, points: 0, maxPoints: 30 },
        ...{ message: 'here', failedCase: 'a', failedCaseTitle: 'What a looks at.', event: 0 },
      },
    ]);
    expect(verdict.score).toBe(60);
    expect(verdict.stop).toBeUndefined();
  });

  test('a rule that no case looked at is not reached: doing nothing earns nothing', () => {
    expect(verdictOf([{ name: 'a', checks: [passed('TE2')] }]).rules[0]).toMatchObject({
      outcome: 'not reached',
      points: 0,
      message: expect.stringContaining('No case came to look'),
    });
  });

  test('what breaks two rules in the same words is told once', () => {
    const verdict = verdictOf([
      { name: 'a', checks: [failed('TE1', 'no dispatch'), failed('TE2', 'no dispatch')] },
    ]);
    expect(verdict.rules.map((rule) => rule.message)).toEqual(['no dispatch', 'The same as at TE1.']);
  });

  test('what passed carries no message, and a judge that invents a rule is a bug', () => {
    expect(judged({ name: 'a', checks: [passed('TE1')] }).checks[0].message).toBe('');
    expect(() => judged({ name: 'a', checks: [passed('TE9')] })).toThrow(
      'checks TE9, which is no rule of the exercise',
    );
  });
});

describe('stops', () => {
  const thrown = { reason: 'exception', message: 'x is undefined' } as const;

  test('are told once, with their case; no rule repeats them, and none is kept', () => {
    const verdict = verdictOf([
      { name: 'a', checks: second },
      { name: 'b', stopped: thrown },
    ]);
    expect(verdict.stop).toEqual({
      ...{ reason: 'exception', message: 'Your code threw: x is undefined', event: 0 },
      ...{ case: 'b', caseTitle: 'What b looks at.' },
    });
    expect(verdict.rules.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['not reached', ''],
      ['broken', 'here'],
    ]);
    expect([verdict.status, verdict.score]).toEqual(['graded', 0]);
    expect(verdict.budgets[0]).toMatchObject({ outcome: 'not measured', passed: false, points: 0 });
    const text = JSON.stringify({ ...verdict, cases: [] });
    expect(text.split('x is undefined')).toHaveLength(2);
  });

  test('that spend what a case is given make the whole a limit', () => {
    for (const reason of ['units', 'calls'] as const) {
      const run = judged({ name: 'a' });
      const ended = judgeCase(
        exercise,
        run.seeded,
        { trace: new Trace(exercise.events), counters: {} },
        { stopped: { reason, message: '', line: 7 }, show: false },
      );
      const verdict = assembleVerdict({
        ...{ exercise, id: 'test/exercise', version: 'v', graderVersion: 'g', durationMs: 1 },
        ...{ cases: [ended], references: {} },
      });
      expect([verdict.status, verdict.score, verdict.stop?.line]).toEqual(['limit', 0, 7]);
    }
  });
});

describe('budgets', () => {
  test('count in their worst case, and earn points only when every rule is kept', () => {
    const within = verdictOf([
      { name: 'a', checks: both, ticks: 20 },
      { name: 'b', checks: both, ticks: 150 },
    ]);
    expect(within.budgets[0]).toMatchObject({
      ...{ outcome: 'within', used: 20, allowed: 20, reference: 10, passed: true, points: 10 },
      ...{ worstCase: 'a', worstCaseTitle: 'What a looks at.', message: '' },
    });
    const wrong = verdictOf([{ name: 'a', checks: second }]);
    expect(wrong.budgets[0]).toMatchObject({ outcome: 'within', points: 0 });
  });

  test('say in which case they were exceeded, by how much, and which part cost most beyond the reference', () => {
    const [budget] = verdictOf([
      { name: 'b', checks: both, ticks: 150 },
      { name: 'a', checks: both, ticks: 1021, late: 1000 },
    ]).budgets;
    expect(budget).toMatchObject({ outcome: 'exceeded', passed: false, points: 0, worstCase: 'a' });
    expect(budget.parts).toEqual([
      { title: 'before noon', used: 21, reference: 6 },
      { title: 'after noon', used: 1000, reference: 4 },
    ]);
    expect(budget.message).toBe(
      'Case a (What a looks at.) used 1,021 ticks; 20 are allowed, the reference uses 10. Where it arose: after noon 1,000 (reference 4); before noon 21 (reference 6).',
    );
  });
});

describe('ranked runs', () => {
  const honest: Run = { name: 'a', checks: both, ticks: 5 };
  const ranked: Run = { name: 'r', role: 'leaderboard', checks: both, ticks: 7 };

  test('alone make the metric, and only with a full score', () => {
    expect(verdictOf([honest, ranked, { ...ranked, ticks: 8 }]).metric).toBe(15);
    expect(verdictOf([honest]).referenceMetric).toBeUndefined();
    expect(verdictOf([{ ...honest, checks: second }, ranked]).metric).toBeUndefined();
    expect(verdictOf([honest]).metric).toBeUndefined();
  });

  test('say by one neutral sentence that a rule is broken, or that the code stopped', () => {
    const broken = verdictOf([honest, { ...ranked, checks: [passed('TE1'), failed('TE2', 'secret words')] }]);
    expect(broken.rules[1]).toEqual({
      ...{ id: 'TE2', title: 'second', outcome: 'broken', passed: false, points: 0, maxPoints: 30 },
      message: RANKED_RULE_MESSAGE,
    });
    const stopped = verdictOf([honest, { ...ranked, stopped: { reason: 'units', message: 'secret words' } }]);
    expect(stopped.stop).toEqual({ reason: 'ranked', message: RANKED_STOP_MESSAGE });
    expect([stopped.status, stopped.score]).toEqual(['graded', 0]);
  });

  test('leave nothing else in a verdict: it is the same but for its digest whatever they did', () => {
    const without = verdictOf([honest]);
    const quiet = { ...without, digest: '', metric: 0, referenceMetric: 0 };
    for (const run of [
      ranked,
      { ...ranked, ticks: 9999, late: 3 },
      { ...ranked, name: 'another', checks: [...both, passed('TE1')] },
    ]) {
      const verdict = verdictOf([honest, run]);
      expect({ ...verdict, digest: '', metric: 0, referenceMetric: 0 }).toEqual(quiet);
    }
    const telling = JSON.stringify(
      verdictOf([
        honest,
        { ...ranked, checks: [failed('TE1', 'secret words')], ticks: 987654 },
        { ...ranked, name: 'r2', stopped: { reason: 'exception', message: 'secret words' } },
      ]),
    );
    for (const secret of ['secret words', '987654', 'What r looks at', 'seed of', '4711', 'exception'])
      expect(telling).not.toContain(secret);
  });
});

describe('verdicts', () => {
  test('have a digest of the outcome: not of the time it took, but of every rule and counter, ranked runs too', () => {
    const digest = (runs: readonly Run[], durationMs?: number) => verdictOf(runs, durationMs).digest;
    const run: Run = { name: 'a', checks: both, ticks: 5 };
    const ranked: Run = { name: 'r', role: 'leaderboard', checks: both, ticks: 7 };
    expect(digest([run, ranked], 900)).toBe(digest([run, ranked]));
    const others = [
      [{ ...run, ticks: 6 }, ranked],
      [{ ...run, checks: second }, ranked],
      [run, { ...ranked, ticks: 8 }],
      [run, { ...ranked, stopped: { reason: 'exception', message: '' } as const }],
    ];
    const all = [digest([run, ranked]), ...others.map((runs) => digest(runs))];
    expect(new Set(all).size).toBe(all.length);
  });

  const identity = { exercise, id: 'test/exercise', version: 'v', graderVersion: 'g', durationMs: 1 };

  test('of a limit of the host are the same wherever it came, but for the title of what was running', () => {
    const at = (name: string, role: SeededCase['role']) =>
      verdictWithoutRuns(identity, 'limit', {
        stop: hostStop('time', { name, title: `Title of ${name}.`, role, seed: 's', parameters: {} }),
      });
    const verdicts = [at('a', 'sample'), at('b', 'hidden'), at('r', 'leaderboard')];
    expect(verdicts.map(({ stop }) => [stop?.case, stop?.caseTitle])).toEqual([
      [undefined, 'Title of a.'],
      [undefined, 'Title of b.'],
      [undefined, undefined],
    ]);
    const { reason, message } = verdicts[0].stop!;
    for (const verdict of verdicts) expect({ ...verdict, stop: { reason, message } }).toEqual(verdicts[2]);
  });

  test('without runs lose all points and reach no rule', () => {
    const verdict = verdictWithoutRuns(identity, 'rejected', {
      diagnostics: [{ line: 3, column: 7, message: 'eval is not available' }],
    });
    expect([verdict.score, verdict.maxScore, verdict.diagnostics.length]).toEqual([0, 100, 1]);
    expect(verdict.rules.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['not reached', ''],
      ['not reached', ''],
    ]);
  });
});
