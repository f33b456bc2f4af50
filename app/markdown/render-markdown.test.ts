/**
 * Guarantee: a figure in a statement becomes a drawing with a text alternative; nothing that a text says becomes a script;
 * and no text keeps the site busy, while every one of the course is rendered.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { isModest } from './modest-text';
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

test('what a text says is no script, whatever it is in', async () => {
  const html = await renderMarkdown(
    [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)><svg onload=alert(1)>',
      '[x](javascript:alert(1)) <javascript:alert(1)> ![x](javascript:alert(1))',
      '$\\href{javascript:alert(1)}{x}$ $\\includegraphics{x}$ $\\htmlData{onclick=alert(1)}{x}$',
      '$\\rule{99999em}{99999em}$',
      figure('"><a href="javascript:alert(1)">'),
    ].join('\n\n'),
  );
  expect(html).not.toMatch(/<script|<[^>]* (?:(?:href|src)="javascript|on[a-z]+=)/i);
  expect(html).not.toMatch(/:9{5}em/);
});

test('formulas have the classes of the style sheet that the page has', async () => {
  const html = await renderMarkdown('$2^{31}$ and\n\n$$\n\\frac{a}{b_i}\n$$');
  const css = readFileSync(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'), 'utf8');
  const sizes = [...html.matchAll(/class="([^" ]+) reset-size6/g)].map(([, name]) => name);
  expect(sizes.length).toBeGreaterThan(1);
  for (const name of sizes) expect(css).toContain(`.${name}.reset-size6`);
  expect(html).toContain('katex-display');
  expect(await renderMarkdown('a $\\frac{$ b')).toContain('\\frac{');
});

test('beside the calls of an example stands why, in cells of their own', async () => {
  const html = await renderMarkdown('```example case=a\nput(1) -> 0   # it is <empty>\n  look() -> 2\n```');
  expect(html).toBe(
    '<div class="example"><span>put(1) -> 0</span><span class="why"># it is &#x3C;empty></span><span>  look() -> 2</span><span class="why"></span></div>',
  );
});

const HOSTILE: Readonly<Record<string, string>> = {
  'a table of many columns': `${'|a'.repeat(3_000)}|\n${'|-'.repeat(3_000)}|\n${'|b|\n'.repeat(2_000)}`,
  'a table of many rows': `${'|a'.repeat(30)}|\n${'|-'.repeat(30)}|\n${'|b|\n'.repeat(10_000)}`,
  'a large table': `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(2_000)}`,
  quotes: `${'>'.repeat(5_000)} x`,
  'lists in lists': Array.from({ length: 400 }, (_, i) => `${' '.repeat(i * 2)}- x`).join('\n'),
  'lists in a line': '- '.repeat(5_000),
  brackets: '['.repeat(20_000),
  emphasis: '*a '.repeat(15_000),
  links: '[a]('.repeat(10_000),
  footnotes: `${'[^a]'.repeat(5_000)}\n\n[^a]: x`,
  backticks: Array.from({ length: 800 }, (_, i) => '`'.repeat(i + 1)).join('a'),
  formulas: `$${'\\frac{'.repeat(3_000)}${'}'.repeat(3_000)}$`,
  'underlined headings': 'a\n=\n'.repeat(10_000),
  'lists in every line': '- - - - - - - - - a\n'.repeat(2_000),
  'quotes beside each other': '> > > a\n\n'.repeat(5_000),
  'short links': `${'[a](b) '.repeat(200)}\n`.repeat(10),
  'a long one': 'word '.repeat(200_000),
};

test.each(Object.keys(HOSTILE))('%s keep nobody waiting', async (name) => {
  const startedMs = performance.now();
  const html = await renderMarkdown(HOSTILE[name] ?? '');
  expect(html.length).toBeLessThan(3_000_000);
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});

test('just as much as is rendered keeps nobody waiting either', async () => {
  for (const block of ['a\n=\n', '- a\n', '> a\n\n', 'a\n\n', '1. - a\n', '| a | b |\n']) {
    const lines = block.split('\n').length - 1;
    const most = block.repeat(Math.floor((/^[1-]/.test(block) ? 390 : 990) / lines));
    expect(isModest(most), block).toBe(true);
    expect(isModest(most.repeat(3)), block).toBe(false);
    const startedMs = performance.now();
    await renderMarkdown(most);
    expect(performance.now() - startedMs, block).toBeLessThan(3_000);
  }
});

test('every text of the course is rendered', () => {
  const root = join(import.meta.dirname, '../..');
  const texts = globSync(['{exercises,simulator}/**/*.md'], { cwd: root });
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((path) => !isModest(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});
