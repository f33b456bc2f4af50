/**
 * Marks what a student entered for a question, and strips answers from what a student is shown.
 *
 *      question ──publicQuestion──▶ browser ──responses──▶ markQuestion ──▶ points, cells, messages
 *
 * Responses come from outside: any shape, size or type may arrive; nothing throws. `unreadableParts` says which of
 * them cannot be read, before the attempt counts; if they are marked all the same, they earn nothing. Credit, published to students:
 *      number, text     all or nothing
 *      choice           single: all or nothing. Multiple: (right ones chosen - wrong ones chosen) / right ones, not below 0
 *      table            columns (or rows) in which every asked cell is right / columns (or rows) that ask for any
 *      gantt            slots in which every lane is right / slots
 * Credit times points is rounded down to half points, so full points need everything right. A table or chart
 * without a single entry counts as not answered. Cells and texts are compared without regard to case, outer or
 * doubled blanks and invisible characters; `-` means an empty cell; a cell that asks for a number takes every way
 * of writing it (number-entry.ts). What the author says of an answer comes with the mark, and never before.
 */
import { type NumberEntry, plainText, readNumber } from './number-entry';
import type { Grid, Part, PartMark, Picture, Question, QuestionMark } from './question-definition';

type WithoutAnswer<P> = P extends unknown ? Omit<P, 'answer' | 'answers' | 'feedback'> : never;

/** A part as it may leave the server. */
export type PublicPart = WithoutAnswer<Part>;

/** A question as it may leave the server before it was answered. */
export interface PublicQuestion {
  readonly prompt: string;
  readonly given?: Grid;
  readonly pictures?: readonly Picture[];
  readonly parts: readonly PublicPart[];
}

/** No entry is longer: longer ones are wrong without being looked at. */
const MAX_ENTRY_CHARACTERS = 200;

