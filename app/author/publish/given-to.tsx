'use client';
/** To whom a package is given now, each with a way to take it back, which is asked about once more. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ItemKind } from '../../../db/schema';
import { BusyButton } from '../../busy-button';
import { Moment } from '../../moment';
import { useAction } from '../../use-action';
import { withdrawAction } from './actions';
import { publishWords as words } from './words';

interface Given {
  readonly slug: string | null;
  readonly title: string;
  readonly publishedAt: Date;
  readonly handedIn: number;
  readonly mayTakeBack: boolean;
}

export function GivenTo(props: {
  packageId: string;
  kind: ItemKind;
  given: readonly Given[];
  /** Where students find it; null: it was never published. */
  href: string | null;
}) {
  const { given, packageId, href } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(withdrawAction);
  const [asked, setAsked] = useState<Given | null>(null);
  const [told, setTold] = useState('');
  const takeBack = async ({ slug, title }: Given) => {
    if ((await run({ packageId, from: slug })) === null) return;
    setAsked(null);
    setTold(words.withdrawn(title));
    router.refresh();
  };
  return (
    <section aria-labelledby="given" className="space-y-2">
      <h2 id="given" className="text-lg font-semibold">
        {words.given}
      </h2>
      {given.length === 0 && <p>{words.givenToNobody}</p>}
      {given.length > 0 && (
        <ul className="panel divide-y divide-border">
          {given.map((each) => (
            <li key={each.slug ?? ''} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
              <span className="min-w-0 flex-1 wrap-anywhere">
                {each.slug === null ? (
                  each.title
                ) : (
                  <Link className="link" href={`/courses/${each.slug}`} prefetch={false}>
                    {each.title}
                  </Link>
                )}{' '}
                <span className="text-sm text-text-muted">
                  {words.since} <Moment at={each.publishedAt} />, {words.worked(props.kind, each.handedIn)}
                </span>
              </span>
              {each.mayTakeBack && (
                <button
                  type="button"
                  className="button button-quiet"
                  aria-label={words.withdraw(each.title)}
                  onClick={() => {
                    setTold('');
                    setAsked(each);
                  }}
                >
                  {words.withdrawShort}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked !== null && (
        <div className="notice notice-warning space-y-2">
          <p>{words.withdrawSure[props.kind](asked.title)}</p>
          <div className="flex flex-wrap gap-2">
            <BusyButton
              type="button"
              className="button"
              autoFocus
              isBusy={isWorking}
              onClick={() => void takeBack(asked)}
            >
              {words.withdrawYes}
            </BusyButton>
            <button type="button" className="button button-quiet" onClick={() => setAsked(null)}>
              {words.cancel}
            </button>
          </div>
        </div>
      )}
      <p role="status">{told}</p>
      {problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
      {href !== null && given.length > 0 && (
        <p>
          <Link className="link" href={href} prefetch={false}>
            {words.asStudent}
          </Link>
        </p>
      )}
    </section>
  );
}
