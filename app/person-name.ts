/**
 * Names of people, as they may stand in other people's pages: in any script, on one line, with something to see,
 * without characters that change how the rest of the page reads (controls, direction overrides), and no longer than a
 * page bears.
 */
const MAX_NAME_CHARACTERS = 100;

/** Format characters that words of some scripts need: the joiners. */
const JOINERS = /[\u200c\u200d]/g;
/** Blanks, and what Unicode counts as letters or signs although nothing is drawn: fillers of Hangul, the empty cell of Braille. */
const BLANKS = /[\p{Zs}\u115f\u1160\u2800\u3164\uffa0]+/gu;
/** Drawn as nothing, whatever else they are: the rest of the joiners' kind. */
const IGNORED = /\p{Default_Ignorable_Code_Point}/gu;
/** Marks piled on one letter. Names need two or three (Vietnamese, Hebrew). */
const PILED_MARKS = /\p{M}{5}/u;

/** @returns the name with blanks tidied, or null when it cannot be one. */
export function personName(text: string): string | null {
  if (text.length > 4 * MAX_NAME_CHARACTERS) return null;
  const name = text.normalize('NFC').replace(BLANKS, ' ').trim();
  if ([...name].length > MAX_NAME_CHARACTERS || !/[\p{L}\p{N}]/u.test(name.replace(IGNORED, ''))) return null;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name.replace(JOINERS, '')) || PILED_MARKS.test(name)) return null;
  return name;
}
