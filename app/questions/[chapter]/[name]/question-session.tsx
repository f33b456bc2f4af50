'use client';
/** One variant after the other: opened, answered once, marked and explained. */
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { blankParts, type UnreadablePart } from '../../../../exercises/question-marking';
import type { ActionResult } from '../../../action';
import { stored } from '../../../browser-storage';
import { BusyButton } from '../../../busy-button';
import { words } from '../../../dictionary';
import { Prose } from '../../../markdown/prose';
import { GridTable, QuestionParts } from '../../../question-parts/question-parts';
import {
  type AnsweredVariant,
  answerVariantAction,
  type OpenVariant,
  openVariantAction,
} from '../../actions';
import { keepResponses, keptResponses, type Responses } from './kept-responses';

export function QuestionSession({ question }: { question: string }) {
  const router = useRouter();
  const [variant, setVariant] = useState<OpenVariant | null>(null);
  const [responses, setResponses] = useState<Responses>({});
  const [answered, setAnswered] = useState<AnsweredVariant | null>(null);
  const [working, setWorking] = useState(true);
  const [problem, setProblem] = useState('');
  const [unreadable, setUnreadable] = useState<readonly UnreadablePart[]>([]);
  /** How many empty parts the student was told of. */
  const [confirmed, setConfirmed] = useState(0);
  const outcome = useRef<HTMLDivElement>(null);

  const open = useCallback(
    async (fresh: boolean) => {
      setWorking(true);
      const opened = await reached(openVariantAction({ question, fresh }));
      setWorking(false);
      if (!opened.ok) return setProblem(opened.message);
      setProblem('');
      setUnreadable([]);
      setAnswered(null);
      setResponses(keptResponses(storage(), opened.value.attemptId));
      setConfirmed(0);
      setVariant(opened.value);
    },
    [question],
  );

  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void open(false);
  }, [open]);

  const answer = async (event: FormEvent) => {
    event.preventDefault();
    if (variant === null) return;
    const blank = blankParts(variant.parts, responses).length;
    if (blank === variant.parts.length) return setProblem(words.question.nothingEntered);
    if (blank > 0 && blank !== confirmed) {
      setConfirmed(blank);
      return setProblem(words.question.blanks(blank));
    }
    setWorking(true);
    const result = await reached(
      answerVariantAction({ attemptId: variant.attemptId, responses: { ...responses } as never }),
    );
    setWorking(false);
    if (!result.ok) return setProblem(result.message);
    const { value } = result;
    setUnreadable('unreadable' in value ? value.unreadable : []);
    setProblem('unreadable' in value ? words.question.unreadable : '');
    if ('unreadable' in value) return;
    setAnswered(value);
    keepResponses(storage(), variant.attemptId, {});
    outcome.current?.focus();
    router.refresh(); // the list of attempts below
  };

  if (variant === null)
    return problem === '' ? (
      <p role="status" className="text-sm text-text-muted">
        {words.question.starting}
      </p>
    ) : (
      <div role="alert">
        <p className="notice notice-bad">{problem}</p>
        <button type="button" className="button mt-3" onClick={() => void open(false)}>
          {words.broken.retry}
        </button>
      </div>
    );

  return (
    <form onSubmit={(event) => void answer(event)} onKeyDown={keepEnter}>
      <Prose html={variant.promptHtml} />
      {variant.given !== null && (
        <div className="mt-4">
          <GridTable grid={variant.given} />
        </div>
      )}
      <div className="mt-6">
        <QuestionParts
          parts={variant.parts}
          responses={responses}
          onChange={(id, response) => {
            const changed = { ...responses, [id]: response };
            setResponses(changed);
            keepResponses(storage(), variant.attemptId, changed);
            setUnreadable((before) => before.filter((each) => each.id !== id));
          }}
          problems={unreadable}
          marks={answered?.mark.parts}
          disabled={working || answered !== null}
        />
      </div>
      <div role="alert">{problem !== '' && <p className="notice notice-bad mt-4">{problem}</p>}</div>
      {answered === null ? (
        <BusyButton type="submit" className="button button-primary mt-6" isBusy={working}>
          {working
            ? words.question.checking
            : confirmed > 0
              ? words.question.checkAnyway
              : words.question.check}
        </BusyButton>
      ) : null}
      <div ref={outcome} tabIndex={-1} role="status" className="outline-none">
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
          <BusyButton
            type="button"
            className="button button-primary mt-6"
            isBusy={working}
            onClick={() => void open(true)}
          >
            {words.question.another}
          </BusyButton>
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

const storage = () => stored(() => window.localStorage) ?? undefined;

/** Enter in a field ends what is typed there; it hands nothing in, for a variant is answered once. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

async function reached<T>(action: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await action;
  } catch {
    return { ok: false, code: 'unavailable', message: words.action.network }; // it did not reach the site
  }
}
