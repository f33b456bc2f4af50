/**
 * QTI 3.0 says the same as 2.1 in other names: `qti-choice-interaction` and `response-identifier` for choiceInteraction
 * and responseIdentifier. Everything here knows those of 2.1; XHTML in between is called what it is in both.
 */
import { isElement, type XmlElement, type XmlNode } from '../xml-tree';

const PREFIX = 'qti-';
const camel = (name: string) => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** An element and all in it, by names of 2.1. */
export function olderNames(element: XmlElement): XmlElement {
  const children = element.children.map((child) => (isElement(child) ? olderNames(child) : child));
  if (!element.name.startsWith(PREFIX)) return { ...element, children };
  const attributes = new Map(
    [...element.attributes].map(
      ([name, value]) => [/^(?:data|aria|xml)[-:]/.test(name) ? name : camel(name), value] as const,
    ),
  );
  return { ...element, name: camel(element.name.slice(PREFIX.length)), attributes, children };
}

/** What is no element of QTI. */
const XHTML = new Set(
  `p div span h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre code em strong blockquote table caption thead tbody tr th td a hr
   br img`.split(/\s+/),
);

/** The other way, of what is written here. */
export function newerNames(element: XmlElement): XmlElement {
  if (element.name === 'math') return element;
  const children = element.children.map((child): XmlNode => (isElement(child) ? newerNames(child) : child));
  if (XHTML.has(element.name)) return { ...element, children };
  const attributes = new Map(
    [...element.attributes].map(
      ([name, value]) => [/^xml|:/.test(name) ? name : kebab(name), value] as const,
    ),
  );
  // 3.0 wants what is shown in it within one element.
  const isShown = element.name === 'modalFeedback';
  const inside = isShown
    ? [{ ...element, name: `${PREFIX}content-body`, attributes: new Map(), children }]
    : children;
  return { ...element, name: PREFIX + kebab(element.name), attributes, children: inside };
}
