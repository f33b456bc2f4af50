/**
 * Figures of statements: a fenced block ```figure holds a small model, which the server draws as SVG
 * (draw-figure.ts), light and dark, 320 units wide so that it reads on a telephone.
 *
 *      columns                                       what stands beside each other, top to bottom: memory, tables
 *      title "An address space"
 *      about "From above: stack, gap, heap, code."   the text alternative: all that the drawing says
 *      column virtual "virtual pages"
 *        cell stack "stack" color=kernel height=2 note="0x4000"
 *        gap "nothing"
 *        cell code "code"
 *      column frames "frames"
 *        cell f7 "7"
 *      arrow stack -> f7 "read, write"
 *
 *      rows       row "level 0", cell a "thread 1" width=2 color=ready, gap width=1; axis "0" "5" "10"
 *      sequence   lane user "user mode", message user -> kernel "trap", note kernel "saves registers"
 *      graph      node ready "ready" at=1,2 color=ready, arrow ready -> running "dispatch"
 *
 * One thing a line; `|` in a text breaks it. Everything is bounded, and a text that does not fit where it is drawn is
 * a problem with its line: `check` tells it.
 */

/** What an element's colour means, as in pictures of runs; `plain` is the surface of the page. */
const FIGURE_COLORS = [
  'plain',
  'running',
  'ready',
  'blocked',
  'switching',
  'interrupt',
  'kernel',
  'idle',
  'accent',
] as const;
export type FigureColor = (typeof FIGURE_COLORS)[number];

/** One thing: a column, row, lane, cell, gap, node or note, as its kind of figure takes it. */
export interface FigureItem {
  readonly kind: string;
  readonly id: string;
  readonly text: string;
  readonly color: FigureColor;
  /** Of a cell, beside it. */
  readonly note: string;
  readonly height: number;
  readonly width: number;
  /** Of a node: column and row from 1. */
  readonly at: readonly [number, number];
  readonly line: number;
}

export interface FigureArrow {
  readonly kind: 'arrow' | 'message';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly line: number;
}

export type FigureKind = 'columns' | 'rows' | 'sequence' | 'graph';

export interface Figure {
  readonly kind: FigureKind;
  readonly title: string;
  readonly about: string;
  /** In the order of the text. */
  readonly items: readonly (FigureItem | FigureArrow)[];
  /** Of rows: from the left edge to the right one. */
  readonly axis: readonly string[];
}

/** Of a figure: what it says that cannot be drawn. `line` from 1, of the block's text. */
export class FigureProblem extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'FigureProblem';
  }
}

export const MOST_LINES = 80;
const MOST_ITEMS = 60;
const LONGEST_LINE = 400;
const LONGEST_ABOUT = 600;
const LONGEST_TEXT = 80;
const MOST_COLUMNS = 4;
const MOST_ROWS = 12;
const MOST_UNITS = 64;

/** What each kind of figure may hold, and what its groups are called: what a cell stands in. */
const HOLDS: Readonly<Record<FigureKind, { readonly items: readonly string[]; readonly group?: string }>> = {
  columns: { items: ['column', 'cell', 'gap', 'arrow'], group: 'column' },
  rows: { items: ['row', 'cell', 'gap', 'arrow', 'axis'], group: 'row' },
  sequence: { items: ['lane', 'message', 'note'] },
  graph: { items: ['node', 'arrow'] },
};

interface Line {
  readonly number: number;
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** @throws FigureProblem with the line. */
export function readFigure(text: string): Figure {
  const all = text.replace(/\n$/, '').split('\n');
  if (all.length > MOST_LINES) throw new FigureProblem(MOST_LINES, `it has more than ${MOST_LINES} lines`);
  const lines = all
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => wordsOf(line, number));
  const [first, ...rest] = lines;
  const kind = first?.words[0] as FigureKind | undefined;
  if (first === undefined || kind === undefined || !Object.hasOwn(HOLDS, kind) || first.words.length > 1)
    throw new FigureProblem(1, `the first line says what it is: one of ${Object.keys(HOLDS).join(', ')}`);
  let title = '';
  let about = '';
  const axis: string[] = [];
  const items: (FigureItem | FigureArrow)[] = [];
  for (const line of rest) {
    const [word = '', ...names] = line.words;
    if (word === 'title') title = onlyText(line, LONGEST_TEXT);
    else if (word === 'about') about = onlyText(line, LONGEST_ABOUT);
    else if (!HOLDS[kind].items.includes(word))
      throw new FigureProblem(
        line.number,
        `${kind} hold no ${word === '' ? 'text by itself' : word}: title, about, ${HOLDS[kind].items.join(', ')}`,
      );
    else if (word === 'axis') axis.push(...line.texts);
    else if (word === 'arrow' || word === 'message') items.push(readArrow(line, word, names));
    else items.push(readItem(line, word, names));
  }
  if (title === '') throw new FigureProblem(1, 'it has no title "..."');
  if (about === '') throw new FigureProblem(1, 'it has no about "...": what it shows, for who cannot see it');
  const figure = { kind, title, about, items, axis };
  checkWhole(figure);
  return figure;
}

