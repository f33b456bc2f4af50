/** The courses of which the viewer is staff. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { coursesOf } from '../../db/courses';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import { words } from '../dictionary';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';

export const metadata: Metadata = { title: words.course.title };

export default async function CoursesPage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.course.title} text={words.course.staffOnly} next="/courses" />;
  const courses = await fromDatabase(() => coursesOf(viewer.user.id));
  if (!courses.available) return <DatabaseDown />;
  const own = courses.value.filter(({ role }) => role !== 'student');
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.course.title}</h1>
      {own.length === 0 ? (
        <p className="notice mt-6">{words.course.none}</p>
      ) : (
        <ul className="panel mt-6 divide-y divide-border">
          {own.map(({ id, slug, title, role }) => (
            <li key={id} className="flex justify-between gap-4 px-4 py-3">
              <Link className="link" href={`/courses/${slug}`}>
                {title}
              </Link>
              <span className="text-sm text-text-muted">{words.course.role[role]}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
