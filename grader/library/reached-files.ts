/** The project's own files that a file reaches by its imports, imports of types included. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from './exercise-library';

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']*)'/g;

/** What was read, by absolute path: for several questions about one state of the files. */
export type FilesRead = Map<string, { readonly text: string; readonly imports: readonly string[] } | null>;

/** @param entries absolute paths. @param mayRead by path from the project's root; others are left out. @returns texts by path from the project's root, the entries first. */
export function reachedFiles(
  entries: readonly string[],
  read: FilesRead = new Map(),
  mayRead: (name: string) => boolean = () => true,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string): void => {
    const name = relative(ROOT, path).split(sep).join('/');
    if (found.has(name) || !mayRead(name)) return;
    let file = read.get(path);
    if (file === undefined) {
      file = readFile(path);
      read.set(path, file);
    }
    // Not there: it stands in a comment; or it is missing, which whoever loads the file tells better.
    if (file === null) return;
    found.set(name, file.text);
    file.imports.forEach(visit);
  };
  entries.forEach(visit);
  return found;
}

function readFile(path: string) {
  if (!existsSync(path)) return null;
  return fileRead(path, readFileSync(path, 'utf8'))[1];
}

/** A text as if it had been read. @param path absolute. */
export function fileRead(path: string, text: string) {
  const specifiers = path.endsWith('.ts')
    ? [...text.matchAll(IMPORT)].map(([, specifier = '']) => specifier)
    : [];
  const imports = specifiers.map((each) => `${join(path, '..', each).replace(/\.ts$/, '')}.ts`);
  return [path, { text, imports }] as const;
}