/** Words, texts in quotes and `name=value`. */
function wordsOf(line: string, number: number): Line {
  if (line.length > LONGEST_ABOUT + LONGEST_LINE) throw new FigureProblem(number, 'the line is too long');
  const words: string[] = [];
  const texts: string[] = [];
  const options = new Map<string, string>();
  let rest = line.trim();
  while (rest !== '') {
    const match = /^(?:([a-z]+)=(?:"([^"]*)"|([^\s"]+))|"([^"]*)"|([^\s"=]+))(?:\s+|$)/.exec(rest);
    if (match === null)
      throw new FigureProblem(
        number,
        `cannot read ${JSON.stringify(rest.slice(0, 20))}: words, "texts" and name=value`,
      );
    const [whole, name, quoted, value, text, word] = match;
    if (name !== undefined) options.set(name, quoted ?? value ?? '');
    else if (text !== undefined) texts.push(text);
    else words.push(word);
    rest = rest.slice(whole.length);
  }
  return { number, words, texts, options };
}

function onlyText({ number, words, texts, options }: Line, longest: number): string {
  const [text = ''] = texts;
  if (words.length !== 1 || texts.length !== 1 || options.size > 0 || text.trim() === '')
    throw new FigureProblem(number, `${words[0]} takes one text in quotes`);
  if (text.length > longest)
    throw new FigureProblem(number, `${words[0]} has ${text.length} characters: at most ${longest}`);
  return text;
}

function readArrow(
  { number, texts, options }: Line,
  kind: 'arrow' | 'message',
  names: readonly string[],
): FigureArrow {
  const [from, sign, to, ...more] = names;
  if (
    from === undefined ||
    sign !== '->' ||
    to === undefined ||
    more.length > 0 ||
    texts.length > 1 ||
    options.size > 0
  )
    throw new FigureProblem(number, `it is not like ${kind} first -> second "text"`);
  return { kind, from, to, text: short(texts[0] ?? '', number), line: number };
}

function readItem({ number, texts, options }: Line, kind: string, names: readonly string[]): FigureItem {
  const [id = '', ...more] = names;
  if (more.length > 0 || texts.length > 1)
    throw new FigureProblem(number, `it is not like ${kind} name "text"`);
  if (id !== '' && !/^[a-z][a-z0-9-]*$/.test(id))
    throw new FigureProblem(number, `${id} is no name: small letters, digits and -`);
  const known = ['color', 'note', 'height', 'width', 'at'];
  const unknown = [...options.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new FigureProblem(number, `there is no ${unknown}=: ${known.map((name) => `${name}=`).join(', ')}`);
  const color = options.get('color') ?? 'plain';
  if (!FIGURE_COLORS.some((each) => each === color))
    throw new FigureProblem(number, `there is no color ${color}: one of ${FIGURE_COLORS.join(', ')}`);
  const amount = (name: string) => {
    const value = Number(options.get(name) ?? 1);
    if (!(value > 0 && value <= MOST_UNITS))
      throw new FigureProblem(number, `${name} is a number from above 0 to ${MOST_UNITS}`);
    return value;
  };
  const [, column, row] = /^([1-9]),([1-9][0-9]?)$/.exec(options.get('at') ?? '') ?? [];
  if (kind === 'node' && (column === undefined || Number(column) > MOST_COLUMNS || Number(row) > MOST_ROWS))
    throw new FigureProblem(number, `a node is at=column,row: from 1,1 to ${MOST_COLUMNS},${MOST_ROWS}`);
  return {
    ...{ kind, id, line: number, color: color as FigureColor },
    text: short(texts[0] ?? '', number),
    note: short(options.get('note') ?? '', number),
    height: amount('height'),
    width: amount('width'),
    at: [Number(column ?? 1), Number(row ?? 1)],
  };
}

function short(text: string, line: number): string {
  if (text.length > LONGEST_TEXT)
    throw new FigureProblem(line, `a text has ${text.length} characters: at most ${LONGEST_TEXT}`);
  return text;
}

export const isArrow = (item: FigureItem | FigureArrow): item is FigureArrow => 'from' in item;

function checkWhole({ kind, items }: Figure): void {
  if (items.length === 0 || items.length > MOST_ITEMS)
    throw new FigureProblem(1, `it holds ${items.length} things: from 1 to ${MOST_ITEMS}`);
  const { group } = HOLDS[kind];
  const ids = new Set<string>();
  for (const item of items) {
    // A note names the lane that it is on.
    if (isArrow(item) || item.kind === 'note') continue;
    if (item.id !== '' && ids.has(item.id))
      throw new FigureProblem(item.line, `two things are called ${item.id}`);
    ids.add(item.id);
  }
  if (group !== undefined && items[0]?.kind !== group)
    throw new FigureProblem(items[0]?.line ?? 1, `it begins with a ${group}`);
  const groups = items.filter((item) => item.kind === (group ?? 'lane'));
  const most = kind === 'rows' ? MOST_ROWS : MOST_COLUMNS;
  if (groups.length > most)
    throw new FigureProblem(groups[most]?.line ?? 1, `at most ${most} fit beside each other`);
  for (const item of items) {
    const named = isArrow(item) ? [item.from, item.to] : item.kind === 'note' ? [item.id] : [];
    const unknown = named.find((name) => !ids.has(name));
    if (unknown !== undefined) throw new FigureProblem(item.line, `nothing is called ${unknown}`);
    if (isArrow(item) && item.from === item.to)
      throw new FigureProblem(item.line, 'an arrow leads from one thing to another');
  }
}
