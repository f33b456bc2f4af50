/**
 * Guarantee: the samples of every exercise, graded in Chromium's worker and on the server, give equal digests; for
 * the reference and for a wrong solution.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGrader, type Grader } from '../grader/grade';
import { exerciseIds } from '../grader/library/exercise-library';
import { type OwnSolution, ownSolutions } from '../grader/library/own-solutions';
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

test.each(exerciseIds())('%s is graded alike in Chromium and on the server', async (id) => {
  const solutions = await ownSolutions(id);
  for (const kind of ['reference', 'wrong']) {
    const solution = solutions.find((each) => each.kind === kind) as OwnSolution;
    const source = await solution.source();
    const there = await grader.grade({ exercise: id, source, cases: 'samples' });
    const { verdict: here } = await page.run(id, source);
    expect(here.cases.map(({ name, traceDigest }) => [name, traceDigest])).toEqual(
      there.cases.map(({ name, traceDigest }) => [name, traceDigest]),
    );
    expect(here.digest, solution.place).toBe(there.digest);
  }
});
