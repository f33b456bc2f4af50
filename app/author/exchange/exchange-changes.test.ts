/** Guarantee: what a question is sent out as comes in again as the same question; nobody brings in or sends out what he may not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureCourse } from '../../../db/courses';
import { draftFiles } from '../../../db/package-drafts';
import { createPackage, packagesOf } from '../../../db/packages';
import { buildConfinedOnce } from '../../../grader/build/build-all';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import type { User } from '../../viewer';
import { bringInAs, sendOutAs } from './exchange-changes';

const QUESTION = {
  title: 'Mean wait',
  summary: 'How long do two jobs wait?',
  rows: [62],
  prompt: 'Two jobs of 4 ms arrive at once. How long does the second one wait?',
  parts: [{ kind: 'number', id: 'wait', label: 'It waits', points: 1, answer: '4', unit: 'ms' }],
  explanation: 'It waits for the first one: 4 ms.',
};

let testDatabase: TestDatabase;
let teacher: User;
let student: User;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  await buildConfinedOnce();
  await ensureCourse('taught', 'Taught');
  const person = async (name: string, role: 'instructor' | 'student') => ({
    ...{ id: await addUser(name, { courseSlug: 'taught', role }), name, email: '' },
  });
  teacher = await person('Teacher', 'instructor');
  student = await person('Student', 'student');
});
afterAll(() => testDatabase.stop());

it('sends a question out and brings it in', async () => {
  const { id: packageId } = await createPackage({
    ...{ actorId: teacher.id, name: 'mean-wait', kind: 'question', title: 'Mean wait' },
    ...{ home: 'own/mean-wait', origin: null, files: new Map([['question.json', JSON.stringify(QUESTION)]]) },
  });
  for (const format of ['qti-3.0', 'qti-2.1'] as const) {
    await expect(sendOutAs({ packageId, format }, student)).rejects.toThrow();
    const { archive: sent, name } = await sendOutAs({ packageId, format }, teacher);
    const archive = Buffer.from(sent, 'base64');
    expect(name).toBe(`mean-wait-${format}.zip`);
    await expect(bringInAs({ archive }, student)).rejects.toThrow();
    const { packages } = await bringInAs({ archive }, teacher);
    expect(packages.map(({ title }) => title)).toEqual(['Mean wait']);
    const [file] = await draftFiles(packages[0]?.packageId ?? '');
    expect(JSON.parse(file?.text ?? '')).toMatchObject({ prompt: QUESTION.prompt, title: QUESTION.title });
  }
  expect(await packagesOf(student.id)).toEqual([]);
  const both = (['qti-3.0', 'qti-2.1'] as const).map((format) => sendOutAs({ packageId, format }, teacher));
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

it('tells what an archive lacks', async () => {
  const archive = Buffer.from('no archive');
  await expect(bringInAs({ archive }, teacher)).rejects.toThrow(/not taken/);
});
