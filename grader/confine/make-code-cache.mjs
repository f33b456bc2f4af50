// node <V8_FLAGS> make-code-cache.mjs <realm.js>: writes to standard output what lets the realm's text be used without
// parsing it. In a process of its own, because V8 takes a cache only where its flags are those of the cache's maker;
// and after running the text, so that the functions are in it that V8 parses when they are first called.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const script = new vm.Script(readFileSync(process.argv[2], 'latin1'), { filename: 'realm.js' });
const codeGeneration = { strings: true, wasm: false };
script.runInContext(vm.createContext(Object.create(null), { codeGeneration }));
process.stdout.write(script.createCachedData());
