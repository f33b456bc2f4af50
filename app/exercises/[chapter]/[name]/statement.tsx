/** The left pane: what to build, what it is graded by, and hints. Made on the server: no script of it is sent. */
import Link from 'next/link';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import * as words from '../../../dictionary';
import { Prose } from '../../../markdown/prose';
import { NeighbourLinks, type Place, UpLink } from '../../../neighbour-links';
import { Hints } from './hints';

export function Statement(props: {
  exercise: CatalogueExercise;
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
              {words.statement.history}
            </Link>
            <Link className="link" href={`/exercises/${exercise.id}/leaderboard`}>
              {words.statement.leaderboard}
            </Link>
          </>
        )}
      </p>
      <Prose html={html} />
      <h2 className="mt-8 mb-2 text-lg font-semibold">{words.statement.gradedBy}</h2>
      <ul className="divide-y divide-border border-y border-border text-sm">
        {exercise.rules.map((rule) => (
          <li key={rule.id} className="grid grid-cols-[3.5rem_1fr_auto] gap-x-3 py-1.5">
            <code className="font-mono text-text-muted">{rule.id}</code>
            <span>{rule.title}</span>
            <span className="text-text-muted">{words.statement.pointsOf(rule.points)}</span>
          </li>
        ))}
        {exercise.budgets.map((budget) => (
          <li key={budget.id} className="grid grid-cols-[3.5rem_1fr_auto] gap-x-3 py-1.5">
            <span className="text-text-muted">{words.verdict.budget}</span>
            <span>
              {budget.title}: {words.statement.budgetRule(budget)}
            </span>
            <span className="text-text-muted">{words.statement.pointsOf(budget.points)}</span>
          </li>
        ))}
      </ul>
      {hints.length > 0 && <Hints hints={hints} />}
      <NeighbourLinks {...beside} />
    </div>
  );
}
