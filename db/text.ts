/** What text of a student PostgreSQL can store: no NUL characters, and no more than the tables' limit. */
import { MAXIMUM_SOURCE_BYTES } from './schema';

/** Why `text` cannot be stored, or null when it can. */
export function unstorableBecause(text: string): string | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAXIMUM_SOURCE_BYTES)
    return `it has ${bytes} bytes; at most ${MAXIMUM_SOURCE_BYTES} are stored. Shorten it.`;
  if (holdsUnstorableText(text)) return 'it holds a NUL character or half of a character. Remove it.';
  return null;
}

/** @throws RangeError saying what to change. */
export function assertStorable(text: string): void {
  const reason = unstorableBecause(text);
  if (reason !== null) throw new RangeError(`The text cannot be stored: ${reason}`);
}

/** Whether a text somewhere in plain data (what JSON can hold) has a NUL or half a surrogate pair: PostgreSQL refuses both. */
export function holdsUnstorableText(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return true;
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) pending.push(...Object.keys(next));
    for (const each of Object.values(next)) pending.push(each);
  }
  return false;
}
