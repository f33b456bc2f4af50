/**
 * A throwaway PostgreSQL for tests: real, migrated, on a free port, its data below the system's temporary folder.
 * Sets DATABASE_URL of the test's process. Not durable unless it is asked to be or is watched.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { closeDatabase, database } from '../db/client';
import { ensureCourse } from '../db/courses';
import { migrate } from '../db/migrate';
import { closeNotifications } from '../db/notifications';
import { enrolment, type Role, user } from '../db/schema';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../scripts/embedded-postgres';

export interface TestDatabase {
  /** Of the server: `startEmbeddedPostgres` with it starts one that was killed again. */
  readonly folder: string;
  readonly url: string;
  readonly server: EmbeddedPostgres;
  stop(): Promise<void>;
}

/** @param options.watch whether a killed server is started again. @param options.durable as in production. */
export async function startTestDatabase(
  options: { readonly watch?: boolean; readonly durable?: boolean } = {},
): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-test-'));
  chmodSync(folder, 0o755); // root's server runs as another user
  const server = await startEmbeddedPostgres({
    folder,
    settings:
      options.durable === true || options.watch === true
        ? {}
        : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    watch: options.watch === true,
  });
  process.env.DATABASE_URL = server.url;
  await migrate();
  return {
    folder,
    url: server.url,
    server,
    async stop() {
      await closeNotifications();
      await closeDatabase();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

let users = 0;

/** A user without a password, enrolled when a course is named. @returns its id. */
export async function addUser(
  name: string,
  enrolled?: { readonly courseSlug: string; readonly role: Role },
): Promise<string> {
  users++;
  const [row] = await database()
    .insert(user)
    .values({ name, email: `${name.toLowerCase().replaceAll(' ', '.')}-${users}@example.com` })
    .returning({ id: user.id });
  if (enrolled !== undefined) {
    const { id: courseId } = await ensureCourse(enrolled.courseSlug, enrolled.courseSlug);
    await database().insert(enrolment).values({ courseId, userId: row.id, role: enrolled.role });
  }
  return row.id;
}
