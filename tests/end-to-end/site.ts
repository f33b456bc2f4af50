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

/** Nobody who is signed in, the demo accounts, and somebody who is in no course. */
export type Who = 'visitor' | 'student' | 'instructor' | 'stranger';

const ENTRANCES: Readonly<Record<Exclude<Who, 'visitor'>, (page: Page) => Promise<unknown>>> = {
  student: (page) => signIn(page, DEMO.student),
  instructor: (page) => signIn(page, DEMO.instructor),
  stranger: signUp,
};

/** One that is watched, with what was complained of. */
interface Watched {
  readonly context: BrowserContext;
  readonly complaints: string[];
}

interface SharedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Who entered once, for all tests of a process. */
class Entered {
  private readonly states = new Map<Who, Promise<StorageState | undefined>>();
  private readonly shared = new Map<Who, Promise<SharedPage>>();

  constructor(
    private readonly browser: Browser,
    private readonly baseURL: string,
  ) {}

  /** A context of its own, with nothing in it but the session. */
  async open(who: Who): Promise<Watched> {
    return this.context(await this.state(who));
  }

  /** The same page each time: what the browser has loaded it does not load again. */
  share(who: Who): Promise<SharedPage> {
    return kept(this.shared, who, async () => {
      const { context, complaints } = await this.open(who);
      return { page: await context.newPage(), complaints };
    });
  }

  async close(): Promise<void> {
    for (const shared of this.shared.values()) await (await shared).page.context().close();
  }

  private state(who: Who): Promise<StorageState | undefined> {
    return kept(this.states, who, async () => {
      if (who === 'visitor') return undefined;
      const { context } = await this.context(undefined);
      await ENTRANCES[who](await context.newPage());
      const state = await context.storageState();
      await context.close();
      return state;
    });
  }

  private async context(storageState: StorageState | undefined): Promise<Watched> {
    const { baseURL } = this;
    const context = await this.browser.newContext({ baseURL, storageState });
    const complaints: string[] = [];
    watch(context, baseURL, complaints);
    return { context, complaints };
  }
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

interface Contexts extends Record<Who, BrowserContext> {
  /** A person's page that tests share: for those that leave nothing behind in it. */
  sharedPage: (who: Who) => Promise<Page>;
}

function expectNone(complaints: readonly string[]): void {
  expect(complaints, 'pages stay on this site, within their policy, and throw nothing').toEqual([]);
}

/** A context of one's own for the test. */
const own =
  (who: Who) =>
  async ({ entered }: { entered: Entered }, use: (context: BrowserContext) => Promise<void>) => {
    const { context, complaints } = await entered.open(who);
    await use(context);
    await context.close();
    expectNone(complaints);
  };

export const test = base.extend<Contexts, { entered: Entered }>({
  entered: [
    async ({ browser }, use, worker) => {
      const entered = new Entered(browser, worker.project.use.baseURL as string);
      await use(entered);
      await entered.close();
    },
    { scope: 'worker' },
  ],
  visitor: own('visitor'),
  student: own('student'),
  instructor: own('instructor'),
  stranger: own('stranger'),
  sharedPage: async ({ entered }, use) => {
    const used: SharedPage[] = [];
    await use(async (who) => {
      const shared = await entered.share(who);
      shared.complaints.length = 0;
      used.push(shared);
      return shared.page;
    });
    for (const { complaints } of used) expectNone(complaints);
  },
});

export async function openWorkbench(page: Page, exercise = ROUND_ROBIN): Promise<void> {
  await page.goto(exercise);
  await expect(page.locator('[data-editor="ready"]')).toBeAttached();
}

/** A visitor's workbench as on his first visit, in a page whose scripts are loaded already. */
export async function freshWorkbench(sharedPage: Contexts['sharedPage'], viewport = DESKTOP): Promise<Page> {
  const page = await sharedPage('visitor');
  await page.setViewportSize(viewport);
  // Elsewhere first: a workbench that is left writes down what it was.
  await page.goto('/healthz');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await openWorkbench(page);
  return page;
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

/** Replaces what stands in the editor, and waits until the browser keeps it. */
export async function typeSolution(page: Page, text: string): Promise<void> {
  await pasteSolution(page, text);
  await expect.poll(() => editorText(page)).toBe(text);
}

/** Replaces what stands in the editor; where another tab has another text, the browser may keep that one. */
export async function pasteSolution(page: Page, text: string): Promise<void> {
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

/** Shows one of the panels of results. */
export async function openPanel(page: Page, name: 'Summary' | 'Replay' | 'Cases' | 'Console'): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
}

export const DESKTOP = { width: 1280, height: 720 };

const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Those that look at colours; all others find in the dark what they found in the light. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

async function violations(
  page: Page,
  rules: 'every rule' | 'rules of colour',
  without: string[] = [],
): Promise<string[]> {
  // In the page itself; the other way of the builder opens a second page each time, for sites with frames.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode();
  for (const selector of without) axe.exclude(selector);
  const { violations: found } = await (rules === 'every rule'
    ? axe.withTags(EVERY_RULE)
    : axe.withRules(RULES_OF_COLOUR)
  ).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** The editors take a theme a moment after the page. */
async function untilThemed(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  const editors = page.locator('.monaco-editor[role="code"]');
  for (const editor of await editors.all())
    await expect(editor).toHaveClass(colorScheme === 'dark' ? /\bvs-dark\b/ : /\bvs\b/);
}

export async function expectNoViolations(
  page: Page,
  colorScheme: 'light' | 'dark',
  without: string[] = [],
): Promise<void> {
  await untilThemed(page, colorScheme);
  expect(await violations(page, 'every rule', without), colorScheme).toEqual([]);
}

/** The widths of a telephone, a tablet, a laptop and a screen: nothing may scroll sideways at any. */
export async function expectFits(page: Page): Promise<void> {
  for (const width of [360, 768, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const scrollWidth = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(scrollWidth, page.url()).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(DESKTOP);
}

/** Opens a page. */
export type Visit = (page: Page) => Promise<unknown>;

/**
 * Of the page as it is: axe finds nothing in light, and no colour in dark that it does not like.
 * @param without selectors of what another test looks at.
 */
export async function expectNoViolationsInBoth(page: Page, without: string[] = []): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNoViolations(page, 'light', without);
  await page.emulateMedia({ colorScheme: 'dark' });
  await untilThemed(page, 'dark');
  expect(await violations(page, 'rules of colour', without), 'dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Opens it at 360 px, where nothing may scroll sideways; then, at full width, axe finds nothing in light and in dark. */
export async function expectAccessible(page: Page, visit: Visit, without: string[] = []): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize(DESKTOP);
  await expectNoViolationsInBoth(page, without);
}
