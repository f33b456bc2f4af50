/**
 * Crossings and context switches of read() in a monolithic kernel and in a microkernel with servers.
 *
 * The small model of messages is in the prompt: who calls what for a request and its reply, under one of two
 * interfaces. `serve` makes the calls one by one, as the processes would; the answers count them.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** A server, how often it is asked to serve one request of its client, and whom it asks in turn. */
export interface Server {
  readonly name: string;
  readonly requests: number;
  readonly asks: readonly Server[];
}

export type Interface = 'send and receive' | 'call and reply';

/** Calls of client and server around the work of the server, which begins between the two lists. */
const MESSAGE_CALLS: Readonly<
  Record<Interface, { readonly ask: readonly string[]; readonly answer: readonly string[] }>
> = {
  'send and receive': { ask: ['send', 'receive'], answer: ['send', 'receive'] },
  'call and reply': { ask: ['call'], answer: ['replyAndReceive'] },
};

export interface Step {
  readonly process: string;
  readonly call: string;
}

/** The crossings of one read() of `program` in order: every call enters the kernel and returns. */
export function serve(program: string, servers: readonly Server[], messages: Interface): Step[] {
  const steps: Step[] = [{ process: program, call: 'lookUp' }];
  const { ask, answer } = MESSAGE_CALLS[messages];
  const request = (client: string, server: Server) => {
    for (let i = 0; i < server.requests; i++) {
      steps.push(...ask.map((call) => ({ process: client, call })));
      for (const next of server.asks) request(server.name, next);
      steps.push(...answer.map((call) => ({ process: server.name, call })));
    }
  };
  for (const server of servers) request(program, server);
  return steps;
}

/** The core goes to another process when somebody else makes the next call, and back to the program at the end. */
export function contextSwitches(steps: readonly Step[]): number {
  return steps.filter(({ process }, i) => process !== (steps[i + 1] ?? steps[0])?.process).length;
}

/** Requests that one read() causes. */
export function requestsOf(servers: readonly Server[]): number {
  return servers.reduce((sum, { requests, asks }) => sum + requests * (1 + requestsOf(asks)), 0);
}

const MAX_REQUESTS = 7;

/** Two to four servers. */
function drawServers(random: Random): readonly Server[] {
  for (;;) {
    const driver: Server = { name: 'driver', requests: random.between(1, 2), asks: [] };
    const cache: Server = { name: 'cache', requests: 1, asks: random.chance(1, 2) ? [driver] : [] };
    const disk: Server = {
      name: 'disk server',
      requests: random.between(1, 3),
      asks: random.chance(1, 3) ? [driver] : [],
    };
    const fileSystem: Server = {
      name: 'file system',
      requests: 1,
      asks: random.pick([[disk], [cache], [cache, disk], [disk]]),
    };
    const directories: Server = { name: 'directory server', requests: 1, asks: [] };
    const servers = random.chance(1, 3) ? [directories, fileSystem] : [fileSystem];
    if (requestsOf(servers) <= MAX_REQUESTS) return servers;
  }
}

/** Like "1 + 2 × (1 + 3)": the requests of each server, times one and those that it makes. */
function sumOf(servers: readonly Server[]): string {
  return servers
    .map(({ requests, asks }) => (asks.length === 0 ? `${requests}` : `${requests} × (1 + ${sumOf(asks)})`))
    .join(' + ');
}

function serversUnder(servers: readonly Server[]): string[] {
  return [...new Set(servers.flatMap((server) => [server.name, ...serversUnder(server.asks)]))];
}

function routes(client: string, servers: readonly Server[]): string[][] {
  return servers.flatMap((server) => [
    [client, server.name, String(server.requests)],
    ...routes(server.name, server.asks),
  ]);
}

const RULE: Record<Interface, string> = {
  'send and receive':
    'For each request the client calls **send** and then **receive**, to wait for the answer; the server, which waited in an earlier receive, does its work and calls **send** with the answer and then **receive**, to wait for the next request.',
  'call and reply':
    'For each request the client makes one call, **call**, which sends it and waits for the answer; the server, which waited already, does its work and makes one call, **replyAndReceive**, which sends the answer and waits for the next request.',
};

