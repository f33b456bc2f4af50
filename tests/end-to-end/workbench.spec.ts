/** Guarantee: the workbench can be read, written and run in at every width; its contract and hints can be read. */
import {
  BROKEN_RULE,
  editorText,
  expect,
  expectNoViolations,
  freshWorkbench,
  LAST_IN_FIRST_OUT,
  openPanel,
  openWorkbench,
  ROUND_ROBIN,
  run,
  test,
  typeSolution,
} from './site';

const WIDTHS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
];
/** Ten lines. */
const LEAST_EDITOR_PIXELS = 200;
/** Of the picture of a failure, on a wide page. */
const PICTURE_IN_SIGHT_PIXELS = 100;

for (const viewport of WIDTHS)
  test(`at ${viewport.width} px one reads, writes and runs`, async ({ sharedPage }) => {
    const page = await freshWorkbench(sharedPage, viewport);
    const isNarrow = viewport.width < 1024;
    await expect(page.getByRole('heading', { level: 1, name: 'Round robin' })).toBeVisible();
    if (isNarrow) await page.getByRole('tab', { name: 'Code' }).click();
    const editor = page.locator('.monaco-editor').first();
    await expect
      .poll(async () => (await editor.boundingBox())?.height ?? 0)
      .toBeGreaterThan(LEAST_EDITOR_PIXELS);
    await typeSolution(page, LAST_IN_FIRST_OUT);
    await run(page);
    const replay = page.getByRole('region', { name: /^Replay/ });
    await expect(replay).toContainText(BROKEN_RULE);
    // The picture is in sight without scrolling, as far as there is room for one.
    const picture = await replay
      .locator('svg[role="img"], [role="application"] svg, svg')
      .last()
      .boundingBox();
    if (!isNarrow) expect((picture?.y ?? 0) + PICTURE_IN_SIGHT_PIXELS).toBeLessThan(viewport.height);
    await openPanel(page, 'Summary');
    await expect(page.getByRole('region', { name: 'Rules' })).toContainText(BROKEN_RULE);
    await expect(page.getByRole('region', { name: 'Rules' })).toBeVisible();
  });

test('a replay is stepped, played, fills the window, and is there again after a reload', async ({
  sharedPage,
}) => {
  const page = await freshWorkbench(sharedPage);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await run(page);
  const replay = page.getByRole('region', { name: /^Replay/ });
  const place = replay.getByText(/^Event \d+ of \d+/);
  await expect(replay).toContainText('First divergence');
  const silencedRun = page.locator('[inert]').getByRole('button', { name: 'Run', exact: true });
  const opened = await place.textContent();

  await page.keyboard.press('F9');
  await expect(replay.getByRole('button', { name: 'Back to the page' })).toBeFocused();
  expect(await replay.boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize() });
  await expect(silencedRun).toHaveCount(1);
  // The next failure is in another case, and the replay goes on filling the window.
  const filled = await replay.getAttribute('aria-label');
  await page.keyboard.press('F8');
  await expect(replay).not.toHaveAttribute('aria-label', filled ?? '');
  expect(await replay.boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize() });
  await page.keyboard.press('Shift+F8');
  await page.keyboard.press('Home');
  await expect(place).toHaveText(/^Event 0 of/);
  await replay.getByLabel('Speed').selectOption('64 / s');
  await replay.getByRole('button', { name: 'Play' }).click();
  await expect(place).not.toHaveText(/^Event 0 of/);
  await replay.getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('Escape');
  await expect(silencedRun).toHaveCount(0);

  await page.keyboard.press('F8');
  await page.keyboard.press('Shift+F8');
  await expect(place).toHaveText(opened ?? '');

  await page.reload();
  await expect(page.getByRole('tab', { name: /^Cases/ })).toContainText('/');
  await page.getByRole('tab', { name: 'Replay' }).click();
  await expect(place).toHaveText(opened ?? '');
});

test('an event leads to the line of the code that answered; the margin shows where the units went', async ({
  sharedPage,
}) => {
  const page = await freshWorkbench(sharedPage);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await run(page);
  const replay = page.getByRole('region', { name: /^Replay/ });
  await expect(replay).toContainText(/the policy picks/i);
  const line = LAST_IN_FIRST_OUT.split('\n').findIndex((text) => text.includes('queue.pop()')) + 1;
  await replay
    .getByRole('button', { name: `pickNext, line ${line}` })
    .first()
    .click();
  await expect(page.locator('.line-numbers.active-line-number')).toHaveText(String(line));
  await expect(page.locator('.heat').first()).toBeVisible();
  await openPanel(page, 'Summary');
  await page.getByText('Where do my units go').click();
  await expect(page.getByRole('row').filter({ hasText: 'pickNext' })).toContainText('%');
  await typeSolution(page, `${LAST_IN_FIRST_OUT}\n// another text`);
  await expect(page.locator('.heat')).toHaveCount(0);
});

