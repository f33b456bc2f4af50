/**
 * What a browser may send to an action: plain data, and not much of it. React decodes more than that: values that hold
 * themselves, one value in many places (a few bytes that stand for as many values as one likes), maps, promises. So it is
 * walked through here, with a bound, before anything else looks at it.
 */
import { isStorableText } from '../db/text';

/** Many times the largest answer to a question; a value counts wherever it stands. */
const MOST_VALUES = 20_000;
/** More than the longest source has, and than a request may have. */
const MOST_CHARACTERS = 1_048_576;

export type PlainDataFault = 'too much' | 'no plain data' | 'unstorable';

/** @returns why nothing more may look at it, or null when it is a bounded tree of texts, numbers, arrays and objects. */
export function plainDataFault(value: unknown): PlainDataFault | null {
  const pending: unknown[] = [value];
  let values = 1;
  let characters = 0;
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') {
      characters += next.length;
      if (characters > MOST_CHARACTERS) return 'too much';
      if (!isStorableText(next)) return 'unstorable';
    }
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next) && !isPlainObject(next)) return 'no plain data';
    // Counted before they are put in line: the line is as long as the bound at most.
    const parts: readonly unknown[] = Array.isArray(next) ? next : Object.entries(next);
    values += parts.length;
    if (values > MOST_VALUES) return 'too much';
    for (const part of parts) pending.push(part);
  }
  return null;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
