/**
 * Comma-separated values as RFC 4180 has them: lines end in CRLF, fields with commas, quotes or line ends are
 * quoted. A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage return)
 * gets an apostrophe in front: students choose their names themselves.
 */
export type CsvField = string | number | null;

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

function field(value: CsvField): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(rows: readonly (readonly CsvField[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
