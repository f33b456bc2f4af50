/**
 * Comma-separated values as RFC 4180 has them: lines end in CRLF, fields with commas, quotes or line ends are
 * quoted. A byte-order mark says to spreadsheets that it is UTF-8. A text that a spreadsheet would run as a formula
 * (it begins with = + - @, a tab or a line end, or has blanks before them) gets an apostrophe in front: students
 * choose their names themselves. Numbers stay numbers.
 */
export type CsvField = string | number | null;

const BYTE_ORDER_MARK = '\ufeff';

/** Wide forms are what some spreadsheets take for the narrow ones; marks that are not seen count as blanks. */
const FORMULA = /^(?:[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠−]|[\t\r\n])/u;

function field(value: CsvField): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(rows: readonly (readonly CsvField[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
