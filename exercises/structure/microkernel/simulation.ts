/**
 * Clients, a file server and a disk server as processes of a system: what each sends, receives and asks of the kernel.
 *
 *      init (1) ─▶ file server (2), disk server (3), clients (4 ...)
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { NativePolicies } from '../../../simulator/engine/native-policies';
import type { Random } from '../../../simulator/engine/random';
import { Trace } from '../../../simulator/engine/trace';
import { disk } from '../../../simulator/hardware/devices/disk/disk';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { KERNEL_BYTES } from '../../../simulator/kernel/memory/address-spaces';
import { SYSTEM_EVENTS } from '../../../simulator/kernel/processes/process-events';
import { CODE_BASE, PROCESS_STATE } from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { TakingTurns } from '../../../simulator/kernel/scheduling/taking-turns';
import { createSystem } from '../../../simulator/kernel/system';
import { GROUP, SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import {
  compute,
  load,
  OPERATION,
  type Operation,
  type Program,
  request,
  store,
  systemCall,
} from '../../../simulator/programs/operations';
import { setRequest } from '../../../simulator/programs/set-request';
import type { SimulationContext } from '../../exercise-definition';
import { CALL, SECTOR_BYTES } from './contract';

export type MicrokernelParameters = {
  readonly clients: number;
  /** Of each client. */
  readonly requests: number;
  /** How many of them a client sends before it waits for answers. */
  readonly together: number;
  /** Of a hundred requests so many name what does not exist. */
  readonly mistakes: number;
  /** Clients beside the others that send two requests, and end. */
  readonly leaving: number;
  /** Whether a client reads word after word of a file. */
  readonly inOrder: boolean;
  readonly disk: keyof typeof DISKS;
};

export const FILE_SERVER = 2;
const DISK_SERVER = 3;
export const FIRST_CLIENT = 4;
const SERVERS = { 'the file server': FILE_SERVER, 'the disk server': DISK_SERVER };
const TABLE = CODE_BASE + 8;
const DISKS = {
  small: { sectors: 64, files: 5, mostWords: 1_200 },
  large: { sectors: 512, files: 9, mostWords: 5_000 },
} as const;
const WORDS_PER_SECTOR = SECTOR_BYTES / 4;
/** A run ends here at the latest: a server that goes astray may compute for ever. */
const MOST_CYCLES = 2_000_000;
/** By then all clients are there, and the requests of those that left are served. */
const STARTS_AT = 500_000;
const PAUSE_DEVICE = { parallel: 64 };

export const EVENTS = defineEvents({
  asked: {
    fields: ['client', 'ticket', 'file', 'offset'],
    description: 'A client sends a request to the file server.',
    sentence: 'client {client} asks for the word at {offset} of file {file}, ticket {ticket}',
  },
  unsent: {
    fields: ['client', 'ticket'],
    description: 'It could not be sent: the file server is over, or has 16 messages waiting.',
    sentence: 'the request with ticket {ticket} of client {client} cannot be sent',
  },
  answered: {
    fields: ['client', 'ticket', 'status', 'word'],
    description: 'A client receives a message of the file server.',
    sentence: 'client {client} is answered ticket {ticket}, status {status}, word {word}',
  },
  strange: {
    fields: ['client', 'sender'],
    description: 'A client receives a message of somebody else.',
    sentence: 'client {client} receives a message of process {sender}',
  },
  left: {
    fields: ['client'],
    description: 'A client ends, whatever it has asked for.',
    sentence: 'client {client} ends',
  },
  waits: {
    fields: ['server'],
    description: 'A server waits for a message.',
    sentence: '{server} waits for a message',
    words: { server: SERVERS },
  },
  received: {
    fields: ['server', 'sender'],
    description: 'A server receives a message; -1: there was none.',
    sentence: '{server} receives a message of process {sender}',
    words: { server: SERVERS },
  },
  sent: {
    fields: ['server', 'to', 'answer'],
    description: 'A server sends a message: 0, or -1.',
    sentence: '{server} sends a message to process {to}: the answer is {answer}',
    words: { server: SERVERS },
  },
  reads: {
    fields: ['server', 'sector'],
    description: 'A server asks for a sector.',
    sentence: '{server} reads sector {sector}',
    words: { server: SERVERS },
  },
  read: {
    fields: ['server', 'answer'],
    description: 'The sector is there: 0, or -1.',
    sentence: 'the sector for {server} is there: the answer is {answer}',
    words: { server: SERVERS },
  },
  refused: {
    fields: ['server', 'call'],
    description: 'A server makes a call that is not among those that it may make.',
    sentence: '{server} makes the call {call}, which it may not',
    words: { server: SERVERS },
  },
  ended: {
    fields: ['server'],
    description: 'A server is over: its code came to its end, or made a fault.',
    sentence: '{server} is over',
    words: { server: SERVERS },
  },
});
const EVENT = EVENTS.index;

