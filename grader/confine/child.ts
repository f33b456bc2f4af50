/**
 * The confined child: runs one submission on the cases of one job, and ends.
 *
 *      realm.js ──▶ second realm, locked down ──▶ "ready" ──▶ waits for its job ──▶ case, case, ... ──▶ "done"
 *
 * It holds every exercise's simulation and no expected result. It has no event loop to speak of: it reads and
 * writes its pipes synchronously, so that nothing of a submission could run later. Bundled by build-child.ts.
 */
import { readFileSync } from 'node:fs';
import type { CaseParameters, Simulate } from '../../exercises/exercise-definition';
import { runCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import type { ChildJob } from './child-protocol';
import { ConfinedPolicies, whyUnloadable } from './confined-policies';
import { receiveFromParent, sendToParent } from './parent-pipe';
import type { Realm } from './realm';
import { createSecondRealm } from './second-realm';

export type Simulations = Readonly<Record<string, Simulate<CaseParameters, unknown>>>;

/** @param folder holds realm.js and realm.cache. Does not return. */
export function serveOneJob(simulations: Simulations, folder: string): never {
  const realm = createSecondRealm(
    readFileSync(`${folder}/realm.js`, 'latin1'),
    readFileSync(`${folder}/realm.cache`),
  );
  sendToParent({ kind: 'ready' });
  try {
    const job = receiveFromParent().header as ChildJob;
    const message = whyUnloadable(realm, job.program);
    if (message === undefined) {
      runJob(simulations, realm, job);
      sendToParent({ kind: 'done' });
    } else sendToParent({ kind: 'unloadable', message });
  } catch (error) {
    // instanceof alone is looked at: an error of the other realm is not inspected here.
    sendToParent({
      kind: 'broken',
      message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    });
  }
  process.exit(0);
}

function runJob(simulations: Simulations, realm: Realm, job: ChildJob): void {
  const simulate = simulations[job.exercise];
  if (simulate === undefined) throw new Error(`The child was built without the exercise ${job.exercise}`);
  job.cases.forEach((each, index) => {
    const policies = new ConfinedPolicies(realm, job.program, job.shape, { unitsLimit: job.unitsLimit });
    const log = new DecisionLog();
    const run = runCase({ simulate, events: job.events }, each, recordPolicies(policies, job.shape, log), 0);
    const { stopped } = run;
    const header = { kind: 'case', index, stopped, console: policies.console };
    if (stopped?.reason === 'void') {
      // It may have left half an entry in its log, so it counts as stopped from the start.
      const bytes = voidLog();
      const host = replayPolicies(new DecisionReader(bytes), job.shape, stopped);
      const { trace } = runCase({ simulate, events: job.events }, each, host, 0);
      sendToParent({ ...header, traceDigest: trace.digest() }, bytes);
    } else sendToParent({ ...header, traceDigest: run.trace.digest() }, log.bytes());
  });
}

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}
