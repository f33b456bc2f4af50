/**
 * From places in the stripped JavaScript back to places in the student's text.
 *
 * Stripping types keeps lines, so only columns move. The map is made only when there is something to report;
 * it is the standard source map, of which the field `mappings` is read (base-64 variable-length quantities;
 * source: ECMA-426, Source Map, section "Mappings structure").
 */
import type { Diagnostic } from '../verdict';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

interface Segment {
  readonly column: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

/** @param mappings field of a source map with one source. @returns the diagnostics in the student's columns. */
export function inSource(diagnostics: readonly Diagnostic[], mappings: string): Diagnostic[] {
  const lines = decode(mappings);
  const place = (line: number, column: number) => {
    const segments = lines[line - 1] ?? [];
    let best: Segment | undefined;
    for (const segment of segments) if (segment.column <= column - 1) best = segment;
    if (best === undefined || best.sourceLine !== line - 1) return { line, column };
    const offset = column - 1 - best.column;
    return { line, column: best.sourceColumn + offset + 1 };
  };
  return diagnostics.map((diagnostic) => {
    const start = place(diagnostic.line, diagnostic.column);
    if (diagnostic.endLine === undefined || diagnostic.endColumn === undefined)
      return { ...diagnostic, ...start };
    const end = place(diagnostic.endLine, diagnostic.endColumn);
    return { ...diagnostic, ...start, endLine: end.line, endColumn: Math.max(end.column, 1) };
  });
}

function decode(mappings: string): Segment[][] {
  let sourceLine = 0;
  let sourceColumn = 0;
  return mappings.split(';').map((line) => {
    let column = 0;
    const segments: Segment[] = [];
    for (const text of line.split(',')) {
      const [columnStep, , lineStep, sourceStep] = quantities(text);
      if (columnStep === undefined) continue;
      column += columnStep;
      if (lineStep === undefined || sourceStep === undefined) continue;
      sourceLine += lineStep;
      sourceColumn += sourceStep;
      segments.push({ column, sourceLine, sourceColumn });
    }
    return segments;
  });
}

function quantities(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if ((bits & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
