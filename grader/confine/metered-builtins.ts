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
 * Weights are in units for an element, measured: a unit is about 0.6 ns. Copies cost a quarter, hashing 20.
 */

/** The meter of the program that is loaded. */
export interface Meter {
  /** Whether the submission is running. */
  inside(): boolean;
  /** @param units a whole number from 0 to 2^30. Throws when they are not left. */
  charge(units: number): void;
}

/** What the compiler's operand functions (METER in grader/compile/metering.ts) are made of. */
export interface MeteredOperands {
  spread(value: unknown): unknown;
  argumentSpread(value: unknown): unknown;
  size(value: unknown): unknown;
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
const { min } = Math;
const typedArrayPrototype = getPrototypeOf(Int8Array.prototype) as object;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, 'length')?.get as Method;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size')?.get as Method;
const setSize = getOwnPropertyDescriptor(Set.prototype, 'size')?.get as Method;
const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get as Method;
const BuiltInTypeError = TypeError;
const BuiltInRangeError = RangeError;
const symbolIterator: typeof Symbol.iterator = Symbol.iterator;

const MAX_CHARGE = 2 ** 30;
const HASH_UNITS = 20;
const MAX_ARGUMENTS = 10_000;
/** Nested arrays deeper than this are not flattened: the original recurses. */
const MAX_FLAT_DEPTH = 1000;

let meter: Meter = { inside: () => false, charge: () => {} };

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
  } catch {
    return 0; // not of this kind: the original will say so
  }
}

const whole: Cost = (self) => 2 + lengthOf(self);
const copy: Cost = (self) => 2 + (lengthOf(self) >> 2);
const sorting: Cost = (self) => {
  const n = lengthOf(self);
  return 2 + n * (32 - Math.clz32(n));
};
const joining: Cost = (self) => 2 + lengthOf(self) * 8;
const firstLength: Cost = (_self, values) => 2 + lengthOf(values[0]);
const propertiesOfAll: Cost = (_self, values) => {
  let units = 8;
  for (const value of values) units += propertyUnits(value);
  return units;
};

function propertyUnits(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? ownKeys(value).length * 8 : 1;
}

/** Text methods whose result can be longer than what they work on. */
const repeated: Cost = (self, values) => 2 + (lengthOf(self) * positive(values[0])) / 8;
const padded: Cost = (_self, values) => 2 + positive(values[0]) / 8;

function positive(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 1;
}

const ARRAY_METHODS: Readonly<Record<string, Cost>> = {
  fill: copy,
  slice: copy,
  splice: (self, values) => 2 + (lengthOf(self) >> 2) + values.length,
  shift: copy,
  unshift: (self, values) => 2 + (lengthOf(self) >> 2) + values.length,
  copyWithin: copy,
  reverse: whole,
  indexOf: whole,
  lastIndexOf: whole,
  includes: whole,
  join: joining,
  toString: joining,
  map: whole,
  filter: whole,
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
  toReversed: whole,
  toSpliced: whole,
  with: copy,
};

/** Left as they are: constant work, or iterators, whose loops charge themselves. */
const ARRAY_FREE = ['length', 'push', 'pop', 'at', 'keys', 'values', 'entries'];
const ARRAY_REBUILT = ['concat', 'flat', 'flatMap', 'toLocaleString'];

