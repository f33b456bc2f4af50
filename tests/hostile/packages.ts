/**
 * Hostile packages: an exercise that asks to double a number, with an attack somewhere in it, and what must come of it.
 *
 * An attack that gets hold of something says REACHED, in a text that the package hands out: its summary, or the message of
 * a check.
 */
import type { PackageFiles } from '../../grader/packages/package-files';

export type ExpectedOfPackage =
  /** Refused before anything of it runs, with a sentence like this. */
  | { readonly refused: RegExp }
  /** Its process was asked to be loaded or to describe itself, and did not: with a sentence like this. */
  | { readonly unopened: RegExp }
  /** It opens, and the run of its reference on a sample ends with a sentence like this. */
  | { readonly unjudged: RegExp }
  /** It opens, its reference keeps the rule: the attack came to nothing. */
  | 'harmless'
  /** It opens and judges, to whatever result: who takes it has a bad exercise, and nobody else has anything. */
  | 'odd';

export interface HostilePackage {
  readonly name: string;
  readonly files: PackageFiles;
  readonly expected: ExpectedOfPackage;
}

const BASE: Readonly<Record<string, string>> = {
  'exercise.ts': `import { defineExercise } from '../../exercise-definition';
import { judge } from './judge';
import { simulate } from './simulation';
const said = 'Double a number.';
export default defineExercise({
  title: 'Doubling',
  summary: said,
  rows: [1],
  difficulty: 1,
  view: 'cores',
  shape: { className: 'Doubler', methods: { double: 1 }, programs: {}, services: {} },
  events: [{ name: 'asked', fields: ['number', 'answer'], description: 'A number, and its double.' }],
  rules: [{ id: 'DO1', title: 'Twice the number.', points: 90 }],
  budgets: [{ id: 'cycles', title: 'Cycles', counter: 'policyCycles', unit: 'cycles', points: 10 }],
  metric: { counter: 'policyCycles', title: 'Cycles', unit: 'cycles' },
  limits: { unitsPerCase: 100_000 },
  showFailures: true,
  simulate,
  judge,
});
`,
  'simulation.ts': `import type { SimulationContext } from '../../exercise-definition';
export type Parameters = { readonly count: number };
export function simulate({ random, policies, trace, counters }: SimulationContext, { count }: Parameters): null {
  const { methods } = policies.create({});
  for (let i = 0; i < count; i++) {
    const number = random.below(100);
    trace.record(i, 0, number, methods.double(number));
  }
  counters.policyCycles = policies.takeUnits();
  return null;
}
`,
  'judge.ts': `import type { Check, JudgeInput } from '../../exercise-definition';
import type { Parameters } from './simulation';
const said = '';
export function judge({ trace }: JudgeInput<Parameters, null>): readonly Check[] {
  for (let i = 0; i < trace.length; i++) {
    const [number = 0, answer = 0] = trace.event(i).values;
    if (answer !== 2 * number) return [{ rule: 'DO1', passed: false, message: 'not the double', event: i }];
  }
  if (said !== '') return [{ rule: 'DO1', passed: false, message: said }];
  return [{ rule: 'DO1', passed: true, message: '' }];
}
`,
  'samples.ts': `export default [{ name: 'few', title: 'A few numbers.', seed: 1, parameters: { count: 5 } }];\n`,
  'hidden.ts': `export default [];\n`,
  'contract.ts': `export interface Doubler { double(number: number): number }\n`,
  'solution.ts': `export class Doubler { double(number: number): number { return 2 * number; } }\n`,
  'starter.ts': `export class Doubler { double(number: number): number { return 0; } }\n`,
  'statement.md': '# Doubling\n',
};

export const HONEST: PackageFiles = new Map(Object.entries(BASE));

function changed(changes: Readonly<Record<string, string | ((text: string) => string)>>): PackageFiles {
  const files = new Map(HONEST);
  for (const [path, change] of Object.entries(changes))
    files.set(path, typeof change === 'string' ? change : change(files.get(path) ?? ''));
  return files;
}

const SAID = /const said = '[^']*';/;
/** Where the modules are loaded: `said` becomes the summary. */
const loading = (code: string) =>
  changed({
    'exercise.ts': (text) =>
      text.replace(
        SAID,
        () => `const said = String((() => { try { ${code} } catch { return 'nothing'; } })());`,
      ),
  });
/** Where a run is judged: `said` becomes the message of a broken rule, unless it is empty. */
const judging = (code: string) =>
  changed({
    'judge.ts': (text) =>
      text.replace(
        '\n  for (',
        () => `\n  const said = String((() => { try { ${code} } catch { return ''; } })());\n  for (`,
      ),
  });
