/**
 * Built-in functions whose work grows with their operands charge the meter before they start.
 *
 * Runs in the realm of the submission before it is locked down. While no submission is running (`inside` is
 * false: in the browser the simulator shares the realm) every function behaves as it always did. While one is:
 *
 *      charged    costs units for its size, then does its work
 *      rebuilt    done in JavaScript of ours, because the size could change under the original's hands
 *      refused    throws: not meterable (patterns), not the same on every engine (locale), or newer than ES2023
 *
 * Methods of Array.prototype work only on arrays then: the length of anything else may be a getter that answers
 * differently each time. Constructors are charged where they are written (grader/compile/metering.ts); so that
 * no other way leads to them, `constructor` is taken from their prototypes.
 *
 * Some work cannot be charged where it is done (comparing texts, reading numbers from them, looking properties
 * up along parents). So its size is bounded: no text is longer than MAX_TEXT, no object inherits from more than
 * MAX_PARENTS others, and functions are bound a few times over only.
 *
 * The bits of a NaN are not the same on every engine and in every run, so nothing can look at them: arrays of
 * floats share their memory with nobody, and a DataView stores one NaN.
 *
 * Weights are in units for an element, measured: a unit is about 0.6 ns.
 */
import { MAX_TEXT } from '../compile/metering';

/** The meter of the program that is loaded. */
export interface Meter {
  /** Whether the submission is running. */
  inside(): boolean;
  /** @param units a whole number from 0 to 2^30. Throws when they are not left. */
  charge(units: number): void;
  /** Begins a level of depth, and charges it. Throws when there are too many. */
  deeper(): void;
  shallower(): void;
  /** Ends the run. */
  fail(why: string): never;
}

/** What the compiler's operand functions (METER in grader/compile/metering.ts) are made of. */
export interface MeteredOperands {
  spread(value: unknown): unknown;
  argumentSpread(value: unknown): unknown;
  size(value: unknown): unknown;
  elements(value: unknown): unknown;
  floats(value: unknown): unknown;
  length(holder: unknown, value: unknown): unknown;
  parent(value: unknown): unknown;
  key(holder: unknown, key: unknown): PropertyKey;
  source(value: unknown): unknown;
  properties(value: unknown): unknown;
  text(value: string): string;
}

/** What a class of the submission extends instead of the built-in of that name. */
export type Bases = Readonly<Record<'Array' | 'Map' | 'Set', object>>;

type Method = (...values: unknown[]) => unknown;
type Cost = (self: unknown, values: unknown[]) => number;

const {
  apply,
  construct,
  getOwnPropertyDescriptor,
  defineProperty,
  ownKeys,
  getPrototypeOf,
  deleteProperty,
} = Reflect;
const { isArray } = Array;
const { keys } = Object;
const { isView } = ArrayBuffer;
const { includes: arrayIncludes, push: arrayPush } = Array.prototype as unknown as Record<string, Method>;
const { min } = Math;
const typedArrayPrototype = getPrototypeOf(Int8Array.prototype) as object;
const arrayPrototype = Array.prototype as object;
const objectPrototype = Object.prototype as object;
const generatorPrototype = getPrototypeOf(getPrototypeOf((function* () {})()) as object) as object;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, 'length')?.get as Method;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size')?.get as Method;
const setSize = getOwnPropertyDescriptor(Set.prototype, 'size')?.get as Method;
const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get as Method;
const BuiltInTypeError = TypeError;
const BuiltInRangeError = RangeError;
const symbolIterator: typeof Symbol.iterator = Symbol.iterator;

const MAX_CHARGE = 2 ** 30;
const HASH_UNITS = 30;
/** Getting to the work of a built-in and back. */
const CALLED = 20;
/** Making a buffer or an array that looks at one. */
const MEMORY_UNITS = 200;
/** Writing a number as text. */
const NUMBER_UNITS = 60;
/** Moving what may be a hole, one by one. */
const HOLE_UNITS = 16;
/** An element in new memory; more where the memory is too large to be at hand. */
const COPY_UNITS = 2;
const LARGE_ELEMENTS = 1024;
const LARGE_FACTOR = 5;
/** An element that an iterator gives. */
const ITERATED_UNITS = 10;
/** A property that is told or copied. */
const PROPERTY_UNITS = 40;
const MAX_ARGUMENTS = 10_000;
/** Nested arrays deeper than this are not flattened: the original recurses. */
const MAX_FLAT_DEPTH = 1000;
const MAX_PARENTS = 50;
const MAX_BOUND = 8;
/** How long the text of a number may be, about. */
const MAX_DIGITS = 20;
/** Reading a number from a text. */
const DIGIT_UNITS = 8;

let meter: Meter = {
  inside: () => false,
  charge: () => {},
  deeper: () => {},
  shallower: () => {},
  fail: (why) => {
    throw new BuiltInRangeError(why);
  },
};

export function setMeter(next: Meter): void {
  meter = next;
}

