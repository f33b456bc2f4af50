/**
 * Versions of exercises, kept in the build folder from one process to the next: to make one means to bundle the
 * exercise and all solutions on which it depends. Each holds for the sources whose hash stands beside it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { onceEach } from '../library/once-each';
import { exerciseVersion } from '../library/versions';
import { replaceFile } from './replace-file';

type Kept = Readonly<Record<string, { readonly sources: string; readonly version: string }>>;

/** @param path of the file. @param sourcesOf hash of all that an exercise's version is made from. @returns the version of an exercise. */
export function keptVersions(
  path: string,
  sourcesOf: (id: string) => string,
): (id: string) => Promise<string> {
  const read = (): Kept => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : {});
  return onceEach(async (id: string) => {
    const sources = sourcesOf(id);
    const kept = read()[id];
    if (kept?.sources === sources) return kept.version;
    const version = await exerciseVersion(id);
    // Read again: others have written meanwhile. What one of them loses here, it makes again.
    replaceFile(path, JSON.stringify({ ...read(), [id]: { sources, version } } satisfies Kept));
    return version;
  });
}
