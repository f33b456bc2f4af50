'use client';
/** Whether leaderboards show the name; saved when it is ticked. */
import { useState } from 'react';
import * as words from '../dictionary';
import { setShowNameAction } from './actions';

export function ShowNameField({ initial, pseudonym }: { initial: boolean; pseudonym: string }) {
  const [showName, setShowName] = useState(initial);
  const [told, setTold] = useState('');
  const change = async (wanted: boolean) => {
    setShowName(wanted);
    setTold('');
    const result = await setShowNameAction({ showName: wanted }).catch(() => null);
    if (result?.ok) return setTold(words.profile.saved);
    setShowName(!wanted);
    setTold(result === null ? words.unreachable : result.message);
  };
  return (
    <div className="mt-6">
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={showName}
          aria-describedby="show-name-hint"
          onChange={(event) => void change(event.target.checked)}
        />
        {words.profile.showName}
      </label>
      <p id="show-name-hint" className="mt-1 text-sm text-text-muted">
        {words.profile.showNameHint(pseudonym)}
      </p>
      <p role="status" className="mt-2 min-h-5 text-sm text-text-muted">
        {told}
      </p>
    </div>
  );
}
