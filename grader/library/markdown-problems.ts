/**
 * What of a text would not reach its reader as it was meant: it is parsed as the site does it
 * (app/markdown/render-markdown.ts), which leaves out what it cannot show.
 */
import katex from 'katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { drawFigure } from '../../exercises/figures/draw-figure';
import { FigureProblem, readFigure } from '../../exercises/figures/figure';

export interface MarkdownProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: string;
}

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly lang?: string | null;
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath);
/** What a template leaves where a value was missing. */
const MISSING = /\[object \w+\]|\bundefined\b|\bNaN\b|\$\{/;
const FENCE_END = /^ {0,3}(`{3,}|~{3,})\s*$/;

export function markdownProblems(text: string): MarkdownProblem[] {
  const lines = text.split('\n');
  const problems: MarkdownProblem[] = [];
  const visit = (node: Node) => {
    const { type, value = '', lang, position } = node;
    const line = position?.start.line ?? 1;
    const say = (problem: string) => problems.push({ line, problem });
    switch (type) {
      case 'html':
        say(`${shortened(value)} is taken for HTML and left out: write \`${shortened(value)}\``);
        break;
      case 'math':
      case 'inlineMath':
        try {
          katex.renderToString(value, { displayMode: type === 'math' });
        } catch (error) {
          say(`the formula ${shortened(value)} cannot be set: ${(error as Error).message}`);
        }
        break;
      case 'code':
        // A fence without an end takes all that follows.
        if (/^ {0,3}[`~]{3}/.test(lines[line - 1]) && !FENCE_END.test(lines[(position?.end.line ?? 1) - 1]))
          say('the block that begins here has no end');
        if (lang === 'figure') problems.push(...figureProblems(value, line));
        break;
      case 'text':
        if (MISSING.test(value)) say(`a value is missing: ${shortened(value)}`);
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(parser.parse(text) as Node);
  return problems;
}

/** @param line of the block's fence. */
function figureProblems(model: string, line: number): MarkdownProblem[] {
  try {
    drawFigure(readFigure(model));
    return [];
  } catch (error) {
    if (!(error instanceof FigureProblem)) throw error;
    return [{ line: line + error.line, problem: `the figure cannot be drawn: ${error.message}` }];
  }
}

/** For a sentence that quotes it. */
export const shortened = (text: string) => (text.length <= 60 ? text : `${text.slice(0, 60)}...`);
