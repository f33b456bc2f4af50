/**
 * Which package of which site a folder is: `.runqueue.json` in it, to be kept in git with the rest. It is no part of the
 * package.
 *
 *      { "https://os.example.org": "own-3k2m8x1q9z" }
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../command-error';
import { nameOf } from '../file-input';

const FILE = '.runqueue.json';
const schema = z.record(z.string(), z.string().regex(/^own-[a-z0-9]{10}$/));

/** @throws InputError when the file is there and cannot be read. */
export function knownPackage(folder: string, origin: string): string | undefined {
  return read(folder)[origin];
}

export function rememberPackage(folder: string, origin: string, packageId: string): void {
  const path = join(folder, FILE);
  writeFileSync(`${path}.new`, `${JSON.stringify({ ...read(folder), [origin]: packageId }, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

function read(folder: string): z.infer<typeof schema> {
  const path = join(folder, FILE);
  if (!existsSync(path)) return {};
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new InputError(
      `${nameOf(path)} must hold the id of a package by the address of its site; mend or remove it`,
    );
  }
}
