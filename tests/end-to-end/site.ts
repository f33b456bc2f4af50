/**
 * What the end-to-end tests share: people who are signed in, the editor, and the watch over every page. A test
 * fails when a page that it opened asked for anything outside the site, broke a policy of its headers, or threw.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';

export { expect };

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

export const PASSWORD = 'runqueue-demo';
const DEMO = { student: 'student@example.com', instructor: 'instructor@example.com' };

export const ROUND_ROBIN = '/exercises/scheduling/round-robin';
const exerciseFolder = join(import.meta.dirname, '../../exercises/scheduling/round-robin');

/** A wrong solution as a student would type it, and the rule that it breaks. */
export const LAST_IN_FIRST_OUT = readFileSync(join(exerciseFolder, 'right/naive.ts'), 'utf8')
  .replace(/^\/\/.*\n/, '')
  .replace("'../contract'", "'./contract'")
  .replace('queue.shift()', 'queue.pop()');
export const BROKEN_RULE = 'RR2';
/** The same, mended. */
export const FIRST_IN_FIRST_OUT = LAST_IN_FIRST_OUT.replace('queue.pop()', 'queue.shift()');

/** Notes what a page must not do. */
function watch(context: BrowserContext, baseURL: string, complaints: string[]): void {
  const origin = new URL(baseURL).origin;
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) complaints.push(`asked for ${url}`);
  });
  context.on('console', (message) => {
    if (/Content Security Policy|Hydration/i.test(message.text())) complaints.push(message.text());
  });
  context.on('weberror', (error) => {
    complaints.push(String(error.error()));
  });
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Account/ })).toBeVisible();
}

/** A new account that is in no course. */
export async function signUp(page: Page): Promise<{ email: string; name: string }> {
  const number = crypto.randomUUID().slice(0, 8);
  const account = { email: `somebody-${number}@example.com`, name: `Somebody ${number}` };
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Account/ })).toBeVisible();
  return account;
}

async function stateOf(
  browser: Browser,
  baseURL: string | undefined,
  enter: (page: Page) => Promise<unknown>,
) {
  const context = await browser.newContext({ baseURL });
  await enter(await context.newPage());
  const state = await context.storageState();
  await context.close();
  return state;
}

interface People {
  /** Contexts of their own: nobody signed in, the demo accounts, and somebody who is in no course. */
  visitor: BrowserContext;
  student: BrowserContext;
  instructor: BrowserContext;
  stranger: BrowserContext;
}

interface States {
  states: { student: StorageState; instructor: StorageState; stranger: StorageState };
}

export const test = base.extend<People & { complaints: string[] }, States>({
  states: [
    async ({ browser }, use, worker) => {
      const { baseURL } = worker.project.use;
      await use({
        student: await stateOf(browser, baseURL, (page) => signIn(page, DEMO.student)),
        instructor: await stateOf(browser, baseURL, (page) => signIn(page, DEMO.instructor)),
        stranger: await stateOf(browser, baseURL, signUp),
      });
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, 'pages stay on this site, within their policy, and throw nothing').toEqual([]);
  },
  visitor: async ({ browser, baseURL, complaints }, use) =>
    inContext(browser, baseURL as string, complaints, undefined, use),
  student: async ({ browser, baseURL, complaints, states }, use) =>
    inContext(browser, baseURL as string, complaints, states.student, use),
  instructor: async ({ browser, baseURL, complaints, states }, use) =>
    inContext(browser, baseURL as string, complaints, states.instructor, use),
  stranger: async ({ browser, baseURL, complaints, states }, use) =>
    inContext(browser, baseURL as string, complaints, states.stranger, use),
});

async function inContext(
  browser: Browser,
  baseURL: string,
  complaints: string[],
  storageState: StorageState | undefined,
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL, storageState });
  watch(context, baseURL, complaints);
  await use(context);
  await context.close();
}

export async function openWorkbench(page: Page, exercise = ROUND_ROBIN): Promise<void> {
  await page.goto(exercise);
  await expect(page.locator('[data-editor="ready"]')).toBeAttached();
}

/** The editor's whole text. Monaco draws blanks as no-break spaces and only the lines that are in sight. */
export async function editorText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const record = Object.entries(localStorage).find(
      ([key]) => key.startsWith('runqueue:draft:') && !key.endsWith(':other'),
    );
    return record === undefined ? '' : String(JSON.parse(record[1]).source);
  });
}

/** Replaces what stands in the editor by typing, as a paste does. */
export async function typeSolution(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Your solution' });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
  await expect.poll(() => editorText(page)).toBe(text);
}

interface Recording {
  received?: [kind: string, data: string][];
}

/** Notes what server-sent events bring; call it before the page is opened. Chromium does not hand out their bodies. */
export async function recordEvents(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recording = window as Recording;
    const received: [string, string][] = [];
    recording.received = received;
    const Native = window.EventSource;
    window.EventSource = class extends Native {
      constructor(url: string | URL) {
        super(url);
        for (const kind of ['status', 'verdict'])
          this.addEventListener(kind, (event) => received.push([kind, (event as MessageEvent<string>).data]));
      }
    };
  });
}

/** Waits for the verdict. @returns all that came: statuses, then one verdict, parsed. */
export async function recordedEvents(page: Page): Promise<{ statuses: unknown[]; verdict: unknown }> {
  const read = () => page.evaluate(() => (window as Recording).received ?? []);
  await expect.poll(async () => (await read()).at(-1)?.[0]).toBe('verdict');
  const events = (await read()).map(([kind, data]) => ({ kind, data: JSON.parse(data) as unknown }));
  return {
    statuses: events.filter(({ kind }) => kind === 'status').map(({ data }) => data),
    verdict: events.at(-1)?.data,
  };
}

export async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
}

export const DESKTOP = { width: 1280, height: 720 };

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** Again while colours are still changing: the editor takes a new theme a moment later than the page. */
export async function expectNoViolations(page: Page, colorScheme: string): Promise<void> {
  await expect(async () => {
    expect(await violations(page), colorScheme).toEqual([]);
  }).toPass({ timeout: 60_000 });
}

/** Opens a page. */
export type Visit = (page: Page) => Promise<unknown>;

/** Opens it at 360 px, where nothing may scroll sideways; then, at full width, axe finds nothing in light and in dark. */
export async function expectAccessible(page: Page, visit: Visit): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize(DESKTOP);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoViolations(page, colorScheme);
  }
}
