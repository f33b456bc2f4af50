/** Texts that a student reads say `1 page`, never `1 pages`: `counted` (simulator/engine/counted.ts) writes them. */

/** Only nouns of which nobody takes the plural for a verb: `core 1 reads`. */
const NOUNS =
  'accesses|bits|blocks|bytes|cells|characters|checkpoints|children|copies|cores|crossings|cycles|elements|entries|files|frames|instructions|lines|messages|nodes|objects|operations|pages|processes|records|references|requests|rounds|sectors|segments|slabs|slots|switches|tables|tags|threads|ticks|times|transactions|units|words';
/** Not the end of a number, of a product or sum, of a range (`0 to 1 pages`) or of a list (`0, 1 times`). */
const ONE_OF_MANY = new RegExp(`(?<![-−\\w.,^/])(?<!(?:[-−+·×*/=,]|\\bto|\\bor) )1\\*{0,2} (?:${NOUNS})\\b`);

/** @returns a few words around the place, if there is one. */
export function pluralOfOne(text: string): string | undefined {
  const found = ONE_OF_MANY.exec(text);
  return found === null ? undefined : text.slice(Math.max(0, found.index - 20), found.index + 20);
}
