/**
 * Reads a number as people write it, or says what is unclear about it: what cannot be read is told *before* an
 * attempt counts, so a slip of the keyboard costs nothing.
 *
 *      12   -3   3.5   3,5   .5   8.   10/3   12.5/2   6 1/4   6¼   1e3   1 000   1'000   1,000,000   1.234,5
 *
 * Invisible and compatibility characters that come along with pasted text (no-break spaces, zero-width and
 * direction marks, full-width digits, typographic minus signs) are read as what they look like. A single comma before
 * exactly three digits ("1,234") could separate thousands or decimals, and is asked about rather than guessed; a point
 * there is a decimal point.
 */

export type NumberEntry =
  | { readonly ok: true; readonly value: number }
  /** What is unclear and what to write instead. */
  | { readonly ok: false; readonly message: string };

/** No number of the course needs more. */
const MAX_CHARACTERS = 60;

const NOT_A_NUMBER = 'This is not a number: write it like 12, 3.5, 10/3 or 6 1/4.';

const VULGAR_FRACTION = /[\u00bc-\u00be\u2150-\u215e]/g;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const MINUS_SIGNS = /[\u2010-\u2015\u2212\u207b\u208b\ufe58\ufe63\uff0d]/g;
const FRACTION_SLASHES = /[\u2044\u2215\u29f8]/g;

/** What a text looks like: without invisible characters, and with plain ones for their look-alikes. */
export function plainText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(VULGAR_FRACTION, (fraction) => ` ${fraction.normalize('NFKC')}`)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(MINUS_SIGNS, '-')
    .replace(FRACTION_SLASHES, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

/** @param unit that may stand behind the number, as the field shows it. */
export function readNumber(text: string, unit = ''): NumberEntry {
  if (text.length > MAX_CHARACTERS) return { ok: false, message: NOT_A_NUMBER };
  let rest = plainText(text);
  const shown = plainText(unit);
  if (shown !== '' && rest.toLowerCase().endsWith(shown.toLowerCase()))
    rest = rest.slice(0, rest.length - shown.length).trimEnd();
  const negative = rest.startsWith('-');
  if (negative || rest.startsWith('+')) rest = rest.slice(1).trimStart();

  const mixed = /^(\d+) (\d+) ?\/ ?(\d+)$/.exec(rest);
  if (mixed !== null) {
    const [whole, over, under] = mixed.slice(1).map(Number) as [number, number, number];
    return quotient(negative, over, under, whole);
  }
  const [over, under, ...more] = rest.split('/');
  if (over === undefined || more.length > 0) return { ok: false, message: NOT_A_NUMBER };
  const dividend = readDecimal(over.trim());
  if (!dividend.ok) return dividend;
  if (under === undefined) return finite(negative ? -dividend.value : dividend.value);
  const divisor = readDecimal(under.trim());
  return divisor.ok ? quotient(negative, dividend.value, divisor.value, 0) : divisor;
}

function quotient(negative: boolean, over: number, under: number, whole: number): NumberEntry {
  if (under === 0)
    return { ok: false, message: 'This divides by zero: write a number like 12, 3.5 or 10/3.' };
  const value = whole + over / under;
  return finite(negative ? -value : value);
}

function finite(value: number): NumberEntry {
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, message: 'This number is too large.' };
}

/** Without a sign. */
function readDecimal(text: string): NumberEntry {
  const [, digits = '', exponent = ''] = /^([\d.,'_ \u2019]+)(e[+-]?\d{1,3})?$/i.exec(text) ?? [];
  if (!/\d/.test(digits)) return { ok: false, message: NOT_A_NUMBER };
  const ungrouped = withoutGroups(digits, exponent !== '');
  if (!ungrouped.ok) return ungrouped;
  return { ok: true, value: Number(ungrouped.digits + exponent) };
}

/** Thousands, and what may follow them. */
const GROUPED = [
  /^(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/,
  /^(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?$/,
  /^(\d{1,3}(?:['\u2019 _]\d{3})+)(?:[.,](\d*))?$/,
];

type Digits =
  | { readonly ok: true; readonly digits: string }
  | { readonly ok: false; readonly message: string };

/** Takes out thousands separators, and makes the decimal sign a point. */
function withoutGroups(text: string, hasExponent: boolean): Digits {
  if (/^\d+$/.test(text)) return { ok: true, digits: text };
  if (/^\d*[.,]\d*$/.test(text)) {
    const [whole = '', decimals = ''] = text.split(/[.,]/) as [string, string];
    if (!hasExponent && text.includes(',') && decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole))
      return {
        ok: false,
        message: `${text} can mean ${whole}${decimals} or ${whole} and ${decimals} thousandths: write ${whole}${decimals}, or ${whole}.${decimals}0.`,
      };
    return { ok: true, digits: `${whole}.${decimals}` };
  }
  for (const grouped of GROUPED) {
    const match = grouped.exec(text);
    if (match !== null) return { ok: true, digits: `${match[1].replace(/\D/g, '')}.${match[2] ?? ''}` };
  }
  return { ok: false, message: NOT_A_NUMBER };
}
