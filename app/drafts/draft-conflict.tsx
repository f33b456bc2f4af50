'use client';
/** When two texts differ, the choice between them. */
import { type ReactNode, useState } from 'react';
import * as words from '../dictionary';

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
      <p>{words.conflict.text}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <button
          type="button"
          className="button"
          aria-expanded={comparing}
          onClick={() => setComparing(!comparing)}
        >
          {comparing ? words.conflict.closeCompare : words.conflict.compare}
        </button>
        <button type="button" className="button" onClick={props.onKeepMine}>
          {words.conflict.keepMine}
        </button>
        <button type="button" className="button" onClick={props.onTakeOther}>
          {words.conflict.takeOther}
        </button>
      </div>
      {comparing && <div className="mt-2">{props.comparison}</div>}
    </section>
  );
}
