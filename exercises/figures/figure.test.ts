/** Guarantee: what a figure says is drawn inside of it, whatever it says; what cannot be drawn is told with its line. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../simulator/engine/random';
import { type DrawnElement, drawFigure, WIDTH } from './draw-figure';
import { FigureProblem, MOST_LINES, readFigure } from './figure';

const HEAD = 'title "A title"\nabout "What it shows."\n';
const draw = (text: string) => drawFigure(readFigure(text));

/** Of all elements, first to last. */
function all(element: DrawnElement): DrawnElement[] {
  const below = element.children.flatMap((child) => (child.type === 'element' ? all(child) : []));
  return [element, ...below];
}

const EXAMPLES: Readonly<Record<string, string>> = {
  columns: `columns\n${HEAD}column a "A"\ncell x "one" note="0x4000" color=kernel height=2\ngap "free"\ncolumn b "B"\ncell y "two"\narrow x -> y "maps"`,
  rows: `rows\n${HEAD}row "first"\ncell x "one" width=3\ngap width=1\nrow "second"\ncell y "two"\naxis "0" "4"\narrow x -> y`,
  sequence: `sequence\n${HEAD}lane u "user"\nlane k "kernel" color=kernel\nmessage u -> k "trap"\nnote k "saves"\nmessage k -> u`,
  graph: `graph\n${HEAD}node r "ready" at=1,1\nnode x "running" at=2,1 color=running\narrow r -> x "dispatch"\narrow x -> r "preempt"`,
};

describe.each(Object.entries(EXAMPLES))('%s', (_, text) => {
  test('is drawn with its text alternative, in the page of a telephone', () => {
    const drawn = draw(text);
    expect(drawn.properties.ariaLabel).toBe('A title. What it shows.');
    const numbers = all(drawn).flatMap(({ properties }) => Object.entries(properties));
    for (const [name, value] of numbers)
      if (name === 'x' || name === 'x1' || name === 'x2') {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(WIDTH);
      }
    expect(all(drawn).filter(({ tagName }) => tagName === 'rect').length).toBeGreaterThanOrEqual(2);
  });

  test('is drawn or refused with a line, whatever is cut out or put in', () => {
    const random = new Random('figures');
    const pieces = [
      '"',
      '=',
      '->',
      '\n',
      '|',
      ' ',
      'cell',
      '99',
      'at=9,9',
      'height=1e9',
      '{',
      '\0',
      '<svg>',
      'x'.repeat(90),
    ];
    let drawn = 0;
    for (let i = 0; i < 400; i++) {
      const [from, length] = [random.below(text.length), random.below(6)];
      const changed = text.slice(0, from) + pieces[random.below(pieces.length)] + text.slice(from + length);
      try {
        draw(changed);
        drawn++;
      } catch (error) {
        expect(error).toBeInstanceOf(FigureProblem);
        const { line } = error as FigureProblem;
        expect(line >= 1 && line <= changed.split('\n').length, `line ${line}`).toBe(true);
      }
    }
    expect(drawn).toBeGreaterThan(5);
  });
});

test.each([
  ['', 1, 'the first line says what it is'],
  ['pie', 1, 'the first line says what it is'],
  ['columns\ncolumn a "A"', 1, 'it has no title'],
  ['columns\ntitle "A"\ncolumn a "A"', 1, 'it has no about'],
  [`columns\n${HEAD}row "x"`, 4, 'columns hold no row'],
  [`columns\n${HEAD}cell x "x"`, 4, 'it begins with a column'],
  [`columns\n${HEAD}column a "A"\ncell x "${'wide '.repeat(15)}"`, 5, 'does not fit where it is drawn'],
  [`columns\n${HEAD}column a "A"\ncell x "x" color=red`, 5, 'there is no color red'],
  [`columns\n${HEAD}column a "A"\ncell x "x" height=0`, 5, 'height is a number'],
  [`columns\n${HEAD}column a "A"\ncell x "x" onload="y"`, 5, 'there is no onload='],
  [`columns\n${HEAD}column a "A"\ncell x "x"\ncell x "y"`, 6, 'two things are called x'],
  [`columns\n${HEAD}column a "A"\ncell x "x"\narrow x -> y`, 6, 'nothing is called y'],
  [`graph\n${HEAD}node a "A"`, 4, 'a node is at=column,row'],
  [`sequence\n${HEAD}lane a "A"\nmessage a -> a "x"`, 5, 'from one thing to another'],
  [`sequence\n${HEAD}${'lane a "A"\n'.repeat(MOST_LINES)}`, MOST_LINES, 'more than'],
])('%j is refused at line %i', (text, line, message) => {
  const problem = (() => {
    try {
      draw(text);
    } catch (error) {
      return error as FigureProblem;
    }
  })();
  expect([problem?.line, problem?.message]).toEqual([line, expect.stringContaining(message)]);
});
