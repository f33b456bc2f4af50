/** Which of many things are shown: the first ones, and those that the current event is about. */
import { describedWords as words } from './described-words';
import type { PartState } from './reading';

export function touchedNumbers({ touched }: PartState): readonly number[] {
  return [...touched].map(Number);
}

/** The first `most` of `count` things, and the few others that the current event is about. */
export function firstOf(count: number, most: number, others: readonly number[]): readonly number[] {
  const further = [...new Set(others)].filter((number) => number >= most && number < count);
  return [
    ...Array.from({ length: Math.min(count, most) }, (_, number) => number),
    ...further.sort((first, second) => first - second).slice(0, words.most.further),
  ];
}

export function among(
  keys: readonly number[],
  most: number,
  touched: ReadonlySet<string>,
): readonly number[] {
  return keys.filter((key, place) => place < most || touched.has(String(key)));
}