function charge(units: number): void {
  meter.charge(units > 0 ? (units < MAX_CHARGE ? units | 0 : MAX_CHARGE) : 0);
}

/** Elements of an array, a typed array or a text; 1 of anything else. Runs no code of the submission. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (isArray(value)) return value.length;
  if (isView(value) && !(value instanceof DataView)) return apply(typedArrayLength, value, []) as number;
  return 1;
}

function sizeBy(getter: Method, value: unknown): number {
  try {
    return apply(getter, value, []) as number;
  } catch (error) {
    if (!(error instanceof BuiltInTypeError)) throw error; // no stack is left
    return 0; // not of this kind: the original will say so
  }
}

/** A text that the submission gets: charged, and not too long. */
function bounded(text: string): string {
  charge(text.length / 4);
  checkLength(text.length);
  return text;
}

function checkLength(characters: number): void {
  if (characters > MAX_TEXT)
    meter.fail(`a text has ${characters} characters; at most ${MAX_TEXT} are possible here`);
}

const whole: Cost = (self) => CALLED + lengthOf(self);
/** For new memory of so many elements. */
function memoryUnits(elements: number): number {
  return elements * COPY_UNITS * (elements > LARGE_ELEMENTS ? LARGE_FACTOR : 1);
}

/** Moves elements within their memory. An array with holes may be a table, whose elements move one by one. */
const move: Cost = (self) => CALLED + lengthOf(self) * (hasHoles(self) ? HOLE_UNITS : 1 / 4);
/** What engines do one by one in any case. */
const moveSingly: Cost = (self) => CALLED + lengthOf(self) * (hasHoles(self) ? HOLE_UNITS : 8);

/** Whether it is an array that has a hole, or an undefined that looks like one. */
function hasHoles(value: unknown): boolean {
  return isArray(value) && (apply(arrayIncludes, value, [undefined]) as boolean);
}
/** Copies elements to new memory. */
const copy: Cost = (self) => CALLED + memoryUnits(lengthOf(self));
/** Each element is compared with the first value. */
const search: Cost = (self, values) =>
  CALLED + lengthOf(self) * (typeof values[0] === 'string' ? 1 + values[0].length / 16 : 1);
const sorting: Cost = (self, values) => {
  const n = lengthOf(self);
  // Without a comparison, by the texts of the elements.
  return CALLED + n * (32 - Math.clz32(n)) * (values[0] === undefined ? MAX_DIGITS : 1);
};
const numericSorting: Cost = (self) => sorting(self, [sorting]);
const firstLength: Cost = (_self, values) => CALLED + lengthOf(values[0]);
const propertiesOfAll: Cost = (_self, values) => {
  let units = 3 * CALLED;
  for (const value of values) units += propertyUnits(value);
  return units;
};

/** One more entry of a collection. */
function entryUnits(size: number): number {
  return HASH_UNITS * (size > LARGE_ELEMENTS ? LARGE_FACTOR : 1);
}

/**
 * Walking through a collection from its start. What was deleted is skipped one by one, until the engine makes the
 * table smaller: when a quarter is left.
 */
function walkUnits(size: number): number {
  return size * (size > LARGE_ELEMENTS ? 2 : 1);
}

function propertyUnits(value: unknown): number {
  if (typeof value === 'string') return value.length * PROPERTY_UNITS;
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return 1;
  // Elements and whatever is named beside them: lists and functions can have names too.
  const count = ownKeys(value).length;
  return count * PROPERTY_UNITS * (count > LARGE_ELEMENTS ? LARGE_FACTOR : 1);
}

/** Text methods whose result can be longer than what they work on. */
const repeated: Cost = (self, values) => {
  checkLength(lengthOf(self) * numberAt(values, 0));
  return CALLED;
};
const padded: Cost = (_self, values) => {
  const characters = numberAt(values, 0);
  checkLength(characters);
  return CALLED + characters / 2;
};
/** Text by text; what a function puts in is charged where it is made. */
const replaced: Cost = (self, values) => {
  const [pattern, put] = values;
  const places = lengthOf(self) / Math.max(1, typeof pattern === 'string' ? pattern.length : 1) + 1;
  return CALLED + lengthOf(self) + places * (8 + (typeof put === 'string' ? put.length / 8 : 0));
};

/** The number that a function will take a value for, which from then on is that number. */
function numberAt(values: unknown[], index: number): number {
  const number = Number(values[index]);
  values[index] = number;
  return Number.isNaN(number) ? 0 : Math.max(0, number);
}

const ARRAY_METHODS: Readonly<Record<string, Cost>> = {
  slice: copy,
  splice: (self, values) => copy(self, values) + move(self, values) + values.length,
  shift: move,
  unshift: (self, values) => move(self, values) + values.length,
  copyWithin: moveSingly,
  reverse: (self, values) => move(self, values) + whole(self, values),
  indexOf: search,
  lastIndexOf: search,
  includes: search,
  map: copy,
  filter: copy,
  forEach: whole,
  reduce: whole,
  reduceRight: whole,
  some: whole,
  every: whole,
  find: whole,
  findIndex: whole,
  findLast: whole,
  findLastIndex: whole,
  sort: sorting,
  toSorted: sorting,
  toReversed: copy,
  toSpliced: copy,
  with: copy,
};

