/**
 * Versions of exercises, kept in the build folder from one process to the next: to make one means to bundle the
 * exercise and all solutions on which it depends. They hold for the sources whose hash stands beside them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { onceEach } from '../library/once-each';
import { exerciseVersion } from '../library/versions';
import { replaceFile } from './replace-file';

interface Kept {
  readonly sources: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** @param path of the file. @param sources hash of all that versions are made from. @returns the version of an exercise. */
export function keptVersions(path: string, sources: string): (id: string) => Promise<string> {
  const read = (): Kept['versions'] => {
    const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : undefined;
    return kept?.sources === sources ? kept.versions : {};
  };
  return onceEach(async (id: string) => {
    const kept = read()[id];
    if (kept !== undefined) return kept;
    const version = await exerciseVersion(id);
    // Read again: others have written meanwhile. What one of them loses here, it makes again.
    replaceFile(path, JSON.stringify({ sources, versions: { ...read(), [id]: version } } satisfies Kept));
    return version;
  });
}
