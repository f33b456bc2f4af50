/**
 * question.json between its text and the form. The form edits what is written, so a field that it does not touch stays as it
 * is; what it could not show, it refuses.
 *
 *      text ──openQuestion──▶ WrittenQuestion ──form──▶ WrittenQuestion ──questionText──▶ text
 */
import { readQuestion, type WrittenQuestion } from '../../../grader/packages/plain-question-format';
import { type PartKind, questionWords as words } from './words';

export type WrittenPart = WrittenQuestion['parts'][number];
export type PartOf<Kind extends PartKind> = Extract<WrittenPart, { kind: Kind }>;
export type WrittenVariable = NonNullable<WrittenQuestion['variables']>[string];
export type Cell = PartOf<'table'>['cells'][number][number];

export type Opened =
  | { readonly written: WrittenQuestion; readonly unfinished: string }
  | { readonly problem: string };

export function openQuestion(text: string): Opened {
  const read = readQuestion(text);
  if (read.kind === 'refused') return { problem: read.problem };
  const { written } = read;
  const problem = cellProblem(written);
  if (problem !== undefined) return { problem };
  return { written, unfinished: read.kind === 'unfinished' ? read.problem : '' };
}

export const questionText = (written: WrittenQuestion): string => `${JSON.stringify(written, null, 2)}\n`;

/** The form shows a cell for each row and column, and no other. */
function cellProblem({ given, parts }: WrittenQuestion): string | undefined {
  if (given?.rows.some((row) => row.length !== given.columns.length))
    return 'question.json: given.rows: each row needs as many cells as there are columns';
  const index = parts.findIndex(
    (part) =>
      part.kind === 'table' &&
      (part.cells.length !== part.rowLabels.length ||
        part.cells.some((row) => row.length !== part.columns.length)),
  );
  if (index < 0) return undefined;
  return `question.json: parts.${index}.cells: each row label needs a row, and each row as many cells as there are columns`;
}

/** Numbers and texts in a line; a text that could be taken for something else stands in quotes. */
export function valuesText(values: readonly (number | string)[]): string {
  return values
    .map((value) => (typeof value === 'number' || isBare(value) ? String(value) : JSON.stringify(value)))
    .join(', ');
}

const isNumeric = (text: string) => /^-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text);
const isBare = (text: string) =>
  text !== '' && text === text.trim() && !/[",\n\r]/.test(text) && !isNumeric(text);

/** Null where a quote is not closed, a value is missing, or a number is none. */
export function valuesOf(text: string): (number | string)[] | null {
  const values: (number | string)[] = [];
  const value = /\s*(?:("(?:[^"\\]|\\.)*")|([^",]+?))\s*(?:,|$)/y;
  while (value.lastIndex < text.length) {
    const [found, quoted, bare = ''] = value.exec(text) ?? [];
    if (found === undefined) return null;
    if (quoted === undefined) values.push(isNumeric(bare) ? Number(bare) : bare);
    else
      try {
        values.push(JSON.parse(quoted) as string);
      } catch {
        return null; // such as a lone backslash
      }
  }
  const isWhole = values.every((each) => typeof each === 'string' || Number.isFinite(each));
  return isWhole && !/,\s*$/.test(text) ? values : null;
}

/** Null where it is no list of whole numbers. */
export function rowsOf(text: string): number[] | null {
  const rows = text.trim() === '' ? [] : text.split(',').map((row) => row.trim());
  return rows.every((row) => /^\d{1,6}$/.test(row)) ? rows.map(Number) : null;
}

/** Everything has a name already, so that its variants can be looked at. */
export function newPart(kind: PartKind, others: readonly WrittenPart[]): WrittenPart {
  const id = freeName('part-', (name) => others.every((part) => part.id !== name));
  const facts = { id, label: words.newLabel(others.length + 1), points: 1 };
  switch (kind) {
    case 'number':
      return { kind, ...facts, answer: '0' };
    case 'choice':
      return { kind, ...facts, options: [{ text: words.option(1), right: true }, { text: words.option(2) }] };
    case 'text':
      return { kind, ...facts, answers: [''] };
    case 'table': {
      const [columns, rowLabels] = [[words.column(1)], [words.tableRow(1)]];
      return { kind, ...facts, columns, rowLabels, cells: [[{ answer: '' }]] };
    }
    case 'gantt':
      return { kind, ...facts, lanes: ['core'], symbols: ['A', 'B'], slots: '4', runs: [] };
  }
}

export function freeName(beginning: string, isFree: (name: string) => boolean): string {
  let number = 1;
  while (!isFree(`${beginning}${number}`)) number++;
  return `${beginning}${number}`;
}

/** What a question without code begins as. @param title one line. */
export const firstQuestion = (title: string): string =>
  questionText({
    title,
    summary: 'How long the last of several threads waits for its first quantum.',
    rows: [],
    variables: {
      threads: { from: 3, to: 9 },
      quantum: { of: [5, 10, 20, 50] },
      wait: { is: '(threads - 1) * quantum' },
    },
    prompt:
      '{{threads}} threads become ready at once and run round robin with a quantum of {{quantum}} ms. A switch costs nothing.',
    parts: [
      {
        ...{ kind: 'number', id: 'wait', label: 'How long does the last one wait for its first quantum?' },
        ...{ points: 1, answer: 'wait', unit: 'ms' },
        feedback: {
          when: [{ answer: 'threads * quantum', say: 'It waits for the others, not for itself.' }],
        },
      },
    ],
    explanation: 'Before it run {{threads - 1}} others for {{quantum}} ms each: {{wait}} ms.',
  });
