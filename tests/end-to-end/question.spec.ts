/** Guarantee: a question is a fresh variant each time, is marked per part, and explains itself after the answer. */
import type { Page } from '@playwright/test';
import { expect, signUp, test } from './site';

const PAGE_REPLACEMENT = '/questions/memory/page-replacement';
const POLICIES = ['FIFO', 'LRU', 'OPT'] as const;
type Policy = (typeof POLICIES)[number];

interface Variant {
  readonly policy: Policy;
  readonly references: readonly number[];
  readonly frameCount: number;
}

async function readVariant(page: Page): Promise<Variant> {
  const prompt = page.locator('.prose').first();
  await expect(prompt).toContainText('frames');
  const text = String(await prompt.textContent());
  return {
    policy: /under (FIFO|LRU|OPT)/.exec(text)?.[1] as Policy,
    references: String(await prompt.locator('code').first().textContent())
      .split(' ')
      .map(Number),
    frameCount: Number(/has (\d) frames/.exec(text)?.[1]),
  };
}

/** Written for this test alone, so that the product's simulator is not its own judge. */
function follow(
  policy: Policy,
  { references, frameCount }: Variant,
): { columns: number[][]; faults: number } {
  const frames: number[] = [];
  const loaded: number[] = [];
  let faults = 0;
  const columns = references.map((page, now) => {
    if (!frames.includes(page)) {
      faults++;
      if (frames.length < frameCount) frames.push(page);
      else {
        const age = (resident: number) => {
          if (policy === 'FIFO') return loaded[frames.indexOf(resident)];
          if (policy === 'LRU') return references.lastIndexOf(resident, now - 1);
          const next = references.indexOf(resident, now);
          return next < 0 ? Number.NEGATIVE_INFINITY : -next;
        };
        const victim = frames.reduce((oldest, resident) => (age(resident) < age(oldest) ? resident : oldest));
        frames[frames.indexOf(victim)] = page;
      }
      loaded[frames.indexOf(page)] = now;
    }
    return [...frames];
  });
  return { columns, faults };
}

async function fillIn(page: Page, variant: Variant, mistake: number): Promise<void> {
  for (const policy of POLICIES)
    await page
      .getByRole('textbox', { name: `Page faults under ${policy}` })
      .fill(String(follow(policy, variant).faults + mistake));
  const { columns } = follow(variant.policy, variant);
  for (let frame = 0; frame < variant.frameCount; frame++) {
    const cells = page.getByRole('textbox', { name: new RegExp(`^frame ${frame},`) });
    // The first column is given.
    for (let column = 1; column < columns.length; column++)
      await cells.nth(column - 1).fill(String(columns[column][frame] ?? ''));
  }
}

test('answered wrong, then right, with marks per part and a worked solution', async ({ student }) => {
  const page = await student.newPage();
  await page.goto(PAGE_REPLACEMENT);
  const first = await readVariant(page);
  await fillIn(page, first, 1);
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeHidden();
  const field = page.getByRole('textbox', { name: 'Page faults under FIFO' });
  const entered = await field.inputValue();
  // Enter in a field hands nothing in, and a reload loses nothing.
  await field.press('Enter');
  await page.reload();
  await expect(field).toHaveValue(entered);
  await expect(page.getByRole('button', { name: 'Check answer' })).toBeVisible();
  await field.fill('five');
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect(page.getByText('nothing was handed in')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(` ${entered}. `);
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect(page.getByText('6 of 12 points')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();

  await page.getByRole('button', { name: 'Another variant' }).click();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeHidden();
  const second = await readVariant(page);
  expect(second).not.toEqual(first);
  await fillIn(page, second, 0);
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect(page.getByText('12 of 12 points')).toBeVisible();
  await page.goto('/?find=page+replacement');
  await expect(page.getByRole('listitem').filter({ hasText: 'Page replacement: frames' })).toContainText(
    'Solved',
  );
});

test('a visitor is marked without an account; with one there is a fresh variant, entered on any device', async ({
  visitor,
  browser,
  baseURL,
}) => {
  const page = await visitor.newPage();
  await page.goto(PAGE_REPLACEMENT);
  await expect(page.getByText('it does not count')).toBeVisible();
  const tried = await readVariant(page);
  await fillIn(page, tried, 0);
  await page.reload();
  expect(await readVariant(page)).toEqual(tried);
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect(page.getByText('12 of 12 points')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();
  await page.getByRole('button', { name: 'Another variant' }).click();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeHidden();
  expect(await readVariant(page)).not.toEqual(tried);

  await signUp(page);
  await page.goto(PAGE_REPLACEMENT);
  await expect(page.getByText('None yet.')).toBeVisible();
  const own = await readVariant(page);
  expect(own).not.toEqual(tried);
  await page.getByRole('textbox', { name: 'Page faults under FIFO' }).fill('7');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  const { cookies } = await visitor.storageState();
  const other = await browser.newContext({ baseURL, storageState: { cookies, origins: [] } });
  const elsewhere = await other.newPage();
  await elsewhere.goto(PAGE_REPLACEMENT);
  expect(await readVariant(elsewhere)).toEqual(own);
  const field = elsewhere.getByRole('textbox', { name: 'Page faults under FIFO' });
  await expect(field).toHaveValue('7');
  // Two who answer at once: both answers are kept until it is decided which goes on.
  await field.fill('8');
  await expect(elsewhere.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Page faults under FIFO' }).fill('9');
  await expect(page.getByRole('heading', { name: 'changed in another tab' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('row', { name: 'Page faults under FIFO 9 8' })).toBeVisible();
  await page.getByRole('button', { name: 'Take the other one' }).click();
  await expect(page.getByRole('textbox', { name: 'Page faults under FIFO' })).toHaveValue('8');
  await other.close();
});

for (const who of ['student', 'visitor'] as const)
  test(`no answer reaches the browser of a ${who} before it is marked`, async ({ student, visitor }) => {
    const page = await { student, visitor }[who].newPage();
    const received: string[] = [];
    // Fetched by the test: Chromium does not hand out the body of a response that a page reads as a stream.
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      received.push(await response.text());
      await route.fulfill({ response });
    });
    await page.goto(PAGE_REPLACEMENT);
    await readVariant(page);
    await page.unrouteAll({ behavior: 'wait' });
    const all = received.join('\n');
    expect(all).toContain('Page faults under FIFO');
    // As members of what is sent, also where that stands in a text of a script; the site's words name them too.
    expect(all).toMatch(/"promptHtml\\*":/);
    expect(all).not.toMatch(/"(answer|worked)\\*":/);
    expect(all).not.toContain('OPT needs to know the future');
  });
