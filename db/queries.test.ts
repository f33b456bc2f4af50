import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { database, rawClient } from './client';
import { ensureCourse } from './courses';
import { caseSecret, rotateCaseSecret } from './deployment-secret';
import { draft, saveDraft } from './drafts';
import { adoptEditorSettings, editorSettings, saveEditorSettings } from './editor-settings';
import { databaseHealth } from './health';
import { leaderboard, rankedVersions } from './leaderboard';
import { migrate } from './migrate';
import { profile, setShowName } from './profile';
import { progressOf } from './progress';
import { answerAttempt, attempt, attemptsOf, saveAttemptDraft, startAttempt } from './questions';
import { user } from './schema';
import { storeVerdict, submit } from './submissions';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

async function gradedSubmission(
  userId: string,
  exercise: string,
  score: number,
  metric?: number,
  version = 'v1',
) {
  const { submissionId } = await submit({ userId, exercise, version: 'v1', source: '' });
  await storeVerdict({
    submissionId,
    version,
    graderVersion: 'g1',
    status: 'graded',
    score,
    maxScore: 10,
    metric,
    verdict: {},
    rules: [],
  });
  return submissionId;
}

describe('migrate', () => {
  it('may run again and at the same time, and keeps the one secret', async () => {
    const before = await caseSecret();
    await Promise.all([migrate(), migrate(), migrate()]);
    expect(await caseSecret()).toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await databaseHealth()).toEqual({ ready: true, problem: '' });
  });

  it('rotates the secret with an audit row and keeps the old one', async () => {
    const before = await caseSecret();
    await rotateCaseSecret(await addUser('Instructor'));
    expect(await caseSecret()).not.toBe(before);
    const [{ secrets }] = await rawClient()`select count(*)::int as secrets from deployment_secret`;
    expect(secrets).toBe(2);
  });
});

describe('drafts', () => {
  it('lets the second of two tabs know what the first saved', async () => {
    const userId = await addUser('Ada');
    const save = (source: string, baseRevision: number) =>
      saveDraft({ userId, item: 'e', source, baseRevision });
    expect(await draft(userId, 'e')).toBeNull();
    expect(await save('one', 0)).toEqual({ saved: true, revision: 1 });
    expect(await save('two', 1)).toEqual({ saved: true, revision: 2 });
    expect(await save('other tab', 1)).toEqual({ saved: false, source: 'two', revision: 2 });
    expect(await draft(userId, 'e')).toMatchObject({ source: 'two', revision: 2 });
    expect((await draft(userId, 'e'))?.updatedAt).toBeInstanceOf(Date);
    expect(await save('merged', 2)).toEqual({ saved: true, revision: 3 });
  });

  it('loses none of many saves from the same revision: one is stored, the others are told', async () => {
    const userId = await addUser('Ada');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        saveDraft({ userId, item: 'e', source: `text ${i}`, baseRevision: 0 }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.saved)).toHaveLength(1);
  });

  it('takes the same text again, whatever revision it names', async () => {
    const userId = await addUser('Ada');
    await saveDraft({ userId, item: 'e', source: 'same', baseRevision: 0 });
    expect(await saveDraft({ userId, item: 'e', source: 'same', baseRevision: 0 })).toEqual({
      saved: true,
      revision: 1,
    });
  });
});

describe('settings of the editor', () => {
  const chosen = { fontPixels: 16, tabColumns: 4, keyBindings: 'vim', hasMinimap: true } as const;

  it("are each person's own; those of a visitor are taken where there are none", async () => {
    const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
    expect(await editorSettings(ada)).toBeNull();
    expect(await adoptEditorSettings(ada, chosen)).toEqual(chosen);
    const larger = { ...chosen, fontPixels: 20 };
    expect(await adoptEditorSettings(ada, larger)).toEqual(chosen);
    await saveEditorSettings(ada, larger);
    expect([await editorSettings(ada), await editorSettings(ben)]).toEqual([larger, null]);
  });

  it.each([{ fontPixels: 1_000 }, { tabColumns: 0 }, { keyBindings: 'emacs' as 'vim' }])(
    'are refused where no editor has them: %j',
    async (wrong) => {
      await expect(saveEditorSettings(await addUser('Ada'), { ...chosen, ...wrong })).rejects.toThrow();
    },
  );
});

