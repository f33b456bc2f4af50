/**
 * Processes that send to a socket and receive from it, within a host or over a wire, on the whole machine. Nothing
 * about what is right stands here.
 *
 *      copyIn ── cross(LINK) ── wire: one bit of a message may be turned ── cross(LINK) ── copyOut
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyHost } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { CHANNEL_KIND } from '../../../simulator/kernel/communication/communication-calls';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { compute, type Operation, store } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { drawnPlans, MOST_RECEIVES, type Plan, RUN } from '../plan';

export type SocketParameters = Readonly<{
  /** Whether both ends are on one host. */
  local: boolean;
  /** Messages at a time. */
  capacity: number;
  senders: number;
  receivers: number;
  /** Messages of each sender. */
  messages: number;
  /** Bytes of a message, at least and at most. */
  leastBytes: number;
  mostBytes: number;
  /** Room of a receive, at most; 0: all have room for any message. */
  mostRoom: number;
  /** Of a hundred messages, how many the wire damages. */
  damagedPercent: number;
  /** Cycles that a sender and a receiver compute between two calls, at most. */
  senderCycles: number;
  receiverCycles: number;
}>;

export const EVENTS = defineEvents({
  ...COMMUNICATION_EVENTS.definitions,
  damaged: {
    fields: ['channel', 'offset', 'bit'],
    description: 'The wire turns a bit of a message.',
    sentence: 'the wire turns bit {bit} at offset {offset}',
  },
});

/** Room for any message. */
const ROOM = 512;
const SOCKET = 1;
const LINK = 2;
const BYTE_BITS = 8;
const MOST_HOST = 60_000;
/** Plans of receivers are of so many calls, and then begin again. */
const RECEIVES = 8;

export function simulate(context: SimulationContext, parameters: SocketParameters): null {
  const { policies, random, trace, countBy } = context;
  const { local, capacity, senders, receivers, messages, damagedPercent } = parameters;
  const { leastBytes, mostBytes, mostRoom, senderCycles, receiverCycles } = parameters;
  const fromHost = random.between(1, MOST_HOST);
  const toHost = local ? fromHost : fromHost + random.between(1, MOST_HOST) * (random.chance(1, 2) ? 1 : 256);
  const sending = drawnPlans(random, senders, messages, mostBytes - leastBytes + 1, senderCycles).map(
    (plan) => plan.map(([bytes, cycles]) => [leastBytes - 1 + bytes, cycles] as const),
  );
  const receiving = drawnPlans(random, receivers, RECEIVES, mostRoom || 1, receiverCycles);
  let cycle = () => 0;
  const damaged = (at: number, bit: number) => trace.record(cycle(), EVENTS.index.damaged, SOCKET, at, bit);
  communicationTrial({
    ...{ trace, countBy, ...RUN },
    observe: ({ kernel }) => {
      cycle = () => kernel.cycle;
    },
    mechanisms: { socket: wired(policies, damagedPercent, random, damaged) },
    setUp: () => createChannel(CHANNEL_KIND.socket, capacity, fromHost, toHost),
    bodies: [
      ...sending.map((plan) => () => sender(plan)),
      ...receiving.map((plan) => () => receiver(plan, mostRoom === 0)),
    ],
  });
  return null;
}

/** The wire lies below the link layer: what was copied in before it was crossed first is what it carries. */
function wired(
  policies: PolicyHost,
  damagedPercent: number,
  random: Random,
  damaged: (offset: number, bit: number) => void,
): PolicyHost {
  return {
    takeUnits: () => policies.takeUnits(),
    create(services, ...numbers) {
      let frame: { readonly offset: number; readonly bytes: number } | undefined;
      return policies.create(
        {
          ...services,
          copyIn(offset, bytes) {
            const answer = services.copyIn(offset, bytes);
            if (answer === 0) frame = { offset, bytes };
            return answer;
          },
          cross(layer) {
            const answer = services.cross(layer);
            if (layer !== LINK || frame === undefined) return answer;
            if (random.chance(damagedPercent, 100)) {
              const [at, bit] = [frame.offset + random.below(frame.bytes), random.below(BYTE_BITS)];
              services.storeByte(at, services.loadByte(at) ^ (1 << bit));
              damaged(at, bit);
            }
            frame = undefined;
            return answer;
          },
        },
        ...numbers,
      );
    },
  };
}

function* sender(plan: Plan): Operation {
  for (const [bytes, cycles] of plan) {
    yield* compute(cycles);
    yield* store(OWN_PAGE, cycles);
    yield* store(OWN_PAGE + bytes - (bytes % 4), cycles * bytes);
    yield* send(SOCKET, OWN_PAGE, bytes);
  }
  return 0;
}

/** Whoever is refused asks again, with room for any message. */
function* receiver(plan: Plan, hasRoom: boolean): Operation {
  for (let call = 0; call < MOST_RECEIVES; call++) {
    const [bytes, cycles] = plan[call % plan.length];
    yield* compute(cycles);
    if ((yield* receive(SOCKET, OWN_PAGE, hasRoom ? ROOM : bytes)) < 0)
      yield* receive(SOCKET, OWN_PAGE, ROOM);
  }
  return 0;
}
