/**
 * Guarantee: an instructor begins an exercise from one of the catalogue and edits it with types and a preview; two authors
 * who change the same see both texts and lose none; comments, zip down and up, history and restoring; at every width, by
 * keyboard, and axe finds nothing.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { packPackage } from '../../grader/packages/zip-archive';
import { DESKTOP, expect, expectFits, expectNoViolationsInBoth, signUp, test } from './site';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const files = (page: Page) => page.getByRole('navigation', { name: 'Files' });
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of this package' }).getByRole('link', { name });

async function openFile(page: Page, path: string): Promise<void> {
  await button(page, new RegExp(`^${path}`)).click();
  await expect(page.getByRole('textbox', { name: `Text of ${path}` })).toBeAttached();
}

/** Replaces what stands in the file that is shown. */
async function write(page: Page, path: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: `Text of ${path}` });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

const expectSaved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

/** What the editor shows. Monaco draws blanks as no-break spaces. */
const expectShown = (page: Page, text: string) =>
  expect(page.locator('.monaco-editor .view-lines').first()).toContainText(text.replaceAll(' ', '\u00a0'));

async function begin(page: Page, from: string, name: string): Promise<string> {
  await page.goto('/author/new');
  if (from === 'nothing') await page.getByLabel(from, { exact: true }).check();
  else {
    await page.getByLabel('an exercise or question of the catalogue').check();
    await page.getByLabel('Exercise or question', { exact: true }).selectOption(from);
  }
  await page.getByLabel('Title').fill(`Exercise ${name}`);
  await page.getByLabel('Name').fill(name);
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/author\/own-\w+$/);
  return page.url();
}

/** What goes between the page of a package and the site. */
const SAVES = /\/author\/own-\w+(?:\/draft.*)?$/;

const newName = () => `lifo-${crypto.randomUUID().slice(0, 8)}`;

