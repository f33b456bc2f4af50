/** Writes elements as XML: the other way of xml-tree.ts. */
import type { XmlElement, XmlNode } from '../xml-tree';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Of the namespace that it is written in. Attributes that are undefined are not there. */
export function element(name: string, attributes: Attributes, ...children: readonly XmlNode[]): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
  return { name, uri: '', attributes: new Map(given), children };
}

/** @param root with its namespaces as attributes. */
export function xmlText(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`;
}

function written(node: XmlNode): string {
  if (typeof node === 'string') return escaped(node);
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const inside = node.children.map(written).join('');
  return inside === ''
    ? `<${node.name}${attributes}/>`
    : `<${node.name}${attributes}>${inside}</${node.name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without what XML cannot hold. */
const escaped = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: just those
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string)
    // A parser would make others of them.
    .replace(/[\r\n\t]/g, (sign) => (sign === '\n' ? sign : `&#${sign.charCodeAt(0)};`));
