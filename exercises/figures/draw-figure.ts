/**
 * Draws a figure (figure.ts) as SVG: elements as plain data, in the shape of a hast tree, which whoever writes them out
 * escapes. Colours are classes, so that the page's light and dark apply. WIDTH units are about as many pixels on a
 * telephone; how wide a text becomes is estimated from its characters, generously.
 */
import { type Figure, type FigureArrow, type FigureItem, FigureProblem, isArrow } from './figure';

export interface DrawnText {
  readonly type: 'text';
  readonly value: string;
}
export interface DrawnElement {
  readonly type: 'element';
  readonly tagName: string;
  readonly properties: Readonly<Record<string, string | number | readonly string[]>>;
  readonly children: readonly (DrawnElement | DrawnText)[];
}

export const WIDTH = 320;
const EDGE = 4;
const LINE = 13;
const CELL = 22;
const GAP = 12;
const ARROW_GAP = 26;
const LABELLED_GAP = 44;
/** Of a character, in units: of labels, and of the smaller notes and titles. */
const CHARACTER = 5.8;
const SMALL_CHARACTER = 5.3;
/** Of notes: addresses, mostly digits, which are wide. */
const NOTE_CHARACTER = 6.2;
const HEAD = 5;
/** Between the two arrows of a pair that leads both ways. */
const APART = 9;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Drawn = readonly DrawnElement[];

/** @throws FigureProblem with the line of what does not fit. */
export function drawFigure(figure: Figure): DrawnElement {
  const { elements, height } = DRAW[figure.kind](figure);
  const label = (tagName: string, value: string) => element(tagName, {}, [{ type: 'text', value }]);
  return element(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      role: 'img',
      ariaLabel: `${figure.title}. ${figure.about}`,
    },
    [label('title', figure.title), label('desc', figure.about), ...elements],
  );
}

const DRAW: Readonly<
  Record<Figure['kind'], (figure: Figure) => { readonly elements: Drawn; readonly height: number }>
> = { columns: drawColumns, rows: drawRows, sequence: drawSequence, graph: drawGraph };

const itemsOf = ({ items }: Figure) => items.filter((item): item is FigureItem => !isArrow(item));
const arrowsOf = ({ items }: Figure) => items.filter(isArrow);

/** Cells and gaps behind the group that they stand in. */
function grouped(figure: Figure): { readonly group: FigureItem; readonly cells: FigureItem[] }[] {
  const groups: { readonly group: FigureItem; readonly cells: FigureItem[] }[] = [];
  for (const item of itemsOf(figure))
    if (item.kind === 'column' || item.kind === 'row') groups.push({ group: item, cells: [] });
    else groups.at(-1)?.cells.push(item);
  return groups;
}

function drawColumns(figure: Figure) {
  const groups = grouped(figure);
  const arrows = arrowsOf(figure);
  const between =
    arrows.length === 0 ? GAP : arrows.some((each) => each.text !== '') ? LABELLED_GAP : ARROW_GAP;
  const isLast = (i: number) => i > 0 && i === groups.length - 1;
  const notes = groups.map(({ cells }) =>
    Math.max(0, ...cells.map(({ note }) => (note === '' ? 0 : widthOf(note, NOTE_CHARACTER) + 6))),
  );
  const taken = notes.reduce((sum, each) => sum + each, 0) + between * (groups.length - 1) + 2 * EDGE;
  const width = (WIDTH - taken) / groups.length;
  const elements: DrawnElement[] = [];
  const boxes = new Map<string, Box>();
  const top = groups.some(({ group }) => group.text !== '') ? LINE + 4 : EDGE;
  let x = EDGE;
  let bottom = top;
  for (const [i, { group, cells }] of groups.entries()) {
    const noteWidth = notes[i];
    const left = isLast(i) ? x : x + noteWidth;
    elements.push(
      ...write(group, left + width / 2, LINE - 2, group.text, 'small', width + noteWidth + between - 4),
    );
    let y = top;
    for (const cell of cells) {
      const box = { x: left, y, width, height: cell.height * CELL };
      boxes.set(cell.id, box);
      elements.push(...drawCell(cell, box));
      if (cell.note !== '')
        elements.push(
          text(cell.note, isLast(i) ? left + width + 5 : left - 5, y + box.height / 2, [
            'small',
            isLast(i) ? 'start' : 'end',
          ]),
        );
      y += box.height;
    }
    bottom = Math.max(bottom, y);
    x += width + noteWidth + between;
  }
  for (const arrow of arrows) {
    const [from, to] = ends(arrow, boxes);
    const forward = to.x >= from.x;
    if (to.x === from.x) throw new FigureProblem(arrow.line, 'an arrow leads to another column');
    const start = [forward ? from.x + from.width : from.x, from.y + from.height / 2] as const;
    const end = [forward ? to.x : to.x + to.width, to.y + to.height / 2] as const;
    elements.push(
      ...curve(start, end),
      ...write(
        arrow,
        (start[0] + end[0]) / 2,
        (start[1] + end[1]) / 2 - 6,
        arrow.text,
        'halo small',
        Math.abs(end[0] - start[0]) + 8,
      ),
    );
  }
  return { elements, height: bottom + EDGE };
}

