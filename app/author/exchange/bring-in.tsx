'use client';
/** An archive of another system: what became of it, and what did not. */
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { BusyButton } from '../../busy-button';
import { Problem } from '../../problem';
import { useAction } from '../../use-action';
import { archiveIn, sendArchive } from '../send-archive';
import type { BroughtIn } from './exchange-changes';
import { LossReport } from './loss-report';
import { exchangeWords as words } from './words';

export function BringIn({ mostBytes }: { mostBytes: number }) {
  const { run, isWorking, problem } = useAction(sendArchive<BroughtIn>);
  const [refused, setRefused] = useState('');
  const [brought, setBrought] = useState<BroughtIn | null>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefused('');
    setBrought(null);
    const archive = archiveIn(new FormData(event.currentTarget).get('foreign-archive'), mostBytes);
    if (typeof archive === 'string') return setRefused(archive);
    const result = await run({ archive, to: 'exchange' });
    if (result !== null) setBrought(result.value);
  };

  return (
    <section aria-labelledby="from-elsewhere" className="mt-10">
      <h2 id="from-elsewhere" className="text-lg font-semibold">
        {words.title}
      </h2>
      <p className="mt-1 mb-3 text-text-muted">{words.lead}</p>
      <form onSubmit={send} className="space-y-3" method="post">
        <div>
          <label htmlFor="foreign-archive" className="mb-1 block text-sm font-medium">
            {words.archive}
          </label>
          <input id="foreign-archive" name="foreign-archive" type="file" accept=".zip" className="field" />
        </div>
        <Problem text={refused || problem} />
        <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
          {isWorking ? words.working : words.bring}
        </BusyButton>
      </form>
      <div role="status" className="mt-4 space-y-3">
        {brought !== null && (
          <>
            <p>{words.made(brought.packages.length)}</p>
            <ul className="list-disc pl-5">
              {brought.packages.map(({ packageId, name, title }) => (
                <li key={packageId}>
                  <Link className="link" href={`/author/${packageId}`}>
                    {title}
                  </Link>{' '}
                  <code className="text-xs text-text-muted">{name}</code>
                </li>
              ))}
            </ul>
            <LossReport report={brought.report} />
          </>
        )}
      </div>
    </section>
  );
}
