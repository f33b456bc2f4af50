/** Numbers as people write and paste them: read as they are meant, or asked about; never a guess, never a throw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, readNumber } from './number-entry';

const value = (text: string, unit?: string) => {
  const entry = readNumber(text, unit);
  return entry.ok ? entry.value : entry.message;
};

describe('a number', () => {
  it.each([
    ['12', 12],
    ['-3', -3],
    ['+7', 7],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['8.', 8],
    ['3.333', 3.333],
    ['3,5', 3.5],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    ['10/3', 10 / 3],
    ['12.5/2', 6.25],
    ['12,5 / 2', 6.25],
    ['6 1/4', 6.25],
    ['-6 1/4', -6.25],
    ['6¼', 6.25],
    ['⅓', 1 / 3],
    ['1⁄2', 0.5],
    ['1e3', 1000],
    ['2.5E-2', 0.025],
    ['1 000', 1000],
    ['1\u00a0000', 1000],
    ['1\u202f000,5', 1000.5],
    ["1'000", 1000],
    ['1’000.25', 1000.25],
    ['1_000_000', 1_000_000],
    ['1,000,000', 1_000_000],
    ['1.000.000', 1_000_000],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['\u200b12\ufeff', 12],
    ['\u202a12\u202c', 12],
    ['１２．５', 12.5],
    ['−4', -4],
    ['–4', -4],
    ['  9\t', 9],
  ])('%j is %d', (text, wanted) => {
    expect(value(text)).toBe(wanted);
  });

  it('may carry the unit that the field shows', () => {
    expect(value('12.5 ms', 'ms')).toBe(12.5);
    expect(value('50%', '%')).toBe(50);
    expect(value('12 s', 'ms')).toMatch(/not a number/);
  });

  it.each([
    ['', /not a number/],
    ['abc', /not a number/],
    ['.', /not a number/],
    ['1,2,3', /not a number/],
    ['12,34,567', /not a number/],
    ['1/2/3', /not a number/],
    ['1/0', /divides by zero/],
    ['3 1/0', /divides by zero/],
    ['1e999', /too large/],
    ['Infinity', /not a number/],
    ['0x10', /not a number/],
    ['1--2', /not a number/],
    ['9'.repeat(500), /not a number/],
  ])('%j is refused with a reason', (text, message) => {
    expect(value(text)).toMatch(message);
  });

  it('asks what a comma before three digits means', () => {
    expect(value('1,234')).toBe('1,234 can mean 1234 or 1 and 234 thousandths: write 1234, or 1.2340.');
    expect(value('1.2340')).toBe(1.234);
  });

  it('is read back as it was printed, whatever invisible characters come along', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
        fc.constantFrom('\u200b', '\ufeff', '\u00ad', '\u2060', '\u202e'),
        (number, invisible) => {
          expect(value([...String(number)].join(invisible)) === number || number === 0).toBe(true);
        },
      ),
      { seed: 7 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        readNumber(text, plainText(text).slice(-2));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
