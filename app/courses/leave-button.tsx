'use client';
/** Out of a course, which is asked about once more. */
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Role } from '../../db/schema';
import { BusyButton } from '../busy-button';
import * as words from '../dictionary';
import { Problem } from '../problem';
import { useAction } from '../use-action';
import { leaveCourseAction } from './actions';

export function LeaveButton({ slug, title, role }: { slug: string; title: string; role: Role }) {
  const router = useRouter();
  const { run, isWorking, problem } = useAction(leaveCourseAction);
  const [step, setStep] = useState<'closed' | 'asks' | 'stays'>('closed');
  const leave = async () => {
    if ((await run({ slug })) !== null) router.push('/courses');
  };
  if (step !== 'asks')
    return (
      <button
        type="button"
        className="button mt-8"
        // biome-ignore lint/a11y/noAutofocus: what was in its place is gone, and with it the focus
        autoFocus={step === 'stays'}
        onClick={() => setStep('asks')}
      >
        {words.course.leave}
      </button>
    );
  return (
    <section className="notice mt-8 max-w-lg" aria-label={words.course.leave}>
      <p className="break-words">{words.course.leaveSure[role === 'student' ? 'student' : 'staff'](title)}</p>
      <Problem text={problem} />
      <div className="mt-3 flex flex-wrap gap-2">
        <BusyButton
          type="button"
          className="button"
          isBusy={isWorking}
          autoFocus
          onClick={() => void leave()}
        >
          {words.course.leaveYes}
        </BusyButton>
        <button type="button" className="button button-quiet" onClick={() => setStep('stays')}>
          {words.course.cancel}
        </button>
      </div>
    </section>
  );
}
