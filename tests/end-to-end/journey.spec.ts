/** Guarantee: a student gets from a wrong solution to a full score, and staff sees it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  BROKEN_RULE,
  editorText,
  expect,
  expectAccessible,
  FIRST_IN_FIRST_OUT,
  LAST_IN_FIRST_OUT,
  openPanel,
  openWorkbench,
  PASSWORD,
  ROUND_ROBIN,
  recordEvents,
  recordedEvents,
  run,
  submit,
  test,
  typeSolution,
} from './site';

const summaryOf = (page: Page) => page.getByRole('tabpanel', { name: 'Summary' });
const allPass = (page: Page) => summaryOf(page).getByText('All samples pass.');

test.describe.configure({ mode: 'serial' });

test('a wrong solution is shown where it goes wrong, mended, submitted and ranked', async ({ student }) => {
  const page = await student.newPage();
  await openWorkbench(page);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await run(page);

  // It opens where the first rule breaks.
  const replay = page.getByRole('region', { name: /^Replay/ });
  await expect(replay).toBeVisible();
  await expect(replay).toContainText(BROKEN_RULE);
  await expect(replay.locator('svg').first()).toBeVisible();
  await openPanel(page, 'Summary');

  const rules = page.getByRole('region', { name: 'Rules' });
  const broken = rules.getByRole('listitem').filter({ hasText: BROKEN_RULE });
  await expect(broken).toContainText('Broken');
  await expect(rules.getByText('Broken')).toHaveCount(1);

  await page.keyboard.press('F8');
  await expect(page.getByRole('article', { name: /^Case/ })).toContainText(BROKEN_RULE);

  await typeSolution(page, FIRST_IN_FIRST_OUT);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(allPass(page)).toBeVisible();

  await submit(page);
  await expect(summaryOf(page).getByText('100 of 100 points. Full score.')).toBeVisible();

  const after = page.getByRole('region', { name: 'After full marks' });
  await expect(after).toContainText(/\d+\.\d\d × the reference/);
  await expect(after).toContainText(/Rank \d+ in /);
  await expect(after.getByRole('link', { name: 'Multi-level feedback' })).toBeVisible();

  await page.getByRole('link', { name: 'Open this submission' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Submission');
  await expect(summaryOf(page).getByText('100 of 100 points')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('queue.shift()');

  // A hidden case that passed is run again, with the lines that answered.
  await openPanel(page, 'Cases');
  await page.getByRole('listitem').filter({ hasText: 'Hidden' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Replay this run' }).click();
  await replay.getByRole('button', { name: 'First event' }).click();
  const answered = replay.getByRole('button', { name: /, line \d+$/ });
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    expect(await answered.count()).toBeGreaterThan(0);
  }).toPass();
  await answered.first().click();
  await expect(page).toHaveURL(/#line-\d+$/);

  await page.goto(`${ROUND_ROBIN}/leaderboard`);
  await expect(page.getByRole('row').filter({ hasText: '(you)' })).toHaveCount(1);
  await expect(page.getByRole('table')).not.toContainText('Demo Student');

  await page.goto('/chapters/scheduling');
  await expect(
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Round robin', exact: true }) }),
  ).toContainText('Solved');
});

test('the leaderboard: nothing scrolls sideways at 360 px; axe finds nothing, in light and in dark', async ({
  student,
}) => {
  await expectAccessible(await student.newPage(), (page) => page.goto(`${ROUND_ROBIN}/leaderboard`));
});

test('the queue, the progress and the verdict arrive over server-sent events', async ({ student }) => {
  const page = await student.newPage();
  await recordEvents(page);
  await openWorkbench(page);
  // What one typed before, in another browser.
  await expect.poll(() => editorText(page)).toBe(FIRST_IN_FIRST_OUT);
  const following = page.waitForResponse((response) => response.url().endsWith('/events'));
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  expect((await following).headers()['content-type']).toContain('text/event-stream');
  const { statuses, verdict } = await recordedEvents(page);
  expect(statuses).toContainEqual(
    expect.objectContaining({
      state: 'running',
      progress: { case: expect.any(String), done: expect.any(Number), total: expect.any(Number) },
    }),
  );
  expect(statuses.at(-1)).toMatchObject({ state: 'graded' });
  expect(verdict).toMatchObject({ exercise: 'scheduling/round-robin', status: 'graded' });
});

test('earlier submissions are listed and compared', async ({ student }) => {
  const page = await student.newPage();
  await openWorkbench(page);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await submit(page);
  await expect(page.getByRole('status').filter({ hasText: 'of 100 points' })).toBeVisible();
  await page.goto(`${ROUND_ROBIN}/submissions`);
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.locator('.monaco-diff-editor')).toContainText('pop');
});

/** Of a line of CSV: titles may hold commas, in quotes. */
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain);

