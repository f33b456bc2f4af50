import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { PATIENCE_SECONDS, requestReplay, storedReplay } from '../../db/case-replays';
import { rawClient } from '../../db/client';
import { regrade, startGrading, submission, submit } from '../../db/submissions';
import { beat, liveWorkers } from '../../db/workers';
import { signal as sendSignal, until } from '../../scripts/processes';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import type { Verdict } from '../verdict';
import type { JobGrader } from './grade-job';
import type { CaseReplayer } from './replay-job';
import { GraderWorker, gradingTasks } from './worker';

const PATIENCE_MS = 120_000;

let testDatabase: TestDatabase;
const workers: GraderWorker[] = [];
beforeAll(async () => {
  testDatabase = await startTestDatabase({ watch: true });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
afterAll(() => testDatabase.stop());

type Request = Parameters<JobGrader['grade']>[0];

/** What the worker is tested against is a grader's promise, not its work: grader/grade.test.ts has the real one. */
function graderThat(grade: (request: Request, call: number) => Promise<Verdict> | Verdict) {
  const graded: string[] = [];
  const grader: JobGrader & CaseReplayer = {
    async grade(request) {
      graded.push(request.source);
      return grade(request, graded.length);
    },
    async replayCase({ caseName }) {
      graded.push(`again: ${caseName}`);
      return { kind: 'changed' };
    },
  };
  return { grader, graded };
}

const fullScore = (request: Request, changes: Partial<Verdict> = {}): Verdict => ({
  exercise: request.exercise,
  version: 'v1',
  graderVersion: 'g1',
  status: 'graded',
  score: 10,
  maxScore: 10,
  rules: [{ id: 'R1', title: 'One', outcome: 'kept', passed: true, points: 10, maxPoints: 10, message: '' }],
  budgets: [],
  counters: {},
  cases: [],
  diagnostics: [],
  digest: 'd',
  durationMs: 1,
  ...changes,
});

async function startWorker(grader: JobGrader & CaseReplayer): Promise<GraderWorker> {
  const worker = new GraderWorker(gradingTasks(grader), pino({ level: 'silent' }));
  workers.push(worker);
  await worker.start();
  return worker;
}

async function handIn(source: string, userId?: string, exercise = 'test/exercise'): Promise<string> {
  const handedIn = {
    userId: userId ?? (await addUser('Ada')),
    exercise,
    version: 'v1',
    source,
  };
  return (await submit(handedIn)).submissionId;
}

const state = async (id: string) => (await submission(id))?.state;
const reaches = (id: string, wanted: string) =>
  until(async () => (await state(id).catch(() => undefined)) === wanted, PATIENCE_MS);

async function gradings(id: string): Promise<number> {
  const [row] = await rawClient()`select count(*)::int as gradings from grading where submission_id = ${id}`;
  return row.gradings;
}

/** A verdict is stored before its job leaves the queue: a worker that is stopped in between puts the job back. */
const leavesQueue = (id: string) =>
  until(
    async () =>
      (await rawClient()`select 1 from graphile_worker.jobs where key like ${`%${id}`}`).length === 0,
    PATIENCE_MS,
  );

describe('a grader worker', () => {
  it('takes what is handed in, tells how far it is and stores the verdict', async () => {
    let finish: () => void = () => undefined;
    const finishing = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { grader } = graderThat(async (request) => {
      request.onProgress({ case: 'one', done: 1, total: 2 });
      await finishing;
      return fullScore(request);
    });
    await startWorker(grader);
    const id = await handIn('a');
    expect(await until(async () => (await submission(id))?.progress?.done === 1, PATIENCE_MS)).toBe(true);
    expect(await state(id)).toBe('running');
    finish();
    expect(await reaches(id, 'graded')).toBe(true);
    expect(await submission(id)).toMatchObject({ score: 10, progress: null, verdict: { digest: 'd' } });
  });

  it('tells the newest progress in the end, however fast it came', async () => {
    let finish: () => void = () => undefined;
    const finishing = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { grader } = graderThat(async (request) => {
      for (let done = 1; done <= 9; done++) request.onProgress({ case: `${done}`, done, total: 9 });
      await finishing;
      return fullScore(request);
    });
    await startWorker(grader);
    const id = await handIn('fast');
    expect(await until(async () => (await submission(id))?.progress?.done === 9, PATIENCE_MS)).toBe(true);
    finish();
    expect(await reaches(id, 'graded')).toBe(true);
    expect((await submission(id))?.progress).toBe(null);
  });

  it('tries again when grading throws or says "not graded", and stores only the verdict', async () => {
    const { grader, graded } = graderThat((request, call) => {
      if (call === 1) throw new Error('the exercise is unfit');
      return call === 2 ? fullScore(request, { status: 'not graded', score: 0 }) : fullScore(request);
    });
    await startWorker(grader);
    const id = await handIn('b');
    expect(await reaches(id, 'graded')).toBe(true);
    expect(graded).toHaveLength(3);
    expect(await gradings(id)).toBe(1);
  });

  it('puts a job back that does not end while it shuts down, and the next worker takes it', async () => {
    const { grader } = graderThat(
      (request) =>
        new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason));
        }),
    );
    const first = await startWorker(grader);
    const id = await handIn('c');
    expect(await reaches(id, 'running')).toBe(true);
    await first.stop();
    workers.splice(workers.indexOf(first), 1);
    expect(await state(id)).toBe('queued');
    expect(await liveWorkers()).toBe(0);
    await startWorker(graderThat((request) => fullScore(request)).grader);
    expect(await reaches(id, 'graded')).toBe(true);
  });

  it('finds the job of a dead worker and grades it', async () => {
    const id = await handIn('d');
    await rawClient()`
      update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now(), attempts = 1
      where key = ${`grade:${id}`}`;
    await startWorker(graderThat((request) => fullScore(request)).grader);
    expect(await reaches(id, 'graded')).toBe(true);
  });

  it('keeps a job in hand that takes longer than a dead worker is waited for', async () => {
    const { grader, graded } = graderThat(async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 6_000)); // what is tested is that time passes
      return fullScore(request);
    });
    await startWorker(grader);
    await startWorker(grader);
    const id = await handIn('e');
    expect(await reaches(id, 'graded')).toBe(true);
    expect(graded).toHaveLength(1);
  });

  it('gives a submission up of which two workers died: not run, with a verdict that counts', async () => {
    const id = await handIn('poison');
    const other = await handIn('honest');
    const { grader, graded } = graderThat((request) =>
      request.endedTheGrader
        ? fullScore(request, { status: 'limit', score: 0, rules: [] })
        : fullScore(request),
    );
    for (const holder of ['dead-1', 'dead-2']) {
      await beat({ workerId: holder, host: 'h', processId: 1, lockNames: [`pool-${holder}`] });
      await startGrading(id, holder);
      await rawClient()`
        update worker_heartbeat set beat_at = beat_at - interval '1 minute' where worker_id = ${holder}`;
    }
    await rawClient()`
      update graphile_worker._private_jobs set locked_by = 'pool-dead-2', locked_at = now() - interval '1 minute',
      attempts = 2 where key = ${`grade:${id}`}`;
    await startWorker(grader);
    expect(await reaches(id, 'limit')).toBe(true);
    expect(await reaches(other, 'graded')).toBe(true);
    expect(await submission(id)).toMatchObject({ score: 0, maxScore: 10 });
    expect(graded.sort()).toEqual(['honest', 'poison']);
  });

  it('ends a submission that the queue hands out no more as not graded', async () => {
    const id = await handIn('f');
    await rawClient()`update graphile_worker._private_jobs set attempts = max_attempts where key = ${`grade:${id}`}`;
    const { grader, graded } = graderThat((request) => fullScore(request));
    await startWorker(grader);
    expect(await reaches(id, 'not graded')).toBe(true);
    expect(graded).toEqual([]);
  });

  it('grades live submissions before regrades, in the order they came, and skips superseded ones', async () => {
    const actorId = await addUser('Instructor');
    const { grader, graded } = graderThat((request) => fullScore(request, { graderVersion: 'g2' }));
    const old = await handIn('old');
    const first = await startWorker(grader);
    expect(await reaches(old, 'graded')).toBe(true);
    expect(await leavesQueue(old)).toBe(true);
    await first.stop();
    workers.splice(workers.indexOf(first), 1);
    graded.length = 0;

    await regrade({ actorId, submissionIds: [old] });
    const ben = await addUser('Ben');
    const superseded = await handIn('superseded', ben);
    const ids = [await handIn('one'), await handIn('two'), await handIn('three', ben)];
    await startWorker(grader);
    for (const id of ids) expect(await reaches(id, 'graded')).toBe(true);
    expect(await until(() => graded.length === 4, PATIENCE_MS)).toBe(true);
    expect(graded).toEqual(['one', 'two', 'three', 'old']);
    expect(await state(superseded)).toBe('superseded');
  });

  it('runs a case of a verdict again for who wants to see it, and none that the verdict does not tell', async () => {
    const report = {
      name: 'one',
      title: 'One.',
      role: 'hidden',
      passed: true,
      checks: [],
      counters: {},
    } as const;
    const { grader, graded } = graderThat((request) =>
      fullScore(request, { cases: [{ ...report, traceDigest: 'd', console: [] }] }),
    );
    await startWorker(grader);
    const submissionId = await handIn('i');
    expect(await reaches(submissionId, 'graded')).toBe(true);
    const reader = await addUser('Ben');
    await requestReplay({ submissionId, caseName: 'ranked-1' }, reader);
    await requestReplay({ submissionId, caseName: 'one' }, reader);
    const outcome = () => storedReplay({ submissionId, caseName: 'one' });
    expect(await until(async () => (await outcome()) !== undefined, PATIENCE_MS)).toBe(true);
    expect(await outcome()).toEqual({ kind: 'changed' });
    expect(await storedReplay({ submissionId, caseName: 'ranked-1' })).toBeUndefined();
    expect(graded).toEqual(['i', 'again: one']);
  });

  it('runs what somebody waits for, who asked for little first, and regrades after all of it', async () => {
    const [ada, ben, cyd] = [await addUser('Ada'), await addUser('Ben'), await addUser('Cyd')];
    const report = {
      title: '',
      role: 'hidden',
      passed: true,
      checks: [],
      counters: {},
      traceDigest: 'd',
    } as const;
    const cases = ['much 1', 'much 2', 'left', 'little', 'least'].map((name) => ({
      ...report,
      name,
      console: [],
    }));
    let graderVersion = 'g1';
    const { grader, graded } = graderThat((request) => fullScore(request, { cases, graderVersion }));
    const submissionId = await handIn('j', ada);
    const first = await startWorker(grader);
    expect(await reaches(submissionId, 'graded')).toBe(true);
    expect(await leavesQueue(submissionId)).toBe(true);
    await first.stop();
    workers.splice(workers.indexOf(first), 1);
    graded.length = 0;
    graderVersion = 'g2';

    await regrade({ actorId: ada, submissionIds: [submissionId] });
    await rawClient()`
      insert into usage (user_id, allowance, used) values (${ada}, 'replay/10', 50), (${ben}, 'replay/10', 20)`;
    const ask = (caseName: string, userId: string) => requestReplay({ submissionId, caseName }, userId);
    for (const name of ['left', 'much 1', 'much 2']) await ask(name, ada);
    await ask('little', ben);
    await ask('least', cyd);
    await rawClient()`
      update case_replay set created_at = created_at
        + case case_name when 'left' then make_interval(secs => ${-2 * PATIENCE_SECONDS}) else interval '10 minutes' end`;
    await startWorker(grader);
    expect(await until(async () => (await gradings(submissionId)) === 2, PATIENCE_MS)).toBe(true);
    expect(graded).toEqual(['again: least', 'again: little', 'again: much 1', 'again: much 2', 'j']);
    const left =
      await rawClient()`select 1 from graphile_worker.jobs where key like ${`replay:${submissionId}%`}`;
    expect(left).toHaveLength(0);
  });

  it('lets the first of a student wait for one job of a flood by another, not for the flood', async () => {
    const script = await addUser('Script');
    const flood = Array.from({ length: 30 }, (_, i) => `flood ${i}`);
    for (const source of flood) await handIn(source, script, `test/${source}`);
    const ids = [await handIn('person'), await handIn('another')];
    const { grader, graded } = graderThat((request) => fullScore(request));
    await startWorker(grader);
    for (const id of ids) expect(await reaches(id, 'graded')).toBe(true);
    expect(await until(() => graded.length === flood.length + 2, PATIENCE_MS)).toBe(true);
    expect(graded).toEqual(['flood 0', 'person', 'another', ...flood.slice(1)]);
  });

  it('stores a verdict that was ready while the database was away', async () => {
    const { grader, graded } = graderThat(async (request) => {
      const killed = testDatabase.server.processId();
      sendSignal(killed, 'SIGKILL');
      await until(() => testDatabase.server.processId() !== killed, PATIENCE_MS);
      return fullScore(request);
    });
    await startWorker(grader);
    const id = await handIn('g');
    expect(await reaches(id, 'graded')).toBe(true);
    // A connection of this process that was lost fails its next query, once.
    const insisted = async <T>(query: () => Promise<T>) => {
      let answer: T | undefined;
      await until(async () => {
        answer = await query().catch(() => undefined);
        return answer !== undefined;
      }, PATIENCE_MS);
      return answer as T;
    };
    expect(await insisted(() => gradings(id))).toBe(1);
    expect(graded.length).toBeGreaterThan(0);
    // And it still takes jobs.
    const [again] = workers.splice(0);
    await again.stop();
    await startWorker(graderThat((request) => fullScore(request)).grader);
    expect(await reaches(await insisted(() => handIn('h')), 'graded')).toBe(true);
  });
});
