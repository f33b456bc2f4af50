/**
 * Guarantee: what students hand in to a published package is graded as in the catalogue; a version is proved, and
 * solutions are tried against it, by a worker; and a package that hangs or cannot be opened costs nobody else anything.
 */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawClient } from '../../db/client';
import {
  endPackageRun,
  failExhaustedRuns,
  orderRun,
  type PackageRun,
  packageRunById,
  type TrialOrder,
} from '../../db/package-runs';
import { keepVersion } from '../../db/package-versions';
import { createPackage, itemOf } from '../../db/packages';
import { storedPreparation, storePreparation } from '../../db/preparations';
import { publish } from '../../db/publications';
import { submission, submit } from '../../db/submissions';
import { typeScript } from '../../scripts/bootstrap.mjs';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { buildConfinedOnce } from '../build/build-all';
import { createGrader, type Grader } from '../grade';
import { exerciseFolder, questionFolder } from '../library/exercise-library';
import { graderVersion } from '../library/versions';
import { CheckRunner } from '../packages/check-runner';
import { type PackageFiles, packageVersion, readPackageFolder } from '../packages/package-files';
import { PackageGrader } from '../packages/package-grader';
import type { CheckOutcome, TrialOutcome } from '../packages/package-outcome';
import { readVerdict } from '../stored-verdict';
import { gradeJob } from './grade-job';
import { DIED_OF_IT, type PackageTools, packageJob } from './package-job';
import { PackageWorkshop } from './package-workshop';
import { SiteGrader } from './site-grader';

const HOME = 'synchronization/coherence-protocol';
const SECRET = 'a secret of at least thirty-two characters';
const log = pino({ level: 'silent' });
const { signal } = new AbortController();

let testDatabase: TestDatabase;
let grader: Grader;
let tools: PackageTools;
let siteGrader: SiteGrader;
let author: string;

beforeAll(async () => {
  testDatabase = await startTestDatabase();
  author = await addUser('Author');
  const { packageChild: childPath } = await buildConfinedOnce();
  const version = await graderVersion();
  grader = await createGrader({ caseSecret: SECRET, spares: 1 });
  const { compilers } = grader;
  const packages = new PackageGrader({ childPath, compilers, graderVersion: version, spares: 1 });
  const workshop = new PackageWorkshop({
    ...{ caseSecret: SECRET, graderVersion: version },
    packages: { childPath, compilers, caseMs: 1_000 },
    preparations: { find: storedPreparation, keep: storePreparation },
  });
  tools = { workshop, grader: packages, childPath, checks: new CheckRunner(typeScript) };
  siteGrader = new SiteGrader(grader, workshop, packages, version);
});
afterAll(async () => {
  await Promise.all([grader?.close(), tools?.grader.close(), tools?.workshop.close(), tools?.checks.close()]);
  await testDatabase.stop();
});

const filesOf = () => readPackageFolder(exerciseFolder(HOME));
const changed = (path: string, change: (text: string) => string): PackageFiles => {
  const files = new Map(filesOf());
  return files.set(path, change(files.get(path) ?? ''));
};

async function made(files: PackageFiles, kind: 'exercise' | 'question' = 'exercise', home = HOME) {
  const name = home.split('/')[1] ?? '';
  const facts = { actorId: author, name, kind, title: name, home, origin: null } as const;
  const { id } = await createPackage({ ...facts, files });
  const version = packageVersion(files);
  await keepVersion({ packageId: id, version, files, reason: 'checked', userId: author });
  return { packageId: id, version, item: itemOf({ id, name }) };
}

type Ordered = Parameters<typeof orderRun>[0];
async function ran<Outcome>(order: Ordered): Promise<PackageRun & { readonly outcome: Outcome }> {
  const runId = await orderRun(order);
  await packageJob({ runId }, { tools, signal, log });
  return (await packageRunById(runId)) as PackageRun & { readonly outcome: Outcome };
}

async function graded(files: PackageFiles, source: string) {
  const { packageId, version, item } = await made(files);
  const given = {
    actorId: author,
    packageId,
    courseId: null,
    version,
    title: 'A',
    entry: {},
    variants: null,
  };
  await publish(given);
  const userId = await addUser('Student');
  const { submissionId } = await submit({ userId, exercise: item, version: 'seen', source });
  await gradeJob({ submissionId }, { grader: siteGrader, workerId: 'w', signal, log });
  const stored = await submission(submissionId);
  return { stored, verdict: readVerdict(stored?.verdict), item };
}

const reference = () => filesOf().get('solution.ts') ?? '';

