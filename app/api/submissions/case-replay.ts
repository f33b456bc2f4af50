/** A case of a submission run again, for those who may read it: by a worker, while the request waits. */
import { requestReplay, storedReplay } from '../../../db/case-replays';
import { subscribe } from '../../../db/notifications';
import type { ReplayJob } from '../../../db/queue';
import { readVerdict } from '../../../grader/stored-verdict';
import type { ReplayOutcome } from '../../../grader/verdict';
import { Refusal, within } from '../../action';
import { withDatabase } from '../../database-call';
import { words } from '../../dictionary';
import { readableSubmission } from '../../submission-access';
import type { User } from '../../viewer';

/** Longer than a worker may take for one case; what comes later is there when it is asked for again. */
const PATIENCE_MS = 20_000;
/** A notification may be lost with its connection. */
const LOOK_AGAIN_MS = 1_000;

/**
 * @param left aborted when nobody waits any more.
 * @throws Refusal: no such case to him, too often, or no worker made it in time.
 */
export async function replayFor(user: User, job: ReplayJob, left: AbortSignal): Promise<ReplayOutcome> {
  const before = await withDatabase(async () => {
    const submission = await readableSubmission(job.submissionId, user);
    const cases = readVerdict(submission?.verdict)?.cases ?? [];
    if (!cases.some(({ name }) => name === job.caseName)) throw new Refusal(words.notFound.title);
    return (await storedReplay(job)) as ReplayOutcome | undefined;
  });
  if (before?.kind === 'ready') return before;
  await within(user, 'replay');

  let look = () => {};
  const unsubscribe = await subscribe(job.submissionId, () => look());
  try {
    await withDatabase(() => requestReplay(job));
    const endMs = performance.now() + PATIENCE_MS;
    while (performance.now() < endMs && !left.aborted) {
      const told = new Promise<void>((resolve) => {
        look = resolve;
      });
      const outcome = (await withDatabase(() => storedReplay(job))) as ReplayOutcome | undefined;
      if (outcome !== undefined) return outcome;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        told,
        new Promise((resolve) => {
          timer = setTimeout(resolve, LOOK_AGAIN_MS);
        }),
      ]);
      clearTimeout(timer);
    }
    throw new Refusal(words.verdict.replayLate);
  } finally {
    unsubscribe();
  }
}
