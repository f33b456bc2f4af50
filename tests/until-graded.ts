/** Waits as a student's page does: told by the database, not asking again and again. */
import { subscribe } from '../db/notifications';
import { submission } from '../db/submissions';

const PATIENCE_MS = 300_000;

/** Resolves when the verdict is stored. @throws when it is not a full score, or does not come. */
export async function untilGraded(submissionId: string): Promise<void> {
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
