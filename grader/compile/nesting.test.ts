// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs, as text
/** Nothing that nests takes more than bounded work to compile: it compiles, or is refused at a place. */
import { describe, expect, it } from 'vitest';
import { compile, MAX_SOURCE_BYTES } from './compile';
import { MAX_OPEN_BRACKETS, MAX_PENDING_WORDS, measureNesting } from './nesting';

const OPTIONS = {
  shape: { className: 'Policy', methods: { run: 1 }, programs: {}, services: {} },
  contractValues: {},
};

/** What opens a level, what stands inside, what closes a level. Expressions stand behind `x = `. */
const EXPRESSIONS: Readonly<Record<string, readonly [string, string, string]>> = {
  parentheses: ['(', '1', ')'],
  arrays: ['[', '1', ']'],
  objects: ['{ a: ', '1', '}'],
  calls: ['f(', '1', ')'],
  'optional calls': ['a?.(', '1', ')'],
  'members in brackets': ['a[', '1', ']'],
  'generic calls': ['f<any>(', '1', ')'],
  comparisons: ['a < (', '1', ')'],
  'new expressions': ['new (', 'Object', ')()'],
  templates: ['`${', '1', '}`'],
  'tagged templates': ['f`${', '1', '}`'],
  'tagged templates with types': ['f<any>`${', '1', '}`'],
  casts: ['<any>(', '1', ')'],
  'casts of defaults': ['<any>(a = ', '1', ')'],
  'casts without parentheses': ['<any>', '1', ''],
  as: ['(', '1', ' as any)'],
  satisfies: ['(', '1', ' satisfies any)'],
  'non-null': ['(', 'a', '!)'],
  conditionals: ['(a ? ', '1', ' : b)'],
  'conditionals in conditionals': ['a ? b : ', '1', ''],
  'arrows in conditionals': ['a ? (b = ', '1', ') : c'],
  'arrows with types in conditionals': ['a ? (b = ', '1', '): any => 1 : c'],
  'assignments in conditionals': ['(a = b ? (c) : (d = ', '1', '))'],
  'sequences in conditionals': ['a ? (b, ', '1', ') : c'],
  arrows: ['a => ', '1', ''],
  'arrows with blocks': ['() => { return ', '1', '}'],
  'arrow defaults': ['(a = ', '1', ') => a'],
  'arrow defaults with types': ['(a: any = ', '1', '): any => a'],
  'generic arrow defaults': ['<T,>(a: T = ', '1', ') => a'],
  'generic arrows with default types': ['<T = any>(a = ', '1', ') => a'],
  'arrow patterns of objects': ['({ a = ', '1', ' }) => b'],
  'arrow patterns of lists': ['([a = ', '1', ']) => b'],
  'async arrows': ['async (a = ', '1', ') => a'],
  'generic async arrows': ['async <T,>(a = ', '1', ') => a'],
  'list patterns': ['[a = ', '1', '] = b'],
  'object patterns': ['({ a = ', '1', ' } = b)'],
  functions: ['function () { return ', '1', '}'],
  'function defaults': ['function (a = ', '1', ') { }'],
  classes: ['class { a = ', '1', '}'],
  'computed class members': ['class { [', '1', ']() { } }'],
  'class heads': ['class extends (', 'Object', ') { }'],
  'methods of objects': ['{ m() { return ', '1', '} }'],
  'getters of objects': ['{ get m() { return ', '1', '} }'],
  'unary operators': ['!', '1', ''],
  'words as operators': ['typeof ', '1', ''],
  sums: ['1 + ', '1', ''],
  powers: ['2 ** ', '1', ''],
  'chained assignments': ['a = ', '1', ''],
  'chained members': ['', 'a', '.b'],
  'chained as': ['', 'a', ' as any'],
};
const STATEMENTS: Readonly<Record<string, readonly [string, string, string]>> = {
  blocks: ['{', '', '}'],
  if: ['if (a) ', ';', ''],
  'if with blocks': ['if (a) {', '', '}'],
  'else if': ['if (a) { } else ', ';', ''],
  for: ['for (;;) ', ';', ''],
  while: ['while (a) {', '', '}'],
  switch: ['switch (a) { case 1: ', '', '}'],
  try: ['try {', '', '} finally { }'],
  functions: ['function g() {', '', '}'],
  classes: ['class C { m() {', '', '} }'],
  'static blocks': ['class C { static {', '', '} }'],
  namespaces: ['namespace N {', '', '}'],
};
const TYPES: Readonly<Record<string, readonly [string, string, string]>> = {
  parentheses: ['(', 'any', ')'],
  tuples: ['[', 'any', ']'],
  objects: ['{ a: ', 'any', '}'],
  'methods of objects': ['{ m(a: ', 'any', '): any }'],
  'mapped types': ['{ [K in ', 'any', ']: any }'],
  'type arguments': ['A<', 'any', '>'],
  functions: ['(a: ', 'any', ') => any'],
  'functions without parameters': ['() => ', 'any', ''],
  'functions with this': ['(this: ', 'any', ') => any'],
  'functions with list patterns': ['([a = (x: ', 'any', ') => 1]) => any'],
  'functions with object patterns': ['({ a = <any>((x: ', 'any', ') => 1) }) => any'],
  constructors: ['new (a: ', 'any', ') => any'],
  conditionals: ['A extends B ? ', 'any', ' : C'],
  'infer with bounds': ['A extends (infer U extends ', 'any', ') ? B : C'],
  unions: ['A | ', 'any', ''],
  keyof: ['keyof ', 'any', ''],
  lists: ['', 'any', '[]'],
  templates: ['`${', 'any', '}`'],
  predicates: ['(a: any) => a is ', 'any', ''],
};

