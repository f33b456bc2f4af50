/** A course: for its staff, who has which scores; for a student, his own. */
import type { Metadata } from 'next';
import { type ScoreColumn, studentScores } from '../../../db/course-scores';
import { type Course, instructorsOf } from '../../../db/courses';
import { progressOf } from '../../../db/progress';
import * as words from '../../dictionary';
import { progressIn } from '../../own-progress';
import { itemsOfCourse } from '../../packages/given-items';
import { chosen, pageNumber, type Query } from '../../page-links';
import { may } from '../../rights';
import { courseChapters } from '../course-chapters';
import { CourseFrame } from '../course-frame';
import { CourseItems } from '../course-items';
import { LeaveButton } from '../leave-button';
import { Instructors, OwnScores } from '../own-scores';
import { scoreColumns } from '../score-columns';
import { SCORES_A_PAGE, ScoreTable } from '../score-table';
import { scoredItems } from '../scored-items';

export const metadata: Metadata = { title: words.course.title };

interface Address {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Query>;
}

export default async function CoursePage({ params, searchParams }: Address) {
  const { slug } = await params;
  const query = await searchParams;
  return (
    <CourseFrame
      slug={slug}
      part="scores"
      right="see a course"
      load={async ({ course, standing }, user) => {
        const [items, scores] = await Promise.all([itemsOfCourse(course.id), progressOf(user.id)]);
        const own = { items, progress: progressIn(scores) };
        return may(standing, 'see its students')
          ? { isStaff: true as const, ...own, table: await staffScores(course, query) }
          : {
              ...{ isStaff: false as const, ...own, instructors: await instructorsOf(course.id) },
              scored: await scoredItems(user.id, scores),
            };
      }}
    >
      {(loaded, { course, standing }) => (
        <>
          {!loaded.isStaff && <Instructors names={loaded.instructors} />}
          <CourseItems items={loaded.items} progress={loaded.progress} />
          {loaded.isStaff ? (
            <ScoreTable path={`/courses/${slug}`} {...loaded.table} />
          ) : (
            <OwnScores scored={loaded.scored} />
          )}
          {standing.role !== null && <LeaveButton slug={slug} title={course.title} role={standing.role} />}
        </>
      )}
    </CourseFrame>
  );
}

/** What the address asks for; a chapter or a column that does not exist is none. */
async function staffScores(course: Course, query: Query) {
  const chapters = await courseChapters(course.id);
  const chapter = chapters.find(({ name }) => name === chosen(query.chapter))?.name;
  const columns = scoreColumns(chapters, chapter);
  const sortable = new Map<string, ScoreColumn>([
    ['name', 'name'],
    ['total', 'total'],
    ...columns.map(({ key, sort }) => [key, sort] as const),
  ]);
  const sortKey = chosen(query.sort) ?? 'name';
  const sort = sortable.has(sortKey) ? sortKey : 'name';
  const isDescending = query.order === 'descending';
  const find = chosen(query.find) ?? '';
  const page = pageNumber(query.page);
  const { rows, found } = await studentScores(course.id, {
    find,
    sort: sortable.get(sort) ?? 'name',
    isDescending,
    limit: SCORES_A_PAGE,
    offset: (page - 1) * SCORES_A_PAGE,
  });
  return {
    rows,
    found,
    columns,
    chapters,
    asked: { find, chapter, sort, isDescending, page },
  };
}
