'use client';
/**
 * What a package's files import, for Monaco: the texts of what the build lists, of which those are loaded that the files
 * reach, and the format of exercises and questions always.
 */

/** By path from the project's root. */
export type LibraryTexts = ReadonlyMap<string, string>;

/** What an author looks up although nothing imports it yet. */
const ALWAYS = /^exercises\/(?:[^/]+|judging\/[^/]+)\.ts$/;
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g;

let loading: { readonly version: string; readonly texts: Promise<LibraryTexts> } | undefined;

/** @throws when they cannot be loaded; the next call tries again. */
export function loadAuthorLibrary(version: string): Promise<LibraryTexts> {
  if (loading?.version !== version) {
    const texts = load(version);
    loading = { version, texts };
    texts.catch(() => {
      loading = undefined;
    });
  }
  return loading.texts;
}

async function load(version: string): Promise<LibraryTexts> {
  const response = await fetch(`/author/types?version=${version}`);
  if (!response.ok) throw new Error(`The types cannot be loaded: ${response.status}`);
  return new Map(Object.entries((await response.json()) as Record<string, string>));
}

/** @param files of the package, by path from the project's root. @returns the paths that they reach, sorted. */
export function reachedIn(library: LibraryTexts, files: LibraryTexts): string[] {
  const found = new Set<string>();
  const visit = (path: string, text: string): void => {
    for (const [, specifier = ''] of text.matchAll(IMPORT)) {
      const target = `${resolved(path, specifier)}.ts`;
      const next = library.get(target);
      if (next === undefined || found.has(target) || files.has(target)) continue;
      found.add(target);
      visit(target, next);
    }
  };
  for (const [path, text] of library)
    if (ALWAYS.test(path)) {
      found.add(path);
      visit(path, text);
    }
  for (const [path, text] of files) if (path.endsWith('.ts')) visit(path, text);
  return [...found].sort();
}

/** `../a` from `x/y/z.ts` is `x/a`. */
function resolved(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.replace(/\.ts$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** How a file names others in its imports: `../../../simulator/engine/random`. */
export function specifierFor(from: string, path: string): string {
  const fromParts = from.split('/').slice(0, -1);
  const parts = path.replace(/\.ts$/, '').split('/');
  let same = 0;
  while (same < fromParts.length && same < parts.length - 1 && fromParts[same] === parts[same]) same++;
  const up = '../'.repeat(fromParts.length - same);
  return `${up === '' ? './' : up}${parts.slice(same).join('/')}`;
}
