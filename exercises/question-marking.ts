/**
 * Marks what a student entered for a question, and strips answers from what a student is shown.
 *
 *      question ──publicQuestion──▶ browser ──responses──▶ markQuestion ──▶ points, cells, messages
 *
 * Responses come from outside: any shape, size or type may arrive. What does not fit the part earns nothing and
 * is told so; nothing throws. Credit, published to students:
 *      number, text     all or nothing
 *      choice           single: all or nothing. Multiple: (right ones chosen - wrong ones chosen) / right ones, not below 0
 *      table            columns (or rows) in which every asked cell is right / columns (or rows) that ask for any
 *      gantt            slots in which every lane is right / slots
 * Credit times points is rounded down to half points, so full points need everything right. A table or chart
 * without a single entry counts as not answered. Cells and texts are compared without regard to case and outer
 * or doubled blanks; `-` means an empty cell.
 */
import type { Grid, Part, PartMark, Question, QuestionMark } from './question-definition';

type WithoutAnswer<P> = P extends unknown ? Omit<P, 'answer' | 'answers' | 'tolerance'> : never;

/** A part as it may leave the server. */
export type PublicPart = WithoutAnswer<Part>;

/** A question as it may leave the server before it was answered. */
export interface PublicQuestion {
  readonly prompt: string;
  readonly given?: Grid;
  readonly parts: readonly PublicPart[];
}

/** No entry is longer: longer ones are wrong without being looked at. */
const MAX_ENTRY_CHARACTERS = 200;

/** Copies what may be shown, field by field: a field that is added to a part later stays on the server. */
export function publicPart(part: Part): PublicPart {
  const { id, label, points } = part;
  switch (part.kind) {
    case 'number':
      return { kind: part.kind, id, label, points, unit: part.unit };
    case 'choice':
      return { kind: part.kind, id, label, points, options: part.options, multiple: part.multiple };
    case 'text':
      return { kind: part.kind, id, label, points };
    case 'table':
      return {
        kind: part.kind,
        id,
        label,
        points,
        pointsPer: part.pointsPer,
        columns: part.columns,
        rowLabels: part.rowLabels,
        given: part.given,
      };
    case 'gantt':
      return {
        kind: part.kind,
        id,
        label,
        points,
        lanes: part.lanes,
        slots: part.slots,
        symbols: part.symbols,
      };
  }
}

export function publicQuestion(question: Question): PublicQuestion {
  return {
    prompt: question.prompt,
    ...(question.given === undefined ? {} : { given: question.given }),
    parts: question.parts.map(publicPart),
  };
}

/** @param responses what was entered, by part id; unchecked. Ids that the question does not have are ignored. */
export function markQuestion(question: Question, responses: Readonly<Record<string, unknown>>): QuestionMark {
  const parts = question.parts.map((part) =>
    markPart(part, Object.hasOwn(responses, part.id) ? responses[part.id] : undefined),
  );
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    maxPoints: parts.reduce((sum, part) => sum + part.maxPoints, 0),
    parts,
  };
}

function markPart(part: Part, response: unknown): PartMark {
  if (isBlank(response)) return mark(part, 0, 'Not answered.');
  switch (part.kind) {
    case 'number':
      return markNumber(part, response);
    case 'choice':
      return markChoice(part, response);
    case 'text':
      return markText(part, response);
    case 'table':
      return markTable(part, response);
    case 'gantt':
      return markGantt(part, response);
  }
}

function markNumber(part: Extract<Part, { kind: 'number' }>, response: unknown): PartMark {
  const value = typeof response === 'number' ? response : parseNumber(response);
  if (!Number.isFinite(value))
    return mark(part, 0, 'This is not a number: write it like 12, 3.5 or 10/3, without a unit.');
  const right = Math.abs(value - part.answer) <= part.tolerance + 1e-9;
  return mark(part, right ? 1 : 0, right ? 'Right.' : 'Not this number.');
}

/** Decimal point or comma, or a fraction of integers. NaN for anything else. */
function parseNumber(text: unknown): number {
  if (typeof text !== 'string' || text.length > 40) return Number.NaN;
  const match = /^\s*([+-]?\d+)(?:\s*\/\s*(\d+)|[.,](\d+))?\s*$/.exec(text);
  if (match === null) return Number.NaN;
  const [, whole, divisor, decimals] = match;
  if (divisor !== undefined) return Number(whole) / Number(divisor);
  return Number(decimals === undefined ? whole : `${whole}.${decimals}`);
}

