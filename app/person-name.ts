/**
 * Names of people, as they may stand in other people's pages: in any script, on one line, with something to see,
 * without characters that change how the rest of the page reads (controls, direction overrides), without any that are
 * drawn as nothing (else two people would have names that look the same), and no longer than a page bears. Pages put
 * them into <bdi>, so that their direction is theirs alone.
 */
const MAX_NAME_CHARACTERS = 100;

/** Format characters that words of some scripts need. */
const JOINERS = /[\u200c\u200d]/g;
const LETTER = '(?!\\p{Default_Ignorable_Code_Point})\\p{L}';
/** Letters of scripts in which they join. */
const JOINING = '(?=\\p{L})[\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mong}\\p{sc=Nko}\\p{sc=Adlm}]';
const VIRAMA = '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u17d2\\ua9c0]';
/** Where a joiner is seen (after RFC 5892, appendix A): between joining letters, behind a virama, and in Bengali's ra before one. */
const NEEDED = [
  `(?<=${JOINING}\\p{M}*)\\u200c(?=${JOINING})`,
  `(?<=${VIRAMA})(?:\\u200d|\\u200c(?=${LETTER}))`,
  '(?<=\\u09b0)\\u200d(?=\\u09cd)',
].join('|');
/** Drawn as nothing, also letters and marks: fillers of Hangul, selectors of variants, joiners elsewhere. */
const IGNORED = new RegExp(`(?!${NEEDED})\\p{Default_Ignorable_Code_Point}`, 'gu');
/** And the empty cell of Braille. */
const BLANKS = /[\p{Zs}\u2800]+/gu;
/** Marks piled on one letter. Names need two or three (Vietnamese, Hebrew). */
const PILED_MARKS = /\p{M}{5}/u;

const withoutUnseen = (text: string) => text.replace(IGNORED, '').normalize('NFC');

/** @returns the name as it is stored, or null when it cannot be one. */
export function personName(text: string): string | null {
  if (text.length > 4 * MAX_NAME_CHARACTERS) return null;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(text.replace(JOINERS, ''))) return null;
  // Twice: normalising may move a mark between a virama and its joiner.
  const name = withoutUnseen(withoutUnseen(text)).replace(BLANKS, ' ').trim();
  if ([...name].length > MAX_NAME_CHARACTERS || !/[\p{L}\p{N}]/u.test(name)) return null;
  return PILED_MARKS.test(name) ? null : name;
}
