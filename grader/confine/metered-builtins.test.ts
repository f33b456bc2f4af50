/**
 * Built-in work costs what it does: twice the size costs more, or the size is bounded; and nothing that a module
 * instance does, stays for another one.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type PolicyShape, PolicyStopped } from '../../simulator/engine/policy';
import { compile } from '../compile/compile';
import { ConfinedPolicies } from './confined-policies';
import { createNodeRealm } from './node-realm';
import type { Realm } from './realm';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { prepare: 1, run: 1 },
  programs: {},
  services: {},
};

let realm: Realm;
beforeAll(() => {
  realm = createNodeRealm();
});

function host(prepare: string, run: string): ConfinedPolicies {
  const source = `export class Policy { x: any; y: any; prepare(n: number): any { ${prepare} return 0; } run(n: number): any { ${run} return 0; } }`;
  const compiled = compile(source, { shape: SHAPE, contractValues: {} });
  if (!compiled.ok) throw new Error(`${JSON.stringify(compiled.diagnostics)} in ${source}`);
  return new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 2 ** 30 });
}

/** Units of run(n) after prepare(n), or why it stopped. */
function cost(prepare: string, run: string, n: number): number | string {
  const policies = host(prepare, run);
  try {
    const policy = policies.create({});
    policy.methods.prepare(n);
    policies.takeUnits();
    policy.methods.run(n);
    return policies.takeUnits();
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    return error.message;
  }
}

const LIST = 'this.x = []; for (let i = 0; i < n; i++) this.x.push((i * 7919) % n);';
const OBJECT = 'this.x = {}; for (let i = 0; i < n; i++) this.x["k" + i] = i;';
const TYPED = 'this.x = new Int32Array(n);';
const TEXT = 'this.x = "7".repeat(n / 10);';

/** What grows with n, and the work on it. */
const WORK: readonly (readonly [prepare: string, works: readonly string[]])[] = [
  [
    LIST,
    [
      ...['fill(0)', 'slice()', 'splice(0, 1)', 'shift()', 'unshift(0)', 'copyWithin(0, 1)', 'reverse()'],
      ...['indexOf(-1)', 'lastIndexOf(-1)', 'includes(-1)', 'map((e: any) => e)', 'filter((e: any) => e)'],
      ...['forEach(() => 0)', 'reduce((a: any) => a)', 'some(() => false)', 'every(() => true)', 'sort()'],
      ...['find(() => false)', 'findIndex(() => false)', 'findLast(() => false)', 'concat(this.x)', 'flat()'],
      ...[
        'flatMap((e: any) => e)',
        'toSorted()',
        'toReversed()',
        'toSpliced(0, 1)',
        'with(0, 1)',
        'sort(() => 0)',
      ],
    ].map((method) => `this.x.${method};`),
  ],
  [
    LIST,
    [
      ...[
        '[...this.x];',
        'const [a, ...b] = this.x;',
        'new Set(this.x);',
        'Array.from(this.x);',
        'Array.of(...this.x);',
      ],
      ...[
        'new Int32Array(this.x);',
        'Float64Array.from(this.x);',
        'Object.keys(this.x);',
        'Object.assign({}, this.x);',
      ],
      ...[
        'Object.freeze(this.x);',
        '({ ...this.x });',
        'for (const k in this.x) break;',
        'this.x.length = 2 * n;',
      ],
      ...['new Array(n);', 'new Map(this.x.map((e: any) => [e, e]));', 'for (const e of this.x) e;'],
      ...[
        'class Q extends Array {} new Q(n);',
        'class Q extends Array {} Q.from(this.x);',
        'Object.entries(this.x);',
      ],
      ...[
        'class Q extends Set {} new Q(this.x);',
        'const { a, ...b } = this.x;',
        '((a: any, ...b: any[]) => a)(...this.x);',
      ],
      ...[
        'Math.max(...this.x);',
        'Math.max.apply(null, this.x);',
        'Object.fromEntries(this.x.map((e: any) => [e, e]));',
      ],
      ...['Object.defineProperty([], "length", { value: n });', 'Object.assign([], { length: n });'],
    ],
  ],
  [
    OBJECT,
    [
      ...['Object.keys(this.x);', 'Object.values(this.x);', 'Object.entries(this.x);', '({ ...this.x });'],
      ...[
        'Object.assign({}, this.x);',
        'for (const k in this.x) break;',
        'for (const k in Object.create(this.x)) break;',
      ],
      ...['const { k1, ...rest } = this.x;', 'Object.freeze(this.x);', 'Object.getOwnPropertyNames(this.x);'],
      'Object.getOwnPropertyDescriptors(this.x);',
      'JSON.stringify(this.x, (k, v) => (k === "" ? v : undefined));',
      '(({ k1, ...rest }) => rest)(this.x);',
    ],
  ],
  [
    TYPED,
    [
      ...['fill(0)', 'slice()', 'copyWithin(0, 1)', 'reverse()', 'indexOf(-1)', 'includes(-1)', 'sort()'],
      ...['map((e: any) => e)', 'forEach(() => 0)', 'set(this.x)', 'toSorted()', 'with(0, 1)'],
    ].map((method) => `this.x.${method};`),
  ],
  [
    TYPED,
    [
      'new Int32Array(n);',
      'new Uint8Array(this.x);',
      '[...this.x];',
      'new ArrayBuffer(4 * n);',
      'this.x.buffer.slice(0);',
    ],
  ],
  [
    TEXT,
    [
      ...['indexOf("8")', 'includes("8")', 'trim()', 'toUpperCase()', 'split("")', 'replace("8", "9")'],
      ...['replaceAll("7", "9")', 'concat("8")', 'startsWith(this.x)', 'slice(1)', 'padEnd(n / 10 + 5)'],
    ].map((method) => `this.x.${method};`),
  ],
  [
    TEXT,
    [
      'Number(this.x);',
      'parseInt(this.x);',
      'parseFloat(this.x);',
      'isNaN(this.x);',
      'this.x + "8";',
      '`${this.x}8`;',
      '[...this.x];',
      'JSON.parse(this.x);',
      'JSON.stringify(this.x);',
    ],
  ],
  [
    'this.x = new Map(); for (let i = 0; i < n; i++) this.x.set(i, i);',
    ['[...this.x];', 'new Map(this.x);', 'this.x.forEach(() => 0);', 'this.x.clear();'],
  ],
  [
    // Engines skip what was deleted one by one.
    `this.x = new Map(); this.y = new Set(); for (let i = 0; i < n; i++) { this.x.set(i, i); this.y.add(i); }
     for (let i = 0; i < n * 0.7; i++) { this.x.delete(i); this.y.delete(i); }`,
    [
      ...['this.x', 'this.y'].flatMap((x) =>
        ['keys', 'values', 'entries'].map((method) => `${x}.${method}().next();`),
      ),
      ...['this.x[Symbol.iterator]().next();', 'for (const e of this.y) break;', 'const [a] = this.x;'],
    ],
  ],
];

