'use client';
/** Deletes a package, once its name is typed; one that was given to students stays, and says so. */
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { BusyButton } from '../../../busy-button';
import { Problem } from '../../../problem';
import { useAction } from '../../../use-action';
import { deletePackageAction } from '../../actions';
import { authorWords } from '../../words';

export function DeletePackage(props: { packageId: string; name: string; wasPublished: boolean }) {
  const { packageId, name, wasPublished } = props;
  const router = useRouter();
  const { run, isWorking, problem } = useAction(deletePackageAction);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('name') ?? '');
    if ((await run({ packageId, name: typed })) !== null) router.push('/author');
  };
  return (
    <section className="mt-8" aria-labelledby="delete">
      <h2 id="delete" className="text-lg font-semibold">
        {authorWords.deleteTitle}
      </h2>
      <p className="mt-1 text-sm text-text-muted">
        {wasPublished ? authorWords.wasPublished : authorWords.deleteLead}
      </p>
      {!wasPublished && (
        <form onSubmit={send} method="post" className="mt-3 space-y-2">
          <label className="block text-sm">
            <span className="mb-1 block wrap-anywhere">{authorWords.deleteName(name)}</span>
            <input name="name" className="field font-mono" required autoComplete="off" maxLength={100} />
          </label>
          <Problem text={problem} />
          <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
            {authorWords.deleteNow}
          </BusyButton>
        </form>
      )}
    </section>
  );
}
