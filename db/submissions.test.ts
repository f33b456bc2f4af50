import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { rawClient } from './client';
import { leaderboard } from './leaderboard';
import { progressOf } from './progress';
import { MAXIMUM_FAILURES } from './queue';
import {
  acceptRegrade,
  giveUp,
  type NewVerdict,
  pendingRegrades,
  queuePlace,
  recordProgress,
  regrade,
  retryLater,
  returnToQueue,
  startGrading,
  startRegrade,
  storeVerdict,
  submission,
  submissionsOf,
  submit,
} from './submissions';
import { beat, DEAD_AFTER_SECONDS, retire } from './workers';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

let exercises = 0;
/** A fresh exercise keeps tests apart in one database. */
const newExercise = () => `test/exercise-${++exercises}`;

async function handIn(userId: string, exercise: string, source = 'export class A {}') {
  return (await submit({ userId, exercise, version: 'v1', source })).submissionId;
}

function verdictFor(submissionId: string, changes: Partial<NewVerdict> = {}): NewVerdict {
  return {
    submissionId,
    version: 'v1',
    graderVersion: 'g1',
    status: 'graded',
    score: 10,
    maxScore: 10,
    metric: 100,
    verdict: { digest: 'd', text: 'NUL \0 and a lone surrogate \ud800' },
    rules: [{ id: 'RR1', passed: true, points: 10, maxPoints: 10 }],
    ...changes,
  };
}

async function jobs() {
  return rawClient()<{ key: string; priority: number; attempts: number }[]>`
    select key, priority, attempts from graphile_worker.jobs order by id`;
}

describe('submit', () => {
  it('stores submission and job together, and neither when the source cannot be stored', async () => {
    const userId = await addUser('Ada');
    const exercise = newExercise();
    const id = await handIn(userId, exercise, 'const x = 1;');
    expect(await submission(id)).toMatchObject({
      userId,
      exercise,
      source: 'const x = 1;',
      state: 'queued',
      verdict: null,
      score: null,
      progress: null,
    });
    expect((await jobs()).filter((job) => job.key === `grade:${id}`)).toHaveLength(1);
    const before = (await jobs()).length;
    await expect(handIn(userId, exercise, 'a\0b')).rejects.toThrow(/NUL/);
    await expect(handIn(userId, exercise, 'é'.repeat(200_000))).rejects.toThrow(/400000 bytes/);
    await expect(handIn('nobody', exercise)).rejects.toThrow();
    expect((await jobs()).length).toBe(before);
    expect(await submissionsOf(userId, exercise)).toHaveLength(1);
  });

  it('supersedes what the same student has waiting for the same exercise, and only that', async () => {
    const [ada, ben] = [await addUser('Ada'), await addUser('Ben')];
    const [exercise, otherExercise] = [newExercise(), newExercise()];
    const running = await handIn(ada, exercise);
    await startGrading(running, 'w');
    const waiting = await handIn(ada, exercise);
    const others = [await handIn(ben, exercise), await handIn(ada, otherExercise)];
    const newest = await handIn(ada, exercise);
    const states = async (ids: string[]) => Promise.all(ids.map(async (id) => (await submission(id))?.state));
    expect(await states([running, waiting, newest, ...others])).toEqual([
      'running',
      'superseded',
      'queued',
      'queued',
      'queued',
    ]);
    expect(await startGrading(waiting, 'w')).toBeNull();
    expect((await submissionsOf(ada, exercise)).map((each) => each.id)).toEqual([newest, waiting, running]);
  });

  it('leaves one waiting of many that arrive at once', async () => {
    const userId = await addUser('Ada');
    const exercise = newExercise();
    await Promise.all(Array.from({ length: 8 }, () => handIn(userId, exercise)));
    const states = (await submissionsOf(userId, exercise)).map((each) => each.state);
    expect(states).toEqual(['queued', ...Array(7).fill('superseded')]);
  });

  it('tells the place in the queue, from 1, and 0 for what does not wait', async () => {
    await rawClient()`update submission set state = 'superseded' where state in ('queued', 'running')`;
    const exercise = newExercise();
    const ids: string[] = [];
    for (const name of ['Ada', 'Ben', 'Cyd']) ids.push(await handIn(await addUser(name), exercise));
    const places = async () => Promise.all(ids.map(queuePlace));
    expect(await places()).toEqual([1, 2, 3]);
    await startGrading(ids[0], 'w');
    expect(await places()).toEqual([0, 1, 2]);
    expect(await queuePlace('unknown')).toBe(0);
  });
});