/** Read again for every level by every parser of TypeScript, or by ours: ten levels of them are too many. */
const READ_AGAIN = new Set([
  'casts of defaults',
  'assignments in conditionals',
  'functions with list patterns',
  'functions with object patterns',
]);

const DEPTHS = [10, 20, 40, 80, 2_000];

const nested = ([open, inside, close]: readonly [string, string, string], depth: number) =>
  open.repeat(depth) + inside + close.repeat(depth);

/** `compiles`, or which bound refuses it; other diagnostics are of programs that are none. */
function outcome(text: string): string {
  const result = compile(
    `let a: any, b: any, c: any, d: any, f: any, x: any, T: any;\n${text}\nexport class Policy { run() { return 1; } }`,
    OPTIONS,
  );
  if (result.ok) return 'compiles';
  const [first] = result.diagnostics;
  expect(Math.min(first.line, first.column)).toBeGreaterThanOrEqual(1);
  const { message } = first;
  if (message.startsWith('Brackets are nested')) return 'brackets';
  if (message.startsWith('This expression or chain')) return 'words';
  if (message.includes('in reasonable time')) return 'work';
  if (message.includes('too deeply')) return 'stack';
  return 'refused';
}

describe('what nests', () => {
  it.each([
    ['expressions', EXPRESSIONS, 'x = '],
    ['statements', STATEMENTS, ''],
    ['types', TYPES, 'type T1 = '],
  ] as const)('in %s', (_name, constructs, prefix) => {
    for (const [name, levels] of Object.entries(constructs)) {
      const [shallow, ...deeper] = DEPTHS.map((depth) => outcome(prefix + nested(levels, depth)));
      const expected = name.includes('async') ? 'refused' : READ_AGAIN.has(name) ? 'work' : 'compiles';
      expect(`${name}: ${shallow}`).toBe(`${name}: ${expected}`);
      expect(['brackets', 'words'], name).toContain(deeper.at(-1));
      for (const each of deeper) expect([expected, 'work', 'brackets', 'words'], name).toContain(each);
    }
  });

  it('up to both bounds at once fits the stack', () => {
    const levels = Math.floor((MAX_OPEN_BRACKETS - 2) / 3);
    for (const link of ['a => ', 'typeof ', '<any>', 'f = ', '2 ** ', '<T,>(a) => ']) {
      const words = MAX_PENDING_WORDS - 10 * levels - 40;
      const chain = link.repeat(Math.floor(words / link.trim().split(/\b| /).length / 2));
      const text = `x = ${nested(['(class { m() { return ', `${chain}1`, '} })'], levels)}`;
      expect(`${link}: ${outcome(text)}`).toBe(`${link}: compiles`);
    }
  });
});

describe('what does not nest', () => {
  it('may be as long as a text may be', () => {
    const long = (part: string) => part.repeat(Math.floor((MAX_SOURCE_BYTES - 500) / part.length));
    for (const text of [
      long('a = b + 1;\n'),
      long('a = b + 1;'),
      `a = [${long('1, ')}];`,
      `a = { ${long('b, ')} };`,
      long('if (a) { b++; }\n'),
      long('function f(a: any) { return a; }\n'),
      `class C { ${long('m() { return [1]; } ')} }`,
      `switch (a) { ${long('case 1: b++; break; ')} }`,
      `a = "${long('x(')}";`,
      `a = \`${long('{ x(')}\`;`,
      `// ${long('([{')}`,
      `/* ${long('([{\n')} */`,
      `type T = { ${long('a: string; ')} };`,
      nested(['{', long('a();'), '}'], 50).slice(0, MAX_SOURCE_BYTES - 200),
    ])
      expect(`${text.slice(0, 30)}: ${measureNesting(text).tooDeep?.message}`).toBe(
        `${text.slice(0, 30)}: undefined`,
      );
    const members = 'm() { } #p() { } "q"() { } @d r() { } [s]() { }\n'.repeat(500);
    expect(measureNesting(`class C { ${members} }`).tooDeep).toBeUndefined();
  });

  it('is compiled in a time that grows as it does', () => {
    const many = (line: (i: number) => string) => Array.from({ length: 1_500 }, (_, i) => line(i)).join('\n');
    expect(outcome(many((i) => `a = b + ${i};`))).toBe('compiles');
    expect(outcome(nested(['{', many(() => 'a();'), '}'], 50))).toBe('compiles');
    expect(outcome(many(() => 'missing();'))).toBe('refused');
    expect(outcome(many(() => 'enum E { A = 1, }'))).toBe('compiles');
    expect(outcome(many((i) => `class C${i} extends C${i + 1} { }`).concat(' class C1500 { }'))).toBe(
      'compiles',
    );
    expect(outcome(`enum E { T0 = "x", ${many((i) => `T${i + 1} = T${i} + T${i},`)} }`)).toBe('compiles');
  });

  it('is not told from the inside of texts, templates and comments', () => {
    const deep = '('.repeat(200);
    for (const text of [
      `"${deep}"`,
      `'\\'${deep}'`,
      `\`\\\`${deep}\${1}${deep}\``,
      `// ${deep}\n1`,
      `/* ${deep}\n */ 1`,
    ])
      expect(measureNesting(`x = ${text};`).tooDeep).toBeUndefined();
    const at = measureNesting(`x = "'"; y = \`\${ '\`' }\`;\n /* ( */ z = ${deep}`).tooDeep;
    expect([at?.line, at?.column]).toEqual([2, 14 + MAX_OPEN_BRACKETS]);
  });
});
