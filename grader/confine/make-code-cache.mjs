// node <V8_FLAGS> make-code-cache.mjs <realm.js>: writes to standard output what lets the realm's text be used without
// parsing it. With a simulation's text as second argument and a job on standard input (JSON): that of the simulation.
// In a process of its own, because V8 takes a cache only where its flags are those of the cache's maker; and after
// running the text, so that the functions are in it that V8 parses when they are first called.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [realmPath, simulationPath] = process.argv.slice(2);
const load = (path, filename) => new vm.Script(readFileSync(path, 'latin1'), { filename });
const codeGeneration = { strings: true, wasm: false };

let script = load(realmPath, 'realm.js');
const realm = script.runInContext(vm.createContext(Object.create(null), { codeGeneration }));
if (simulationPath !== undefined) {
  script = load(simulationPath, 'simulation.js');
  const runJob = script.runInThisContext();
  runJob(realm, JSON.parse(readFileSync(0, 'utf8')), ({ kind, message }) => {
    if (kind === 'unloadable') throw new Error(message);
  });
}
process.stdout.write(script.createCachedData());
