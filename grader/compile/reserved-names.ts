/**
 * Names that the compiler gives a meaning: its own, and the globals that a submission may use.
 *
 * A submission sees nothing else: the program text binds exactly these before its first line, and every other
 * name that it does not declare itself is refused with an explanation.
 */

/** Names that begin so belong to the metering; a submission cannot spell them, not even with escapes. */
export const RESERVED_PREFIX = '$$';

/**
 * Constructors that may allocate much at once. They are never values: they stand only where the compiler can
 * see and charge the call (`new Map(...)`, `Array.from(...)`, `x instanceof Set`).
 */
export const METERED_CONSTRUCTORS: readonly string[] = [
  'Array',
  'ArrayBuffer',
  'DataView',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
];

/** Properties of metered constructors that may be named. */
export const CONSTRUCTOR_PROPERTIES: readonly string[] = [
  'from',
  'of',
  'isArray',
  'isView',
  'BYTES_PER_ELEMENT',
  'name',
  'length',
];

/** Globals that are ordinary values. */
const PLAIN_GLOBALS: readonly string[] = [
  'Object',
  'Number',
  'String',
  'Boolean',
  'Symbol',
  'Math',
  'JSON',
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'EvalError',
  'isNaN',
  'isFinite',
  'parseInt',
  'parseFloat',
];

/** Language constants that are written like names. */
export const CONSTANT_GLOBALS: readonly string[] = ['undefined', 'NaN', 'Infinity'];

/** Everything that the program text binds for the submission. */
export const BOUND_GLOBALS: readonly string[] = [...METERED_CONSTRUCTORS, ...PLAIN_GLOBALS, 'console'];

const NO_CODE_FROM_TEXT = 'Code cannot be made from text here: write it as an ordinary function.';
const NO_LATER =
  'Nothing runs later here: the machine calls your methods, and each must return before it goes on.';
const NO_CLOCK =
  'There is no clock here: time is simulated. Use the services of your class, if the contract has one for time.';
const NO_OUTSIDE = 'Your code runs inside the simulated machine and cannot reach the program around it.';
const NO_REFLECTION = 'Write the property access or the call directly.';

/** Names that students try, and what to do instead. */
export const UNAVAILABLE_NAMES: Readonly<Record<string, string>> = {
  eval: NO_CODE_FROM_TEXT,
  Function: NO_CODE_FROM_TEXT,
  Promise: NO_LATER,
  setTimeout: NO_LATER,
  setInterval: NO_LATER,
  setImmediate: NO_LATER,
  queueMicrotask: NO_LATER,
  requestAnimationFrame: NO_LATER,
  Date: NO_CLOCK,
  performance: NO_CLOCK,
  globalThis: NO_OUTSIDE,
  window: NO_OUTSIDE,
  self: NO_OUTSIDE,
  global: NO_OUTSIDE,
  process: NO_OUTSIDE,
  document: NO_OUTSIDE,
  fetch: NO_OUTSIDE,
  postMessage: NO_OUTSIDE,
  importScripts: NO_OUTSIDE,
  WebAssembly: NO_OUTSIDE,
  Worker: NO_OUTSIDE,
  Compartment: NO_OUTSIDE,
  lockdown: NO_OUTSIDE,
  harden: 'Use Object.freeze.',
  Proxy: NO_REFLECTION,
  Reflect: NO_REFLECTION,
  require: 'Write: import { ... } from "./contract".',
  module: 'Write: export class ...',
  exports: 'Write: export class ...',
  RegExp: 'Regular expressions are not available: compare characters with charCodeAt.',
  BigInt: 'BigInt is not available: numbers are exact up to 2^53.',
  BigInt64Array: 'BigInt is not available: use Int32Array or Float64Array.',
  BigUint64Array: 'BigInt is not available: use Uint32Array or Float64Array.',
  SharedArrayBuffer: 'Use ArrayBuffer; memory shared between cores is reached through the operations.',
  Atomics: 'Use the operations of the contract, for example: yield* testAndSet(lock).',
  WeakRef: 'Garbage collection cannot be observed here: keep an ordinary reference.',
  FinalizationRegistry: 'Garbage collection cannot be observed here.',
  Intl: 'Locale-dependent formatting is not available: use String(value) or toFixed.',
  arguments: 'Name the parameters, or write a rest parameter: (...values).',
};