describe('leaderboard', () => {
  it('ranks by metric, ties by time, students only, with the own row beyond the limit', async () => {
    const course = await ensureCourse('ranked', 'Ranked');
    const students: string[] = [];
    for (const name of ['Ada', 'Ben', 'Cyd'])
      students.push(await addUser(name, { courseSlug: 'ranked', role: 'student' }));
    const [ada, ben, cyd] = students;
    const instructor = await addUser('Ina', { courseSlug: 'ranked', role: 'instructor' });
    const stranger = await addUser('Sam');
    await gradedSubmission(instructor, 'e', 10, 1);
    await gradedSubmission(stranger, 'e', 10, 2);
    await gradedSubmission(ben, 'e', 10, 50);
    await gradedSubmission(ada, 'e', 10, 70);
    await gradedSubmission(cyd, 'e', 10, 50);
    await setShowName(ben, true);
    const board = await leaderboard({
      exercise: 'e',
      version: 'v1',
      courseId: course.id,
      viewerId: ada,
      limit: 2,
    });
    expect(board.rows.map(({ rank, metric, own }) => ({ rank, metric, own }))).toEqual([
      { rank: 1, metric: 50, own: false },
      { rank: 2, metric: 50, own: false },
    ]);
    expect(board.rows[0]?.name).toBe('Ben');
    expect(board.rows[1]?.name).toBe((await profile(cyd))?.pseudonym);
    expect(board.rows[0]?.submittedAt).toBeInstanceOf(Date);
    expect(board.own).toMatchObject({ rank: 3, metric: 70, own: true });
    const unseen = await leaderboard({ exercise: 'e', version: 'v1', courseId: course.id, viewerId: null });
    expect(unseen.rows).toHaveLength(3);
    expect(unseen.own).toBeNull();
    expect(
      (await leaderboard({ exercise: 'e', version: 'v2', courseId: course.id, viewerId: ada })).rows,
    ).toEqual([]);
  });

  it('keeps a board for each version, and names those that have entries, the newest first', async () => {
    const course = await ensureCourse('versions', 'Versions');
    const ada = await addUser('Ada', { courseSlug: 'versions', role: 'student' });
    const ina = await addUser('Ina', { courseSlug: 'versions', role: 'instructor' });
    await gradedSubmission(ada, 'v', 10, 50, 'old');
    await gradedSubmission(ada, 'v', 10, 900, 'new');
    await gradedSubmission(ina, 'v', 10, 1, 'newest');
    const metrics = async (version: string) =>
      (await leaderboard({ exercise: 'v', version, courseId: course.id, viewerId: null })).rows.map(
        (row) => row.metric,
      );
    expect([await metrics('old'), await metrics('new')]).toEqual([[50], [900]]);
    const versions = await rankedVersions('v', [course.id]);
    expect(versions.map(({ version }) => version)).toEqual(['new', 'old']);
    expect(versions[0]?.from).toBeInstanceOf(Date);
    expect(await rankedVersions('v', [])).toEqual([]);
  });

  it('gives everyone a pseudonym of his own that is not his name', async () => {
    const [one, two] = [await profile(await addUser('Ada')), await profile(await addUser('Ada'))];
    expect(one?.pseudonym).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d{5}$/);
    expect(one?.pseudonym).not.toBe(two?.pseudonym);
  });
});

describe('questions', () => {
  it('takes an answer once, and only from whose attempt it is', async () => {
    const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
    const { id: attemptId } = await startAttempt({ userId: ada, question: 'q', seed: 2 ** 52 + 1 });
    const answer = { attemptId, responses: { a: 'x\0' }, points: 1, maxPoints: 4 };
    expect(await answerAttempt({ ...answer, userId: ben })).toBe(false);
    expect((await attempt(attemptId))?.answeredAt).toBeNull();
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => answerAttempt({ ...answer, userId: ada })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await answerAttempt({ ...answer, userId: ada, points: 4 })).toBe(false);
    expect(await attempt(attemptId)).toMatchObject({
      seed: 2 ** 52 + 1,
      responses: { a: 'x\0' },
      points: 1,
      maxPoints: 4,
    });
    const second = await startAttempt({ userId: ada, question: 'q', seed: 2 });
    expect((await attemptsOf(ada, 'q')).map((each) => each.id)).toEqual([second.id, attemptId]);
    expect(await progressOf(ada)).toEqual([
      { kind: 'question', item: 'q', points: 1, maxPoints: 4, times: 1 },
    ]);
    expect(await attempt('unknown')).toBeNull();
  });

  it('keeps what is entered into the newest open attempt of the one who enters it, until it is answered', async () => {
    const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
    const start = () => startAttempt({ userId: ada, question: 'q', seed: 1 });
    const save = (attemptId: string, userId: string, source: string) =>
      saveAttemptDraft({ attemptId, userId, source, baseRevision: 0 });
    const drafts = async () =>
      (await rawClient()`select source from draft where user_id = ${ada}`).map(({ source }) => source);
    const first = await start();
    expect(await save(first.id, ada, 'one')).toEqual({ saved: true, revision: 1 });
    expect(await save(first.id, ada, 'elsewhere')).toEqual({ saved: false, source: 'one', revision: 1 });
    expect(await save(first.id, ben, 'mine')).toBeNull();
    expect(await save('unknown', ada, 'none')).toBeNull();
    expect(await drafts()).toEqual(['one']);
    await rawClient()`update question_attempt set started_at = started_at - interval '1 second' where id = ${first.id}`;
    const second = await start();
    expect([await save(first.id, ada, 'late'), await drafts()]).toEqual([null, []]);
    await save(second.id, ada, 'two');
    const answer = { attemptId: second.id, userId: ada, responses: {}, points: 0, maxPoints: 1 };
    // Whichever comes first: nothing is left.
    await Promise.all([
      ...Array.from({ length: 5 }, (_, i) => save(second.id, ada, `while answered ${i}`)),
      answerAttempt(answer),
    ]);
    expect([await save(second.id, ada, 'too late'), await drafts()]).toEqual([null, []]);
  });
});

describe('a failed statement', () => {
  it('can be logged: it tells statement, code and constraint, and no value', async () => {
    const email = 'private.address@example.com';
    const values = { name: 'Ada', email };
    await database().insert(user).values(values);
    const duplicate = await database().insert(user).values(values).catch(inspect);
    expect(duplicate).toMatch(/insert into "user"/);
    expect(duplicate).toMatch(/23505.*user_email_unique|user_email_unique.*23505/s);
    expect(duplicate).not.toContain(email);
    const unreadable = await database().execute(sql`select ${'private text'}::int`).catch(inspect);
    expect(unreadable).toContain('22P02');
    expect(unreadable).not.toContain('private text');
  });
});
