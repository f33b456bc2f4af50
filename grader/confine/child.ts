/**
 * The confined child: runs one submission on the cases of one job, and ends.
 *
 *      realm.js ──▶ second realm, locked down ──▶ "ready" ──▶ simulation, job ──▶ case, case, ... ──▶ "done"
 *                                                    simulation, warm up ──▶ "warm"    any number of times before
 *
 * It is told simulations and no expected result; to warm up, how the reference answered on public samples, in numbers. It has no event loop to speak of: it reads and
 * writes its pipes synchronously, so that nothing of a submission could run later. Bundled by build-child.ts.
 */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { type ChildOrder, type RecordedRuns, splitSimulation } from './child-protocol';
import { receiveFromParent, sendToParent } from './parent-pipe';
import type { Simulation } from './run-job';
import { createSecondRealm } from './second-realm';

interface LoadedSimulation {
  readonly simulation: Simulation;
  readonly recorded: RecordedRuns;
}

/** @param folder holds realm.js and realm.cache. Does not return. */
export function serveOneJob(folder: string): never {
  const realm = createSecondRealm(
    readFileSync(`${folder}/realm.js`, 'latin1'),
    readFileSync(`${folder}/realm.cache`),
  );
  sendToParent({ kind: 'ready' });
  try {
    let loaded: LoadedSimulation | undefined;
    for (;;) {
      const { header, payload } = receiveFromParent();
      const order = header as ChildOrder;
      if (order.kind === 'simulation') loaded = loadSimulation(payload);
      else if (loaded === undefined) throw new Error(`asked to ${order.kind} without a simulation`);
      else if (order.kind === 'warm up') {
        loaded.simulation.warmUp(loaded.recorded);
        sendToParent({ kind: 'warm' });
      } else {
        loaded.simulation.run(realm, order.job, sendToParent);
        break;
      }
    }
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
function loadSimulation(bytes: Uint8Array): LoadedSimulation {
  const { text, cache, recorded } = splitSimulation(bytes);
  const script = new vm.Script(Buffer.from(text).toString('latin1'), {
    filename: 'simulation.js',
    cachedData: cache,
  });
  return { simulation: script.runInThisContext() as Simulation, recorded };
}