test('the way out of the editor is said, and kept over a reload', async ({ sharedPage }) => {
  const page = await freshWorkbench(sharedPage);
  const editor = page.getByRole('textbox', { name: 'Your solution' });
  const toggle = page.getByRole('button', { name: 'Tab leaves the editor' });
  await editor.focus();
  await page.keyboard.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+M');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await page.reload();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await editor.focus();
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

test('settings show at once, by keyboard; with the keys of vim the way out of the editor is the same', async ({
  sharedPage,
}) => {
  const page = await freshWorkbench(sharedPage);
  const editor = page.getByRole('textbox', { name: 'Your solution' });
  const lines = page.locator('.view-lines').first();
  const opener = page.getByRole('button', { name: 'Editor settings' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Font size')).toBeFocused();
  await page.getByLabel('Font size').selectOption('20 px');
  await expect(lines).toHaveCSS('font-size', '20px');
  await page.getByLabel('Tab width').selectOption('4 columns');
  await page.getByRole('checkbox', { name: /^Minimap/ }).check();
  await expect(page.locator('.minimap').first()).toBeVisible();
  await page.getByLabel('Key bindings').selectOption('Vim');
  const mode = page.getByRole('status').filter({ hasText: 'Vim:' });
  await expect(mode).toHaveText('Vim: normal');
  await expectNoViolations(page, 'light', ['.monaco-editor']);
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();

  await editor.focus();
  await page.keyboard.type('ggdddd>>');
  await expect.poll(() => editorText(page)).toMatch(/^ {4}export class/);
  await page.keyboard.type('<<i');
  await expect(mode).toHaveText('Vim: insert');
  await page.keyboard.type('// typed ');
  await expect.poll(() => editorText(page)).toMatch(/^\/\/ typed export class/);
  await page.keyboard.press('Escape');
  await expect(mode).toHaveText('Vim: normal');
  await page.keyboard.type(':');
  await expect(page.getByRole('textbox', { name: 'Command of vim' })).toBeFocused();
  await expectNoViolations(page, 'light', ['.monaco-editor']);
  await page.keyboard.type('s/typed/written/');
  await page.keyboard.press('Enter');
  await expect(editor).toBeFocused();
  await expect.poll(() => editorText(page)).toMatch(/^\/\/ written export class/);
  await page.keyboard.type(':nonsense');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'nonsense' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+M');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Not accepted by the compiler' })).toBeVisible();
  expect(await editorText(page)).toMatch(/^\/\/ written export class/);

  await page.reload();
  await expect(mode).toHaveText('Vim: normal');
  await expect(lines).toHaveCSS('font-size', '20px');
  await opener.click();
  await page.getByLabel('Key bindings').selectOption('Default');
  await expect(mode).toHaveCount(0);
  await page.keyboard.press('Escape');
  await editor.focus();
  await page.keyboard.type('dd');
  await expect.poll(() => editorText(page)).toContain('dd');
});

test("the editor's menu is opaque", async ({ sharedPage }) => {
  const page = await freshWorkbench(sharedPage);
  await page.getByRole('textbox', { name: 'Your solution' }).focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.locator('.shadow-root-host .monaco-menu');
  await expect(menu).toBeVisible();
  const ground = await menu.evaluate((element) => {
    const grounds: string[] = [];
    for (let each: Element | null = element; each !== null; each = each.parentElement)
      grounds.push(getComputedStyle(each).backgroundColor);
    return grounds.find((each) => each !== 'rgba(0, 0, 0, 0)');
  });
  expect(ground).toMatch(/^rgb\(/);
});

test('Run keeps the focus where it is', async ({ sharedPage }) => {
  const page = await freshWorkbench(sharedPage);
  const button = page.getByRole('button', { name: 'Run', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /^Cases/ })).toContainText('/');
  await expect(button).toBeFocused();
});

test('the contract is read in a tab of its own, and its names lead there', async ({ sharedPage }) => {
  const page = await freshWorkbench(sharedPage);
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

test('hints are opened one at a time', async ({ sharedPage }) => {
  const page = await freshWorkbench(sharedPage);
  const hints = page.getByRole('region', { name: 'Hints' });
  await expect(hints.getByRole('listitem')).toHaveCount(0);
  for (const opened of [1, 2]) {
    await hints.getByRole('button').click();
    await expect(hints.getByRole('listitem')).toHaveCount(opened);
  }
  await expect(hints.getByRole('heading', { level: 3 })).toHaveCount(0);
});

test('once the page is at rest, Run and all tabs work without the site', async ({ visitor }) => {
  const page = await visitor.newPage();
  await openWorkbench(page);
  // The editor's workers too: one that is cut off while it loads is an error of its own.
  await page.waitForLoadState('networkidle');
  await visitor.setOffline(true);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await run(page);
  await expect(page.getByRole('region', { name: /^Replay/ })).toContainText(BROKEN_RULE);
  await openPanel(page, 'Summary');
  await expect(page.getByRole('region', { name: 'Rules' })).toContainText(BROKEN_RULE);
  await openPanel(page, 'Cases');
  await expect(
    page
      .getByRole('tabpanel', { name: /^Cases/ })
      .getByRole('listitem')
      .first(),
  ).toBeVisible();
  await openPanel(page, 'Console');
  await expect(page.getByText('Nothing was printed')).toBeVisible();
});

test('parts of the page that cannot be loaded are told in their place; the rest stays', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  const html = await (await visitor.request.get(ROUND_ROBIN)).text();
  await page.route('**/_next/static/**/*.js', (route) =>
    html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  );
  await page.goto(ROUND_ROBIN);
  await expect(page.getByText('The editor could not be loaded.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Your solution' }).fill(LAST_IN_FIRST_OUT);
  await run(page);
  await expect(page.getByRole('tabpanel', { name: 'Summary' })).toContainText('could not be loaded');
  await expect(page.getByRole('textbox', { name: 'Your solution' })).toHaveValue(LAST_IN_FIRST_OUT);
  // What keeps drafts is one of these parts: what was typed is there again, and kept as ever.
  await expect(page.getByText('Saved in this browser only')).toBeVisible();
  await page.unrouteAll();
  await openWorkbench(page);
  await expect(page.locator('.view-lines').first()).toContainText('queue.pop()');
  await expect(page.getByText('Saved in this browser, not in an account')).toBeVisible();
});
