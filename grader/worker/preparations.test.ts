/** What preparing an exercise finds out is found out once, for all workers, and stops nobody's work meanwhile. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { preparations, storedPreparation, storePreparation } from '../../db/preparations';
import { startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { loadExercise } from '../library/exercise-library';
import { type PreparationStore, ReadyExercises } from '../library/ready-exercises';

/** Their cases are few and short. */
const ID = 'structure/module-interface';
const OTHER = 'structure/microkernel';
const store: PreparationStore = { all: preparations, find: storedPreparation, keep: storePreparation };

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

interface Given {
  readonly secret: string;
  readonly version?: string;
  readonly store?: PreparationStore;
}

function exercises({ secret, version = 'v1', store: given = store }: Given): ReadyExercises {
  const versionOf = async () => version;
  return new ReadyExercises({ caseSecret: secret, graderVersion: 'g', versionOf, store: given });
}

/** Of all scopes, in the order in which they were stored. */
const rows = () =>
  rawClient()`select exercise, version, secret_digest, prepared_at::text from preparation order by prepared_at`;

it('a second worker chooses no seed again: it reads what the first one found out', async () => {
  const first = await exercises({ secret: 'again' }).get(ID);
  // What no run costs: whoever gives it has read it.
  await rawClient()`
    update preparation set "references" = '{"seen": {"cycles": -1}}', attempts = (
      select json_object_agg(key, value::text::int + 1000) from json_each(attempts))`;
  const second = exercises({ secret: 'again' });
  const third = exercises({ secret: 'again' });
  await third.prepareAll([ID]);
  for (const read of [await second.get(ID), await third.get(ID)]) {
    expect(read.references).toEqual({ seen: { cycles: -1 } });
    const seeds = (of: typeof read) => of.cases.map(({ role, seed }) => (role === 'sample' ? '' : seed));
    expect(seeds(read)).toHaveLength(seeds(first).length);
    for (const seed of seeds(read).filter((each) => each !== '')) expect(seeds(first)).not.toContain(seed);
  }
});

it('a changed exercise chooses again, another secret too, and the same one gives the same everywhere', async () => {
  const [first, changed, other, alone] = await Promise.all([
    exercises({ secret: 'one' }).get(ID),
    exercises({ secret: 'one', version: 'v2' }).get(ID),
    exercises({ secret: 'two' }).get(ID),
    new ReadyExercises({ caseSecret: 'one', graderVersion: 'g', versionOf: async () => 'v1' }).get(ID),
  ]);
  const { runner: _, ...facts } = first;
  expect(alone).toMatchObject(facts);
  const hidden = (of: typeof first) =>
    of.cases.filter((each) => each.role !== 'sample').map((each) => each.seed);
  for (const different of [changed, other])
    for (const seed of hidden(different)) expect(hidden(first)).not.toContain(seed);
  const stored = (await rows()).map(({ version, secret_digest: digest }) => `${version} ${digest}`);
  expect(new Set(stored).size).toBe(stored.length);
  // No secret stands in the table, nor a seed.
  const text = JSON.stringify(await rawClient()`select * from preparation`);
  for (const hiddenText of [...hidden(first), ...hidden(other)]) expect(text).not.toContain(hiddenText);
});

it('between two runs of a preparation the process goes on with everything else: it beats, and hears that it shall end', async () => {
  const { samples, hidden } = await loadExercise(ID);
  const runs = samples.length + hidden.reduce((sum, each) => sum + 1 + each.distinguishes.length, 0);
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  turn();
  await exercises({ secret: 'turns' }).get(ID);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(runs);

  const ended = exercises({ secret: 'ended' });
  const prepared = ended.get(ID);
  setImmediate(() => ended.close());
  await expect(prepared).rejects.toThrow('the grader was closed');
  const digest = createHash('sha256').update('ended').digest('hex');
  expect((await rows()).map((row) => row.secret_digest)).not.toContain(digest);
});

it('the background stands back while a submission is graded, unless it waits for that very exercise', async () => {
  const ready = exercises({ secret: 'background' });
  let grade: () => void = () => undefined;
  const grading = ready.whileGrading(
    () =>
      new Promise<void>((resolve) => {
        grade = resolve;
      }),
  );
  const all = ready.prepareAll([OTHER, ID]);
  const before = (await rows()).length;
  await ready.get(ID);
  const of = async () => (await rows()).slice(before).map((row) => row.exercise);
  expect(await of()).toEqual([ID]);
  await ready.get(OTHER);
  expect(await of()).toEqual([ID, OTHER]);
  grade();
  await Promise.all([grading, all]);
  expect(await of()).toEqual([ID, OTHER]);
});

it('a store that is away costs the work again, and no submission', async () => {
  const away = () => Promise.reject(new Error('away'));
  const faults: string[] = [];
  const ready = new ReadyExercises({
    ...{ caseSecret: 'away', graderVersion: 'g', versionOf: async () => 'v1' },
    store: { all: away, find: away, keep: away },
    onFault: (detail) => faults.push(detail),
  });
  await ready.prepareAll([ID, 'no/such']);
  expect((await ready.get(ID)).cases.length).toBeGreaterThan(0);
  expect(faults).toEqual([
    'preparations could not be read',
    'a preparation could not be read',
    'a preparation could not be kept',
    'no/such could not be prepared',
  ]);
  await expect(ready.get('no/such')).rejects.toThrow('There is no exercise');
});
