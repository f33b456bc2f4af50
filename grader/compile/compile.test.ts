/** The compiler: what it lets through runs as written; what it refuses is explained at the student's own place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyShape } from '../../simulator/engine/policy';
import { compile, MAX_SOURCE_BYTES } from './compile';

const SHAPE: PolicyShape = {
  className: 'Policy',
  methods: { run: 1 },
  programs: { work: 1 },
  services: { now: 0 },
};
const OPTIONS = {
  shape: SHAPE,
  contractValues: { LIMIT: 3, load: 'operation', store: 'operation' },
} as const;
const METHODS = 'run(a: number): number { return a; } *work(b: number): any {}';

/** Diagnostics as `line:column-endColumn message`. */
function refusals(source: string): string[] {
  const result = compile(source, OPTIONS);
  if (result.ok) return [];
  return result.diagnostics.map(
    (each) => `${each.line}:${each.column}-${each.endColumn ?? ''} ${each.message}`,
  );
}

function inClass(statement: string): string[] {
  return refusals(`export class Policy {
  run(a: number): number { ${statement} return a; }
  *work(b: number): any {}
}`);
}

describe('compile', () => {
  it('is a pure function of its input', () => {
    const source = `export class Policy { ${METHODS} }`;
    expect(compile(source, OPTIONS)).toEqual(compile(source, OPTIONS));
  });

  it('points at the place in the text that the student wrote, also after types were taken out', () => {
    expect(inClass('const list: Array<number> = []; eval("1");')).toMatchInlineSnapshot(`
      [
        "2:60-64 eval is not available here. Code cannot be made from text here: write it as an ordinary function.",
      ]
    `);
    expect(refusals('export class Policy { private x: number = foo(); } ')[0]).toMatch(
      /^1:43-46 foo is not defined/,
    );
    expect(refusals('const a: number = ;')).toMatchInlineSnapshot(`
      [
        "1:19- Unexpected token.",
      ]
    `);
    expect(refusals('export class Policy {\n  run(a: number { return 1; }\n}')).toMatchInlineSnapshot(`
      [
        "2:17- Unexpected token, expected ",".",
      ]
    `);
  });

  it('says what is missing from the exported class', () => {
    expect(refusals('')).toEqual(['1:1- export class Policy is missing.']);
    expect(refusals(`class Policy { ${METHODS} }`)[0]).toMatch(
      /Policy is not exported: write export class Policy/,
    );
    expect(refusals('export default class Policy {}')[0]).toMatch(/without default/);
    expect(refusals('export class Policy { run(): number { return 1; } }')).toMatchInlineSnapshot(`
      [
        "1:14-20 The method *work(...) of Policy is missing.",
      ]
    `);
    expect(refusals('export class Policy { *run(): any {} work(): any {} }')).toMatchInlineSnapshot(`
      [
        "1:24-27 run must be an ordinary method that returns a number: write it without *.",
        "1:38-42 work must be a generator method, because it can be interrupted at each operation: write *work(...).",
      ]
    `);
    expect(
      refusals('export class Policy { static run(): any {} get work(): any { return 1; } }'),
    ).toMatchInlineSnapshot(`
      [
        "1:30-33 run must be a method of each object: write it without static.",
        "1:48-52 work must be a method, not a getter.",
      ]
    `);
  });

  it('finds methods in base classes, in fields, and under another local name', () => {
    expect(refusals(`class Base { ${METHODS} } export class Policy extends Base {}`)).toEqual([]);
    expect(refusals('export class Policy { run = (a: number) => a; *work(b: number): any {} }')).toEqual([]);
    expect(refusals(`class Mine { ${METHODS} } export { Mine as Policy };`)).toEqual([]);
    expect(refusals(`export const Policy = class { ${METHODS} };`)).toEqual([]);
  });

  it('takes type-only imports out, and lets in only values that the contract has', () => {
    const rest = `export class Policy implements Contract { ${METHODS} }`;
    expect(refusals(`import type { Contract } from './contract'; ${rest}`)).toEqual([]);
    expect(refusals(`import { type Contract, load } from './contract'; load; ${rest}`)).toEqual([]);
    expect(refusals(`import { swap } from './contract'; swap; ${rest}`)).toMatchInlineSnapshot(`
      [
        "1:10-14 The contract has no value swap. It has: LIMIT, load, store.",
      ]
    `);
  });

  it('tells a name of the contract that was not imported from one that does not exist', () => {
    expect(inClass('load(1);')[0]).toMatch(/Write at the top: import \{ load \} from "\.\/contract"/);
    expect(inClass('lod(1);')[0]).toMatch(/lod is not defined\. Declare it, or check its spelling/);
  });

  it('refuses what is too long or nested too deeply, with an explanation', () => {
    expect(refusals(`//${'x'.repeat(MAX_SOURCE_BYTES)}`)[0]).toMatch(/at most 100000/);
    expect(refusals(`const x = ${'('.repeat(20_000)}1${')'.repeat(20_000)};`)[0]).toMatch(
      /nested more than 64 deep/,
    );
  });

  it('never throws, and gives a program or a place in the text, for any text', () => {
    const fragments = fc.constantFrom(
      ...[
        'export ',
        'class ',
        'Policy ',
        '{',
        '}',
        '(',
        ')',
        ';',
        '=>',
        'x',
        '1',
        '"s"',
        '`',
        '${',
        '...',
        'yield ',
        '*',
      ],
      ...[
        'async ',
        'import ',
        'run',
        ': number',
        '=',
        '<',
        '>',
        '/',
        '\n',
        'static ',
        'get ',
        '#a',
        'for ',
        'of ',
        'let ',
      ],
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 30 }), (parts) => {
        const result = compile(parts.join(''), OPTIONS);
        if (result.ok) return;
        expect(result.diagnostics.length).toBeGreaterThan(0);
        for (const { line, column } of result.diagnostics)
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});