export interface FileContent {
  readonly bytes: number;
  readonly sectors: readonly number[];
}

export interface MicrokernelResult {
  readonly files: readonly FileContent[];
  /** What the words of the disk are made of (`wordOnDisk`). */
  readonly salt: number;
  /** Whether the run came to an end by itself. */
  readonly finished: boolean;
}

interface FileRequest {
  readonly ticket: number;
  readonly file: number;
  readonly offset: number;
}

export const wordOnDisk = (salt: number, sector: number, word: number): number =>
  Math.imul(salt + sector * WORDS_PER_SECTOR + word, 0x9e37_79b1);

export function simulate(context: SimulationContext, parameters: MicrokernelParameters): MicrokernelResult {
  const { random, trace } = context;
  const { sectors } = DISKS[parameters.disk];
  const files = drawFiles(random, parameters);
  const salt = random.below(1 << 30);
  const words = Int32Array.from({ length: sectors * WORDS_PER_SECTOR }, (_, i) => wordOnDisk(salt, 0, i));
  const plans = drawRequests(parameters, files, random);
  const crossings = [0, 0, 0];
  const record: Tell = (kind, ...numbers) => {
    const [a = 0, b = 0, c = 0, d = 0] = numbers;
    trace.record(system.kernel.cycle, kind, a, b, c, d);
  };
  const count = (who: number) => {
    crossings[who] = crossings[who] + 1;
  };
  const tables = { data: tableOf(files), zeroBytes: PAGE_BYTES };
  const serve = (server: number, method: 'fileServer' | 'diskServer') => (): Operation => {
    const { programs } = context.policies.create(
      {},
      CODE_BASE + PAGE_BYTES,
      TABLE,
      files.length,
      DISK_SERVER,
    );
    const program = (programs[method] as () => Program)();
    return watched(program, server, record, () => count(server - FILE_SERVER));
  };
  const programs: readonly SystemProgram[] = [
    { name: 'init', code: () => init(plans.length), zeroBytes: PAGE_BYTES },
    { name: 'file server', code: serve(FILE_SERVER, 'fileServer'), ...tables },
    { name: 'disk server', code: serve(DISK_SERVER, 'diskServer'), ...tables, data: new Uint8Array(4) },
    ...plans.map((plan, i) => ({
      name: 'client',
      code: () =>
        client(plan, FIRST_CLIENT + i, parameters, i < parameters.leaving, {
          record,
          count: () => count(2),
          untilStart: () => Math.max(1, STARTS_AT - system.kernel.cycle),
        }),
      zeroBytes: PAGE_BYTES,
    })),
  ];
  const geometry = { cylinders: sectors / 8, surfaces: 1, sectorsPerTrack: 8 };
  const times = { commandCycles: 500, trackSeekCycles: 1_000, fullSeekCycles: 6_000, rotationCycles: 8_000 };
  const system = createSystem({
    machine: {
      ramBytes: KERNEL_BYTES + (programs.length * 12 + 32) * PAGE_BYTES,
      devices: [disk({ content: new Uint8Array(words.buffer), geometry, ...times })],
    },
    kernel: { tickCycles: 5_000, devices: [PAUSE_DEVICE], policyNumbers: [1, 64] },
    programs,
    policies: new NativePolicies(TakingTurns, SCHEDULING_SHAPE),
    trace: new Trace(SYSTEM_EVENTS.kinds, 0),
  });
  context.countBy(() => {
    const [ofFileServer = 0, ofDiskServer = 0, ofClients = 0] = crossings;
    return {
      cycles: system.kernel.cycle,
      crossings: ofFileServer + ofDiskServer + ofClients,
      fileServerCrossings: ofFileServer,
      diskServerCrossings: ofDiskServer,
      clientCrossings: ofClients,
    };
  });
  const finished = system.kernel.run(MOST_CYCLES);
  for (const server of [FILE_SERVER, DISK_SERVER])
    if (system.processes.recordOf(server).state !== PROCESS_STATE.alive) record(EVENT.ended, server);
  return { files, salt, finished };
}

