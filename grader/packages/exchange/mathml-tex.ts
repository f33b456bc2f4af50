/**
 * Formulas in MathML as TeX: by the annotation that says what they were made from, or from the elements that school
 * formulas are made of. MathML 3, chapters 3 and 5.
 */
import { eachElement, isElement, type XmlElement, type XmlNode } from '../xml-tree';

/** @returns undefined where it holds something else. */
export function texOf(math: XmlElement): string | undefined {
  const annotation = eachElement(math).find(
    ({ name, attributes }) => name === 'annotation' && attributes.get('encoding') === 'application/x-tex',
  );
  if (annotation !== undefined)
    return annotation.children
      .filter((child) => !isElement(child))
      .join('')
      .trim();
  try {
    return texOfAll(math.children).trim();
  } catch (error) {
    if (error instanceof NoTex) return undefined;
    throw error;
  }
}

class NoTex extends Error {}

const SIGNS: Readonly<Record<string, string>> = {
  ...{
    '×': '\\times',
    '⋅': '\\cdot',
    '·': '\\cdot',
    '÷': '\\div',
    '±': '\\pm',
    '−': '-',
    '≤': '\\le',
    '≥': '\\ge',
  },
  ...{
    '≠': '\\ne',
    '≈': '\\approx',
    '→': '\\to',
    '∞': '\\infty',
    '∑': '\\sum',
    '∏': '\\prod',
    '∫': '\\int',
    '√': '\\surd',
  },
  ...{
    π: '\\pi',
    α: '\\alpha',
    β: '\\beta',
    γ: '\\gamma',
    δ: '\\delta',
    λ: '\\lambda',
    μ: '\\mu',
    σ: '\\sigma',
    θ: '\\theta',
  },
  ...{ '\u2061': '', '\u2062': '', '\u2063': '', '\u00a0': '\\,' },
};

const escapedTex = (text: string) =>
  [...text.replace(/\s+/g, ' ').trim()]
    .map((sign) =>
      Object.hasOwn(SIGNS, sign)
        ? `${SIGNS[sign]} `
        : /[\\{}$&#^_%~]/.test(sign)
          ? sign === '\\'
            ? '\\backslash '
            : `\\${sign}`
          : sign,
    )
    .join('');

const texOfAll = (nodes: readonly XmlNode[]) => nodes.filter(isElement).map(texOfOne).join('');

function texOfOne(element: XmlElement): string {
  const inside = element.children.filter(isElement);
  const part = (index: number) => {
    const child = inside[index];
    if (child === undefined) throw new NoTex();
    return `{${texOfOne(child)}}`;
  };
  const words = () => escapedTex(element.children.filter((child) => !isElement(child)).join(''));
  switch (element.name) {
    case 'mi': {
      const text = words();
      return text.length > 1 && /^[A-Za-z]+$/.test(text) ? `\\mathrm{${text}}` : text;
    }
    case 'mn':
    case 'mo':
      return words();
    case 'mtext':
      return `\\text{${words()}}`;
    case 'mrow':
    case 'mstyle':
    case 'semantics':
    case 'mpadded':
      return texOfAll(element.children);
    case 'annotation':
    case 'annotation-xml':
    case 'mspace':
      return '';
    case 'mfrac':
      return `\\frac${part(0)}${part(1)}`;
    case 'msup':
      return `${part(0)}^${part(1)}`;
    case 'msub':
    case 'munder':
      return `${part(0)}_${part(1)}`;
    case 'msubsup':
    case 'munderover':
      return `${part(0)}_${part(1)}^${part(2)}`;
    case 'msqrt':
      return `\\sqrt{${texOfAll(element.children)}}`;
    case 'mroot':
      return `\\sqrt[${texOfAll([inside[1] ?? ''])}]${part(0)}`;
    case 'mfenced':
      return `(${inside.map(texOfOne).join(',')})`;
    default:
      throw new NoTex();
  }
}
