/**
 * Hostile and honest submissions, each with the verdict that it must get.
 *
 * Most are a round robin that is correct but for an attack in the middle of it. So an attack that fails must
 * leave a verdict that the attack did not touch: all rules hold, and nothing was REACHED, which is what an
 * attack prints when it gets hold of something. Others must be refused by the compiler, run into a limit, or
 * stop in their case and score nothing.
 */

/** What must come of a submission. */
export type Expected =
  /** Graded, and every rule holds: the attack came to nothing. */
  | { readonly verdict: 'passes' }
  /** Graded, and no rule holds, because a run stopped for one of these reasons. */
  | { readonly verdict: 'stops'; readonly reasons: readonly string[] }
  /** Graded by what it did, without being stopped; some rule is broken. */
  | { readonly verdict: 'fails' }
  | { readonly verdict: 'limit' }
  /** Refused by the compiler with a message like this one. */
  | { readonly verdict: 'rejected'; readonly message: RegExp };

export interface HostileSubmission {
  readonly name: string;
  readonly exercise: string;
  readonly source: string;
  readonly expected: Expected;
}

interface RoundRobinParts {
  /** Before the class. */
  readonly module?: string;
  /** Among its fields. */
  readonly fields?: string;
  /** At the end of its constructor. */
  readonly construct?: string;
  /** At the beginning of these methods. */
  readonly enqueue?: string;
  readonly pickNext?: string;
  readonly tick?: string;
}

/** A correct round robin around the parts. `reach(thing)` reports a success of the attack. */
export function roundRobin(parts: RoundRobinParts): string {
  return `
function reach(thing: any): void {
  if (thing !== undefined && thing !== null) console.log('REACHED', typeof thing);
}
/** Runs an attack that must throw or give nothing. */
function attempt(attack: () => any): void {
  let gained: any;
  try { gained = attack(); } catch { return; }
  reach(gained);
}
${parts.module ?? ''}
export class RoundRobin {
  queue: any = [];
  used: number[] = [];
  ${parts.fields ?? ''}
  constructor(readonly services: any, cores: number, readonly maxThreads: number, readonly quantumTicks: number) {
    for (let core = 0; core < cores; core++) this.used.push(0);
    ${parts.construct ?? ''}
  }
  enqueue(thread: number, reason: number): any {
    ${parts.enqueue ?? ''}
    this.queue.push(thread);
  }
  pickNext(core: number): any {
    ${parts.pickNext ?? ''}
    this.used[core] = 0;
    return this.queue.length > 0 ? this.queue.shift() : -1;
  }
  tick(core: number, running: number): any {
    ${parts.tick ?? ''}
    this.used[core]++;
    return this.used[core] >= this.quantumTicks && this.queue.length > 0 ? 1 : 0;
  }
}
`;
}

const ROUND_ROBIN = 'scheduling/round-robin';
const PASSES: Expected = { verdict: 'passes' };
const LIMIT: Expected = { verdict: 'limit' };
const FAILS: Expected = { verdict: 'fails' };
const stops = (...reasons: string[]): Expected => ({ verdict: 'stops', reasons });
const rejected = (message: RegExp): Expected => ({ verdict: 'rejected', message });

type Row = readonly [name: string, parts: RoundRobinParts, expected: Expected];

const inConstructor = (construct: string): RoundRobinParts => ({ construct });