const simulating = (code: string) =>
  changed({
    'simulation.ts': (text) => text.replace('const { methods }', () => `${code}\n  const { methods }`),
  });
const imports = (line: string) => changed({ 'judge.ts': (text) => `${line}\n${text}` });
const described = (from: string | RegExp, to: string) =>
  changed({ 'exercise.ts': (text) => text.replace(from, () => to) });

/** What leads out of a realm, wherever it was got hold of. */
const OUT = (of: string) =>
  `const p = ${of}.constructor.constructor('return process')(); return 'REACHED ' + p.pid;`;

const attack = (name: string, files: PackageFiles, expected: ExpectedOfPackage): HostilePackage => ({
  name,
  files,
  expected,
});

const IMPORTS: readonly (readonly [string, string, RegExp])[] = [
  ['a module of Node', "import 'node:fs';", /"node:fs" cannot be imported/],
  ['a module of Node by its short name', "export { readFileSync } from 'fs';", /"fs" cannot be imported/],
  ['a package', "export { default as postgres } from 'postgres';", /"postgres" cannot be imported/],
  ['the grader', "import '../../../grader/grade';", /cannot be imported/],
  ['the database', "import '../../../db/client';", /cannot be imported/],
  ['the secret', "import '../../../scripts/case-secret';", /cannot be imported/],
  ['a file of the system', "import '../../../../../../../../etc/passwd';", /cannot be imported/],
  ['an absolute path', "import '/etc/hostname';", /cannot be imported/],
  ['an address', "import 'https://example.com/evil.js';", /cannot be imported/],
  ['a data address', "import 'data:text/javascript,1';", /cannot be imported/],
  ['a file address', "import 'file:///etc/passwd';", /cannot be imported/],
  ['our own name for files', "import 'package:exercise.ts';", /cannot be imported/],
  ['a detour through the simulator', "import '../../../simulator/../db/client';", /cannot be imported/],
  [
    'a file that is no module',
    "export { default as statement } from './statement.md';",
    /only \.ts files|no loader/i,
  ],
  ['a file that is not there', "import './missing';", /is no file of the package/],
  ['import()', "export const later = import('./simulation');", /import\(\) is not there/],
  [
    'import() of a name that is made',
    "export const later = () => import('no' + 'de:fs');",
    /import\(\) is not there/,
  ],
  ['require', "export const fs = require('fs');", /cannot be imported|require/],
  ['top-level await', 'await 0;', /[Tt]op-level await/],
];

const NOT_OF_IT = /judge\.ts:1:\d+: .*cannot be imported/;
const NOT_THERE = /judge\.ts:1:\d+: .*is not there for packages/;

/** What no bundler sees, and a compiler of types follows. */
const TYPES: readonly (readonly [string, string, RegExp])[] = [
  ['a type of Node', "import type { Stats } from 'node:fs';", NOT_OF_IT],
  ['a type by name alone', "import { type Stats } from 'node:fs';", NOT_OF_IT],
  ['a type of the database', "import type * as db from '../../../db/client';", NOT_OF_IT],
  ['the type of the environment', "import type secret from '/proc/self/environ';", NOT_OF_IT],
  [
    'the type of a file of the system',
    "import type secret from '../../../../../../../etc/passwd';",
    NOT_OF_IT,
  ],
  ['the type of data', "import type lock from '../../../package-lock.json';", NOT_OF_IT],
  ['the type of data with its kind', "import type a from '/etc/a.json' with { type: 'json' };", NOT_OF_IT],
  ['the type of data of its own', "import type a from './statement.md';", /only \.ts files/],
  ['an exported type', "export type { Stats } from 'node:fs';", NOT_OF_IT],
  ['all types', "export type * from '../../../db/client';", NOT_OF_IT],
  ['a type in a type', "export type A = import('../../../db/client').Database;", NOT_OF_IT],
  ['a type in a type of a type', "export type A = Map<string, (typeof import('node:fs'))[]>;", NOT_OF_IT],
  ['a type in an unused parameter', "export type A = (a: { b?: import('/etc/b').B }) => void;", NOT_OF_IT],
  ['a type that is made', 'export type A = import(`${string}`).B;', /judge\.ts:1:\d+: /],
  ['by require', "import fs = require('node:fs');", NOT_OF_IT],
  ['the type by require', "import type fs = require('/etc/passwd');", NOT_OF_IT],
  [
    'by require within',
    "export namespace A { export import b = require('../../../db/client'); }",
    /judge\.ts:1:\d+: /,
  ],
  ['an address as a type', "import type a from 'https://example.com/a.d.ts';", NOT_OF_IT],
  ['an address with other slashes', "import type a from '.\\\\..\\\\..\\\\..\\\\db\\\\client';", NOT_OF_IT],
  [
    'by other slashes in the middle',
    "import type a from './..\\\\..\\\\..\\\\db\\\\client';",
    /is no file of the package/,
  ],
  ['an escaped name', "import type a from '\\u002fproc\\u002fself\\u002fenviron';", NOT_OF_IT],
  ['a module that it declares', "declare module 'node:fs' { export const a: 1; }", NOT_OF_IT],
  ['a module that it extends', "declare module '../../../db/client' { export const a: 1; }", NOT_OF_IT],
  ['by a reference', '/// <reference path="../../../db/client.ts" />', NOT_THERE],
  ['by a reference behind a comment', '/* a */ ///   <REFERENCE path="/etc/passwd" />', NOT_THERE],
  ['by a reference to types', '/// <reference types="node" />', NOT_THERE],
  ['by a reference to a library', '/// <reference lib="dom" />', NOT_THERE],
  ['by a dependency', '/// <amd-dependency path="/etc/passwd" />', NOT_THERE],
  ['by a pragma', '/** @jsxImportSource /etc */', NOT_THERE],
  ['what has another folder', "import type a from '../round-robin/../../../../.runqueue/a';", NOT_OF_IT],
];

