/** The whole score table of a course for a spreadsheet, questions included. Staff only. */
import { studentScores } from '../../../../db/course-scores';
import { type Course, MAXIMUM_MEMBERS } from '../../../../db/courses';
import { DatabaseUnavailable, withDatabase } from '../../../database-call';
import * as words from '../../../dictionary';
import { currentViewer } from '../../../viewer';
import { courseWith } from '../../course-access';
import { courseChapters } from '../../course-chapters';
import { toCsv } from '../../csv';
import { itemColumns } from '../../score-columns';

export const dynamic = 'force-dynamic';

const EVERYBODY = { find: '', sort: 'name', isDescending: false, limit: MAXIMUM_MEMBERS, offset: 0 } as const;

async function scoresAsCsv(course: Course): Promise<string> {
  const [chapters, { rows }] = await Promise.all([
    courseChapters(course.id),
    studentScores(course.id, EVERYBODY),
  ]);
  const columns = itemColumns(chapters);
  return toCsv([
    [words.account.name, words.account.email, ...columns.map(({ id }) => id), words.course.total],
    ...rows.map(({ name, email, isDeleted, points, total }) => [
      name,
      isDeleted ? null : email,
      ...columns.map(({ pointsIn }) => pointsIn(points)),
      total,
    ]),
  ]);
}

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params;
  const viewer = await currentViewer();
  if (viewer.kind === 'visitor') return new Response(words.action.signedOut, { status: 401 });
  if (viewer.kind === 'unknown') return new Response(words.databaseDown.short, { status: 503 });
  try {
    const csv = await withDatabase(async () => {
      const found = await courseWith(slug, viewer.user, 'see its students');
      return found === null ? null : await scoresAsCsv(found.course);
    });
    if (csv === null) return new Response(words.notFound.title, { status: 404 });
    return new Response(csv, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${slug.replace(/[^a-z0-9-]/gi, '')}-scores.csv"`,
        'Cache-Control': 'no-store',
      },
    });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return new Response(words.databaseDown.short, { status: 503 });
  }
}
