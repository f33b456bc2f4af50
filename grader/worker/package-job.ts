/**
 * What a worker does for an author, or for whoever tries a solution of a package: proves a version, grades a text against
 * it, makes variants. Nothing of it counts for anybody; what is wrong with the package is the outcome.
 */
import type { Logger } from 'pino';
import {
  type CheckOrder,
  endPackageRun,
  type RunInHand,
  recordRunProgress,
  startPackageRun,
  type TrialOrder,
} from '../../db/package-runs';
import { itemOf } from '../../db/packages';
import type { PackageJob } from '../../db/queue';
import type { CheckRequest } from '../packages/check-process';
import type { CheckRunner } from '../packages/check-runner';
import type { PackageGrader } from '../packages/package-grader';
import type { CheckOutcome, TrialOutcome } from '../packages/package-outcome';
import { PackageQuestion } from '../packages/package-question';
import { isFaultOfPackage, type PackageWorkshop } from './package-workshop';
import { ProgressRecorder } from './progress-recorder';

export interface PackageTools {
  readonly workshop: PackageWorkshop;
  readonly grader: PackageGrader;
  /** package.cjs. */
  readonly childPath: string;
  readonly checks: CheckRunner;
}

interface Circumstances {
  readonly tools: PackageTools;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const OUR_FAULT = {
  kind: 'refused',
  problems: ['The run failed, which is our fault. Ask for it again.'],
} as const;
/** Of runs that workers died of. */
export const DIED_OF_IT = {
  kind: 'refused',
  problems: ['Graders ended when they ran this. Look for what grows without bound.'],
} as const;

export async function packageJob({ runId }: PackageJob, circumstances: Circumstances): Promise<void> {
  const { signal } = circumstances;
  const log = circumstances.log.child({ packageRun: runId });
  const run = await startPackageRun(runId);
  if (run === null) {
    log.info('nobody waits for this run any more');
    return;
  }
  const startedMs = performance.now();
  try {
    const outcome =
      run.kind === 'check' ? await checked(run, circumstances) : await tried(run, circumstances);
    signal.throwIfAborted();
    const holds = 'report' in outcome && outcome.report.problems.length === 0;
    await endPackageRun(runId, { state: 'done', outcome, ...(run.kind === 'check' && { holds }) });
    log.info(
      { kind: run.kind, holds, durationMs: Math.round(performance.now() - startedMs) },
      'ran for a package',
    );
  } catch (error) {
    if (signal.aborted) throw error; // the queue hands it out again
    log.error({ err: error }, 'a run for a package failed');
    await endPackageRun(runId, { state: 'failed', outcome: OUR_FAULT });
  }
}

/** The secret of submissions first, and others, under which the promises must hold as well. */
const FURTHER_SECRETS = 1;

async function checked(run: RunInHand, { tools, signal, log }: Circumstances): Promise<CheckOutcome> {
  const { mutants } = run.order as CheckOrder;
  const secret = tools.workshop.secretOf(run.packageId);
  const secrets = Array.from({ length: 1 + FURTHER_SECRETS }, (_, i) =>
    i === 0 ? secret : `${secret} ${i}`,
  );
  const progress = new ProgressRecorder((at) => recordRunProgress(run.id, at), log);
  const request: CheckRequest = {
    ...{ id: itemOf({ id: run.packageId, name: run.name }), home: run.home, files: [...run.files] },
    ...{ secrets, mutants, childPath: tools.childPath },
  };
  const outcome = await tools.checks.run(request, { onProgress: (at) => progress.record(at), signal });
  await progress.settled();
  return outcome;
}

async function tried(run: RunInHand, { tools, signal, log }: Circumstances): Promise<TrialOutcome> {
  const order = run.order as TrialOrder;
  const item = itemOf({ id: run.packageId, name: run.name });
  try {
    if ('variants' in order) {
      const question = await PackageQuestion.open(item, run.files, tools.childPath, run.home);
      try {
        const made = await question.generate(order.variants);
        const variants = made.map((each) => ('question' in each ? each.question : each));
        return { kind: 'variants', variants };
      } finally {
        await question.close();
      }
    }
    const { packageId, version, home } = run;
    return await tools.workshop.use({ packageId, item, home, version }, async ({ exercise, prepared }) => {
      const own =
        'solution' in order ? exercise.solutions.find(({ place }) => place === order.solution) : undefined;
      if ('solution' in order && own === undefined)
        return { kind: 'refused', problems: [`There is no solution ${order.solution}.`] };
      const source = 'solution' in order ? ((await own?.source()) ?? '') : order.source;
      const cases = 'cases' in order ? order.cases : 'all';
      const progress = new ProgressRecorder((at) => recordRunProgress(run.id, at), log);
      const graded = await tools.grader.grade(exercise, prepared, {
        ...{ source, cases, signal, showsSamples: true, onProgress: (at) => progress.record(at) },
      });
      await progress.settled();
      return { kind: 'verdict', ...graded, source };
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!isFaultOfPackage(error)) throw error;
    return { kind: 'refused', problems: error.message.split('\n') };
  }
}
