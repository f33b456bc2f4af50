/** The name of a line of a source that is shown (source-text.tsx), for links to it. */
export const lineAnchor = (line: number) => `line-${line}`;
