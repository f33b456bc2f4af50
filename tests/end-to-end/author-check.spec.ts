/**
 * Guarantee: what does not prove itself is told with its place and shown in its run; mended, it holds, is looked at as a
 * student, and is given to a course by who teaches it once the list is answered; its students find it then and not before,
 * nor after it was taken back. A question shows its variants and how they are marked.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  DESKTOP,
  expect,
  expectFits,
  expectNoViolationsInBoth,
  openPanel,
  submit,
  test,
  typeSolution,
} from './site';

const PROJECT = join(import.meta.dirname, '../..');
const EXERCISE = 'synchronization/coherence-protocol';
const REFERENCE = readFileSync(join(PROJECT, 'exercises', EXERCISE, 'solution.ts'), 'utf8');
/** Says that it breaks a rule, and does not. */
const INNOCENT = REFERENCE.replace(/^/, '// fails: CP2\n').replace("'./contract'", "'../contract'");
const COURSE = '/courses/os-demo';

function package_<Answer>(...what: readonly string[]): Answer {
  const program = ['--import', './scripts/typescript.mjs', 'tests/end-to-end/give-package.ts', ...what];
  return JSON.parse(execFileSync(process.execPath, program, { cwd: PROJECT, encoding: 'utf8' })) as Answer;
}

interface Begun {
  readonly packageId: string;
  readonly item: string;
}

async function expectGoodPage(page: Page): Promise<void> {
  await expectFits(page);
  await expectNoViolationsInBoth(page);
}

const matrix = (page: Page) =>
  page.getByRole('region', { name: 'Solutions against rules and budgets' }).first();

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check/ }).click();
  // It was asked for; before, a reload would lose it.
  await expect(page.getByRole('progressbar', { name: /grader|now:|being fetched/ })).toBeVisible();
}