/** Ways out of the realm: each must come to nothing. */
const ESCAPES: readonly Row[] = [
  [
    'Function by way of an array',
    inConstructor(`attempt(() => ([] as any).constructor.constructor('return process')());`),
    PASSES,
  ],
  [
    'Function by way of an arrow function',
    inConstructor(`attempt(() => ((() => {}) as any).constructor('return globalThis')());`),
    PASSES,
  ],
  [
    'Function by way of a method',
    inConstructor(`attempt(() => (this as any).tick.constructor('return process.env')());`),
    PASSES,
  ],
  [
    'GeneratorFunction by way of a generator',
    inConstructor(`attempt(() => (function* () {} as any).constructor('yield process')().next().value);`),
    PASSES,
  ],
  [
    'Function by way of a service',
    inConstructor(`attempt(() => services.now.constructor('return process')());`),
    PASSES,
  ],
  [
    'Function by way of the prototype of the services',
    inConstructor(
      `attempt(() => (Object.getPrototypeOf(services) as any).constructor.constructor('return this')());`,
    ),
    PASSES,
  ],
  [
    'Function by way of console.log',
    inConstructor(`attempt(() => (console.log as any).constructor('return process')());`),
    PASSES,
  ],
  [
    'Function by way of Math',
    inConstructor(`attempt(() => (Math.max as any).constructor('return require')());`),
    PASSES,
  ],
  [
    'Function by way of an error that was caught',
    inConstructor(
      `try { (null as any).x; } catch (error) { attempt(() => (error as any).constructor.constructor('return process')()); }`,
    ),
    PASSES,
  ],
  [
    'Function by way of a computed name',
    inConstructor(
      `attempt(() => (this as any)['cons' + 'tructor']['cons' + 'tructor']('return process')());`,
    ),
    PASSES,
  ],
  [
    'the global object as this of a plain function',
    inConstructor(`attempt(() => (function (this: any) { return this; })());`),
    PASSES,
  ],
  [
    'the global object as this of a callback',
    inConstructor(`attempt(() => [1].map(function (this: any) { return this; })[0]);`),
    PASSES,
  ],
  [
    'the caller of a function',
    inConstructor(`attempt(() => (attempt as any).caller); attempt(() => (attempt as any).arguments);`),
    PASSES,
  ],
  [
    'the stack of an error names files of the host',
    inConstructor(
      `const { stack } = new Error('x') as any; if (typeof stack === 'string' && (stack.includes('/') || stack.includes('.js'))) reach(stack);`,
    ),
    PASSES,
  ],
  [
    'Error.prepareStackTrace',
    inConstructor(
      `attempt(() => { let sites: any; (Error as any).prepareStackTrace = (_: any, given: any) => { sites = given; return 'x'; }; new Error('x').stack; return sites?.[0]?.getThis() ?? sites?.[1]?.getFunction(); });`,
    ),
    PASSES,
  ],
  [
    'Error.captureStackTrace',
    inConstructor(
      `attempt(() => { const target: any = {}; (Error as any).captureStackTrace(target); return typeof target.stack === 'string' && target.stack.includes('/') ? target.stack : undefined; });`,
    ),
    PASSES,
  ],
  [
    'changing a service',
    inConstructor(`attempt(() => { services.now = () => 0; return services.now; });`),
    PASSES,
  ],
  [
    'adding to the services',
    inConstructor(`attempt(() => { services.extra = 1; return services.extra; });`),
    PASSES,
  ],
  [
    'a property of Object.prototype',
    inConstructor(`attempt(() => { (Object.prototype as any).passed = true; return ({} as any).passed; });`),
    PASSES,
  ],
  [
    'a property of Object.prototype by __proto__',
    inConstructor(`attempt(() => { ({} as any).__proto__.score = 100; return ({} as any).score; });`),
    PASSES,
  ],
  [
    'another push of arrays',
    inConstructor(
      `attempt(() => { (Array as any).prototype; }); attempt(() => { const prototype: any = Object.getPrototypeOf([]); prototype.push = () => 0; return prototype.push === Object.getPrototypeOf([]).push ? 1 : undefined; });`,
    ),
    rejected(/Of Array only/),
  ],
  [
    'another pop of arrays',
    inConstructor(`attempt(() => { Object.getPrototypeOf([]).pop = () => 99; return 1; });`),
    PASSES,
  ],
  [
    'another iterator of arrays',
    inConstructor(
      `attempt(() => { Object.getPrototypeOf([])[Symbol.iterator] = function* () { yield 1; }; return 1; });`,
    ),
    PASSES,
  ],
  [
    'another next of generators',
    inConstructor(
      `attempt(() => { const prototype: any = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())); prototype.next = () => ({ done: true, value: 1 }); return 1; });`,
    ),
    PASSES,
  ],
  [
    'another prototype of Object.prototype',
    inConstructor(`attempt(() => { Object.setPrototypeOf(Object.prototype, { then: 1 }); return 1; });`),
    PASSES,
  ],
  [
    'another apply of functions',
    inConstructor(`attempt(() => { (attempt as any).__proto__.apply = () => 1; return 1; });`),
    PASSES,
  ],
  [
    'accessors on Object.prototype',
    inConstructor(
      `attempt(() => { (Object.prototype as any).__defineGetter__('done', () => true); return ({} as any).done; });`,
    ),
    PASSES,
  ],
  [
    'a species of arrays',
    inConstructor(
      `this.queue.constructor = { [Symbol.species]: function (this: any) { reach(this?.constructor?.constructor?.('return process')); return this; } }; attempt(() => { this.queue.map((x: number) => x); return undefined; }); delete this.queue.constructor;`,
    ),
    stops('exception'),
  ],
  [
    'a reviver of JSON',
    inConstructor(
      `attempt(() => { let holder: any; JSON.parse('{"__proto__":{"a":1}}', function (this: any, key: any, value: any) { holder = this; return value; }); return holder.a; });`,
    ),
    PASSES,
  ],
  [
    'toJSON and its holder',
    inConstructor(
      `attempt(() => { let seen: any; JSON.stringify({ toJSON(this: any) { seen = this.constructor.constructor; return 1; } }); return seen('return process')(); });`,
    ),
    PASSES,
  ],
  [
    'a pattern made from text',
    inConstructor(
      `attempt(() => ('a'.repeat(40) as any).match('^(a+)+$' + 'b')); attempt(() => ('a' as any).search('(')); attempt(() => [...('a' as any).matchAll('a')]);`,
    ),
    PASSES,
  ],
  [
    'a BigInt out of a DataView',
    inConstructor(`attempt(() => (new DataView(new ArrayBuffer(8)) as any).getBigInt64(0));`),
    PASSES,
  ],
  [
    'a constructor of big arrays by way of an instance',
    inConstructor(
      `attempt(() => new (this.queue as any).constructor(1e9).length > 0 || undefined); attempt(() => new (new Uint8Array(1) as any).constructor(1e9).length);`,
    ),
    PASSES,
  ],
  [
    'iterator helpers',
    inConstructor(`attempt(() => ([1, 2].values() as any).map((x: number) => x).toArray());`),
    PASSES,
  ],
  [
    'locale',
    inConstructor(
      `attempt(() => (('ä' as any).localeCompare('b') < 0 ? 1 : undefined)); attempt(() => (1e6 as any).toLocaleString('de') === '1.000.000' || undefined);`,
    ),
    PASSES,
  ],
  [
    'bits of NaN through arrays of floats',
    inConstructor(
      `const floats = new Float64Array([NaN]); attempt(() => new Uint32Array(floats.buffer)[1]); attempt(() => new Float64Array(new Uint32Array([1, 0x7ff80000]).buffer)[0]); const view = new DataView(new ArrayBuffer(8)); view.setFloat64(0, -NaN); if (view.getUint32(0) !== 0x7ff80000 || view.getUint32(4) !== 0) reach(view);`,
    ),
    PASSES,
  ],
  [
    'how a function was compiled',
    inConstructor(
      `if (String(this.tick).includes('$') || ('' + attempt).includes('$') || (Object.getPrototypeOf(attempt) as any).toString.call(reach).includes('$')) reach(this);`,
    ),
    PASSES,
  ],
  ['chance', inConstructor(`const math: any = Math; attempt(() => math.random());`), PASSES],
];

