/** The lowest eight bits of an Sv32 entry as people read them: `V R W U`, the letters of the manual. */
import { ENTRY } from './sv32';

const LETTERS = [
  ['V', ENTRY.valid],
  ['R', ENTRY.read],
  ['W', ENTRY.write],
  ['X', ENTRY.execute],
  ['U', ENTRY.user],
  ['G', ENTRY.global],
  ['A', ENTRY.accessed],
  ['D', ENTRY.dirty],
] as const;

export const BITS = 255;

/** For each number that the bits can be: words of a field that holds them. */
export const ENTRY_LETTERS: readonly string[] = Array.from({ length: BITS + 1 }, (_, bits) =>
  bits === 0 ? 'no bit' : LETTERS.flatMap(([letter, bit]) => ((bits & bit) === 0 ? [] : letter)).join(' '),
);

export const lettersOf = (entry: number): string => ENTRY_LETTERS[entry & BITS];
