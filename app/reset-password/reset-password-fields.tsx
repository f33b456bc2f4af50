'use client';
/** Sets a new password with the token of a link, which stands behind # and is sent only when the form is. */
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { callAccounts } from '../account-call';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { NewPasswordField } from '../new-password-field';
import { Problem } from '../problem';

export function ResetPasswordFields() {
  const [problem, setProblem] = useState('');
  const [isDone, setDone] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newPassword = String(new FormData(event.currentTarget).get('password') ?? '');
    const token = window.location.hash.slice(1);
    if (token === '') return setProblem(words.resetPassword.noToken);
    setWorking(true);
    setProblem('');
    const outcome = await callAccounts('/reset-password', { token, newPassword });
    setWorking(false);
    if (outcome.ok) setDone(true);
    else setProblem(outcome.message);
  };
  if (isDone)
    return (
      <div role="status">
        <p className="notice notice-good">{words.resetPassword.done}</p>
        <Link className="button button-primary mt-6 min-h-9" href="/sign-in">
          {words.site.signIn}
        </Link>
      </div>
    );
  return (
    <>
      <form onSubmit={send} className="space-y-4" method="post">
        <NewPasswordField label={words.profile.newPassword} name="password" />
        <Problem text={problem} />
        <BusyButton type="submit" className="button button-primary min-h-9 w-full" isBusy={isWorking}>
          {isWorking ? words.account.working : words.resetPassword.set}
        </BusyButton>
      </form>
      <p className="mt-6 text-sm">
        <Link className="link" href="/forgot-password">
          {words.resetPassword.again}
        </Link>
      </p>
    </>
  );
}
