/** Deleting a course: what goes, what stays, and its title, typed. */
import type { Metadata } from 'next';
import { courseMembers } from '../../../../db/courses';
import * as words from '../../../dictionary';
import { PointList } from '../../../point-list';
import { CourseFrame } from '../../course-frame';
import { DeleteCourseFields } from './delete-course-fields';

export const metadata: Metadata = { title: words.courseDeletion.title };

export default async function DeleteCoursePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <CourseFrame
      slug={slug}
      part="settings"
      right="delete a course"
      load={({ course }) => courseMembers(course.id, { find: '', limit: 1, offset: 0 })}
    >
      {({ found }, { course: { title } }) => (
        <div className="max-w-lg">
          <h2 className="mt-8 text-lg font-semibold">{words.courseDeletion.title}</h2>
          <PointList title={words.courseDeletion.goesTitle} points={words.courseDeletion.goes(found)} />
          <PointList title={words.courseDeletion.staysTitle} points={words.courseDeletion.stays} />
          <p className="mb-6 mt-6">{words.courseDeletion.after}</p>
          <DeleteCourseFields slug={slug} title={title} />
        </div>
      )}
    </CourseFrame>
  );
}
