/**
 * Accounts: the better-auth server over our tables. E-mail and password; sessions and rate limits in PostgreSQL,
 * so that any number of site processes share them. Made at first use, so that a build needs no environment.
 *
 * RUNQUEUE_AUTH_SECRET signs cookies (set by scripts/start); RUNQUEUE_ORIGIN is the public address in production
 * (`https://runqueue.example.edu`): with https, cookies are marked Secure.
 */
import { createHash } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, createAuthMiddleware, getIP } from 'better-auth/api';
import { forgetResets, isDeleted } from '../db/accounts';
import { type AttemptRule, giveBackAttempt, takeAttempt } from '../db/attempts';
import { database } from '../db/client';
import { takeAllowance } from '../db/limits';
import * as schema from '../db/schema';
import * as words from './dictionary';
import { sendMail } from './mail';
import { personName } from './person-name';
import { siteOrigin } from './site-origin';

const MINIMUM_SECRET_CHARACTERS = 32;
export const MINIMUM_PASSWORD_CHARACTERS = 10;
export const MAXIMUM_PASSWORD_CHARACTERS = 128;
/** A link that sets a new password opens nothing after this. */
const RESET_MINUTES = 60;

/** Attempts of one network (client-address.ts), wide: a whole campus may be behind one address. To sign in with success is none. */
const ATTEMPTS = { windowSeconds: 60, signIn: 200, signUp: 60, reset: 200, other: 3_000 };
/** How many accounts a network may make: a large lecture signs up together. */
const SIGN_UPS: AttemptRule = { window: 3_600, max: 300 };
/**
 * Guesses of one network at the password of one account, and mails that it asks for: tight. By network and account, so
 * that a guesser keeps neither the account's owner out, who is elsewhere, nor the others who are where he is.
 */
const AT_ONE_ACCOUNT: AttemptRule = { window: 600, max: 10 };

function secret(): string {
  const value = process.env.RUNQUEUE_AUTH_SECRET ?? '';
  if (value.length < MINIMUM_SECRET_CHARACTERS)
    throw new Error(
      `RUNQUEUE_AUTH_SECRET must have at least ${MINIMUM_SECRET_CHARACTERS} characters. Make one with: openssl rand -hex 32`,
    );
  return value;
}

/** The address that the browser used: where nothing is configured, requests from there are our own pages'. */
function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host === null || host === undefined ? [] : [`http://${host}`];
}

/** RFC 5321, 4.5.3.1.3, without the brackets. */
const MAX_EMAIL_CHARACTERS = 254;

/** What is about to be stored of a user, with its name tidied. @throws APIError when name or email cannot be stored. */
async function checkedUser<Changes extends { readonly name?: string; readonly email?: string }>(
  changes: Changes,
): Promise<{ data: Changes }> {
  if (changes.email !== undefined && changes.email.length > MAX_EMAIL_CHARACTERS)
    throw new APIError('BAD_REQUEST', { code: 'INVALID_EMAIL' });
  if (changes.name === undefined) return { data: changes };
  const name = personName(changes.name);
  if (name === null) throw new APIError('BAD_REQUEST', { code: 'INVALID_NAME' });
  return { data: { ...changes, name } };
}

/**
 * Sends the link. Not waited for, and silent where it is refused: the answer to whoever asked must not depend on whether
 * there is an account. The token stands behind #, so that it is in no log of a server between.
 */
async function sendReset({
  user,
  token,
}: {
  user: { id: string; email: string };
  token: string;
}): Promise<void> {
  try {
    if ((await isDeleted(user.id)) || (await takeAllowance(user.id, 'reset')) !== null) return;
    const link = `${siteOrigin()}/reset-password#${token}`;
    await sendMail({ to: user.email, ...words.resetMail(link, RESET_MINUTES) });
  } catch (error) {
    console.error('A mail could not be sent:', error);
  }
}

interface Attempt {
  /** better-auth's own count of the network. */
  readonly wideKey: string;
  readonly key: string;
  readonly rule: AttemptRule;
}