function generate(random: Random): Question {
  const servers = drawServers(random);
  const messages = random.pick(Object.keys(MESSAGE_CALLS) as Interface[]);
  const reads = random.between(2, 40);
  const crossingCost = 50 * random.between(2, 8);
  const switchCost = 100 * random.between(5, 20);
  const steps = serve('program', servers, messages);
  const switches = contextSwitches(steps);
  const requests = requestsOf(servers);
  const extra = (steps.length - 1) * crossingCost + switches * switchCost;
  const perRequest = MESSAGE_CALLS[messages].ask.length + MESSAGE_CALLS[messages].answer.length;
  const count = serversUnder(servers).length;
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `A program calls read() **${reads} times**; the data are in memory, so that no device is waited for. A **crossing** is one system call: into the kernel and back (two mode switches). One core; nothing else runs.`,
      'In the **monolithic** kernel file system and driver are part of the kernel: each read() is one system call, and no other process is needed.',
      `In the **microkernel** they are ${count} servers, which are processes. For each read() the program's library first makes one system call, **lookUp**: the kernel itself answers it with the addresses of the servers, so it is a crossing but not a request. Then requests are made as in the table, one after the other; a server asks others before it answers. ${RULE[messages]}`,
      'A context switch happens whenever the core goes on with another process than before: to the server when a client begins to wait, and back to the client when the server waits again.',
      'The column *how often* counts the requests of the asker: those of the program for each read(), those of a server for **each** request that the server is asked to serve.',
      `A crossing takes **${crossingCost} ns**, a context switch **${switchCost} ns** more; the work itself takes equally long in both systems.`,
    ].join('\n\n'),
    given: {
      caption: 'Requests in the microkernel',
      columns: ['who asks', 'whom', 'how often'],
      rows: uniqueRows(routes('program', servers)),
    },
    parts: [
      number('monolithic', `Crossings of the ${reads} calls in the monolithic kernel`, 1, reads, 'crossings'),
      number('requests', 'Requests that one read() causes in the microkernel', 2, requests, 'requests'),
      number('crossings', 'Crossings of one read() in the microkernel', 3, steps.length, 'crossings'),
      number(
        'switches',
        `Context switches of all ${reads} calls in the microkernel`,
        3,
        reads * switches,
        'switches',
      ),
      number('extra', 'By how much one read() takes longer in the microkernel', 2, extra, 'ns'),
    ],
    explanation: [
      `A server that is asked several times asks its own servers each time. Requests of one read(): ${sumOf(servers)} = **${requests}**, where each bracket is one request to a server with the requests that this server makes.`,
      `With *${messages}* a request and its answer take ${perRequest} crossings. With lookUp: 1 + ${requests} × ${perRequest} = ${steps.length} crossings, where the monolithic kernel needs 1. A modular kernel needs 1 too: its modules are loaded into the kernel.`,
      `Each request takes the core to the server and back: 2 × ${requests} = ${switches} context switches for one read(), ${reads} × ${switches} = ${reads * switches} for all. In the monolithic kernel there is none.`,
      `One read() takes (${steps.length} - 1) × ${crossingCost} + ${switches} × ${switchCost} = ${extra} ns longer. What one gets for it: a server that fails does not take the kernel with it.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'The calls of one read() in the microkernel',
        columns: ['crossing', 'process', 'call'],
        rows: steps.map(({ process, call }, i) => [String(i + 1), process, call]),
      },
    ],
  };
}

/** The driver may be asked by two servers, a route be there only once. */
function uniqueRows(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('|'), row])).values()];
}

export default {
  title: 'Monolithic kernel and microkernel: the price of a read',
  summary: 'Count crossings and context switches of read() through the servers of a microkernel.',
  rows: [6],
  generate,
} satisfies QuestionDefinition;
