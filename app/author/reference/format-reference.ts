/**
 * The reference of the exercise format, out of the format's own source: each exported declaration with its documentation,
 * as it stands in the file, so that it is never older than what it tells.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What authors write against, in the order in which they meet it. */
export const REFERENCE_FILES = [
  { path: 'exercises/exercise-definition.ts', title: 'An exercise' },
  { path: 'exercises/judging/rule-book.ts', title: 'Judging: the rule book' },
  { path: 'exercises/judging/events.ts', title: 'Judging: reading events' },
  { path: 'exercises/judging/budgets.ts', title: 'Judging: budgets' },
  { path: 'exercises/judging/cases-from.ts', title: 'Cases' },
  { path: 'exercises/wrong-solution.ts', title: 'Wrong solutions' },
  { path: 'exercises/mutants-definition.ts', title: 'Mutants' },
  { path: 'exercises/picture-description.ts', title: 'Pictures' },
  { path: 'exercises/system-picture.ts', title: 'Pictures of a whole system' },
  { path: 'exercises/question-definition.ts', title: 'A question' },
  { path: 'simulator/engine/define-events.ts', title: 'Events' },
  { path: 'simulator/engine/random.ts', title: 'Chance' },
] as const;

export interface Declaration {
  readonly name: string;
  /** What is said of it. */
  readonly text: string;
  /** As an author needs it: of a function or a method what it is given and gives, not how. */
  readonly code: string;
}

export async function declarationsOf(path: string): Promise<readonly Declaration[]> {
  return declarationsIn(await readFile(join(process.cwd(), path), 'utf8'));
}

const BEGINS = /^export (?:abstract )?(?:const|function\*?|class|interface|type) (\w+)/;

/** @param source formatted as all of this project is: what stands at the margin ends a declaration. */
export function declarationsIn(source: string): readonly Declaration[] {
  const lines = source.split('\n');
  const found: Declaration[] = [];
  let comment: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('/**')) {
      const end = lines.findIndex((each, index) => index >= at && each.includes('*/'));
      comment = lines.slice(at, end + 1);
      at = end;
      continue;
    }
    const name = BEGINS.exec(line)?.[1];
    if (name !== undefined) {
      let end = at;
      while (end < lines.length - 1 && !isLast(lines, at, end)) end++;
      const code = lines.slice(at, end + 1);
      found.push({ name, text: proseOf(comment), code: withoutBodies(code).join('\n') });
      at = end;
    }
    if (line.trim() !== '') comment = [];
  }
  return found;
}

/** Whether a declaration that began at `from` ends with the line `at`. */
function isLast(lines: readonly string[], from: number, at: number): boolean {
  const line = lines[at] ?? '';
  if (at > from && /^[\])}]/.test(line)) return !/[{(]$/.test(line);
  const next = lines.slice(at + 1).find((each) => each !== '') ?? '';
  return !/^[\s\])}]/.test(next);
}

const proseOf = (comment: readonly string[]) =>
  comment
    .join('\n')
    .replace(/^\/\*\*\s?/, '')
    .replace(/\s*\*\/$/, '')
    .replace(/^ ?\* ?/gm, '')
    .trim();

/** Bodies of functions and methods are how, and private members nobody's business. */
function withoutBodies(code: readonly string[]): string[] {
  const [first = '', ...rest] = code;
  if (/^export function/.test(first)) return headsOnly(code, '');
  if (!/^export (?:abstract )?class/.test(first)) return [...code];
  const members = headsOnly(rest.slice(0, -1), '  ')
    .join('\n')
    .split(/\n{2,}/);
  const shown = members.map((each) =>
    each
      .split('\n')
      .filter((line) => !/^ {2}(?:private|#)/.test(line))
      .join('\n'),
  );
  return [first, shown.filter((each) => each.trim() !== '').join('\n\n'), '}'];
}

/** Each that begins at the indent, up to the brace that opens its body. */
function headsOnly(code: readonly string[], indent: string): string[] {
  const kept: string[] = [];
  let inBody = false;
  for (const line of code) {
    if (inBody) inBody = line !== `${indent}}`;
    else if (line.startsWith(indent) && /\{$/.test(line) && !/[=(,:]\s*\{$/.test(line)) {
      kept.push(line.replace(/ \{$/, ';'));
      inBody = true;
    } else kept.push(line);
  }
  return kept;
}
