/**
 * Guarantee: the samples of exercises, graded in Chromium's worker and on the server, give equal digests: the
 * reference of every other exercise, and a wrong solution of the others. Some exercises each time (scripts/proofs.ts).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGrader, type Grader } from '../grader/grade';
import { exerciseIds } from '../grader/library/exercise-library';
import { type OwnSolution, ownSolutions } from '../grader/library/own-solutions';
import { inTurn } from '../scripts/proofs';
import { type GraderPage, openGraderPage } from './grader-page';

let page: GraderPage;
let grader: Grader;

beforeAll(async () => {
  page = await openGraderPage();
  grader = await createGrader({ caseSecret: 'samples need none', spares: 1 });
}, 600_000);
afterAll(async () => {
  await page?.close();
  await grader?.close();
});

const chosen = inTurn(exerciseIds(), 12).map((id, i) => [id, i % 2 === 0 ? 'reference' : 'wrong'] as const);

test.each(chosen)('%s is graded alike in Chromium and on the server (%s)', async (id, kind) => {
  const solution = (await ownSolutions(id)).find((each) => each.kind === kind) as OwnSolution;
  const source = await solution.source();
  const there = await grader.grade({ exercise: id, source, cases: 'samples' });
  const { verdict: here } = await page.run(id, source);
  expect(here.cases.map(({ name, traceDigest }) => [name, traceDigest])).toEqual(
    there.cases.map(({ name, traceDigest }) => [name, traceDigest]),
  );
  expect(here.digest, solution.place).toBe(there.digest);
});
