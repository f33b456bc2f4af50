/**
 * A job on the simulation of its exercise, inside the confined child. Bundled with each simulation into a script of its
 * own (build-child.ts), so that a child loads the one that it needs and no other.
 */
import type { CaseParameters, Simulate } from '../../exercises/exercise-definition';
import { runCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import type { ChildJob } from './child-protocol';
import { ConfinedPolicies, whyUnloadable } from './confined-policies';
import type { Realm } from './realm';

/** Sends one frame to the parent. */
export type Send = (header: unknown, payload?: Uint8Array) => void;
/** Value of a simulation's script. */
export type RunJob = (realm: Realm, job: ChildJob, send: Send) => void;

export function jobRunner(simulate: Simulate<CaseParameters, unknown>): RunJob {
  return (realm, job, send) => {
    const message = whyUnloadable(realm, job.program);
    if (message === undefined) {
      runCases(simulate, realm, job, send);
      send({ kind: 'done' });
    } else send({ kind: 'unloadable', message });
  };
}

function runCases(
  simulate: Simulate<CaseParameters, unknown>,
  realm: Realm,
  job: ChildJob,
  send: Send,
): void {
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
      send({ ...header, traceDigest: trace.digest() }, bytes);
    } else send({ ...header, traceDigest: run.trace.digest() }, log.bytes());
  });
}

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}