test('staff sees scores, source and verdict, and exports them', async ({ instructor }) => {
  const page = await instructor.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Courses' }).click();
  await expect(page.getByRole('heading', { name: 'Courses' })).toBeVisible();
  await page.getByRole('link', { name: 'Operating Systems (demo)' }).click();
  await page.getByLabel('Chapter').selectOption('scheduling');
  await page.getByRole('button', { name: 'Show' }).click();
  const row = page
    .getByRole('region', { name: 'Scores' })
    .getByRole('row')
    .filter({ hasText: 'student@example.com' });
  await expect(row.getByRole('cell', { name: '100', exact: true }).first()).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  const file = await (await downloading).path();
  const [header, ...lines] = readFileSync(file, 'utf8').split('\r\n');
  const column = cellsOf(header).indexOf('scheduling/round-robin');
  const student = lines.find((line) => line.includes('student@example.com'));
  expect(cellsOf(student ?? '')[column]).toBe('100');

  await page.getByRole('link', { name: 'Submissions' }).click();
  await page.getByRole('region', { name: 'Submissions' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('RoundRobin');
  await openPanel(page, 'Summary');
  await expect(page.getByRole('region', { name: 'Rules' })).toBeVisible();
  await expect(page.getByText('student@example.com')).toBeVisible();
});

test('anyone runs samples without an account; Submit asks to sign in and keeps the text', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, FIRST_IN_FIRST_OUT);
  await run(page);
  await expect(allPass(page)).toBeVisible();
  await submit(page);
  await expect(page.getByText('Submitting needs an account')).toBeVisible();
  expect(await editorText(page)).toBe(FIRST_IN_FIRST_OUT);
});

test('whoever signs up from an exercise comes back to it with his text; a wrong password keeps the focus', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, FIRST_IN_FIRST_OUT);
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill('student@example.com');
  await page.getByLabel('Password').fill('not the password');
  const button = page.getByRole('button', { name: 'Sign in', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
  await expect(button).toBeFocused();
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  const address = `somebody-${crypto.randomUUID()}@example.com`;
  await page.getByLabel('Name').fill('Somebody');
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${ROUND_ROBIN}$`));
  await expect(page.locator('.view-lines').first()).toContainText('queue.shift');
  // The session is lost while one types: the text stays, and the way back leads here.
  await visitor.clearCookies();
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.locator('.view-lines').first()).toContainText('queue.pop');
});

test('what the compiler refuses is marked in the editor, with line and column', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, FIRST_IN_FIRST_OUT.replace('queue.shift()', 'queue.shift() as number; eval("1")'));
  await run(page);
  await expect(summaryOf(page).getByText('Not accepted by the compiler.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Line \d+, column \d+$/ }).first()).toBeVisible();
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
});

test("the editor completes from the contract's types", async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, "import type { Sch } from './contract';\n");
  await page.keyboard.press('ControlOrMeta+Home');
  for (let step = 0; step < 'import type { Sch'.length; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.locator('.suggest-widget')).toContainText('Scheduler');
});
