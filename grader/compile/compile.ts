/**
 * From a submission's text to a program text that the confined realm can run, or to diagnostics.
 *
 *      text ──bound nesting──▶ ──parse──▶ TypeScript tree ──erase types──▶ JavaScript tree ──check──▶ ──lower──▶
 *           ──meter──▶ ──print──▶ program text ──parse──▶ the same tree?
 *
 * Pure and the same everywhere: the server and the browser compile with the same code, so that a program costs
 * the same units on both. What runs is printed from the checked tree: comments and odd spellings do not survive,
 * and nothing can mean one thing to the checks and another to the engine.
 *
 * This is work on hostile input: every pass is linear in the text, depth and work are bounded before anything
 * recursive starts, and on the server it runs in a process that can be killed (grader/confine/compiler-pool.ts).
 *
 * Types are not checked here: the editor does that.
 */
import type { PolicyShape } from '../../simulator/engine/policy';
import type { Diagnostic } from '../verdict';
import { checkConstructs } from './allow-list';
import type { ContractValues } from './contract-values';
import { eraseTypes } from './erase-types';
import { checkExportedClass, splitModule } from './exported-class';
import { lowerConstructs } from './lower-constructs';
import { meter } from './metering';
import { measureNesting, type Place } from './nesting';
import { parseTypeScript } from './parse-typescript';
import { printProgram } from './print-program';
import type { Region } from './profile';
import { programText } from './program-text';
import type { SyntaxNode } from './syntax-tree';

/** A long solution of this course has 20 kB. */
export const MAX_SOURCE_BYTES = 100_000;

const MAX_DIAGNOSTICS = 20;
/** A name can be as long as the text. */
const MAX_MESSAGE_LENGTH = 500;

export interface CompileOptions {
  readonly shape: PolicyShape;
  /** Values that the submission may import from './contract'. */
  readonly contractValues: ContractValues;
  /** Whether the program counts where its units go. It costs the same. */
  readonly profiled?: boolean;
}

export type CompileResult =
  | {
      readonly ok: true;
      readonly program: string;
      /** Of a profiled program: what its counts are of. */
      readonly regions?: readonly Region[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export function compile(source: string, options: CompileOptions): CompileResult {
  const bytes = new TextEncoder().encode(source).length;
  if (bytes > MAX_SOURCE_BYTES) {
    const message = `The file has ${bytes} bytes; a submission may have at most ${MAX_SOURCE_BYTES}.`;
    return refused([{ line: 1, column: 1, message }]);
  }
  const { tooDeep, deepest } = measureNesting(source);
  if (tooDeep !== undefined) return refused([tooDeep]);
  try {
    return compileBounded(source, options, deepest);
  } catch (error) {
    // Where the stack is smaller than the bounds of nesting assume.
    if (!(error instanceof RangeError)) throw error;
    return refused([
      { ...deepest, message: 'The program is nested too deeply here: split it into functions.' },
    ]);
  }
}

function compileBounded(source: string, options: CompileOptions, deepest: Place): CompileResult {
  const parsed = parseTypeScript(source, deepest);
  if ('diagnostic' in parsed) return refused([parsed.diagnostic]);
  const erased = eraseTypes(parsed.program);
  const { program } = erased;
  const constructs = inOrder([...erased.diagnostics, ...checkConstructs(program, options)]);
  if (constructs.length > 0) return refused(constructs);
  const parts = splitModule(program);
  const missing = checkExportedClass(parts, options.shape);
  if (missing.length > 0) return refused(missing);

  const body: SyntaxNode = { type: 'Program', body: parts.body };
  lowerConstructs(body);
  const regions: Region[] | undefined = options.profiled ? [] : undefined;
  const unmetered = meter(body, regions);
  if (unmetered.length > 0) return refused(unmetered);
  const printed = printProgram(body);
  if ('diagnostic' in printed) return refused([printed.diagnostic]);
  const text = programText(printed.text, parts, options, regions?.length);
  return { ok: true, program: text, ...(regions && { regions }) };
}

function refused(diagnostics: readonly Diagnostic[]): CompileResult {
  const told = diagnostics.slice(0, MAX_DIAGNOSTICS).map((each) => ({
    ...each,
    message:
      each.message.length > MAX_MESSAGE_LENGTH
        ? `${each.message.slice(0, MAX_MESSAGE_LENGTH)}...`
        : each.message,
  }));
  return { ok: false, diagnostics: told };
}

/** In the order of the text, one a place. */
function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter((each, i, all) => each.line !== all[i - 1]?.line || each.column !== all[i - 1]?.column);
}
