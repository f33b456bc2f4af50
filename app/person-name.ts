/**
 * Names of people, as they may stand in other people's pages: in any script, on one line, without characters that
 * change how the rest of the page reads (controls, direction overrides), and no longer than a page bears.
 */
const MAX_NAME_CHARACTERS = 100;

/** Format characters that words of some scripts need: the joiners. */
const JOINERS = /[\u200c\u200d]/g;
/** Marks piled on one letter. Names need two or three (Vietnamese, Hebrew). */
const PILED_MARKS = /\p{M}{5}/u;

/** @returns the name with blanks tidied, or null when it cannot be one. */
export function personName(text: string): string | null {
  if (text.length > 4 * MAX_NAME_CHARACTERS) return null;
  const name = text
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
  if ([...name].length > MAX_NAME_CHARACTERS || !/[\p{L}\p{N}]/u.test(name)) return null;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name.replace(JOINERS, '')) || PILED_MARKS.test(name)) return null;
  return name;
}