/** Left as they are: constant work, or iterators, whose loops charge themselves. */
const ARRAY_FREE = ['length', 'push', 'pop', 'at', 'keys', 'values', 'entries'];
const ARRAY_REBUILT = ['fill', 'concat', 'flat', 'flatMap', 'join', 'toString'];

const TYPED_ARRAY_METHODS: Readonly<Record<string, Cost>> = {
  fill: move,
  slice: copy,
  copyWithin: move,
  reverse: whole,
  indexOf: whole,
  lastIndexOf: whole,
  includes: whole,
  join: (self) => {
    checkLength(lengthOf(self) * 2 - 1);
    return CALLED + lengthOf(self) * 40;
  },
  map: copy,
  filter: copy,
  forEach: whole,
  reduce: whole,
  reduceRight: whole,
  some: whole,
  every: whole,
  find: whole,
  findIndex: whole,
  findLast: whole,
  findLastIndex: whole,
  sort: numericSorting,
  toSorted: numericSorting,
  toReversed: copy,
  with: copy,
};
const TYPED_ARRAY_FREE = [
  'length',
  'byteLength',
  'byteOffset',
  'buffer',
  'BYTES_PER_ELEMENT',
  'at',
  'subarray',
  'keys',
  'values',
  'entries',
  'toString',
];
const TYPED_ARRAY_REBUILT = ['set'];

const textLength: Cost = (self) => CALLED + lengthOf(self);
const TEXT_METHODS: Readonly<Record<string, Cost>> = {
  indexOf: textLength,
  // Tried at every place.
  lastIndexOf: (self, values) => CALLED + lengthOf(self) * (1 + lengthOf(values[0]) / 8),
  includes: textLength,
  startsWith: firstLength,
  endsWith: firstLength,
  slice: (self) => CALLED + lengthOf(self) / 8,
  substring: (self) => CALLED + lengthOf(self) / 8,
  trim: textLength,
  trimStart: textLength,
  trimEnd: textLength,
  toUpperCase: (self) => CALLED + lengthOf(self) * 2,
  toLowerCase: (self) => CALLED + lengthOf(self) * 2,
  repeat: repeated,
  padStart: padded,
  padEnd: padded,
  concat: (_self, values) => values.reduce((sum: number, value) => sum + lengthOf(value), CALLED),
  split: (self) => CALLED + lengthOf(self) * 8,
  replace: replaced,
  replaceAll: replaced,
};
const TEXT_FREE = ['length', 'at', 'charAt', 'charCodeAt', 'codePointAt', 'toString', 'valueOf'];

const OBJECT_FUNCTIONS: Readonly<Record<string, Cost>> = {
  keys: propertiesOfAll,
  values: propertiesOfAll,
  entries: propertiesOfAll,
  getOwnPropertyNames: propertiesOfAll,
  getOwnPropertySymbols: propertiesOfAll,
  getOwnPropertyDescriptors: propertiesOfAll,
  freeze: propertiesOfAll,
  seal: propertiesOfAll,
  preventExtensions: propertiesOfAll,
  isFrozen: propertiesOfAll,
  isSealed: propertiesOfAll,
};
const OBJECT_REBUILT = ['fromEntries', 'create', 'assign', 'defineProperty', 'defineProperties'];
const OBJECT_FREE = [
  'length',
  'name',
  'prototype',
  'is',
  'isExtensible',
  'hasOwn',
  'getPrototypeOf',
  'getOwnPropertyDescriptor',
];

const MAP_FREE = ['size', 'get', 'set', 'has', 'add', 'delete', 'keys', 'values', 'entries'];
const BUFFER_FREE = ['byteLength'];
const DATA_VIEW_FREE = ['buffer', 'byteLength', 'byteOffset'].concat(
  ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].flatMap((type) => [
    `get${type}`,
    `set${type}`,
  ]),
);

const CONSTRUCTORS: readonly { readonly prototype: object }[] = [
  Array,
  ArrayBuffer,
  DataView,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];

