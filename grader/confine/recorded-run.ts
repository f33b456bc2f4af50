/** One case of a submission in its confined process: run, and every number that came out of it logged. */
import type { PolicyShape } from '../../simulator/engine/policy';
import { runNoted } from '../judge/noted-run';
import { runCase, type SeededCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import type { ConfinedPolicies, ConfinedStop } from './confined-policies';

export interface RecordedRun {
  readonly log: Uint8Array;
  readonly stopped?: ConfinedStop;
  readonly traceDigest: string;
  readonly console: readonly string[];
  /** Lines at which the noted calls ended; empty unless they were asked for. */
  readonly lines: Uint32Array;
}

/** Nothing of its trace is kept. @param policies of this case. */
export function recordedRun(
  exercise: Parameters<typeof runNoted>[0],
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  policies: ConfinedPolicies,
  notesLines = false,
): RecordedRun {
  const { shape } = exercise;
  const log = new DecisionLog();
  const recorded = recordPolicies(policies, shape, log);
  const { run, calls } = notesLines
    ? runNoted(exercise, seeded, recorded, () => policies.line, 0)
    : { run: runCase(exercise, seeded, recorded, 0), calls: undefined };
  const { stopped } = run;
  const told = { stopped, console: policies.console, lines: Uint32Array.from(calls?.line ?? []) };
  if (stopped?.reason !== 'void') return { ...told, log: log.bytes(), traceDigest: run.trace.digest() };
  // It may have left half an entry in its log, so it counts as stopped from the start.
  const bytes = voidLog();
  const host = replayPolicies(new DecisionReader(bytes), shape, stopped);
  return { ...told, log: bytes, traceDigest: runCase(exercise, seeded, host, 0).trace.digest() };
}

/**
 * The run of a log once more, logged again, for nothing: V8 compiles what a run needs. A run is a function of its case
 * and its log, so what was done before changes nothing in it but its time.
 */
export function rehearse(
  exercise: Parameters<typeof runCase>[0] & { readonly shape: PolicyShape },
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  log: Uint8Array,
  stopped?: ConfinedStop,
): void {
  const { shape } = exercise;
  const host = replayPolicies(new DecisionReader(log), shape, stopped);
  runCase(exercise, seeded, recordPolicies(host, shape, new DecisionLog()), 0);
}

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}
