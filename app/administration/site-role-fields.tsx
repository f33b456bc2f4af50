'use client';
/** Names somebody instructor or administrator of the site by the address of his account, and takes it back. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { SiteRole } from '../../db/schema';
import { BusyButton } from '../busy-button';
import { setSiteRoleAction } from '../courses/actions';
import * as words from '../dictionary';
import { LabelledField } from '../labelled-field';
import { Problem } from '../problem';
import { useAction } from '../use-action';

const SITE_ROLES = Object.keys(words.administration.role) as SiteRole[];

export function SiteRoleFields() {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setSiteRoleAction);
  const [told, setTold] = useState('');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTold('');
    const entered = event.currentTarget;
    const form = new FormData(entered);
    const role = SITE_ROLES.find((each) => each === form.get('role')) ?? 'instructor';
    const done = await run({ email: String(form.get('email') ?? ''), role });
    if (done === null) return;
    setTold(words.administration.done(done.value.name, words.administration.role[role]));
    entered.reset();
    router.refresh();
  };
  return (
    <form onSubmit={send} className="max-w-lg space-y-4" method="post">
      <LabelledField
        label={words.administration.email}
        name="email"
        type="email"
        maxLength={254}
        autoComplete="off"
        hint={words.administration.emailHint}
      />
      <div className="flex flex-wrap items-end gap-3">
        <label className="text-sm">
          <span className="mb-1 block font-medium">{words.course.roleColumn}</span>
          <select className="field" name="role" defaultValue="instructor">
            {SITE_ROLES.map((role) => (
              <option key={role} value={role}>
                {words.administration.role[role]}
              </option>
            ))}
          </select>
        </label>
        <BusyButton type="submit" className="button button-primary min-h-9" isBusy={isWorking}>
          {isWorking ? words.account.working : words.administration.set}
        </BusyButton>
      </div>
      <p role="status" className="text-sm text-text-muted">
        {told}
      </p>
      <Problem text={problem} />
    </form>
  );
}

export function TakeRoleButton({ name, email }: { name: string; email: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setSiteRoleAction);
  const take = async () => {
    if ((await run({ email, role: null })) !== null) router.refresh();
  };
  return (
    <>
      <BusyButton
        type="button"
        className="button"
        isBusy={isWorking}
        aria-label={words.administration.take(name)}
        onClick={take}
      >
        {words.administration.takeShort}
      </BusyButton>
      <Problem text={problem} />
    </>
  );
}