function markChoice(part: Extract<Part, { kind: 'choice' }>, response: unknown): PartMark {
  const isOption = (item: unknown) =>
    Number.isInteger(item) && (item as number) >= 0 && (item as number) < part.options.length;
  if (!Array.isArray(response) || response.length > part.options.length || !response.every(isOption))
    return mark(part, 0, 'These are not options of this part.');
  const chosen = new Set(response as number[]);
  if (!part.multiple && chosen.size !== 1) return mark(part, 0, 'Choose exactly one.');
  const rightOnes = part.answer.filter((option) => chosen.has(option)).length;
  const wrongOnes = chosen.size - rightOnes;
  if (!part.multiple) return mark(part, rightOnes, rightOnes === 1 ? 'Right.' : 'Not this one.');
  const missing = part.answer.length - rightOnes;
  const credit =
    part.answer.length === 0 ? Number(wrongOnes === 0) : (rightOnes - wrongOnes) / part.answer.length;
  if (missing === 0 && wrongOnes === 0) return mark(part, 1, 'Right.');
  return mark(part, credit, `${rightOnes} right, ${wrongOnes} wrong, ${missing} missing.`);
}

function markText(part: Extract<Part, { kind: 'text' }>, response: unknown): PartMark {
  if (typeof response !== 'string') return mark(part, 0, 'Write a text here.');
  const right =
    response.length <= MAX_ENTRY_CHARACTERS &&
    part.answers.some((answer) => normalise(answer) === normalise(response));
  return mark(part, right ? 1 : 0, right ? 'Right.' : 'Not this.');
}

function markTable(part: Extract<Part, { kind: 'table' }>, response: unknown): PartMark {
  const entered = gridOf(response, part.rowLabels.length, part.columns.length);
  if (entered === undefined) return mark(part, 0, 'This is not a table of the asked size.');
  const asked = part.given.map((row) => row.map((cell) => cell === null));
  const cells = part.answer.map((row, r) =>
    row.map((answer, c) => asked[r]?.[c] !== true || sameEntry(entered[r]?.[c], answer)),
  );
  const byColumn = part.pointsPer === 'column';
  const lines = byColumn ? transposed(asked) : asked;
  const rightness = byColumn ? transposed(cells) : cells;
  const asking = lines.flatMap((line, i) => (line.includes(true) ? [i] : []));
  const right = asking.filter((i) => rightness[i]?.every(Boolean)).length;
  const noun = byColumn ? 'columns' : 'rows';
  return {
    ...mark(
      part,
      asking.length === 0 ? 1 : right / asking.length,
      `${right} of ${asking.length} ${noun} right.`,
    ),
    cells,
  };
}

function markGantt(part: Extract<Part, { kind: 'gantt' }>, response: unknown): PartMark {
  const entered = gridOf(response, part.lanes.length, part.slots);
  if (entered === undefined) return mark(part, 0, 'This is not a chart of the asked size.');
  const cells = part.answer.map((lane, l) =>
    lane.map((answer, slot) => sameEntry(entered[l]?.[slot], answer)),
  );
  const right = transposed(cells).filter((slot) => slot.every(Boolean)).length;
  return { ...mark(part, right / part.slots, `${right} of ${part.slots} slots right.`), cells };
}

function mark(part: Part, credit: number, message: string): PartMark {
  const halves = Math.floor(Math.max(0, Math.min(1, credit)) * part.points * 2 + 1e-9);
  return { id: part.id, points: halves / 2, maxPoints: part.points, message };
}

/** The response as rows of texts, or undefined when its shape is another. */
function gridOf(response: unknown, rows: number, columns: number): string[][] | undefined {
  if (!Array.isArray(response) || response.length !== rows) return undefined;
  const fits = (row: unknown) =>
    Array.isArray(row) && row.length === columns && row.every((cell) => typeof cell === 'string');
  return response.every(fits) ? (response as string[][]) : undefined;
}

function sameEntry(entered: string | undefined, answer: string): boolean {
  if (entered === undefined || entered.length > MAX_ENTRY_CHARACTERS) return false;
  return normalise(entered) === normalise(answer);
}

function normalise(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ').toLowerCase();
  return /^[-–—]$/.test(plain) ? '' : plain;
}

function transposed<T>(rows: readonly (readonly T[])[]): T[][] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as T));
}

/** Nothing entered at all. Looks no deeper than two levels and no further than the first entry. */
function isBlank(response: unknown): boolean {
  if (response === undefined || response === null) return true;
  if (typeof response === 'string') return response.length <= MAX_ENTRY_CHARACTERS && response.trim() === '';
  if (!Array.isArray(response)) return false;
  return response.every(
    (row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string' && cell.trim() === ''),
  );
}
