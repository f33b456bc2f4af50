/**
 * Whether a run can be a pure function of its arguments: what exercise.ts, the cases and everything that they reach
 * use must know no clock, no chance of its own, no asynchrony, no locale, no host and no package.
 *
 * Looked at in the syntax of each file that the bundler reaches. What is computed at run time (`globalThis[name]`)
 * begins with a name that is refused itself.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@babel/parser';
import { build } from 'esbuild';
import { child, children, isFunction, lineOf, nodes, type SyntaxNode } from '../compile/syntax-tree';
import { ROOT } from './exercise-library';

/** Names of the host, and why a run may not know them. */
const NAMES: Readonly<Record<string, string>> = {
  ...because('the clock decides no verdict: count cycles', ['Date', 'performance', 'Temporal']),
  ...because('a run ends before it returns: nothing comes later', [
    'Promise',
    'queueMicrotask',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ]),
  ...because('a run knows nothing of the machine it runs on', [
    'Atomics',
    'Intl',
    'FinalizationRegistry',
    'SharedArrayBuffer',
    'WeakRef',
    'crypto',
    'document',
    'eval',
    'fetch',
    'global',
    'globalThis',
    'navigator',
    'process',
    'require',
    'self',
    'window',
  ]),
};

/** Properties, of `Math` or of anything. */
const PROPERTIES: Readonly<Record<string, string>> = {
  ...because('chance comes from context.random alone', ['Math.random']),
  ...because(
    'engines may round its last digit differently',
    'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh'
      .split(' ')
      .map((name) => `Math.${name}`),
  ),
  ...because('it depends on the locale of the host', [
    'localeCompare',
    'toLocaleDateString',
    'toLocaleLowerCase',
    'toLocaleString',
    'toLocaleTimeString',
    'toLocaleUpperCase',
  ]),
};

function because(why: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, why]));
}

/** @param folder of an exercise. @returns each use as a sentence with file and line; `hidden.ts` among them. */
export async function purityProblems(folder: string): Promise<string[]> {
  const parts = ['exercise', 'samples', 'hidden'].map((part) => `export * from './${part}';`);
  const { metafile } = await build({
    stdin: { contents: parts.join('\n'), resolveDir: folder, loader: 'ts', sourcefile: 'reached.ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  const within = `${relative(ROOT, folder).replaceAll('\\', '/')}/`;
  const told = (path: string) => (path.startsWith(within) ? path.slice(within.length) : path);
  return Object.entries(metafile.inputs).flatMap(([path, { imports }]) => {
    if (path.endsWith('reached.ts')) return [];
    const packages = imports
      .filter(({ external }) => external)
      .map((one) => `${told(path)} imports the package ${one.path}: a run is made of files of the project`);
    return [...packages, ...usesOf(path).map(({ line, what }) => `${told(path)}:${line}: ${what}`)];
  });
}

interface Use {
  readonly line: number;
  readonly what: string;
}

const known = new Map<string, readonly Use[]>();

/** @param path from the project's root. */
function usesOf(path: string): readonly Use[] {
  let uses = known.get(path);
  if (uses === undefined) {
    uses = impureUses(readFileSync(join(ROOT, path), 'utf8'));
    known.set(path, uses);
  }
  return uses;
}

/** What stands in every text that has a use: most have none, and parsing is what takes time. */
const SUSPECT = new RegExp(
  [
    ...[...Object.keys(NAMES), ...Object.keys(PROPERTIES), 'async', 'await'].map(
      (name) => `\\b${name.split('.').at(-1)}\\b`,
    ),
    /\bimport\b(?!\s+[\w{*'"])/.source,
    /\\(?![nrt'"`$\\])/.source, // a name may be written with escapes
  ].join('|'),
);

/** Uses of what a run may not know, in the order of the text. */
export function impureUses(text: string): Use[] {
  if (!SUSPECT.test(text)) return [];
  const { program } = parse(text, {
    sourceType: 'module',
    attachComment: false,
    plugins: ['typescript', ['estree', { classFeatures: true }]],
  });
  const uses: Use[] = [];
  visit(program as unknown as SyntaxNode, new Set(), uses);
  return uses;
}

/** Of the type system's nodes, those that hold expressions. */
const TYPED = /^TS(AsExpression|SatisfiesExpression|NonNullExpression|ParameterProperty|Enum)/;
const LATER = 'a run ends before it returns: nothing comes later';

/** @param bound names that the text itself gives to something here. */
function visit(node: SyntaxNode, bound: ReadonlySet<string>, uses: Use[]): void {
  if (node.type.startsWith('TS') && !TYPED.test(node.type)) return;
  const add = (name: string, why: string) => uses.push({ line: lineOf(node), what: `uses ${name}: ${why}` });
  if (node.type === 'AwaitExpression' || node.await === true) add('await', LATER);
  if (node.async === true) add('async', LATER);
  if (node.type === 'ImportExpression') add('import()', LATER);
  if (node.type === 'Identifier') {
    const name = String(node.name);
    if (Object.hasOwn(NAMES, name) && !bound.has(name)) add(name, NAMES[name]);
  }
  const property = nameOf(child(node, 'property'));
  if (node.type === 'MemberExpression' && property !== undefined) {
    const object = child(node, 'object');
    const name = object?.type === 'Identifier' && object.name === 'Math' ? `Math.${property}` : property;
    if (Object.hasOwn(PROPERTIES, name)) add(name, PROPERTIES[name]);
  }
  const within =
    isFunction(node) || node.type === 'Program' ? new Set([...bound, ...namesGivenIn(node)]) : bound;
  for (const below of children(node)) if (!isOnlyName(node, below)) visit(below, within, uses);
}

/** A property's name, written out or as a text in brackets. */
function nameOf(property: SyntaxNode | undefined): string | undefined {
  if (property?.type === 'Identifier') return String(property.name);
  return property?.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** `process` in `event.process` and `{ process: 3 }`: the name of a property, and nothing that is looked up. */
function isOnlyName(node: SyntaxNode, below: SyntaxNode): boolean {
  if (below.type !== 'Identifier') return false;
  if (/^(Import|Export).*Specifier$/.test(node.type)) return true;
  if (node.computed === true) return false;
  return node.type === 'MemberExpression' ? below === node.property : below === node.key;
}

/** Names that a function, or a module, gives to something: parameters, variables, functions, classes, imports. */
function namesGivenIn(scope: SyntaxNode): string[] {
  const names = nodes(scope, 'params').flatMap(namesOf);
  const look = (node: SyntaxNode): void => {
    if (node.type === 'VariableDeclarator') names.push(...namesOf(child(node, 'id')));
    else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
      names.push(...namesOf(child(node, 'id')));
    else if (node.type === 'CatchClause') names.push(...namesOf(child(node, 'param')));
    else if (node.type.startsWith('Import')) names.push(...namesOf(child(node, 'local')));
    if (!isFunction(node)) children(node).forEach(look);
  };
  children(scope).forEach(look);
  return names;
}

/** Names in a pattern. */
function namesOf(pattern: SyntaxNode | undefined): string[] {
  if (pattern === undefined) return [];
  if (pattern.type === 'Identifier') return [String(pattern.name)];
  const inner = ['argument', 'left', 'parameter', 'value'].flatMap((field) => namesOf(child(pattern, field)));
  return [...inner, ...[...nodes(pattern, 'elements'), ...nodes(pattern, 'properties')].flatMap(namesOf)];
}