/** Wraps the built-ins of this realm. To be called once, before lockdown(). */
export function meterBuiltIns(): void {
  const array = Array.prototype as unknown as object;
  chargeAll(array, ARRAY_METHODS, (self) => {
    if (!isArray(self)) throw new BuiltInTypeError('Array methods work only on arrays here');
  });
  replaceMethod(array, 'fill', fill);
  replaceMethod(array, 'concat', concat);
  replaceMethod(array, 'flat', flat);
  replaceMethod(array, 'flatMap', flatMap);
  replaceMethod(array, 'join', join);
  replaceMethod(array, 'toString', join);
  refuseOthers(array, [...keys(ARRAY_METHODS), ...ARRAY_FREE, ...ARRAY_REBUILT]);
  replaceMethod(Array, 'from', arrayFrom);
  chargeAll(Array, { of: (_self, values) => 2 * CALLED + values.length });
  refuseOthers(Array, ['from', 'of', 'isArray', 'prototype', 'length', 'name']);

  chargeAll(typedArrayPrototype, TYPED_ARRAY_METHODS, undefined, true);
  replaceGetter(typedArrayPrototype, 'buffer', floatsAlone);
  replaceMethod(typedArrayPrototype, 'set', typedArraySet);
  refuseOthers(typedArrayPrototype, [
    ...keys(TYPED_ARRAY_METHODS),
    ...TYPED_ARRAY_FREE,
    ...TYPED_ARRAY_REBUILT,
  ]);
  const typedArray = getPrototypeOf(Int8Array) as object;
  replaceMethod(typedArray, 'from', typedArrayFrom);
  chargeAll(typedArray, { of: (_self, values) => MEMORY_UNITS + values.length });
  refuseOthers(typedArray, ['from', 'of', 'prototype', 'length', 'name']);

  const text = String.prototype as unknown as object;
  chargeAll(text, TEXT_METHODS, undefined, true);
  refuseOthers(text, [...keys(TEXT_METHODS), ...TEXT_FREE]);
  const letters: Cost = (_self, values) => CALLED + values.length;
  chargeAll(String, { fromCharCode: letters, fromCodePoint: letters }, undefined, true);
  for (const { prototype } of [Symbol, Error, Object] as { prototype: object }[])
    chargeAll(prototype, { toString: () => CALLED }, undefined, true);
  refuseOthers(String, ['fromCharCode', 'fromCodePoint', 'prototype', 'length', 'name']);

  chargeAll(Object, OBJECT_FUNCTIONS);
  replaceMethod(Object, 'fromEntries', fromEntries);
  for (const name of ['create', 'assign', 'defineProperty', 'defineProperties'])
    replaceMethod(Object, name, shaping(name === 'create' ? 0 : undefined));
  refuseOthers(Object, [...keys(OBJECT_FUNCTIONS), ...OBJECT_FREE, ...OBJECT_REBUILT]);
  replaceSetter(Object.prototype, '__proto__');

  const collection = (getter: Method): Readonly<Record<string, Cost>> => ({
    set: (self) => entryUnits(sizeBy(getter, self)),
    add: (self) => entryUnits(sizeBy(getter, self)),
    forEach: (self) => CALLED + walkUnits(sizeBy(getter, self)),
    clear: (self) => CALLED + sizeBy(getter, self),
  });
  const iterators = (prototype: object, getter: Method) => {
    for (const name of ['keys', 'values', 'entries', symbolIterator])
      chargeOne(prototype, name, (self) => CALLED + walkUnits(sizeBy(getter, self)) / 2);
  };
  iterators(Map.prototype, mapSize);
  iterators(Set.prototype, setSize);
  chargeAll(WeakMap.prototype, { set: () => 2 * HASH_UNITS });
  chargeAll(WeakSet.prototype, { add: () => 2 * HASH_UNITS });
  chargeAll(Map.prototype, collection(mapSize));
  refuseOthers(Map.prototype, [...MAP_FREE, 'forEach', 'clear']);
  chargeAll(Set.prototype, collection(setSize));
  refuseOthers(Set.prototype, [...MAP_FREE, 'forEach', 'clear']);
  refuseOthers(Map, ['prototype', 'length', 'name']);
  refuseOthers(ArrayBuffer, ['isView', 'prototype', 'length', 'name']);
  chargeAll(ArrayBuffer.prototype, { slice: (self) => MEMORY_UNITS + sizeBy(bufferLength, self) / 4 });
  refuseOthers(ArrayBuffer.prototype, [...BUFFER_FREE, 'slice']);
  refuseOthers(DataView.prototype, DATA_VIEW_FREE);
  for (const name of ['setFloat32', 'setFloat64']) replaceMethod(DataView.prototype, name, oneNaN);

  chargeAll(JSON, { parse: (_self, values) => 3 * CALLED + lengthOf(values[0]) * 8 });
  replaceMethod(JSON, 'stringify', stringify);
  const reading: Cost = (_self, values) =>
    CALLED + (typeof values[0] === 'string' ? values[0].length * DIGIT_UNITS : 0);
  chargeAll(globalThis, { parseInt: reading, parseFloat: reading, isNaN: reading, isFinite: reading });
  chargeAll(Number, { parseInt: reading, parseFloat: reading });
  const written: Cost = (_self, values) => (values[0] === undefined ? 200 : 1_500);
  chargeAll(Number.prototype, {
    toString: (_self: unknown, values: unknown[]) => (values[0] === undefined ? NUMBER_UNITS : 2_500),
    toFixed: () => 300,
    toPrecision: written,
    toExponential: written,
  });
  chargeAll(Math, {
    max: (_self, values) => values.length,
    min: (_self, values) => values.length,
    hypot: (_self, values) => values.length,
  });
  chargeAll(Function.prototype, {
    apply(_self, values) {
      fitArguments(values[1]);
      return CALLED + lengthOf(values[1]);
    },
  });
  replaceMethod(Function.prototype, 'bind', bind);
  replaceMethod(Function.prototype, 'toString', textOfFunction);
  refuseIteratorHelpers();
  for (const name of ['next', 'return', 'throw']) replaceMethod(generatorPrototype, name, resumption);

  for (const { prototype } of CONSTRUCTORS) deleteProperty(prototype, 'constructor');
  deleteProperty(typedArrayPrototype, 'constructor');
}

