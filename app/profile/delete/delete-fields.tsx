'use client';
import Link from 'next/link';
import type { FormEvent } from 'react';
import { stored } from '../../browser-storage';
import { BusyButton } from '../../busy-button';
import * as words from '../../dictionary';
import { LabelledField } from '../../labelled-field';
import { Problem } from '../../problem';
import { useAction } from '../../use-action';
import { deleteAccountAction } from '../actions';

/** What the site keeps of this person in this browser: texts. Other people's on the same machine stay. */
function forgetInThisBrowser(userId: string): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith('runqueue:') && key.split(':').includes(userId)) localStorage.removeItem(key);
}

export function DeleteFields({ userId }: { userId: string }) {
  const { run, isWorking, problem } = useAction(deleteAccountAction);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    if ((await run({ password })) === null) return;
    stored(() => forgetInThisBrowser(userId));
    window.location.assign('/');
  };
  return (
    <form onSubmit={send} className="space-y-4" method="post">
      <LabelledField
        label={words.deletion.password}
        name="password"
        type="password"
        autoComplete="current-password"
      />
      <Problem text={problem} />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-primary min-h-9" isBusy={isWorking}>
          {isWorking ? words.account.working : words.deletion.delete}
        </BusyButton>
        <Link className="button min-h-9" href="/profile">
          {words.deletion.keep}
        </Link>
      </div>
    </form>
  );
}
