/** A number of things in words: `1 page`, `3 pages`. */

/**
 * @param plural of a regular noun; of several words the last one is the noun: `system calls`.
 * @param told the number as it is to be told.
 */
export function counted(count: number, plural: string, told = String(count)): string {
  return `${told} ${count === 1 ? singularOf(plural) : plural}`;
}

/** `copies`, `processes`, `switches`, `pages`. */
function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.replace(/(?<=ss|sh|x|tch)es$|s$/, '');
}