function drawRows(figure: Figure) {
  const groups = grouped(figure);
  const unitsOf = (cells: readonly FigureItem[]) => cells.reduce((sum, each) => sum + each.width, 0);
  const units = Math.max(1, ...groups.map(({ cells }) => unitsOf(cells)));
  const scale = (WIDTH - 2 * EDGE) / units;
  const elements: DrawnElement[] = [];
  const boxes = new Map<string, Box>();
  let y = EDGE;
  for (const { group, cells } of groups) {
    if (group.text !== '') {
      fits(group, group.text, WIDTH - 2 * EDGE, SMALL_CHARACTER);
      elements.push(text(group.text, EDGE, y + 8, ['small', 'start']));
      y += LINE + 2;
    }
    let x = EDGE;
    for (const cell of cells) {
      const box = { x, y, width: cell.width * scale, height: cell.height * CELL };
      boxes.set(cell.id, box);
      elements.push(...drawCell(cell, box));
      x += box.width;
    }
    y += Math.max(CELL, ...cells.map(({ height }) => height * CELL)) + 8;
  }
  const { axis } = figure;
  axis.forEach((label, i) => {
    const x = EDGE + ((WIDTH - 2 * EDGE) * i) / Math.max(1, axis.length - 1);
    const anchor = i === 0 ? 'start' : i === axis.length - 1 ? 'end' : 'middle';
    elements.push(text(label, x, y + 2, ['small', anchor]));
  });
  if (axis.length > 0) y += LINE;
  for (const arrow of arrowsOf(figure)) {
    const [from, to] = ends(arrow, boxes);
    const down = to.y > from.y;
    if (to.y === from.y) throw new FigureProblem(arrow.line, 'an arrow leads to another row');
    const start = [from.x + from.width / 2, down ? from.y + from.height : from.y] as const;
    const end = [to.x + to.width / 2, down ? to.y : to.y + to.height] as const;
    elements.push(
      ...straight(start, end),
      ...write(arrow, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, arrow.text, 'halo small', WIDTH),
    );
  }
  return { elements, height: y + EDGE - 4 };
}

function drawSequence(figure: Figure) {
  const lanes = itemsOf(figure).filter(({ kind }) => kind === 'lane');
  const slot = WIDTH / lanes.length;
  const at = new Map(lanes.map(({ id }, i) => [id, (i + 0.5) * slot]));
  const headHeight = heightOf(lanes.map((lane) => lane.text));
  const elements: DrawnElement[] = [];
  const steps: DrawnElement[] = [];
  let y = EDGE + headHeight + 8;
  for (const item of figure.items) {
    if (item.kind === 'lane') continue;
    if (isArrow(item)) {
      const [from, to] = [at.get(item.from) as number, at.get(item.to) as number];
      const lines = linesOf(item.text);
      y += item.text === '' ? 4 : lines.length * LINE;
      const half = widthOf(item.text, SMALL_CHARACTER) / 2;
      fits(item, item.text, WIDTH - 2 * EDGE, SMALL_CHARACTER);
      const middle = Math.min(WIDTH - EDGE - half, Math.max(EDGE + half, (from + to) / 2));
      steps.push(...straight([from, y + 2], [to, y + 2]));
      if (item.text !== '')
        steps.push(
          text(item.text, middle, y - 5 - ((lines.length - 1) * LINE) / 2, ['halo', 'small', 'middle']),
        );
      y += 12;
    } else {
      const x = at.get(item.id) as number;
      const width = widthOf(item.text, SMALL_CHARACTER) + 12;
      if (width > WIDTH - 2 * EDGE) fits(item, item.text, WIDTH - 2 * EDGE - 12, SMALL_CHARACTER);
      const height = heightOf([item.text]) - 2;
      const left = Math.min(WIDTH - EDGE - width, Math.max(EDGE, x - width / 2));
      steps.push(
        ...rectangle({ x: left, y: y + 2, width, height }, item.color),
        text(item.text, left + width / 2, y + 2 + height / 2, ['small', 'middle', `on-${item.color}`]),
      );
      y += height + 10;
    }
  }
  for (const lane of lanes) {
    const x = at.get(lane.id) as number;
    const width = slot - 10;
    elements.push(
      element('line', { x1: x, y1: EDGE + headHeight, x2: x, y2: round(y + 2), className: ['lifeline'] }),
      ...drawCell(lane, { x: x - width / 2, y: EDGE, width, height: headHeight }),
    );
  }
  return { elements: [...elements, ...steps], height: y + 6 };
}

