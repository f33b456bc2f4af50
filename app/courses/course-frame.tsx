/** Every page of a course: whoever has no right to it gets none; above it stand the course's title and the way to its parts. */
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import * as words from '../dictionary';
import { may, type Right } from '../rights';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer, type User } from '../viewer';
import { courseWith, type OpenCourse } from './course-access';

const PARTS = [
  { part: 'scores', path: '', right: 'see its students' },
  { part: 'submissions', path: '/submissions', right: 'see its students' },
  { part: 'people', path: '/people', right: 'see its students' },
  { part: 'settings', path: '/settings', right: 'run a course' },
] as const satisfies readonly { part: string; path: string; right: Right }[];

type CoursePart = (typeof PARTS)[number]['part'];

export async function CourseFrame<Loaded>(props: {
  slug: string;
  part: CoursePart;
  right: Right;
  load: (open: OpenCourse, user: User) => Promise<Loaded>;
  children: (loaded: Loaded, open: OpenCourse) => ReactNode;
}) {
  const { slug, part, right, load, children } = props;
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.course.title} text={words.course.signIn} next={`/courses/${slug}`} />;
  const found = await fromDatabase(async () => {
    const open = await courseWith(slug, viewer.user, right);
    return open === null ? null : { open, loaded: await load(open, viewer.user) };
  });
  if (!found.available) return <DatabaseDown />;
  if (found.value === null) notFound();
  const { open, loaded } = found.value;
  return (
    <Frame open={open} part={part}>
      {children(loaded, open)}
    </Frame>
  );
}

function Frame(props: { open: OpenCourse; part: CoursePart; children: ReactNode }) {
  const { course, standing } = props.open;
  const parts = PARTS.filter(({ right }) => may(standing, right));
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{course.title}</h1>
      {course.term !== '' && <p className="text-text-muted wrap-anywhere">{course.term}</p>}
      {parts.length > 0 && (
        <nav
          className="mt-4 flex flex-wrap gap-x-1 border-b border-border text-sm"
          aria-label={words.course.partsLabel}
        >
          {parts.map(({ part, path }) => (
            <Link
              key={part}
              href={`/courses/${course.slug}${path}`}
              prefetch={false}
              aria-current={part === props.part ? 'page' : undefined}
              className="-mb-px border-b-2 border-transparent px-2 py-2 text-text-muted sm:px-3 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              {words.course.parts[part]}
            </Link>
          ))}
        </nav>
      )}
      {props.children}
    </div>
  );
}
