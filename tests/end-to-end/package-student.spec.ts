/**
 * Guarantee: an exercise and a question of a course's own are worked on like those of the catalogue by its students, stand in
 * its scores, and do not exist for anybody else; withdrawn, they are gone, and what was handed in is not.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  DESKTOP,
  expect,
  expectAccessible,
  expectFits,
  expectNoViolationsInBoth,
  openPanel,
  openWorkbench,
  run,
  submit,
  test,
  typeSolution,
} from './site';

const PROJECT = join(import.meta.dirname, '../..');
const HOME = 'synchronization/coherence-protocol';
const REFERENCE = readFileSync(join(PROJECT, 'exercises', HOME, 'solution.ts'), 'utf8');
/** Keeps its copy when another cache announces a store. */
const WRONG = REFERENCE.replace(
  'const next =',
  'if (request === BUS_UPGRADE) return state;\n    const next =',
);
const WRONG_RULE = 'CP2';
const COURSE = '/courses/os-demo';

function package_<Answer>(...what: readonly string[]): Answer {
  const program = ['--import', './scripts/typescript.mjs', 'tests/end-to-end/give-package.ts', ...what];
  return JSON.parse(execFileSync(process.execPath, program, { cwd: PROJECT, encoding: 'utf8' })) as Answer;
}

interface Given {
  readonly packageId: string;
  readonly item: string;
}

const summaryOf = (page: Page) => page.getByRole('tabpanel', { name: 'Summary' });

