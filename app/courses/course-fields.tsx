'use client';
/** Title and term of a course: of a new one, or of one that is there. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { LabelledField } from '../labelled-field';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { makeCourseAction, renameCourseAction } from './actions';

const MAX_CHARACTERS = 100;

export function CourseFields({ course }: { course?: { slug: string; title: string; term: string } }) {
  const router = useRouter();
  const making = useAction(makeCourseAction);
  const renaming = useAction(renameCourseAction);
  const [told, setTold] = useState('');

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTold('');
    const form = new FormData(event.currentTarget);
    const titled = { title: String(form.get('title') ?? ''), term: String(form.get('term') ?? '') };
    if (course === undefined) {
      const made = await making.run(titled);
      if (made !== null) router.push(`/courses/${made.value.slug}/settings`);
    } else if ((await renaming.run({ slug: course.slug, ...titled })) !== null) {
      setTold(words.course.saved);
      router.refresh();
    }
  };

  const isWorking = making.isWorking || renaming.isWorking;
  const save = course === undefined ? words.course.make : words.course.save;
  return (
    <form onSubmit={send} className="space-y-4" method="post">
      <LabelledField
        label={words.course.courseTitle}
        name="title"
        maxLength={MAX_CHARACTERS}
        defaultValue={course?.title}
      />
      <LabelledField
        label={words.course.term}
        name="term"
        isOptional
        maxLength={MAX_CHARACTERS}
        defaultValue={course?.term}
        hint={words.course.termHint}
      />
      <Problem text={making.problem || renaming.problem} />
      <div className="flex items-center gap-3">
        <BusyButton type="submit" className="button button-primary min-h-9" isBusy={isWorking}>
          {isWorking ? words.course.making : save}
        </BusyButton>
        <span role="status" className="text-sm text-text-muted">
          {told}
        </span>
      </div>
    </form>
  );
}