test('an exercise: check fails, mend, check holds, preview, publish, withdraw', async ({
  instructor,
  student,
  stranger,
}) => {
  const title = `Mine ${crypto.randomUUID().slice(0, 8)}`;
  const { packageId, item } = package_<Begun>('draft', 'exercise', EXERCISE, title);
  package_('write', packageId, 'wrong/innocent.ts', INNOCENT);
  const address = `/author/${packageId}`;
  for (const other of [student, stranger])
    for (const path of ['/check', '/preview', '/publish'])
      expect((await other.request.get(address + path)).status(), path).toBe(404);

  const page = await instructor.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(`${address}/publish`);
  await expect(page.getByText('Only a version of which every promise holds')).toBeVisible();
  await page.getByRole('link', { name: 'Go to Check' }).click();
  await expect(page.getByText('This package was not checked yet.')).toBeVisible();
  await check(page);
  await page.reload(); // it goes on
  const problems = page.getByRole('region', { name: 'What does not hold' });
  await expect(problems).toContainText('wrong/innocent.ts says that it fails CP2, but it');
  await expect(problems.getByRole('link', { name: 'wrong/innocent.ts' }).first()).toHaveAttribute(
    'href',
    `${address}?file=wrong%2Finnocent.ts`,
  );
  await expect(matrix(page).getByRole('row', { name: /^wrong\/innocent\.ts/ })).toContainText('100 / 100');
  await expectGoodPage(page);

  // A failure, in its run.
  const cell = matrix(page)
    .getByRole('button', { name: /^wrong.* fails CP\d: show where$/ })
    .first();
  await cell.focus();
  await page.keyboard.press('Enter');
  const replay = page.getByRole('region', { name: /^Replay/ });
  await expect(replay.locator('svg').first()).toBeVisible();
  await expect(replay).toContainText(/CP\d/);
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(cell).toBeFocused();

  // Mended.
  package_('write', packageId, 'wrong/innocent.ts');
  await page.reload();
  await expect(page.getByText('The draft has changed since.')).toBeVisible();
  await check(page);
  await expect(page.getByText('Every promise holds.')).toBeVisible();
  await expect(page.getByText('The draft has changed since.')).toHaveCount(0);
  for (const name of ['Which case catches what', 'What budgets allow'])
    await expect(page.getByRole('heading', { name })).toBeVisible();

  // As a student.
  await page.getByRole('link', { name: 'Preview as a student' }).click();
  await typeSolution(page, REFERENCE);
  await submit(page);
  await openPanel(page, 'Summary');
  await expect(page.getByRole('tabpanel', { name: 'Summary' })).toContainText('100 of 100 points');
  const theirs = await student.newPage();
  await theirs.goto(COURSE);
  await expect(theirs.getByRole('link', { name: title })).toHaveCount(0);

  // Published, once the list is answered.
  await page
    .getByRole('navigation', { name: /package/i })
    .getByRole('link', { name: 'Publish' })
    .click();
  await expect(page.getByText('every promise of it holds')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Operating Systems \(demo\)/ }).check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Answer every question of the list first.')).toBeVisible();
  const questions = page.getByRole('region', { name: 'What no check can see' }).getByRole('listitem');
  for (const question of (await questions.all()).slice(0, -1)) {
    await question.getByRole('radio', { name: 'Yes' }).check();
    await expect(question).toContainText('answered by');
  }
  const solved = questions.last();
  await solved.getByRole('radio', { name: 'No, because' }).check();
  await solved.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(solved).toContainText('A few words are needed here.');
  await solved.getByLabel('Why not').fill('It is only a test.');
  await solved.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(solved).toContainText('answered by');
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published. Students find it from now on.')).toBeVisible();
  await theirs.reload();
  await theirs.getByRole('link', { name: title }).click();
  await expect(theirs).toHaveURL(new RegExp(`/exercises/${item}$`));

  // Taken back.
  await page.getByRole('button', { name: 'Take back from Operating Systems (demo)' }).click();
  await page.getByRole('button', { name: 'Yes, take it back' }).click();
  await expect(page.getByText('Nobody: no student finds it.')).toBeVisible();
  await expect(page.getByText('was published last, and nobody has it now')).toBeVisible();
  expect((await student.request.get(`/exercises/${item}`)).status()).toBe(404);
  await page.goto(`${address}/people`);
  await expect(page.getByRole('region', { name: 'Delete' })).toContainText('so it stays');
});

test('a question: statistics, variants side by side, marking, preview', async ({ instructor }) => {
  const title = `Asked ${crypto.randomUUID().slice(0, 8)}`;
  const { packageId } = package_<Begun>('draft', 'question', 'communication/round-trips', title);
  const page = await instructor.newPage();
  await page.setViewportSize(DESKTOP);
  await page.goto(`/author/${packageId}/check`);
  await check(page);
  await expect(page.getByText('Every promise holds.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Over 1,000 variants' })).toBeVisible();
  const variants = page
    .getByRole('region', { name: '20 variants side by side' })
    .getByRole('list')
    .first()
    .locator('> li');
  await expect(variants).toHaveCount(20);

  const first = variants.first();
  const answers = first.locator('dd');
  await expect(answers.first()).toBeHidden();
  await first.getByText('Answer and explanation').click();
  await expect(answers.first()).toBeVisible();
  await first.getByText('Try marking').click();
  const mark = async (value: string, told: RegExp) => {
    await first.getByRole('textbox').first().fill(value);
    await first.getByRole('button', { name: 'Mark' }).click();
    await expect(first.getByRole('status')).toContainText(told);
  };
  await mark('many', /would be asked to write this again/);
  await mark('-1', /^0 of/);
  await mark((await answers.first().textContent()) ?? '', /^[1-9].* of/);
  await expectGoodPage(page);

  await page.getByRole('link', { name: 'Preview as a student' }).click();
  await expect(page.getByText('Nothing counts.')).toBeVisible();
  await page.getByRole('main').getByRole('textbox').first().fill('1');
  await expectGoodPage(page);
  await page.getByRole('button', { name: 'Check answer' }).click();
  await page.getByRole('button', { name: /empty parts/ }).click();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();
});
