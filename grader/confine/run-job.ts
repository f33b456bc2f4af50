/**
 * A job on the simulation of its exercise, inside the confined child. Bundled with each simulation into a script of its
 * own (build-child.ts), so that a child loads the one that it needs and no other.
 */
import type { CaseParameters, Simulate } from '../../exercises/exercise-definition';
import type { ChildJob, RecordedRuns } from './child-protocol';
import { ConfinedPolicies, whyUnloadable } from './confined-policies';
import type { Realm } from './realm';
import { recordedRun, rehearse } from './recorded-run';

/** Sends one frame to the parent. */
export type Send = (header: unknown, payload?: Uint8Array) => void;
/** Value of a simulation's script. */
export interface Simulation {
  run(realm: Realm, job: ChildJob, send: Send): void;
  warmUp(recorded: RecordedRuns): void;
}

/** V8 is then through with most of what it compiles; longer, and a submission would wait for it. */
const WARM_UP_MS = 300;

export function simulationOf(simulate: Simulate<CaseParameters, unknown>): Simulation {
  return {
    run(realm, job, send) {
      const message = whyUnloadable(realm, job.program);
      if (message === undefined) {
        runCases(simulate, realm, job, send);
        send({ kind: 'done' });
      } else send({ kind: 'unloadable', message });
    },
    warmUp({ job, logs }) {
      const endMs = performance.now() + WARM_UP_MS;
      while (logs.length > 0 && performance.now() < endMs)
        logs.forEach((log, index) => {
          rehearse({ simulate, events: job.events, shape: job.shape }, job.cases[index], log);
        });
    },
  };
}

function runCases(
  simulate: Simulate<CaseParameters, unknown>,
  realm: Realm,
  job: ChildJob,
  send: Send,
): void {
  const { shape, events, unitsLimit } = job;
  job.cases.forEach((each, index) => {
    const policies = new ConfinedPolicies(realm, job.program, shape, { unitsLimit });
    const { log, lines, ...told } = recordedRun({ simulate, events, shape }, each, policies, job.notesLines);
    send({ kind: 'case', index, ...told, lines: lines.length }, withLines(log, lines));
  });
}

/** A frame's payload: the log, and behind it the lines. */
function withLines(log: Uint8Array, lines: Uint32Array): Uint8Array {
  if (lines.length === 0) return log;
  const both = new Uint8Array(log.length + lines.byteLength);
  both.set(log);
  both.set(new Uint8Array(lines.buffer), log.length);
  return both;
}
