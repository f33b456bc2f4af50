'use client';
/** Shares a package with the staff of a course, or no longer. */
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { BusyButton } from '../../../busy-button';
import { Problem } from '../../../problem';
import { useAction } from '../../../use-action';
import { setSharedAction } from '../../actions';
import { authorWords } from '../../words';

interface SharedCourse {
  readonly courseId: string;
  readonly title: string;
}

export function ShareForm({ packageId, courses }: { packageId: string; courses: readonly SharedCourse[] }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setSharedAction);
  if (courses.length === 0) return <p className="mt-3 text-sm text-text-muted">{authorWords.noCourse}</p>;
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const courseId = String(new FormData(event.currentTarget).get('course') ?? '');
    if ((await run({ packageId, courseId, isShared: true })) !== null) router.refresh();
  };
  return (
    <form onSubmit={send} method="post" className="mt-3 space-y-2">
      <div className="flex flex-wrap items-end gap-3">
        <label className="min-w-0 flex-1 text-sm">
          <span className="mb-1 block">{authorWords.shareWith}</span>
          <select name="course" className="field">
            {courses.map(({ courseId, title }) => (
              <option key={courseId} value={courseId}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <BusyButton type="submit" className="button min-h-9" isBusy={isWorking}>
          {authorWords.share}
        </BusyButton>
      </div>
      <Problem text={problem} />
    </form>
  );
}

export function UnshareButton({ packageId, courseId, title }: SharedCourse & { packageId: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(setSharedAction);
  return (
    <>
      <BusyButton
        type="button"
        className="button"
        isBusy={isWorking}
        aria-label={authorWords.unshare(title)}
        onClick={async () => {
          if ((await run({ packageId, courseId, isShared: false })) !== null) router.refresh();
        }}
      >
        {authorWords.removeShort}
      </BusyButton>
      <Problem text={problem} />
    </>
  );
}
