/** A course: for its staff, who has which scores; for a student, his own. */
import type { Metadata } from 'next';
import { itemsBeside, type ScoreColumn, studentScores } from '../../../db/course-scores';
import { instructorsOf } from '../../../db/courses';
import { progressOf } from '../../../db/progress';
import { chapters } from '../../catalogue';
import * as words from '../../dictionary';
import { chosen, pageNumber, type Query } from '../../page-links';
import { may } from '../../rights';
import { CourseFrame } from '../course-frame';
import { LeaveButton } from '../leave-button';
import { OwnScores } from '../own-scores';
import { catalogueItemsOf, chapterNames, scoreColumns } from '../score-columns';
import { SCORES_A_PAGE, ScoreTable } from '../score-table';

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
      load={async ({ course, standing }, user) =>
        may(standing, 'see its students')
          ? { isStaff: true as const, ...(await staffScores(course.id, query)) }
          : {
              isStaff: false as const,
              scores: await progressOf(user.id),
              instructors: await instructorsOf(course.id),
            }
      }
    >
      {(loaded, { course, standing }) => (
        <>
          {loaded.isStaff ? (
            <ScoreTable path={`/courses/${slug}`} {...loaded} />
          ) : (
            <OwnScores scores={loaded.scores} instructors={loaded.instructors} />
          )}
          {standing.role !== null && <LeaveButton slug={slug} title={course.title} role={standing.role} />}
        </>
      )}
    </CourseFrame>
  );
}

/** What the address asks for; a chapter or a column that does not exist is none. */
async function staffScores(courseId: string, query: Query) {
  const all = chapters();
  const beside = await itemsBeside(courseId, catalogueItemsOf(all));
  const names = chapterNames(all, beside);
  const chapter = names.find((name) => name === chosen(query.chapter));
  const columns = scoreColumns({ chapters: all, beside, chapter, chapterTitle: words.chapterTitle });
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
  const { rows, found } = await studentScores(courseId, {
    find,
    sort: sortable.get(sort) ?? 'name',
    isDescending,
    limit: SCORES_A_PAGE,
    offset: (page - 1) * SCORES_A_PAGE,
  });
  const chapterTitles = names.map((name) => ({ name, title: words.chapterTitle(name) }));
  return {
    rows,
    found,
    columns,
    chapters: chapterTitles,
    asked: { find, chapter, sort, isDescending, page },
  };
}
