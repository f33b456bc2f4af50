/** The score table of a course for a spreadsheet. Staff only. */
import { catalogue } from '../../../catalogue';
import { DatabaseUnavailable, withDatabase } from '../../../database-call';
import { words } from '../../../dictionary';
import { currentViewer } from '../../../viewer';
import { courseAsStaff } from '../../course-access';
import { toCsv } from '../../csv';
import { scoreTable } from '../../score-table';

export const dynamic = 'force-dynamic';

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
      const course = await courseAsStaff(slug, viewer.user);
      if (course === null) return null;
      const table = await scoreTable(
        course.id,
        catalogue().exercises.map(({ id }) => id),
      );
      return toCsv([
        [words.account.name, words.account.email, ...table.exercises, words.course.total],
        ...table.rows.map(({ student, scores, total }) => [student.name, student.email, ...scores, total]),
      ]);
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