test('an exercise is begun, written by two, commented, kept, and restored', async ({
  instructor,
  visitor,
}) => {
  const page = await instructor.newPage();
  await page.goto('/');
  await button(page, /^Account/).click();
  await page.getByRole('link', { name: 'Author' }).click();
  await expect(page.getByRole('heading', { name: 'Author', level: 1 })).toBeVisible();
  const address = await begin(page, 'scheduling/round-robin', newName());
  await expect(page.locator('[data-editor="ready"]')).toBeAttached();

  // The statement, as students see it.
  await openFile(page, 'statement.md');
  await write(page, 'statement.md', 'Write **the last** one first.\n\n- **LI1** It is so.\n');
  await expect(page.getByRole('tabpanel').locator('strong').first()).toHaveText('the last');
  await expectSaved(page);

  // Types of the simulator: none is missing, and an error is found, also from another file.
  await expect(files(page).getByText(/problem/)).toHaveCount(0);
  await openFile(page, 'starter.ts');
  await write(
    page,
    'starter.ts',
    "import { Random } from '../../../simulator/engine/random';\nconst wrong: string = new Random(1).below(2);\n",
  );
  await expect(button(page, /^starter.ts/)).toContainText('1 problem');
  await write(page, 'starter.ts', 'export const right = 1;\n');
  await expect(button(page, /^starter.ts/)).not.toContainText('problem');
  await expectSaved(page);

  // Files are added, renamed and deleted.
  await page.getByLabel('Name of the new file').fill('../outside.ts');
  await button(page, 'Add').click();
  await expect(page.getByRole('alert').filter({ hasText: 'is no name of a file here' })).toBeVisible();
  await page.getByLabel('Name of the new file').fill('wrong/slow.ts');
  await button(page, 'Add').click();
  await expect(page.getByRole('textbox', { name: 'Text of wrong/slow.ts' })).toBeAttached();
  await button(page, 'Rename').click();
  await page.getByLabel('New name of wrong/slow.ts').fill('wrong/late.ts');
  await page.keyboard.press('Enter');
  await expect(files(page).getByRole('button', { name: 'late.ts' })).toBeVisible();
  await button(page, 'Delete').click();
  await button(page, 'Delete').click();
  await expect(files(page).getByRole('button', { name: 'late.ts' })).toHaveCount(0);

  // A second author, by address.
  const other = await visitor.newPage();
  const { email, name } = await signUp(other);
  await part(page, 'People').click();
  await page.getByLabel('Email').fill(email);
  await button(page, 'Add').click();
  await expect(page.getByText(`${name} writes it, too.`)).toBeVisible();
  await page.goto(address);
  await openFile(page, 'hints.md');
  await other.goto(address);
  await openFile(other, 'hints.md');
  await visitor.route(SAVES, (route) => route.abort());
  await write(other, 'hints.md', 'By the other.\n');
  await write(page, 'hints.md', 'By the instructor.\n');
  await expectSaved(page);
  await visitor.unroute(SAVES);
  const conflict = other.getByRole('alert', { name: 'hints.md was changed elsewhere, too' });
  await expect(conflict).toBeVisible();
  await conflict.getByRole('button', { name: 'Compare' }).click();
  await expect(conflict.locator('.monaco-diff-editor')).toContainText('By\u00a0the\u00a0instructor.');
  await conflict.getByRole('button', { name: 'Keep this one' }).click();
  await expect(conflict).toHaveCount(0);
  await expectSaved(other);
  await expectShown(page, 'By the other.');

  // And where one was removed.
  await visitor.route(SAVES, (route) => route.abort());
  await write(other, 'hints.md', 'By the other, more.\n');
  await button(page, 'Delete').click();
  await button(page, 'Delete').click();
  await expect(files(page).getByRole('button', { name: 'hints.md' })).toHaveCount(0);
  await visitor.unroute(SAVES);
  const removed = other.getByRole('alert', { name: 'hints.md was deleted by somebody else' });
  await expect(removed).toBeVisible();
  await removed.getByRole('button', { name: 'Keep this one' }).click();
  await expectSaved(other);
  await expect(files(page).getByRole('button', { name: 'hints.md' })).toBeVisible();

  // What they say of it.
  await button(other, 'Comments').click();
  await other.getByLabel('About').selectOption('hints.md, line 2');
  await other.getByLabel('Comment', { exact: true }).fill('Too much is said here.');
  await other.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(other.getByRole('listitem').filter({ hasText: 'Too much is said here.' })).toContainText(name);
  await page.goto(address);
  await button(page, /^Comments \(1\)$/).click();
  await button(page, 'hints.md, line 2').click();
  await expectShown(page, 'By the other, more.');
  await button(page, 'Resolve: Too much').click();
  await expect(button(page, 'Show resolved (1)')).toBeVisible();

  // Down and up again: the same version.
  await part(page, 'History').click();
  await button(page, 'Keep the draft').click();
  const told = await page.getByText(/^Kept as \w+\.$/).textContent();
  const version = /as (\w+)/.exec(told ?? '')?.[1] as string;
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the draft as zip' }).click();
  const archive = readFileSync(await (await downloading).path());
  await openFile(other, 'statement.md');
  await write(other, 'statement.md', 'Something else.\n');
  await expectSaved(other);
  await page
    .getByLabel('Archive', { exact: true })
    .setInputFiles({ name: 'lifo.zip', mimeType: 'application/zip', buffer: archive });
  await button(page, 'Replace the draft').click();
  await expect(page.getByText(`The draft is the archive’s now: version ${version}.`)).toBeVisible();
  await expectShown(other, 'Write **the last** one first.');

  // The other's text is kept; it differs in the statement, and is restored.
  const row = page.getByRole('row').filter({ hasText: 'draft before an import' });
  const before = await row.getByRole('code').textContent();
  await page.getByRole('combobox', { name: /^From/ }).selectOption(before);
  await page.getByRole('combobox', { name: /^To/ }).selectOption('draft');
  await button(page, 'Show').click();
  await expect(button(page, /^statement.md/)).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator('.monaco-diff-editor')).toContainText('Something\u00a0else.');
  await expectFits(page);
  await expectNoViolationsInBoth(page, ['.monaco-diff-editor']);
  await button(page, /^statement.md/).click();
  await expect(page.locator('.monaco-diff-editor')).toHaveCount(0);
  await row.getByRole('button', { name: 'Restore' }).click();
  await expectShown(other, 'Something else.');
  await expect(row).toContainText('as the draft');
});

