/**
 * A grader worker whose event loop blocks for good at the first job that any of its kind takes (HANG_ONCE names the
 * file by which they know; the process writes its number there), and whenever a source contains HANG_AT. All other
 * jobs are graded as ever.
 */
import { writeFileSync } from 'node:fs';
import { pino } from 'pino';

import { caseSecret } from '../../db/deployment-secret';
import { createGrader } from '../../grader/grade';
import type { JobGrader } from '../../grader/worker/grade-job';
import type { CaseReplayer } from '../../grader/worker/replay-job';
import { GraderWorker, gradingTasks } from '../../grader/worker/worker';

function isFirst(): boolean {
  try {
    writeFileSync(process.env.HANG_ONCE ?? '', String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

const grader = await createGrader({ caseSecret: await caseSecret() });
const hanging: JobGrader & CaseReplayer = {
  replayCase: (request) => grader.replayCase(request),
  async grade(request) {
    const { HANG_AT } = process.env;
    const hangs = HANG_AT === undefined ? isFirst() : request.source.includes(HANG_AT);
    if (hangs && !request.endedTheGrader) for (;;);
    return grader.grade(request);
  },
};
const worker = new GraderWorker(gradingTasks(hanging), pino());
await worker.start();
process.once('SIGTERM', async () => {
  await worker.stop();
  await grader.close();
  process.exit();
});
