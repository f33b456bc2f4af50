'use client';
/** What happens to the text: one quiet line, and when two texts differ the choice between them. */
import { useState } from 'react';
import { SignInLink } from '../../../account-links';
import { words } from '../../../dictionary';
import { DifferenceView } from '../../../editor/difference-view';
import type { DraftState, DraftStatus } from './draft-keeper';

const TONE: Partial<Record<DraftStatus, string>> = {
  offline: 'text-warning',
  unsaved: 'text-bad',
  tooLong: 'text-warning',
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

export function DraftConflict(props: { state: DraftState; onKeepMine(): void; onTakeOther(): void }) {
  const { state } = props;
  const [comparing, setComparing] = useState(false);
  if (state.other === null) return null;
  return (
    <section className="notice notice-warning m-2" role="alert" aria-label={words.draft.conflictTitle}>
      <h2 className="font-semibold">{words.draft.conflictTitle}</h2>
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
      {comparing && (
        <div className="panel mt-2 overflow-hidden">
          <DifferenceView
            original={state.other.source}
            modified={state.source}
            originalLabel={words.draft.other}
            modifiedLabel={words.draft.mine}
          />
        </div>
      )}
    </section>
  );
}
