/** Guarantee: what staff exports opens in a spreadsheet as the text that it is, and never runs as a formula. */
import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('begins with a byte-order mark, quotes what needs it and ends lines by CRLF', () => {
  expect(
    toCsv([
      ['Name', 'Score'],
      ['O"Neil, Ann', 12.5],
      ['two\nlines', null],
    ]),
  ).toBe('\ufeffName,Score\r\n"O""Neil, Ann",12.5\r\n"two\nlines",\r\n');
});

const BLANKS = ['', ' ', '  ', '\t', '\r', '\n', '\u00a0', '\u200b', '\ufeff', '\u202e', '\0'];
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'];

it.each(['\tx', '\rx', '\nx', ...BLANKS.flatMap((blank) => SIGNS.map((sign) => `${blank}${sign}SUM(A1)`))])(
  'takes the force from %j, alone and behind another cell',
  (text) => {
    const quoted = /["\r\n,]/.test(text) ? `"'${text}"` : `'${text}`;
    expect(toCsv([[text, text]])).toBe(`\ufeff${quoted},${quoted}\r\n`);
  },
);

it('keeps every letter, when it is read as UTF-8', () => {
  const names = ['Jürgen Groß', 'Zoë', 'Łukasz', '李小龍', '😀'];
  const bytes = new TextEncoder().encode(toCsv([names]));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(`${names.join(',')}\r\n`);
});

it('leaves numbers and ordinary text alone', () => {
  expect(toCsv([[-3, 'Ada Lovelace', 'a=b', 'x-y', "O'Neil"]])).toBe(
    "\ufeff-3,Ada Lovelace,a=b,x-y,O'Neil\r\n",
  );
});
