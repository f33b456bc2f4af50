'use client';
/** Asks for a link that sets a new password. What it says afterwards is the same whether the address has an account. */
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { callAccounts } from '../account-call';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { LabelledField } from '../labelled-field';
import { Problem } from '../problem';

export function ForgotPasswordFields({ sends }: { sends: 'mail' | 'here' | 'log' }) {
  const [problem, setProblem] = useState('');
  const [sentTo, setSentTo] = useState('');
  const [isWorking, setWorking] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim();
    setWorking(true);
    setProblem('');
    setSentTo('');
    const outcome = await callAccounts('/request-password-reset', { email });
    setWorking(false);
    if (outcome.ok) setSentTo(email);
    else setProblem(outcome.message);
  };
  return (
    <>
      <form onSubmit={send} className="space-y-4" method="post">
        <LabelledField label={words.account.email} name="email" type="email" autoComplete="email" />
        <Problem text={problem} />
        <BusyButton type="submit" className="button button-primary min-h-9 w-full" isBusy={isWorking}>
          {isWorking ? words.account.working : words.forgotPassword.send}
        </BusyButton>
      </form>
      <div role="status" className="mt-4">
        {sentTo !== '' && (
          <p className="notice wrap-anywhere">
            {sends === 'mail' && words.forgotPassword.sent(sentTo)}
            {sends === 'log' && words.forgotPassword.noServer}
            {sends === 'here' && (
              <>
                {words.forgotPassword.local}{' '}
                <Link className="link" href="/local-mail">
                  {words.forgotPassword.localLink}
                </Link>
              </>
            )}
          </p>
        )}
      </div>
      <p className="mt-6 text-sm">
        <Link className="link" href="/sign-in">
          {words.forgotPassword.back}
        </Link>
      </p>
    </>
  );
}
