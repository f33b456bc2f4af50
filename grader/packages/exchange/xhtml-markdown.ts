/**
 * XHTML of foreign questions as Markdown. Only its meaning is taken: what no Markdown of ours says is told as lost.
 */
import { eachElement, isElement, type XmlElement, type XmlNode } from '../xml-tree';
import { texOf } from './mathml-tex';

export interface MarkdownSink {
  /** What stands for an element of the format around; undefined: it is XHTML. */
  inline?(element: XmlElement): string | undefined;
  /** The same of one that stands for itself. */
  block?(element: XmlElement): string | undefined;
  /** @returns what stands in the text for a picture. */
  picture(source: string, alternative: string): string;
  lost(what: string): void;
}

const BLOCKS = new Set(
  `p div h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote table hr figure figcaption section article header footer aside
   main nav address center details summary contentBody`.split(/\s+/),
);
const TRANSPARENT = new Set(
  `span div p li dt dd section article header footer aside main nav address center figure figcaption details summary
   small big abbr acronym cite dfn label font u ins ruby rb bdi bdo contentBody`.split(/\s+/),
);
const SILENT = new Set(['script', 'style', 'title', 'col', 'colgroup', 'rt', 'rp']);

/** Text that Markdown takes for nothing else. */
export function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\s*)([#>+=|-])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

const collapsed = (text: string) => text.replace(/[ \t\r\n\f]+/g, ' ');

/** Paragraphs, with an empty line between. */
export function markdownOf(nodes: readonly XmlNode[], sink: MarkdownSink): string {
  return blocksOf(nodes, sink).join('\n\n');
}

/** Its words on one line, as they are. */
export function plainTextOf(nodes: readonly XmlNode[]): string {
  const all = (node: XmlNode): string =>
    typeof node === 'string'
      ? node
      : node.name === 'img'
        ? ` ${node.attributes.get('alt') ?? ''} `
        : node.name === 'math'
          ? (texOf(node) ?? node.children.map(all).join(''))
          : BLOCKS.has(node.name) || node.name === 'br' || node.name === 'li'
            ? ` ${node.children.map(all).join('')} `
            : SILENT.has(node.name)
              ? ''
              : node.children.map(all).join('');
  return collapsed(nodes.map(all).join('')).trim();
}

/** Whether its words on one line are all that it is: no pictures, formulas, tables, lists or code. */
export const isPlainText = (element: XmlElement) =>
  eachElement(element).every(
    ({ name }) => !['img', 'math', 'table', 'ul', 'ol', 'pre', 'object', 'audio', 'video'].includes(name),
  );

function blocksOf(nodes: readonly XmlNode[], sink: MarkdownSink): string[] {
  const blocks: string[] = [];
  let line: XmlNode[] = [];
  const endLine = () => {
    const text = lineOf(line, sink);
    if (text !== '') blocks.push(text);
    line = [];
  };
  for (const node of nodes) {
    const given = isElement(node) ? sink.block?.(node) : undefined;
    if (given !== undefined) {
      endLine();
      if (given !== '') blocks.push(given);
    } else if (isElement(node) && isBlock(node)) {
      endLine();
      blocks.push(...blockOf(node, sink));
    } else line.push(node);
  }
  endLine();
  return blocks;
}

/** Also what is none by its name, and holds one. */
function isBlock(element: XmlElement): boolean {
  const known = blocks.get(element);
  if (known !== undefined) return known;
  const found =
    BLOCKS.has(element.name) ||
    (TRANSPARENT.has(element.name) && element.children.some((child) => isElement(child) && isBlock(child)));
  blocks.set(element, found);
  return found;
}
const blocks = new WeakMap<XmlElement, boolean>();

function blockOf(element: XmlElement, sink: MarkdownSink): string[] {
  const { name, children } = element;
  const heading = /^h([1-6])$/.exec(name);
  if (heading !== null) {
    const text = lineOf(children, sink).replaceAll('\n', ' ');
    return text === '' ? [] : [`${'#'.repeat(Number(heading[1]))} ${text}`];
  }
  switch (name) {
    case 'ul':
    case 'ol':
      return [listOf(element, sink)];
    case 'dl':
      return blocksOf(
        children
          .filter(isElement)
          .flatMap(({ children: each }) => [{ ...element, name: 'p', children: each }]),
        sink,
      );
    case 'pre':
      return [fenced(element)];
    case 'blockquote': {
      const inside = blocksOf(children, sink).join('\n\n');
      return inside === '' ? [] : [inside.replace(/^/gm, '> ').replace(/^> $/gm, '>')];
    }
    case 'hr':
      return ['---'];
    case 'table':
      return tableOf(element, sink);
    default:
      return blocksOf(children, sink);
  }
}

function fenced(pre: XmlElement): string {
  const text = (node: XmlNode): string =>
    typeof node === 'string' ? node : node.children.map(text).join('');
  const code = pre.children.find((child) => isElement(child) && child.name === 'code');
  const language = /(?:^|\s)language-([\w-]+)/.exec(
    (isElement(code ?? '') ? (code as XmlElement) : pre).attributes.get('class') ?? '',
  )?.[1];
  const inside = text(pre).replace(/\n$/, '');
  const fence = '`'.repeat(Math.max(3, ticksIn(inside) + 1));
  return `${fence}${language ?? ''}\n${inside}\n${fence}`;
}

function listOf(list: XmlElement, sink: MarkdownSink): string {
  const items = list.children.filter((child) => isElement(child) && child.name === 'li') as XmlElement[];
  const start = Number(list.attributes.get('start') ?? 1) || 1;
  const texts = items.map((item) => blocksOf(item.children, sink));
  const isLoose = texts.some((blocks) => blocks.length > 1 && !/^(?:[-*]|\d+\.) /.test(blocks[1] ?? ''));
  return texts
    .map((blocks, index) => {
      const sign = list.name === 'ol' ? `${start + index}. ` : '- ';
      const inside = blocks.join(isLoose ? '\n\n' : '\n');
      return sign + inside.replace(/\n(?=.)/g, `\n${' '.repeat(sign.length)}`);
    })
    .join(isLoose ? '\n\n' : '\n');
}

/** Rows of cells; a table within a cell has its own. */
export function rowsOf(table: XmlElement): XmlElement[][] {
  const within = (element: XmlElement): XmlElement[] =>
    element.children
      .filter(isElement)
      .flatMap((child) =>
        child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? within(child) : [],
      );
  return within(table).map(
    ({ children }) => children.filter((cell) => isElement(cell) && /^t[hd]$/.test(cell.name)) as XmlElement[],
  );
}

function tableOf(table: XmlElement, sink: MarkdownSink): string[] {
  const rows = rowsOf(table);
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return [];
  if (rows.flat().some(({ attributes }) => attributes.has('colspan') || attributes.has('rowspan')))
    sink.lost('cells of a table that span several');
  const caption = table.children.find((child) => isElement(child) && child.name === 'caption');
  const cell = (given: XmlElement | undefined) =>
    given === undefined
      ? ''
      : blocksOf(given.children, sink)
          .join(' ')
          .replace(/\\?\n/g, ' ')
          .replace(/(?<!\\)\|/g, '\\|');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [first = [], ...rest] = rows;
  const hasHead = first.every(({ name }) => name === 'th');
  const columns = Array.from({ length: width }, (_, column) => column);
  const head = columns.map((column) => (hasHead ? cell(first[column]) : ''));
  const body = (hasHead ? rest : rows).map((row) => columns.map((column) => cell(row[column])));
  return [
    ...(isElement(caption ?? '') ? blocksOf((caption as XmlElement).children, sink) : []),
    [line(head), line(columns.map(() => '---')), ...body.map(line)].join('\n'),
  ];
}

/** A paragraph's text. */
function lineOf(nodes: readonly XmlNode[], sink: MarkdownSink): string {
  const text = nodes
    .map((node) => inlineOf(node, sink))
    .join('')
    .replace(/ {2,}/g, ' ')
    .split('\n')
    .map((line) => line.trim().replace(/ \\$/, '\\'))
    .join('\n');
  return withoutBreaks(text);
}

/** Without lines at both ends that hold nothing but a break. */
function withoutBreaks(text: string): string {
  const lines = text.split('\n');
  const isEmpty = (line: string | undefined) => line === '' || line === '\\';
  let [from, to] = [0, lines.length];
  while (from < to && isEmpty(lines[from])) from++;
  while (to > from && isEmpty(lines[to - 1])) to--;
  const inside = lines.slice(from, to);
  const last = inside.at(-1);
  // What a break would lead to is not there.
  return last?.endsWith('\\') && to < lines.length
    ? [...inside.slice(0, -1), last.slice(0, -1)].join('\n')
    : inside.join('\n');
}

/** The sign around what is between the blanks at its ends. */
function around(sign: string, text: string): string {
  const inside = text.trim();
  if (inside === '') return text;
  const at = text.indexOf(inside);
  return `${text.slice(0, at)}${sign}${inside}${sign}${text.slice(at + inside.length)}`;
}

/** Of the longest run of backticks in it. */
function ticksIn(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

function codeOf(text: string): string {
  if (text.trim() === '') return '';
  const sign = '`'.repeat(1 + ticksIn(text));
  const blank = /^`|`$/.test(text) ? ' ' : '';
  return `${sign}${blank}${text}${blank}${sign}`;
}

function inlineOf(node: XmlNode, sink: MarkdownSink): string {
  if (typeof node === 'string') return escapedMarkdown(collapsed(node));
  const given = sink.inline?.(node);
  if (given !== undefined) return given;
  const { name, attributes, children } = node;
  const inside = () => children.map((child) => inlineOf(child, sink)).join('');
  switch (name) {
    case 'em':
    case 'i':
      return around('*', inside());
    case 'strong':
    case 'b':
      return around('**', inside());
    case 'del':
    case 's':
    case 'strike':
      return around('~~', inside());
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
    case 'var':
      return codeOf(plainTextOf(children));
    case 'br':
      return '\\\n';
    case 'q':
      return `“${inside()}”`;
    case 'sup':
    case 'sub': {
      const text = plainTextOf(children);
      const sign = name === 'sup' ? '^' : '_';
      return /^[\w+ -]+$/.test(text) ? `$${sign}{${text.replaceAll('_', '\\_')}}$` : `${sign}${inside()}`;
    }
    case 'img':
      return sink.picture(attributes.get('src') ?? '', attributes.get('alt') ?? '');
    case 'math': {
      const tex = texOf(node);
      if (tex === undefined) sink.lost('the setting of a formula, whose signs are shown as text');
      const text = tex ?? escapedMarkdown(plainTextOf(children));
      return tex === undefined
        ? text
        : attributes.get('display') === 'block'
          ? `\n\n$$\n${text}\n$$\n\n`
          : `$${text}$`;
    }
    case 'a': {
      const href = attributes.get('href') ?? '';
      if (/^(?:https?:|mailto:)[^\s<>()]+$/.test(href)) return `[${inside()}](${href})`;
      if (href !== '') sink.lost(`a link to ${href.slice(0, 60)}`);
      return inside();
    }
    default:
      if (SILENT.has(name)) return '';
      if (!TRANSPARENT.has(name)) sink.lost(`<${name}>, of which only its text is taken`);
      return inside();
  }
}
