import { renameSync, writeFileSync } from 'node:fs';

/** Writes beside the target and renames, so that a process that reads meanwhile never sees half a file. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