describe('a published package', () => {
  it('grades submissions, and shows a run again', async () => {
    const { stored, verdict } = await graded(filesOf(), reference());
    expect(stored).toMatchObject({ state: 'graded', score: verdict?.maxScore });
    const failing = await graded(filesOf(), filesOf().get('starter.ts') ?? '');
    const failed = failing.verdict?.cases.find(({ passed, role }) => !passed && role === 'sample');
    expect(failed?.trace?.numbers.length).toBeGreaterThan(0);
    const again = await siteGrader.replayCase({
      ...{ exercise: failing.item, source: filesOf().get('starter.ts') ?? '' },
      ...{ version: failing.verdict?.version ?? '', caseName: failed?.name ?? '' },
      traceDigest: failed?.traceDigest ?? '',
    });
    expect(again.kind).toBe('ready');
    if (again.kind === 'ready') {
      const { trace, calls } = again.replay;
      expect(trace.digest).toBe(failed?.traceDigest);
      expect(calls.line).toHaveLength(calls.method.length);
    }
  });

  it('that hangs or throws is told as the fault of the package, at once and to nobody else', async () => {
    const hanging = changed('judge.ts', (text) =>
      text.replace(/(export (?:default )?function judge[^{]*\{)/, '$1 for (;;);'),
    );
    expect(hanging.get('judge.ts')).toContain('for (;;);');
    for (const files of [hanging, changed('exercise.ts', (text) => `${text}\nthrow new Error('no');`)]) {
      const { stored, verdict } = await graded(files, reference());
      expect(stored?.state).toBe('not graded');
      expect(verdict?.diagnostics[0]?.message).toMatch(/cannot be graded, which is not your fault/);
    }
    expect((await graded(filesOf(), reference())).stored?.state).toBe('graded');
  });
});

describe('a check', () => {
  it('proves a version, and makes what students are given', async () => {
    const files = filesOf();
    const { packageId, version, item } = await made(files);
    const order = { packageId, version, userId: author, kind: 'check', order: { mutants: false } } as const;
    const run = await ran<CheckOutcome>(order);
    expect(run).toMatchObject({ state: 'done', holds: true });
    const { outcome } = run;
    if (outcome.kind !== 'exercise') throw new Error(outcome.kind);
    expect(outcome.report.problems).toEqual([]);
    expect(outcome.entry).toMatchObject({ id: item, statement: files.get('statement.md') });
    expect(outcome.entry.contract[0]?.path).toBe(`exercises/${HOME}/contract.ts`);
    expect(JSON.stringify(outcome.entry)).not.toContain(files.get('hidden.ts')?.slice(0, 200));
  });

  it('tells what is broken, and what cannot even be read', async () => {
    for (const [files, problem] of [
      [changed('hints.md', () => ''), /^hints\.md is missing or empty/],
      [
        changed('simulation.ts', (text) => `import 'node:fs';\n${text}`),
        /^simulation\.ts:1:\d+: .*cannot be imported/,
      ],
      [changed('exercise.ts', () => 'export default {};'), /^exercise\.ts: /],
    ] as const) {
      const { packageId, version } = await made(files);
      const order = { packageId, version, userId: author, kind: 'check', order: { mutants: false } } as const;
      const { state, holds, outcome } = await ran<CheckOutcome>(order);
      expect({ state, holds }).toEqual({ state: 'done', holds: false });
      const problems = outcome.kind === 'refused' ? outcome.problems : outcome.report.problems;
      expect(problems).toContainEqual(expect.stringMatching(problem));
    }
  });

  it('of a question keeps variants and says how they spread', async () => {
    const home = 'synchronization/atomic-traffic';
    const files = readPackageFolder(questionFolder(home));
    const { packageId, version } = await made(files, 'question', home);
    const order = { packageId, version, userId: author, kind: 'check', order: { mutants: false } } as const;
    const { holds, outcome } = await ran<CheckOutcome>(order);
    if (outcome.kind !== 'question') throw new Error(JSON.stringify(outcome));
    expect(holds).toBe(true);
    expect(outcome.variants).toHaveLength(200);
    expect(outcome.statistics).toMatchObject({ variants: 1000, threw: 0 });
    const tried = await ran<TrialOutcome>({ ...order, kind: 'trial', order: { variants: [0, 1] } });
    expect(tried.outcome).toEqual({ kind: 'variants', variants: outcome.variants.slice(0, 2) });
  });
});

describe('a trial', () => {
  it('runs samples with their traces and calls, or one of its own solutions', async () => {
    const { packageId, version } = await made(filesOf());
    const tried = (order: TrialOrder) =>
      ran<TrialOutcome>({ packageId, version, userId: author, kind: 'trial', order });
    const { outcome } = await tried({ source: reference(), cases: 'samples' });
    if (outcome.kind !== 'verdict') throw new Error(JSON.stringify(outcome));
    const { verdict, calls } = outcome;
    expect(verdict.cases.every(({ role, trace, passed }) => role === 'sample' && passed && trace)).toBe(true);
    expect(Object.keys(calls)).toEqual(verdict.cases.map(({ name }) => name));
    const own = await tried({ solution: 'starter.ts' });
    if (own.outcome.kind !== 'verdict') throw new Error(JSON.stringify(own.outcome));
    expect(own.outcome.source).toContain('var Protocol = class');
    expect(own.outcome.verdict.score).toBe(0);
    expect((await tried({ solution: 'wrong/nothing' })).outcome.kind).toBe('refused');
  });

  it('of which workers died is given up', async () => {
    const { packageId, version } = await made(filesOf());
    const runId = await orderRun({
      ...{ packageId, version, userId: author, kind: 'trial' },
      order: { source: '', cases: 'samples' },
    });
    expect(await failExhaustedRuns(DIED_OF_IT)).toEqual([]);
    await rawClient().unsafe(
      `update graphile_worker._private_jobs set attempts = max_attempts where key = 'trial:${runId}'`,
    );
    expect(await failExhaustedRuns(DIED_OF_IT)).toEqual([runId]);
    expect(await packageRunById(runId)).toMatchObject({ state: 'failed', outcome: DIED_OF_IT });
    await endPackageRun(runId, { state: 'done', outcome: {} });
    expect((await packageRunById(runId))?.state).toBe('failed');
  });
});
