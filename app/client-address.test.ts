/** Guarantee: attempts are counted by a network that the client cannot choose, and one client has one count. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countedNetwork, networkOf, plainAddress } from './client-address';

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
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:0::'],
  ['2001:DB8:1:2ff::6', '2001:db8:1:200::'],
  ['2001:0db8:0000:ab02::', '2001:db8:0:ab00::'],
  ['2001:db8::1', '2001:db8:0:0::'],
  ['::1', '0:0:0:0::'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
  expect(networkOf(network)).toBe(network);
});

describe('what is counted', () => {
  afterEach(() => void vi.unstubAllEnvs());
  const counted = (
    peer: string,
    forwarded: string,
    proxies = '',
    origin = 'https://runqueue.example.edu',
  ) => {
    vi.stubEnv('RUNQUEUE_TRUSTED_PROXY', proxies);
    vi.stubEnv('RUNQUEUE_ORIGIN', origin);
    return countedNetwork(new Headers({ 'x-forwarded-for': forwarded, 'x-runqueue-peer-address': peer }));
  };

  it.each(['::ffff:127.0.0.1', '127.0.0.1', '127.8.0.1', '::1'])(
    'behind a proxy of this machine (%s): what it appended, whatever the client put before it',
    (peer) => {
      for (const origin of ['https://runqueue.example.edu', 'http://runqueue.example.edu'])
        for (const invented of ['1.2.3.4', '1.2.3.5, 127.0.0.1', 'nonsense'])
          expect(counted(peer, `${invented}, 203.0.113.7:51034`, '', origin)).toBe('203.0.113.7');
      expect(counted(peer, 'nonsense')).toBe(networkOf(plainAddress(peer) ?? ''));
    },
  );

  it.each(['10.0.0.2', '::ffff:192.168.1.4', '172.16.0.1', 'fd00::1', '169.254.1.1', '203.0.113.9'])(
    'of %s, which is no proxy that was named: itself',
    (peer) => {
      const itself = networkOf(plainAddress(peer) ?? '');
      for (const proxies of ['', '10.0.0.3, fd00::2', 'nonsense', '0.0.0.0', '10.0.0.0/8'])
        expect(counted(peer, '1.2.3.4', proxies), proxies).toBe(itself);
    },
  );

  it.each([
    ['10.0.0.2', '10.0.0.2'],
    ['::ffff:10.0.0.2', ' 10.0.0.9 , 10.0.0.2'],
    ['2001:db8::2', '2001:DB8:0:0::2'],
    ['10.0.0.2', '::ffff:10.0.0.2'],
  ])('behind %s, named as %s: what it appended', (peer, proxies) => {
    expect(counted(peer, '1.2.3.4, 203.0.113.7', proxies)).toBe('203.0.113.7');
    expect(counted(peer, '1.2.3.4, 203.0.113.7', proxies, '')).toBe('203.0.113.7');
  });

  it('behind several that were named: what the farthest of them appended', () => {
    expect(counted('127.0.0.1', '1.2.3.4, 203.0.113.7, 10.0.0.2', '10.0.0.2')).toBe('203.0.113.7');
    expect(counted('127.0.0.1', '1.2.3.4, 203.0.113.7, 10.0.0.2')).toBe('10.0.0.2');
  });

  it('without one: the other end of the connection, and one count for those of which it is not known', () => {
    expect(counted('127.0.0.2', '1.2.3.4', '', '')).toBe('127.0.0.2');
    expect(counted('', '1.2.3.4')).toBe(counted('', '1.2.3.5'));
  });
});