function drawGraph(figure: Figure) {
  const nodes = itemsOf(figure);
  const columns = Math.max(...nodes.map(({ at }) => at[0]));
  const slot = WIDTH / columns;
  const height = heightOf(nodes.map((node) => node.text));
  const rowHeight = height + 36;
  const elements: DrawnElement[] = [];
  const boxes = new Map<string, Box>();
  for (const node of nodes) {
    const width = Math.max(34, widthOf(node.text, CHARACTER) + 14);
    if (width > slot - 8) fits(node, node.text, slot - 22, CHARACTER);
    const box = {
      x: (node.at[0] - 0.5) * slot - width / 2,
      y: EDGE + (node.at[1] - 1) * rowHeight,
      width,
      height,
    };
    boxes.set(node.id, box);
    elements.push(...drawCell(node, box, 6));
  }
  const arrows = arrowsOf(figure);
  const labels: DrawnElement[] = [];
  for (const arrow of arrows) {
    const [from, to] = ends(arrow, boxes);
    const isPair = arrows.some((other) => other.from === arrow.to && other.to === arrow.from);
    const [a, b] = [centre(from), centre(to)];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const away = isPair ? APART : 0;
    const [dx, dy] = [((a[1] - b[1]) / length) * -away, ((b[0] - a[0]) / length) * -away];
    const start = border(from, [b[0], b[1]], [dx, dy]);
    const end = border(to, [a[0], a[1]], [dx, dy]);
    elements.push(...straight(start, end));
    if (arrow.text === '') continue;
    const half = widthOf(arrow.text, SMALL_CHARACTER) / 2;
    fits(arrow, arrow.text, WIDTH - 2 * EDGE, SMALL_CHARACTER);
    const isFlat = Math.abs(b[1] - a[1]) < 1;
    const x = (start[0] + end[0]) / 2 + (isPair && !isFlat ? Math.sign(dx) * (half - 2) : 0);
    const y = (start[1] + end[1]) / 2 + (isFlat ? (dy > 0 ? 8 : -8) : 0);
    labels.push(
      text(arrow.text, Math.min(WIDTH - EDGE - half, Math.max(EDGE + half, x)), y, [
        'halo',
        'small',
        'middle',
      ]),
    );
  }
  const rows = Math.max(...nodes.map(({ at }) => at[1]));
  return { elements: [...elements, ...labels], height: 2 * EDGE + (rows - 1) * rowHeight + height };
}

const centre = ({ x, y, width, height }: Box) => [x + width / 2, y + height / 2] as const;

/** Where the line from the middle of a box, moved aside, towards a point leaves the box. */
function border(
  box: Box,
  towards: readonly [number, number],
  aside: readonly [number, number],
): readonly [number, number] {
  const [cx, cy] = centre(box);
  const [dx, dy] = [towards[0] - cx, towards[1] - cy];
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  return [cx + dx * scale + aside[0], cy + dy * scale + aside[1]];
}

function ends(arrow: FigureArrow, boxes: ReadonlyMap<string, Box>): readonly [Box, Box] {
  const box = (id: string) => {
    const found = boxes.get(id);
    if (found === undefined)
      throw new FigureProblem(arrow.line, `${id} is nothing that an arrow can lead to`);
    return found;
  };
  return [box(arrow.from), box(arrow.to)];
}

