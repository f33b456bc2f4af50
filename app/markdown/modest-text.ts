/**
 * Whether a text is one that Markdown's parser is done with at once. Few characters can keep it busy for minutes (a table of
 * many columns, deep nesting), and everybody else's pages with it, since the site renders in its own process; no text that
 * people write for people comes near these limits.
 */

const LONGEST_TEXT = 40_000;
const LONGEST_LINE = 4_000;

/** Of all lines together. */
const MOST: readonly (readonly [RegExp, number])[] = [
  [/\[/g, 600],
  [/\[\^/g, 60],
  [/[*_~]/g, 3_000],
  [/`/g, 2_000],
  [/\$/g, 1_000],
  [/[<>&]/g, 3_000],
];
/** Each line may be a block, and the parser goes through all blocks for each. */
const MOST_LINES = 1_000;
const BAR = /\|/g;
const MOST_CELLS = 3_000;
/** Of one. */
const MOST_IN_LINE: readonly (readonly [RegExp, number])[] = [
  [BAR, 40],
  [/\t/g, 20],
];
const LONGEST_RUN = /`{12}|~{12}|\[{12}|[*_]{200}|\${12}/;
const INDENT = /^[ \t]*/;
const MOST_INDENT = 60;
/** What a block begins with that lies in as many others. */
const MARKERS = /^(?:\s*(?:>|(?:[*+-]|\d{1,9}[.)])(?=\s)))+/;
const MARKER = />|[*+-]|\d[.)]/g;
const MOST_NESTED = 10;
/** Of all lines together: each costs as much as several lines. */
const MOST_MARKERS = 800;

export function isModest(text: string): boolean {
  if (text.length > LONGEST_TEXT || LONGEST_RUN.test(text)) return false;
  if (MOST.some(([pattern, most]) => countOf(pattern, text) > most)) return false;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > MOST_LINES) return false;
  if (lines.reduce((sum, line) => sum + markersOf(line), 0) > MOST_MARKERS) return false;
  // Each row of a table has all of its columns, whether they are written or not.
  const bars = lines.map((line) => countOf(BAR, line)).filter((count) => count > 0);
  return Math.max(0, ...bars) * bars.length <= MOST_CELLS && lines.every(isModestLine);
}

function isModestLine(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  if ((INDENT.exec(line)?.[0].length ?? 0) > MOST_INDENT) return false;
  if (MOST_IN_LINE.some(([pattern, most]) => countOf(pattern, line) > most)) return false;
  return markersOf(line) <= MOST_NESTED;
}

const markersOf = (line: string) => countOf(MARKER, MARKERS.exec(line)?.[0] ?? '');
const countOf = (pattern: RegExp, text: string) => text.match(pattern)?.length ?? 0;
