/** Crossings, copies and layers of a client and a server that exchange messages: counted by a run on the machine. */
import { counted } from '../../../../simulator/engine/counted';
import type { Random } from '../../../../simulator/engine/random';
import { CHANNEL_KIND } from '../../../../simulator/kernel/communication/communication-calls';
import {
  createChannel,
  OWN_PAGE,
  receive,
  send,
} from '../../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../../simulator/kernel/communication/communication-trial';
import type { Question, QuestionDefinition } from '../../../question-definition';

const [REQUESTS, REPLIES, LOG] = [1, 2, 3];
const ROOM = 480;

interface Exchange {
  readonly rounds: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Messages to a third process, which nobody answers. */
  readonly notes: number;
  readonly noteBytes: number;
  /** Hosts of client, server and log. */
  readonly hosts: readonly [number, number, number];
}

/** What a run of it counts; the calls that make the channels are left out. */
export function countExchange({ rounds, requestBytes, replyBytes, notes, noteBytes, hosts }: Exchange) {
  const [client, server, log] = hosts;
  const { counters } = communicationTrial({
    *setUp() {
      yield* createChannel(CHANNEL_KIND.socket, 8, client, server);
      yield* createChannel(CHANNEL_KIND.socket, 8, server, client);
      return yield* createChannel(CHANNEL_KIND.socket, 8, server, log);
    },
    bodies: [
      function* () {
        for (let i = 0; i < rounds; i++) {
          yield* send(REQUESTS, OWN_PAGE, requestBytes);
          yield* receive(REPLIES, OWN_PAGE, ROOM);
        }
        return 0;
      },
      function* () {
        for (let i = 0; i < rounds; i++) {
          yield* receive(REQUESTS, OWN_PAGE, ROOM);
          if (i < notes) yield* send(LOG, OWN_PAGE, noteBytes);
          yield* send(REPLIES, OWN_PAGE, replyBytes);
        }
        return 0;
      },
      function* () {
        for (let i = 0; i < notes; i++) yield* receive(LOG, OWN_PAGE, ROOM);
        return 0;
      },
    ],
  });
  const { crossings = 0, copies = 0, copiedBytes = 0, stackLayers = 0 } = counters;
  return { crossings: crossings - 3, copies, copiedBytes, stackLayers };
}

function generate(random: Random): Question {
  const rounds = random.between(3, 12);
  const exchange: Exchange = {
    rounds,
    requestBytes: 4 * random.between(2, 30),
    replyBytes: 4 * random.between(31, 110),
    notes: random.between(1, rounds - 1),
    noteBytes: 4 * random.between(2, 20),
    // In the same container, or not.
    hosts: random.pick([
      [1, 1, 2],
      [1, 2, 2],
      [1, 2, 1],
    ]),
  };
  const { requestBytes, replyBytes, notes, noteBytes, hosts } = exchange;
  const { crossings, copies, copiedBytes, stackLayers } = countExchange(exchange);
  const crossingNs = 10 * random.between(10, 40);
  const byteNs = random.between(1, 4) / 4;
  const layerNs = 50 * random.between(4, 16);
  const time = crossings * crossingNs + copiedBytes * byteNs + stackLayers * layerNs;
  const names = ['client', 'server', 'log'];
  const together =
    hosts[0] === hosts[1] ? 'client and server' : hosts[1] === hosts[2] ? 'server and log' : 'client and log';
  const crossed = [
    ...(hosts[0] === hosts[1] ? [] : [`${2 * rounds} messages between client and server`]),
    ...(hosts[1] === hosts[2] ? [] : [`${counted(notes, 'messages')} to the log`]),
  ];
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `A client and a server exchange messages through **sockets**: **${rounds} times** the client sends a request of ${requestBytes} bytes and receives the reply of ${replyBytes} bytes. In **${notes}** of these rounds the server also sends a note of ${noteBytes} bytes to a third process, the log, which receives it and answers nothing.`,
      'Each send and each receive is one system call; the kernel keeps every message in a buffer of its own until it is received. The sockets are there already. A **crossing** is one system call, into the kernel and back (two mode switches).',
      `The three processes run on **one machine**, in two containers: **${together}** share one, and the ${names[hosts.findIndex((host) => hosts.filter((each) => each === host).length === 1)]} is in the other. Between two containers a message passes the kernel's protocol stack: transport, network and link layer on the way down and again on the way up. Within a container the kernel takes its local fast path, past the stack.`,
      `A crossing takes **${crossingNs} ns**, copying **${byteNs} ns** a byte, a layer **${layerNs} ns** each time that a message passes it.`,
    ].join('\n\n'),
    parts: [
      number('crossings', 'Crossings of all three processes', 2, crossings, 'crossings'),
      number('switches', 'Mode switches', 1, 2 * crossings, 'mode switches'),
      number('copies', 'Copies between a process and the kernel', 2, copies, 'copies'),
      number('bytes', 'Bytes that are copied in all', 2, copiedBytes, 'bytes'),
      number(
        'layers',
        'Layers that are passed, each message and direction counted',
        2,
        stackLayers,
        'layers',
      ),
      number('time', 'Time of crossings, copies and layers', 1, time, 'ns'),
    ],
    explanation: [
      `A round trip is a send and a receive by each side: 4 crossings and 4 copies, two for each message, into the kernel and out again. ${rounds} rounds: ${4 * rounds} of both. A note is sent and received: ${notes} · 2 more. That makes ${crossings} crossings, ${2 * crossings} mode switches and ${copies} copies.`,
      `Every byte is copied twice: 2 · (${rounds} · (${requestBytes} + ${replyBytes}) + ${notes} · ${noteBytes}) = ${copiedBytes} bytes.`,
      `Only messages between containers pass the stack, three layers down and three up: ${crossed.join(' and ')}, that is ${stackLayers / 6} · 6 = ${stackLayers} layers. The others pass none; crossings and copies they cost all the same.`,
      `${crossings} · ${crossingNs} + ${copiedBytes} · ${byteNs} + ${stackLayers} · ${layerNs} = ${time} ns.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'What a request and its reply cost',
  summary:
    'Count crossings, copies and layers of the stack for processes that exchange messages on one machine.',
  rows: [106, 109],
  generate,
} satisfies QuestionDefinition;