/** Refused before anything runs. */
const REFUSED: readonly Row[] = [
  ['eval', inConstructor(`eval('1');`), rejected(/eval is not available/)],
  ['indirect eval', inConstructor(`const run = eval; run('1');`), rejected(/eval is not available/)],
  ['new Function', inConstructor(`new Function('return 1')();`), rejected(/Function is not available/)],
  ['globalThis', inConstructor(`globalThis.x = 1;`), rejected(/globalThis is not available/)],
  ['process', inConstructor(`process.exit(0);`), rejected(/process is not available/)],
  ['require', inConstructor(`require('fs');`), rejected(/require is not available/)],
  ['import()', inConstructor(`import('fs');`), rejected(/import\(\) is not available/)],
  [
    'import of a module of Node',
    { module: `import fs from 'node:fs';\nfs;` },
    rejected(/Only "\.\/contract" can be imported/),
  ],
  [
    'import of the simulator',
    {
      module: `import { RoundRobin as Reference } from '../../simulator/kernel/scheduling/round-robin';\nReference;`,
    },
    rejected(/Only "\.\/contract" can be imported/),
  ],
  [
    'import of what the contract has not',
    { module: `import { load } from './contract';\nload;` },
    rejected(/The contract has no value load/),
  ],
  ['re-export of the reference', { module: `export * from './solution';` }, rejected(/export class/)],
  ['import.meta', inConstructor(`import.meta.url;`), rejected(/import\.meta is not available/)],
  ['Promise', inConstructor(`Promise.resolve().then(() => 1);`), rejected(/Promise is not available/)],
  ['an async method', { fields: `async later() {}` }, rejected(/without async/)],
  ['await', { fields: `async later() { await 1; }` }, rejected(/without async/)],
  ['a timer', inConstructor(`setTimeout(() => 1, 0);`), rejected(/setTimeout is not available/)],
  ['Proxy', inConstructor(`new Proxy({}, {});`), rejected(/Proxy is not available/)],
  ['Reflect', inConstructor(`Reflect.construct(Object, []);`), rejected(/Reflect is not available/)],
  [
    'a regular expression',
    inConstructor(`/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab');`),
    rejected(/Regular expressions are not available/),
  ],
  ['RegExp', inConstructor(`new RegExp('(a+)+$');`), rejected(/RegExp is not available/)],
  ['a BigInt literal', inConstructor(`10n ** 1000000n;`), rejected(/BigInt is not available/)],
  ['BigInt', inConstructor(`BigInt(2);`), rejected(/BigInt is not available/)],
  ['the clock', inConstructor(`Date.now();`), rejected(/Date is not available/)],
  ['Math.random', inConstructor(`Math.random();`), rejected(/Math\.random is not available/)],
  ['a reserved name', inConstructor(`let $$f = 1e9; $$f++;`), rejected(/reserved/)],
  ['a reserved name with escapes', inConstructor('\\u0024$f = 1e9;'), rejected(/reserved/)],
  ['a reserved private name', { fields: `#$$f = 1;` }, rejected(/reserved/)],
  ['a shadowed Array', inConstructor(`const Array = () => 1; Array();`), rejected(/Array is built in/)],
  [
    'an array constructor as a value',
    inConstructor(`const Big = Array; new Big(1e9);`),
    rejected(/cannot be passed around/),
  ],
  [
    'casts that a parser reads again and again',
    inConstructor(`${'<any>('.repeat(60)}1${')'.repeat(60)};`),
    rejected(/nested so here/),
  ],
  [
    'function types that a parser reads again and again',
    { module: `type T = ${'([a = (x: '.repeat(20)}any${') => 1]) => any'.repeat(20)};` },
    rejected(/nested so here/),
  ],
  [
    'brackets without an end',
    { module: '['.repeat(90_000) },
    rejected(/Brackets are nested more than 64 deep/),
  ],
  [
    'a private method named like code from text',
    { fields: '#import() { return 1; }' },
    rejected(/The name import is not available/),
  ],
  ['a class that extends Array', { module: `class Big extends Array {}\nnew Big(1e9);` }, LIMIT],
  [
    'the constructor behind a class that extends Array',
    { module: `class Big extends Array {}\nnew (Object.getPrototypeOf(Big))(1e9);` },
    LIMIT,
  ],
  [
    'copies by classes that extend Array and Map',
    {
      module: `class Big extends Array {}\nclass Table extends Map {}
const list = Big.from({ length: 1000 }, (_, i) => [i, i]);
for (;;) { Big.from(list); new Table(list); list.map((each) => each); }`,
    },
    LIMIT,
  ],
  [
    'arguments',
    inConstructor(`(function () { return arguments.callee; })();`),
    rejected(/arguments is not available/),
  ],
  ['with', inConstructor(`with ({}) {}`), rejected(/./)],
  ['debugger', inConstructor(`debugger;`), rejected(/debugger is not available/)],
  [
    'a comment that scripts read otherwise',
    inConstructor(`let i = 1; i <!--i; if (i !== 0) throw new Error('comment');`),
    PASSES,
  ],
  [
    'a text in a tagged template that looks like code from text',
    inConstructor(
      'const first = (texts: any) => texts.raw[0]; if (first`import("fs") <!-- eval(1)` === "") throw 1;',
    ),
    PASSES,
  ],
  [
    'copies by rest elements of objects',
    inConstructor(`const big: any = {}; for (let i = 0; i < 1000; i++) big[i] = i;
const copy = ({ ...others }: any) => others;
for (;;) { const { 1: one, ...others } = big; for (const { ...each } of [big]) copy(each); }`),
    LIMIT,
  ],
  [
    'WebAssembly',
    inConstructor(`new WebAssembly.Module(new Uint8Array(8));`),
    rejected(/WebAssembly is not available/),
  ],
  [
    'shared memory',
    inConstructor(`new SharedArrayBuffer(8);`),
    rejected(/SharedArrayBuffer is not available/),
  ],
  ['a getter in the place of a method', { fields: `get tock() { return 1; }` }, PASSES],
];

