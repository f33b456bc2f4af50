import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Trace } from '../simulator/engine/trace';
import { LOCK_ADDRESS } from '../simulator/kernel/synchronization/lock-client';
import { createGrader, type Grader } from './grade';
import { bundleSolution } from './library/bundle-solution';
import type { Progress } from './verdict';

const ID = 'scheduling/round-robin';
let grader: Grader;

beforeAll(async () => {
  grader = await createGrader({ caseSecret: 'a test', spares: 1 });
  await grader.prepare(ID);
});
afterAll(() => grader.close());

describe('grading', () => {
  test('the reference gets a full score, tells every case as it finishes, and has a metric for the leaderboard', async () => {
    const told: Progress[] = [];
    const source = await bundleSolution(ID, 'solution.ts');
    const verdict = await grader.grade({
      exercise: ID,
      source,
      onProgress: (progress) => told.push(progress),
    });
    expect(verdict).toMatchObject({ status: 'graded', score: verdict.maxScore });
    expect(verdict.metric).toBeGreaterThan(0);
    expect(verdict.referenceMetric).toBe(verdict.metric);
    const { cases } = await grader.prepare(ID);
    expect(told.map(({ done }) => done)).toEqual(cases.map((_, i) => i + 1));
    expect(told.every(({ total }) => total === cases.length)).toBe(true);
    const ranked = cases.filter(({ role }) => role === 'leaderboard');
    expect(ranked.length).toBeGreaterThan(1);
    expect(told.slice(-ranked.length).map((each) => each.case)).toEqual(ranked.map(() => 'Ranked run'));
  });

  test('two gradings of the same source have the same digest; another source has another', async () => {
    const [first, again, other] = [
      await grader.grade({ exercise: ID, source: await bundleSolution(ID, 'solution.ts') }),
      await grader.grade({ exercise: ID, source: await bundleSolution(ID, 'solution.ts') }),
      await grader.grade({ exercise: ID, source: await bundleSolution(ID, 'starter.ts') }),
    ];
    expect(again.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  });

  test('a failing hidden case shows its replay and never its seed; what passes shows nothing', async () => {
    const source = (await bundleSolution(ID, 'right/naive.ts')).replace('.shift()', '.pop()');
    const verdict = await grader.grade({ exercise: ID, source });
    expect(verdict.rules.find((rule) => !rule.passed)?.id).toBe('RR2');
    const shown = verdict.cases.filter((report) => report.trace !== undefined);
    expect(shown.length).toBeGreaterThan(0);
    for (const report of shown) expect(report.passed).toBe(false);
    const { cases } = await grader.prepare(ID);
    const text = JSON.stringify(verdict);
    for (const { role, seed } of cases) if (role !== 'sample') expect(text).not.toContain(seed);
  });

  test('any case that is told can be run again for its replay, to the digit and with lines; no ranked one can', async () => {
    const source = (await bundleSolution(ID, 'right/naive.ts')).replace('.shift()', '.pop()');
    const verdict = await grader.grade({ exercise: ID, source });
    const lines = source.split('\n').length;
    const again = (caseName: string, traceDigest: string, version = verdict.version) =>
      grader.replayCase({ exercise: ID, source, version, caseName, traceDigest });
    const { cases } = await grader.prepare(ID);
    const [passed, failed] = [true, false].map((wanted) =>
      verdict.cases.find((each) => each.role === 'hidden' && each.passed === wanted),
    );
    for (const report of [passed, failed]) {
      if (report === undefined) throw new Error('one hidden case passes and one fails');
      const outcome = await again(report.name, report.traceDigest);
      if (outcome.kind !== 'ready') throw new Error(outcome.kind);
      const { trace, calls, parameters } = outcome.replay;
      expect(parameters).toEqual(cases.find(({ name }) => name === report.name)?.parameters);
      if (report.trace !== undefined) expect(trace).toEqual(report.trace);
      expect(trace.numbers.length).toBeGreaterThan(0);
      expect(calls.line.length).toBeGreaterThan(10);
      expect(calls.line.every((line) => line >= 1 && line <= lines)).toBe(true);
      expect(new Set(calls.line).size).toBeGreaterThan(1);
      const text = JSON.stringify(outcome);
      for (const { role, seed } of cases) if (role !== 'sample') expect(text).not.toContain(seed);
    }
    const digest = passed?.traceDigest ?? '';
    expect(await again(passed?.name ?? '', failed?.traceDigest ?? '')).toEqual({ kind: 'changed' });
    expect(await again(passed?.name ?? '', digest, 'another version')).toEqual({ kind: 'changed' });
    expect(await again('no such case', digest)).toEqual({ kind: 'changed' });
    const ranked = cases.find(({ role }) => role === 'leaderboard');
    expect(await again(ranked?.name ?? '', digest)).toEqual({ kind: 'not shown' });
  });

  test('in a run that takes time, each operation of a lock was asked for at its line', async () => {
    const exercise = 'synchronization/spinlock';
    const source = `import { load, pause, store, testAndSet } from './contract';
      export class Spinlock {
        constructor(services, private lockAddress: number) {}
        *acquire(core: number) {
          for (;;) {
            while ((yield* load(this.lockAddress)) !== 0) yield* pause();
            const old = yield* testAndSet(this.lockAddress);
            if (old === 0) return 0;
          }
        }
        *release(core: number) {
          return yield* store(this.lockAddress, 0);
        }
      }`;
    const verdict = await grader.grade({ exercise, source, cases: 'samples' });
    const { version } = verdict;
    const { cases } = await grader.prepare(exercise);
    const timed = cases.find(({ parameters }) => parameters.machine === 'caches')?.name;
    const report = verdict.cases.find(({ name }) => name === timed);
    const { name: caseName = '', traceDigest = '' } = report ?? {};
    const outcome = await grader.replayCase({ exercise, source, version, caseName, traceDigest });
    if (outcome.kind !== 'ready') throw new Error(outcome.kind);
    const { calls } = outcome.replay;
    const trace = Trace.decode(outcome.replay.trace);
    const asked = new Map<string, Set<number>>();
    for (let index = 0; index < trace.length; index++) {
      const { kind, values } = trace.event(index);
      if (!(values[kind.fields.indexOf('address')] >= LOCK_ADDRESS)) continue;
      const step = calls.who.findLastIndex((who, at) => who === values[0] && calls.event[at] <= index);
      asked.set(kind.name, (asked.get(kind.name) ?? new Set()).add(calls.line[step]));
    }
    expect(Object.fromEntries(asked)).toMatchObject({
      load: new Set([6]),
      atomic: new Set([7]),
      store: new Set([12]),
    });
  });

  test('what does not compile is rejected with line and column, without a run', async () => {
    const verdict = await grader.grade({
      exercise: ID,
      source: 'export class RoundRobin {\n  async pickNext() {}\n}',
    });
    expect(verdict).toMatchObject({ status: 'rejected', score: 0, cases: [] });
    expect(verdict.diagnostics[0]).toMatchObject({ line: 2 });
  });

  test('endless work is a limit, in the case where it happens, and takes no points from our side', async () => {
    const source = `export class RoundRobin {
      enqueue() { return 0; }
      pickNext() { for (;;); }
      tick() { return 0; }
    }`;
    const verdict = await grader.grade({ exercise: ID, source });
    expect(verdict.status).toBe('limit');
    expect(verdict.cases[0].stopped).toMatchObject({ reason: 'units', line: 3 });
    expect(verdict.stop).toEqual({
      ...verdict.cases[0].stopped,
      case: verdict.cases[0].name,
      caseTitle: verdict.cases[0].title,
    });
    expect(new Set(verdict.rules.map((rule) => rule.outcome))).toEqual(new Set(['not reached']));
  });

  test('what the watchdog ends is told of the whole, and nothing of how far it came', async () => {
    const limited = await createGrader({
      caseSecret: 'a test',
      spares: 1,
      limits: { caseTimeoutMs: 10_000, jobTimeoutMs: 1 },
    });
    // A case takes longer than the watchdog waits before it looks first.
    const source = `export class RoundRobin {
      used = 0;
      enqueue() { for (let i = 0; i < 9_000_000; i++) this.used ^= i * this.used; return 0; }
      pickNext() { return -1; }
      tick() { return 0; }
    }`;
    const verdict = await limited.grade({ exercise: ID, source });
    await limited.close();
    expect(verdict).toMatchObject({ status: 'limit', score: 0, cases: [], counters: {} });
    expect(verdict.stop).toMatchObject({ reason: 'time' });
    expect(verdict.stop?.case).toBeUndefined();
    expect(new Set(verdict.rules.map((rule) => rule.outcome))).toEqual(new Set(['not reached']));
  });

  test('an aborted grading rejects with the reason and leaves the grader usable', async () => {
    const source = await bundleSolution(ID, 'starter.ts');
    await expect(
      grader.grade({ exercise: ID, source, signal: AbortSignal.abort(new Error('stopping')) }),
    ).rejects.toThrow('stopping');
    expect((await grader.grade({ exercise: ID, source, cases: 'samples' })).status).toBe('graded');
  });

  test('what ended the grader twice is not run: a limit that says so', async () => {
    const source = await bundleSolution(ID, 'solution.ts');
    const verdict = await grader.grade({ exercise: ID, source, endedTheGrader: true });
    expect(verdict).toMatchObject({ status: 'limit', score: 0, cases: [], stop: { reason: 'grader' } });
    expect(new Set(verdict.rules.map((rule) => rule.outcome))).toEqual(new Set(['not reached']));
  });

  test('an exercise that does not exist is an error of the caller, not a verdict', async () => {
    await expect(grader.grade({ exercise: 'no/such', source: '' })).rejects.toThrow('There is no exercise');
  });
});
