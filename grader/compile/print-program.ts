/**
 * Prints a metered tree as the text that runs, and reads it again: what comes back must be the same tree. Nothing
 * can then mean one thing to the checks and another to the engine, and a fault of the printer is found with the
 * first program that meets it.
 *
 * The printer is astring with five changes: an optional chain always stands in parentheses, which end it where
 * the tree ends it; so does an assignment to a pattern, because V8 takes f([a + b], [c] = d) for parameters of an
 * arrow and refuses it; texts are written without what a compartment refuses anywhere (`import(`, `<!--`); numbers
 * are written by value; `Verbatim` nodes hold text of ours (metering.ts).
 */
import { parse } from 'acorn';
import { GENERATOR, generate } from 'astring';
import type { Diagnostic } from '../verdict';
import { METER } from './metering';
import { firstDifference } from './same-tree';
import { diagnosticAt, type SyntaxNode } from './syntax-tree';

const NOT_PRINTED =
  'This construct does not come out of the compiler as it was written, which is our fault: write it in another way, for example in several statements.';

/** @param program statements of a function body, metered. */
export function printProgram(
  program: SyntaxNode,
): { readonly text: string } | { readonly diagnostic: Diagnostic } {
  const text = generate(program as never, { generator: printer as never, indent: '' });
  let printed: SyntaxNode;
  try {
    printed = parse(text, { ecmaVersion: 2022, sourceType: 'module' }) as unknown as SyntaxNode;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { readonly pos?: number };
    return { diagnostic: { line: lineNoted(text, pos ?? 0), column: 1, message: NOT_PRINTED } };
  }
  const different = firstDifference(program, printed, text);
  return different === undefined ? { text } : { diagnostic: diagnosticAt(different, NOT_PRINTED) };
}

/** The line of the student's text that metered code notes last before a place in the printed text. */
function lineNoted(text: string, before: number): number {
  const noted = text.lastIndexOf(`${METER.line}=`, before);
  return noted < 0 ? 1 : Math.max(1, Number.parseInt(text.slice(noted + METER.line.length + 1), 10));
}

interface PrinterState {
  write(text: string): void;
}

type Printer = Readonly<Record<string, (node: unknown, state: PrinterState) => void>>;

const printer = {
  ...GENERATOR,
  Verbatim(node: { text: string }, state: PrinterState) {
    state.write(node.text);
  },
  ChainExpression(node: { expression: SyntaxNode }, state: PrinterState) {
    state.write('(');
    (this as unknown as Printer)[node.expression.type]?.(node.expression, state);
    state.write(')');
  },
  AssignmentExpression(node: { left: SyntaxNode }, state: PrinterState) {
    const toPattern = node.left.type.endsWith('Pattern');
    if (toPattern) state.write('(');
    (GENERATOR as unknown as Printer).AssignmentExpression?.call(this, node, state);
    if (toPattern) state.write(')');
  },
  Literal({ value }: { value: unknown }, state: PrinterState) {
    if (typeof value === 'string') state.write(`"${escaped(value)}"`);
    else state.write(value === Number.POSITIVE_INFINITY ? '1e999' : String(value));
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
