/** Hostile archives of other systems, and what must come of each: refused as a whole, or its item refused, with a sentence. */
import { zipSync } from 'fflate';

export interface HostileArchive {
  readonly name: string;
  readonly archive: Uint8Array;
  /** Of the refusal, or of a line of the report. */
  readonly expected: RegExp;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const MANIFEST =
  '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources><resource identifier="r" type="imsqti_item_xmlv2p1" href="item.xml"/></resources></manifest>';
const QTI = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Item"';
const CHOICE =
  '<choiceInteraction responseIdentifier="R"><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction>';
const DECLARED =
  '<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>';

/** An item with something in front of it, and within its body. */
const item = (inside: string, before = '') =>
  `${before}<assessmentItem ${QTI}>${DECLARED}<itemBody>${inside}${CHOICE}</itemBody></assessmentItem>`;

const zipped = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? bytes(content) : content,
      ]),
    ),
    { level: 9 },
  );
const withItem = (text: string | Uint8Array, more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  zipped({ 'imsmanifest.xml': MANIFEST, 'item.xml': text, ...more });
const withManifest = (text: string) => zipped({ 'imsmanifest.xml': text, 'item.xml': item('') });

const hostile = (name: string, archive: Uint8Array, expected: RegExp): HostileArchive => ({
  name,
  archive,
  expected,
});

/** As `ln -s` and `zip -y` make one. */
function link(): Uint8Array {
  return zipSync({
    'imsmanifest.xml': bytes(MANIFEST),
    'item.xml': [bytes('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }],
  });
}

/** An archive whose names are changed after it was packed: no packer makes such ones. */
function renamed(name: string): Uint8Array {
  const archive = zipped({ 'imsmanifest.xml': MANIFEST, ['x'.repeat(name.length)]: 'text' });
  const text = Buffer.from(archive).toString('latin1').replaceAll('x'.repeat(name.length), name);
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

const LAUGHS = `<!DOCTYPE a [<!ENTITY l "ha">${Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i} "${`&l${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]>`;
const NESTED = (element: string, depth: number) =>
  `<${element}>`.repeat(depth) + `</${element}>`.repeat(depth);

export const FOREIGN_ARCHIVES: readonly HostileArchive[] = [
  hostile('climbs out', renamed('../../etc/cron.txt'), /leads out of the archive/),
  hostile('climbs out in the middle', renamed('items/../../a.xml'), /leads out of the archive/),
  hostile('begins at the root', renamed('/etc/passwd.txt'), /leads out of the archive/),
  hostile('names a drive', renamed('C:/windows/a.txt'), /no name of a file/),
  hostile('climbs out in the other way', renamed('..\\..\\a.xml'), /no name of a file/),
  hostile('has a name with a zero', renamed('a\0b.xml'), /no name of a file/),
  hostile('has a link', link(), /is a link/),
  hostile(
    'has a name without end',
    zipped({ 'imsmanifest.xml': MANIFEST, [`${'a/'.repeat(200)}b.xml`]: 'x' }),
    /more than 255/,
  ),
  hostile('unpacks to hundreds of megabytes', withItem(new Uint8Array(200_000_000)), /unpacks to too much/),
  hostile(
    'unpacks to too much in many files',
    zipped(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.xml`, new Uint8Array(3_000_000)]))),
    /unpacks to too much/,
  ),
  hostile(
    'has thousands of files',
    zipped(Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${i}.xml`, new Uint8Array(0)]))),
    /more than 2000 files/,
  ),
  hostile('ends in the middle', withItem(item('')).slice(0, 300), /ends too early|cannot be unpacked/),
  hostile('is no archive', bytes('PK no archive'), /no ZIP archive/),
  hostile('is nothing', new Uint8Array(0), /no ZIP archive/),
  hostile('has entities of entities in an item', withItem(item('<p>&l11;</p>', LAUGHS)), /document type/),
  hostile('has entities of entities in its manifest', withManifest(LAUGHS + MANIFEST), /document type/),
  hostile(
    'reads a file by an entity',
    withItem(item('<p>&x;</p>', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    /document type/,
  ),
  hostile(
    'asks an address by an entity',
    withItem(item('', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>')),
    /document type/,
  ),
  hostile(
    'asks an address by a document type',
    withManifest(`<!DOCTYPE manifest SYSTEM "http://127.0.0.1/x.dtd">${MANIFEST}`),
    /document type/,
  ),
  hostile(
    'includes a file',
    withItem(
      item('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    ),
    /lost: <include>/,
  ),
  hostile('is nested a million deep', withItem(item('<div>'.repeat(300_000))), /deep/),
  hostile(
    'is nested deep in its manifest',
    withManifest(MANIFEST.replace('<resources>', `<resources>${NESTED('organization', 5_000)}`)),
    /deep/,
  ),
  hostile('has a million elements', withItem(item('<br/>'.repeat(400_000))), /more than \d+ elements/),
  hostile(
    'has a million attributes',
    withItem(item(`<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)),
    /more than \d+ elements/,
  ),
  hostile('has a text without end', withItem(item(`<p>${'x'.repeat(3_000_000)}</p>`)), /characters of XML/),
  hostile(
    'has blanks without end',
    withItem(item(`<p>${'\u00a0'.repeat(45_000)}<b>${'\u00a0'.repeat(45_000)}x</b></p>`)),
    /prompt|1 whole/,
  ),
  hostile(
    'has blanks in very many elements',
    withItem(item(`<p>${'<b> </b>'.repeat(20_000)}x</p>`)),
    /1 whole/,
  ),
  hostile(
    'has ticks without end',
    withItem(item(`<pre>${'` '.repeat(30_000)}</pre><p><code>${'` '.repeat(15_000)}</code></p>`)),
    /prompt/,
  ),
  hostile(
    'asks very many times',
    withItem(item('<p><textEntryInteraction responseIdentifier="R"/></p>'.repeat(10_000))),
    /lost: what is asked beyond 20 parts/,
  ),
  hostile(
    'shares a text very many times',
    withItem(
      item('').replace('<itemBody>', `${'<assessmentStimulusRef href="s.xml"/>'.repeat(10_000)}<itemBody>`),
      {
        's.xml': `<a>${'<b/>'.repeat(40_000)}</a>`,
      },
    ),
    /lost: shared texts beyond 4/,
  ),
  hostile(
    'shows a bad picture very many times',
    withItem(item(`<p>${'<img src="a.svg" alt=""/>'.repeat(10_000)}</p>`), {
      'a.svg': `<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(10_000)}<script/></svg>`,
    }),
    /lost: .*script/,
  ),
  hostile(
    'has tables in tables',
    withItem(item(`${'<table><tr><td>'.repeat(30)}x${'</td></tr></table>'.repeat(30)}`.repeat(20))),
    /\d whole/,
  ),
  hostile(
    'shows very many feedbacks',
    withItem(
      item('').replace(
        '</itemBody>',
        `</itemBody><responseProcessing>${'<setOutcomeValue identifier="F"><baseValue baseType="identifier">x</baseValue></setOutcomeValue>'.repeat(4_000)}</responseProcessing>${'<modalFeedback outcomeIdentifier="F" identifier="x" showHide="show">y</modalFeedback>'.repeat(4_000)}`,
      ),
    ),
    /lost: feedback beyond 200/,
  ),
  hostile(
    'has very many items with very many elements',
    zipped({
      'imsmanifest.xml': MANIFEST.replace(
        /<resource .*\/>/,
        Array.from(
          { length: 6 },
          (_, i) => `<resource identifier="r" type="imsqti_item_xmlv2p1" href="${i}.xml"/>`,
        ).join(''),
      ),
      ...Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => [
          `${i}.xml`,
          item('').replace('<itemBody>', `${'<a/>'.repeat(45_000)}<itemBody>`),
        ]),
      ),
    }),
    /refused: .*more than \d+ elements/,
  ),
  hostile('is no UTF-8', withItem(Uint8Array.from([0x3c, 0xff, 0xfe, 0x3e])), /no text in UTF-8/),
  hostile(
    'names an item outside',
    withManifest(MANIFEST.replace('item.xml', '../../../../etc/passwd')),
    /not in the archive/,
  ),
  hostile(
    'names an item of the system',
    withManifest(MANIFEST.replace('item.xml', 'file:///etc/passwd')),
    /not in the archive/,
  ),
  hostile(
    'names an item at an address',
    withManifest(MANIFEST.replace('item.xml', 'http://127.0.0.1/item.xml')),
    /not in the archive/,
  ),
  hostile(
    'names an item, encoded to climb',
    withManifest(MANIFEST.replace('item.xml', '%2e%2e/%2e%2e/etc/passwd')),
    /not in the archive/,
  ),
  hostile(
    'takes a picture of the system',
    withItem(item('<p><img src="../../../etc/logo.svg" alt=""/></p>')),
    /lost: the picture/,
  ),
  hostile(
    'takes a picture that runs',
    withItem(item('<p><img src="a.svg" alt=""/></p>'), {
      'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    }),
    /lost: .*script in onload/,
  ),
  hostile(
    'writes a script',
    withItem(item('<script>alert(1)</script><p onclick="alert(1)">a<a href="javascript:alert(1)">b</a></p>')),
    /lost: a link to javascript/,
  ),
  hostile(
    'writes a formula that hangs',
    withItem(item('<p>{{9^1000^1000}} {{(((((((((((((((((((((((((((((((((1}}</p>')),
    /1 whole/,
  ),
  hostile(
    'has a response by the name of a prototype',
    withItem(
      item('')
        .replaceAll('"R"', '"__proto__"')
        .replaceAll('"A"', '"constructor"')
        .replaceAll('>A<', '>constructor<'),
    ),
    /1 whole/,
  ),
  hostile(
    'has points without end',
    withItem(
      item('').replace(
        '</itemBody>',
        '</itemBody><responseProcessing><responseCondition><responseIf><match><variable identifier="R"/><correct identifier="R"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1e308</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>',
      ),
    ),
    /changed: 1e\+308 points are 1000/,
  ),
];
