/**
 * Every hostile submission gets the verdict that it must get, through the whole grader: compiled, run in a
 * confined child, replayed and judged. None reaches anything of the host, and after all of them the same grader
 * grades an honest one as before.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGrader, type Grader } from '../../grader/grade';
import type { Verdict } from '../../grader/verdict';
import { type Expected, type HostileSubmission, roundRobin, SUBMISSIONS } from './submissions';

/** What no submission may show: in this process's environment, and in a file. */
const CANARY = 'canary-5f2d9c';

let grader: Grader;
let folder: string;
let honest: Verdict;

const gradeHonest = () =>
  grader.grade({ exercise: 'scheduling/round-robin', source: roundRobin({}), cases: 'samples' });

beforeAll(async () => {
  process.env.RUNQUEUE_CANARY = CANARY;
  folder = mkdtempSync(join(tmpdir(), 'runqueue-hostile-'));
  writeFileSync(join(folder, 'canary'), CANARY);
  grader = await createGrader({ caseSecret: `${CANARY}-secret-of-at-least-32-characters`, spares: 2 });
  honest = await gradeHonest();
});

afterAll(async () => {
  delete process.env.RUNQUEUE_CANARY;
  rmSync(folder, { recursive: true });
  await grader.close();
});

function check(submission: HostileSubmission, verdict: Verdict): void {
  const stops = verdict.cases.map((each) => each.stopped?.reason).filter((reason) => reason !== undefined);
  const summary = {
    status: verdict.status,
    diagnostics: verdict.diagnostics,
    stops,
    cases: verdict.cases.map((each) => each.stopped),
  };
  const label = JSON.stringify(summary);
  const expected: Expected = submission.expected;
  expect(JSON.stringify(verdict), label).not.toContain('REACHED');
  expect(JSON.stringify(verdict), label).not.toContain(CANARY);
  switch (expected.verdict) {
    case 'rejected':
      expect(verdict.status, label).toBe('rejected');
      expect(verdict.diagnostics[0]?.message, label).toMatch(expected.message);
      break;
    case 'limit':
      expect(verdict.status, label).toBe('limit');
      expect(verdict.score, label).toBe(0);
      break;
    case 'stops':
      expect(['graded', 'limit'], label).toContain(verdict.status);
      expect(verdict.score, label).toBe(0);
      expect(stops.length, label).toBeGreaterThan(0);
      for (const reason of stops) expect(expected.reasons, label).toContain(reason);
      break;
    case 'fails':
      expect(verdict.status, label).toBe('graded');
      expect(
        verdict.rules.some((rule) => !rule.passed),
        label,
      ).toBe(true);
      break;
    case 'passes':
      expect(verdict.status, label).toBe('graded');
      expect(
        verdict.rules.filter((rule) => !rule.passed).map((rule) => `${rule.id}: ${rule.message}`),
        label,
      ).toEqual([]);
  }
}

describe('hostile submissions', () => {
  it('are many, and each has a name of its own', () => {
    expect(SUBMISSIONS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(SUBMISSIONS.map((each) => each.name)).size).toBe(SUBMISSIONS.length);
  });

  it.concurrent.each(SUBMISSIONS.map((each) => [each.name, each] as const))(
    '%s',
    async (_name, submission) => {
      const { exercise, source } = submission;
      check(submission, await grader.grade({ exercise, source, cases: 'samples' }));
    },
  );

  it('leave the grader as it was: an honest submission gets the same verdict afterwards', async () => {
    const after = await gradeHonest();
    expect({ ...after, durationMs: 0 }).toEqual({ ...honest, durationMs: 0 });
  });

  it('do not delay one another: an honest submission is graded while hostile ones run', async () => {
    const hostile = SUBMISSIONS.filter((each) => each.expected.verdict === 'limit').slice(0, 4);
    const order: string[] = [];
    const running = hostile.map(({ exercise, source, name }) =>
      grader.grade({ exercise, source, cases: 'samples' }).then(() => order.push(name)),
    );
    expect((await gradeHonest()).digest).toBe(honest.digest);
    await Promise.all(running);
    expect(order).toHaveLength(hostile.length);
  });
});
