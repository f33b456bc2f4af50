/** Guarantee: a trial is told to whoever asked for it and to no other; a check to those who may read the package, to its end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endPackageRun, orderRun, recordRunProgress, startPackageRun } from '../../../db/package-runs';
import { keepVersion } from '../../../db/package-versions';
import { createPackage } from '../../../db/packages';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import type { User } from '../../viewer';
import { packageRunEvents } from './package-run-events';

let testDatabase: TestDatabase;
let author: User;
let student: User;
let package_: { readonly packageId: string; readonly version: string };
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  author = await person('Author');
  student = await person('Student');
  const files = new Map([['exercise.ts', 'one']]);
  const { id: packageId } = await createPackage({
    ...{ actorId: author.id, name: 'lifo', kind: 'exercise', title: 'LIFO', home: 'own/lifo', origin: null },
    files,
  });
  await keepVersion({ packageId, version: 'v1', files, reason: 'checked', userId: author.id });
  package_ = { packageId, version: 'v1' };
});
afterAll(() => testDatabase.stop());

async function person(name: string): Promise<User> {
  const id = await addUser(name);
  return { id, name, email: `${id}@example.com` };
}

const stays = () => new AbortController().signal;
const told = async (runId: string, user: User) => {
  const response = await packageRunEvents(runId, user, stays());
  return response === null ? null : response.text();
};

it('tells a trial to whoever asked for it, until its outcome', async () => {
  const runId = await orderRun({
    ...{ ...package_, userId: student.id, kind: 'trial' },
    order: { source: '// mine', cases: 'samples' },
  });
  expect(await told(runId, await person('Other'))).toBeNull();
  const events = told(runId, student);
  await startPackageRun(runId);
  await recordRunProgress(runId, { case: 'One', done: 1, total: 2 });
  await endPackageRun(runId, { state: 'done', outcome: { kind: 'refused', problems: ['no'] } });
  const text = await events;
  expect(text).toMatch(/event: status\ndata: \{"state":"(queued|running)"/);
  expect(text).toContain('event: outcome\ndata: {"kind":"refused","problems":["no"]}');
});

it('tells a check to those who may read the package', async () => {
  const runId = await orderRun({
    ...{ ...package_, userId: author.id, kind: 'check' },
    order: { mutants: false },
  });
  await endPackageRun(runId, { state: 'done', outcome: { kind: 'refused', problems: ['long'] } });
  expect(await told(runId, student)).toBeNull();
  expect(await told(runId, author)).toContain('event: outcome\ndata: null');
  expect(await told('none', author)).toBeNull();
});
