/**
 * What `npm start` may be told by the environment, checked before anything is started.
 *
 *      HOST, PORT              where the site listens; default 127.0.0.1 and 3000
 *      DATABASE_URL            a PostgreSQL of your own; without it the embedded one is used
 *      RUNQUEUE_AUTH_SECRET    signs session cookies; made and kept by itself except in production
 *      RUNQUEUE_ORIGIN         the public address in production, `https://runqueue.example.edu`
 *      RUNQUEUE_TRUSTED_PROXY  addresses of proxies on other machines, whose X-Forwarded-For is believed: `10.0.0.2, 10.0.0.3`
 *      RUNQUEUE_SMTP_URL       a mail server, `smtp://user:password@mail.example.edu:587` (smtps:// for TLS from the start)
 *      RUNQUEUE_MAIL_FROM      in whose name it sends, `Runqueue <runqueue@example.edu>`
 *      RUNQUEUE_WORKERS        how many grader workers; default one less than there are cores, 1 to 4
 *      RUNQUEUE_DATA           folder of database, secrets and logs; default .runqueue
 *      NODE_ENV=production     with DATABASE_URL: secrets must come from the environment, logs go to the output
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';

/** A wrong setting, or something in the way: told to the operator without a stack trace. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

export interface StartSettings {
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
  /** Whether only this machine reaches the site: no other interface, and no proxy that makes it public. */
  readonly isPrivate: boolean;
  /** Whether there is a server for mail; otherwise what would be sent stands in the log (app/mail.ts). */
  readonly sendsMail: boolean;
  /** Undefined: embedded. */
  readonly databaseUrl: string | undefined;
  readonly isProduction: boolean;
  readonly workers: number;
  /** Absolute. */
  readonly dataFolder: string;
}

const MOST_DEFAULT_WORKERS = 4;
const MOST_WORKERS = 64;
const MINIMUM_SECRET_CHARACTERS = 32;
/** A secret of fewer different characters was typed, not drawn. */
const MINIMUM_DIFFERENT_CHARACTERS = 10;

function wholeNumber(name: string, text: string | undefined, standard: number, least: number, most: number) {
  if (text === undefined || text === '') return standard;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new StartError(
      `${name} is ${JSON.stringify(text)}: it must be a whole number from ${least} to ${most}.`,
    );
  return value;
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function publicOrigin(text: string | undefined): URL | undefined {
  if (text === undefined || text === '') return undefined;
  const origin = URL.canParse(text) ? new URL(text) : undefined;
  if (origin !== undefined && /^https?:$/.test(origin.protocol) && origin.origin === text.replace(/\/$/, ''))
    return origin;
  throw new StartError(
    `RUNQUEUE_ORIGIN is ${JSON.stringify(text)}: it must look like https://runqueue.example.edu, without a path.`,
  );
}

/** @throws StartError where one is no address: a name or a range would never be that of a connection (app/client-address.ts). */
function checkTrustedProxies(text: string): void {
  const wrong = text.split(',').find((each) => isIP(each.trim()) === 0);
  if (text.trim() !== '' && wrong !== undefined)
    throw new StartError(
      `RUNQUEUE_TRUSTED_PROXY has ${JSON.stringify(wrong.trim())}: it must be IP addresses with commas between, such as 10.0.0.2, 2001:db8::2.`,
    );
}

/** @returns whether mail can be sent. @throws StartError where half of what is needed is there. */
function mailServer(environment: NodeJS.ProcessEnv, isPrivate: boolean): boolean {
  const { RUNQUEUE_SMTP_URL: server = '', RUNQUEUE_MAIL_FROM: from = '' } = environment;
  if (server === '') return false;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  // The address is not repeated: there may be a password in it.
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new StartError('RUNQUEUE_SMTP_URL must look like smtp://user:password@mail.example.edu:587.');
  if (!/^[^@\r\n]*[^@\s]@[^@\s]+$/.test(from))
    throw new StartError(
      `RUNQUEUE_MAIL_FROM is ${JSON.stringify(from)}: with RUNQUEUE_SMTP_URL it must be an address, such as Runqueue <runqueue@example.edu>.`,
    );
  if (!isPrivate && !environment.RUNQUEUE_ORIGIN)
    throw new StartError(
      'RUNQUEUE_SMTP_URL is set and RUNQUEUE_ORIGIN is not: links in mails need the public address, such as https://runqueue.example.edu.',
    );
  return true;
}

/** @throws StartError naming the variable and what it should be. */
export function readSettings(environment: NodeJS.ProcessEnv, root: string): StartSettings {
  const host = environment.HOST || '127.0.0.1';
  const databaseUrl = environment.DATABASE_URL || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/name.');
  const origin = publicOrigin(environment.RUNQUEUE_ORIGIN);
  checkTrustedProxies(environment.RUNQUEUE_TRUSTED_PROXY ?? '');
  const cores = cpus().length;
  const isPrivate = isLoopbackHost(host) && isLoopbackHost(origin?.hostname ?? host);
  return {
    host,
    port: wholeNumber('PORT', environment.PORT, 3000, 1, 65_535),
    isLoopback: isLoopbackHost(host),
    isPrivate,
    sendsMail: mailServer(environment, isPrivate),
    databaseUrl,
    isProduction: databaseUrl !== undefined && environment.NODE_ENV === 'production',
    workers: wholeNumber(
      'RUNQUEUE_WORKERS',
      environment.RUNQUEUE_WORKERS,
      Math.min(Math.max(cores - 1, 1), MOST_DEFAULT_WORKERS),
      0,
      MOST_WORKERS,
    ),
    dataFolder: resolve(root, environment.RUNQUEUE_DATA || '.runqueue'),
  };
}

/**
 * The secret that signs session cookies: the environment's, else one that is made once and kept in the data folder.
 * @throws StartError when it is weak, or in production missing.
 */
export function authenticationSecret(environment: NodeJS.ProcessEnv, settings: StartSettings): string {
  const given = environment.RUNQUEUE_AUTH_SECRET ?? '';
  const howToMake = 'Make one with: openssl rand -hex 32';
  if (given !== '') {
    if (given.length < MINIMUM_SECRET_CHARACTERS || new Set(given).size < MINIMUM_DIFFERENT_CHARACTERS)
      throw new StartError(
        `RUNQUEUE_AUTH_SECRET is weak: it needs ${MINIMUM_SECRET_CHARACTERS} random characters. ${howToMake}`,
      );
    return given;
  }
  if (settings.isProduction)
    throw new StartError(
      `RUNQUEUE_AUTH_SECRET is not set. In production it must come from the environment. ${howToMake}`,
    );
  const file = join(settings.dataFolder, 'authentication-secret');
  if (!existsSync(file)) {
    mkdirSync(settings.dataFolder, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