/**
 * @param check told the receiver; throws when the function may not be used on it.
 * @param byResult whether the length of a text that comes back is charged as well.
 */
function chargeAll(
  holder: object,
  costs: Readonly<Record<string, Cost>>,
  check?: (self: unknown) => void,
  byResult = false,
): void {
  for (const name of keys(costs)) chargeOne(holder, name, costs[name], check, byResult);
}

function chargeOne(
  holder: object,
  name: string | symbol,
  cost: Cost,
  check?: (self: unknown) => void,
  byResult = false,
): void {
  replaceMethod(
    holder,
    name,
    (original) =>
      function (this: unknown, ...values: unknown[]): unknown {
        if (!meter.inside()) return apply(original, this, values);
        check?.(this);
        charge(cost(this, values));
        const result = apply(original, this, values);
        return byResult && typeof result === 'string' ? bounded(result) : result;
      },
  );
}

/** @throws when it cannot be replaced: then it would be free. */
function define(holder: object, name: string | symbol, descriptor: PropertyDescriptor): void {
  if (!defineProperty(holder, name, descriptor))
    throw new BuiltInTypeError(`${String(name)} cannot be metered`);
}

/** Puts a function of the same name and length in the place of a method. */
function replaceMethod(holder: object, name: string | symbol, make: (original: Method) => Method): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor === undefined || typeof descriptor.value !== 'function') return;
  const original = descriptor.value as Method;
  const made = make(original);
  // Defined as a method, so that it is no constructor either.
  const holderOfName = {
    [name](this: unknown, ...values: unknown[]): unknown {
      return apply(made, this, values);
    },
  };
  const replacement = (holderOfName as Record<PropertyKey, unknown>)[name] as Method;
  defineProperty(replacement, 'length', { value: original.length, configurable: true });
  define(holder, name, { ...descriptor, value: replacement });
}

/** Every other function that `holder` has here, or on a newer engine, throws while a submission runs. */
function refuseOthers(holder: object, allowed: readonly string[]): void {
  for (const key of ownKeys(holder)) {
    if (typeof key !== 'string' || key === 'constructor' || allowed.includes(key)) continue;
    refuse(holder, key);
  }
}

/** Puts another function in the place of a getter. */
function replaceGetter(holder: object, name: string, make: (original: Method) => Method): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor?.get === undefined) return;
  const made = make(descriptor.get as Method);
  const holderOfName = {
    get [name](): unknown {
      return apply(made, this, []);
    },
  };
  const { get } = getOwnPropertyDescriptor(holderOfName, name) as PropertyDescriptor;
  define(holder, name, { ...descriptor, get });
}

/** A setter that throws while a submission runs. */
function replaceSetter(holder: object, name: string): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor?.set === undefined) return;
  const original = descriptor.set as Method;
  const holderOfName = {
    set [name](value: unknown) {
      if (meter.inside()) throw new BuiltInTypeError(`${name} cannot be set here: use a class`);
      apply(original, this, [value]);
    },
  };
  const { set } = getOwnPropertyDescriptor(holderOfName, name) as PropertyDescriptor;
  define(holder, name, { ...descriptor, set });
}

function refuse(holder: object, name: string): void {
  replaceMethod(
    holder,
    name,
    (original) =>
      function (this: unknown, ...values: unknown[]): unknown {
        if (meter.inside()) throw new BuiltInTypeError(`${name} is not available here`);
        return apply(original, this, values);
      },
  );
}

/** Iterator helpers exist from Node 22 on only: refused, so that a submission behaves the same everywhere. */
function refuseIteratorHelpers(): void {
  const arrayIterator = getPrototypeOf([][symbolIterator]()) as object;
  const iterator = getPrototypeOf(arrayIterator) as object;
  refuseOthers(iterator, []);
}

/** All elements of an iterable, each charged. */
function drain(iterable: Iterable<unknown>, units: number): unknown[] {
  const elements: unknown[] = [];
  for (const element of iterable) {
    charge(elements.length > LARGE_ELEMENTS ? units * LARGE_FACTOR : units);
    elements.push(element);
  }
  return elements;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    value !== null &&
    value !== undefined &&
    typeof (value as Partial<Iterable<unknown>>)[symbolIterator] === 'function'
  );
}