/** What engines do one by one in an array that is a table, and at once in one that is a list. */
const MOVES = ['shift()', 'unshift(0)', 'splice(0, 1)', 'copyWithin(0, 1)', 'reverse()'];

/** However little it is: the least that it costs, about a fifth of its nanoseconds. */
const LITTLE: readonly (readonly [units: number, works: readonly string[]])[] = [
  [
    200,
    [
      ...['new ArrayBuffer();', 'new ArrayBuffer(0);', 'new Int32Array();', 'new Float64Array(1);'],
      ...['new Uint8Array([1]);', 'Int32Array.of(1);', 'new DataView(this.x);', 'this.x.slice(0);'],
      ...['class Q {}', 'class Q extends Map {} new Q();', 'try { throw 1; } catch {}', 'new Error("a");'],
      ...[
        '(0.1).toString(2);',
        '(0.1).toFixed(100);',
        '(1 / 3).toPrecision(100);',
        '(1e300).toExponential();',
      ],
    ],
  ],
  [
    40,
    [
      ...['new Map();', 'new Set();', 'new WeakMap();', 'new WeakSet();', 'new Map([]);', 'String(1 / 3);'],
      ...[
        'new WeakMap().set({}, 1);',
        'new Number(1);',
        'JSON.stringify(1);',
        'JSON.parse("1");',
        '(0.1).toString();',
      ],
      ...['Object.create(null);', '(() => 0).bind(null);', 'Array.of();'],
    ],
  ],
  [
    20,
    [
      ...['slice()', 'shift()', 'concat()', 'indexOf(1)', 'map(() => 0)', 'sort()', 'fill(0)', 'splice(0)'],
    ].map((method) => `[].${method};`),
  ],
  [
    20,
    [
      ...['`${n}`;', 'n + "a";', '"a".slice(1);', '"a".indexOf("b");', '"a".split("");', 'new Set().add(1);'],
      ...[
        'parseInt("1");',
        'Math.abs.apply(null, [1]);',
        'new Map().keys();',
        'Number("1");',
        'new Array(3).fill(0);',
      ],
    ],
  ],
];

