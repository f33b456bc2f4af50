/** Guarantee: an attempt at a package's question keeps its variant, and visitors are given none that students draw. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { givePackage } from '../packages/given-package.testing';
import { attemptVariant, newAttemptSeed, trialVariant } from './question-variants';
import { TRIAL_VARIANTS } from './trial';

let testDatabase: TestDatabase;
let authorId: string;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  authorId = await addUser('Author');
});
afterAll(() => testDatabase.stop());

async function given(count: number): Promise<string> {
  const variants = Array.from({ length: count }, (_, number) => ({ number }));
  const entry = { title: 'Pages', summary: '', rows: [1] };
  return (await givePackage({ authorId, courseId: null, kind: 'question', entry, variants })).item;
}

it('draws variants of students and of visitors apart', async () => {
  const item = await given(200);
  const seeds = await Promise.all(Array.from({ length: 100 }, () => newAttemptSeed(item)));
  expect(new Set(seeds).size).toBeGreaterThan(20);
  expect(Math.max(...seeds)).toBeLessThan(200 - TRIAL_VARIANTS);
  expect(await attemptVariant(item, 7)).toEqual({ number: 7 });
  const tried = await Promise.all(Array.from({ length: TRIAL_VARIANTS }, (_, i) => trialVariant(item, i)));
  expect(tried).toEqual(
    Array.from({ length: TRIAL_VARIANTS }, (_, i) => ({ number: 200 - TRIAL_VARIANTS + i })),
  );
});

it('does with few what can be done, and has none where there is none', async () => {
  const item = await given(3);
  expect(await newAttemptSeed(item)).toBeLessThan(3);
  expect(await trialVariant(item, 11)).toEqual({ number: 2 });
  expect(await attemptVariant('own-aaaaaaaaaa/pages', 0)).toBeNull();
});