/** A table of which everything is filled is made a list before: engines would fill it one by one. */
const fill = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    const { length } = this;
    const whole = values.length === 1 && hasHoles(this);
    charge(whole ? CALLED + memoryUnits(length) : move(this, values));
    if (whole) {
      this.length = 0;
      apply(arrayPush, this, values);
      this.length = length;
    }
    return apply(original, this, values);
  };

const concat = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    let units = copy(this, []);
    for (const value of values) {
      if (isArray(value)) units += copy(value, []);
      else if (typeof value === 'object' && value !== null && Symbol.isConcatSpreadable in value)
        throw new BuiltInTypeError('Symbol.isConcatSpreadable is not available here');
    }
    charge(units);
    return apply(original, this, values);
  };

function flatten(from: readonly unknown[], depth: number, into: unknown[]): void {
  for (let i = 0; i < from.length; i++) {
    charge(ITERATED_UNITS);
    if (!(i in from)) continue;
    const element = from[i];
    if (depth > 0 && isArray(element)) flatten(element, depth - 1, into);
    else into.push(element);
  }
}

const flat = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    const depth = values[0] === undefined ? 1 : typeof values[0] === 'number' ? values[0] : 0;
    const into: unknown[] = [];
    flatten(this, min(depth, MAX_FLAT_DEPTH), into);
    return into;
  };

const flatMap = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    const [map, self] = values as [Method, unknown];
    const into: unknown[] = [];
    for (let i = 0; i < this.length; i++) {
      charge(ITERATED_UNITS);
      if (!(i in this)) continue;
      const element = apply(map, self, [this[i], i, this]);
      if (isArray(element)) flatten(element, 0, into);
      else into.push(element);
    }
    return into;
  };

/** The elements of an iterable or array-like value. */
function elementsOf(from: unknown): unknown[] {
  if (from === null || from === undefined) throw new BuiltInTypeError(`${String(from)} has no elements`);
  if (isIterable(from)) return drain(from, ITERATED_UNITS);
  const length = Math.min(
    Math.max(Math.trunc(Number((from as ArrayLike<unknown>).length)) || 0, 0),
    2 ** 32 - 1,
  );
  charge(length * ITERATED_UNITS);
  const elements: unknown[] = [];
  for (let i = 0; i < length; i++) elements.push((from as ArrayLike<unknown>)[i]);
  return elements;
}

function mapped(elements: unknown[], map: unknown, self: unknown): unknown[] {
  if (map === undefined) return elements;
  if (typeof map !== 'function') throw new BuiltInTypeError('The second argument of from must be a function');
  for (let i = 0; i < elements.length; i++) elements[i] = apply(map, self, [elements[i], i]);
  return elements;
}

const arrayFrom = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    return mapped(elementsOf(values[0]), values[1], values[2]);
  };

const typedArrayFrom = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    return apply(original, this, [mapped(elementsOf(values[0]), values[1], values[2])]);
  };

const typedArraySet = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(values[0]) && !isView(values[0]))
      throw new BuiltInTypeError('set takes an array or a typed array here');
    charge(CALLED + lengthOf(values[0]) * COPY_UNITS);
    return apply(original, this, values);
  };

const fromEntries = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    return apply(original, this, [drain(values[0] as Iterable<unknown>, HASH_UNITS)]);
  };

/** More arguments would fit the stack of one engine and not of another. */
function fitArguments(given: unknown): void {
  const count = lengthOf(given);
  if (count > MAX_ARGUMENTS)
    throw new BuiltInRangeError(
      `${count} arguments are too many for one call (at most ${MAX_ARGUMENTS}): use a loop`,
    );
}

/** An array that is iterated as the language does it: without iterator or length of its own. */
function isPlainArray(value: unknown): value is unknown[] {
  return (
    isArray(value) &&
    getPrototypeOf(value) === arrayPrototype &&
    getOwnPropertyDescriptor(value, symbolIterator) === undefined
  );
}

/** Charges what is spread: arrays and texts by length; other iterables are copied, each element charged. */
function spread(value: unknown): unknown {
  if (isPlainArray(value)) {
    charge(memoryUnits(value.length));
    return value;
  }
  if (typeof value === 'string') {
    charge(value.length);
    return value;
  }
  // Asked once only: the second answer might be another one.
  if (!isIterable(value)) throw new BuiltInTypeError('Only what is iterable can be spread');
  return drain(value, ITERATED_UNITS);
}

