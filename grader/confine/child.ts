/**
 * The confined child: runs one submission on the cases of one job, and ends.
 *
 *      realm.js ──▶ second realm, locked down ──▶ "ready" ──▶ simulation, job ──▶ case, case, ... ──▶ "done"
 *
 * It is told the simulation of one exercise and no expected result. It has no event loop to speak of: it reads and
 * writes its pipes synchronously, so that nothing of a submission could run later. Bundled by build-child.ts.
 */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { type ChildJob, splitSimulation } from './child-protocol';
import { receiveFromParent, sendToParent } from './parent-pipe';
import type { RunJob } from './run-job';
import { createSecondRealm } from './second-realm';

/** @param folder holds realm.js and realm.cache. Does not return. */
export function serveOneJob(folder: string): never {
  const realm = createSecondRealm(
    readFileSync(`${folder}/realm.js`, 'latin1'),
    readFileSync(`${folder}/realm.cache`),
  );
  sendToParent({ kind: 'ready' });
  try {
    const runJob = loadSimulation(receiveFromParent().payload);
    runJob(realm, receiveFromParent().header as ChildJob, sendToParent);
  } catch (error) {
    // instanceof alone is looked at: an error of the other realm is not inspected here.
    sendToParent({
      kind: 'broken',
      message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    });
  }
  process.exit(0);
}

/** In the realm of the host: a simulation is ordinary code of ours. */
function loadSimulation(simulation: Uint8Array): RunJob {
  const { text, cache } = splitSimulation(simulation);
  const script = new vm.Script(Buffer.from(text).toString('latin1'), {
    filename: 'simulation.js',
    cachedData: cache,
  });
  return script.runInThisContext() as RunJob;
}
