/** The zip archive that somebody chose in a form, as an action takes it. */
import { authorWords, LONGEST_ARCHIVE_BYTES } from './words';

export async function archiveIn(
  entry: FormDataEntryValue | null,
): Promise<{ readonly base64: string } | { readonly problem: string }> {
  if (!(entry instanceof File) || entry.size === 0) return { problem: authorWords.noFile };
  if (entry.size > LONGEST_ARCHIVE_BYTES) return { problem: authorWords.archiveTooLong };
  const bytes = new Uint8Array(await entry.arrayBuffer());
  let binary = '';
  const STEP = 8192;
  for (let at = 0; at < bytes.length; at += STEP)
    binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return { base64: btoa(binary) };
}
