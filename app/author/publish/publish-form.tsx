'use client';
/** To whom a version goes; where it replaces one, or is taken back, all whom that concerns are named first. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { ItemKind } from '../../../db/schema';
import { BusyButton } from '../../busy-button';
import { Problem } from '../../problem';
import { useAction } from '../../use-action';
import { publishAction } from './actions';
import type { Receiver } from './publish-panel';
import { publishWords as words } from './words';

interface Having extends Receiver {
  readonly handedIn: number;
}

export function PublishForm(props: {
  packageId: string;
  kind: ItemKind;
  version: string;
  mayGive: readonly Receiver[];
  /** Those who have some version now. */
  given: readonly Having[];
  /** Whether theirs is another one. */
  isReplaced: boolean;
  /** Questions of the list that are not answered. */
  left: number;
}) {
  const { packageId, kind, version, mayGive, given, isReplaced, left } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(publishAction);
  const having = (slug: string | null) => given.find((each) => each.slug === slug);
  const [chosen, setChosen] = useState(
    () => new Set(mayGive.map(({ slug }) => slug).filter((slug) => having(slug) !== undefined)),
  );
  const [isAsked, setAsked] = useState(false);
  const [told, setTold] = useState('');
  const isMine = ({ slug }: Receiver) => mayGive.some((each) => each.slug === slug);
  const others = given.filter((each) => !isMine(each));
  const takenBack = given.filter((each) => isMine(each) && !chosen.has(each.slug));
  const reached: readonly Receiver[] = [...mayGive.filter(({ slug }) => chosen.has(slug)), ...others];

  const publish = async () => {
    setAsked(false);
    const slugs = (receivers: readonly Receiver[]) => receivers.map(({ slug }) => slug);
    const to = [...chosen];
    const given = { packageId, version, to, takenBack: slugs(takenBack), reaches: slugs(reached) };
    const done = await run(given);
    router.refresh();
    if (done !== null) setTold(words.published);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTold('');
    const isChange = takenBack.length > 0 || (isReplaced && given.length > 0);
    if (isChange && chosen.size > 0) setAsked(true);
    else void publish();
  };
  const toggle = (slug: string | null, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(slug);
    else next.delete(slug);
    setChosen(next);
    setAsked(false);
    setTold('');
  };
  const workedOn = (receiver: Receiver) => {
    const has = having(receiver.slug);
    return has === undefined ? '' : words.worked(kind, has.handedIn);
  };
  if (mayGive.length === 0) return <p className="notice">{words.noCourses}</p>;
  if (isReplaced && others.some(({ slug }) => slug === null))
    return <p className="notice">{words.inCatalogue}</p>;
  return (
    <form className="space-y-3" onSubmit={send}>
      <fieldset>
        <legend className="mb-1 text-lg font-semibold">{words.to}</legend>
        {mayGive.map((each) => (
          <label key={each.slug ?? ''} className="flex min-h-8 cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-(--accent)"
              checked={chosen.has(each.slug)}
              onChange={(event) => toggle(each.slug, event.target.checked)}
            />
            <span className="min-w-0 wrap-anywhere">
              {each.title}
              {having(each.slug) !== undefined && (
                <span className="text-sm text-text-muted">
                  {' '}
                  {words.has}, {workedOn(each)}
                </span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      {others.length > 0 && (
        <div className="text-sm">
          <p>{words.others}</p>
          <Receivers receivers={others} beside={workedOn} />
        </div>
      )}
      {left > 0 && <p className="text-sm text-text-muted">{words.open(left)}</p>}
      {isAsked ? (
        <section className="notice notice-warning space-y-2" aria-labelledby="reach">
          <h3 id="reach" className="font-semibold">
            {words.reachesTitle}
          </h3>
          <p>{words.reaches(isReplaced)}</p>
          <Receivers receivers={reached} beside={(each) => workedOn(each) || words.new} />
          {takenBack.length > 0 && (
            <>
              <p>{words.takesBack}</p>
              <Receivers receivers={takenBack} beside={workedOn} />
            </>
          )}
          {isReplaced && <p>{words.apart}</p>}
          <div className="flex flex-wrap gap-2">
            <BusyButton
              type="button"
              className="button button-primary"
              autoFocus
              isBusy={isWorking}
              onClick={() => void publish()}
            >
              {words.sure}
            </BusyButton>
            <button type="button" className="button button-quiet" onClick={() => setAsked(false)}>
              {words.cancel}
            </button>
          </div>
        </section>
      ) : (
        <BusyButton type="submit" className="button button-primary" isBusy={isWorking}>
          {isWorking ? words.publishing : words.publish}
        </BusyButton>
      )}
      <p role="status">{told}</p>
      <Problem text={problem} />
    </form>
  );
}

function Receivers(props: { receivers: readonly Receiver[]; beside(receiver: Receiver): string }) {
  return (
    <ul className="list-disc pl-5">
      {props.receivers.map((each) => (
        <li key={each.slug ?? ''} className="wrap-anywhere">
          {each.title}: {props.beside(each)}
        </li>
      ))}
    </ul>
  );
}
