/**
 * From the text to a tree: TypeScript as ESTree nodes with types still in it.
 *
 * Parsers of TypeScript try a reading, fail, and read again; nested, that takes exponential work in every one of
 * them. So the characters that the parser reads are counted, and a text that is read too often is refused: the
 * same text with the same outcome on every machine.
 */
import { type ParserOptions, parse } from '@babel/parser';
import type { Diagnostic } from '../verdict';
import type { Place } from './nesting';
import type { SyntaxNode } from './syntax-tree';

/** Ordinary programs are read 1.2 to 1.6 times. */
const READS_PER_CHARACTER = 4;
/** So that a short text may nest what is read twice about ten deep. */
const FREE_READS = 40_000;

/** Everything that TypeScript 7 and the language know is parsed, so that it can be refused at its place. */
const OPTIONS: ParserOptions = {
  sourceType: 'module',
  attachComment: false,
  plugins: [
    'typescript',
    ['estree', { classFeatures: true }],
    'decorators-legacy',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
    'deferredImportEvaluation',
    'sourcePhaseImports',
  ],
};

class ReadTooOften extends Error {}

/** The text, which counts how often a character is read. */
class CountedText extends String {
  private readsLeft: number;

  constructor(private readonly text: string) {
    super(text);
    this.readsLeft = FREE_READS + READS_PER_CHARACTER * text.length;
  }

  override charCodeAt(index: number): number {
    if (--this.readsLeft < 0) throw new ReadTooOften();
    return this.text.charCodeAt(index);
  }
}

/** @param deepest where to point when the text cannot be read in bounded work. */
export function parseTypeScript(
  text: string,
  deepest: Place,
): { readonly program: SyntaxNode } | { readonly diagnostic: Diagnostic } {
  try {
    // The parser reads its input through the methods of a text only.
    const { program } = parse(new CountedText(text) as unknown as string, OPTIONS);
    return { program: program as unknown as SyntaxNode };
  } catch (error) {
    if (error instanceof ReadTooOften)
      return {
        diagnostic: {
          ...deepest,
          message:
            'Types, casts and functions are nested so here that the text cannot be read in reasonable time: split this expression, and write value as Type rather than <Type>value.',
        },
      };
    if (!(error instanceof SyntaxError)) throw error;
    return { diagnostic: syntaxError(error) };
  }
}

/** Columns of the parser count from 0, and stand also at the end of its message. */
function syntaxError(error: SyntaxError): Diagnostic {
  const { loc } = error as SyntaxError & {
    readonly loc?: { readonly line: number; readonly column: number };
  };
  const message = error.message.replace(/ \(\d+:\d+\)\s*$/, '').replace(/\.$/, '');
  return {
    line: loc?.line ?? 1,
    column: (loc?.column ?? 0) + 1,
    message: message.includes('parser plugin')
      ? 'This construct is not available here.'
      : `${message.split('\n')[0]}.`,
  };
}
