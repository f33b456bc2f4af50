/** Guarantee: the JSON of `grade` names case and event for each broken rule and each exceeded budget, and the leaderboard's figure. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { exerciseFolder } from '../../grader/library/exercise-library';
import { runForTest } from '../run-for-test';

interface Finding {
  readonly outcome: string;
  readonly message: string;
  readonly case?: string;
  readonly event?: number;
}

test.each([
  ['memory/buddy-allocator', 'right/naive.ts', 'exceeded', 1],
  ['scheduling/round-robin', 'starter.ts', 'broken', 1],
])('%s: %s', async (exercise, file, outcome, least) => {
  const { status, stdout } = await runForTest([
    'grade',
    exercise,
    join(exerciseFolder(exercise), file),
    '--json',
  ]);
  expect(status).toBe(1);
  const { rules, budgets } = JSON.parse(stdout) as { rules: Finding[]; budgets: Finding[] };
  const found = [...rules, ...budgets].filter((each) => each.outcome === outcome);
  expect(found.length).toBeGreaterThanOrEqual(least);
  for (const each of found)
    expect(each).toMatchObject({
      case: expect.stringMatching(/^[a-z][a-z0-9-]*$/),
      event: expect.any(Number),
      message: expect.stringMatching(/\w/),
    });
});

test("a full score has the leaderboard's figure, beside the reference's", async () => {
  const file = join(exerciseFolder('scheduling/round-robin'), 'right/naive.ts');
  const { status, stdout } = await runForTest(['grade', 'scheduling/round-robin', file, '--json']);
  expect(status).toBe(0);
  const { metric, referenceMetric } = JSON.parse(stdout) as Record<string, number>;
  expect(referenceMetric).toBeGreaterThan(0);
  expect(metric).toBeGreaterThan(0);
});

test('what a submission says drives no terminal', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'runqueue-grade-')), 'solution.ts');
  const thrown = "throw new Error('\\u001b[2Jscore 100 of 100\\u009b0m \\u202e');";
  const starter = readFileSync(join(exerciseFolder('scheduling/round-robin'), 'starter.ts'), 'utf8');
  writeFileSync(file, starter.replace(/\/\/ Which thread.*/, thrown));
  try {
    for (const options of [[], ['--json']]) {
      const { stdout } = await runForTest(['grade', 'scheduling/round-robin', file, ...options]);
      expect(stdout).toContain('\\u001b[2Jscore 100 of 100\\u009b0m');
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
});
