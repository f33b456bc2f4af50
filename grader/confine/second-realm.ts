/**
 * The confined realm on the server: a second `vm` realm beside the one of the simulator, locked down by SES.
 *
 * The simulator keeps its own, unfrozen built-ins (which is where its speed comes from); the submission has a
 * realm without any function of Node's. `vm` alone would be no boundary: that nothing but numbers crosses is
 * what boundary.ts and the compiler see to.
 */
import vm from 'node:vm';
import type { Boundary, Realm } from './realm';

/**
 * @param realmText SES and the boundary as one script (build-realm.ts).
 * @param cachedData from make-code-cache.mjs: another version of Node, or one with other flags, ignores it.
 */
export function createSecondRealm(realmText: string, cachedData?: Buffer): Realm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: true, wasm: false } });
  const script = new vm.Script(realmText, { filename: 'realm.js', cachedData });
  return script.runInContext(context) as Boundary;
}
