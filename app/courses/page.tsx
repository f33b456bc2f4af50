/** One's courses, the way into another one, and, for those who may, to make one. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { type Course, coursesOf, newestCourses } from '../../db/courses';
import type { Role } from '../../db/schema';
import { siteRoleOf } from '../../db/site-roles';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import * as words from '../dictionary';
import { JoinForm } from '../join/join-form';
import { may } from '../rights';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';

export const metadata: Metadata = { title: words.course.title };

const MOST_SHOWN = 100;

export default async function CoursesPage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.course.title} text={words.course.signIn} next="/courses" />;
  const found = await fromDatabase(async () => {
    const [own, siteRole] = await Promise.all([coursesOf(viewer.user.id), siteRoleOf(viewer.user.id)]);
    const isAdministrator = may({ role: null, siteRole }, 'name instructors');
    return { own, siteRole, isAdministrator, all: isAdministrator ? await newestCourses(MOST_SHOWN) : [] };
  });
  if (!found.available) return <DatabaseDown />;
  const { own, siteRole, isAdministrator, all } = found.value;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold tracking-tight">{words.course.title}</h1>
        <div className="flex flex-wrap gap-2">
          {isAdministrator && (
            <Link className="button" href="/administration">
              {words.administration.title}
            </Link>
          )}
          {may({ role: null, siteRole }, 'make courses') && (
            <Link className="button button-primary" href="/courses/new">
              {words.course.make}
            </Link>
          )}
        </div>
      </div>
      {own.length === 0 ? <p className="notice mt-6">{words.course.none}</p> : <CourseList courses={own} />}
      <h2 className="mb-3 mt-8 text-lg font-semibold">{words.join.title}</h2>
      <JoinForm />
      {all.length > 0 && (
        <>
          <h2 className="mt-8 text-lg font-semibold">{words.course.all}</h2>
          <CourseList courses={all} />
        </>
      )}
    </div>
  );
}

function CourseList({ courses }: { courses: readonly (Course & { readonly role?: Role })[] }) {
  return (
    <ul className="panel mt-3 divide-y divide-border">
      {courses.map(({ id, slug, title, term, role }) => (
        <li key={id} className="flex justify-between gap-4 px-4 py-3">
          <span className="min-w-0 wrap-anywhere">
            <Link className="link" href={`/courses/${slug}`} prefetch={false}>
              {title}
            </Link>
            {term !== '' && <span className="block text-sm text-text-muted">{term}</span>}
          </span>
          {role !== undefined && <span className="text-sm text-text-muted">{words.course.role[role]}</span>}
        </li>
      ))}
    </ul>
  );
}
