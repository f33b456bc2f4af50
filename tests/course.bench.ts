/**
 * What staff of a large course waits for: pages of scores, submissions and people, and the scores as a file, of 1,100
 * students on a site with a million submissions. The product as `npm start` starts it, asked as a browser asks.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';

import { exerciseIds, questionIds } from '../grader/library/exercise-library';
import { type Benchmark, median } from '../scripts/benchmark';
import { DEMO_PASSWORD } from '../scripts/demo-course';
import { freePort, startEmbeddedPostgres } from '../scripts/embedded-postgres';
import { startProduct } from './started-product';

const STUDENTS = 1_100;
const SUBMISSIONS = 1_000_000;
/** Of each student and question. */
const ATTEMPTS = 3;
const RUNS = 15;
const COURSE = '/courses/os-demo';

/** Fills the demo course; each student hands in to each exercise about as often. */
async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`set synchronous_commit = off`;
    await sql`
      insert into "user" (id, name, email, pseudonym)
      select 'student-' || n, 'Student ' || n, 'student-' || n || '@example.com', 'Pseudonym ' || n
      from generate_series(1, ${STUDENTS}::int) n`;
    await sql`
      insert into enrolment (course_id, user_id, role)
      select course.id, 'student-' || n, 'student' from course, generate_series(1, ${STUDENTS}::int) n
      where slug = 'os-demo'`;
    await sql`
      insert into submission (id, user_id, exercise, version, source, state, score, max_score)
      select 's' || n, 'student-' || 1 + n % ${STUDENTS}::int,
        (${exerciseIds()}::text[])[1 + (n / ${STUDENTS}::int) % ${exerciseIds().length}::int],
        'v', '// ' || n, 'graded', n / 7 % 101, 100
      from generate_series(1, ${SUBMISSIONS}::int) n`;
    await sql`
      insert into question_attempt (id, user_id, question, seed, answered_at, responses, points, max_points)
      select 'a' || s || ' ' || t || ' ' || question, 'student-' || s, question, 1, clock_timestamp(), '{}', (s + t) % 5, 4
      from generate_series(1, ${STUDENTS}::int) s, generate_series(1, ${ATTEMPTS}::int) t, unnest(${questionIds()}::text[]) question`;
    await sql`
      insert into best_score
      select user_id, 'exercise', exercise, max(score), 100, count(*) from submission group by user_id, exercise
      union all
      select user_id, 'question', question, max(points), 4, count(*) from question_attempt where answered_at is not null
      group by user_id, question`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

async function signedIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: 'instructor@example.com', password: DEMO_PASSWORD }),
  });
  if (!response.ok) throw new Error(`The instructor cannot sign in: ${response.status}.`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

const benchmark: Benchmark = async (report) => {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-bench-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as another user
  const product = await startProduct({
    dataFolder: folder,
    port: await freePort(),
    environment: { RUNQUEUE_WORKERS: '0' },
  });
  try {
    const { url } = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), watch: false });
    await fill(url);
    const cookie = await signedIn(product.address);
    let bytes = 0;
    const ask = (path: string) => async () => {
      const startedMs = performance.now();
      const response = await fetch(product.address + path, { headers: { cookie } });
      bytes = (await response.arrayBuffer()).byteLength;
      if (response.status !== 200) throw new Error(`${path} answers ${response.status}.`);
      return performance.now() - startedMs;
    };
    for (const [name, path, aim] of [
      ['scores by chapter', COURSE, 'under 200'],
      [
        'scores of a chapter, by points',
        `${COURSE}?chapter=processes&sort=total&order=descending&page=3`,
        'under 200',
      ],
      ['a student found', `${COURSE}?find=student-77`, 'under 200'],
      ['submissions', `${COURSE}/submissions`, 'under 200'],
      ['people', `${COURSE}/people`, 'under 200'],
      ['all scores as CSV', `${COURSE}/scores.csv`, 'under 300'],
    ] as const) {
      report.line(`course of 1,100 students: ${name}`, await median(RUNS, ask(path), 3), 'ms', {
        aim,
      });
      report.line(`its size: ${name}`, bytes / 1000, 'kB');
    }
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export default benchmark;
