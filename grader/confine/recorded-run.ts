/** One case of a submission in its confined process: run, and every number that came out of it logged. */
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

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}
