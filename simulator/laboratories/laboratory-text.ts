/** An outcome as text: its tables, one below the other. */
import type { Outcome, Table } from './laboratory';

export function outcomeText({ parts, text }: Outcome): string {
  return text ?? parts.map(({ title, table }) => `${title}\n\n${tableText(table)}`).join('\n\n');
}

/** Columns of numbers stand to the right, others to the left. */
function tableText({ columns, rows }: Table): string {
  const isNumeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === ''),
  );
  const lines = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, line[column].length), 0),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isNumeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
