/**
 * Guarantee: by keyboard alone one solves an exercise and answers a question; whatever disappears, the focus never falls
 * to the page's body, and what has it shows it.
 */
import type { Page } from '@playwright/test';
import { BROKEN_RULE, expect, freshWorkbench, LAST_IN_FIRST_OUT, test, typeSolution } from './site';

/** What has the focus is in sight, and shows that it has it. */
async function expectFocusSeen(page: Page): Promise<void> {
  const seen = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'the body has the focus';
      // The editor shows a caret.
      if (element.closest('.monaco-editor')) return '';
      const { width, height } = element.getBoundingClientRect();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const isSeen = width > 0 && height > 0 && outlineStyle !== 'none' && outlineWidth !== '0px';
      return isSeen ? '' : `not seen: ${element.outerHTML.slice(0, 200)}`;
    });
  await expect.poll(seen).toBe('');
}

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press(key);
    await expectFocusSeen(page);
    const [isThere, html] = await page.evaluate(
      (wanted) => [document.activeElement?.matches(wanted) ?? false, document.activeElement?.outerHTML ?? ''],
      selector,
    );
    if (isThere) return;
    passed.push(html.slice(0, 80));
  }
  throw new Error(`${selector} cannot be reached by ${key}; passed\n${passed.join('\n')}`);
}

test('an exercise: from the editor to the failure, to the line that answered, to the next exercise', async ({
  sharedPage,
}) => {
  const page = await freshWorkbench(sharedPage);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  const editor = page.getByRole('textbox', { name: 'Your solution' });
  const replay = page.getByRole('region', { name: /^Replay/ });
  const place = replay.getByText(/^Event \d+ of \d+/);
  const scrubber = replay.getByRole('slider');

  await page.keyboard.press('ControlOrMeta+M');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(replay).toContainText(BROKEN_RULE);
  await expect(editor).toBeFocused();
  await page.keyboard.press('F8');
  await expect(
    page.getByRole('status').filter({ hasText: `${BROKEN_RULE} is broken in the case` }),
  ).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeFocused();

  // Panels: a link in one leads to another one, which has the focus then.
  await tabTo(page, '[role="tab"][data-state="active"]', 'Shift+Tab');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Summary' })).toBeFocused();
  await tabTo(page, '[role="tabpanel"] section button.link');
  await page.keyboard.press('Enter');
  await expect(scrubber).toBeFocused();
  await expectFocusSeen(page);
  const opened = await place.textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(place).not.toHaveText(opened ?? '');
  await page.keyboard.press('n');
  await expect(place).toHaveText(opened ?? '');

  // Another case is another replay.
  const title = await replay.getAttribute('aria-label');
  await page.keyboard.press('F8');
  await expect(replay).not.toHaveAttribute('aria-label', title ?? '');
  await expect(scrubber).toBeFocused();

  // The panel that has the focus goes away for the next run, and the replay comes back.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(scrubber).toBeFocused();
  await tabTo(page, 'button.link.font-mono');
  await page.keyboard.press('Enter');
  await expect(editor).toBeFocused();

  await tabTo(page, '[role="tab"][data-state="active"]', 'Shift+Tab');
  await page.keyboard.press('Home');
  const hints = page.getByRole('region', { name: 'Hints' });
  for (let opening = 1; (await hints.getByRole('button').count()) > 0; opening++) {
    await tabTo(page, '[aria-labelledby="hints"] button');
    await page.keyboard.press('Enter');
    await expect(hints.getByRole('listitem')).toHaveCount(opening);
    await expectFocusSeen(page);
  }
  await tabTo(page, 'nav[aria-label] a[href^="/exercises/"]:not([href*="round-robin"])');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/round-robin/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('an exercise where there is room for one pane only: the line that answered takes the focus', async ({
  sharedPage,
}) => {
  const page = await freshWorkbench(sharedPage, { width: 768, height: 1024 });
  await page.getByRole('tab', { name: 'Code' }).click();
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('slider')).toBeVisible();
  await expectFocusSeen(page);
  await tabTo(page, 'button.link.font-mono');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Your solution' })).toBeFocused();
});

test('a question: entered, checked, and another one', async ({ sharedPage }) => {
  const page = await sharedPage('visitor');
  await page.goto('/questions/memory/page-replacement');
  const check = page.getByRole('button', { name: /^Check/ });
  await expect(check).toBeVisible();
  await tabTo(page, 'form input');
  await page.keyboard.type('7');
  await tabTo(page, 'form button[type="submit"]');
  await page.keyboard.press('Enter');
  await expect(page.getByText('parts are empty')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/of 12 points/)).toBeVisible();
  await expectFocusSeen(page);
  await tabTo(page, 'form > button');
  await page.keyboard.press('Enter');
  await expect(check).toBeVisible();
  await expectFocusSeen(page);
  await tabTo(page, 'form input');
});