/** Records an event at the cycle that it is. */
type Tell = (kind: number, ...numbers: number[]) => void;

/**
 * Two words a file, its bytes and where the list of its sectors lies; then the lists. Before the first and behind the
 * last file there is a row like the others, for servers that look there.
 */
function tableOf(files: readonly FileContent[]): Uint8Array {
  const lists = CODE_BASE + 8 * (files.length + 2);
  const table = [SECTOR_BYTES, lists];
  let listed = 0;
  for (const { bytes, sectors } of files) {
    table.push(bytes, lists + 4 * listed);
    listed += sectors.length;
  }
  table.push(SECTOR_BYTES, lists, ...files.flatMap(({ sectors }) => sectors));
  return new Uint8Array(Int32Array.from(table).buffer);
}

/** One of them is empty; another one begins with sector 0. */
function drawFiles(random: Random, parameters: MicrokernelParameters): readonly FileContent[] {
  const { sectors: all, files, mostWords } = DISKS[parameters.disk];
  const free = Array.from({ length: all - 1 }, (_, i) => i + 1);
  const empty = random.below(files);
  const first = (empty + random.between(1, files - 1)) % files;
  return Array.from({ length: files }, (_, file) => {
    const bytes = file === empty ? 0 : 4 * random.between(2 * WORDS_PER_SECTOR + 2, mostWords);
    const count = Math.ceil(bytes / SECTOR_BYTES);
    const sectors = Array.from({ length: count }, (_, place) =>
      file === first && place === 0 ? 0 : free.splice(random.below(free.length), 1)[0],
    );
    return { bytes, sectors };
  });
}

/** By client. The first request of those that stay is for the first word on the disk, the others are drawn. */
function drawRequests(
  { clients, requests, mistakes, leaving, inOrder }: MicrokernelParameters,
  files: readonly FileContent[],
  random: Random,
): readonly (readonly FileRequest[])[] {
  const full = files.flatMap(({ bytes }, file) => (bytes > 0 ? [file] : []));
  // Any words, the same for every client.
  const tickets = new Set<number>();
  while (tickets.size < Math.max(requests, 2)) tickets.add(random.word() | 0);
  let wrongs = random.below(MISTAKES.length);
  return Array.from({ length: leaving + clients }, (_, client) => {
    const leaves = client < leaving;
    const start = full[random.below(full.length)];
    const own = random.shuffled([...tickets]);
    return Array.from({ length: leaves ? 2 : requests }, (__, i): FileRequest => {
      const file = inOrder ? start : full[random.below(full.length)];
      const { bytes } = files[file];
      const ticket = own[i];
      if (client === leaving && i === 0 && !inOrder)
        return { ticket, file: files.findIndex(({ sectors }) => sectors[0] === 0), offset: 0 };
      if (!leaves && random.below(100) < mistakes)
        return { ticket, ...MISTAKES[wrongs++ % MISTAKES.length](file, bytes, files, random) };
      if (inOrder)
        return { ticket, file, offset: (SECTOR_BYTES - 4 * Math.floor(requests / 2) + 4 * i) % bytes };
      return { ticket, file, offset: random.below(4) === 0 ? bytes - 4 : 4 * random.below(bytes / 4) };
    });
  });
}

