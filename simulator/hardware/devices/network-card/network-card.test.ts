import { describe, expect, test } from 'vitest';
import { createMachine } from '../../machine';
import { Link, type LinkOptions } from './link';
import { networkCard } from './network-card';
import { NETWORK_CAUSE, NETWORK_REGISTERS, type NetworkRegister } from './network-card-registers';

function connect(options: LinkOptions = {}) {
  const link = new Link({ delayCycles: 1000, byteCycles: 1, ...options });
  const cards = [networkCard({ link, name: 'near' }), networkCard({ link, name: 'far' })] as const;
  const machine = createMachine({ ramBytes: 1 << 20, devices: [...cards] });
  machine.enumerate();
  for (const core of machine.cores) core.waiting = true;
  const set = (card: 0 | 1, name: NetworkRegister, value: number) =>
    cards[card].store(NETWORK_REGISTERS.offsetOf(name), 4, value);
  const get = (card: 0 | 1, name: NetworkRegister) =>
    cards[card].load(NETWORK_REGISTERS.offsetOf(name), 4) as number;
  /** A ring of `count` descriptors at `ring`, with a buffer of 256 bytes each behind it. */
  const ring = (card: 0 | 1, kind: 'transmit' | 'receive', at: number, count: number, byteLength: number) => {
    for (let i = 0; i < count; i++) {
      machine.space.store(at + 16 * i, 4, at + 0x1000 + 256 * i);
      machine.space.store(at + 16 * i + 4, 4, byteLength);
    }
    set(card, `${kind}Ring`, at);
    set(card, `${kind}Count`, count);
    set(card, 'control', get(card, 'control') | (kind === 'transmit' ? 1 : 2));
  };
  return { link, machine, set, get, ring };
}

const TRANSMIT = 0x8000_0000;
const RECEIVE = 0x8001_0000;

/** Sends `count` packets whose first word is their number. @returns the numbers in order of arrival. */
function exchange(options: LinkOptions, count: number) {
  const { link, machine, set, get, ring } = connect(options);
  ring(0, 'transmit', TRANSMIT, 4, 60);
  ring(1, 'receive', RECEIVE, 8, 128);
  set(1, 'receiveTail', 7);
  const arrived: number[] = [];
  const take = () => {
    for (let head = arrived.length; (head & 7) !== get(1, 'receiveHead'); head++) {
      arrived.push(machine.space.load(RECEIVE + 0x1000 + 256 * (head & 7), 4));
      set(1, 'receiveTail', (head + 8) & 7);
    }
  };
  for (let number = 0; number < count; number++) {
    const slot = number & 3;
    machine.space.store(TRANSMIT + 0x1000 + 256 * slot, 4, number);
    set(0, 'transmitTail', (slot + 1) & 3);
    while (get(0, 'transmitHead') !== ((slot + 1) & 3))
      machine.run({ untilCycle: machine.clock.queue.nextCycle });
    take();
  }
  while (machine.clock.queue.length > 0) {
    machine.run({ untilCycle: machine.clock.queue.nextCycle });
    take();
  }
  return { arrived, link, dropped: get(1, 'droppedPackets') };
}

describe('network card and link', () => {
  test('a quiet link brings every packet once, in order', () => {
    const { arrived, dropped } = exchange({}, 40);
    expect(arrived).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(dropped).toBe(0);
  });

  test('loss and reordering are the link’s, follow its seed, and invent nothing', () => {
    const options = { lossPerMillion: 250_000, reorderPerMillion: 300_000, seed: 'storm' };
    const { arrived, link } = exchange(options, 60);
    expect(arrived).toEqual(exchange(options, 60).arrived);
    expect(arrived).not.toEqual(exchange({ ...options, seed: 'other' }, 60).arrived);
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(arrived.length).toBe(60 - link.lost);
    expect(link.lost).toBeGreaterThan(5);
    expect(arrived.some((number, i) => i > 0 && number < arrived[i - 1])).toBe(true);
    const lossless = exchange({ ...options, lossPerMillion: 0 }, 60);
    expect(lossless.arrived.slice().sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    // One rate does not shift the draws of the other.
    expect(lossless.link.reordered).toBeGreaterThanOrEqual(link.reordered);
    expect(lossless.arrived.filter((number) => arrived.includes(number))).toEqual(arrived);
  });

  test('a packet takes DMA, wire and delay: exactly so many cycles', () => {
    const { machine, set, get } = connect();
    set(1, 'control', 2);
    for (let i = 0; i < 16; i++) set(0, 'data', i);
    set(0, 'command', (64 << 16) | 1);
    machine.run({ untilCycle: 64 });
    expect([get(0, 'sent'), get(0, 'cause')]).toEqual([1, NETWORK_CAUSE.transmitted]);
    machine.run({ untilCycle: 1064 });
    // No descriptor: it waits in the card's own queue. One is given: 12 bytes of descriptor, then 64 bytes.
    machine.space.store(RECEIVE, 4, RECEIVE + 0x1000);
    machine.space.store(RECEIVE + 4, 4, 64);
    set(1, 'receiveRing', RECEIVE);
    set(1, 'receiveCount', 2);
    set(1, 'receiveTail', 1);
    machine.run({});
    expect(machine.cycle).toBe(1064 + (250 + 3) + (250 + 16) + (250 + 1));
    expect(machine.space.load(RECEIVE + 0x103c, 4)).toBe(15);
    expect(get(1, 'received')).toBe(1);
  });

  test('what cannot be stored is dropped and said: receiver off, buffer too short, ring out of memory', () => {
    const send = (prepare: (parts: ReturnType<typeof connect>) => void) => {
      const parts = connect();
      prepare(parts);
      parts.set(0, 'data', 1);
      parts.set(0, 'command', (60 << 16) | 1);
      for (let i = 0; i < 15; i++) parts.set(0, 'data', 1);
      parts.machine.run({});
      parts.set(0, 'command', (60 << 16) | 1);
      parts.machine.run({});
      return [parts.get(1, 'cause'), parts.get(1, 'received'), parts.get(1, 'droppedPackets')];
    };
    expect(send(() => {})).toEqual([NETWORK_CAUSE.dropped, 0, 2]);
    expect(
      send(({ ring, set }) => {
        ring(1, 'receive', RECEIVE, 4, 40);
        set(1, 'receiveTail', 3);
      }),
    ).toEqual([NETWORK_CAUSE.dropped | NETWORK_CAUSE.received, 1, 1]);
    expect(
      send(({ set }) => {
        set(1, 'receiveRing', 0x1000);
        set(1, 'receiveCount', 4);
        set(1, 'control', 2);
        set(1, 'receiveTail', 3);
      })[0],
    ).toBe(NETWORK_CAUSE.refused | NETWORK_CAUSE.dropped);
  });

  test('a transmit buffer that memory refuses uses its descriptor up with an error', () => {
    const { machine, set, get, ring } = connect();
    ring(0, 'transmit', TRANSMIT, 4, 60);
    machine.space.store(TRANSMIT, 4, 0x5000);
    set(0, 'transmitTail', 2);
    machine.run({});
    expect(get(0, 'cause')).toBe(NETWORK_CAUSE.refused | NETWORK_CAUSE.transmitted);
    expect([machine.space.load(TRANSMIT + 8, 4), machine.space.load(TRANSMIT + 24, 4)]).toEqual([3, 1]);
    expect(get(0, 'sent')).toBe(1);
  });
});
