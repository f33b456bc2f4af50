'use client';
/** After full marks: how good it is beside the reference and the best of the course, and what comes next. */
import Link from 'next/link';
import { useEffect, useState } from 'react';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import type { Verdict } from '../../../../grader/verdict';
import * as words from '../../../dictionary';
import type { Place } from '../../../neighbour-links';
import { type CourseStanding, standingAction } from '../../actions';

export function FullMarks(props: {
  verdict: Verdict;
  submissionId: string;
  metric: CatalogueExercise['metric'];
  leaderboardHref: string;
  next?: Place;
}) {
  const { verdict, submissionId, metric, next } = props;
  const [standings, setStandings] = useState<readonly CourseStanding[]>([]);
  useEffect(() => {
    let left = false;
    standingAction({ submissionId })
      .then((result) => {
        if (!left && result.ok) setStandings(result.value);
      })
      // The site cannot be reached: the rank is on the leaderboard later.
      .catch(() => {});
    return () => {
      left = true;
    };
  }, [submissionId]);

  const { metric: own, referenceMetric } = verdict;
  return (
    <section className="notice notice-good space-y-1" aria-label={words.fullMarks.title}>
      {own !== undefined && (
        <p>
          {words.fullMarks.own(metric.title, own, metric.unit)}
          {referenceMetric !== undefined && referenceMetric > 0 && (
            <> {words.fullMarks.beside(own / referenceMetric)}</>
          )}
        </p>
      )}
      {standings.map(({ course, rank, best }) => (
        <p key={course}>
          {words.fullMarks.rank(rank, course)}
          {own !== undefined && best > 0 && rank > 1 && <> {words.fullMarks.toBest(own / best)}</>}{' '}
          <Link className="link" href={props.leaderboardHref}>
            {words.statement.leaderboard}
          </Link>
        </p>
      ))}
      {next !== undefined && (
        <p>
          {words.catalogue.next}:{' '}
          <Link className="link font-medium" href={next.href} prefetch={false}>
            {next.title}
          </Link>
        </p>
      )}
    </section>
  );
}
