/**
 * XML whose author is not trusted, as a tree. It is read in one pass with bounds on its length, depth and nodes, and
 * without a document type: where there is none there are no entities but the five of XML, so that nothing expands and
 * nothing is fetched.
 */
import { SaxesParser } from 'saxes';
import { PackageRefused } from './package-files';

export const MAX_XML_CHARACTERS = 2 * 1024 * 1024;
export const MAX_XML_NODES = 50_000;
const MAX_XML_DEPTH = 100;

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Its namespace. */
  readonly uri: string;
  /** By name, without a prefix but for `xml:` and `xlink:`; of other namespaces as they are written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
}
export type XmlNode = XmlElement | string;

const XLINK = 'http://www.w3.org/1999/xlink';

/** What may still be read of several texts together. */
export interface XmlBudget {
  nodes: number;
}

/** @param what it is called in messages. @throws PackageRefused with what is wrong and, where that is known, the line. */
export function readXml(
  text: string,
  what: string,
  budget: XmlBudget = { nodes: MAX_XML_NODES },
): XmlElement {
  const refuse = (problem: string) => new PackageRefused(`${what}: ${problem}`);
  if (text.length > MAX_XML_CHARACTERS)
    throw refuse(`${text.length} characters of XML; ${MAX_XML_CHARACTERS} are the most`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: { readonly element: XmlElement; readonly children: XmlNode[] }[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  const count = (more: number) => {
    nodes += more;
    budget.nodes -= more;
    if (nodes > MAX_XML_NODES || budget.nodes < 0)
      throw refuse(`more than ${MAX_XML_NODES} elements, attributes and texts`);
  };
  const addText = (added: string) => {
    const children = open.at(-1)?.children;
    if (children === undefined || added === '') return;
    count(1);
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + added;
    else children.push(added);
  };
  parser.on('error', (error) => {
    throw refuse(error.message.replace(/^undefined:/, ''));
  });
  parser.on('doctype', () => {
    throw refuse('it has a document type (<!DOCTYPE>), which is not read: take it out');
  });
  parser.on('processinginstruction', ({ target }) => {
    if (target === 'xml-stylesheet') throw refuse('it names a style sheet outside');
  });
  parser.on('attribute', () => count(1));
  parser.on('opentag', (tag) => {
    count(1);
    if (open.length >= MAX_XML_DEPTH)
      throw refuse(`elements inside elements, more than ${MAX_XML_DEPTH} deep`);
    const attributes = new Map<string, string>();
    for (const { name, prefix, local, uri, value } of Object.values(tag.attributes))
      if (name !== 'xmlns' && prefix !== 'xmlns')
        attributes.set(uri === '' ? local : uri === XLINK ? `xlink:${local}` : name, value);
    const children: XmlNode[] = [];
    const element = { name: tag.local, uri: tag.uri, attributes, children };
    if (open.length === 0) root = element;
    else open.at(-1)?.children.push(element);
    open.push({ element, children });
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  if (root === undefined) throw refuse('it holds no element');
  return root;
}

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

/** Of an element and all in it, in their order. */
export function eachElement(element: XmlElement): readonly XmlElement[] {
  const all: XmlElement[] = [];
  const pending = [element];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    all.push(next);
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at];
      if (child !== undefined && isElement(child)) pending.push(child);
    }
  }
  return all;
}
