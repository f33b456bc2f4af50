'use client';
/** Joins: one step after the course is named, so that nobody is in a course for having opened a link. */
import { useRouter } from 'next/navigation';
import { BusyButton } from '../busy-button';
import { joinCourseAction } from '../courses/actions';
import * as words from '../dictionary';
import { Problem } from '../problem';
import { useAction } from '../use-action';

export function JoinButton({ code }: { code: string }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(joinCourseAction);
  const join = async () => {
    const joined = await run({ code });
    if (joined !== null) router.push(`/courses/${joined.value.slug}`);
  };
  return (
    <div className="mt-6 space-y-4">
      <Problem text={problem} />
      <BusyButton type="button" className="button button-primary min-h-9" isBusy={isWorking} onClick={join}>
        {isWorking ? words.account.working : words.join.join}
      </BusyButton>
    </div>
  );
}