const ESCAPES: readonly (readonly [string, string])[] = [
  ['process', "return 'REACHED ' + process.pid;"],
  ['require', "return 'REACHED ' + (globalThis as any).require('fs');"],
  [
    'the global object',
    "return Object.getOwnPropertyNames(globalThis).some((n) => ['process', 'require', 'fetch', 'setTimeout', 'Buffer'].includes(n)) ? 'REACHED' : 'nothing';",
  ],
  ['the constructor of the global object', OUT('globalThis')],
  ['Function', "return 'REACHED ' + Function('return this')().process.pid;"],
  ['eval', "return 'REACHED ' + (0, eval)('1');"],
  ['an indirect Function', OUT('(async () => {})')],
  ['a generator function', "return 'REACHED ' + (function* () {}).constructor('yield 1')().next().value;"],
  ['WebAssembly', "return 'REACHED ' + WebAssembly.Module;"],
  ['a clock', "return 'REACHED ' + new Date().getTime();"],
  ['a clock in a shared counter', "return 'REACHED ' + new SharedArrayBuffer(8).byteLength;"],
  ['chance', "return 'REACHED ' + Math.random();"],
  ['the finalization of objects', "return 'REACHED ' + new WeakRef({}).deref();"],
  [
    'the stack',
    "Error.prepareStackTrace = (_, sites) => { throw 'REACHED ' + sites.length; }; try { null.x; } catch (e) { return String(e.stack ?? ''); }",
  ],
  [
    'the stack of another Error',
    "globalThis.Error = { prepareStackTrace: () => 'REACHED' }; return String(new TypeError('x').stack ?? '');",
  ],
  [
    'the depth of stacks',
    "Error.stackTraceLimit = 50; return String(new Error('x').stack).includes('node:') ? 'REACHED' : 'nothing';",
  ],
  [
    'its caller',
    "const f = function () { return f.caller; }; const c = f(); return c ? 'REACHED ' + c : 'nothing';",
  ],
  [
    'the arguments of its caller',
    "return (function () { return arguments.callee; })() ? 'REACHED' : 'nothing';",
  ],
];

