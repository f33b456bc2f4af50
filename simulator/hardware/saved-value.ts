/**
 * What a part of the machine gives to a snapshot: plain data that survives structured cloning, and its digest.
 *
 * A saved value is never changed after it was given out. Parts may therefore share unchanged pieces (pages of
 * memory, blocks of a disk) between one snapshot and the next.
 */
import type { Digest } from '../engine/digest';

export type SavedValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly SavedValue[]
  | { readonly [name: string]: SavedValue };

/** Adds a saved value to a digest, names of fields left out: their order is the type's. */
export function digestSaved(digest: Digest, value: SavedValue): void {
  if (typeof value === 'number') digest.addNumber(value);
  else if (typeof value === 'boolean') digest.addWord(value ? 1 : 0);
  else if (value === null) digest.addWord(0x6e756c6c);
  else if (typeof value === 'string') {
    digest.addWord(value.length);
    for (let i = 0; i < value.length; i++) digest.addWord(value.charCodeAt(i));
  } else if (value instanceof Uint8Array) digest.addBytes(value);
  else {
    const parts = Array.isArray(value) ? value : Object.values(value);
    digest.addWord(parts.length);
    for (const part of parts) digestSaved(digest, part);
  }
}
