/**
 * Where the code of a package runs: a realm of its own inside a confined process. Only text crosses, both ways, and one
 * object of the realm of submissions; nothing of the host is ever handed in, so that nothing there leads out of it.
 *
 *      host ──method, text, bytes as text──▶ face ──▶ simulate, judge, generate ...        of the package
 *           ◀─────────── one text ───────────────
 *
 * - No code from text (eval, Function), no WebAssembly, no import(): the last was refused before (bundle-package.ts).
 * - No clock and no chance: a run is a function of its arguments.
 * - Errors carry no stack: what makes one could be replaced, and would be handed objects of the host.
 * - What the realm throws is not looked at by the host.
 */
import vm from 'node:vm';
import type { Realm } from '../confine/realm';

/** What a package's script evaluates to (package-face.ts). */
export type PackageFace = (method: string, given: string, bytes: string, submissions: Realm) => string;

export interface AuthorRealm {
  /** @throws AuthorRealmFault when no text came back. */
  ask(method: string, given: string, bytes: string): string;
  /** What lets V8 use the script without parsing it, functions that ran included. */
  codeCache(): Uint8Array;
}

const MAX_MESSAGE = 2_000;

/** `message`: text of the package's, or of ours. */
export class AuthorRealmFault extends Error {}

/** Runs first, while the realm's objects are its own. */
const PREPARE = `'use strict';
for (const [name, value] of [['stackTraceLimit', 0], ['prepareStackTrace', undefined]])
  Object.defineProperty(Error, name, { value, writable: false, configurable: false });
for (const name of ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError'])
  Object.defineProperty(globalThis, name, { value: globalThis[name], writable: false, configurable: false });
for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'Date', 'Intl', 'console'])
  delete globalThis[name];
delete Math.random;`;

/**
 * @param text as bundlePackage() made it, evaluating to a PackageFace. @param submissions the realm that submissions run in.
 * @param cachedData from the codeCache() of a process of this very package, whose code runs in all of them alike: it must
 *   come to no other.
 */
export function createAuthorRealm(text: string, submissions: Realm, cachedData?: Buffer): AuthorRealm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  let script: vm.Script;
  let face: unknown;
  try {
    vm.runInContext(PREPARE, context);
    script = new vm.Script(text, { filename: 'package.js', cachedData });
    face = script.runInContext(context);
  } catch {
    throw new AuthorRealmFault('its modules cannot be loaded');
  }
  // What its modules threw, as text.
  if (typeof face === 'string') throw new AuthorRealmFault(face.slice(0, MAX_MESSAGE));
  if (typeof face !== 'function') throw new AuthorRealmFault('its modules cannot be loaded');
  const call = face as PackageFace;
  return {
    ask(method, given, bytes) {
      let answer: unknown;
      try {
        // Through a function of the engine's own, so that the face has no caller to look at.
        answer = Reflect.apply(call, undefined, [method, given, bytes, submissions]);
      } catch {
        throw new AuthorRealmFault('it ended without an answer: the stack may have been exhausted');
      }
      if (typeof answer !== 'string') throw new AuthorRealmFault('it answered with something else than text');
      return answer;
    },
    codeCache: () => script.createCachedData(),
  };
}

/** What the language has, as constants of the script: looked up in the global object of such a realm they cost ten times as much. */
const GLOBALS =
  'Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error EvalError Float32Array Float64Array Infinity Int16Array Int32Array Int8Array JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet isFinite isNaN parseFloat parseInt';

/** Puts a script of modules around what it makes, so that an error of theirs is told as text. @param made its value. */
export function authorScript(modules: string, made: string): string {
  return `(function(){"use strict";const{${GLOBALS.replaceAll(' ', ',')}}=globalThis;try{${modules}
return ${made}}catch(e){try{return String(e&&e.message||e)}catch(_){return "its modules threw an error while they were loaded"}}})()`;
}
