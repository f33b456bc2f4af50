/**
 * Guarantee: whoever forgot the password sets a new one by a link, which a site without a mail server shows to its own
 * machine only; whoever changes it, signs out everywhere or deletes the account is signed out where that was promised.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectFits,
  openWorkbench,
  PASSWORD,
  signIn,
  signUp,
  test,
  typeSolution,
} from './site';

const NEW_PASSWORD = 'a-password-to-change-to';

async function withContext(
  browser: Browser,
  baseURL: string | undefined,
  use: (context: BrowserContext) => Promise<void>,
) {
  const context = await browser.newContext({ baseURL });
  await use(context);
  await context.close();
}

const account = (page: Page) => page.getByRole('button', { name: /^Account/ });

test('a forgotten password is set anew by a link, once', async ({ visitor, browser, baseURL }) => {
  const page = await visitor.newPage();
  const { email } = await signUp(page);
  await withContext(browser, baseURL, async (elsewhere) => {
    const other = await elsewhere.newPage();
    await other.goto('/sign-in');
    await other.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(other.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
    await other.getByLabel('Email').fill('nobody-at-all@example.com');
    await other.getByRole('button', { name: 'Send the link' }).click();
    const answer = () =>
      other.getByRole('status').filter({ hasText: 'This site sends no mail' }).textContent();
    const toNobody = await answer();
    await other.getByLabel('Email').fill(email);
    await other.getByRole('button', { name: 'Send the link' }).click();
    expect(await answer()).toBe(toNobody);
    await other.getByRole('link', { name: 'On this machine the link stands here' }).click();
    const mail = other.getByRole('listitem').filter({ hasText: `To ${email}` });
    await expect(other.getByText('nobody-at-all@example.com')).toHaveCount(0);
    const link = (await mail.getByRole('link').getAttribute('href')) as string;
    await mail.getByRole('link').click();
    await other.getByLabel('New password').fill(NEW_PASSWORD);
    await other.getByRole('button', { name: 'Set the password' }).click();
    await expect(other.getByText('Your new password is set.')).toBeVisible();
    await signIn(other, email, NEW_PASSWORD);

    const again = await elsewhere.newPage();
    await again.goto(link);
    await again.getByLabel('New password').fill(PASSWORD);
    await again.getByRole('button', { name: 'Set the password' }).click();
    await expect(again.getByText('This link was used already')).toBeVisible();
  });
  await page.goto('/profile');
  await expect(page.getByText('Sign in to see your profile.')).toBeVisible();
});

test('mail that was not sent is shown to nobody but this machine', async ({ visitor }) => {
  const { request } = visitor;
  expect((await request.get('/local-mail')).status()).toBe(200);
  const foreign: Record<string, string>[] = [
    { host: 'runqueue.example.edu' },
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7', 'x-runqueue-from-this-machine': '1' },
  ];
  for (const headers of foreign)
    expect((await request.get('/local-mail', { headers })).status(), JSON.stringify(headers)).toBe(404);
});

test('changing the password and signing out everywhere end other sessions; deleting asks first', async ({
  visitor,
  browser,
  baseURL,
}) => {
  const page = await visitor.newPage();
  const { email } = await signUp(page);
  await withContext(browser, baseURL, async (elsewhere) => {
    const other = await elsewhere.newPage();
    await signIn(other, email);
    await page.goto('/profile');
    await expect(page.getByText('You are signed in in 2 browsers.')).toBeVisible();
    await page.getByLabel('Password now').fill('not-the-password');
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('This is not your password.')).toBeVisible();
    await page.getByLabel('Password now').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText('All other browsers are signed out.')).toBeVisible();
    await other.goto('/profile');
    await expect(other.getByText('Sign in to see your profile.')).toBeVisible();
    await signIn(other, email, NEW_PASSWORD);

    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.waitForURL('**/sign-in');
    for (const each of [page, other]) {
      await each.goto('/');
      await expect(account(each)).toHaveCount(0);
    }
  });

  await signIn(page, email, NEW_PASSWORD);
  await openWorkbench(page);
  await typeSolution(page, '// a draft of mine');
  await page.evaluate(() => localStorage.setItem('runqueue:draft:somebody-else:a/b', 'kept'));
  await page.goto('/profile');
  await expectFits(page);
  await page.getByRole('link', { name: 'See what goes and what stays' }).click();
  await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible();
  await expectFits(page);
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await expect(account(page)).toBeVisible();
  await page.getByLabel('Password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.waitForURL('**/');
  await expect(account(page)).toHaveCount(0);
  const drafts = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.includes(':draft:')),
  );
  expect(drafts).toEqual(['runqueue:draft:somebody-else:a/b']);
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Email and password do not match.')).toBeVisible();
});

for (const path of ['/forgot-password', '/reset-password', '/local-mail'])
  test(`${path} is accessible`, async ({ visitor }) => {
    const page = await visitor.newPage();
    await expectAccessible(page, (at) => at.goto(path));
    await expectFits(page);
  });

test('deleting an account is accessible', async ({ stranger }) => {
  await expectAccessible(await stranger.newPage(), (page) => page.goto('/profile/delete'));
});
