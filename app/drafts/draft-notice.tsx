'use client';
/** What happens to the text: one quiet line, and when two texts differ the choice between them. */
import { type ReactNode, useState } from 'react';
import { SignInLink } from '../account-links';
import * as words from '../dictionary';
import type { DraftStatus } from './draft-keeper';

const TONE: Partial<Record<DraftStatus, string>> = {
  offline: 'text-warning',
  unsaved: 'text-bad',
  tooLong: 'text-warning',
  refused: 'text-warning',
  conflict: 'text-warning',
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

export function DraftConflict(props: {
  /** What was changed elsewhere. */
  title: string;
  /** How the two differ. */
  comparison: ReactNode;
  onKeepMine(): void;
  onTakeOther(): void;
}) {
  const [comparing, setComparing] = useState(false);
  return (
    <section className="notice notice-warning m-2" role="alert" aria-label={props.title}>
      <h2 className="font-semibold">{props.title}</h2>
      <p>{words.draft.conflictText}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <button
          type="button"
          className="button"
          aria-expanded={comparing}
          onClick={() => setComparing(!comparing)}
        >
          {comparing ? words.draft.closeCompare : words.draft.compare}
        </button>
        <button type="button" className="button" onClick={props.onKeepMine}>
          {words.draft.keepMine}
        </button>
        <button type="button" className="button" onClick={props.onTakeOther}>
          {words.draft.takeOther}
        </button>
      </div>
      {comparing && <div className="mt-2">{props.comparison}</div>}
    </section>
  );
}
