/**
 * Markdown to HTML, on the server: GitHub's tables, formulas by KaTeX, code coloured by Shiki for both themes.
 * What the author wrote is sanitised before formulas and code are rendered, so that raw HTML in a statement
 * cannot script the page.
 */
import rehypeShiki from '@shikijs/rehype';
import type { Element, Root, RootContent, Text } from 'hast';
import katex from 'katex';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { drawFigure } from '../../exercises/figures/draw-figure';
import { FigureProblem, readFigure } from '../../exercises/figures/figure';
import { isModest } from './modest-text';

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

const classesOf = ({ properties }: Element): readonly (string | number)[] =>
  Array.isArray(properties.className) ? properties.className : [];

const textOf = ({ children }: Element): string =>
  children.map((each) => (each.type === 'text' ? each.value : '')).join('');

/** The code of a fenced block in this language. */
function codeIn(element: Element, language: string): string | undefined {
  const [code] = element.children;
  if (element.tagName !== 'pre' || code?.type !== 'element') return undefined;
  return classesOf(code).includes(`language-${language}`) ? textOf(code) : undefined;
}

/** Formulas, set by the KaTeX whose style sheet the page has (prose.tsx): classes of another version mean nothing there. */
function setFormulas() {
  return (tree: Root) =>
    eachElement(tree, (element, parent, index) => {
      const block = codeIn(element, 'math');
      if (block !== undefined) parent.children[index] = formula(block, true) as Element;
      else if (parent.type === 'element' && parent.tagName !== 'pre' && isMath(element))
        parent.children[index] = formula(textOf(element), false) as Element;
    });
}

const isMath = (element: Element) =>
  element.tagName === 'code' && classesOf(element).includes('language-math');

function formula(text: string, displayMode: boolean): RootContent {
  try {
    // What is larger than a page is no formula.
    const limits = { maxSize: 30, maxExpand: 200 };
    const html = katex.renderToString(text, {
      displayMode,
      throwOnError: false,
      strict: 'ignore',
      ...limits,
    });
    return { type: 'raw', value: html } as unknown as RootContent;
  } catch {
    return { type: 'text', value: text };
  }
}

/** A block ```example: beside each call why, in a column of its own, so that neither runs out of a narrow page. */
function layOutExamples() {
  return (tree: Root) =>
    eachElement(tree, (element, parent, index) => {
      const example = codeIn(element, 'example');
      if (example?.includes(' # ') !== true) return;
      const cell = (text: string, className?: string): Element => ({
        type: 'element',
        tagName: 'span',
        properties: className === undefined ? {} : { className: [className] },
        children: [{ type: 'text', value: text } satisfies Text],
      });
      const cells = example
        .trimEnd()
        .split('\n')
        .flatMap((line) => {
          const [call = '', ...why] = line.split(/\s+#\s/);
          return [cell(call), cell(why.length === 0 ? '' : `# ${why.join(' # ')}`, 'why')];
        });
      parent.children[index] = {
        type: 'element',
        tagName: 'div',
        properties: { className: ['example'] },
        children: cells,
      };
    });
}

/** A block ```figure becomes its drawing and its title; one that cannot be drawn stays the text that it is. */
function drawFigures() {
  return (tree: Root) =>
    eachElement(tree, (element, parent, index) => {
      const model = codeIn(element, 'figure');
      const drawn = model === undefined ? undefined : figureElement(model);
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
  .use(rehypeSanitize)
  .use(fitThePage)
  .use(drawFigures)
  .use(layOutExamples)
  .use(setFormulas)
  .use(rehypeShiki, {
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: 'light-dark()',
    langs: ['typescript', 'javascript', 'c', 'bash', 'json', 'asm'],
    defaultLanguage: 'text',
    fallbackLanguage: 'text',
  })
  .use(scrollWide)
  // Of what KaTeX wrote; what an author wrote was left out before.
  .use(rehypeStringify, { allowDangerousHtml: true });

const rendered = new Map<string, Promise<string>>();
const MOST_KEPT = 500;
/** Of texts and HTML together: a formula of a line may become a page of it. */
const MOST_KEPT_CHARACTERS = 20_000_000;
let keptCharacters = 0;

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
  if (rendered.size >= MOST_KEPT || keptCharacters > MOST_KEPT_CHARACTERS) {
    rendered.clear();
    keptCharacters = 0;
  }
  rendered.set(markdown, html);
  void html.then(({ length }) => {
    keptCharacters += markdown.length + length;
  });
  return html;
}