type Mistake = (
  file: number,
  bytes: number,
  files: readonly FileContent[],
  random: Random,
) => { readonly file: number; readonly offset: number };

const MISTAKES: readonly Mistake[] = [
  (file, bytes) => ({ file, offset: bytes }),
  (file) => ({ file, offset: -4 }),
  (_file, _bytes, files) => ({ file: files.length, offset: 0 }),
  (file, bytes, _files, random) => ({ file, offset: 4 * random.below(bytes / 4) + 2 }),
  (file, bytes, _files, random) => ({ file, offset: 4 * random.below(bytes / 4) + 1 }),
  (file, bytes, _files, random) => ({ file, offset: 4 * random.below(bytes / 4) + 3 }),
  (_file, _bytes, files) => ({ file: files.findIndex(({ bytes }) => bytes === 0), offset: 0 }),
  () => ({ file: -1, offset: 4 }),
  (file) => ({ file, offset: 0x7fff_fffc }),
];

function* init(clients: number): Operation {
  for (let program = 1; program < FIRST_CLIENT + clients - 1; program++)
    if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) {
      const own = program === 1 ? 0 : 1 << GROUP.device;
      yield* systemCall(SYSTEM_CALL.restrict, own | (1 << GROUP.process) | (1 << GROUP.communication));
      yield* systemCall(SYSTEM_CALL.exec, program, 0);
    }
  return 0;
}

interface ClientSurroundings {
  readonly record: Tell;
  /** A crossing. */
  readonly count: () => void;
  /** Cycles until all clients that stay begin. */
  readonly untilStart: () => number;
}

function* client(
  requests: readonly FileRequest[],
  number: number,
  { together, leaving }: MicrokernelParameters,
  leaves: boolean,
  { record, count, untilStart }: ClientSurroundings,
): Operation {
  if ((leaving > 0 || together > 1) && !leaves) yield* systemCall(SYSTEM_CALL.read, 0, untilStart());
  for (let next = 0; next < requests.length; ) {
    const wave = requests.slice(next, next + (leaves ? requests.length : together));
    next += wave.length;
    let open = 0;
    for (const { ticket, file, offset } of wave) {
      for (const [i, word] of [file, offset, ticket].entries()) yield* store(CODE_BASE + 4 * i, word);
      record(EVENT.asked, number, ticket, file, offset);
      if ((yield* systemCall(SYSTEM_CALL.send, FILE_SERVER, CODE_BASE)) === 0) open++;
      else record(EVENT.unsent, number, ticket);
      count();
    }
    if (leaves) break;
    for (; open > 0; open--) {
      const sender = yield* systemCall(SYSTEM_CALL.awaitMessage, CODE_BASE);
      count();
      const ticket = yield* load(CODE_BASE);
      const status = yield* load(CODE_BASE + 4);
      if (sender !== FILE_SERVER) record(EVENT.strange, number, sender);
      else record(EVENT.answered, number, ticket, status, yield* load(CODE_BASE + 8));
    }
  }
  record(EVENT.left, number);
  return 0;
}

const CALLS: readonly number[] = Object.values(CALL);

/** The same program, with its calls told; others than those that it may make are answered -1. */
function* watched(program: Program, server: number, record: Tell, count: () => void): Operation {
  let result = 0;
  for (;;) {
    const kind = program.resume(result);
    if (kind === OPERATION.finished) return 0;
    const { address, operand, expected } = program.request;
    const calling = kind === OPERATION.systemCall;
    if (calling && !CALLS.includes(address)) {
      record(EVENT.refused, server, address);
      count();
      yield* compute(1);
      result = -1;
      continue;
    }
    if (calling && address === CALL.awaitMessage) record(EVENT.waits, server);
    if (calling && address === CALL.readSector) record(EVENT.reads, server, operand);
    setRequest(request, kind, address, operand, expected);
    result = yield undefined;
    if (!calling) continue;
    count();
    if (address === CALL.send) record(EVENT.sent, server, operand, result);
    else if (address === CALL.readSector) record(EVENT.read, server, result);
    else record(EVENT.received, server, result);
  }
}
