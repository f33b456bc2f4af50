/**
 * A package beside the same exercise built in: from submit to the stored verdict, and a check from its order to the whole
 * matrix. One worker, a durable database; the exercise is round-robin, the most often opened one.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { subscribe } from '../db/notifications';
import { orderRun, packageRunById } from '../db/package-runs';
import { keepVersion } from '../db/package-versions';
import { createPackage, itemOf } from '../db/packages';
import { publish } from '../db/publications';
import { submit } from '../db/submissions';
import { buildConfinedOnce } from '../grader/build/build-all';
import { bundleSolution } from '../grader/library/bundle-solution';
import { exerciseFolder, ROOT } from '../grader/library/exercise-library';
import { packageVersion, readPackageFolder } from '../grader/packages/package-files';
import { type Benchmark, median, slownessOfMachine } from '../scripts/benchmark';
import { startGraderWorkers } from './grader-workers';
import { addUser, startTestDatabase } from './postgres';
import { untilGraded } from './until-graded';

const EXERCISE = 'scheduling/round-robin';
const WARMUPS = 5;
const SUBMISSIONS = 25;
/** The worker is at rest between two submissions, and prepares for the next. */
const THINKING_MS = 1_000;
const CHECKS = 5;
/** Between two checks of an author, who looks at the one and mends something; the first finds nothing loaded. */
const LOOKING_MS = 3_000;

const figure = (value: number) => Math.round(value).toLocaleString('en-US');

async function untilRan(runId: string): Promise<boolean | null> {
  let look: () => void = () => undefined;
  const stop = await subscribe(runId, () => look());
  try {
    return await new Promise((resolve, reject) => {
      look = () => {
        packageRunById(runId).then((run) => {
          if (run?.state === 'failed') reject(new Error('The check failed.'));
          if (run?.state === 'done') resolve(run.holds);
        }, reject);
      };
      look();
    });
  } finally {
    stop();
  }
}

const benchmark: Benchmark = async (report) => {
  const source = await bundleSolution(EXERCISE, 'solution.ts');
  await buildConfinedOnce();
  const testDatabase = await startTestDatabase({ durable: true });
  const workers = await startGraderWorkers(1, { environment: { RUNQUEUE_PREPARE: 'when-needed' } });
  try {
    const userId = await addUser('Author');
    const files = readPackageFolder(exerciseFolder(EXERCISE));
    const name = EXERCISE.split('/')[1] ?? '';
    const facts = { name, kind: 'exercise', title: name, home: EXERCISE, origin: null } as const;
    const { id: packageId } = await createPackage({ actorId: userId, ...facts, files });
    const version = packageVersion(files);
    await keepVersion({ packageId, version, files, reason: 'checked', userId });
    const given = { actorId: userId, packageId, courseId: null, version };
    await publish({ ...given, title: name, entry: {}, variants: null });
    const graded =
      (exercise: string, pauseMs = 0) =>
      async () => {
        await delay(pauseMs);
        const startedMs = performance.now();
        await untilGraded((await submit({ userId, exercise, version: 'current', source })).submissionId);
        return performance.now() - startedMs;
      };
    for (const [how, pauseMs] of [
      ['after a pause', THINKING_MS],
      ['one after the other', 0],
    ] as const) {
      const builtInMs = await median(SUBMISSIONS, graded(EXERCISE, pauseMs), WARMUPS);
      const packageMs = await median(SUBMISSIONS, graded(itemOf({ id: packageId, name }), pauseMs), WARMUPS);
      report.line(`submit to stored verdict, a package, ${how}, p50`, packageMs, 'ms', {
        ...{ aim: 'within 1.3 times', ratio: packageMs / builtInMs, baseline: 'the same built in' },
      });
    }
    const slower = await slownessOfMachine(report);
    const here = (aimMs: number) => `under ${figure(aimMs)}, here ${figure(aimMs * slower)}`;
    const order = { packageId, version, userId, kind: 'check', order: { mutants: false } } as const;
    const checkMs = await median(
      CHECKS,
      async () => {
        await delay(LOOKING_MS);
        const startedMs = performance.now();
        if (!(await untilRan(await orderRun(order)))) throw new Error('The package does not hold.');
        return performance.now() - startedMs;
      },
      0,
    );
    const checked =
      (...options: readonly string[]) =>
      () => {
        const startedMs = performance.now();
        const command = [join(ROOT, 'scripts/runqueue.mjs'), 'check', EXERCISE, ...options];
        const { status } = spawnSync(process.execPath, command);
        if (status !== 0) throw new Error('The exercise does not hold.');
        return performance.now() - startedMs;
      };
    const commandMs = await median(CHECKS, checked('--anew'));
    // As after an edit of a statement.
    const againMs = await median(CHECKS, checked());
    report.line('npx runqueue check of round-robin, nothing remembered', commandMs, 'ms', {
      aim: here(3_000),
    });
    report.line('the same, its runs remembered', againMs, 'ms', {
      ...{ aim: here(3_000), ratio: againMs / commandMs, baseline: 'nothing remembered' },
    });
    report.line('check of the round-robin package, from order to matrix', checkMs, 'ms', {
      ...{
        aim: here(6_000),
        ratio: checkMs / commandMs,
        baseline: 'npx runqueue check of the same built in, nothing remembered',
      },
    });
  } finally {
    await workers.stop();
    await testDatabase.stop();
  }
};

export default benchmark;
