/**
 * Guarantee: on a site with no course, somebody named by the command line makes one, a student comes in by its link and
 * sees it, and the instructor finds, sorts and exports scores and says who is what; at every width, by keyboard, and
 * axe finds nothing; with a course, a name and an address that are as long as they may be, without a blank in them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DESKTOP, expect, expectFits, expectNoViolationsInBoth, PASSWORD, signUp, test } from './site';

/** As long as a name or a title may be, and another one each time. */
const longName = (first: string) =>
  `${first}${'W'.repeat(92 - first.length)}${crypto.randomUUID().slice(0, 8)}`;
const longLabel = 'w'.repeat(63);
const LONG_DOMAIN = `${longLabel}.${longLabel}.${longLabel}.example`;

const PROJECT = join(import.meta.dirname, '../..');

async function expectGoodPage(page: Page): Promise<void> {
  await expectFits(page);
  await expectNoViolationsInBoth(page);
}

/** Answers a question with something, so that the student has a row with points. */
async function answer(page: Page): Promise<void> {
  await page.goto('/questions/memory/page-replacement');
  await page.getByRole('main').getByRole('textbox').last().fill('1');
  await page.getByRole('button', { name: 'Check answer' }).click();
  await page.getByRole('button', { name: 'Hand in with empty parts' }).click();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();
}

test('from nobody to a course with a student in it', async ({ visitor, student, baseURL }) => {
  // An account of its own: the stranger of other tests is to stay one.
  const page = await (await visitor.browser()!.newContext({ baseURL })).newPage();
  const { email } = await signUp(page);
  await page.setViewportSize(DESKTOP);
  await page.goto('/courses');
  await expect(page.getByText('You are in no course yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'New course' })).toHaveCount(0);

  const named = execFileSync(process.execPath, ['scripts/runqueue.mjs', 'administrator', email], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect(named).toContain('is an administrator now');

  await page.goto('/courses');
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByLabel('Email of the account').fill('student@example.com');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page.getByRole('status').getByText('Demo Student: Instructor.')).toBeVisible();
  await expectGoodPage(page);
  const named2 = await student.newPage();
  await named2.goto('/courses/new');
  await expect(named2.getByRole('heading', { name: 'New course' })).toBeVisible();
  await page.getByRole('button', { name: 'Take the role of Demo Student' }).click();
  await expect(page.getByRole('row', { name: /Demo Student/ })).toHaveCount(0);
  expect((await student.request.get('/courses/new')).status()).toBe(404);

  await page.goto('/courses/new');
  await expectGoodPage(page);
  const title = longName('Operating');
  await page.getByLabel('Title').fill('…');
  await page.getByRole('button', { name: 'New course' }).click();
  await expect(page.getByText('Write title and term with letters or digits')).toBeVisible();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Term').fill('Autumn 2026');
  await page.getByRole('button', { name: 'New course' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  const link = (await page.getByText(/\/join\?code=/).textContent()) as string;
  await expectGoodPage(page);

  // Somebody without an account comes by the link, signs up, and is back at it.
  const newcomer = await visitor.newPage();
  await newcomer.goto(link);
  await newcomer.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await newcomer.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  const ada = longName('Ada');
  await newcomer.getByLabel('Name').fill(ada);
  await newcomer.getByLabel('Email').fill(`${crypto.randomUUID()}@${LONG_DOMAIN}`);
  await newcomer.getByLabel('Password').fill(PASSWORD);
  await newcomer.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(newcomer.getByText(`You join ${title} (Autumn 2026) as a student.`)).toBeVisible();
  await expectGoodPage(newcomer);
  await newcomer.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(newcomer.getByRole('heading', { name: 'Your scores' })).toBeVisible();
  const course = new URL(newcomer.url()).pathname;
  await answer(newcomer);
  await newcomer.goto(course);
  await expect(newcomer.getByRole('row', { name: /Total/ })).toBeVisible();
  await expectGoodPage(newcomer);
  await newcomer.goto('/courses');
  await expect(newcomer.getByRole('main').getByRole('link', { name: title })).toBeVisible();
  await newcomer.goto(link);
  await expect(newcomer.getByText(`You are in ${title} already.`)).toBeVisible();

  // Another one types the code.
  const other = await (await visitor.browser()!.newContext({ baseURL: new URL(link).origin })).newPage();
  const ben = await signUp(other);
  await other.goto('/courses');
  await other.getByLabel('Code').fill(new URL(link).searchParams.get('code')?.toLowerCase() ?? '');
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(other.getByRole('heading', { name: 'Your scores' })).toBeVisible();
  await other.context().close();

  // Scores: sorted, found, of one chapter, as a file.
  await page.getByRole('link', { name: 'Scores' }).click();
  const names = () =>
    page.getByRole('region', { name: 'Scores' }).getByRole('cell').getByRole('link').allTextContents();
  await expect.poll(names).toEqual([ada, ben.name]);
  await expectGoodPage(page);
  await page.getByRole('link', { name: 'Student' }).click();
  await expect.poll(names).toEqual([ben.name, ada]);
  await page.getByRole('link', { name: 'Total' }).click();
  await expect(page.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByLabel('Find').fill(ben.email.toUpperCase());
  await page.getByLabel('Chapter').selectOption({ label: 'Memory' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect.poll(names).toEqual([ben.name]);
  await expect(page.getByRole('columnheader', { name: /question/ }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv).toContain('question memory/page-replacement');
  expect(csv).toContain(ada);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3);

  // Roles, by keyboard.
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: `Role of ${ada}: Student` }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Student' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitemradio', { name: 'Assistant' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Role of ${ada}: Assistant` })).toBeVisible();
  await expectGoodPage(page);
  await newcomer.goto(`${course}/people`);
  await expect(newcomer.getByRole('cell', { name: ben.name })).toBeVisible();
  await expect(newcomer.getByRole('button', { name: /^Role of/ })).toHaveCount(0);
  expect((await visitor.request.get(`${course}/settings`)).status()).toBe(404);

  await page.getByRole('button', { name: `Role of ${ben.name}: Student` }).click();
  await page.getByRole('menuitem', { name: 'Remove from the course' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('cell', { name: ben.name })).toHaveCount(0);
  await page.getByRole('button', { name: /^Role of Somebody.*: Instructor/ }).click();
  await page.getByRole('menuitemradio', { name: 'Student' }).click();
  await expect(page.getByText('A course keeps an instructor')).toBeVisible();

  // A link that was exchanged opens nothing.
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'New link and code' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await newcomer.goto(link);
  await expect(newcomer.getByText('This code opens no course.')).toBeVisible();

  // Somebody goes, and the course does.
  await newcomer.goto(course);
  await newcomer.getByRole('button', { name: 'Leave this course' }).click();
  await newcomer.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(newcomer.getByText('You are in no course yet')).toBeVisible();
  await page.getByRole('link', { name: 'See what goes and what stays' }).click();
  await expectGoodPage(page);
  await page.getByLabel('Title of the course').fill(title.toLowerCase());
  await page.getByRole('button', { name: 'Delete the course' }).click();
  await expect(page.getByText('nothing was deleted')).toBeVisible();
  await page.getByLabel('Title of the course').fill(title);
  await page.getByRole('button', { name: 'Delete the course' }).click();
  await expect(page.getByText('You are in no course yet')).toBeVisible();
  expect((await page.request.get(course)).status()).toBe(404);
});