const PACKAGES_IN_GENERAL: readonly HostilePackage[] = [
  attack('hangs while it is loaded', loading('for (;;);'), { unopened: /processor time to be loaded/ }),
  attack(
    'fills memory while it is loaded',
    loading("const a = []; for (;;) a.push(new Array(1e6).fill('x'));"),
    { unopened: /ran out of|ended when it was|processor time/ },
  ),
  attack(
    'throws while it is loaded',
    changed({ 'judge.ts': "throw new Error('I do not want to');\nexport const judge = 1;\n" }),
    { unopened: /I do not want to/ },
  ),
  attack(
    'throws what cannot be told',
    changed({ 'judge.ts': 'throw { get message() { throw 1; } };\nexport const judge = 1;\n' }),
    { unopened: /threw an error while/ },
  ),
  attack(
    'exhausts the stack while it is loaded',
    changed({ 'judge.ts': 'const f = (): number => 1 + f();\nf();\nexport const judge = 1;\n' }),
    { unopened: /stack/ },
  ),
  attack(
    'replaces JSON',
    changed({ 'judge.ts': (text) => `JSON.stringify = (() => ({ REACHED: 1 })) as never;\n${text}` }),
    { unopened: /./ },
  ),
  attack(
    'answers with an object',
    changed({
      'judge.ts': (text) =>
        `JSON.stringify = (() => ({ length: 2, toString: () => '{}' })) as never;\n${text}`,
    }),
    { unopened: /./ },
  ),
  attack(
    'answers with a lie about lengths',
    changed({
      'judge.ts': (text) =>
        `JSON.stringify = (() => ({ length: 1e9, toString: () => '{}' })) as never;\n${text}`,
    }),
    { unopened: /./ },
  ),
  attack(
    'replaces Array.prototype.map',
    changed({ 'judge.ts': (text) => `Array.prototype.map = (() => { throw 1; }) as never;\n${text}` }),
    'odd',
  ),
  attack(
    'leaves promises behind',
    loading('const again = () => { Promise.resolve().then(again); }; again(); return 1;'),
    'harmless',
  ),
  attack(
    'describes itself with a circle',
    described("title: 'Doubling'", 'get title() { const a: any = {}; a.a = a; return a; }'),
    { unopened: /./ },
  ),
  attack(
    'describes itself without end',
    described('rows: [1]', 'rows: Array.from({ length: 1e7 }, () => 1)'),
    { unopened: /rows|time|memory|ended|read/ },
  ),
  attack('has a title of a megabyte', described("'Doubling'", "'x'.repeat(1e6)"), { unopened: /title/ }),
  attack(
    'has too many rules',
    described(
      /rules: \[.*\]/,
      "rules: Array.from({ length: 500 }, (_, i) => ({ id: 'DO' + (i + 1), title: 'x', points: 1 }))",
    ),
    { unopened: /rules/ },
  ),
  attack(
    'writes code as the name of a method',
    described('double: 1', "'a(){}};process.exit();({b': 1, double: 1"),
    { unopened: /shape\.methods/ },
  ),
  attack('writes code as the name of its class', described("'Doubler'", "'X;process.exit()'"), {
    unopened: /shape\.className/,
  }),
  attack(
    'writes code as a constant of the contract',
    changed({ 'contract.ts': "export const A = { 'x:process.exit()': 1 };\n" }),
    { unopened: /contract/ },
  ),
  attack(
    'has a constant that is no number',
    changed({ 'contract.ts': "export const A = 'process.exit()';\n" }),
    { unopened: /contract/ },
  ),
  attack(
    'pollutes prototypes by a name',
    described("counter: 'policyCycles', unit", "counter: '__proto__', unit"),
    { unopened: /budgets/ },
  ),
  attack('has points without end', described('points: 90', 'points: 1e308'), { unopened: /points/ }),
  attack('has negative points', described('points: 90', 'points: -90'), { unopened: /points/ }),
  attack('names a picture that there is not', described("view: 'cores'", "view: 'evil' as never"), {
    unopened: /view/,
  }),
  attack(
    'describes a picture that is none',
    described("view: 'cores'", "view: { parts: { a: { kind: 'script' } }, on: {} } as never"),
    { unopened: /view/ },
  ),
  attack('describes more than it may', described('showFailures: true', "showFailures: true, secret: 'x'"), {
    unopened: /secret/,
  }),
  attack('hangs while it simulates', simulating('for (;;);'), { unjudged: /processor time to own/ }),
  attack(
    'fills memory while it simulates',
    simulating("const a: unknown[] = []; for (;;) a.push(new Array(1e6).fill('x'));"),
    { unjudged: /ran out of|ended when|processor time/ },
  ),
  attack('exhausts the stack while it simulates', simulating('const f = (): number => 1 + f(); f();'), {
    unjudged: /stack/,
  }),
  attack('throws while it simulates', simulating("throw new Error('no machine today');"), {
    unjudged: /no machine today/,
  }),
  attack(
    'makes other runs each time',
    simulating(
      '(globalThis as any).n = ((globalThis as any).n ?? 0) + 1; trace.record(0, 0, (globalThis as any).n, 2 * (globalThis as any).n);',
    ),
    'odd',
  ),
  attack(
    'records events without end',
    simulating('for (let i = 0; i < 3e8; i++) trace.record(0, 0, 1, 2);'),
    { unjudged: /processor time|ran out of/ },
  ),
  attack('hangs while it judges', judging('for (;;);'), { unjudged: /processor time to own/ }),
  attack('judges with a message of megabytes', judging("return 'x'.repeat(3e6);"), { unjudged: /message/ }),
  attack('judges by a rule that there is not', described("id: 'DO1'", "id: 'DO2'"), {
    unjudged: /DO1, which is no rule/,
  }),
  attack(
    'judges with a thousand checks',
    changed({
      'judge.ts':
        "export const judge = () => Array.from({ length: 1000 }, () => ({ rule: 'DO1', passed: true, message: '' }));\n",
    }),
    { unjudged: /checks/ },
  ),
  attack('judges with a promise', changed({ 'judge.ts': 'export const judge = async () => [];\n' }), {
    unjudged: /checks/,
  }),
  attack('judges with nothing', changed({ 'judge.ts': 'export const judge = () => null;\n' }), {
    unjudged: /checks/,
  }),
  attack(
    'judges with an event that is none',
    changed({
      'judge.ts': "export const judge = () => [{ rule: 'DO1', passed: false, message: 'x', event: -1 }];\n",
    }),
    { unjudged: /event/ },
  ),
  attack('counts what is no number', simulating("counters.cycles = 'many' as never;"), {
    unjudged: /counters/,
  }),
  attack(
    'counts in ten thousand counters',
    simulating('for (let i = 0; i < 10_000; i++) counters["c" + i] = i;'),
    { unjudged: /counters/ },
  ),
  attack(
    'reads what the run before left',
    judging(
      "const g = globalThis as any; const was = g.left; g.left = 'x'; return was === 'REACHED' ? was : '';",
    ),
    'harmless',
  ),
  attack(
    'steals the realm of submissions, and reaches out of it',
    changed({
      'judge.ts': (text) =>
        `let stolen: any;
const get = WeakMap.prototype.get;
WeakMap.prototype.get = function (key: any) { if (typeof key?.load === 'function') stolen = key; return get.call(this, key); };
const out = () => {
  for (const code of ['return process', 'return globalThis.process', 'return require("fs")'])
    try {
      const found = stolen.load.constructor.constructor(code)();
      if (found !== undefined) return 'REACHED ' + String(found);
    } catch {}
  return stolen === undefined ? 'nothing was stolen' : '';
};
${text.replace("if (said !== '')", "const said = out();\n  if (said !== '')")}`,
    }),
    'harmless',
  ),
  attack(
    'is nested deeper than a parser can go',
    changed({ 'judge.ts': `export const judge = ${'['.repeat(5_000)}${']'.repeat(5_000)};\n` }),
    { refused: /judge\.ts:1/ },
  ),
  attack('has a file of more than it may', changed({ 'judge.ts': `// ${'x'.repeat(300_000)}\n` }), {
    refused: /judge\.ts has/,
  }),
  attack('has code that is none', changed({ 'judge.ts': 'export const judge = ;;;{{{\n' }), {
    refused: /judge\.ts:1/,
  }),
  attack('lacks its simulation', new Map([...HONEST].filter(([path]) => path !== 'simulation.ts')), {
    refused: /simulation\.ts is missing/,
  }),
  attack('exports no exercise', changed({ 'exercise.ts': 'export const a = 1;\n' }), { refused: /default/ }),
];

