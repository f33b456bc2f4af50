/**
 * Clients that ask servers, through ports, on the whole machine. Nothing about what is right stands here.
 *
 *      client ── request: the number of its own port ──▶ port 1 ──▶ any server
 *             ◀── port 2, 3 ..., one a client ◀──────── reply ────┘
 */
import { CHANNEL_KIND } from '../../../simulator/kernel/communication/communication-calls';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { MESSAGE_BYTES } from '../../../simulator/kernel/system-calls';
import { compute, load, type Operation, store } from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';
import { drawnPlans, MOST_RECEIVES, type Plan, RUN } from '../plan';

export type PortParameters = Readonly<{
  /** Messages at a time, of the port for requests; those for replies have room for one. */
  capacity: number;
  clients: number;
  servers: number;
  /** Requests of each client. */
  requests: number;
  /** Bytes of a message, at most. */
  mostBytes: number;
  /** Room of a server's receive, at most; 0: all have room for any message. */
  mostRoom: number;
  /** Cycles that a client computes before a request, and a server before a reply, at most. */
  clientCycles: number;
  serverCycles: number;
}>;

export const EVENTS = COMMUNICATION_EVENTS;

/** The port that servers receive from. */
export const REQUESTS = 1;
/** Plans of servers are of so many calls, and then begin again. */
const REPLIES = 8;

export function simulate(context: SimulationContext, parameters: PortParameters): null {
  const { policies, random, trace, countBy } = context;
  const { capacity, clients, servers, requests } = parameters;
  const { mostBytes, mostRoom, clientCycles, serverCycles } = parameters;
  communicationTrial({
    ...{ trace, countBy, ...RUN },
    mechanisms: { port: policies },
    *setUp() {
      yield* createChannel(CHANNEL_KIND.port, capacity);
      for (let i = 0; i < clients; i++) yield* createChannel(CHANNEL_KIND.port, 1);
      return 0;
    },
    bodies: [
      ...drawnPlans(random, clients, requests, mostBytes, clientCycles).map(
        (plan, i) => () => client(plan, REQUESTS + 1 + i),
      ),
      ...drawnPlans(random, servers, REPLIES, mostRoom || 1, serverCycles).map(
        (plan) => () => server(plan, mostRoom === 0),
      ),
    ],
  });
  return null;
}

/** What it sent is answered, unless it was refused. */
function* client(plan: Plan, replies: number): Operation {
  for (const [bytes, cycles] of plan) {
    yield* compute(cycles);
    yield* store(OWN_PAGE, replies);
    if ((yield* send(REQUESTS, OWN_PAGE, bytes)) >= 0) yield* receive(replies, OWN_PAGE, MESSAGE_BYTES);
  }
  return 0;
}

/** Whoever is refused asks again, with room for any message. The reply is as long as the request. */
function* server(plan: Plan, hasRoom: boolean): Operation {
  for (let call = 0; call < MOST_RECEIVES; call++) {
    const [room, cycles] = plan[call % plan.length];
    let bytes = yield* receive(REQUESTS, OWN_PAGE, hasRoom ? MESSAGE_BYTES : room);
    if (bytes < 0) bytes = yield* receive(REQUESTS, OWN_PAGE, MESSAGE_BYTES);
    yield* compute(cycles);
    if (bytes > 0) yield* send((yield* load(OWN_PAGE)) & 0xff, OWN_PAGE, bytes);
  }
  return 0;
}
