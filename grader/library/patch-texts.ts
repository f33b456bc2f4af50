/**
 * Replaces texts in a set of files: each must occur exactly once in all of them together, so that a patch says
 * precisely where it belongs and stops fitting as soon as that place changes. Replacements do not see each other.
 */

/** @returns the changed files only. @throws with the place, or the nearest line, when a text is not found once. */
export function patchTexts(
  texts: ReadonlyMap<string, string>,
  replacements: readonly (readonly [from: string, to: string])[],
): Map<string, string> {
  const cuts = replacements.map(([from, to]) => ({ ...placeOf(texts, from), from, to }));
  const patched = new Map<string, string>();
  // From the end, so that places before stay what they were.
  for (const { path, at, from, to } of cuts.sort((a, b) => b.at - a.at)) {
    const text = patched.get(path) ?? (texts.get(path) as string);
    const next = cuts.find((other) => other.path === path && other.at > at && other.at < at + from.length);
    if (next !== undefined)
      throw new Error(`the replaced texts ${quoted(from)} and ${quoted(next.from)} overlap`);
    patched.set(path, text.slice(0, at) + to + text.slice(at + from.length));
  }
  return patched;
}

function placeOf(texts: ReadonlyMap<string, string>, from: string): { path: string; at: number } {
  const places: { path: string; at: number }[] = [];
  if (from === '') throw new Error('a replaced text is empty');
  for (const [path, text] of texts)
    for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) places.push({ path, at });
  const [place] = places;
  if (place === undefined) throw new Error(`the base has no ${quoted(from)}${nearest(texts, from)}`);
  if (places.length === 1) return place;
  const where = places.map(({ path, at }) => `${baseName(path)}:${lineAt(texts.get(path) as string, at)}`);
  throw new Error(
    `the base has ${quoted(from)} ${places.length} times (${where.join(', ')}): add what stands around it`,
  );
}

const quoted = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const lineAt = (text: string, at: number) => text.slice(0, at).split('\n').length;

/** The line that shares most pairs of characters with the text's first line. */
function nearest(texts: ReadonlyMap<string, string>, from: string): string {
  const wanted = pairs(from.trim().split('\n', 1)[0]);
  let best = { likeness: 0, place: '', line: '' };
  for (const [path, text] of texts)
    for (const [index, line] of text.split('\n').entries()) {
      const given = pairs(line.trim());
      const shared = [...wanted].filter((pair) => given.has(pair)).length;
      const likeness = (2 * shared) / Math.max(1, wanted.size + given.size);
      if (likeness > best.likeness)
        best = { likeness, place: `${baseName(path)}:${index + 1}`, line: line.trim() };
    }
  return best.likeness === 0 ? '' : `; the nearest is ${quoted(best.line)} at ${best.place}`;
}

function pairs(line: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, line.length - 1) }, (_, i) => line.slice(i, i + 2)));
}
