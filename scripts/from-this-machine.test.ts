/** Guarantee: what only this machine may see is shown to nobody who comes from elsewhere, by a proxy, or by another name. */
import { expect, it } from 'vitest';
import { isFromThisMachine } from './from-this-machine.mjs';

const asks = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  isFromThisMachine({ headers, socket: { remoteAddress } });

it.each([
  ['127.0.0.1', 'localhost:3000'],
  ['127.0.0.2', '127.0.0.1:3000'],
  ['::1', '[::1]:3000'],
  ['::ffff:127.0.0.1', 'LOCALHOST'],
])('%s asks for %s: yes', (address, host) => {
  expect(asks(address, { host })).toBe(true);
});

it.each([
  ['192.168.1.4', 'localhost:3000'],
  ['::ffff:10.0.0.1', 'localhost:3000'],
  ['2001:db8::1', '[::1]:3000'],
  [undefined, 'localhost:3000'],
  ['127.0.0.1', 'evil.example:3000'],
  ['127.0.0.1', 'localhost.evil.example'],
  ['127.0.0.1', '127.0.0.1.evil.example:3000'],
  ['127.0.0.1', ''],
])('%s asks for %s: no', (address, host) => {
  expect(asks(address, { host })).toBe(false);
});

it.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])(
  'handed on by a proxy that says so in %s: no',
  (header) => {
    expect(asks('127.0.0.1', { host: 'localhost:3000', [header]: 'a' })).toBe(false);
  },
);
