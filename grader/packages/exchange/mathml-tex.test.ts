/** Guarantee: formulas of school become TeX that is set as they were; whatever else is told apart, not guessed. */
import katex from 'katex';
import { expect, test } from 'vitest';
import { readXml } from '../xml-tree';
import { texOf } from './mathml-tex';

const math = (inside: string) =>
  readXml(`<math xmlns="http://www.w3.org/1998/Math/MathML">${inside}</math>`, 'a formula');

test.each<[string, string]>([
  ['<mfrac><mi>a</mi><mrow><mn>2</mn><mi>b</mi></mrow></mfrac>', '\\frac{a}{2b}'],
  ['<msup><mi>e</mi><mn>2</mn></msup><mo>=</mo><mn>7.389</mn>', '{e}^{2}=7.389'],
  ['<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup><mo>≤</mo><mi>π</mi>', '{x}_{i}^{2}\\le \\pi'],
  ['<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>', '\\sqrt{x+1}'],
  ['<mroot><mi>x</mi><mn>3</mn></mroot>', '\\sqrt[3]{x}'],
  ['<mi>sin</mi><mfenced><mi>x</mi></mfenced><mtext>if 5%</mtext>', '\\mathrm{sin}(x)\\text{if 5\\%}'],
  [
    '<semantics><mrow/><annotation encoding="application/x-tex">\\frac12</annotation></semantics>',
    '\\frac12',
  ],
])('%s', (inside, tex) => {
  expect(texOf(math(inside))).toBe(tex);
  expect(() => katex.renderToString(tex)).not.toThrow();
});

test.each(['<mtable><mtr><mtd/></mtr></mtable>', '<mfrac><mi>a</mi></mfrac>', '<csymbol/>'])(
  '%s is none of them',
  (inside) => expect(texOf(math(inside))).toBeUndefined(),
);
