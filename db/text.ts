/** What text of a student PostgreSQL can store: no NUL characters, and no more than the tables' limit. */
import { MAXIMUM_SOURCE_BYTES } from './schema';

/** Why `text` cannot be stored, or null when it can. */
export function unstorableBecause(text: string): string | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAXIMUM_SOURCE_BYTES)
    return `it has ${bytes} bytes; at most ${MAXIMUM_SOURCE_BYTES} are stored. Shorten it.`;
  if (!isStorableText(text)) return 'it holds a NUL character or half of a character. Remove it.';
  return null;
}

/** @throws RangeError saying what to change. */
export function assertStorable(text: string): void {
  const reason = unstorableBecause(text);
  if (reason !== null) throw new RangeError(`The text cannot be stored: ${reason}`);
}

/** Whether PostgreSQL takes it: it refuses NUL and half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
