/**
 * The confined child: runs one submission on the cases of one job, and ends.
 *
 *      realm.js ──▶ second realm, locked down ──▶ "ready" ──▶ waits for its job ──▶ case, case, ... ──▶ "done"
 *
 * It holds every exercise's simulation and no expected result. It has no event loop to speak of: it reads and
 * writes its pipes synchronously, so that nothing of a submission could run later. Bundled by build-child.ts.
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import type { CaseParameters, Simulate } from '../../exercises/exercise-definition';
import { runCase } from '../judge/run-case';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { ANSWER_FD, type ChildJob, FRAME_HEAD_BYTES, frame } from './child-protocol';
import { ConfinedPolicies } from './confined-policies';
import type { Realm } from './realm';
import { createSecondRealm } from './second-realm';

export type Simulations = Readonly<Record<string, Simulate<CaseParameters, unknown>>>;

/** @param folder holds realm.js and realm.cache. Does not return. */
export function serveOneJob(simulations: Simulations, folder: string): never {
  const realm = createSecondRealm(
    readFileSync(`${folder}/realm.js`, 'utf8'),
    readFileSync(`${folder}/realm.cache`),
  );
  send({ kind: 'ready' });
  try {
    runJob(simulations, realm, receiveJob());
    send({ kind: 'done' });
  } catch (error) {
    // instanceof alone is looked at: an error of the other realm is not inspected here.
    send({ kind: 'broken', message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' });
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
      send({ ...header, traceDigest: trace.digest() }, bytes);
    } else send({ ...header, traceDigest: run.trace.digest() }, log.bytes());
  });
}

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}

function send(header: unknown, payload?: Uint8Array): void {
  for (const part of frame(header, payload)) writeAll(part);
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(ANSWER_FD, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      waitShortly();
    }
  }
}

function receiveJob(): ChildJob {
  const head = receive(FRAME_HEAD_BYTES);
  const bytes = new DataView(head.buffer).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(receive(bytes))) as ChildJob;
}

function receive(bytes: number): Uint8Array {
  const received = new Uint8Array(bytes);
  for (let at = 0; at < bytes; ) {
    try {
      const read = readSync(0, received, at, bytes - at, null);
      if (read === 0) process.exit(0); // the parent is gone
      at += read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      waitShortly();
    }
  }
  return received;
}

/** The pipe is full, or empty, and does not block: lets the other side run. */
function waitShortly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
