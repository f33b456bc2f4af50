/** What an instructor sets of a course: who may join, title and term. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { spacedJoinCode } from '../../../../db/join-code';
import * as words from '../../../dictionary';
import { addressWith } from '../../../page-links';
import { may } from '../../../rights';
import { CourseFields } from '../../course-fields';
import { CourseFrame } from '../../course-frame';
import { JoiningFields } from '../../joining-fields';

export const metadata: Metadata = { title: words.course.settings };

/** As the instructor's own browser reached the site: he sees the link, and nobody else is sent it. */
async function ownOrigin(): Promise<string> {
  return process.env.RUNQUEUE_ORIGIN ?? `http://${(await headers()).get('host') ?? ''}`;
}

export default async function CourseSettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const origin = await ownOrigin();
  return (
    <CourseFrame slug={slug} part="settings" right="run a course" load={async () => null}>
      {(_loaded, { course: { title, term, joinCode }, standing }) => {
        const code = joinCode === null ? null : spacedJoinCode(joinCode);
        return (
          <div className="max-w-lg">
            <h2 className="mb-2 mt-8 text-lg font-semibold">{words.course.joining}</h2>
            <JoiningFields
              slug={slug}
              joining={
                code === null
                  ? null
                  : { code, link: origin.replace(/\/$/, '') + addressWith('/join', { code }) }
              }
            />
            <h2 className="mb-2 mt-10 text-lg font-semibold">{words.course.titleAndTerm}</h2>
            <CourseFields course={{ slug, title, term }} />
            {may(standing, 'delete a course') && (
              <>
                <h2 className="mb-1 mt-10 text-lg font-semibold">{words.courseDeletion.title}</h2>
                <p className="text-text-muted">{words.courseDeletion.lead}</p>
                <p className="mt-2">
                  <Link className="link" href={`/courses/${slug}/delete`}>
                    {words.courseDeletion.link}
                  </Link>
                </p>
              </>
            )}
          </div>
        );
      }}
    </CourseFrame>
  );
}