const TYPED_ARRAY_METHODS: Readonly<Record<string, Cost>> = {
  fill: copy,
  slice: copy,
  copyWithin: copy,
  reverse: whole,
  indexOf: whole,
  lastIndexOf: whole,
  includes: whole,
  join: joining,
  map: whole,
  filter: whole,
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
  toReversed: whole,
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
const TYPED_ARRAY_REBUILT = ['set', 'toLocaleString'];

const textLength: Cost = (self) => 2 + lengthOf(self);
const TEXT_METHODS: Readonly<Record<string, Cost>> = {
  indexOf: textLength,
  lastIndexOf: textLength,
  includes: textLength,
  startsWith: firstLength,
  endsWith: firstLength,
  slice: (self) => 2 + (lengthOf(self) >> 3),
  substring: (self) => 2 + (lengthOf(self) >> 3),
  trim: textLength,
  trimStart: textLength,
  trimEnd: textLength,
  toUpperCase: textLength,
  toLowerCase: textLength,
  repeat: repeated,
  padStart: padded,
  padEnd: padded,
  concat: (_self, values) => values.reduce((sum: number, value) => sum + lengthOf(value), 2),
  split: textLength,
  replace: textLength,
  replaceAll: textLength,
};
const TEXT_FREE = ['length', 'at', 'charAt', 'charCodeAt', 'codePointAt', 'toString', 'valueOf'];

const OBJECT_FUNCTIONS: Readonly<Record<string, Cost>> = {
  keys: propertiesOfAll,
  values: propertiesOfAll,
  entries: propertiesOfAll,
  assign: propertiesOfAll,
  getOwnPropertyNames: propertiesOfAll,
  getOwnPropertySymbols: propertiesOfAll,
  getOwnPropertyDescriptors: propertiesOfAll,
  defineProperties: propertiesOfAll,
  create: propertiesOfAll,
  freeze: propertiesOfAll,
  seal: propertiesOfAll,
  preventExtensions: propertiesOfAll,
  isFrozen: propertiesOfAll,
  isSealed: propertiesOfAll,
};
const OBJECT_FREE = [
  'length',
  'name',
  'prototype',
  'is',
  'isExtensible',
  'hasOwn',
  'getPrototypeOf',
  'setPrototypeOf',
  'defineProperty',
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
  replaceMethod(array, 'concat', concat);
  replaceMethod(array, 'flat', flat);
  replaceMethod(array, 'flatMap', flatMap);
  refuseOthers(array, [...keys(ARRAY_METHODS), ...ARRAY_FREE, ...ARRAY_REBUILT]);
  replaceMethod(Array, 'from', arrayFrom);
  chargeAll(Array, { of: (_self, values) => 2 + values.length });
  refuseOthers(Array, ['from', 'of', 'isArray', 'prototype', 'length', 'name']);

  chargeAll(typedArrayPrototype, TYPED_ARRAY_METHODS);
  replaceMethod(typedArrayPrototype, 'set', typedArraySet);
  refuseOthers(typedArrayPrototype, [
    ...keys(TYPED_ARRAY_METHODS),
    ...TYPED_ARRAY_FREE,
    ...TYPED_ARRAY_REBUILT,
  ]);
  const typedArray = getPrototypeOf(Int8Array) as object;
  replaceMethod(typedArray, 'from', typedArrayFrom);
  chargeAll(typedArray, { of: (_self, values) => 2 + values.length });
  refuseOthers(typedArray, ['from', 'of', 'prototype', 'length', 'name']);

  const text = String.prototype as unknown as object;
  chargeAll(text, TEXT_METHODS, undefined, true);
  refuseOthers(text, [...keys(TEXT_METHODS), ...TEXT_FREE]);
  chargeAll(String, {
    fromCharCode: (_self, values) => values.length,
    fromCodePoint: (_self, values) => values.length,
  });
  refuseOthers(String, ['fromCharCode', 'fromCodePoint', 'prototype', 'length', 'name']);

  chargeAll(Object, OBJECT_FUNCTIONS);
  replaceMethod(Object, 'fromEntries', fromEntries);
  refuseOthers(Object, [...keys(OBJECT_FUNCTIONS), ...OBJECT_FREE, 'fromEntries']);

  const collection = (getter: Method): Readonly<Record<string, Cost>> => ({
    forEach: (self) => 2 + sizeBy(getter, self),
    clear: (self) => 2 + sizeBy(getter, self),
  });
  chargeAll(Map.prototype, collection(mapSize));
  refuseOthers(Map.prototype, [...MAP_FREE, 'forEach', 'clear']);
  chargeAll(Set.prototype, collection(setSize));
  refuseOthers(Set.prototype, [...MAP_FREE, 'forEach', 'clear']);
  refuseOthers(Map, ['prototype', 'length', 'name']);
  refuseOthers(ArrayBuffer, ['isView', 'prototype', 'length', 'name']);
  chargeAll(ArrayBuffer.prototype, { slice: (self) => 2 + (sizeBy(bufferLength, self) >> 4) });
  refuseOthers(ArrayBuffer.prototype, [...BUFFER_FREE, 'slice']);
  refuseOthers(DataView.prototype, DATA_VIEW_FREE);

  chargeAll(JSON, { parse: (_self, values) => 2 + lengthOf(values[0]) * 4 });
  chargeAll(JSON, { stringify: () => 8 }, undefined, true);
  chargeAll(Math, {
    max: (_self, values) => values.length,
    min: (_self, values) => values.length,
    hypot: (_self, values) => values.length,
  });
  chargeAll(Function.prototype, {
    apply(_self, values) {
      fitArguments(values[1]);
      return 2 + lengthOf(values[1]);
    },
  });
  refuseIteratorHelpers();

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
  for (const name of keys(costs)) {
    const cost = costs[name] as Cost;
    replaceMethod(
      holder,
      name,
      (original) =>
        function (this: unknown, ...values: unknown[]): unknown {
          if (!meter.inside()) return apply(original, this, values);
          check?.(this);
          charge(cost(this, values));
          const result = apply(original, this, values);
          if (byResult && typeof result === 'string') charge(result.length >> 3);
          return result;
        },
    );
  }
}

/** Puts a function of the same name and length in the place of a method. */
function replaceMethod(holder: object, name: string, make: (original: Method) => Method): void {
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
  const replacement = holderOfName[name] as Method;
  defineProperty(replacement, 'length', { value: original.length, configurable: true });
  defineProperty(holder, name, { ...descriptor, value: replacement });
}

/** Every other function that `holder` has here, or on a newer engine, throws while a submission runs. */
function refuseOthers(holder: object, allowed: readonly string[]): void {
  for (const key of ownKeys(holder)) {
    if (typeof key !== 'string' || key === 'constructor' || allowed.includes(key)) continue;
    refuse(holder, key);
  }
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
    charge(units);
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

const concat = (original: Method): Method =>
  function (this: unknown, ...values: unknown[]): unknown {
    if (!meter.inside()) return apply(original, this, values);
    if (!isArray(this)) throw new BuiltInTypeError('Array methods work only on arrays here');
    let units = 2 + (this.length >> 2);
    for (const value of values) {
      if (isArray(value)) units += value.length >> 2;
      else if (typeof value === 'object' && value !== null && Symbol.isConcatSpreadable in value)
        throw new BuiltInTypeError('Symbol.isConcatSpreadable is not available here');
    }
    charge(units);
    return apply(original, this, values);
  };

function flatten(from: readonly unknown[], depth: number, into: unknown[]): void {
  for (let i = 0; i < from.length; i++) {
    charge(2);
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
      charge(2);
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
  if (isIterable(from)) return drain(from, 2);
  const length = Math.min(
    Math.max(Math.trunc(Number((from as ArrayLike<unknown>).length)) || 0, 0),
    2 ** 32 - 1,
  );
  charge(length);
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
    charge(2 + (lengthOf(values[0]) >> 1));
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

/** Charges what is spread. Arrays and texts are charged by length; other iterables are copied, each element charged. */
function spread(value: unknown): unknown {
  if (isArray(value)) {
    charge(value.length >> 1);
    return value;
  }
  if (typeof value === 'string') {
    charge(value.length);
    return value;
  }
  return isIterable(value) ? drain(value, 2) : value;
}

export const meteredOperands: MeteredOperands = {
  spread,
  argumentSpread(value) {
    const given = spread(value);
    fitArguments(given);
    return given;
  },
  size(value) {
    if (typeof value === 'number') charge(value / 4);
    else if (isArray(value) || isView(value)) charge(lengthOf(value));
    else if (isIterable(value)) return drain(value, 2);
    else if (typeof value === 'object' && value !== null && sizeBy(bufferLength, value) === 0)
      throw new BuiltInTypeError('Make a typed array from a length, an array or a buffer');
    return value;
  },
  source(value) {
    return isIterable(value) ? drain(value, HASH_UNITS) : value;
  },
  properties(value) {
    charge(propertyUnits(value));
    return value;
  },
  text(value) {
    charge(value.length >> 3);
    return value;
  },
};

type Constructor = new (...values: unknown[]) => object;

/**
 * A constructor whose instances are those of `original`, and which charges what it is given: the built-in itself
 * must not become a value, and a class tells its base to whoever asks.
 */
function base(original: Constructor, charged: (values: unknown[]) => unknown[]): object {
  function made(...values: unknown[]): object {
    if (new.target === undefined) throw new BuiltInTypeError(`${original.name} is made with new here`);
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
