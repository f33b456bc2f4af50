'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { BusyButton } from '../../../busy-button';
import * as words from '../../../dictionary';
import { LabelledField } from '../../../labelled-field';
import { Problem } from '../../../problem';
import { useAction } from '../../../use-action';
import { deleteCourseAction } from '../../actions';

export function DeleteCourseFields({ slug, title }: { slug: string; title: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(deleteCourseAction);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('title') ?? '');
    if ((await run({ slug, title: typed })) !== null) router.push('/courses');
  };
  return (
    <form onSubmit={send} className="space-y-4" method="post">
      <LabelledField
        label={words.courseDeletion.typed}
        name="title"
        autoComplete="off"
        hint={words.courseDeletion.typedHint(title)}
      />
      <Problem text={problem} />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-primary min-h-9" isBusy={isWorking}>
          {isWorking ? words.account.working : words.courseDeletion.delete}
        </BusyButton>
        <Link className="button min-h-9" href={`/courses/${slug}/settings`}>
          {words.courseDeletion.keep}
        </Link>
      </div>
    </form>
  );
}
