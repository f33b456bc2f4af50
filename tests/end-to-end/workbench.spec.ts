/** Guarantee: the workbench can be read, written and run in at every width; its contract and hints can be read. */
import { BROKEN_RULE, expect, LAST_IN_FIRST_OUT, openWorkbench, run, test, typeSolution } from './site';

const WIDTHS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
];
/** Ten lines. */
const LEAST_EDITOR_PIXELS = 200;

for (const viewport of WIDTHS)
  test(`at ${viewport.width} px one reads, writes and runs`, async ({ visitor }) => {
    const page = await visitor.newPage();
    await page.setViewportSize(viewport);
    await openWorkbench(page);
    const isNarrow = viewport.width < 1024;
    await expect(page.getByRole('heading', { level: 1, name: 'Round robin' })).toBeVisible();
    if (isNarrow) await page.getByRole('tab', { name: 'Code' }).click();
    const editor = page.locator('.monaco-editor').first();
    await expect
      .poll(async () => (await editor.boundingBox())?.height ?? 0)
      .toBeGreaterThan(LEAST_EDITOR_PIXELS);
    await typeSolution(page, LAST_IN_FIRST_OUT);
    await run(page);
    await expect(page.getByRole('region', { name: 'Rules' })).toContainText(BROKEN_RULE);
    await expect(page.getByRole('region', { name: 'Rules' })).toBeVisible();
  });

test('the contract is read in a tab of its own, and its names lead there', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  await typeSolution(page, "import type { Scheduler } from './contract';\n");
  const files = page.getByRole('navigation', { name: 'Files' });
  const contractTab = files.getByRole('button', { name: /^contract\.ts/ });
  const lines = page.locator('.view-lines').first();

  await contractTab.click();
  await expect(lines).toContainText('what you implement, and what you may call');
  await page.getByRole('textbox', { name: /contract\.ts$/ }).focus();
  await page.keyboard.type('not mine');
  await expect(lines).not.toContainText('not mine');

  await files.getByRole('button', { name: 'solution.ts' }).click();
  await expect(lines).toContainText('import type { Scheduler }');
  await page.getByRole('textbox', { name: 'Your solution' }).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let step = 0; step < 'import type { Sch'.length; step++) await page.keyboard.press('ArrowRight');
  await expect(async () => {
    await page.keyboard.press('F12');
    await expect(contractTab).toHaveAttribute('aria-current', 'true', { timeout: 3_000 });
  }).toPass();
  await expect(lines).toContainText('interface Scheduler');
});

test('hints are opened one at a time', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  const hints = page.getByRole('region', { name: 'Hints' });
  await expect(hints.getByRole('listitem')).toHaveCount(0);
  for (const opened of [1, 2]) {
    await hints.getByRole('button').click();
    await expect(hints.getByRole('listitem')).toHaveCount(opened);
  }
  await expect(hints.getByRole('heading', { level: 3 })).toHaveCount(0);
});