test('the pages of authors fit, and axe finds nothing; what was never published is deleted by its name', async ({
  instructor,
}) => {
  const page = await instructor.newPage();
  const name = newName();
  const address = await begin(page, 'nothing', name);
  await page.setViewportSize(DESKTOP);
  await page.getByLabel('Name of the new file').fill('statement.md');
  await page.keyboard.press('Enter');
  await write(page, 'statement.md', '## What to build\n\nA *queue*.\n');
  await expect(page.getByRole('tabpanel').getByRole('heading', { name: 'What to build' })).toBeVisible();
  await expectFits(page);
  await expectNoViolationsInBoth(page);
  for (const path of ['/author', '/author/new', `${address}/history`, `${address}/people`]) {
    await page.goto(path);
    await expectFits(page);
    await expectNoViolationsInBoth(page);
  }
  await page.getByLabel('To delete it, type its name').fill(name);
  await button(page, 'Delete this package').click();
  await expect(page).toHaveURL(/\/author$/);
  await expect(page.getByRole('link', { name: `Exercise ${name}` })).toHaveCount(0);
});

test('archives: as many bytes as a package may have, one of another system, and one that is none', async ({
  instructor,
  student,
}) => {
  const page = await instructor.newPage();
  const zip = (name: string, buffer: Uint8Array) => ({
    ...{ name, mimeType: 'application/zip', buffer: Buffer.from(buffer) },
  });
  const noise = Array.from({ length: 4 }, (_, i) => [
    `hints-${i}.md`,
    randomBytes(195_000).toString('base64'),
  ]) as [string, string][];
  await page.goto('/author/new');
  await page.getByLabel('a zip archive').check();
  const name = newName();
  await page.getByLabel('Title').fill(`Exercise ${name}`);
  await page.getByLabel('Name').fill(name);
  const archive = packPackage(new Map([['exercise.ts', 'export default {};'], ...noise]));
  await page.getByLabel('Archive', { exact: true }).first().setInputFiles(zip('large.zip', archive));
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/author\/own-\w+$/);
  await expect(files(page).getByRole('button', { name: 'hints-3.md' })).toBeVisible();

  // A question without code, to another system and back.
  await page.goto('/author/new');
  await page.getByLabel('a question without code, in a form').check();
  await page.getByLabel('Title').fill('Mean wait');
  await page.getByLabel('Name').fill(newName());
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/author\/own-\w+$/);
  await part(page, 'History').click();
  const downloading = page.waitForEvent('download');
  await button(page, 'Download as QTI 3.0').click();
  const sent = readFileSync(await (await downloading).path());
  await page.goto('/author/new');
  const foreign = page.getByRole('region', { name: 'From another system' });
  await foreign.getByLabel('Archive').setInputFiles(zip('qti.zip', sent));
  await button(page, 'Bring in').click();
  await expect(foreign.getByRole('status')).toContainText('begun:');
  const brought = foreign.getByRole('status').getByRole('link').first();
  const address = (await brought.getAttribute('href')) ?? '';
  await foreign.getByLabel('Archive').setInputFiles(zip('none.zip', Buffer.from('no archive')));
  await button(page, 'Bring in').click();
  await expect(foreign.getByRole('alert')).toContainText('This archive is not taken: this is no ZIP archive');

  // Its numbers are no longer drawn.
  await page.goto(`${address}/check`);
  await button(page, 'Check').click();
  await expect(page.getByText('Every promise holds.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Everybody is asked the same' })).toBeVisible();

  const headers = { 'content-type': 'application/zip' };
  const refused = await student.request.post('/api/archives/exchange', { headers, data: sent });
  expect(refused.status()).toBe(403);
});

test('for others there is nothing', async ({ instructor, student, visitor }) => {
  const page = await instructor.newPage();
  const address = await begin(page, 'nothing', newName());
  for (const path of [
    '/author',
    '/author/new',
    address,
    `${address}/history`,
    `${address}/people`,
    `${address}/zip`,
  ]) {
    expect((await student.request.get(path)).status(), path).toBe(404);
  }
  expect((await student.request.get('/author/types')).status()).toBe(404);
  expect((await visitor.request.get(`${address}/draft?since=0`)).status()).toBe(401);
  const students = await student.newPage();
  await students.goto('/');
  await button(students, /^Account/).click();
  await expect(students.getByRole('link', { name: 'Profile' })).toBeVisible();
  await expect(students.getByRole('link', { name: 'Author' })).toHaveCount(0);
});