/** As what a request is counted beside better-auth's count. An address is kept as its digest: of many there is no account. */
function attempt(network: string | null, path: string, email: unknown): Attempt | null {
  const wideKey = `${network}|${path}`;
  if (path === '/sign-up/email') return { wideKey, key: `${wideKey}|hour`, rule: SIGN_UPS };
  if (!['/sign-in/email', '/request-password-reset'].includes(path) || typeof email !== 'string') return null;
  const digest = createHash('sha256').update(email.toLowerCase()).digest('hex');
  return { wideKey, key: `${wideKey}|${digest}`, rule: AT_ONE_ACCOUNT };
}

/** What is refused here costs nothing and tells nothing, so it is not held against the whole network. @throws APIError */
async function countAttempt({ wideKey, key, rule }: Attempt): Promise<void> {
  const { allowed, retryAfter } = await takeAttempt(key, rule);
  if (allowed) return;
  await giveBackAttempt(wideKey);
  throw new APIError('TOO_MANY_REQUESTS', undefined, { 'X-Retry-After': String(retryAfter) });
}

function create() {
  const origin = process.env.RUNQUEUE_ORIGIN;
  return betterAuth({
    appName: 'Runqueue',
    secret: secret(),
    baseURL: origin,
    trustedOrigins: (request) => (origin === undefined ? ownOrigin(request) : [origin]),
    telemetry: { enabled: false },
    // Its warning that the origin is taken from the request: that is meant, see ownOrigin.
    logger: { level: 'error' },
    database: drizzleAdapter(database(), { provider: 'pg', schema, transaction: true }),
    // Without signing in at once, signing up answers the same whether the address has an account or not.
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MINIMUM_PASSWORD_CHARACTERS,
      maxPasswordLength: MAXIMUM_PASSWORD_CHARACTERS,
      autoSignIn: false,
      resetPasswordTokenExpiresIn: 60 * RESET_MINUTES,
      sendResetPassword: async (reset) => void sendReset(reset),
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => forgetResets(user.id),
    },
    // Who reads the table can use none of its tokens.
    verification: { storeIdentifier: 'hashed' },
    // Before it is looked up whether there is an account: what is refused says nothing of that either.
    hooks: {
      before: createAuthMiddleware(async ({ path, request, body, context }) => {
        const { name, email } = (body ?? {}) as { name?: unknown; email?: unknown };
        await checkedUser({
          ...(typeof name === 'string' ? { name } : {}),
          ...(typeof email === 'string' ? { email } : {}),
        });
        if (request === undefined) return;
        const counted = attempt(getIP(request, context.options), path, email);
        if (counted !== null) await countAttempt(counted);
      }),
      after: createAuthMiddleware(async ({ path, request, body, context }) => {
        if (path !== '/sign-in/email' || request === undefined || !context.newSession) return;
        const counted = attempt(getIP(request, context.options), path, (body as { email: unknown }).email);
        if (counted !== null) for (const key of [counted.key, counted.wideKey]) await giveBackAttempt(key);
      }),
    },
    databaseHooks: { user: { create: { before: checkedUser }, update: { before: checkedUser } } },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      customStorage: { consume: takeAttempt },
      window: ATTEMPTS.windowSeconds,
      max: ATTEMPTS.other,
      customRules: {
        '/sign-in/email': { window: ATTEMPTS.windowSeconds, max: ATTEMPTS.signIn },
        '/sign-up/email': { window: ATTEMPTS.windowSeconds, max: ATTEMPTS.signUp },
        '/request-password-reset': { window: ATTEMPTS.windowSeconds, max: ATTEMPTS.reset },
        '/reset-password': { window: ATTEMPTS.windowSeconds, max: ATTEMPTS.reset },
      },
    },
    advanced: {
      cookiePrefix: 'runqueue',
      useSecureCookies: origin?.startsWith('https://') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => crypto.randomUUID() },
    },
  });
}

let made: ReturnType<typeof create> | undefined;

export function authentication(): ReturnType<typeof create> {
  made ??= create();
  return made;
}
