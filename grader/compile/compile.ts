/**
 * From a submission's text to a program text that the confined realm can run, or to diagnostics.
 *
 *      TypeScript ──strip types──▶ JavaScript ──parse──▶ tree ──check──▶ ──meter──▶ ──print──▶ program text
 *
 * Pure and the same everywhere: the server and the browser compile with the same code, so that a program costs
 * the same units on both. (Types are therefore stripped with sucrase, which runs in the browser too, although
 * the native transpiler is 2 ms faster.) What runs is printed from the checked tree: comments and odd spellings
 * do not survive, and nothing can mean one thing to the checks and another to the engine.
 *
 * Types are not checked here: the editor does that.
 */
import { parse } from 'acorn';
import { GENERATOR, generate } from 'astring';
import { transform } from 'sucrase';
import type { PolicyShape } from '../../simulator/engine/policy';
import type { Diagnostic } from '../verdict';
import { checkConstructs } from './allow-list';
import { checkExportedClass, splitModule } from './exported-class';
import { meter } from './metering';
import { programText } from './program-text';
import { inSource } from './source-positions';
import type { SyntaxNode } from './syntax-tree';

/** A long solution of this course has 20 kB. */
export const MAX_SOURCE_BYTES = 100_000;

const MAX_DIAGNOSTICS = 20;

export interface CompileOptions {
  readonly shape: PolicyShape;
  /** Values that the submission may import from './contract'. */
  readonly contractValues: readonly string[];
}

export type CompileResult =
  | { readonly ok: true; readonly program: string }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export function compile(source: string, options: CompileOptions): CompileResult {
  try {
    return compileText(source, options);
  } catch (error) {
    if (error instanceof RangeError)
      return refused([
        { line: 1, column: 1, message: 'The program is nested too deeply: split it into functions.' },
      ]);
    throw error;
  }
}

function compileText(source: string, options: CompileOptions): CompileResult {
  const bytes = new TextEncoder().encode(source).length;
  if (bytes > MAX_SOURCE_BYTES)
    return refused([
      {
        line: 1,
        column: 1,
        message: `The file has ${bytes} bytes; a submission may have at most ${MAX_SOURCE_BYTES}.`,
      },
    ]);
  const stripped = strip(source);
  if ('diagnostics' in stripped) return refused(stripped.diagnostics);
  const refusedInSource = (diagnostics: readonly Diagnostic[]) =>
    refused(inSource(diagnostics, mappingsOf(source)).slice(0, MAX_DIAGNOSTICS));

  const parsed = parseScript(stripped.code);
  if ('diagnostics' in parsed) return refusedInSource(parsed.diagnostics);
  const { program } = parsed;
  const constructs = checkConstructs(program, options);
  if (constructs.length > 0) return refusedInSource(constructs);
  const parts = splitModule(program);
  const missing = checkExportedClass(parts, options.shape);
  if (missing.length > 0) return refusedInSource(missing);

  const body: SyntaxNode = { type: 'Program', body: parts.body };
  meter(body);
  return { ok: true, program: programText(print(body), parts, options.shape) };
}

function refused(diagnostics: readonly Diagnostic[]): CompileResult {
  return { ok: false, diagnostics };
}

function strip(source: string): { code: string } | { diagnostics: Diagnostic[] } {
  try {
    return { code: transform(source, { transforms: ['typescript'], disableESTransforms: true }).code };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    // sucrase reads tolerantly, and fails without a place when brackets do not match at the end.
    if (!(error instanceof SyntaxError))
      return { diagnostics: [{ line: 1, column: 1, message: 'The brackets of this file do not match.' }] };
    return { diagnostics: [syntaxError(error)] };
  }
}

function mappingsOf(source: string): string {
  const { sourceMap } = transform(source, {
    transforms: ['typescript'],
    disableESTransforms: true,
    filePath: 'submission.ts',
    sourceMapOptions: { compiledFilename: 'submission.js' },
  });
  return sourceMap?.mappings ?? '';
}

function parseScript(code: string): { program: SyntaxNode } | { diagnostics: Diagnostic[] } {
  try {
    const program = parse(code, {
      ecmaVersion: 2022,
      sourceType: 'module',
      locations: true,
      allowHashBang: false,
    });
    return { program: program as unknown as SyntaxNode };
  } catch (error) {
    return { diagnostics: [syntaxError(error)] };
  }
}

/** acorn counts columns from 0 and sucrase from 1; both put "(line:column)" into the message. */
function syntaxError(error: unknown): Diagnostic {
  if (!(error instanceof SyntaxError)) throw error;
  const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
  const fromAcorn = 'raisedAt' in error;
  const message = error.message.replace(/ \(\d+:\d+\)$/, '').replace(/^Error transforming [^:]*: /, '');
  return {
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + (fromAcorn ? 1 : 0) || 1,
    message: `${message.replace(/\.$/, '')}.`,
  };
}

interface PrinterState {
  write(text: string): void;
}

const printer = {
  ...GENERATOR,
  Verbatim(node: { text: string }, state: PrinterState) {
    state.write(node.text);
  },
  Literal(node: { value: unknown }, state: PrinterState) {
    state.write(typeof node.value === 'string' ? `"${escaped(node.value)}"` : String(node.value));
  },
  TemplateLiteral(
    node: { quasis: { value: { cooked: string } }[]; expressions: SyntaxNode[] },
    state: PrinterState,
  ) {
    node.quasis.forEach(({ value }, index) => {
      state.write(index === 0 ? '`' : '}');
      state.write(escaped(value.cooked).replace(/`|\$(?=\{)/g, '\\$&'));
      const expression = node.expressions[index];
      if (expression === undefined) return;
      state.write('${');
      (this as unknown as Printer)[expression.type]?.(expression, state);
    });
    state.write('`');
  },
};

type Printer = Readonly<Record<string, (node: unknown, state: PrinterState) => void>>;

/** The inside of a text literal. Without the texts that a compartment refuses anywhere, also in literals. */
function escaped(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
    .replace(
      /\b(import|eval)(\s*)([(/])/g,
      (_, name, space, next) => `${name}${space}${next === '/' ? '\\x2f' : '\\x28'}`,
    )
    .replace(/<!--/g, '\\x3c!--')
    .replace(/-->/g, '--\\x3e');
}

function print(program: SyntaxNode): string {
  return generate(program as never, { generator: printer as never, indent: '' });
}
