// node <V8_FLAGS> make-code-cache.mjs <realm.js>: writes to standard output what lets the realm's text be used without
// parsing it. With a simulation's text as second argument and a job on standard input (JSON): that of the simulation, and
// the logs of the job's first cases. Each is a part behind its length (splitParts() in child-protocol.ts reads them).
// In a process of its own, because V8 takes a cache only where its flags are those of the cache's maker; and after
// running the text, so that the functions are in it that V8 parses when they are first called.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

/** Together. The numbers of most exercises' samples take much less. */
const MOST_LOG_BYTES = 2 * 1024 * 1024;

const [realmPath, simulationPath] = process.argv.slice(2);
const load = (path, filename) => new vm.Script(readFileSync(path, 'latin1'), { filename });
const codeGeneration = { strings: true, wasm: false };

const logs = [];
const bytes = (parts) => parts.reduce((sum, part) => sum + part.length, 0);
let script = load(realmPath, 'realm.js');
const realm = script.runInContext(vm.createContext(Object.create(null), { codeGeneration }));
if (simulationPath !== undefined) {
  script = load(simulationPath, 'simulation.js');
  const simulation = script.runInThisContext();
  let isRoom = true;
  simulation.run(realm, JSON.parse(readFileSync(0, 'utf8')), ({ kind, message, stopped }, log) => {
    if (kind === 'unloadable') throw new Error(message);
    isRoom &&= kind === 'case' && stopped === undefined && bytes(logs) + log.length <= MOST_LOG_BYTES;
    if (isRoom) logs.push(log.slice());
  });
}
for (const part of [script.createCachedData(), ...logs]) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(part.length);
  process.stdout.write(length);
  process.stdout.write(part);
}