test("a course's own exercise: run, handed in, ranked, and gone when it is withdrawn", async ({
  student,
  instructor,
  stranger,
  visitor,
}) => {
  const title = `Coherence ${crypto.randomUUID().slice(0, 8)}`;
  const { packageId, item } = package_<Given>('give', 'exercise', HOME, title);
  const address = `/exercises/${item}`;
  for (const other of [stranger, visitor])
    for (const path of ['', '/submissions', '/leaderboard'])
      expect((await other.request.get(address + path)).status(), path).toBe(404);

  const page = await student.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(COURSE);
  await page.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Operating Systems (demo)' })).toHaveAttribute('href', COURSE);

  await openWorkbench(page, address);
  expect(page.workers().some((worker) => worker.url().includes('/grader/'))).toBe(false);
  await openPanel(page, 'Summary');
  await expect(summaryOf(page)).toContainText('runs in no browser');
  await openPanel(page, 'Summary');
  await typeSolution(page, WRONG);
  await run(page);
  const replay = page.getByRole('region', { name: /^Replay/ });
  await expect(replay).toContainText(WRONG_RULE);
  await expect(replay.locator('svg').first()).toBeVisible();
  await openPanel(page, 'Summary');
  const rules = page.getByRole('region', { name: 'Rules' });
  await expect(rules.getByRole('listitem').filter({ hasText: WRONG_RULE })).toContainText('Broken');

  // After a reload the samples run again.
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: /rules? (is|are|not)/ })).toBeVisible();
  await openPanel(page, 'Summary');
  await expect(rules.getByRole('listitem').filter({ hasText: WRONG_RULE })).toContainText('Broken');
  await expectFits(page);
  await expectNoViolationsInBoth(page, ['.monaco-editor']);

  await submit(page);
  await expect(page.getByRole('status').filter({ hasText: /\d+ of 100 points/ })).toBeVisible();
  await openPanel(page, 'Cases');
  await page.getByRole('listitem').filter({ hasText: 'Hidden' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Replay this run' }).click();
  await expect(replay.getByText(/^Event [\d,]+ of [\d,]+/)).toBeVisible();

  await typeSolution(page, REFERENCE);
  await openPanel(page, 'Summary');
  await run(page);
  await expect(summaryOf(page).getByText('All samples pass.')).toBeVisible();
  await submit(page);
  await expect(summaryOf(page).getByText('100 of 100 points. Full score.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'After full marks' })).toContainText(/Rank 1 in /);
  await page.getByRole('link', { name: 'Open this submission' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  const handedIn = new URL(page.url()).pathname;
  expect((await stranger.request.get(handedIn)).status()).toBe(404);

  await page.goto(`${address}/leaderboard`);
  await expect(page.getByRole('row').filter({ hasText: '(you)' })).toHaveCount(1);
  await expectAccessible(page, () => page.goto(COURSE));
  await expect(
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) }),
  ).toContainText('100 of 100 points');

  // Its staff finds it in the scores, in the file and among what was handed in.
  const staff = await instructor.newPage();
  await staff.setViewportSize(DESKTOP);
  await staff.goto(`${COURSE}?chapter=own`);
  await expect(staff.getByRole('columnheader', { name: title })).toBeVisible();
  await expectFits(staff);
  await expectNoViolationsInBoth(staff);
  expect(await (await instructor.request.get(`${COURSE}/scores.csv`)).text()).toContain(`${title} (${item})`);
  await staff.goto(`${COURSE}/submissions`);
  await staff.getByLabel('Exercise').selectOption({ label: title });
  await staff.getByRole('button', { name: 'Show' }).click();
  await expect(staff.getByRole('cell', { name: title })).toHaveCount(2);

  package_('withdraw', packageId);
  for (const path of ['', '/leaderboard'])
    expect((await student.request.get(address + path)).status()).toBe(404);
  await page.goto(`${address}/submissions`);
  await expect(page.getByText('no longer given')).toBeVisible();
  await page.getByRole('link', { name: /^Open submission 2/ }).click();
  await expect(summaryOf(page).getByText('100 of 100 points')).toBeVisible();
  await openPanel(page, 'Cases');
  await page.getByRole('listitem').filter({ hasText: 'Hidden' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Replay this run' }).click();
  await expect(replay.getByText(/^Event [\d,]+ of [\d,]+/)).toBeVisible();
  await page.goto(COURSE);
  await expect(page.getByRole('row', { name: new RegExp(title) })).toContainText('100 / 100');
});

test("a course's own question: answered, marked, and gone when it is withdrawn", async ({
  student,
  stranger,
}) => {
  const title = `Traffic ${crypto.randomUUID().slice(0, 8)}`;
  const { packageId, item } = package_<Given>('give', 'question', 'synchronization/atomic-traffic', title);
  const address = `/questions/${item}`;
  expect((await stranger.request.get(address)).status()).toBe(404);
  const page = await student.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(COURSE);
  await page.getByRole('link', { name: title }).click();
  const prompt = page.locator('.prose').first();
  await expect(prompt).not.toBeEmpty();
  const asked = await prompt.textContent();
  await page.getByRole('main').getByRole('textbox').last().fill('1');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(prompt).toHaveText(asked ?? '');
  await expect(page.getByRole('main').getByRole('textbox').last()).toHaveValue('1');
  await page.getByRole('button', { name: 'Check answer' }).click();
  const withBlanks = page.getByRole('button', { name: 'Hand in with empty parts' });
  const solution = page.getByRole('heading', { name: 'Worked solution' });
  await expect(withBlanks.or(solution)).toBeVisible();
  if (await withBlanks.isVisible()) await withBlanks.click();
  await expect(solution).toBeVisible();
  await expectFits(page);
  await expectNoViolationsInBoth(page);

  await page.getByRole('button', { name: 'Another variant' }).click();
  await expect(solution).toHaveCount(0);
  await page.getByRole('main').getByRole('textbox').last().fill('1');
  package_('withdraw', packageId);
  expect((await student.request.get(address)).status()).toBe(404);
  await page.getByRole('button', { name: 'Check answer' }).click();
  const noLonger = page.getByText('This question is no longer given to you');
  await expect(withBlanks.or(noLonger)).toBeVisible();
  if (await withBlanks.isVisible()) await withBlanks.click();
  await expect(noLonger).toBeVisible();
  await page.goto(COURSE);
  await expect(page.getByRole('row', { name: new RegExp(title) })).toBeVisible();
});
