/** The zip archive that somebody chose in a form, as it goes to an address below /api/archives. */
import type { ActionResult } from '../action';
import { authorWords } from './words';

/** @returns a sentence where there is none to send. */
export function archiveIn(entry: FormDataEntryValue | null, mostBytes: number): File | string {
  if (!(entry instanceof File) || entry.size === 0) return authorWords.noFile;
  return entry.size > mostBytes ? authorWords.archiveTooLong(mostBytes) : entry;
}

export interface SentArchive {
  readonly archive: File;
  /** Below /api/archives. */
  readonly to: string;
  readonly method?: 'POST' | 'PUT';
}

export async function sendArchive<Output>({
  archive,
  to,
  method = 'POST',
}: SentArchive): Promise<ActionResult<Output>> {
  const response = await fetch(`/api/archives/${to}`, {
    method,
    headers: { 'Content-Type': 'application/zip' },
    body: archive,
  });
  return response.json();
}
