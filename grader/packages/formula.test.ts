/** Guarantee: a formula is what arithmetic says, whatever text it is; it never hangs and never throws anything but its own fault. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, evaluateNumber, FormulaFault, isVariableName, MAX_FORMULA_CHARACTERS } from './formula';

const scope = new Map<string, number | string>([
  ['a', 3],
  ['b', 4],
  ['kind', 'fifo'],
]);

describe('formulas', () => {
  test.each<[string, number]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2 * -3', -6],
    ['7 % 3 - -7 % 3', -1],
    ['10 / 4', 2.5],
    ['a * b + 2^10', 1036],
    ['max(a, b, 2) - min(a, b)', 1],
    ['round(2.5) + round(-2.5) + floor(-1.5) + ceil(1.2)', 0],
    ['abs(a - b)', 1],
    ["kind == 'fifo'", 1],
    ["kind != 'fifo' or a < b and b >= 4", 1],
    ['1 - 1 - 1', -1],
    ['8 / 4 / 2', 1],
  ])('%s is %d', (formula, value) => {
    expect(evaluate(formula, scope)).toBe(value);
  });

  test.each<[string, RegExp]>([
    ['', /no formula stands there/],
    [' ', /no formula stands there/],
    ['1 +', /1 \+: it ends where a value should stand/],
    ['1 2', /2 comes too much/],
    ['(1', /not closed/],
    ['c', /there is no variable c here/],
    ['log(3)', /there is no function log here/],
    ['min', /needs brackets/],
    ['floor(1, 2)', /takes one number/],
    ['1 / (a - 3)', /divides by 0/],
    ['2^0.5', /whole number/],
    ['2^5000', /whole number/],
    ['kind + 1', /is a text/],
    ['a; process.exit()', /";" is no part/],
    ['constructor', /there is no variable constructor/],
    ['__proto__', /there is no variable __proto__/],
    ['('.repeat(100) + ')'.repeat(100), /nested/],
    [`1${' + 1'.repeat(MAX_FORMULA_CHARACTERS)}`, /characters/],
  ])('%s is refused', (formula, message) => {
    expect(() => evaluate(formula, scope)).toThrow(FormulaFault);
    expect(() => evaluate(formula, scope)).toThrow(message);
  });

  test('a number is asked for, and a finite one', () => {
    expect(evaluateNumber('0 * -1', scope)).toBe(0);
    expect(() => evaluateNumber('kind', scope)).toThrow(/a text/);
    expect(() => evaluateNumber('10^400', scope)).toThrow(/Infinity/);
  });

  test('sums, products and brackets agree with the engine', () => {
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.nat(50).map(String),
        fc
          .tuple(tie('node'), fc.constantFrom('+', '-', '*', '<', '=='), tie('node'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (formula) => {
        fc.pre(formula.length < MAX_FORMULA_CHARACTERS);
        // eslint-disable-next-line -- made of digits, signs and brackets only
        expect(evaluate(formula, new Map())).toBe(Number(new Function(`return ${formula}`)()));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('any text is a value or a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1.+-*/%^()<>=!,' min") }), (formula) => {
        try {
          expect(['number', 'string']).toContain(typeof evaluate(formula, scope));
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaFault);
        }
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });

  test('names of variables', () => {
    expect(['a', 'jobLength', 'x_1'].every(isVariableName)).toBe(true);
    expect(['min', 'and', '1a', '', 'a b', 'x'.repeat(50)].some(isVariableName)).toBe(false);
  });
});