/** Attempts to write one's own verdict, or to leave the machine half-done. */
const FORGERIES: readonly Row[] = [
  [
    'a printed verdict',
    { construct: `console.log('{"status":"graded","score":100}');`, pickNext: `return -1;` },
    FAILS,
  ],
  [
    'a printed frame of the protocol',
    { construct: `console.log('\\u0010\\u0000\\u0000\\u0000{"kind":"done"}');`, pickNext: `return -1;` },
    FAILS,
  ],
  [
    'more printing than there is room',
    { enqueue: `for (let i = 0; i < 50; i++) console.log('x'.repeat(100));` },
    PASSES,
  ],
  [
    'a thrown verdict',
    { enqueue: `throw { name: 'PolicyStopped', reason: 'none', verdict: 'passed', score: 100 };` },
    stops('exception'),
  ],
  [
    'a thrown getter',
    { enqueue: `throw { get message() { throw { get message() { throw 1; } }; } };` },
    stops('exception'),
  ],
  ['a thrown endless getter', { enqueue: `throw { get message() { for (;;); } };` }, LIMIT],
  ['a thrown null', { enqueue: `throw null;` }, stops('exception')],
  ['a thrown function', { enqueue: `throw reach;` }, stops('exception')],
  [
    'an object that is a number when looked at',
    { pickNext: `return { valueOf() { return -1; } };` },
    stops('value'),
  ],
  ['toPrimitive', { pickNext: `return { [Symbol.toPrimitive]() { return -1; } };` }, stops('value')],
  ['a thenable', { pickNext: `return { then(resolve: any) { resolve(-1); } };` }, stops('value')],
  ['a boxed number', { pickNext: `return Object(-1);` }, stops('value')],
  ['a text', { pickNext: `return '0';` }, stops('value')],
  ['a truth value', { tick: `return true;` }, stops('value')],
  ['an array of one number', { enqueue: `return [0];` }, stops('value')],
  ['not a number', { pickNext: `return NaN;` }, stops('value')],
  ['infinity', { pickNext: `return Infinity;` }, stops('value')],
  ['a thread that does not exist', { pickNext: `return 1e9;` }, FAILS],
  ['a thread beyond 32 bits', { pickNext: `return 1e15;` }, stops('value')],
  ['a fraction', { pickNext: `return 0.5;` }, stops('value')],
  [
    'another object out of the constructor',
    { construct: `return { enqueue: () => 0, pickNext: () => 0, tick: () => 0 } as any;` },
    FAILS,
  ],
  ['methods replaced later', { pickNext: `this.tick = (() => ({})) as any;` }, stops('exception')],
  ['a method deleted later', { pickNext: `(this as any).tick = undefined;` }, stops('exception')],
  [
    'a method hidden behind another later',
    { pickNext: `Object.defineProperty(this, 'tick', { value: () => ({}), configurable: true });` },
    PASSES,
  ],
  [
    'the call of a method replaced',
    {
      construct: `for (const name of ['call', 'apply']) Object.defineProperty(this.tick, name, { value: () => reach(this) });`,
    },
    PASSES,
  ],
  [
    'a built-in bound as a method',
    { construct: `this.enqueue = this.queue.push.bind(this.queue) as any;` },
    stops('exception'),
  ],
  [
    'a built-in bound as a method of the prototype',
    {
      module: `const list: number[] = []; class Base { pickNext(core: number): any { return -1; } }`,
      construct: `(Object.getPrototypeOf(this) as any).pickNext = this.queue.shift.bind(this.queue);`,
    },
    stops('exception'),
  ],
  ['a service as a method', { construct: `(this as any).tick = services.now;` }, stops('exception')],
  [
    'a getter that gives another method each time',
    {
      construct: `Object.defineProperty(this, 'tick', { get: () => { console.log('REACHED'); return () => 0; } });`,
    },
    stops('exception'),
  ],
  [
    'methods that are arrow functions in fields',
    { fields: `enqueue = (thread: number) => { this.queue.push(thread); };` },
    PASSES,
  ],
  [
    'a call to the machine at the end of the stack',
    {
      module: `function deep(policy: any, last: boolean): any { try { return deep(policy, last); } catch { return policy.services.now(); } }`,
      enqueue: `deep(this, true);`,
    },
    stops('depth', 'void', 'exception'),
  ],
  [
    'a call to the machine at the end of a stack of wide frames',
    {
      module: `const wide: number[] = []; for (let i = 0; i < 20000; i++) wide.push(i);
function deep(policy: any, ...given: number[]): any { try { return deep(policy, ...given); } catch { return policy.services.now(); } }`,
      enqueue: `deep(this, ...wide);`,
    },
    { verdict: 'stops', reasons: ['depth', 'void', 'exception', 'units'] },
  ],
  [
    'a refused argument at the end of the stack',
    {
      module: `function deep(policy: any, ...given: number[]): any { try { return deep(policy, ...given); } catch { try { policy.memory.load({}); } catch {} } }
const wide: number[] = []; for (let i = 0; i < 5000; i++) wide.push(i);`,
      enqueue: `try { deep({ memory: { load: (x: any) => (this.services as any).now(x) } }, ...wide); } catch {} for (;;);`,
    },
    { verdict: 'stops', reasons: ['depth', 'units', 'service', 'void'] },
  ],
  [
    'an overflow of the stack that is swallowed',
    {
      module: `const wide: number[] = []; for (let i = 0; i < 9000; i++) wide.push(i);
const deep = (...given: number[]): any => deep(...given);`,
      enqueue: `try { deep(...wide); } catch {}`,
    },
    stops('depth'),
  ],
  [
    'an overflow of the stack that finally swallows',
    {
      module: `const wide: number[] = []; for (let i = 0; i < 9000; i++) wide.push(i);
const deep = (...given: number[]): any => deep(...given);
function swallow(): number { try { deep(...wide); } finally { return 1; } }`,
      enqueue: `swallow();`,
    },
    stops('depth'),
  ],
  [
    'a recursion of generators that were begun near the top',
    {
      module: `const all: any[] = [];
function* link(i: number): any { yield 0; if (i > 0) all[i - 1].next(); }
for (let i = 0; i < 6000; i++) { const one = link(i); one.next(); all.push(one); }`,
      enqueue: `try { all[5999].next(); } catch {}`,
    },
    stops('depth'),
  ],
  [
    'depth that is given back by ending generators',
    {
      module: `function* idle(): any { try { yield 0; } finally { } }
const deep = (n: number): number => (n === 0 ? 0 : 1 + deep(n - 1));`,
      enqueue: `for (let i = 0; i < 3000; i++) { const one = idle(); one.next(); one.return(0); } deep(4000);`,
    },
    stops('depth'),
  ],
  [
    'a stack that ends in default parameters',
    {
      module: `function deep(policy: any, x: any = deep(policy)): any { return x; }`,
      enqueue: `try { deep(this); } catch { this.services.now(); }`,
    },
    { verdict: 'stops', reasons: ['depth', 'void', 'exception', 'units'] },
  ],
];

