/** Guarantee: attempts are counted by an address that the client cannot choose, and one client has one count. */
import { describe, expect, it } from 'vitest';
import { countedAddress, networkOf, plainAddress } from './client-address';

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7:51034', '203.0.113.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['"[2001:db8::1]:80"', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', undefined],
    ['203.0.113.7:51034:1', undefined],
    ['', undefined],
  ])('%j is %j', (text, address) => {
    expect(plainAddress(text)).toBe(address);
  });
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::6', '2001:db8:1:2'],
  ['2001:0db8:0000:0002::', '2001:db8:0:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

describe('what is counted', () => {
  const headers = (forwarded: string) =>
    new Headers({ 'x-forwarded-for': forwarded, 'x-runqueue-peer-address': '::ffff:10.0.0.2' });

  it('behind a proxy: the address that the proxy appended, whatever the client put before it', () => {
    expect(countedAddress(headers('1.2.3.4, 203.0.113.7:51034'), true)).toBe('203.0.113.7');
    expect(countedAddress(headers('1.2.3.5, 203.0.113.7:60001'), true)).toBe('203.0.113.7');
    expect(countedAddress(headers('nonsense'), true)).toBe('10.0.0.2');
  });

  it('without a proxy: the other end of the connection', () => {
    expect(countedAddress(headers('1.2.3.4'), false)).toBe('10.0.0.2');
    expect(countedAddress(new Headers({ 'x-forwarded-for': '1.2.3.4' }), false)).toBe('127.0.0.1');
  });
});
