'use client';
/** What somebody does with his account on his profile: another password, and an end to all sessions. */
import { type FormEvent, useState } from 'react';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { LabelledField } from '../labelled-field';
import { NewPasswordField } from '../new-password-field';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { changePasswordAction, signOutEverywhereAction } from './actions';

export function PasswordFields() {
  const { run, isWorking, problem } = useAction(changePasswordAction);
  const [told, setTold] = useState('');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTold('');
    const entered = event.currentTarget;
    const form = new FormData(entered);
    const passwords = {
      password: String(form.get('password') ?? ''),
      newPassword: String(form.get('new-password') ?? ''),
    };
    if ((await run(passwords)) === null) return;
    entered.reset();
    setTold(words.profile.changed);
  };
  return (
    <form onSubmit={send} className="space-y-4" method="post">
      <LabelledField
        label={words.profile.password}
        name="password"
        type="password"
        autoComplete="current-password"
      />
      <NewPasswordField label={words.profile.newPassword} name="new-password" />
      <Problem text={problem} />
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
          {isWorking ? words.account.working : words.profile.change}
        </BusyButton>
        <span role="status" className="text-sm text-text-muted">
          {told}
        </span>
      </div>
    </form>
  );
}

export function SignOutEverywhere() {
  const { run, isWorking, problem } = useAction(signOutEverywhereAction);
  const signOut = async () => {
    // A whole new page: nothing of the user stays in memory.
    if ((await run({})) !== null) window.location.assign('/sign-in');
  };
  return (
    <div className="mt-3 space-y-3">
      <BusyButton type="button" className="button min-h-9" isBusy={isWorking} onClick={signOut}>
        {words.profile.signOutEverywhere}
      </BusyButton>
      <Problem text={problem} />
    </div>
  );
}
