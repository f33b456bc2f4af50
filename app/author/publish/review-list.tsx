'use client';
/** The list of what no check can see, each question answered by itself and kept with the version. */
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { ReviewAnswer } from '../../../db/package-reviews';
import { BusyButton } from '../../busy-button';
import { Moment } from '../../moment';
import { useAction } from '../../use-action';
import { answerReviewAction } from './actions';
import { isAnswered, type ReviewQuestion } from './review-questions';
import { publishWords as words } from './words';

interface ReviewOf {
  readonly packageId: string;
  readonly version: string;
}

export function ReviewList(
  props: ReviewOf & { questions: readonly ReviewQuestion[]; answers: readonly ReviewAnswer[] },
) {
  const { questions, answers, ...of } = props;
  return (
    <section aria-labelledby="review">
      <h2 id="review" className="text-lg font-semibold">
        {words.review}
      </h2>
      <p className="mt-1 mb-3 text-sm text-text-muted">{words.reviewHint}</p>
      <ol className="panel divide-y divide-border">
        {questions.map((question) => (
          <li key={question.name} className="px-3 py-3">
            <Question
              {...of}
              question={question}
              answer={answers.find((each) => each.question === question.name)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Question(props: ReviewOf & { question: ReviewQuestion; answer: ReviewAnswer | undefined }) {
  const { packageId, version, question, answer } = props;
  const name = useId();
  const router = useRouter();
  const { run, isWorking, problem } = useAction(answerReviewAction);
  const [isSo, setSo] = useState<boolean | null>(answer?.isSo ?? null);
  const [note, setNote] = useState(answer?.note ?? '');
  const [isNoteMissing, setNoteMissing] = useState(false);
  const keep = async (so: boolean, text: string) => {
    const given = { question: question.name, isSo: so, note: text };
    if (!isAnswered(question, [given])) return setNoteMissing(true);
    if ((await run({ packageId, version, ...given })) !== null) router.refresh();
  };
  const choose = (so: boolean) => {
    setSo(so);
    setNoteMissing(false);
    // A plain yes needs no words.
    if (so && question.note === undefined) void keep(true, '');
  };
  const needsNote = isSo === false || (isSo === true && question.note !== undefined);
  const isKept = answer !== undefined && answer.isSo === isSo && (!needsNote || answer.note === note.trim());
  return (
    <form
      className="space-y-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isSo !== null) void keep(isSo, note);
      }}
    >
      <fieldset>
        <legend className="mb-1">{question.text}</legend>
        <div className="flex flex-wrap gap-x-6">
          {([true, false] as const).map((so) => (
            <label key={String(so)} className="flex min-h-8 cursor-pointer items-center gap-2">
              <input
                type="radio"
                name={name}
                className="size-4 accent-(--accent)"
                checked={isSo === so}
                onChange={() => choose(so)}
              />
              {so ? words.yes : words.no}
            </label>
          ))}
        </div>
      </fieldset>
      {needsNote && (
        <div className="flex flex-wrap items-end gap-2">
          <label className="min-w-0 flex-1 basis-60 text-sm">
            <span className="mb-1 block text-text-muted">{isSo ? question.note : words.why}</span>
            <input
              className="field"
              value={note}
              maxLength={500}
              aria-invalid={isNoteMissing ? true : undefined}
              onChange={(event) => {
                setNote(event.target.value);
                setNoteMissing(false);
              }}
            />
          </label>
          <BusyButton type="submit" className="button" isBusy={isWorking}>
            {words.answer}
          </BusyButton>
        </div>
      )}
      <p role="status" className="text-sm">
        {isNoteMissing && <span className="text-bad">{words.needsNote}</span>}
        {isKept && !isNoteMissing && (
          <span className="text-text-muted">
            <span aria-hidden="true" className="text-good">
              ✓{' '}
            </span>
            {words.answeredBy(answer.by)}, <Moment at={answer.answeredAt} />
          </span>
        )}
      </p>
      {problem !== '' && (
        <p className="notice notice-bad" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
