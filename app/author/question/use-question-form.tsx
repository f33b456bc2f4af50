'use client';
/** The switch between the form and the text of question.json, and the form while it is shown. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { QuestionForm } from './question-form';
import { openQuestion, questionText } from './question-text';
import { questionWords as words } from './words';

type View = 'form' | 'text';
const VIEWS: readonly View[] = ['form', 'text'];

export function useQuestionForm(given: {
  /** Undefined: another file is shown. */
  text: string | undefined;
  /** Whether it is what one meets first. */
  isFirst: boolean;
  mayWrite: boolean;
  paths: readonly string[];
  onText(text: string): void;
}): { readonly choice: ReactNode; readonly notice: ReactNode; readonly shown: ReactNode } {
  const { text, onText } = given;
  const [view, setView] = useState<View>(given.isFirst ? 'form' : 'text');
  /** The form was asked for, and could not show it. */
  const [isStuck, setStuck] = useState(false);
  const opened = useMemo(() => (text === undefined ? undefined : openQuestion(text)), [text]);
  const isRefused = opened !== undefined && 'problem' in opened;

  useEffect(() => {
    if (!isRefused || view === 'text') return;
    setView('text');
    setStuck(true);
  }, [isRefused, view]);

  if (opened === undefined) return { choice: null, notice: null, shown: null };
  const current: View = isRefused ? 'text' : view;
  const choose = (next: View) => {
    setView(next);
    setStuck(next === 'form' && isRefused);
  };
  return {
    choice: (
      <fieldset className="flex shrink-0">
        <legend className="sr-only">{words.view}</legend>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            className={`button ${each === current ? 'button-primary' : 'button-quiet'}`}
            aria-pressed={each === current}
            onClick={() => choose(each)}
          >
            {words[each]}
          </button>
        ))}
      </fieldset>
    ),
    notice: (
      <div role="alert">
        {isStuck && 'problem' in opened && (
          <p className="notice notice-warning m-2 wrap-anywhere">
            {words.noForm} {opened.problem}
          </p>
        )}
      </div>
    ),
    shown:
      'problem' in opened || current === 'text' ? null : (
        <div className="relative min-h-0 flex-1 overflow-y-auto">
          <QuestionForm
            written={opened.written}
            unfinished={opened.unfinished}
            mayWrite={given.mayWrite}
            paths={given.paths}
            onChange={(written) => onText(questionText(written))}
          />
        </div>
      ),
  };
}
