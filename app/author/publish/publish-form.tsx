'use client';
/** To whom a version goes. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { BusyButton } from '../../busy-button';
import { useAction } from '../../use-action';
import { publishAction } from './actions';
import type { Receiver } from './publish-panel';
import { publishWords as words } from './words';

export function PublishForm(props: {
  packageId: string;
  version: string;
  mayGive: readonly Receiver[];
  /** Those who have some version now. */
  given: readonly (string | null)[];
  /** Questions of the list that are not answered. */
  left: number;
}) {
  const { packageId, version, mayGive, given, left } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(publishAction);
  const [chosen, setChosen] = useState(
    () => new Set(mayGive.map(({ slug }) => slug).filter((slug) => given.includes(slug))),
  );
  const [told, setTold] = useState('');
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    setTold('');
    if ((await run({ packageId, version, to: [...chosen] })) === null) return;
    setTold(words.published);
    router.refresh();
  };
  const toggle = (slug: string | null, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(slug);
    else next.delete(slug);
    setChosen(next);
    setTold('');
  };
  if (mayGive.length === 0) return <p className="notice">{words.noCourses}</p>;
  return (
    <form className="space-y-3" onSubmit={(event) => void publish(event)}>
      <fieldset>
        <legend className="mb-1 text-lg font-semibold">{words.to}</legend>
        {mayGive.map(({ slug, title }) => (
          <label key={slug ?? ''} className="flex min-h-8 cursor-pointer items-center gap-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-(--accent)"
              checked={chosen.has(slug)}
              onChange={(event) => toggle(slug, event.target.checked)}
            />
            <span className="wrap-anywhere">{title}</span>
          </label>
        ))}
      </fieldset>
      {left > 0 && <p className="text-sm text-text-muted">{words.open(left)}</p>}
      <BusyButton type="submit" className="button button-primary" isBusy={isWorking}>
        {isWorking ? words.publishing : words.publish}
      </BusyButton>
      <p role="status">{told}</p>
      {problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
