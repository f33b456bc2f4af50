/** A case of a submission run again, for those who may read it: by a worker, while the request waits. */
import {
  MAXIMUM_WAITING_REPLAYS,
  PATIENCE_SECONDS,
  requestReplay,
  storedReplay,
  withdrawReplay,
} from '../../../db/case-replays';
import { subscribe } from '../../../db/notifications';
import type { ReplayJob } from '../../../db/queue';
import { readVerdict } from '../../../grader/stored-verdict';
import type { ReplayOutcome } from '../../../grader/verdict';
import { Refusal, within } from '../../action';
import { withDatabase } from '../../database-call';
import * as words from '../../dictionary';
import { readableSubmission } from '../../submission-access';
import type { User } from '../../viewer';

/** A notification may be lost with its connection. */
const LOOK_AGAIN_MS = 1_000;

/**
 * @param left aborted when nobody waits any more.
 * @throws Refusal: no such case to him, too often or too many at once, or no worker made it in time.
 */
export async function replayFor(user: User, job: ReplayJob, left: AbortSignal): Promise<ReplayOutcome> {
  const before = await withDatabase(async () => {
    await within(user, 'replay read');
    const submission = await readableSubmission(job.submissionId, user);
    const cases = readVerdict(submission?.verdict)?.cases ?? [];
    if (!cases.some(({ name }) => name === job.caseName)) throw new Refusal(words.notFound.title);
    const stored = (await storedReplay(job)) as ReplayOutcome | undefined;
    if (stored?.kind !== 'ready') await within(user, 'replay');
    return stored;
  });
  if (before?.kind === 'ready') return before;

  let look = () => {};
  const unsubscribe = await subscribe(job.submissionId, () => look());
  left.addEventListener('abort', () => look());
  try {
    const requested = await withDatabase(() => requestReplay(job, user.id));
    if (requested === 'too many')
      throw new Refusal(words.limits.waitingReplays(MAXIMUM_WAITING_REPLAYS), 'too many');
    const endMs = performance.now() + PATIENCE_SECONDS * 1_000;
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
    if (left.aborted) await withDatabase(() => withdrawReplay(requested));
    throw new Refusal(words.verdict.replayLate);
  } finally {
    unsubscribe();
  }
}