/** Judges at once but in one case, in which it hangs. */
export const HANGS_ON_SEVEN: PackageFiles = simulating('while (count === 7) void count;');

export const PACKAGES: readonly HostilePackage[] = [
  ...IMPORTS.map(([what, line, refused]) => attack(`imports ${what}`, imports(line), { refused })),
  ...TYPES.map(([what, line, refused]) => attack(`imports ${what}`, imports(line), { refused })),
  attack(
    'imports a type in a file that nothing reaches',
    changed({ 'more/unused.ts': "import type a from '../../../../db/client';\nexport type A = typeof a;\n" }),
    { refused: /more\/unused\.ts:1:\d+: .*cannot be imported/ },
  ),
  ...[
    ['package.json', '{ "types": "/etc/passwd" }'],
    ['more/package.json', '{ "main": "../../../db/client.ts" }'],
    ['tsconfig.json', '{ "extends": "/proc/self/environ" }'],
    ['tsconfig.base.json', '{}'],
  ].map(([path = '', text = '']) =>
    attack(`configures compilers by ${path}`, changed({ [path]: text }), {
      refused: /would configure compilers/,
    }),
  ),
  ...ESCAPES.map(([what, code]) =>
    attack(`reaches for ${what} while it is loaded`, loading(code), 'harmless'),
  ),
  ...ESCAPES.map(([what, code]) =>
    attack(`reaches for ${what} while it judges`, judging(code.replaceAll("'nothing'", "''")), 'harmless'),
  ),
  ...PACKAGES_IN_GENERAL,
];
