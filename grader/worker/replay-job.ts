/**
 * Runs a case of a graded submission again, for whoever wants to see its replay. It is tried once: what fails is told,
 * and asked for again by a click.
 */
import type { Logger } from 'pino';

import { isReplayAwaited, storeReplay } from '../../db/case-replays';
import type { ReplayJob } from '../../db/queue';
import { submission } from '../../db/submissions';
import type { ReplayRequest } from '../grade';
import { readVerdict } from '../stored-verdict';
import type { ReplayOutcome } from '../verdict';

/** The part of grader/grade.ts that it needs. */
export interface CaseReplayer {
  replayCase(request: ReplayRequest): Promise<ReplayOutcome>;
}

export async function replayJob(
  job: ReplayJob,
  circumstances: { readonly grader: CaseReplayer; readonly signal: AbortSignal; readonly log: Logger },
): Promise<void> {
  const { grader, signal } = circumstances;
  const log = circumstances.log.child(job);
  if (!(await isReplayAwaited(job))) {
    log.info('nobody waits for this case any more');
    return;
  }
  const found = await submission(job.submissionId);
  const verdict = readVerdict(found?.verdict);
  // A verdict tells no ranked run, so none can be asked for.
  const report = verdict?.cases.find(({ name }) => name === job.caseName);
  if (found === null || verdict === null || report === undefined) {
    log.warn('no such case to run again');
    return;
  }
  let outcome: ReplayOutcome = { kind: 'failed' };
  try {
    outcome = await grader.replayCase({
      exercise: found.exercise,
      source: found.source,
      version: verdict.version,
      caseName: report.name,
      traceDigest: report.traceDigest,
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error; // the queue hands it out again
    log.error({ err: error }, 'a case could not be run again');
  }
  await storeReplay(job, outcome);
  log.info({ outcome: outcome.kind }, 'ran a case again');
}