/** Work without end: each must end as a limit, or as a stop of its case, in little time. */
const EXHAUSTION: readonly Row[] = [
  ['an endless loop', { enqueue: `for (;;) {}` }, LIMIT],
  ['an endless loop without a body', { enqueue: `for (;;);` }, LIMIT],
  ['an endless loop in a condition', { enqueue: `let i = 0; while (i++ >= 0);` }, LIMIT],
  ['a swallowed limit', { enqueue: `for (;;) { try { for (;;); } catch { } }` }, LIMIT],
  [
    'a limit swallowed in finally',
    { enqueue: `for (;;) { try { for (;;); } finally { continue; } }` },
    LIMIT,
  ],
  [
    'a limit swallowed by a labelled break',
    { enqueue: `outer: for (;;) { try { for (;;); } finally { break outer; } }` },
    LIMIT,
  ],
  [
    'a limit swallowed by return()',
    {
      enqueue: `for (;;) { try { for (const x of { *[Symbol.iterator]() { try { for (;;) yield 1; } finally { for (;;); } } } as any) { x; } } catch { } }`,
    },
    LIMIT,
  ],
  [
    'a limit swallowed in a getter',
    { fields: `get again(): any { for (;;) { try { this.again; } catch { } } }`, enqueue: `this.again;` },
    { verdict: 'stops', reasons: ['depth', 'units'] },
  ],
  ['a limit swallowed once and forgotten', { enqueue: `try { for (;;); } catch { }` }, LIMIT],
  ['a module that never ends', { module: `for (;;) {}` }, LIMIT],
  ['a static block that never ends', { fields: `static { for (;;) {} }` }, LIMIT],
  ['a field that never ends', { fields: `x = (() => { for (;;); })();` }, LIMIT],
  ['recursion without end', { enqueue: `this.enqueue(thread, reason);` }, stops('depth')],
  [
    'recursion of two',
    {
      module: `function ping(): any { return pong(); }\nfunction pong(): any { return ping(); }`,
      enqueue: `ping();`,
    },
    stops('depth'),
  ],
  [
    'recursion by way of a getter',
    { fields: `get self(): any { return this.self; }`, enqueue: `this.self;` },
    stops('depth'),
  ],
  [
    'recursion by way of toString',
    { enqueue: `const x: any = { toString() { return '' + x; } }; '' + x;` },
    stops('depth'),
  ],
  [
    'recursion by way of sort',
    { enqueue: `const again = (): any => [2, 1].sort(again); again();` },
    stops('depth'),
  ],
  [
    'an endless generator',
    { enqueue: `function* forever() { for (;;) yield 1; } for (const x of forever()) { x; }` },
    LIMIT,
  ],
  [
    'an endless iterator that is spread',
    { enqueue: `[...({ *[Symbol.iterator]() { for (;;) yield 1; } } as any)];` },
    LIMIT,
  ],
  ['a text that doubles', { enqueue: `let s = 'x'; for (;;) s += s;` }, stops('exception')],
  ['a template that doubles', { enqueue: 'let s = "x"; for (;;) s = `${s}${s}`;' }, stops('exception')],
  ['a repeated text', { enqueue: `'x'.repeat(500000000);` }, stops('exception')],
  ['a padded text', { enqueue: `'x'.padStart(500000000);` }, stops('exception')],
  [
    'a joined array of long texts',
    {
      enqueue: `const s = 'x'.repeat(1000); const list = new Array(1000).fill(s); for (;;) list.join('');`,
    },
    stops('exception'),
  ],
  [
    'a replaced text',
    { enqueue: `const s = 'x'.repeat(1000); for (;;) s.replaceAll('x', s);` },
    stops('exception'),
  ],
  ['a huge array', { enqueue: `new Array(100000000).fill(0);` }, LIMIT],
  ['an array without new', { enqueue: `Array(100000000).fill(0);` }, LIMIT],
  ['an array from a length', { enqueue: `Array.from({ length: 100000000 });` }, LIMIT],
  [
    'an array from a length that changes',
    {
      enqueue: `let n = 0; Array.from({ get length() { return n++ === 0 ? 1 : 100000000; } }); Array.from({ length: 1e8 });`,
    },
    LIMIT,
  ],
  ['a huge typed array', { enqueue: `new Float64Array(100000000);` }, LIMIT],
  ['a huge buffer', { enqueue: `new ArrayBuffer(1000000000);` }, LIMIT],
  [
    'many buffers',
    { enqueue: `const kept: any[] = []; for (;;) kept.push(new Uint8Array(65536).fill(1));` },
    LIMIT,
  ],
  [
    'a length that is assigned',
    { enqueue: `const list: any[] = []; for (;;) { list.length = 10000000; list.length = 0; }` },
    LIMIT,
  ],
  ['an array that doubles', { enqueue: `let list = [1]; for (;;) list = list.concat(list);` }, LIMIT],
  [
    'an array that is spread into itself',
    { enqueue: `let list = [1]; for (;;) list = [...list, ...list];` },
    LIMIT,
  ],
  [
    'an array that is pushed onto itself',
    { enqueue: `const list = [1]; for (;;) list.push(...list);` },
    stops('exception'),
  ],
  [
    'nested arrays that share',
    {
      enqueue: `let list: any = new Array(100).fill(1); for (let i = 0; i < 10; i++) list = new Array(100).fill(list); list.flat(Infinity);`,
    },
    LIMIT,
  ],
  [
    'concat of a pretended array',
    { enqueue: `([] as any).concat({ [Symbol.isConcatSpreadable]: true, length: 4294967295 });` },
    stops('exception'),
  ],
  [
    'an array method on a pretended array',
    { enqueue: `([] as any).fill.call({ length: 4294967295 }, 0);` },
    stops('exception'),
  ],
  [
    'indexOf over and over',
    {
      construct: `for (let i = 0; i < 50000; i++) this.used.push(i);`,
      enqueue: `for (;;) this.used.indexOf(-1);`,
    },
    LIMIT,
  ],
  [
    'sort over and over',
    {
      construct: `this.big = []; for (let i = 0; i < 10000; i++) this.big.push((i * 7919) % 10007);`,
      fields: `big: number[] = [];`,
      enqueue: `for (;;) this.big.slice().sort();`,
    },
    LIMIT,
  ],
  [
    'splice over and over',
    {
      fields: `big: number[] = new Array(100000).fill(1);`,
      enqueue: `for (;;) { this.big.splice(0, 1); this.big.unshift(1); }`,
    },
    LIMIT,
  ],
  [
    'keys of a large object',
    {
      construct: `for (let i = 0; i < 20000; i++) this.table['k' + i] = i;`,
      fields: `table: any = {};`,
      enqueue: `for (;;) Object.keys(this.table);`,
    },
    LIMIT,
  ],
  [
    'a large object that is spread',
    {
      construct: `for (let i = 0; i < 20000; i++) this.table['k' + i] = i;`,
      fields: `table: any = {};`,
      enqueue: `for (;;) ({ ...this.table });`,
    },
    LIMIT,
  ],
  [
    'for-in over a large object',
    {
      construct: `for (let i = 0; i < 20000; i++) this.table['k' + i] = i;`,
      fields: `table: any = {};`,
      enqueue: `for (;;) for (const key in this.table) { key; break; }`,
    },
    LIMIT,
  ],
  [
    'a large object as JSON',
    {
      construct: `for (let i = 0; i < 20000; i++) this.table['k' + i] = i;`,
      fields: `table: any = {};`,
      enqueue: `for (;;) JSON.stringify(this.table);`,
    },
    stops('exception'),
  ],
  [
    'JSON that is parsed',
    {
      construct: `this.text = '[' + '1,'.repeat(450) + '1]';`,
      fields: `text = '';`,
      enqueue: `for (;;) JSON.parse(this.text);`,
    },
    LIMIT,
  ],
  [
    'maps of a large array',
    {
      fields: `pairs: any[] = [];`,
      construct: `for (let i = 0; i < 10000; i++) this.pairs.push([i, i]);`,
      enqueue: `for (;;) new Map(this.pairs);`,
    },
    LIMIT,
  ],
  [
    'sets of a large array',
    {
      fields: `big: number[] = new Array(10000).fill(1).map((_, i) => i);`,
      enqueue: `for (;;) new Set(this.big);`,
    },
    LIMIT,
  ],
  [
    'a map that grows',
    { enqueue: `const map = new Map(); for (let i = 0; ; i++) map.set(i, { i });` },
    LIMIT,
  ],
  [
    'a rest element over and over',
    {
      fields: `big: number[] = new Array(100000).fill(1);`,
      enqueue: `for (;;) { const [first, ...others] = this.big; first; others; }`,
    },
    LIMIT,
  ],
  [
    'apply with many arguments',
    {
      fields: `big: number[] = new Array(10000).fill(1);`,
      enqueue: `for (;;) Math.max.apply(null, this.big);`,
    },
    LIMIT,
  ],
  ['code in computed keys of a class', { enqueue: `class A { [(() => { for (;;); })()]() {} }` }, LIMIT],
  [
    'a recursion through computed keys of parameters',
    { module: `function again({ [again({})]: x }: any): any { return x; }`, enqueue: `again({});` },
    stops('depth'),
  ],
  [
    'a recursion through fields',
    { module: `class A { next: any = new A(); }`, enqueue: `new A();` },
    stops('depth'),
  ],
  [
    'a class of thousands of fields',
    {
      module: `class Wide { ${Array.from({ length: 3000 }, (_, i) => `f${i};`).join(' ')} }`,
      enqueue: `for (;;) new Wide();`,
    },
    rejected(/at most 200 fields/),
  ],
  [
    'a length by another name',
    {
      enqueue: `const list: any = []; const name = 'len' + 'gth'; for (;;) { list[name] = 1e7; list[name] = 0; }`,
    },
    stops('exception'),
  ],
  [
    'a length in a pattern',
    { enqueue: `const list: any = []; for (;;) [list.length] = [1e7];` },
    stops('exception'),
  ],
  [
    'a length by Object.assign',
    { enqueue: `const list: any = []; for (;;) { Object.assign(list, { length: 1e7 }); list.length = 0; }` },
    LIMIT,
  ],
  [
    'a length that grows by itself',
    { enqueue: `const list: any = [1]; for (;;) { list.length *= 2; list.length ||= 1; }` },
    stops('exception'),
  ],
  [
    'a length beyond 2^31',
    { enqueue: `const list: any = []; list[4294967290] = 1; list.indexOf(7);` },
    LIMIT,
  ],
  [
    'a text as the length of a typed array',
    { enqueue: `for (;;) new Uint8Array('100000000' as any);` },
    LIMIT,
  ],
  [
    'an object as the length of an array',
    { enqueue: `const list: any = []; for (;;) list.length = { valueOf: () => 1e7 } as any;` },
    LIMIT,
  ],
  [
    'JSON with a list of names',
    {
      fields: `names: any = new Array(5000).fill('a');`,
      enqueue: `for (;;) JSON.stringify([{}, {}, {}, {}], this.names);`,
    },
    LIMIT,
  ],
  [
    'JSON of lists that share',
    {
      enqueue: `let list: any = [1]; for (let i = 0; i < 40; i++) list = [list, list]; JSON.stringify(list);`,
    },
    stops('exception'),
  ],
  [
    'an array whose iterator is that of a larger one',
    {
      fields: `big: number[] = new Array(100000).fill(1);`,
      enqueue: `const small: any = [1]; Object.defineProperty(small, Symbol.iterator, { value: () => this.big.values() }); for (;;) [...small];`,
    },
    LIMIT,
  ],
  [
    'an iterator that is there only when looked at twice',
    {
      fields: `big: number[] = new Array(100000).fill(1);`,
      enqueue: `let n = 0; const odd: any = { get [Symbol.iterator]() { return n++ % 2 === 0 ? undefined : () => this.big.values(); }, big: this.big }; for (;;) [...odd];`,
    },
    stops('exception'),
  ],
  [
    'objects that inherit from one another',
    { enqueue: `let o: any = {}; for (;;) o = Object.create(o);` },
    stops('exception'),
  ],
  [
    'classes that inherit from one another',
    { enqueue: `let C: any = class {}; for (;;) C = class extends C {};` },
    stops('exception'),
  ],
  [
    'functions whose prototypes inherit from one another',
    {
      enqueue: `let o: any = {}; for (;;) { const F: any = function () {}; F.prototype = o; o = new F(); }`,
    },
    stops('exception'),
  ],
  [
    'functions that are bound again and again',
    { enqueue: `let f: any = () => 1; for (;;) f = f.bind(null);` },
    stops('exception'),
  ],
  [
    'numbers read from long texts',
    { fields: `text = '7'.repeat(950);`, enqueue: `for (;;) Number(this.text);` },
    LIMIT,
  ],
  [
    'long texts that are compared',
    { enqueue: `const a = '7'.repeat(950), b = '7'.repeat(950); let c = 0; for (;;) if (a === b) c++;` },
    LIMIT,
  ],
  [
    'a text that grows letter by letter',
    { enqueue: `let s: any = ''; for (;;) s = s + 1;` },
    stops('exception'),
  ],
  ['errors without end', { enqueue: `for (;;) new Error('x');` }, LIMIT],
  ['exceptions without end', { enqueue: `for (;;) try { (null as any).x; } catch {}` }, LIMIT],
  ['printing without end', { enqueue: `for (;;) console.log('x');` }, LIMIT],
  [
    'a list that grows without end',
    { enqueue: `const kept: any[] = []; for (;;) kept.push({ kept });` },
    LIMIT,
  ],
];

