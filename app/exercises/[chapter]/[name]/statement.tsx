'use client';
/** The left pane: what to build, what it is graded by, and hints that are opened one at a time. */
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import * as words from '../../../dictionary';
import { Prose } from '../../../markdown/prose';
import { NeighbourLinks, type Place, UpLink } from '../../../neighbour-links';

export type StatementExercise = Pick<
  CatalogueExercise,
  'id' | 'title' | 'rules' | 'budgets' | 'samples' | 'caseCount'
>;

export function Statement(props: {
  exercise: StatementExercise;
  html: string;
  hints: readonly string[];
  up: Place;
  beside: { readonly previous?: Place; readonly next?: Place };
  /** Nothing of it was handed in by anybody. */
  isPreview: boolean;
}) {
  const { exercise, html, hints, beside } = props;
  return (
    <div className="px-4 py-5 sm:px-6">
      <UpLink {...props.up} />
      <h1 className="mt-1 text-xl font-semibold tracking-tight">{exercise.title}</h1>
      <p className="mt-1 mb-5 flex flex-wrap gap-x-4 text-sm text-text-muted">
        <span>{words.catalogue.cases(exercise.caseCount)}</span>
        {!props.isPreview && (
          <>
            <Link className="link" href={`/exercises/${exercise.id}/submissions`}>
              {words.workbench.history}
            </Link>
            <Link className="link" href={`/exercises/${exercise.id}/leaderboard`}>
              {words.workbench.leaderboard}
            </Link>
          </>
        )}
      </p>
      <Prose html={html} />
      <h2 className="mt-8 mb-2 text-lg font-semibold">{words.workbench.gradedBy}</h2>
      <ul className="divide-y divide-border border-y border-border text-sm">
        {exercise.rules.map((rule) => (
          <li key={rule.id} className="grid grid-cols-[3.5rem_1fr_auto] gap-x-3 py-1.5">
            <code className="font-mono text-text-muted">{rule.id}</code>
            <span>{rule.title}</span>
            <span className="text-text-muted">{words.workbench.pointsOf(rule.points)}</span>
          </li>
        ))}
        {exercise.budgets.map((budget) => (
          <li key={budget.id} className="grid grid-cols-[3.5rem_1fr_auto] gap-x-3 py-1.5">
            <span className="text-text-muted">{words.verdict.budget}</span>
            <span>
              {budget.title}: {words.workbench.budgetRule(budget)}
            </span>
            <span className="text-text-muted">{words.workbench.pointsOf(budget.points)}</span>
          </li>
        ))}
      </ul>
      {hints.length > 0 && <Hints hints={hints} />}
      <NeighbourLinks {...beside} />
    </div>
  );
}

function Hints({ hints }: { hints: readonly string[] }) {
  const [opened, setOpened] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  // Where reading goes on; the button is gone behind the last one.
  useEffect(() => {
    if (opened > 0) list.current?.querySelector<HTMLElement>(':scope > :last-child')?.focus();
  }, [opened]);
  return (
    <section className="mt-8" aria-labelledby="hints">
      <h2 id="hints" className="mb-2 text-lg font-semibold">
        {words.workbench.hints}
      </h2>
      <ol ref={list} className="space-y-3">
        {hints.slice(0, opened).map((hint, index) => (
          <li key={hint} tabIndex={-1} className="notice">
            <p className="mb-1 text-xs text-text-muted">{words.workbench.hint(index + 1, hints.length)}</p>
            <Prose html={hint} />
          </li>
        ))}
      </ol>
      {opened < hints.length && (
        <button type="button" className="button mt-3" onClick={() => setOpened(opened + 1)}>
          {words.workbench.nextHint} ({words.workbench.hint(opened + 1, hints.length)})
        </button>
      )}
    </section>
  );
}
