/** Guarantee: what a reader would not see, or see broken, is told with its line; ordinary texts have no problem. */
import { expect, test } from 'vitest';
import { markdownProblems } from './markdown-problems';

test.each([
  ['a tag that was meant as text', 'Words\n\nGive it to <thread>.', 3, '<thread> is taken for HTML'],
  ['a whole block of HTML', '<div>\nLost\n</div>', 1, 'is taken for HTML'],
  ['a formula that cannot be set', 'So $\\frac{1}{2$ it is.', 1, 'cannot be set'],
  ['a displayed formula', 'So\n\n$$\n\\begin{x}\n$$\n', 3, 'cannot be set'],
  ['a block without an end', 'Code:\n\n```ts\nconst a = 1;\n', 3, 'has no end'],
  ['a figure that cannot be drawn', 'A\n\n```figure\npie\n```\n', 4, 'the figure cannot be drawn'],
  ['a value that was not there', 'It waits undefined cycles.', 1, 'a value is missing'],
  ['an object for a text', 'Row [object Object].', 1, 'a value is missing'],
  ['a place that was not filled', 'After $' + '{n} ticks.', 1, 'a value is missing'],
])('%s', (_, text, line, problem) => {
  const found = markdownProblems(text);
  expect(found.map((each) => each.line)).toEqual([line]);
  expect(found[0].problem).toContain(problem);
});

test('ordinary texts have none', () => {
  const text =
    '# Title\n\nIf `a < b`, and 3 < 4, then $a_1 < b$.\n\n| a | b |\n| --- | --- |\n| `<x>` | `undefined` |\n\n```ts\nconst a: Set<number> = new Set();\n```\n\n    indented <code>\n\n- a\n\n  ```\n  b\n  ```\n\n```figure\nsequence\ntitle "T"\nabout "A message."\nlane a "A"\nlane b "B"\nmessage a -> b "m"\n```';
  expect(markdownProblems(text)).toEqual([]);
  expect(markdownProblems('')).toEqual([]);
});
