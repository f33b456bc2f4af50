import { expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { type ChannelServices, SOCKET_SHAPE } from './channel-interface';
import { loadBytes, storeBytes } from './communication.testing';
import { CHANNEL_KIND } from './communication-calls';
import { createChannel, OWN_PAGE, receive, send } from './communication-library';
import { communicationTrial } from './communication-trial';
import { SOCKET_BYTES, Socket } from './socket';

const MESSAGES = [[1, 2, 3, 4, 5], [255], Array.from({ length: SOCKET_BYTES }, (_, i) => (i * 7) & 0xff)];

function exchange(from: number, to: number, socket: PolicyClass = Socket) {
  const received: number[][] = [];
  const trial = communicationTrial({
    setUp: () => createChannel(CHANNEL_KIND.socket, 3, from, to),
    mechanisms: { socket: new NativePolicies(socket, SOCKET_SHAPE) },
    bodies: [
      function* sender() {
        for (const message of MESSAGES) {
          yield* storeBytes(OWN_PAGE, message);
          yield* send(1, OWN_PAGE, message.length);
        }
        return 0;
      },
      function* receiver() {
        for (let i = 0; i < MESSAGES.length; i++) {
          const bytes: number[] = [];
          yield* loadBytes(OWN_PAGE, yield* receive(1, OWN_PAGE, SOCKET_BYTES), bytes);
          received.push(bytes);
        }
        return 0;
      },
    ],
  });
  return { ...trial, received };
}

it('[row 109] within one host a message passes no layer of the stack; to another one three down and three up', () => {
  const [local, remote] = [exchange(7, 7), exchange(7, 8)];
  expect(local.received).toEqual(MESSAGES);
  expect(remote.received).toEqual(MESSAGES);
  expect(local.counters.stackLayers).toBe(0);
  expect(remote.counters.stackLayers).toBe(6 * MESSAGES.length);
  expect(remote.counters.copies).toBe(local.counters.copies);
  expect(remote.counters.cycles).toBeGreaterThan(local.counters.cycles ?? 0);
});

it('a message that is damaged on the way is dropped by the layer that looks at it', () => {
  let damages = 1;
  class Damaging extends Socket {
    constructor(kernel: ChannelServices, capacity: number, from: number, to: number) {
      const cross = (layer: number) => {
        if (layer === 2 && damages-- > 0) kernel.storeByte(20, kernel.loadByte(20) ^ 1);
        return kernel.cross(layer);
      };
      super({ ...kernel, cross }, capacity, from, to);
    }
  }
  const run = exchange(1, 2, Damaging as unknown as PolicyClass);
  expect(run.isOver).toBe(false);
  expect(run.received).toEqual(MESSAGES.slice(1));
});
