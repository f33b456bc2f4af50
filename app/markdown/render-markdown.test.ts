/** Guarantee: a figure in a statement becomes a drawing with a text alternative, and nothing that it says a script. */
import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown';

const figure = (label: string) =>
  `\`\`\`figure\nsequence\ntitle "From one to the other"\nabout "A message."\nlane a "A"\nlane b "B"\nmessage a -> b "${label}"\n\`\`\``;

test('a figure is drawn, with its title below and its text beside it', async () => {
  const html = await renderMarkdown(figure('hello'));
  expect(html).toContain('<svg viewBox="0 0 320');
  expect(html).toContain('role="img" aria-label="From one to the other. A message."');
  expect(html).toContain('hello</tspan>');
  expect(html).toContain('<figcaption aria-hidden="true">From one to the other</figcaption>');
});

test('what it says is text', async () => {
  const html = await renderMarkdown(figure("<script>alert('x')</script>"));
  expect(html).not.toContain('<script');
  expect(html).toContain('&#x3C;script>');
});

test('what cannot be drawn stays the text that it is', async () => {
  const html = await renderMarkdown('```figure\npie\n```');
  expect(html).not.toContain('<svg');
  expect(html).toContain('pie');
});