describe('built-in work', () => {
  it.each(WORK.flatMap(([prepare, works]) => works.map((run) => [run, prepare] as const)))(
    '%s costs more for more',
    (run, prepare) => {
      const small = cost(prepare, run, 2_000);
      const large = cost(prepare, run, 8_000);
      expect([typeof small, typeof large]).toEqual(['number', 'number']);
      // Texts are a tenth as long; reading them is a sixteenth of a unit a letter at the least.
      expect(Number(large) - Number(small)).toBeGreaterThanOrEqual(prepare === TEXT ? 600 / 16 : 6_000 / 16);
    },
  );

  it.each([
    ['this.x = "7".repeat(3000);', /3000 characters/],
    ['this.x = "7"; for (;;) this.x += this.x;', /at most 1000/],
    ['this.x = "7"; for (;;) this.x = `${this.x}${this.x}`;', /at most 1000/],
    ['this.x = "7"; for (;;) this.x = this.x + 1;', /at most 1000/],
    ['this.x = { s: "" }; for (;;) this.x.s += 1;', /at most 1000/],
    ['this.x = "7".padStart(5000);', /at most 1000/],
    ['this.x = new Array(3000).fill(7).join();', /at most 1000/],
    ['this.x = String(new Array(3000).fill(7));', /at most 1000/],
    ['this.x = new Uint8Array(3000).join();', /at most 1000/],
    ['this.x = JSON.stringify(new Array(3000).fill(7));', /at most 1000/],
    ['this.x = "7".repeat(700); this.x = this.x.concat(this.x);', /at most 1000/],
    ['this.x = "7".repeat(100); this.x = this.x.replaceAll("7", this.x);', /at most 1000/],
    ['this.x = String.fromCharCode(...new Array(3000).fill(65));', /at most 1000/],
    ['this.x = Symbol("s"); for (;;) this.x = Symbol(String(this.x));', /at most 1000/],
    ['this.x = []; this.x["len" + "gth"] = n;', /list\.length =/],
    ['this.x = []; [this.x.length] = [n];', /list\.length =/],
    ['this.x = {}; this.x["__pro" + "to__"] = {};', /use a class/],
    ['this.x = {}; this.x.__proto__ = {};', /use a class/],
    ['for (this.x = {}; ; ) this.x = { __proto__: this.x };', /at most 50/],
    ['for (this.x = {}; ; ) this.x = Object.create(this.x);', /at most 50/],
    ['for (this.x = class {}; ; ) this.x = class extends this.x {};', /at most 50/],
    ['for (this.x = () => 0; ; ) this.x = this.x.bind();', /At most 8/],
    ['(() => 0).bind(null, ...new Array(5000).fill(0));', /At most 8/],
    ['((...x: any[]) => 0)(...new Array(50000).fill(0));', /too many/],
  ])('%s is bounded', (run, message) => {
    expect(cost('', run, 10_000)).toMatch(message);
  });

  it.each(MOVES)('%s costs more where there are holes', (method) => {
    const run = `this.x.${method};`;
    const list = cost('this.x = new Array(n).fill(7);', run, 8_000);
    const table = cost('this.x = []; this.x[n - 1] = 7;', run, 8_000);
    expect(Number(table)).toBeGreaterThanOrEqual(8_000 * 8);
    expect(Number(list)).toBeLessThanOrEqual(Number(table));
  });

  it('of a search from behind costs the product of the lengths: every place is tried', () => {
    const run = '"a".repeat(n).lastIndexOf("a".repeat(n / 2) + "b");';
    expect(Number(cost('', run, 800)) / Number(cost('', run, 400))).toBeGreaterThan(3);
  });

  it.each(LITTLE.flatMap(([units, works]) => works.map((run) => [run, units] as const)))(
    '%s costs at least %i',
    (run, units) => {
      const buffer = 'this.x = new ArrayBuffer(8);';
      expect(Number(cost(buffer, run, 1)) - Number(cost(buffer, '', 1))).toBeGreaterThanOrEqual(units);
    },
  );

  it('of catching grows with the program: engines read it again for the message of an error', () => {
    const run = 'try { (null as any).x; } catch {}';
    const longer = (code: string) => cost('', `if (n < 0) { ${code.repeat(100)} } ${run}`, 1);
    expect(Number(longer('this.x = n + n * n;')) - Number(longer('this.x = n;'))).toBeGreaterThan(1_000);
  });

  it('gives what it gives without the meter', () => {
    const body = `
      const nested = [1, [2, [3]], null, undefined, 'a'];
      const big = { a: [1, { b: 2 }], c: undefined, d: () => 1, e: 'x"y', toJSON: undefined };
      const list = [5, 3, 9]; list.length -= 1; list.length += 2; list.length--;
      const plain: any = { length: 'as it is' }; plain.length = 'other'; plain['len' + 'gth'] += '!';
      class Q extends Array { top() { return this[this.length - 1]; } }
      const holed: any = []; holed[50] = 9;
      const q = Q.from([1, 2, 3]) as any; q.length = 2;
      return JSON.stringify([
        nested.join('-'), String(nested), [[]].join(), [1, 2].toString(), JSON.stringify(big), JSON.stringify(big, null, 1),
        JSON.stringify({ b: 1, a: { b: 2, c: 3 } }, ['a', 'b'] as any), JSON.stringify([{ b: 1, a: 2 }], (k, v) => (k === 'a' ? 7 : v)),
        JSON.stringify(undefined) === undefined, list, plain.length, q.top(), q.length, Array.isArray(q), q instanceof Array,
        Number('12'), Number(''), new Number(3) + 1, typeof Number('3'), String(null), new String('ab').length, (255).toString(16),
        Number.MAX_SAFE_INTEGER, String.fromCharCode(66), 'abc'.repeat(2), 'a'.padStart(3, '-'), Object.assign([1], { 1: 2 }),
        [...new Map([[1, 2]])], Math.max(...[1, 5]), new Uint8Array('3' as any).length, new Array('3' as any).length,
        ...[[1, , 3].fill(0), [1, , 3].fill(7, 1), new Array(3).fill('a'), [undefined, 2].fill(5, 0, 1), [].fill(1)],
        holed.shift(), holed.length, holed.unshift(4), holed.indexOf(9), holed.fill(2).length, holed[1], holed.copyWithin(0, 3)[0],
        new Int32Array().length, new Map().size, new ArrayBuffer().byteLength, [...new Set([1]).values()], [...new Map([[1, 2]])[Symbol.iterator]()],
        new Float32Array([1.5])[0], [..."äb"], (function () {}).bind(null) instanceof Function,
      ]);`.replace('(function () {}).bind(null) instanceof Function', '1');
    const plain = new Function(body.replace(/ as any/g, '').replace(/: any/g, ''))();
    const policies = host('', `const text = (() => { ${body} })(); console.log(text);`);
    policies.create({}).methods.run(0);
    expect(policies.console.join('')).toBe(plain);
  });
});