export const meteredOperands: MeteredOperands = {
  spread,
  argumentSpread(value) {
    const given = spread(value);
    fitArguments(given);
    return given;
  },
  size(value) {
    if (typeof value === 'number') charge(2 + memoryUnits(value));
    return value;
  },
  elements,
  floats(value) {
    if (isBuffer(value))
      throw new BuiltInTypeError(
        'An array of floats has its own memory here: make it from a length or a list, and use a DataView for bits',
      );
    return elements(value);
  },
  length(holder, value) {
    if (!isArray(holder)) return value;
    const length = Number(value);
    charge(length > holder.length ? memoryUnits(length) : 2);
    return length;
  },
  parent(value) {
    charge(checkParents(value));
    return value;
  },
  key(holder, key) {
    if (typeof key === 'symbol') return key;
    const name = `${key}`;
    if (name === 'length' && isArray(holder))
      throw new BuiltInTypeError('A length is set by an assignment of its own: list.length = ...');
    if (name === '__proto__' || (name === 'prototype' && typeof holder === 'function'))
      throw new BuiltInTypeError(`${name} cannot be set here: use a class`);
    return name;
  },
  source(value) {
    charge(2 * CALLED);
    if (value === null || value === undefined) return value;
    if (!isIterable(value)) throw new BuiltInTypeError('A collection is made from what is iterable');
    return drain(value, HASH_UNITS);
  },
  properties(value) {
    charge(propertyUnits(value));
    // What is inherited counts too: for-in tells it.
    if (typeof value === 'object' && value !== null && !isArray(value))
      for (let place = getPrototypeOf(value); place !== null && place !== objectPrototype; ) {
        charge(propertyUnits(place));
        place = getPrototypeOf(place);
      }
    return value;
  },
  text(value) {
    charge(CALLED);
    return bounded(value);
  },
};

/** Charges what a typed array or a buffer is made from. @returns a length, an array or a buffer. */
function elements(value: unknown): unknown {
  charge(MEMORY_UNITS);
  if (isPlainArray(value)) charge(value.length * ITERATED_UNITS);
  else if (isView(value)) charge(lengthOf(value) * COPY_UNITS);
  else if (isBuffer(value)) return value;
  else if (typeof value === 'object' && value !== null) {
    if (!isIterable(value))
      throw new BuiltInTypeError('Make a typed array from a length, an array or a buffer');
    return drain(value, ITERATED_UNITS);
  } else {
    const length = Number(value);
    charge(length * COPY_UNITS);
    return length;
  }
  return value;
}

function isBuffer(value: unknown): boolean {
  try {
    apply(bufferLength, value, []);
    return true;
  } catch (error) {
    if (!(error instanceof BuiltInTypeError)) throw error; // no stack is left
    return false;
  }
}

/** @returns how many objects `value`, or what it makes, inherits from. */
function checkParents(value: unknown): number {
  let count = 0;
  for (let parent = value; parent !== null && parent !== undefined; parent = getPrototypeOf(parent)) {
    if (typeof parent !== 'object' && typeof parent !== 'function') break;
    if (++count > MAX_PARENTS)
      throw new BuiltInRangeError(`An object can inherit from at most ${MAX_PARENTS} others here`);
  }
  if (typeof value !== 'function') return count;
  return count + checkParents(getOwnPropertyDescriptor(value, 'prototype')?.value);
}

/** Object functions that can give an object, or what a function makes, another parent, and an array another length. */
const shaping =
  (parentAt: number | undefined) =>
  (original: Method): Method =>
    function (this: unknown, ...values: unknown[]): unknown {
      if (!meter.inside()) return apply(original, this, values);
      charge(propertiesOfAll(this, values));
      if (parentAt !== undefined) charge(checkParents(values[parentAt]));
      const length = lengthOf(values[0]);
      const result = apply(original, this, values);
      if (typeof result === 'function') charge(checkParents(result));
      charge(memoryUnits(Math.max(0, lengthOf(result) - length)));
      return result;
    };

const bound = new WeakMap<object, number>();

/** A function that is bound over and over would take long to call, and have a long name. */
const bind = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    const times = typeof this === 'function' ? (bound.get(this) ?? 0) + 1 : 0;
    if (times > MAX_BOUND || values.length > MAX_BOUND + 1)
      throw new BuiltInRangeError(
        `At most ${MAX_BOUND} values can be bound, ${MAX_BOUND} times over: write a function that calls the other`,
      );
    charge(100);
    const result = apply(original, this, values) as object;
    bound.set(result, times);
    return result;
  };

/** How a function was compiled is no business of a submission's. */
const textOfFunction = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (typeof this !== 'function') throw new BuiltInTypeError('Not a function');
    return 'function () { [native code] }';
  };

/** Each generator that is resumed on the way to another one is a level of depth. */
const resumption = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    meter.deeper();
    try {
      return apply(original, this, values);
    } finally {
      meter.shallower();
    }
  };

const oneNaN = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (meter.inside()) {
      const number = Number(values[1]);
      values[1] = Number.isNaN(number) ? Number.NaN : number;
    }
    return apply(original, this, values);
  };