function drawCell(cell: FigureItem, box: Box, radius = 0): Drawn {
  fits(cell, cell.text, box.width - 4, CHARACTER);
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
  const needed = heightOf([cell.text]) - 8;
  if (needed > box.height)
    throw new FigureProblem(cell.line, `the text needs height=${Math.ceil(needed / CELL)}`);
  return [
    ...(cell.kind === 'gap'
      ? cell.text === ''
        ? []
        : rectangle(box, 'gap')
      : rectangle(box, cell.color, radius)),
    ...(cell.text === ''
      ? []
      : [
          text(cell.text, middle[0], middle[1], [
            'middle',
            cell.kind === 'gap' ? 'on-gap' : `on-${cell.color}`,
          ]),
        ]),
  ];
}

const linesOf = (label: string) => label.split('|');
const widthOf = (label: string, character: number) =>
  Math.max(...linesOf(label).map((line) => [...line].length)) * character;
const heightOf = (labels: readonly string[]) =>
  Math.max(...labels.map((label) => linesOf(label).length)) * LINE + 9;

function fits({ line }: { readonly line: number }, label: string, width: number, character: number): void {
  if (widthOf(label, character) <= width) return;
  const fit = Math.max(0, Math.floor(width / character));
  throw new FigureProblem(
    line,
    `${JSON.stringify(label)} does not fit where it is drawn: at most ${fit} characters a line (| breaks it)`,
  );
}

/** A text around a middle, if there is one; @throws where it does not fit. */
function write(
  item: { readonly line: number },
  x: number,
  y: number,
  label: string,
  classes: string,
  width: number,
): Drawn {
  if (label === '') return [];
  fits(item, label, width, SMALL_CHARACTER);
  return [text(label, x, y, [...classes.split(' '), 'middle'])];
}

function element(
  tagName: string,
  properties: DrawnElement['properties'],
  children: DrawnElement['children'] = [],
): DrawnElement {
  return { type: 'element', tagName, properties, children };
}

const round = (value: number) => Math.round(value * 10) / 10;

function rectangle({ x, y, width, height }: Box, color: string, radius = 0): Drawn {
  const place = { x: round(x), y: round(y), width: round(width), height: round(height), rx: radius };
  return [element('rect', { ...place, className: [`fill-${color}`] })];
}

function text(label: string, x: number, y: number, classes: readonly string[]): DrawnElement {
  const lines = linesOf(label);
  const first = y - ((lines.length - 1) * LINE) / 2;
  return element(
    'text',
    { className: classes },
    lines.map((line, i) =>
      element('tspan', { x: round(x), y: round(first + i * LINE), dy: '0.35em' }, [
        { type: 'text', value: line },
      ]),
    ),
  );
}

function straight(start: readonly [number, number], end: readonly [number, number]): Drawn {
  return arrowAlong(start, end, start, `L ${round(end[0])} ${round(end[1])}`);
}

/** From side to side, leaving and arriving level. */
function curve(start: readonly [number, number], end: readonly [number, number]): Drawn {
  const middle = round((start[0] + end[0]) / 2);
  return arrowAlong(
    start,
    end,
    [middle, end[1]],
    `C ${middle} ${round(start[1])} ${middle} ${round(end[1])} ${round(end[0])} ${round(end[1])}`,
  );
}

/** @param before a point from which the arrow's end is reached. */
function arrowAlong(
  start: readonly [number, number],
  end: readonly [number, number],
  before: readonly [number, number],
  path: string,
): Drawn {
  const length = Math.max(1, Math.hypot(end[0] - before[0], end[1] - before[1]));
  const [ux, uy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const [bx, by] = [end[0] - ux * HEAD * 1.6, end[1] - uy * HEAD * 1.6];
  const corners = [
    [end[0], end[1]],
    [bx - uy * HEAD * 0.7, by + ux * HEAD * 0.7],
    [bx + uy * HEAD * 0.7, by - ux * HEAD * 0.7],
  ];
  return [
    element('path', { d: `M ${round(start[0])} ${round(start[1])} ${path}`, className: ['arrow'] }),
    element('polygon', {
      points: corners.map((corner) => corner.map(round).join(',')).join(' '),
      className: ['head'],
    }),
  ];
}
