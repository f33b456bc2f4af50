import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { authenticationSecret, readSettings, StartError } from './start-settings';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runqueue-settings-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const read = (environment: Record<string, string>) =>
  readSettings({ NODE_ENV: 'development', ...environment }, root);
const secret = (environment: Record<string, string>) =>
  authenticationSecret({ NODE_ENV: 'development', ...environment }, read(environment));

const STRONG = '0123456789abcdef0123456789abcdef';
const PRODUCTION = { NODE_ENV: 'production', DATABASE_URL: 'postgres://a:b@db.example/runqueue' };

describe('settings', () => {
  it('default to the loopback address, port 3000 and the embedded database', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      isLoopback: true,
      databaseUrl: undefined,
      isProduction: false,
      dataFolder: join(root, '.runqueue'),
    });
  });

  it.each([
    ['127.0.0.1', undefined, true],
    ['127.0.0.1', 'http://localhost:3000', true],
    ['::1', 'http://[::1]:3000/', true],
    ['127.0.0.1', 'https://runqueue.example.edu', false],
    ['127.0.0.1', 'http://192.168.1.4:3000', false],
    ['0.0.0.0', undefined, false],
  ])('HOST %s and RUNQUEUE_ORIGIN %s: private is %s', (HOST, origin, isPrivate) => {
    expect(read({ HOST, ...(origin === undefined ? {} : { RUNQUEUE_ORIGIN: origin }) }).isPrivate).toBe(
      isPrivate,
    );
  });

  it.each([
    [{}, false],
    [{ RUNQUEUE_SMTP_URL: 'smtp://mail.example.edu', RUNQUEUE_MAIL_FROM: 'a@example.edu' }, true],
    [
      {
        RUNQUEUE_SMTP_URL: 'smtps://user:secret@mail.example.edu:465',
        RUNQUEUE_MAIL_FROM: 'Runqueue <a@example.edu>',
        RUNQUEUE_ORIGIN: 'https://runqueue.example.edu',
        HOST: '0.0.0.0',
      },
      true,
    ],
  ])('%j: mail is sent is %s', (environment, sendsMail) => {
    expect(read(environment as Record<string, string>).sendsMail).toBe(sendsMail);
  });

  it.each([
    [{ RUNQUEUE_SMTP_URL: 'mail.example.edu' }, 'RUNQUEUE_SMTP_URL must look like'],
    [{ RUNQUEUE_SMTP_URL: 'https://mail.example.edu' }, 'RUNQUEUE_SMTP_URL must look like'],
    [{ RUNQUEUE_SMTP_URL: 'smtp://u:secret@mail.example.edu' }, 'RUNQUEUE_MAIL_FROM is ""'],
    [
      { RUNQUEUE_SMTP_URL: 'smtp://mail', RUNQUEUE_MAIL_FROM: 'somebody' },
      'RUNQUEUE_MAIL_FROM is "somebody"',
    ],
    [
      { RUNQUEUE_SMTP_URL: 'smtp://mail', RUNQUEUE_MAIL_FROM: 'a@example.edu', HOST: '0.0.0.0' },
      'RUNQUEUE_ORIGIN is not',
    ],
  ])('refuse %j', (environment, sentence) => {
    const refusing = () => read(environment as Record<string, string>);
    expect(refusing).toThrow(sentence);
    expect(refusing).not.toThrow('secret');
  });

  it.each([
    'runqueue.example.edu',
    'ftp://example.edu',
    'https://example.edu/course',
    'https://a:b@example.edu',
  ])('refuse the origin %s', (RUNQUEUE_ORIGIN) => {
    expect(() => read({ RUNQUEUE_ORIGIN })).toThrow(StartError);
  });

  it.each(['', '10.0.0.2', ' 10.0.0.2 , 2001:db8::2', '::ffff:10.0.0.2'])(
    'take the proxies %j',
    (proxies) => {
      expect(() => read({ RUNQUEUE_TRUSTED_PROXY: proxies })).not.toThrow();
    },
  );

  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.0.0.2, proxy.example.edu', 'proxy.example.edu'],
    ['10.0.0.2,', ''],
    ['10.0.0.2 10.0.0.3', '10.0.0.2 10.0.0.3'],
    ['10.0.0.256', '10.0.0.256'],
    ['[::1]', '[::1]'],
    ['10.0.0.2:80', '10.0.0.2:80'],
  ])('refuse the proxies %j and name what is wrong', (proxies, wrong) => {
    const refusing = () => read({ RUNQUEUE_TRUSTED_PROXY: proxies });
    expect(refusing).toThrow(StartError);
    expect(refusing).toThrow(`RUNQUEUE_TRUSTED_PROXY has ${JSON.stringify(wrong)}`);
  });

  it.each([
    ['localhost', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.4', false],
    ['127.0.0.1.example.com', false],
  ])('know whether %s can be reached from outside', (HOST, isLoopback) => {
    expect(read({ HOST }).isLoopback).toBe(isLoopback);
  });

  it.each([
    [{ PORT: 'eighty' }, /PORT is "eighty": it must be a whole number from 1 to 65535/],
    [{ PORT: '70000' }, /PORT/],
    [{ RUNQUEUE_WORKERS: '-1' }, /RUNQUEUE_WORKERS/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must look like postgres:/],
  ])('refuse %j and name the variable', (environment, message) => {
    expect(() => read(environment as unknown as Record<string, string>)).toThrow(message);
    expect(() => read(environment as unknown as Record<string, string>)).toThrow(StartError);
  });
});

describe('the secret that signs sessions', () => {
  it('is made once, kept, and readable by its owner only', () => {
    const first = secret({});
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(secret({})).toBe(first);
    expect(statSync(join(root, '.runqueue', 'authentication-secret')).mode & 0o777).toBe(0o600);
  });

  it('must come from the environment in production', () => {
    expect(() => secret(PRODUCTION)).toThrow(/RUNQUEUE_AUTH_SECRET is not set.*openssl rand/);
    expect(secret({ ...PRODUCTION, RUNQUEUE_AUTH_SECRET: STRONG })).toBe(STRONG);
  });

  it.each(['short', 'a'.repeat(64), 'changeme'.repeat(8)])('may not be weak: %s', (RUNQUEUE_AUTH_SECRET) => {
    expect(() => secret({ RUNQUEUE_AUTH_SECRET })).toThrow(/RUNQUEUE_AUTH_SECRET is weak/);
  });
});