const floatsAlone = (original: Method): Method =>
  function (this: unknown): unknown {
    if (meter.inside() && (this instanceof Float32Array || this instanceof Float64Array))
      throw new BuiltInTypeError('The memory of an array of floats cannot be looked at: use a DataView');
    return apply(original, this, []);
  };

const join = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    meter.deeper(); // a list in a list is joined on the way
    try {
      const separator = values[0] === undefined ? ',' : `${values[0]}`;
      let text = '';
      for (let i = 0; i < this.length; i++) {
        charge(8);
        const element: unknown = this[i];
        text += (i === 0 ? '' : separator) + (element === null || element === undefined ? '' : `${element}`);
        checkLength(text.length);
      }
      return bounded(text);
    } finally {
      meter.shallower();
    }
  };

/** Each property that is written is charged, and the text is bounded, before anything of it is made. */
const stringify = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    charge(3 * CALLED);
    const [value, replacer, space] = values;
    const names = isArray(replacer) ? drain(replacer as unknown[], HASH_UNITS).map(String) : undefined;
    let characters = 0;
    const visit = function (this: unknown, key: string, given: unknown): unknown {
      const shown: unknown = typeof replacer === 'function' ? apply(replacer, this, [key, given]) : given;
      const length =
        (isArray(this) ? 1 : key.length + 4) + (typeof shown === 'string' ? shown.length + 2 : 1);
      charge(8 + length);
      if (shown !== undefined && typeof shown !== 'function') characters += length;
      checkLength(characters);
      if (names === undefined || typeof shown !== 'object' || shown === null || isArray(shown)) return shown;
      const chosen: Record<string, unknown> = {};
      for (const name of names) {
        charge(HASH_UNITS);
        if (name in shown) chosen[name] = (shown as Record<string, unknown>)[name];
      }
      return chosen;
    };
    const text = apply(original, this, [value, visit, space]);
    return typeof text === 'string' ? bounded(text) : text;
  };

/** What an engine needs to make an error and note where. */
const ERROR_UNITS = 2_000;

/**
 * The constructor that a submission sees in the place of a built-in one: Number and String read and write texts
 * of any length, errors take long to make.
 */
export function withCharges(name: string, original: unknown): unknown {
  const isError = name.endsWith('Error');
  if (name !== 'Number' && name !== 'String' && !isError) return original;
  const from = original as unknown as Method;
  const charged = function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside())
      return new.target === undefined ? apply(from, this, values) : construct(from, values, new.target);
    if (isError) charge(ERROR_UNITS);
    else charge(NUMBER_UNITS + (typeof values[0] === 'string' ? values[0].length * DIGIT_UNITS : 0));
    if (new.target !== undefined) return construct(from, values, new.target);
    const result = apply(from, undefined, values);
    return typeof result === 'string' ? bounded(result) : result;
  };
  for (const key of ownKeys(from))
    defineProperty(charged, key, getOwnPropertyDescriptor(from, key) as PropertyDescriptor);
  return charged;
}

type Constructor = new (...values: unknown[]) => object;

/**
 * A constructor whose instances are those of `original`, and which charges what it is given: the built-in itself
 * must not become a value, and a class tells its base to whoever asks.
 */
function base(original: Constructor, charged: (values: unknown[]) => unknown[]): object {
  function made(...values: unknown[]): object {
    if (new.target === undefined) throw new BuiltInTypeError(`${original.name} is made with new here`);
    charge(MEMORY_UNITS);
    return construct(original, charged(values), new.target) as object;
  }
  made.prototype = original.prototype;
  defineProperty(made, 'name', { value: original.name });
  defineProperty(made, Symbol.species, {
    get(this: unknown) {
      return this;
    },
  });
  return made;
}

/** To be called before lockdown(). */
export function extendableBases(): Bases {
  const array = base(Array as unknown as Constructor, (values) => {
    if (values.length === 1) meteredOperands.size(typeof values[0] === 'number' ? values[0] : 1);
    else charge(values.length);
    return values;
  });
  const fill = (list: unknown[], elements: readonly unknown[]): unknown[] => {
    for (let i = 0; i < elements.length; i++) {
      charge(2);
      list[i] = elements[i];
    }
    list.length = elements.length;
    return list;
  };
  const statics = {
    from(this: new (...given: number[]) => unknown[], ...values: unknown[]): unknown[] {
      return fill(new this(), mapped(elementsOf(values[0]), values[1], values[2]));
    },
    of(this: new (...given: number[]) => unknown[], ...values: unknown[]): unknown[] {
      return fill(new this(values.length), values);
    },
    isArray,
  };
  for (const name of keys(statics) as (keyof typeof statics)[])
    defineProperty(array, name, { value: statics[name], writable: true, configurable: true });
  const collection = (original: Constructor) =>
    base(original, (values) => (values.length === 0 ? values : [meteredOperands.source(values[0])]));
  return {
    Array: array,
    Map: collection(Map as unknown as Constructor),
    Set: collection(Set as unknown as Constructor),
  };
}
