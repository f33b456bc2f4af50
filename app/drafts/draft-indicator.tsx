'use client';
/** What happens to the text, in one quiet line. */
import { SignInLink } from '../account-links';
import * as words from '../dictionary';
import type { DraftStatus } from './draft-keeper';

const TONE: Partial<Record<DraftStatus, string>> = {
  offline: 'text-warning',
  unsaved: 'text-bad',
  tooLong: 'text-warning',
  refused: 'text-warning',
  conflict: 'text-warning',
  notLoaded: 'text-warning',
};

export function DraftIndicator({ status }: { status: DraftStatus }) {
  return (
    <p
      role="status"
      className={`min-w-0 text-xs sm:truncate ${TONE[status] ?? 'text-text-muted'}`}
      title={words.draft[status]}
    >
      {words.draft[status]}
      {status === 'signedOut' && <SignInLink />}
    </p>
  );
}
