'use client';
/** The link and code by which students join, to be copied, exchanged and taken back. */
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { setJoiningAction } from './actions';

export function JoiningFields(props: { slug: string; joining: { code: string; link: string } | null }) {
  const { slug, joining } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setJoiningAction);
  const [told, setTold] = useState('');
  const set = async (isOpen: boolean) => {
    setTold('');
    if ((await run({ slug, isOpen })) === null) return;
    setTold(words.course.saved);
    router.refresh();
  };
  const copy = async (link: string) => {
    try {
      await navigator.clipboard.writeText(link);
      setTold(words.course.copied);
    } catch {
      setTold(words.course.notCopied); // only over https and on this machine may a page write to the clipboard
    }
  };
  const setButton = (isOpen: boolean, text: string) => (
    <BusyButton type="button" className="button" isBusy={isWorking} onClick={() => void set(isOpen)}>
      {text}
    </BusyButton>
  );
  return (
    <>
      <p className="text-text-muted">{joining === null ? words.course.closed : words.course.joiningLead}</p>
      {joining !== null && (
        <dl className="panel mt-4 divide-y divide-border text-sm">
          {[
            [words.course.joinLink, joining.link],
            [words.course.joinCode, joining.code],
          ].map(([label, value]) => (
            <div key={label} className="grid grid-cols-[4rem_1fr] gap-3 px-3 py-2">
              <dt className="text-text-muted">{label}</dt>
              <dd className="break-all font-mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {joining === null ? (
          setButton(true, words.course.open)
        ) : (
          <>
            <button type="button" className="button" onClick={() => void copy(joining.link)}>
              {words.course.copy}
            </button>
            {setButton(true, words.course.renew)}
            {setButton(false, words.course.close)}
          </>
        )}
        <span role="status" className="text-sm text-text-muted">
          {told}
        </span>
      </div>
      {joining !== null && <p className="mt-2 text-sm text-text-muted">{words.course.renewHint}</p>}
      <div className="mt-2">
        <Problem text={problem} />
      </div>
    </>
  );
}
