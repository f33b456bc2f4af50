/** Who has which score: the students of a course by the exercises of the catalogue. */
import { type CourseStudent, courseScores, courseStudents } from '../../db/courses';

export interface ScoreRow {
  readonly student: CourseStudent;
  /** By exercise; null where nothing is graded. */
  readonly scores: readonly (number | null)[];
  readonly total: number;
}

export interface ScoreTable {
  readonly exercises: readonly string[];
  readonly rows: readonly ScoreRow[];
}

/** @param catalogued exercises that get a column in any case; others get one when somebody has a score there. */
export async function scoreTable(courseId: string, catalogued: readonly string[]): Promise<ScoreTable> {
  const [students, scores] = await Promise.all([courseStudents(courseId), courseScores(courseId)]);
  const others = scores.map(({ exercise }) => exercise).filter((exercise) => !catalogued.includes(exercise));
  const exercises = [...catalogued, ...[...new Set(others)].sort()];
  const best = new Map(scores.map((score) => [`${score.userId} ${score.exercise}`, score.bestScore]));
  const rows = students.map((student) => {
    const own = exercises.map((exercise) => best.get(`${student.userId} ${exercise}`) ?? null);
    return { student, scores: own, total: own.reduce<number>((sum, score) => sum + (score ?? 0), 0) };
  });
  return { exercises, rows };
}
