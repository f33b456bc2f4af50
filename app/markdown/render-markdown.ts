/**
 * Markdown to HTML, on the server: GitHub's tables, formulas by KaTeX, code coloured by Shiki for both themes.
 * What the author wrote is sanitised before formulas and code are rendered, so that raw HTML in a statement
 * cannot script the page.
 */
import rehypeShiki from '@shikijs/rehype';
import type { Element, Root } from 'hast';
import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { drawFigure } from '../../exercises/figures/draw-figure';
import { FigureProblem, readFigure } from '../../exercises/figures/figure';
import { isModest } from './modest-text';

const schema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    // What remark-math leaves for KaTeX.
    code: [
      ...(defaultSchema.attributes?.code ?? []),
      ['className', /^language-./, 'math-inline', 'math-display'],
    ],
  },
} as typeof defaultSchema;

type Parent = Root | Element;

function eachElement(parent: Parent, visit: (element: Element, parent: Parent, index: number) => void): void {
  // By copy: `visit` may put another element in its place.
  for (const [index, child] of [...parent.children].entries()) {
    if (child.type !== 'element') continue;
    eachElement(child, visit);
    visit(child, parent, index);
  }
}

/** The page has the first heading; a header cell without text is none. */
function fitThePage() {
  return (tree: Root) =>
    eachElement(tree, (element) => {
      if (element.tagName === 'h1') element.tagName = 'h2';
      if (element.tagName === 'th' && element.children.length === 0) element.tagName = 'td';
    });
}

/** Wide tables scroll by themselves, by keyboard too, and not the page. */
function scrollWide() {
  return (tree: Root) =>
    eachElement(tree, (element, parent, index) => {
      if (element.tagName !== 'table') return;
      parent.children[index] = {
        type: 'element',
        tagName: 'div',
        properties: { className: ['wide'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
        children: [element],
      };
    });
}

/** A block ```figure becomes its drawing and its title; one that cannot be drawn stays the text that it is. */
function drawFigures() {
  return (tree: Root) =>
    eachElement(tree, (element, parent, index) => {
      const [code] = element.children;
      if (element.tagName !== 'pre' || code?.type !== 'element') return;
      const { className } = code.properties;
      if (!Array.isArray(className) || !className.includes('language-figure')) return;
      const model = code.children.map((each) => (each.type === 'text' ? each.value : '')).join('');
      const drawn = figureElement(model);
      if (drawn !== undefined) parent.children[index] = drawn;
    });
}

function figureElement(model: string): Element | undefined {
  try {
    const figure = readFigure(model);
    const caption = { type: 'text', value: figure.title } as const;
    return {
      type: 'element',
      tagName: 'figure',
      properties: { className: ['figure'] },
      children: [
        drawFigure(figure) as Element,
        { type: 'element', tagName: 'figcaption', properties: { ariaHidden: 'true' }, children: [caption] },
      ],
    };
  } catch (error) {
    if (error instanceof FigureProblem) return undefined;
    throw error;
  }
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(fitThePage)
  .use(drawFigures)
  // What is larger than a page is no formula.
  .use(rehypeKatex, { maxSize: 30, maxExpand: 200 })
  .use(rehypeShiki, {
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: 'light-dark()',
    langs: ['typescript', 'javascript', 'c', 'bash', 'json', 'asm'],
    defaultLanguage: 'text',
    fallbackLanguage: 'text',
  })
  .use(scrollWide)
  .use(rehypeStringify);

const rendered = new Map<string, Promise<string>>();
const MOST_KEPT = 500;

/** Of a text that is being written, and that nobody asks for again. One that is beyond the parser is shown as it is. */
export async function renderOnce(markdown: string): Promise<string> {
  if (!isModest(markdown)) return asItIs(markdown);
  try {
    return String(await processor.process(markdown));
  } catch (error) {
    console.error('A text could not be rendered:', error);
    return asItIs(markdown);
  }
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function asItIs(text: string): string {
  return `<pre tabindex="0">${text.replace(/[&<>]/g, (character) => ESCAPED[character] ?? '')}</pre>`;
}

export function renderMarkdown(markdown: string): Promise<string> {
  const known = rendered.get(markdown);
  if (known !== undefined) return known;
  const html = renderOnce(markdown);
  if (rendered.size >= MOST_KEPT) rendered.clear();
  rendered.set(markdown, html);
  return html;
}
