/** The build's texts for the author's editor, read once for each build. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_FOLDER } from '../../exercises/catalogue';

interface AuthorTypes {
  /** JSON: texts by path. */
  readonly text: string;
  readonly version: string;
}

let cached: (AuthorTypes & { readonly modifiedMs: number }) | undefined;

/** Null before anything was built. */
export function readAuthorTypes(): AuthorTypes | null {
  const path = join(process.cwd(), BUILD_FOLDER, 'author-types.json');
  if (!existsSync(path)) return null;
  const modifiedMs = statSync(path).mtimeMs;
  if (cached?.modifiedMs !== modifiedMs) {
    const text = readFileSync(path, 'utf8');
    cached = { text, modifiedMs, version: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  }
  return cached;
}