/** Ordinary programs that use the language as students do. */
const HONEST: readonly Row[] = [
  ['nothing but round robin', {}, PASSES],
  [
    'closures',
    {
      module: `const counter = () => { let n = 0; return () => ++n; };`,
      fields: `next = counter();`,
      enqueue: `if (this.next() < 1) throw new Error('closure');`,
    },
    PASSES,
  ],
  [
    'classes with private members, accessors and statics',
    {
      module: `
abstract class Shape { protected abstract area(): number; static made = 0; constructor() { Shape.made++; } get size(): number { return this.area(); } }
class Square extends Shape { #side: number; static { Square.made += 1; } constructor(side: number) { super(); this.#side = side; } protected area(): number { return this.#side ** 2; } set side(value: number) { this.#side = value; } #grow() { this.#side++; } grow(): this { this.#grow(); return this; } has(other: object) { return #side in other; } }`,
      construct: `const square = new Square(2); square.side = 3; if (square.grow().size !== 16 || !square.has(square) || Shape.made < 1) throw new Error('classes');`,
    },
    PASSES,
  ],
  [
    'generators and iterators',
    {
      module: `function* upTo(n: number): Generator<number, string, undefined> { for (let i = 0; i < n; i++) yield i; return 'end'; }
class Range { constructor(readonly to: number) {} *[Symbol.iterator]() { yield* upTo(this.to); } }`,
      construct: `let sum = 0; for (const i of new Range(5)) sum += i; const [first, , third = 9, ...others] = new Range(5); if (sum !== 10 || first !== 0 || third !== 2 || others.length !== 2) throw new Error('generators');`,
    },
    PASSES,
  ],
  [
    'maps, sets and weak maps',
    {
      construct: `const map = new Map<number, string>([[1, 'a'], [2, 'b']]); const set = new Set([...map.keys(), 2, 3]); const weak = new WeakMap([[this, 1]]); map.delete(1); let text = ''; for (const [key, value] of map) text += key + value; set.forEach((value) => (text += value)); if (text !== '2b123' || set.size !== 3 || weak.get(this) !== 1 || !(map instanceof Map)) throw new Error(text);`,
    },
    PASSES,
  ],
  [
    'typed arrays',
    {
      construct: `const words = new Int32Array(8); const bytes = new Uint8Array(words.buffer, 4, 4); words[1] = 0x01020304; const view = new DataView(words.buffer); words.set([7, 8], 2); if (bytes[0] !== 4 || view.getUint16(4, true) !== 0x0304 || words.subarray(2, 4).join() !== '7,8' || Uint8Array.from([1, 2, 3]).length !== 3 || Float64Array.of(1, 2)[1] !== 2) throw new Error('typed arrays');`,
    },
    PASSES,
  ],
  [
    'recursion to two thousand',
    {
      module: `const depth = (n: number): number => (n === 0 ? 0 : 1 + depth(n - 1));`,
      construct: `if (depth(2000) !== 2000) throw new Error('depth');`,
    },
    PASSES,
  ],
  [
    'enums, generics, overloads and satisfies',
    {
      module: `enum State { Ready, Running = 5, Blocked }
function pick<T>(list: readonly T[]): T; function pick<T>(list: readonly T[], at: number): T; function pick<T>(list: readonly T[], at = 0): T { return list[at]!; }
const table = { ready: 1 } satisfies Record<string, number>;
namespace Unused { export type T = number; }`,
      construct: `if (State[State.Blocked] !== 'Blocked' || pick([3, 4], 1) !== 4 || table.ready !== 1) throw new Error('types');`,
    },
    PASSES,
  ],
  [
    'destructuring, spread, templates and optional chaining',
    {
      construct:
        'const { a, b: { c = 3 } = {} as any, ["d"]: d } = { a: 1, d: 4 } as any; const copy = { ...{ x: 1 }, y: 2 }; const list = [...[1, 2], ...new Set([3])]; const o: any = null; let n: any; n ??= 5; n ||= 6; n &&= 7; if (`${a}${c}${d}${copy.x + copy.y}${list.length}${o?.x?.()}${n}` !== "13433undefined7") throw new Error("syntax");',
    },
    PASSES,
  ],
  [
    'labels, switch and comma',
    {
      construct: `let n = 0; outer: for (let i = 0, j = 10; i < j; i++, j--) { switch (i) { case 1: continue outer; case 3: break outer; default: n += i; } } do { n++; } while (n < 5); if (n !== 5) throw new Error(String(n));`,
    },
    PASSES,
  ],
  [
    "exceptions of one's own",
    {
      module: `class Full extends Error { constructor(readonly size: number) { super('full: ' + size); this.name = 'Full'; } }`,
      construct: `try { throw new Full(3); } catch (error) { if (!(error instanceof Full) || error.message !== 'full: 3' || error.size !== 3) throw error; } finally { this.used.length = this.used.length; }`,
    },
    PASSES,
  ],
  [
    'texts that look like code',
    {
      construct: `const texts = ['import("x")', 'eval("1")', '<!-- -->', 'import (', "\\u2028", '\${x}']; console.log(texts.join(' '), \`import("y") --> \${texts.length}\`); // import('z') eval(1)`,
    },
    PASSES,
  ],
  [
    'sorting with a comparison',
    {
      construct: `const list: number[] = []; for (let i = 0; i < 1000; i++) list.push((i * 7919) % 1009); list.sort((a, b) => a - b); for (let i = 1; i < list.length; i++) if (list[i - 1]! > list[i]!) throw new Error('order');`,
    },
    PASSES,
  ],
  [
    'array methods',
    {
      construct: `const list = [3, 1, 2]; const text = JSON.stringify([list.map((x) => x * 2), list.filter((x) => x > 1), list.reduce((a, b) => a + b, 0), list.indexOf(2), list.slice(1), list.concat([9], 8 as any), [[1, [2]]].flat(2), list.flatMap((x) => [x, x]), Array.from('ab'), Array.from({ length: 2 }, (_, i) => i), list.toSorted(), list.at(-1), list.findLast((x) => x > 1), list.join('-'), Array.isArray(list), list.includes(1), [1, 2, 3].fill(0, 1), list.with(0, 7), Object.entries({ a: 1 })]); if (text !== '[[6,2,4],[3,2],6,2,[1,2],[3,1,2,9,8],[1,2],[3,3,1,1,2,2],["a","b"],[0,1],[1,2,3],2,2,"3-1-2",true,true,[1,0,0],[7,1,2],[["a",1]]]') throw new Error(text);`,
    },
    PASSES,
  ],
  [
    'text methods',
    {
      construct: `const text = [' a '.trim(), 'ab'.toUpperCase(), 'a,b'.split(',').length, 'abc'.slice(1), 'abc'.charCodeAt(0), 'x'.padEnd(3, '.'), 'aXa'.replace('X', '-'), 'abc'.includes('b'), String.fromCharCode(65), (255).toString(16), (1.005).toFixed(2), parseInt('42px', 10), Number('7')].join(); if (text !== 'a,AB,2,bc,97,x..,a-a,true,A,ff,1.00,42,7') throw new Error(text);`,
    },
    PASSES,
  ],
  [
    'a linked list for a queue',
    {
      module: `interface Cell { value: number; next: Cell | null }
class List { head: Cell | null = null; tail: Cell | null = null; length = 0; push(value: number) { const cell: Cell = { value, next: null }; if (this.tail === null) this.head = cell; else this.tail.next = cell; this.tail = cell; this.length++; } shift(): number | undefined { const first = this.head; if (first === null) return undefined; this.head = first.next; if (this.head === null) this.tail = null; this.length--; return first.value; } }`,
      construct: `this.queue = new List();`,
    },
    PASSES,
  ],
  [
    'a name that a host has',
    {
      module: `const process = { id: 1 }; const window = [process]; function fetch(self: number) { return self; } const name = 'x';`,
      construct: `if (fetch(window.length) !== 1 || name !== 'x') throw new Error('names');`,
    },
    PASSES,
  ],
];

