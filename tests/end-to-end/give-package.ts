/**
 * Gives a course an exercise or question of its own, as its instructor would: a folder of the repository as a package, which
 * a grader of the running site proves. A process of its own, for what the site's code is when it is no bundle.
 *
 *      give exercise synchronization/coherence-protocol 'A title'    prints {"packageId", "item"}
 *      withdraw own-3k2m8x1q9z
 *      draft exercise synchronization/coherence-protocol 'A title'   begins one only, and prints the same
 *      write own-3k2m8x1q9z wrong/innocent.ts '...'                  a file of its draft; without a text it is removed
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closeDatabase } from '../../db/client';
import { ensureCourse } from '../../db/courses';
import { draftFiles, replaceDraft } from '../../db/package-drafts';
import { orderRun, packageRunById } from '../../db/package-runs';
import { keepVersion } from '../../db/package-versions';
import { createPackage, itemOf } from '../../db/packages';
import { publish, withdraw } from '../../db/publications';
import type { ItemKind } from '../../db/schema';
import { accountByEmail } from '../../db/site-roles';
import { exerciseFolder, questionFolder } from '../../grader/library/exercise-library';
import { packageVersion, readPackageFolder } from '../../grader/packages/package-files';
import type { CheckOutcome } from '../../grader/packages/package-outcome';
import { startEmbeddedPostgres } from '../../scripts/embedded-postgres';
import { until } from '../../scripts/processes';
import { root } from '../../scripts/project-root';
import { readSettings } from '../../scripts/start-settings';
import { TEST_MS } from './limits';

const COURSE = 'os-demo';

async function begin(kind: ItemKind, home: string, title: string, actorId: string) {
  const [, name = ''] = home.split('/');
  const folder = kind === 'exercise' ? exerciseFolder(home) : questionFolder(home);
  const definition = kind === 'exercise' ? 'exercise.ts' : 'question.ts';
  const files = new Map(readPackageFolder(folder));
  files.set(definition, (files.get(definition) ?? '').replace(/title: '[^']*'/, `title: '${title}'`));
  const { id: packageId } = await createPackage({
    ...{ actorId, name, kind, title, home, origin: home, files },
  });
  return { packageId, item: itemOf({ id: packageId, name }), files };
}

async function give(kind: ItemKind, home: string, title: string, actorId: string, courseId: string) {
  const { packageId, item, files } = await begin(kind, home, title, actorId);
  const version = packageVersion(files);
  await keepVersion({ packageId, version, files, reason: 'checked', userId: actorId });
  const order = { packageId, version, userId: actorId, kind: 'check', order: { mutants: false } } as const;
  const runId = await orderRun(order);
  const ended = async () => {
    const run = await packageRunById(runId);
    return run !== null && run.state !== 'queued' && run.state !== 'running';
  };
  await until(ended, TEST_MS);
  const run = await packageRunById(runId);
  const outcome = run?.outcome as CheckOutcome;
  if (run?.holds !== true || outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
  const { entry } = outcome;
  const variants = outcome.kind === 'question' ? outcome.variants : null;
  await publish({ actorId, packageId, courseId, version, title, entry, variants });
  return { packageId, item };
}

async function write([packageId = '', path = '', text]: readonly string[], userId: string): Promise<void> {
  const files = new Map((await draftFiles(packageId)).map((file) => [file.path, file.text]));
  if (text === undefined) files.delete(path);
  else files.set(path, text);
  await replaceDraft({ packageId, userId, files });
}

async function run([verb, ...given]: readonly string[]): Promise<unknown> {
  const { id: courseId } = await ensureCourse(COURSE, COURSE);
  const actorId = (await accountByEmail('instructor@example.com'))?.userId ?? '';
  if (verb === 'withdraw') return withdraw({ actorId, courseId, packageId: given[0] ?? '' });
  if (verb === 'write') return write(given, actorId);
  const [kind, home = '', title = ''] = given;
  if (verb === 'draft') {
    const { packageId, item } = await begin(kind as ItemKind, home, title, actorId);
    return { packageId, item };
  }
  if (verb !== 'give') throw new Error(`There is no ${verb}.`);
  return give(kind as ItemKind, home, title, actorId, courseId);
}

const folder = join(readSettings(process.env, root).dataFolder, 'postgres');
if (!existsSync(folder)) throw new Error(`There is no database in ${folder}.`);
const server = await startEmbeddedPostgres({ folder, watch: false });
process.env.DATABASE_URL = server.url;
try {
  console.log(JSON.stringify((await run(process.argv.slice(2))) ?? null));
} finally {
  await closeDatabase();
  if (!server.wasRunning) await server.stop();
}
