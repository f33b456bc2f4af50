'use client';
/** One variant: what is asked, the fields, and after the answer its marks and the worked solution. */
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { blankParts, type UnreadablePart } from '../../../../exercises/question-marking';
import { SignInLink } from '../../../account-links';
import type { ActionResult } from '../../../action';
import { BusyButton } from '../../../busy-button';
import * as words from '../../../dictionary';
import { Prose } from '../../../markdown/prose';
import { Pictures } from '../../../question-parts/pictures';
import { GridTable, QuestionParts } from '../../../question-parts/question-parts';
import { useKeptFocus } from '../../../use-kept-focus';
import type { Responses } from '../../entered';
import type { AnsweredVariant, ShownVariant, UnreadableAnswer } from '../../shown-variant';

export function VariantForm(props: {
  variant: ShownVariant;
  responses: Responses;
  onChange(responses: Responses): void;
  /** Why it cannot be handed in as it is; empty when it can. */
  obstacle?: string;
  /** Stands above the button. */
  children?: ReactNode;
  answer(responses: Responses): Promise<ActionResult<AnsweredVariant | UnreadableAnswer>>;
  onAnswered?(): void;
  onAnother(): void;
}) {
  const { variant, responses } = props;
  const [answered, setAnswered] = useState<AnsweredVariant | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ message: string; isSignedOut?: boolean } | null>(null);
  const [unreadable, setUnreadable] = useState<readonly UnreadablePart[]>([]);
  /** How many empty parts the student was told of. */
  const [confirmed, setConfirmed] = useState(0);
  const outcome = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useKeptFocus(form);

  const answer = async (event: FormEvent) => {
    event.preventDefault();
    if (props.obstacle) return setProblem({ message: props.obstacle });
    const blank = blankParts(variant.parts, responses).length;
    if (blank === variant.parts.length) return setProblem({ message: words.question.nothingEntered });
    if (blank > 0 && blank !== confirmed) {
      setConfirmed(blank);
      return setProblem({ message: words.question.blanks(blank) });
    }
    setWorking(true);
    const result = await reached(props.answer(responses));
    setWorking(false);
    if (!result.ok) return setProblem({ ...result, isSignedOut: result.code === 'signed out' });
    const { value } = result;
    setUnreadable('unreadable' in value ? value.unreadable : []);
    setProblem('unreadable' in value ? { message: words.question.unreadable } : null);
    if ('unreadable' in value) return;
    setAnswered(value);
    props.onAnswered?.();
    outcome.current?.focus();
  };

  return (
    <form ref={form} tabIndex={-1} onSubmit={(event) => void answer(event)} onKeyDown={keepEnter}>
      <Prose html={variant.promptHtml} />
      {variant.given !== null && (
        <div className="mt-4">
          <GridTable grid={variant.given} />
        </div>
      )}
      <Pictures pictures={variant.pictures} />
      <div className="mt-6">
        <QuestionParts
          parts={variant.parts}
          responses={responses}
          onChange={(id, response) => {
            props.onChange({ ...responses, [id]: response });
            setUnreadable((before) => before.filter((each) => each.id !== id));
          }}
          problems={unreadable}
          marks={answered?.mark.parts}
          feedbackHtml={answered?.feedbackHtml}
          disabled={isWorking || answered !== null}
        />
      </div>
      {answered === null && props.children}
      <div role="alert">
        {problem !== null && (
          <p className="notice notice-bad mt-4">
            {problem.message}
            {problem.isSignedOut && <SignInLink />}
          </p>
        )}
      </div>
      {answered === null && (
        <BusyButton type="submit" className="button button-primary mt-6" isBusy={isWorking}>
          {isWorking
            ? words.question.checking
            : confirmed > 0
              ? words.question.checkAnyway
              : words.question.check}
        </BusyButton>
      )}
      <div ref={outcome} tabIndex={-1} role="status">
        {answered !== null && <Marks answered={answered} />}
      </div>
      {answered !== null && (
        <>
          <section className="mt-6 space-y-4" aria-labelledby="explanation">
            <h2 id="explanation" className="text-lg font-semibold">
              {words.question.explanation}
            </h2>
            <Prose html={answered.explanationHtml} />
            {answered.worked.map((grid) => (
              <GridTable key={grid.caption} grid={grid} />
            ))}
          </section>
          <button type="button" className="button button-primary mt-6" onClick={props.onAnother}>
            {words.question.another}
          </button>
        </>
      )}
    </form>
  );
}

function Marks({ answered: { mark } }: { answered: AnsweredVariant }) {
  const full = mark.points === mark.maxPoints;
  return (
    <p className={`notice mt-6 font-medium ${full ? 'notice-good' : 'notice-warning'}`}>
      {words.question.marks(mark.points, mark.maxPoints)}
    </p>
  );
}

/** Enter in a field ends what is typed there; it hands nothing in, for a variant is answered once. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

export async function reached<T>(action: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await action;
  } catch {
    return { ok: false, code: 'unavailable', message: words.unreachable }; // it did not reach the site
  }
}
