/**
 * Markdown of questions as XHTML, as the site reads it (app/markdown/render-markdown.ts): GitHub's tables, formulas as
 * MathML that keeps its TeX, no HTML of the author's. Code keeps its language, so that a ```figure comes back as one.
 */
import type { Element, ElementContent, RootContent } from 'hast';
import katex from 'katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { readXml, type XmlElement, type XmlNode } from '../xml-tree';
import { element } from './xml-text';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkRehype);

/** Elements that stand for themselves. @param lost is told what has no place in QTI. */
export function xhtmlOf(markdown: string, lost: (what: string) => void): XmlElement[] {
  const { children } = processor.runSync(processor.parse(markdown));
  return children.flatMap((child) => nodesOf(child, lost)).filter((node) => typeof node !== 'string');
}

const KEPT = new Set(
  `p h1 h2 h3 h4 h5 h6 ul ol li pre code em strong blockquote table thead tbody tr th td a hr br`.split(
    /\s+/,
  ),
);

function nodesOf(node: RootContent | ElementContent, lost: (what: string) => void): XmlNode[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const { tagName, properties, children } = node;
  const classes = Array.isArray(properties.className) ? properties.className.map(String) : [];
  if (classes.includes('math-inline') || classes.includes('math-display'))
    return [mathOf(node, classes.includes('math-display'))];
  // A block of a formula is a <pre> around it.
  const [only] = children;
  if (
    tagName === 'pre' &&
    only?.type === 'element' &&
    Array.isArray(only.properties.className) &&
    only.properties.className.includes('math-display')
  )
    return [element('p', {}, mathOf(only, true))];
  const inside = children.flatMap((child) => nodesOf(child, lost));
  if (tagName === 'del') return [element('span', { class: 'deleted' }, ...inside)];
  if (tagName === 'input') return [properties.checked === true ? '[x]' : '[ ]'];
  if (tagName === 'img') {
    lost(`a picture of the text that is no file: ${String(properties.src)}`);
    return [String(properties.alt ?? '')];
  }
  if (!KEPT.has(tagName)) return inside;
  // White space between elements says nothing.
  const isAround = ['ul', 'ol', 'table', 'thead', 'tbody', 'tr', 'blockquote'].includes(tagName);
  return [
    element(
      tagName,
      {
        class: tagName === 'code' && classes.length > 0 ? classes.join(' ') : undefined,
        href: tagName === 'a' ? String(properties.href ?? '') : undefined,
      },
      ...(isAround ? inside.filter((each) => typeof each !== 'string') : inside),
    ),
  ];
}

function mathOf(code: Element, isBlock: boolean): XmlNode {
  const tex = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  try {
    const [, math = ''] =
      /(<math.*<\/math>)/s.exec(katex.renderToString(tex, { output: 'mathml', displayMode: isBlock })) ?? [];
    return withNamespace(readXml(math, 'a formula'));
  } catch {
    // Shown as it is written, as the site does.
    return tex;
  }
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';

const withNamespace = (math: XmlElement): XmlElement => ({
  ...math,
  attributes: new Map([['xmlns', MATHML], ...math.attributes]),
});
