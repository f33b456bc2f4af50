import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root } from './project-root';

export const isArchive = (path: string) => path.endsWith('.zip');

/** Whether a word names a package rather than an exercise of the catalogue. */
export function namesPackage(word: string): boolean {
  if (isArchive(word)) return true;
  const inside = relative(join(root, 'exercises'), resolve(word));
  const isOutside = inside.startsWith('..') || resolve(inside) === inside;
  const isPackage = ['exercise.ts', 'question.ts', 'question.json'].some((file) =>
    existsSync(join(word, file)),
  );
  return isOutside && isPackage && statSync(word).isDirectory();
}
