/**
 * An answer of an author's realm as one text, since nothing else leaves it:
 *
 *      =12:{"checks":[]}<bytes, a character each>      answered: length of the JSON, the JSON, bytes
 *      !a sentence                                     failed
 */
export interface AuthorAnswer {
  readonly json: string;
  /** A character a byte. */
  readonly bytes: string;
}

export function answerText(kind: 'answered' | 'failed', text: string, bytes = ''): string {
  return kind === 'failed' ? `!${text}` : `=${text.length}:${text}${bytes}`;
}

/** @returns a sentence where it failed. Believes nothing. */
export function readAnswer(answer: string): AuthorAnswer | { readonly failed: string } {
  if (answer.startsWith('!')) return { failed: answer.slice(1) };
  const end = answer.indexOf(':');
  const length = /^=\d{1,9}$/.test(answer.slice(0, end)) ? Number(answer.slice(1, end)) : -1;
  if (length < 0 || end + 1 + length > answer.length) return { failed: 'its answer cannot be read' };
  return { json: answer.slice(end + 1, end + 1 + length), bytes: answer.slice(end + 1 + length) };
}
