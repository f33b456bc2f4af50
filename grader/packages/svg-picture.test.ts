/** Guarantee: a picture draws; what runs, loads, refers outside, or stands for more than it is, is refused. */
import { describe, expect, test } from 'vitest';
import { MAX_PICTURE_BYTES, pictureProblem } from './svg-picture';

const svg = (inside: string, attributes = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"${attributes}>${inside}</svg>`;

describe('pictures', () => {
  test.each<[string, string]>([
    ['shapes and text', svg('<g fill="red"><rect width="3" height="3"/><text x="1">A &amp; B</text></g>')],
    [
      'references to itself',
      svg('<defs><path id="p" d="M0 0"/></defs><use xlink:href="#p" style="fill:url(#p)"/>'),
    ],
    ['an image in it', svg('<image href="data:image/png;base64,iVBORw0KGgo="/>')],
    [
      'colours of a style sheet',
      svg('<style>.a{fill:url(#g)}</style><linearGradient id="g"/><rect class="a"/>'),
    ],
    ['styles', svg('<style>text { font: 4px sans-serif }</style>')],
    [
      'the notes of a drawing program',
      svg(
        '<sodipodi:namedview/><metadata><rdf:RDF><rdf:li/></rdf:RDF></metadata>',
        ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
      ),
    ],
  ])('%s', (_, picture) => expect(pictureProblem(picture)).toBeUndefined());

  test.each<[string, string, RegExp]>([
    ['a script', svg('<script>alert(1)</script>'), /<script> is not allowed/],
    [
      'a script by another prefix',
      svg('<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>'),
      /script/,
    ],
    [
      'a script of a page',
      svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>'),
      /no part of a drawing/,
    ],
    [
      'a page in it',
      svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
      /foreignObject/,
    ],
    ['a script on an event', svg('<rect onload="alert(1)"/>'), /script in onload/],
    ['a script on an event of all', svg('', ' onLoad="alert(1)"'), /script in onLoad/],
    ['a link', svg('<a href="#x"><rect/></a>'), /<a> is not allowed/],
    ['an image outside', svg('<image href="https://example.com/a.png"/>'), /outside/],
    ['an image outside, in the old way', svg('<image xlink:href="//example.com/a.png"/>'), /outside/],
    [
      'an image by another prefix',
      svg('<image l:href="http://a/" xmlns:l="http://www.w3.org/1999/xlink"/>'),
      /outside/,
    ],
    ['a picture in the picture', svg('<image href="data:image/svg+xml,%3Csvg/%3E"/>'), /outside/],
    ['a script as an address', svg('<use href="javascript:alert(1)"/>'), /outside/],
    ['a file', svg('<use href="file:///etc/passwd#a"/>'), /outside/],
    ['a fill outside', svg('<rect fill="url(https://example.com/#a)"/>'), /outside in fill/],
    ['a style outside', svg('<rect style="fill: URL( \'http://a/\' )"/>'), /outside in style/],
    ['a style outside, hidden', svg('<rect style="fill:u\\72l(http://a/)"/>'), /outside in style/],
    ['an imported style', svg('<style>@import "https://example.com/a.css";</style>'), /outside/],
    ['a font outside', svg('<style>@font-face { src: url(http://a/) }</style>'), /outside/],
    [
      'a style sheet',
      `<?xml-stylesheet href="http://a/"?>${svg('').replace(/<\?.*\?>\n/, '')}`,
      /style sheet/,
    ],
    ['an animation', svg('<set attributeName="href" to="javascript:alert(1)"/>'), /<set>/],
    [
      'an entity of a file',
      svg('<text>&x;</text>').replace('<svg', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg'),
      /document type/,
    ],
    ['no drawing', '<html xmlns="http://www.w3.org/1999/xhtml"/>', /no <svg>/],
    ['no namespace', '<svg/>', /no <svg>/],
    ['no XML', 'GIF89a', /SVG/],
    ['an end too early', svg('<g>'), /SVG/],
    ['nothing', '', /SVG/],
    ['too much', svg(`<text>${'x'.repeat(MAX_PICTURE_BYTES)}</text>`), /bytes/],
    ['too deep', svg('<g>'.repeat(200) + '</g>'.repeat(200)), /deep/],
    [
      'something that draws itself',
      svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
      /itself/,
    ],
    [
      'a billion laughs',
      svg(
        `${Array.from(
          { length: 9 },
          (_, i) => `<g id="g${i + 1}">${`<use href="#g${i}"/>`.repeat(10)}</g>`,
        ).join('')}<rect id="g0"/>`,
      ),
      /draws more than/,
    ],
    [
      'a billion patterns',
      svg(
        `${Array.from(
          { length: 9 },
          (_, i) => `<pattern id="g${i + 1}">${`<rect fill="url('#g${i}')"/>`.repeat(10)}</pattern>`,
        ).join('')}<pattern id="g0"/>`,
      ),
      /draws more than/,
    ],
    [
      'a billion patterns by their classes',
      svg(
        `<style>${Array.from({ length: 9 }, (_, i) => `.g${i}{fill:URL(#g${i})}`).join('')}</style>${Array.from(
          { length: 9 },
          (_, i) => `<pattern id="g${i + 1}">${`<rect class="g${i}"/>`.repeat(10)}</pattern>`,
        ).join('')}<pattern id="g0"/>`,
      ),
      /refers to #g0, which is no gradient/,
    ],
  ])('%s is refused', (_, picture, message) => expect(pictureProblem(picture)).toMatch(message));
});
