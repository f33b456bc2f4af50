/** Makes a course; whoever may not finds nothing here. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { siteRoleOf } from '../../../db/site-roles';
import { fromDatabase } from '../../database-call';
import { DatabaseDown } from '../../database-down';
import * as words from '../../dictionary';
import { may } from '../../rights';
import { SignInNeeded } from '../../sign-in-needed';
import { currentViewer } from '../../viewer';
import { CourseFields } from '../course-fields';

export const metadata: Metadata = { title: words.course.make };

export default async function NewCoursePage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.course.make} text={words.course.signIn} next="/courses/new" />;
  const siteRole = await fromDatabase(() => siteRoleOf(viewer.user.id));
  if (!siteRole.available) return <DatabaseDown />;
  if (!may({ role: null, siteRole: siteRole.value }, 'make courses')) notFound();
  return (
    <div className="mx-auto w-full max-w-lg px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.course.make}</h1>
      <p className="mb-6 mt-2 text-text-muted">{words.course.makeLead}</p>
      <CourseFields />
    </div>
  );
}