const row = ([name, parts, expected]: Row): HostileSubmission => ({
  name,
  exercise: ROUND_ROBIN,
  source: roundRobin(parts),
  expected,
});

const SPINLOCK = 'synchronization/spinlock';

/** A test-and-set lock with `acquire` begun by the attack. */
function spinlock(attack: string, module = ''): string {
  return `import { testAndSet, store, pause, load } from './contract';
${module}
export class Spinlock {
  constructor(readonly services: any, readonly lock: number, readonly cores: number) {}
  *acquire(core: number): any { ${attack} while ((yield* testAndSet(this.lock)) !== 0) yield* pause(); }
  *release(core: number): any { yield* store(this.lock, 0); }
}`;
}

type LockRow = readonly [name: string, source: string, expected: Expected];

/** Through generator methods, which the machine resumes. */
const PROGRAMS: readonly LockRow[] = [
  ['a yield without an operation', spinlock('yield; yield;'), stops('value')],
  ['a yielded object', spinlock('yield { kind: 0, done: true };'), stops('value')],
  [
    'an operation on an object',
    spinlock('yield* load({ valueOf() { return 0; } } as any);'),
    stops('service'),
  ],
  ['an operation on a text', spinlock('yield* load("0" as any);'), stops('service')],
  [
    'results that answer differently each time',
    spinlock(
      'let n = 0; yield* { [Symbol.iterator]() { return { next() { return { get done() { return n++ > 0; }, get value() { return {}; } }; } }; } } as any;',
    ),
    stops('value'),
  ],
  [
    'a program that is no generator',
    spinlock('', '').replace(
      '*acquire(core: number): any {',
      'acquire = (core: number): any => ({ next: () => ({ done: true, value: 0 }) }); *unused(core: number): any {',
    ),
    rejected(/generator method/),
  ],
  ['a program that never yields', spinlock('for (;;);'), LIMIT],
  [
    'a program that swallows its limit',
    spinlock('for (;;) { try { for (;;); } finally { continue; } }'),
    LIMIT,
  ],
  [
    'a program that throws',
    spinlock('throw { get message() { return "x".repeat(1e3); } };'),
    stops('exception'),
  ],
  ['programs nested without end', spinlock('yield* this.acquire(core);'), stops('depth')],
  [
    'the request by way of an operation',
    spinlock('const f: any = load; f.kind = 1; f.constructor("return process")();'),
    stops('exception'),
  ],
];

