/**
 * The confined realm in the browser: the Web Worker's own, locked down, because a browser offers a worker no
 * second one. The same boundary and the same meter as on the server, so that units and digests are equal.
 *
 * What runs before keeps its speed; so the simulation should be loaded first. Nothing of the worker's (fetch,
 * postMessage, storage) is in the compartment of the submission.
 */
import './before-lockdown';
import 'ses';
import { prepareRealm } from './boundary';
import type { Realm } from './realm';

let realm: Realm | undefined;

/** Locks this worker down, once and for good. */
export async function createBrowserRealm(): Promise<Realm> {
  realm ??= prepareRealm();
  return realm;
}
