/**
 * Guarantee: the samples, run in the browser's worker and on the server, are the same run to the digit: equal trace
 * digests, counters and checks, for right and for wrong code.
 */
import type { Page } from '@playwright/test';
import type { CaseReport, Verdict } from '../../grader/verdict';
import {
  expect,
  FIRST_IN_FIRST_OUT,
  LAST_IN_FIRST_OUT,
  openWorkbench,
  recordEvents,
  recordedEvents,
  submit,
  test,
  typeSolution,
} from './site';

async function inBrowser(page: Page, source: string): Promise<Verdict> {
  const worker = page.workers().find((each) => each.url().includes('/grader/'));
  if (worker === undefined) throw new Error('The workbench has no grader worker.');
  return page.evaluate(
    ([url, text]) =>
      new Promise<Verdict>((resolve, reject) => {
        const grader = new Worker(url, { type: 'module' });
        grader.onmessage = ({ data }) => {
          if (data.kind === 'verdict') resolve(data.verdict);
          if (data.kind === 'failed') reject(new Error(data.message));
        };
        grader.postMessage({ kind: 'run', id: 1, exercise: 'scheduling/round-robin', source: text });
      }),
    [worker.url(), source] as const,
  );
}

async function onServer(page: Page, source: string): Promise<Verdict> {
  await typeSolution(page, source);
  await submit(page);
  return (await recordedEvents(page)).verdict as Verdict;
}

const facts = ({ name, passed, checks, counters, traceDigest }: CaseReport) => ({
  name,
  passed,
  checks,
  counters,
  traceDigest,
});

for (const [kind, source] of [
  ['right', FIRST_IN_FIRST_OUT],
  ['wrong', LAST_IN_FIRST_OUT],
] as const)
  test(`${kind} code runs alike in the browser and on the server`, async ({ student }) => {
    const page = await student.newPage();
    await recordEvents(page);
    await openWorkbench(page);
    await expect.poll(() => page.workers().some((each) => each.url().includes('/grader/'))).toBe(true);
    const here = await inBrowser(page, source);
    const there = await onServer(page, source);
    const samples = there.cases.filter((report) => report.role === 'sample');
    expect(samples.length).toBeGreaterThan(0);
    expect(here.cases.map(facts)).toEqual(samples.map(facts));
    expect([here.version, here.graderVersion]).toEqual([there.version, there.graderVersion]);
  });