const BUDDY = 'memory/buddy-allocator';

/** An allocator whose every method is the attack. */
const allocator = (attack: string): string => `
export class BuddyAllocator {
  constructor(readonly memory: any, readonly base: number) {}
  initialise(): any { ${attack} return 0; }
  allocate(bytes: number): any { ${attack} return -1; }
  free(address: number): any { ${attack} return -1; }
  blockBytes(address: number): any { ${attack} return -1; }
}`;

/** Through services, which the machine may refuse. */
const SERVICES: readonly LockRow[] = [
  ['an address outside memory', allocator('this.memory.load(-4);'), FAILS],
  ['an address beyond 2^32', allocator('this.memory.store(1e12, 1);'), FAILS],
  ['an address that is no number', allocator('this.memory.load({ valueOf: () => 0 });'), stops('service')],
  ['a missing argument', allocator('this.memory.store(0);'), stops('service')],
  [
    'the error of a refused address leads to Function',
    allocator(
      `try { this.memory.load('0'); } catch (error: any) { if (error.constructor.constructor('return process')()) console.log('REACHED'); }`,
    ),
    stops('service'),
  ],
  ['a service that is called for ever', allocator('for (;;) this.memory.load(this.base);'), LIMIT],
];

export const SUBMISSIONS: readonly HostileSubmission[] = [
  ...[...ESCAPES, ...REFUSED, ...FORGERIES, ...EXHAUSTION, ...HONEST].map(row),
  ...PROGRAMS.map(([name, source, expected]) => ({ name, exercise: SPINLOCK, source, expected })),
  ...SERVICES.map(([name, source, expected]) => ({ name, exercise: BUDDY, source, expected })),
];
