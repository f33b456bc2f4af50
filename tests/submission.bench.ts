/**
 * From submit to the stored verdict, as a student's page would see it: the submission goes through the queue to a
 * worker process of its own, is graded on all cases, and the notification comes back. Durable database, warm worker.
 */
import { subscribe } from '../db/notifications';
import { submission, submit } from '../db/submissions';
import { buildConfinedOnce } from '../grader/build/build-all';
import { bundleSolution } from '../grader/library/bundle-solution';
import type { Benchmark } from '../scripts/benchmark';
import { startGraderWorkers } from './grader-workers';
import { addUser, startTestDatabase } from './postgres';

const EXERCISE = 'scheduling/round-robin';
const WARMUPS = 10;
const SUBMISSIONS = 60;
const BURST = 60;
const PATIENCE_MS = 60_000;

/** Resolves when the verdict is stored. @throws when it is not a full score, or does not come. */
async function untilGraded(submissionId: string): Promise<void> {
  let look: () => void = () => undefined;
  const stop = await subscribe(submissionId, () => look());
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No verdict in ${PATIENCE_MS} ms.`)), PATIENCE_MS);
      look = () => {
        submission(submissionId).then((at) => {
          if (at === null || at.state === 'queued' || at.state === 'running') return;
          clearTimeout(timer);
          if (at.state === 'graded' && at.score === at.maxScore) resolve();
          else reject(new Error(`The reference got ${at.state}, ${at.score} of ${at.maxScore}.`));
        }, reject);
      };
      look();
    });
  } finally {
    stop();
  }
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const benchmark: Benchmark = async (report) => {
  const source = await bundleSolution(EXERCISE, 'solution.ts');
  await buildConfinedOnce();
  const testDatabase = await startTestDatabase({ durable: true });
  const workers = await startGraderWorkers(1);
  try {
    const handIn = async (userId: string) =>
      (await submit({ userId, exercise: EXERCISE, version: 'current', source })).submissionId;
    const userId = await addUser('Student');
    for (let i = 0; i < WARMUPS; i++) await untilGraded(await handIn(userId));
    const timesMs: number[] = [];
    for (let i = 0; i < SUBMISSIONS; i++) {
      const startedMs = performance.now();
      await untilGraded(await handIn(userId));
      timesMs.push(performance.now() - startedMs);
    }
    timesMs.sort((a, b) => a - b);
    report.line('submit to stored verdict, round-robin, all cases, p50', percentile(timesMs, 0.5), 'ms', {
      aim: 'under 70',
    });
    report.line('submit to stored verdict, round-robin, all cases, p95', percentile(timesMs, 0.95), 'ms');

    const users = await Promise.all(Array.from({ length: BURST }, () => addUser('Student')));
    const startedMs = performance.now();
    const ids = await Promise.all(users.map(handIn));
    await Promise.all(ids.map(untilGraded));
    report.line(
      `submissions of ${BURST} students at once, one worker`,
      (BURST * 1000) / (performance.now() - startedMs),
      'submissions/s',
      { aim: '15' },
    );
  } finally {
    await workers.stop();
    await testDatabase.stop();
  }
};

export default benchmark;
