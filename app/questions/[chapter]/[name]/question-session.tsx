'use client';
/**
 * One variant after the other, each opened, entered, marked and explained: of somebody with an account, where each is
 * answered once and counts, or of a visitor, of whom nothing leaves the browser but the answer to be marked.
 */
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { ActionResult } from '../../../action';
import { stored } from '../../../browser-storage';
import * as words from '../../../dictionary';
import { DraftConflict } from '../../../drafts/draft-conflict';
import { DraftIndicator } from '../../../drafts/draft-indicator';
import { useDraft } from '../../../drafts/use-draft';
import {
  answerTrialAction,
  answerVariantAction,
  type OpenVariant,
  openVariantAction,
  saveEnteredAction,
  type TrialVariant,
  tryVariantAction,
} from '../../actions';
import { entered, enteredText, MAXIMUM_ENTERED_BYTES, NOTHING_ENTERED, type Responses } from '../../entered';
import { EnteredDifference } from './entered-difference';
import { keepTrial, keptTrial } from './kept-trial';
import { reached, VariantForm } from './variant-form';

/** @param userId null: a visitor. */
export function QuestionSession({ question, userId }: { question: string; userId: string | null }) {
  if (userId === null)
    return (
      <Variants
        open={(before: TrialVariant | null) =>
          tryVariantAction({
            question,
            variant: before === null ? (readTrial(question)?.variant ?? null) : before.variant + 1,
          })
        }
        keyOf={({ variant }) => String(variant)}
      >
        {(variant, onAnother) => <Trial question={question} variant={variant} onAnother={onAnother} />}
      </Variants>
    );
  return (
    <Variants
      open={(before: OpenVariant | null) => openVariantAction({ question, fresh: before !== null })}
      keyOf={({ attemptId }) => attemptId}
    >
      {(variant, onAnother) => <Attempt userId={userId} variant={variant} onAnother={onAnother} />}
    </Variants>
  );
}

/** @param props.open the first variant (null), or the next after one that was answered. */
function Variants<Variant>(props: {
  open(before: Variant | null): Promise<ActionResult<Variant>>;
  keyOf(variant: Variant): string;
  children(variant: Variant, onAnother: () => void): ReactNode;
}) {
  const opening = useRef(props.open);
  opening.current = props.open;
  const [variant, setVariant] = useState<Variant | null>(null);
  const [isOpening, setOpening] = useState(true);
  const [problem, setProblem] = useState('');
  const place = useRef<HTMLDivElement>(null);

  const open = useCallback(async (before: Variant | null) => {
    // The button that asked for it goes away meanwhile.
    if (place.current?.contains(document.activeElement)) place.current.focus();
    setOpening(true);
    setProblem('');
    const opened = await reached(opening.current(before));
    setOpening(false);
    if (opened.ok) setVariant(opened.value);
    else setProblem(opened.message);
  }, []);

  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void open(null);
  }, [open]);

  return (
    <div ref={place} tabIndex={-1}>
      {problem !== '' ? (
        <div role="alert">
          <p className="notice notice-bad">{problem}</p>
          <button type="button" className="button mt-3" onClick={() => void open(variant)}>
            {words.broken.retry}
          </button>
        </div>
      ) : variant === null || isOpening ? (
        <p role="status" className="text-sm text-text-muted">
          {words.question.starting}
        </p>
      ) : (
        <div key={props.keyOf(variant)}>{props.children(variant, () => void open(variant))}</div>
      )}
    </div>
  );
}

function Attempt(props: { userId: string; variant: OpenVariant; onAnother(): void }) {
  const { userId, variant } = props;
  const { attemptId, version } = variant;
  const router = useRouter();
  const draft = useDraft({
    item: attemptId,
    starter: NOTHING_ENTERED,
    owner: { kind: 'user', id: userId },
    server: variant.draft,
    maximumBytes: MAXIMUM_ENTERED_BYTES,
    save: (source, baseRevision) => saveEnteredAction({ attemptId, source, baseRevision }),
  });
  if (draft.state === null) return null;
  const { source, other, status } = draft.state;
  return (
    <VariantForm
      variant={variant}
      responses={entered(source)}
      onChange={(responses) => draft.change(enteredText(responses))}
      obstacle={other === null ? '' : words.question.decideFirst}
      answer={(responses) => answerVariantAction({ attemptId, version, responses: sent(responses) })}
      onAnswered={() => {
        draft.forget();
        router.refresh(); // the list of attempts below
      }}
      onAnother={props.onAnother}
    >
      {other !== null && (
        <DraftConflict
          title={words.question.conflictTitle}
          comparison={
            <EnteredDifference parts={variant.parts} mine={entered(source)} other={entered(other.source)} />
          }
          onKeepMine={draft.keepMine}
          onTakeOther={draft.takeOther}
        />
      )}
      <div className="mt-4">
        <DraftIndicator status={status} />
      </div>
    </VariantForm>
  );
}

function Trial(props: { question: string; variant: TrialVariant; onAnother(): void }) {
  const { question, variant } = props;
  const { variant: number } = variant;
  const [responses, setResponses] = useState<Responses>(() => {
    const kept = readTrial(question);
    return kept?.variant === number ? kept.responses : {};
  });
  const keep = useCallback(
    (entry: Responses) =>
      stored(() => keepTrial(window.localStorage, question, { variant: number, responses: entry })),
    [question, number],
  );
  useEffect(() => void keep(responses), [keep, responses]);
  return (
    <VariantForm
      variant={variant}
      responses={responses}
      onChange={setResponses}
      answer={(entry) => answerTrialAction({ question, variant: number, responses: sent(entry) })}
      onAnother={props.onAnother}
    />
  );
}

const readTrial = (question: string) => stored(() => keptTrial(window.localStorage, question));

/** What the action's schema takes: arrays that may be written to. */
function sent(responses: Responses): Parameters<typeof answerTrialAction>[0]['responses'] {
  return structuredClone(responses) as never;
}
