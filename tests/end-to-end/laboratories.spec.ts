/**
 * A laboratory's page: what is changed shows in picture, table and address at once; an address alone gives the same page,
 * with or without script; a bad value is told at its field.
 */
import { expect, expectNoViolations, test } from './site';

const WAITING = /^average/;

test('a change shows at once, stands in the address, and is there again when that is opened', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await page.goto('/laboratories');
  await page.getByRole('link', { name: 'Scheduling' }).click();
  await page.getByRole('link', { name: 'The convoy: a long job in front' }).click();
  const times = page.getByRole('region', { name: 'Table: Jobs under' }).getByRole('row', { name: WAITING });
  // 24, 3 and 3 units, first come, first served: nobody, 24 and 27.
  await expect(times).toContainText('17');
  await page.getByLabel('Policy').selectOption('rr');
  await expect(times).toContainText('5.667');
  await expect(page).toHaveURL(/policy=rr/);
  await page.getByLabel('Quantum').fill('3');
  await expect(times).toContainText('5');
  await expect(page).toHaveURL(/quantum=3.*jobs=0%3A24%2C0%3A3%2C0%3A3/);
  const said = await times.textContent();
  const again = await visitor.newPage();
  await again.goto(page.url());
  await expect(again.getByLabel('Quantum')).toHaveValue('3');
  expect(await again.getByRole('row', { name: WAITING }).textContent()).toBe(said);
});

test('a bad value is a sentence at its field, and the others are kept', async ({ visitor }) => {
  const page = await visitor.newPage();
  await page.goto('/laboratories/scheduling?policy=sjf&jobs=0:8,nonsense&quantum=4');
  const jobs = page.getByRole('textbox', { name: 'Jobs' });
  await expect(jobs).toHaveAttribute('aria-invalid', 'true');
  await expect(jobs).toHaveAccessibleDescription(/Jobs has "nonsense", but each item is arrival:length/);
  await expect(page.getByText('Nothing is run with this setting')).toBeVisible();
  await expectNoViolations(page, 'light');
  await jobs.fill('0:8,1:4');
  await expect(page.getByRole('region', { name: 'Table: Jobs under sjf' })).toBeVisible();
  await expect(page.getByLabel('Policy')).toHaveValue('sjf');
  await page.getByLabel('Quantum').fill('0');
  await expect(page.getByText('Quantum must be a whole number from 1 to')).toBeVisible();
});

test('it works without script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/laboratories/replacement');
  await page.getByLabel('Policy').selectOption('opt');
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page).toHaveURL(/policy=opt/);
  // The textbook's string, three frames: nine faults.
  await expect(page.getByRole('region', { name: 'Table: In total' })).toContainText('45.0 %');
  await context.close();
});

test('a run that gives a trace is stepped through as in the exercises, forward and back', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await page.goto('/laboratories/coherence');
  const replay = page.getByRole('region', { name: 'Replay: Cache coherence' });
  await expect(replay).toContainText('in the cache of core 2.');
  const showAs = (name: 'Picture' | 'Table') => replay.getByRole('button', { name });
  // Before the page's scripts have taken it over, a click is lost.
  await expect(async () => {
    await showAs('Table').click();
    await expect(showAs('Table')).toHaveAttribute('aria-pressed', 'true', { timeout: 1_000 });
  }).toPass();
  await showAs('Picture').click();
  await replay.getByRole('button', { name: 'Step back' }).click();
  await expect(replay).toContainText(/core 2 reads to write line 0x40 on the bus\./i);
  await replay.getByRole('button', { name: 'Step forward' }).click();
  await expect(replay).toContainText('to modified in the cache of core 2.');
  await showAs('Table').click();
  await expect(replay.getByRole('table', { name: /^Bus: all so far/ })).toContainText('read to write');
  // Another setting is another run, from its end.
  await page.getByLabel('Protocol', { exact: true }).selectOption('dragon');
  await expect(replay).toContainText(/core 2 sends a new word of line 0x40 on the bus\./i);
});
