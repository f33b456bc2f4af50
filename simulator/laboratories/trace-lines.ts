/**
 * The lines of a trace or a list of mappings, as every laboratory reads them: `#` begins a comment, anywhere in a
 * line; empty lines are skipped; lines end in \n, \r\n or \r; blanks around a line mean nothing.
 */
export interface TraceLine {
  /** Without comment and surrounding blanks, never empty. */
  readonly text: string;
  /** From 1. */
  readonly lineNumber: number;
}

export function* traceLines(text: string): Generator<TraceLine> {
  const ends = /\r\n?|\n/g;
  let from = 0;
  for (let lineNumber = 1; from < text.length; lineNumber++) {
    ends.lastIndex = from;
    const end = ends.exec(text);
    const line = text.slice(from, end?.index);
    from = end === null ? text.length : ends.lastIndex;
    const comment = line.indexOf('#');
    const content = (comment < 0 ? line : line.slice(0, comment)).trim();
    if (content !== '') yield { text: content, lineNumber };
  }
}
