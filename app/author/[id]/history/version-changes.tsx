'use client';
/** Keeps the draft as a version, lets a version be the draft again, or what is in an archive. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { BusyButton } from '../../../busy-button';
import { Problem } from '../../../problem';
import { useAction } from '../../../use-action';
import { keepDraftAction, restoreVersionAction } from '../../actions';
import { archiveIn, sendArchive } from '../../send-archive';
import { authorWords } from '../../words';

export function KeepButton({ packageId }: { packageId: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(keepDraftAction);
  const [told, setTold] = useState('');
  return (
    <div>
      <BusyButton
        type="button"
        className="button min-h-9"
        isBusy={isWorking}
        onClick={async () => {
          const done = await run({ packageId });
          if (done === null) return;
          setTold(authorWords.kept(done.value.version));
          router.refresh();
        }}
      >
        {authorWords.keep}
      </BusyButton>
      <p role="status" className="text-sm text-text-muted">
        {told}
      </p>
      <Problem text={problem} />
    </div>
  );
}

export function RestoreButton({ packageId, version }: { packageId: string; version: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(restoreVersionAction);
  const [told, setTold] = useState('');
  return (
    <>
      <BusyButton
        type="button"
        className="button"
        aria-label={authorWords.restoreOf(version)}
        isBusy={isWorking}
        onClick={async () => {
          if ((await run({ packageId, version })) === null) return;
          setTold(authorWords.restored(version));
          router.refresh();
        }}
      >
        {authorWords.restore}
      </BusyButton>
      <span role="status" className={problem === '' ? 'sr-only' : 'text-sm text-bad'}>
        {problem || told}
      </span>
    </>
  );
}

export function UploadForm({ packageId, mostBytes }: { packageId: string; mostBytes: number }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(sendArchive<{ readonly version: string }>);
  const [refused, setRefused] = useState('');
  const [told, setTold] = useState('');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setRefused('');
    setTold('');
    const archive = archiveIn(new FormData(form).get('archive'), mostBytes);
    if (typeof archive === 'string') return setRefused(archive);
    const done = await run({ archive, to: `packages/${packageId}`, method: 'PUT' });
    if (done === null) return;
    setTold(authorWords.uploaded(done.value.version));
    form.reset();
    router.refresh();
  };
  return (
    <section className="mt-8" aria-labelledby="upload">
      <h2 id="upload" className="text-lg font-semibold">
        {authorWords.upload}
      </h2>
      <p className="mt-1 text-sm text-text-muted">{authorWords.uploadLead}</p>
      <form onSubmit={send} method="post" className="mt-3 flex flex-wrap items-end gap-3">
        <label className="min-w-0 text-sm">
          <span className="mb-1 block">{authorWords.archive}</span>
          <input name="archive" type="file" accept=".zip" className="field" />
        </label>
        <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
          {authorWords.replace}
        </BusyButton>
      </form>
      <p role="status" className="mt-2 text-sm text-text-muted">
        {told}
      </p>
      <Problem text={refused || problem} />
    </section>
  );
}
