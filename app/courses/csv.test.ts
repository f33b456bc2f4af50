/** Guarantee: what staff exports opens in a spreadsheet as the text that it is, and never runs as a formula. */
import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes what needs it and ends lines by CRLF', () => {
  expect(
    toCsv([
      ['Name', 'Score'],
      ['O"Neil, Ann', 12.5],
      ['two\nlines', null],
    ]),
  ).toBe('Name,Score\r\n"O""Neil, Ann",12.5\r\n"two\nlines",\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|x', '＝1'])(
  'takes the force from %j',
  (text) => {
    expect(toCsv([[text]])).toMatch(/^"?'/);
  },
);

it('leaves numbers and ordinary text alone', () => {
  expect(toCsv([[-3, 'Ada Lovelace', 'a=b', 'x-y', "O'Neil"]])).toBe("-3,Ada Lovelace,a=b,x-y,O'Neil\r\n");
});