describe('module instances', () => {
  it('learn nothing of one another through the console: printing runs and costs the same when it is full', () => {
    const policies = host(
      'for (let i = 0; i < n; i++) console.log("line " + i);',
      'let seen = 0; console.log({ get x() { seen++; return "y".repeat(50); } }); return seen;',
    );
    const probe = () => {
      const { methods } = policies.create({});
      policies.takeUnits();
      return [methods.run(0), policies.takeUnits()];
    };
    const before = probe();
    policies.create({}).methods.prepare(1_000);
    expect(policies.console.at(-1)).toContain('no more room');
    expect(probe()).toEqual(before);
  });
});

describe('methods', () => {
  const outcome = (members: string, before = '') => {
    const compiled = compile(`${before} export class Policy { ${members} }`, {
      shape: SHAPE,
      contractValues: {},
    });
    if (!compiled.ok) return compiled.diagnostics[0].message;
    const policies = new ConfinedPolicies(realm, compiled.program, SHAPE, { unitsLimit: 1e6 });
    try {
      const { methods } = policies.create({});
      policies.takeUnits();
      return [methods.run(3), methods.run(4), policies.takeUnits()];
    } catch (error) {
      if (!(error instanceof PolicyStopped)) throw error;
      return error.message;
    }
  };

  it('are those of the class or its base, and every call costs something', () => {
    expect(outcome('prepare() {} run(n: number) { return n; }')).toEqual([3, 4, 30]);
    expect(outcome('prepare() {}', 'class Base { run(n: number) { return n; } }').toString()).toMatch(
      /missing/,
    );
    expect(outcome('prepare() {} run = (n: number) => n;')).toEqual([3, 4, 26]);
    expect(outcome('run = 1; prepare() {}')).toMatch(
      /run must be a method that you wrote: in class Policy write run/,
    );
    expect(outcome('run = Math.abs; prepare() {}')).toMatch(/run must be a method that you wrote/);
    expect(outcome('run = [1].pop.bind([1]); prepare() {}')).toMatch(/run must be a method that you wrote/);
    expect(outcome('run = ((n: number) => n).bind(null); prepare() {}')).toMatch(/run must be a method/);
    expect(outcome('run = console.log as any; prepare() {}')).toMatch(/run must be a method/);
    expect(outcome('prepare() {} run(n: number) { this.run = (() => 9) as any; return n; }')).toMatch(
      /Cannot assign to read only property 'run'/,
    );
  });
});
