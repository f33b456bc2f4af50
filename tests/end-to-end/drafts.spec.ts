/** Guarantee: no text that a student typed is lost: not by a reload, a second tab, a dead network or a reset. */
import { editorText, expect, openWorkbench, pasteSolution, signUp, test, typeSolution } from './site';

const ours = '// typed in the first tab\n';
const theirs = '// typed in the second tab\n';

test('a draft survives a reload, and another device finds it', async ({ visitor, browser, baseURL }) => {
  const page = await visitor.newPage();
  await signUp(page);
  await openWorkbench(page);
  await typeSolution(page, ours);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.locator('.view-lines')).toContainText('typed in the first tab');

  const { cookies } = await visitor.storageState();
  const other = await browser.newContext({ baseURL, storageState: { cookies, origins: [] } });
  const elsewhere = await other.newPage();
  await openWorkbench(elsewhere);
  await expect(elsewhere.locator('.view-lines')).toContainText('typed in the first tab');
  await other.close();
});

test('without an account a draft survives a reload too', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, ours);
  await page.reload();
  await expect(page.locator('.view-lines')).toContainText('typed in the first tab');
});

test('two tabs: the conflict is shown, both texts can be had', async ({ visitor }) => {
  const first = await visitor.newPage();
  await signUp(first);
  await openWorkbench(first);
  const second = await visitor.newPage();
  await openWorkbench(second);
  await typeSolution(first, ours);
  await pasteSolution(second, theirs);

  for (const page of [first, second])
    await expect(page.getByRole('heading', { name: /changed in another tab/ })).toBeVisible();
  await expect(first.locator('.view-lines').first()).toContainText('first tab');
  await expect(second.locator('.view-lines').first()).toContainText('second tab');

  await second.reload();
  await expect(second.getByRole('heading', { name: /changed in another tab/ })).toBeVisible();
  // Closed while it still compares: nothing is thrown (the fixture watches).
  for (let i = 0; i < 5; i++) {
    await second.getByRole('button', { name: 'Compare' }).click();
    await expect(second.locator('.monaco-diff-editor')).toBeVisible();
    await second.getByRole('button', { name: 'Close comparison' }).click();
  }
  await second.getByRole('button', { name: 'Compare' }).click();
  await expect(second.locator('.monaco-diff-editor')).toContainText('first tab');
  await expect(second.locator('.monaco-diff-editor')).toContainText('second tab');
  await second.getByRole('button', { name: 'Take the other one' }).click();
  await expect(second.locator('.view-lines').first()).toContainText('first tab');
  await expect(second.getByText('Saved', { exact: true })).toBeVisible();
  await expect(first.getByRole('heading', { name: /changed in another tab/ })).toBeHidden();
});

test('a dead network: the text is kept and said to be, and saved when the network is back', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await signUp(page);
  await openWorkbench(page);
  // The editor's workers too: one that is cut off while it loads is an error of its own.
  await page.waitForLoadState('networkidle');
  await visitor.setOffline(true);
  await typeSolution(page, ours);
  await expect(page.getByText('Saved in this browser; the site cannot be reached')).toBeVisible();
  await visitor.setOffline(false);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.locator('.view-lines')).toContainText('typed in the first tab');
});

test("a visitor's text and settings go to the first account, and to no other; a text that is too long is told to be so", async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, ours);
  await page.getByRole('button', { name: 'Editor settings' }).click();
  await page.getByLabel('Font size').selectOption('20 px');
  await signUp(page);
  await openWorkbench(page);
  const lines = page.locator('.view-lines').first();
  await expect(lines).toContainText('first tab');
  await expect(lines).toHaveCSS('font-size', '20px');
  await page.goto('/profile');
  await page.getByLabel('Font size').selectOption('24 px');
  await expect(page.getByText('Kept in your account.')).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await openWorkbench(page);
  await expect(lines).toHaveCSS('font-size', '24px');
  await pasteSolution(page, `//${'x'.repeat(1_100_000)}`);
  await expect(page.getByText('Too long to be saved in your account')).toBeVisible();
  await visitor.clearCookies();
  await signUp(page);
  await openWorkbench(page);
  await expect(lines).toContainText('class RoundRobin');
  await expect(lines).toHaveCSS('font-size', '13px');
});

test('a reset to the starter can be undone', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, ours);
  await page.getByRole('button', { name: 'Reset to starter' }).click();
  await expect.poll(() => editorText(page)).toContain('class RoundRobin');
  await page.getByRole('textbox', { name: 'Your solution' }).focus();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => editorText(page)).toBe(ours);
});