/** Copies what may be shown, field by field: a field that is added to a part later stays on the server. */
export function publicPart(part: Part): PublicPart {
  const { id, label, points } = part;
  switch (part.kind) {
    case 'number':
      return { kind: part.kind, id, label, points, unit: part.unit, tolerance: part.tolerance };
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
    ...(question.pictures === undefined ? {} : { pictures: question.pictures }),
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

/** A part whose response cannot be read, and what to write instead. */
export interface UnreadablePart {
  readonly id: string;
  readonly message: string;
}

/** What to tell before the attempt counts. Blank parts are readable: they are simply not answered. */
export function unreadableParts(
  question: Question,
  responses: Readonly<Record<string, unknown>>,
): UnreadablePart[] {
  return question.parts.flatMap((part) => {
    const response = Object.hasOwn(responses, part.id) ? responses[part.id] : undefined;
    const message = isBlank(response) ? undefined : whyUnreadable(part, response);
    return message === undefined ? [] : [{ id: part.id, message }];
  });
}

function whyUnreadable(part: Part, response: unknown): string | undefined {
  switch (part.kind) {
    case 'number': {
      const entry = numberOf(part, response);
      return entry.ok ? undefined : entry.message;
    }
    case 'choice': {
      const options = new Set(optionsOf(part, response));
      if (options.size === 0) return NOT_OPTIONS;
      return part.multiple || options.size === 1 ? undefined : 'Choose exactly one.';
    }
    case 'text':
      if (typeof response !== 'string') return 'Write a text here.';
      return response.length > MAX_ENTRY_CHARACTERS
        ? `This text is too long: at most ${MAX_ENTRY_CHARACTERS} characters.`
        : undefined;
    case 'table':
      return gridOf(response, part.rowLabels.length, part.columns.length) === undefined
        ? 'This is not a table of the asked size.'
        : undefined;
    case 'gantt':
      return gridOf(response, part.lanes.length, part.slots) === undefined
        ? 'This is not a chart of the asked size.'
        : undefined;
  }
}

const NOT_OPTIONS = 'These are not options of this part.';

/** The chosen options, or none when one of them does not exist. */
function optionsOf(part: Extract<Part, { kind: 'choice' }>, response: unknown): readonly number[] {
  const isOption = (item: unknown): item is number =>
    Number.isInteger(item) && (item as number) >= 0 && (item as number) < part.options.length;
  return Array.isArray(response) && response.length <= part.options.length && response.every(isOption)
    ? response
    : [];
}

function markPart(part: Part, response: unknown): PartMark {
  if (isBlank(response)) return mark(part, 0, 'Not answered.');
  const marked = markAnswer(part, response);
  const feedback = feedbackOn(part, response, marked.points >= part.points);
  return feedback.length === 0 ? marked : { ...marked, feedback };
}

/** What was said of such an answer first, then what is said of every right or wrong one. */
function feedbackOn(part: Part, response: unknown, isRight: boolean): string[] {
  if (part.feedback === undefined) return [];
  const { right, wrong, when = [] } = part.feedback;
  const said = when.flatMap(({ answer, say }) => (isAnswer(part, response, answer) ? [say] : []));
  return [...said, ...[isRight ? right : wrong].filter((each) => each !== undefined)];
}

function isAnswer(part: Part, response: unknown, answer: number | string): boolean {
  switch (part.kind) {
    case 'number': {
      const entry = numberOf(part, response);
      return entry.ok && Math.abs(entry.value - Number(answer)) <= part.tolerance + 1e-9;
    }
    case 'choice':
      return optionsOf(part, response).some((option) => option === answer);
    case 'text':
      return isText(response, String(answer));
    default:
      return false;
  }
}

function markAnswer(part: Part, response: unknown): PartMark {
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
  const entry = numberOf(part, response);
  if (!entry.ok) return mark(part, 0, entry.message);
  const right = Math.abs(entry.value - part.answer) <= part.tolerance + 1e-9;
  return mark(part, right ? 1 : 0, right ? 'Right.' : 'Not this number.');
}

function numberOf(part: Extract<Part, { kind: 'number' }>, response: unknown): NumberEntry {
  if (typeof response === 'number' && Number.isFinite(response)) return { ok: true, value: response };
  return readNumber(typeof response === 'string' ? response : '', part.unit);
}

function markChoice(part: Extract<Part, { kind: 'choice' }>, response: unknown): PartMark {
  const chosen = new Set(optionsOf(part, response));
  if (chosen.size === 0) return mark(part, 0, NOT_OPTIONS);
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
  const right = part.answers.some((answer) => isText(response, answer));
  return mark(part, right ? 1 : 0, right ? 'Right.' : 'Not this.');
}

const isText = (response: unknown, answer: string) =>
  typeof response === 'string' &&
  response.length <= MAX_ENTRY_CHARACTERS &&
  normalise(answer) === normalise(response);

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
  if (normalise(entered) === normalise(answer)) return true;
  if (!/^-?\d+(\.\d+)?$/.test(answer)) return false;
  const entry = readNumber(entered);
  return entry.ok && Math.abs(entry.value - Number(answer)) <= 1e-9;
}

function normalise(text: string): string {
  const plain = plainText(text).toLowerCase();
  return plain === '-' ? '' : plain;
}

function transposed<T>(rows: readonly (readonly T[])[]): T[][] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

/** Parts for which nothing was entered. */
export function blankParts(
  parts: readonly { readonly id: string }[],
  responses: Readonly<Record<string, unknown>>,
): string[] {
  return parts
    .map(({ id }) => id)
    .filter((id) => isBlank(Object.hasOwn(responses, id) ? responses[id] : undefined));
}

/** Nothing entered at all. Looks no deeper than two levels and no further than the first entry. */
function isBlank(response: unknown): boolean {
  if (response === undefined || response === null) return true;
  if (typeof response === 'string')
    return response.length <= MAX_ENTRY_CHARACTERS && plainText(response) === '';
  if (!Array.isArray(response)) return false;
  return response.every(
    (row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string' && cell.trim() === ''),
  );
}
