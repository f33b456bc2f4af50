/**
 * Pictures of a package: SVG that draws, and does nothing else. They are shown as images, in which no script runs and
 * nothing is loaded; what would try to is refused all the same, so that a picture is what it is wherever it goes.
 */
import { PackageRefused } from './package-files';
import { eachElement, isElement, readXml, type XmlBudget, type XmlElement } from './xml-tree';

export const MAX_PICTURE_BYTES = 64 * 1024;
/** What is drawn, counted as often as something refers to it: a few lines could stand for millions. */
const MAX_PICTURE_ELEMENTS = 20_000;

const SVG = 'http://www.w3.org/2000/svg';
/** What draws, and what it is described with. Source: SVG 2, appendix F; no script, foreignObject, animation, link. */
const DRAWING = new Set(
  `svg g defs symbol use title desc metadata style switch view
   path rect circle ellipse line polyline polygon text tspan textPath tref image
   marker linearGradient radialGradient stop pattern clipPath mask
   filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
   feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
   feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);
/** What drawing programs note for themselves. */
const NOTES = [
  /^http:\/\/www\.inkscape\.org\//,
  /^http:\/\/sodipodi\.sourceforge\.net\//,
  /^http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#$/,
  /^http:\/\/(?:creativecommons\.org|web\.resource\.org\/cc)\//,
  /^http:\/\/purl\.org\/dc\//,
];
/** A place in the picture, or the bytes of an image in it. */
const INSIDE = /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp);base64,)/;
const HREFS = ['href', 'xlink:href', 'src'];

/** @param budget of XML where it is one of several. @returns why a text is no picture that may be shown; undefined when it is one. */
export function pictureProblem(svg: string, budget?: XmlBudget): string | undefined {
  const bytes = Buffer.byteLength(svg, 'utf8');
  if (bytes > MAX_PICTURE_BYTES) return `${bytes} bytes; ${MAX_PICTURE_BYTES} are the most`;
  let root: XmlElement;
  try {
    root = readXml(svg, 'SVG', budget);
  } catch (error) {
    if (error instanceof PackageRefused) return error.message;
    throw error;
  }
  if (root.uri !== SVG || root.name !== 'svg') return `it is no <svg> of ${SVG}`;
  for (const element of eachElement(root)) {
    const problem = problemOf(element);
    if (problem !== undefined) return `<${element.name}> ${problem}`;
  }
  const drawing = new DrawnCount(root);
  const unknown = drawing.beyondGradients(root);
  if (unknown !== undefined)
    return `<style> refers to #${unknown}, which is no gradient: refer to it where it is drawn`;
  const drawn = drawing.of(root);
  return drawn <= MAX_PICTURE_ELEMENTS
    ? undefined
    : `it draws more than ${MAX_PICTURE_ELEMENTS} elements, or itself`;
}

/** Places in the picture that a text refers to. */
const PLACES = /(?:^\s*|url\(\s*["']?)#([^\s"')]+)/gi;

/** Elements that come to be drawn, with what they refer to. */
class DrawnCount {
  private readonly byId = new Map<string, XmlElement>();
  private readonly counts = new Map<XmlElement, number>();

  constructor(root: XmlElement) {
    for (const element of eachElement(root)) {
      const id = element.attributes.get('id');
      if (id !== undefined) this.byId.set(id, element);
    }
  }

  /** What a style sheet refers to that draws more than colours: how often, only its selectors say. */
  beyondGradients(root: XmlElement): string | undefined {
    for (const { name, children } of eachElement(root)) {
      if (name !== 'style') continue;
      for (const [, id = ''] of children.join('').matchAll(PLACES))
        if (!/^(?:linear|radial)Gradient$/.test(this.byId.get(id)?.name ?? '')) return id;
    }
    return undefined;
  }

  of(element: XmlElement): number {
    const known = this.counts.get(element);
    if (known !== undefined) return known;
    // What leads back to itself finds this.
    this.counts.set(element, Number.POSITIVE_INFINITY);
    let count = 1;
    for (const child of element.children) if (isElement(child)) count += this.of(child);
    for (const value of element.attributes.values())
      for (const [, id = ''] of value.matchAll(PLACES)) {
        const target = this.byId.get(id);
        if (target !== undefined) count += this.of(target);
      }
    this.counts.set(element, count);
    return count;
  }
}

function problemOf({ name, uri, attributes, children }: XmlElement): string | undefined {
  if (uri !== SVG) return NOTES.some((notes) => notes.test(uri)) ? undefined : 'is no part of a drawing';
  if (!DRAWING.has(name)) return 'is not allowed in a picture';
  for (const [attribute, value] of attributes) {
    if (/^on/i.test(attribute)) return `has a script in ${attribute}`;
    if (HREFS.includes(attribute) && !INSIDE.test(value))
      return `refers to something outside: ${value.slice(0, 60)}`;
    if (reachesOut(value) || (attribute === 'style' && value.includes('\\')))
      return `refers to something outside in ${attribute}`;
  }
  const style = name === 'style' ? children.join('') : '';
  return /@import|\\/.test(style) || reachesOut(style) ? 'refers to something outside' : undefined;
}

const reachesOut = (text: string) =>
  /javascript:/i.test(text) ||
  [...text.matchAll(/url\(\s*["']?(.*?)["']?\s*\)/gis)].some(([, to = '']) => !INSIDE.test(to));
