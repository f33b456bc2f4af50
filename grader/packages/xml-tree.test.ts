/** Guarantee: XML becomes a tree within bounds, or is refused with a sentence; entities are never expanded. */
import { expect, test } from 'vitest';
import { PackageRefused } from './package-files';
import { MAX_XML_CHARACTERS, MAX_XML_NODES, readXml } from './xml-tree';

test('elements with their namespaces, attributes and texts', () => {
  expect(
    readXml(
      '<?xml version="1.0"?><!-- a --><a xmlns="u:a" b="1 &lt; 2" xml:lang="en">x &amp; <c:d xmlns:c="u:c" c:e="f"/><![CDATA[<y>]]>&#65;</a>',
      'a.xml',
    ),
  ).toEqual({
    name: 'a',
    uri: 'u:a',
    attributes: new Map([
      ['b', '1 < 2'],
      ['xml:lang', 'en'],
    ]),
    children: ['x & ', { name: 'd', uri: 'u:c', attributes: new Map([['c:e', 'f']]), children: [] }, '<y>A'],
  });
});

const LAUGHS = `<!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i} "&b${i - 1};&b${i - 1};">`).join('')}]><a>&b29;</a>`;

test.each<[string, string, RegExp]>([
  ['entities of entities', LAUGHS, /document type/],
  [
    'an entity of a file',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    /document type/,
  ],
  [
    'an entity of an address',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.com/"> %x;]><a/>',
    /document type/,
  ],
  [
    'a document type elsewhere',
    '<!DOCTYPE a PUBLIC "-//W3C//DTD" "http://example.com/a.dtd"><a/>',
    /document type/,
  ],
  ['a document type without an end', `<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(1000)}`, /./],
  ['an entity that there is not', '<a>&nbsp;</a>', /entity/i],
  ['elements inside elements', '<a>'.repeat(101) + '</a>'.repeat(101), /deep/],
  ['very many of them', '<a>'.repeat(300_000), /deep/],
  ['elements without end', `<a>${'<b/>'.repeat(MAX_XML_NODES)}</a>`, /more than/],
  [
    'attributes without end',
    `<a ${Array.from({ length: MAX_XML_NODES }, (_, i) => `b${i}=""`).join(' ')}/>`,
    /more than/,
  ],
  ['more text than is read', ' '.repeat(MAX_XML_CHARACTERS + 1), /characters/],
  ['an end that does not fit', '<a></b>', /a\.xml/],
  ['two beginnings', '<a/><a/>', /a\.xml/],
  ['a prefix of nothing', '<x:a/>', /a\.xml/],
  ['nothing', '', /a\.xml/],
  ['no XML', '{"a": 1}', /a\.xml/],
  ['a zero', '<a>\0</a>', /a\.xml/],
  ['attributes twice', '<a b="1" b="2"/>', /a\.xml/],
])('%s: refused', (_, text, message) => {
  expect(() => readXml(text, 'a.xml')).toThrow(PackageRefused);
  expect(() => readXml(text, 'a.xml')).toThrow(message);
});
