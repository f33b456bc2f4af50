'use client';
/** The fields of sign-in and sign-up. What went wrong is said above the button and read out. */
import { type FormEvent, useState } from 'react';
import { type AccountOutcome, callAccounts } from './account-call';
import { BusyButton } from './busy-button';
import * as words from './dictionary';
import { LabelledField } from './labelled-field';
import { NewPasswordField } from './new-password-field';
import { Problem } from './problem';

export function AccountFields({ kind, next }: { kind: 'sign in' | 'sign up'; next: string }) {
  const signingUp = kind === 'sign up';
  const [message, setMessage] = useState('');
  const [working, setWorking] = useState(false);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = (field: string) => String(form.get(field) ?? '').trim();
    const credentials = { email: entered('email'), password: String(form.get('password') ?? '') };
    setWorking(true);
    setMessage('');
    let outcome: AccountOutcome = signingUp
      ? await callAccounts('/sign-up/email', { ...credentials, name: entered('name') })
      : { ok: true };
    if (outcome.ok) outcome = await callAccounts('/sign-in/email', credentials);
    // Signing up says nothing of whether there was an account; the password does not fit if there was.
    if (signingUp && !outcome.ok && outcome.code === 'INVALID_EMAIL_OR_PASSWORD')
      outcome = { ...outcome, message: words.account.notSignedIn };
    // A whole new page, so that every part of it is the signed-in user's.
    if (outcome.ok) return window.location.assign(next);
    setMessage(outcome.message);
    setWorking(false);
  };

  return (
    <form onSubmit={send} className="space-y-4" method="post">
      {signingUp && (
        <LabelledField
          label={words.account.name}
          name="name"
          autoComplete="name"
          maxLength={100}
          hint={words.account.nameHint}
        />
      )}
      <LabelledField label={words.account.email} name="email" type="email" autoComplete="email" />
      {signingUp ? (
        <NewPasswordField label={words.account.password} name="password" />
      ) : (
        <LabelledField
          label={words.account.password}
          name="password"
          type="password"
          autoComplete="current-password"
        />
      )}
      <Problem text={message} />
      <BusyButton type="submit" className="button button-primary min-h-9 w-full" isBusy={working}>
        {working ? words.account.working : signingUp ? words.account.signUp : words.account.signIn}
      </BusyButton>
    </form>
  );
}