describe('order of the queue', () => {
  const waitingNow = async () => {
    await rawClient()`update submission set state = 'superseded' where state in ('queued', 'running')`;
    await rawClient()`delete from graphile_worker._private_jobs`;
  };
  const keysInOrder = async () =>
    (
      await rawClient()<{ key: string }[]>`
        select key from graphile_worker._private_jobs order by priority, run_at, id`
    ).map(({ key }) => key.replace('grade:', ''));

  it('goes round the students: whoever handed in least lately goes first, equals as they came', async () => {
    await waitingNow();
    const [ada, ben, cyd] = [await addUser('Ada'), await addUser('Ben'), await addUser('Cyd')];
    const ids: Record<string, string> = {};
    for (const [name, user] of Object.entries({ a1: ada, a2: ada, a3: ada, b1: ben, b2: ben, c1: cyd }))
      ids[name] = await handIn(user, newExercise());
    const expected = ['a1', 'b1', 'c1', 'a2', 'b2', 'a3'].map((name) => ids[name]);
    expect(await keysInOrder()).toEqual(expected);
    expect(await Promise.all(expected.map(queuePlace))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('puts a flood by one person behind the first of everybody else, and what was put back where it stood', async () => {
    await waitingNow();
    const [script, person] = [await addUser('Script'), await addUser('Person')];
    const flood = [];
    for (let i = 0; i < 40; i++) flood.push(await handIn(script, newExercise()));
    const one = await handIn(person, newExercise());
    expect(await queuePlace(one)).toBe(2); // after the flood's own first
    await startGrading(flood[39], 'w');
    await returnToQueue({ submissionId: flood[39] });
    expect(await keysInOrder()).toEqual([flood[0], one, ...flood.slice(1)]);
  });

  it('puts whoever is in no course behind everybody who is in one, however many accounts somebody makes', async () => {
    await waitingNow();
    const outsiders: string[] = [];
    for (let i = 0; i < 5; i++) outsiders.push(await handIn(await addUser('Outsider'), newExercise()));
    const ada = await addUser('Ada', { courseSlug: 'queue', role: 'student' });
    const students: string[] = [];
    for (let i = 0; i < 3; i++) students.push(await handIn(ada, newExercise()));
    expect(await keysInOrder()).toEqual([...students, ...outsiders]);
    expect(await queuePlace(outsiders[0])).toBe(4);
  });

  it.each([
    [true, 0, 449],
    [false, 450, 900],
  ])('keeps within the priorities of live jobs, enrolled: %s', async (isEnrolled, first, last) => {
    const userId = await addUser('Ada', isEnrolled ? { courseSlug: 'queue', role: 'student' } : undefined);
    const priority = async () => {
      const id = await handIn(userId, newExercise());
      return (await rawClient()`select priority from submission where id = ${id}`)[0].priority;
    };
    expect(await priority()).toBe(first);
    await rawClient()`
      insert into submission (id, user_id, exercise, version, source, state)
      select 'many ' || number || ${userId}, ${userId}, 'a/e', 'v', '', 'superseded' from generate_series(1, 1000) number`;
    expect(await priority()).toBe(last);
  });

  it('forgets what was handed in long ago', async () => {
    await waitingNow();
    const ada = await addUser('Ada', { courseSlug: 'queue', role: 'student' });
    await handIn(ada, newExercise());
    await rawClient()`update submission set created_at = created_at - interval '1 hour' where user_id = ${ada}`;
    const id = await handIn(ada, newExercise());
    const [{ priority }] = await rawClient()`select priority from submission where id = ${id}`;
    expect(priority).toBe(0);
  });
});

describe('storeVerdict', () => {
  it('stores a verdict exactly once, also when two workers store it at the same moment', async () => {
    const userId = await addUser('Ada');
    const exercise = newExercise();
    const id = await handIn(userId, exercise);
    await startGrading(id, 'w1');
    await startGrading(id, 'w2');
    const stored = await Promise.all(Array.from({ length: 5 }, () => storeVerdict(verdictFor(id))));
    expect(stored.filter(Boolean)).toHaveLength(1);
    const [{ gradings, rules }] = await rawClient()`
      select (select count(*)::int from grading where submission_id = ${id}) as gradings,
        (select count(*)::int from rule_result join grading on grading.id = grading_id where submission_id = ${id}) as rules`;
    expect({ gradings, rules }).toEqual({ gradings: 1, rules: 1 });
    expect(await submission(id)).toMatchObject({
      state: 'graded',
      score: 10,
      maxScore: 10,
      verdict: { digest: 'd', text: 'NUL \0 and a lone surrogate \ud800' },
    });
    expect(await startGrading(id, 'w3')).toBeNull();
  });

  it('carries rejected and limit to the submission, and refuses a score above the maximum', async () => {
    const userId = await addUser('Ada');
    const exercise = newExercise();
    const id = await handIn(userId, exercise);
    await expect(storeVerdict(verdictFor(id, { score: 11 }))).rejects.toThrow();
    expect((await submission(id))?.state).toBe('queued');
    await storeVerdict(verdictFor(id, { status: 'rejected', score: 0, metric: null, rules: [] }));
    expect(await submission(id)).toMatchObject({ state: 'rejected', score: 0 });
    expect(await progressOf(userId)).toEqual([
      { kind: 'exercise', item: exercise, points: 0, maxPoints: 10, times: 1 },
    ]);
  });

  it('keeps the best of a student on the leaderboard', async () => {
    const userId = await addUser('Ada', { courseSlug: 'keeps-best', role: 'student' });
    const [{ id: courseId }] = await rawClient()`select id from course where slug = 'keeps-best'`;
    const exercise = newExercise();
    const metrics = [120, 90, 100];
    for (const metric of metrics) await storeVerdict(verdictFor(await handIn(userId, exercise), { metric }));
    await storeVerdict(verdictFor(await handIn(userId, exercise), { score: 9, metric: 1 }));
    const { own } = await leaderboard({ exercise, version: 'v1', courseId, viewerId: userId });
    expect(own).toMatchObject({ rank: 1, metric: 90 });
  });
});

describe('what goes wrong', () => {
  it('tries again after our own failure with growing delays, and gives up after the last', async () => {
    const id = await handIn(await addUser('Ada'), newExercise());
    for (let failure = 1; failure < MAXIMUM_FAILURES; failure++) {
      await startGrading(id, 'w');
      expect(await retryLater({ submissionId: id })).toBe(true);
      expect((await submission(id))?.state).toBe('queued');
    }
    expect((await jobs()).filter((job) => job.key === `grade:${id}`)).toHaveLength(1);
    await startGrading(id, 'w');
    expect(await retryLater({ submissionId: id })).toBe(false);
    await storeVerdict(verdictFor(id, { status: 'not graded', score: 0, metric: null, rules: [] }));
    // Our fault: no score, not a zero.
    expect(await submission(id)).toMatchObject({
      state: 'not graded',
      score: null,
      verdict: { digest: 'd' },
    });
    // A verdict that comes after all counts.
    expect(await storeVerdict(verdictFor(id))).toBe(true);
    expect(await submission(id)).toMatchObject({ state: 'graded', score: 10 });
  });

  it('puts a job in hand back without counting a failure', async () => {
    const id = await handIn(await addUser('Ada'), newExercise());
    await startGrading(id, 'w');
    await recordProgress(id, { case: 'one', done: 1, total: 3 });
    expect((await submission(id))?.progress).toEqual({ case: 'one', done: 1, total: 3 });
    await returnToQueue({ submissionId: id });
    expect(await submission(id)).toMatchObject({ state: 'queued', progress: null });
    const [{ failures }] = await rawClient()`select failures from submission where id = ${id}`;
    expect(failures).toBe(0);
  });

  describe('a worker that dies with a submission in hand', () => {
    const hold = (workerId: string) => beat({ workerId, host: 'h', processId: 1, lockNames: [] });
    const silentFor = (workerId: string, seconds: number) => rawClient()`
      update worker_heartbeat set beat_at = clock_timestamp() - make_interval(secs => ${seconds})
      where worker_id = ${workerId}`;
    /** Takes it in hand and dies of it. */
    const dies = async (id: string, workerId: string, take = startGrading) => {
      await hold(workerId);
      const inHand = await take(id, workerId);
      await silentFor(workerId, 60);
      return inHand;
    };
    const RUN = { isPoisonous: false, isSuspect: false };

    it('is missed by the next one that takes it, and the second death makes the submission poisonous', async () => {
      const id = await handIn(await addUser('Ada'), newExercise());
      expect(await dies(id, 'first')).toMatchObject(RUN);
      expect(await dies(id, 'second')).toMatchObject(RUN);
      expect(await startGrading(id, 'third')).toMatchObject({ isPoisonous: true, isSuspect: false });
    });

    it('is not known from a late one at once: the submission waits, and runs when that one beats again', async () => {
      const id = await handIn(await addUser('Ada'), newExercise());
      await dies(id, 'dead');
      await dies(id, 'late');
      await silentFor('late', DEAD_AFTER_SECONDS + 1);
      expect(await startGrading(id, 'next')).toMatchObject({ isPoisonous: false, isSuspect: true });
      await returnToQueue({ submissionId: id }, 5);
      await hold('late');
      expect(await startGrading(id, 'next')).toMatchObject(RUN);
      // However often others come late: it is looked at anew each time.
      for (const workerId of ['a', 'b', 'c']) {
        await dies(id, workerId);
        await hold(workerId);
      }
      expect(await startGrading(id, 'next')).toMatchObject(RUN);
    });

    it('is not the end of one that signed off, put it back or failed by our fault', async () => {
      const id = await handIn(await addUser('Ada'), newExercise());
      await dies(id, 'signed-off');
      await retire('signed-off');
      await dies(id, 'put-back');
      await returnToQueue({ submissionId: id });
      await dies(id, 'failed');
      await retryLater({ submissionId: id });
      await dies(id, 'dead');
      expect(await startGrading(id, 'next')).toMatchObject(RUN);
    });

    it('counts for regrades too, and a new order of staff forgives', async () => {
      const actorId = await addUser('Instructor');
      const id = await handIn(await addUser('Ada'), newExercise());
      await storeVerdict(verdictFor(id));
      await dies(id, 'regrader-1', startRegrade);
      await dies(id, 'regrader-2', startRegrade);
      expect(await startRegrade(id, 'regrader-3')).toMatchObject({ isPoisonous: true });
      await storeVerdict(verdictFor(id, { version: 'v2', status: 'limit', score: 0, metric: null }));
      expect((await submission(id))?.state).toBe('graded');
      await regrade({ actorId, submissionIds: [id] });
      expect(await startRegrade(id, 'regrader-4')).toMatchObject({ isPoisonous: false });
    });
  });

  it('ends what nothing can grade without a verdict, and nothing that has one', async () => {
    const id = await handIn(await addUser('Ada'), newExercise());
    await giveUp(id);
    expect(await submission(id)).toMatchObject({ state: 'not graded', verdict: null });
    await storeVerdict(verdictFor(id));
    await giveUp(id);
    expect((await submission(id))?.state).toBe('graded');
  });
});

describe('regrade', () => {
  it('counts only when accepted, with an audit row for each order', async () => {
    const actorId = await addUser('Instructor');
    const userId = await addUser('Ada');
    const exercise = newExercise();
    const id = await handIn(userId, exercise);
    await storeVerdict(verdictFor(id, { score: 4, metric: null }));
    await regrade({ actorId, submissionIds: [id] });
    expect((await jobs()).find((job) => job.key === `regrade:${id}`)?.priority).toBeGreaterThan(0);
    expect(await storeVerdict(verdictFor(id, { version: 'v2' }))).toBe(true);
    expect(await submission(id)).toMatchObject({ state: 'graded', score: 4 });
    const [pending] = await pendingRegrades(exercise, 'v2');
    expect(pending).toMatchObject({ submissionId: id, scoreBefore: 4, scoreAfter: 10 });
    await acceptRegrade({ actorId, gradingId: pending.gradingId });
    expect(await submission(id)).toMatchObject({ state: 'graded', score: 10 });
    const [{ gradings }] =
      await rawClient()`select count(*)::int as gradings from grading where submission_id = ${id}`;
    expect(gradings).toBe(2);
    const audited =
      await rawClient()`select action from audit_event where actor_id = ${actorId} order by sequence`;
    expect(audited.map((row) => row.action)).toEqual(['regrade.order', 'regrade.accept']);
  });
});
