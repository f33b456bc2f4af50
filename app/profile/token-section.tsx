'use client';
/** The tokens of an author: made, shown once, ended. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { AuthorToken } from '../../db/author-tokens';
import { BusyButton } from '../busy-button';
import { LabelledField } from '../labelled-field';
import { Moment } from '../moment';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { createTokenAction, endTokenAction } from './token-actions';
import { tokenWords as words } from './token-words';

const DEFAULT_DAYS = 180;

export function TokenSection({ tokens, now }: { tokens: readonly AuthorToken[]; now: Date }) {
  const router = useRouter();
  const making = useAction(createTokenAction);
  const ending = useAction(endTokenAction);
  const [made, setMade] = useState('');
  const [told, setTold] = useState('');

  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = event.currentTarget;
    const form = new FormData(entered);
    setMade('');
    setTold('');
    const result = await making.run({
      name: String(form.get('token-name') ?? ''),
      days: Number(form.get('token-days') ?? Number.NaN),
    });
    if (result === null) return;
    entered.reset();
    setMade(result.value.token);
    router.refresh();
  };
  const end = async ({ id, name }: AuthorToken) => {
    if ((await ending.run({ id })) === null) return;
    setMade('');
    setTold(words.ended(name));
    router.refresh();
  };

  return (
    <div className="space-y-4">
      {tokens.length > 0 && (
        <ul className="panel divide-y divide-border text-sm">
          {tokens.map((token) => (
            <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
              <bdi className="min-w-0 flex-1 wrap-anywhere">{token.name}</bdi>
              <span className="text-text-muted">
                {token.expiresAt < now ? words.expired : words.expires} <Moment at={token.expiresAt} />
              </span>
              <span className="text-text-muted">
                {token.lastUsedAt === null ? (
                  words.neverUsed
                ) : (
                  <>
                    {words.lastUsed} <Moment at={token.lastUsedAt} />
                  </>
                )}
              </span>
              <BusyButton
                type="button"
                className="button"
                isBusy={ending.isWorking}
                onClick={() => end(token)}
              >
                {words.end(token.name)}
              </BusyButton>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={create} className="space-y-4" method="post">
        <LabelledField label={words.name} name="token-name" maxLength={100} />
        <LabelledField
          label={words.days}
          name="token-days"
          type="number"
          defaultValue={String(DEFAULT_DAYS)}
        />
        <Problem text={making.problem || ending.problem} />
        <BusyButton type="submit" className="button min-h-9" isBusy={making.isWorking}>
          {words.create}
        </BusyButton>
      </form>
      <div role="status">
        {made !== '' && (
          <div className="panel space-y-2 p-3">
            <p>{words.once}</p>
            <code className="block select-all wrap-anywhere">{made}</code>
            <button
              type="button"
              className="button"
              onClick={() => void navigator.clipboard.writeText(made).then(() => setTold(words.copied))}
            >
              {words.copy}
            </button>
          </div>
        )}
        {told}
      </div>
    </div>
  );
}
