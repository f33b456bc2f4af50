/**
 * What every part of a question has around its fields: a group with its label, and the mark, which is
 * announced when it arrives and is told by sign and word as well as by colour.
 */
import type { ReactNode } from 'react';
import type { PartMark } from '../../exercises/question-definition';
import { Prose } from '../markdown/prose';
import { questionWords as words } from './question-words';

export function PartFrame(props: {
  label: string;
  points: number;
  mark: PartMark | undefined;
  /** What the author says of the answer; empty where that is nothing. */
  feedbackHtml: string;
  /** Why the response cannot be read; empty when it can. */
  problem: string;
  /** Id that the fields name in aria-describedby. */
  markId: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="m-0 min-w-0 border-0 border-t border-border p-0 pt-4">
      <legend className="float-left mb-2 w-full p-0 font-medium text-text">
        {props.label}{' '}
        <span className="whitespace-nowrap text-sm font-normal text-text-muted">
          ({words.points(props.points)})
        </span>
      </legend>
      <div className="clear-both">{props.children}</div>
      <div id={props.markId} aria-live="polite" className="mt-2 text-sm">
        {props.problem !== '' && <p className="m-0 text-bad">{props.problem}</p>}
        {props.mark && <Mark mark={props.mark} />}
        {props.feedbackHtml !== '' && <Prose html={props.feedbackHtml} className="mt-1 pl-4" />}
      </div>
    </fieldset>
  );
}

export type MarkState = 'right' | 'partlyRight' | 'wrong';

export function markState(mark: PartMark): MarkState {
  if (mark.points >= mark.maxPoints) return 'right';
  return mark.points > 0 ? 'partlyRight' : 'wrong';
}

const SIGNS: Readonly<Record<MarkState, { readonly sign: string; readonly color: string }>> = {
  right: { sign: '✓', color: 'var(--good)' },
  partlyRight: { sign: '◐', color: 'var(--warning)' },
  wrong: { sign: '✗', color: 'var(--bad)' },
};

function Mark({ mark }: { mark: PartMark }) {
  const state = markState(mark);
  return (
    <p className="m-0 border-l-4 py-1 pl-3 text-text" style={{ borderColor: SIGNS[state].color }}>
      <span className="font-medium">
        <span aria-hidden="true">{SIGNS[state].sign} </span>
        {words[state]}
      </span>
      <span className="tabular-nums">, {words.marked(mark.points, mark.maxPoints)}. </span>
      {mark.message}
    </p>
  );
}

/** The sign of one marked cell; nothing before marking. */
export function CellSign({ right }: { right: boolean | undefined }) {
  if (right === undefined) return null;
  const state: MarkState = right ? 'right' : 'wrong';
  return (
    <span className="pointer-events-none absolute right-0.5 top-0 text-[0.625rem] leading-none text-text">
      <span aria-hidden="true">{SIGNS[state].sign}</span>
      <span className="sr-only">{words[state]}</span>
    </span>
  );
}

export function cellBorder(right: boolean | undefined): string {
  if (right === undefined) return 'var(--text-text-muted)';
  return right ? SIGNS.right.color : SIGNS.wrong.color;
}
