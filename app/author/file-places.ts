/** Places in the files of a package that graders name in sentences, and the address at which the author's page shows one. */

export interface FilePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number | null;
}

export type PlacedText = string | (FilePlace & { readonly text: string });

const PLACE =
  /(?<![\w./-])((?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9.-]*\.(?:ts|md|json|svg))(?!\w)(?::(\d+))?(?::\d+)?/g;

/**
 * A sentence in pieces: those that name a file of the package are its places. @param home `scheduling/lifo`: graders name
 * its files also as they would lie there.
 */
export function placesIn(sentence: string, files: ReadonlySet<string>, home: string): PlacedText[] {
  const pieces: PlacedText[] = [];
  let from = 0;
  for (const found of sentence.matchAll(PLACE)) {
    const [text, path = '', line] = found;
    const file = withinPackage(path, home);
    if (!files.has(file)) continue;
    if (found.index > from) pieces.push(sentence.slice(from, found.index));
    pieces.push({ text, file, line: line === undefined ? null : Number(line) });
    from = found.index + text.length;
  }
  if (from < sentence.length) pieces.push(sentence.slice(from));
  return pieces;
}

function withinPackage(path: string, home: string): string {
  const [chapter, name] = home.split('/');
  for (const folder of [`exercises/${home}/`, `exercises/${chapter}/questions/${name}/`])
    if (path.startsWith(folder)) return path.slice(folder.length);
  return path;
}

export function placeHref(packageId: string, { file, line }: FilePlace): string {
  const query = new URLSearchParams({ file, ...(line !== null && { line: String(line) }) });
  return `/author/${packageId}?${query}`;
}

/** The file of a solution as graders name it: `wrong/lifo.ts`, `wrong.ts (lifo)`. */
export function placeOfSolution(place: string, files: ReadonlyMap<string, string>): FilePlace {
  const [, file = place, patch] = /^(\S+) \((.+)\)$/.exec(place) ?? [];
  if (patch === undefined) return { file, line: null };
  const lines = files.get(file)?.split('\n') ?? [];
  const at = lines.findIndex((line) =>
    ["'", '"', '`'].some((quote) => line.includes(`${quote}${patch}${quote}`)),
  );
  return { file, line: at < 0 ? null : at + 1 };
}
