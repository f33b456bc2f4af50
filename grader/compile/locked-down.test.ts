// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs, as text
/** In the browser the compiler shares its realm with submissions, and runs after that was locked down. */
import { join } from 'node:path';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { sesText } from '../confine/build-realm';
import { ROOT } from '../library/exercise-library';
import { compile } from './compile';

const OPTIONS = {
  shape: { className: 'Policy', methods: { run: 1 }, programs: {}, services: {} },
  contractValues: {},
};

const SOURCES = [
  'enum E { A, B = A << 1 } const t = (s: any, ...v: any[]) => s.raw; export class Policy<T> { constructor(private x = <any>1) { } run(a?: number) { const { x, ...y } = { x: 1, toString: 2 }; label: for (const c of `a${t`b${y}`}`) continue label; return (this?.x)!.y as number ?? E.A; } }',
  'export class Policy { run() { return 1 }',
  'export class Policy { run() { return eval("1") + toString + /a/; } }',
  'let a; let a; const b = "\\u";',
  `x = ${'<any>('.repeat(30)}1${')'.repeat(30)}`,
  `x = ${'('.repeat(100)}`,
  'class constructor { get constructor() { return 1; } } /* unended',
];

it('compiles to the same there', () => {
  const bundled = buildSync({
    stdin: {
      contents: `import { compile } from './compile';
import { prepareRealm } from '../confine/boundary';
prepareRealm();
export const run = (source, options) => JSON.stringify(compile(source, JSON.parse(options)));`,
      resolveDir: join(ROOT, 'grader/compile'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'worker',
    target: 'es2022',
    minify: true,
  });
  const context = vm.createContext({});
  vm.runInContext(
    `${sesText()}(function () { 'use strict'; ${bundled.outputFiles[0].text}; globalThis.run = worker.run; })();`,
    context,
  );
  context.TextEncoder = TextEncoder; // a worker has one of its own
  for (const source of SOURCES)
    expect(context.run(source, JSON.stringify(OPTIONS))).toBe(JSON.stringify(compile(source, OPTIONS)));
});
