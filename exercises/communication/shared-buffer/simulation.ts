/**
 * Two processes that hand messages over in a segment of shared memory, on the whole machine; and what each call of the
 * submission did. Nothing about what is right stands here.
 *
 *      sender    open ─▶ build at home, send       or  reserve, build there, publish   ─┐  the same frames,
 *      receiver  open ─▶ receive, read at home     or  peek, read there, release       ◀┘  at two addresses
 *
 * Each word of a message says to which it belongs and where: what the receiver reads shows what it is.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyInstance } from '../../../simulator/engine/policy';
import { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { COMMUNICATION_CALL } from '../../../simulator/kernel/communication/communication-calls';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import {
  attach,
  createSegment,
  destroySegment,
  OWN_PAGE,
} from '../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../simulator/kernel/communication/communication-trial';
import { PRIVATE_KEY } from '../../../simulator/kernel/communication/segments-interface';
import { CONTROL_WORDS } from '../../../simulator/kernel/communication/shared-buffer-interface';
import { GRANT_RIGHTS } from '../../../simulator/kernel/processes/grant-rights';
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

export type BufferParameters = Readonly<{
  /** 1: they take turns on one core; 2: each has its own. */
  cores: number;
  /** Of the timer, in cycles of a process: how long a turn is. */
  tickCycles: number;
  /** Messages at a time, words of one, and how many there are to send. */
  places: number;
  words: number;
  messages: number;
  /** Of a hundred messages: those that the sender builds in place, and those that the receiver reads there. */
  builtInPlace: number;
  readInPlace: number;
  /** Cycles that are computed before a message is built, and after one was read, at most. */
  senderCycles: number;
  receiverCycles: number;
  /** Of a hundred operations of both, on messages and in calls: those before which its core has something else to do, and for how many cycles at most. */
  stalls: number;
  stallCycles: number;
}>;

const PROGRAMS = ['open', 'send', 'receive', 'reserve', 'publish', 'peek', 'release'] as const;
export type ProgramName = (typeof PROGRAMS)[number];
export const programName = (number: number): ProgramName => PROGRAMS[number];

export const EVENTS = defineEvents({
  ...COMMUNICATION_EVENTS.definitions,
  begins: {
    fields: ['process', 'program'],
    description: 'A process calls the buffer.',
    sentence: 'process {process} calls {program}',
    words: { program: PROGRAMS },
  },
  cost: {
    fields: ['process', 'loads', 'stores', 'calls'],
    description: 'What the call that is over took: words loaded and stored, system calls.',
    sentence: 'which took {loads:count loads}, {stores:count stores} and {calls:count system calls}',
  },
  returns: {
    fields: ['process', 'program', 'answer'],
    description: 'The call is over.',
    sentence: '{program} of process {process} answers {answer:place}',
    words: { program: PROGRAMS, answer: ['0', '1'] },
  },
  opened: {
    fields: ['process', 'address', 'pages'],
    description: 'Where the process has the segment after open; -1: nowhere.',
    sentence: 'process {process} has the segment of {pages:count pages} at {address:place}',
  },
  shares: {
    fields: ['process', 'page', 'frame', 'rights'],
    description: 'A page of the segment in the page table of a process.',
    sentence: "process {process}'s page {page:place} of the segment is frame {frame}, {rights}",
    words: { rights: ['---', 'r--', '-w-', 'rw-', '--x', 'r-x', '-wx', 'rwx'] },
  },
  changes: {
    fields: ['process', 'word'],
    description: 'The first word of the segment that the call changes.',
    sentence: 'which changes word {word} of the segment, as the first',
  },
  put: {
    fields: ['process', 'message'],
    description: 'The sender has handed this message over.',
    sentence: 'message {message} is in the buffer',
  },
  read: {
    fields: ['message', 'word', 'found', 'program'],
    description:
      'The receiver has read a message, which names itself in its first word; word -1: all others are of the same one, else the first that is not, and whose it is.',
    sentence: 'by {program} the receiver has read message {message}: {word:word} of it is of another one',
    words: { program: PROGRAMS },
  },
  'message-word': {
    fields: ['process', 'word', 'message', 'part'],
    description: 'A word of a message is stored into the segment.',
    sentence: 'word {word} of the segment: part {part} of message {message}',
  },
  'control-word': {
    fields: ['process', 'word', 'value'],
    description: 'Another word is stored into the segment.',
    sentence: 'word {word} of the segment: {value}',
  },
  'address-word': {
    fields: ['process', 'word', 'address'],
    description: 'A word that is stored into the segment is an address where the process has the segment.',
    sentence: 'word {word} of the segment: {address:place}, an address of process {process}',
  },
  astray: {
    fields: ['process', 'address', 'program'],
    description: 'An access to neither the segment nor the message at hand: it is not carried out.',
    sentence: '{program} of process {process} names {address:place}: neither the segment nor the message',
    words: { program: PROGRAMS },
  },
  'bad-place': {
    fields: ['process', 'address', 'program'],
    description: 'A message cannot lie at this address, which is not in the segment: the process ends.',
    sentence: '{program} of process {process} answers {address:place}: no message can lie there',
    words: { program: PROGRAMS },
  },
  'gives-up': {
    fields: ['process'],
    description: 'It was answered 0 too often.',
    sentence: 'process {process} gives up: it was answered 0 too often',
  },
});
const EVENT = EVENTS.index;

const KEY = 0x5eed;
const WORD_BYTES = 4;
/** Calls that are answered 0 in a row until a process gives up, and cycles between them at most. */
const MOST_REFUSALS = 400;
const RETRY_CYCLES = 400;
const MOST_CYCLES = 4_000_000;
/** Operations of one call, and words stored that pictures are told of. */
const MOST_OPERATIONS = 5_000;
const MOST_TOLD = 20_000;
const MARK = 0x4000_0000;
const CALL = COMMUNICATION_CALL;
const { read } = GRANT_RIGHTS;

/** Pages of a segment for so many messages. */
const pagesFor = (places: number, words: number): number =>
  Math.ceil(((CONTROL_WORDS + places * words) * WORD_BYTES) / PAGE_BYTES);

export function simulate(context: SimulationContext, parameters: BufferParameters): null {
  const { policies, random, trace, countBy } = context;
  const { cores, tickCycles, places, words } = parameters;
  let memoryAccesses = 0;
  const counters = () => ({ memoryAccesses });
  countBy(counters);
  const run: Run = {
    parameters,
    record: () => {},
    tell: () => {},
    access: () => {
      memoryAccesses++;
    },
    told: 0,
  };
  const seeds = [random.word(), random.word()];
  communicationTrial({
    ...{ trace, countBy, cores, tickCycles, mostCycles: MOST_CYCLES },
    observe: ({ kernel, processes }) => {
      // In place of the kernel's own, which the trial has just told.
      countBy(counters);
      run.record = (kind, ...numbers) => trace.record(kernel.cycle, kind, ...numbers);
      run.tell = (process, address) => {
        for (const { page, frame, rights } of processes.pagesOf(processes.rootOf(process) / PAGE_BYTES)) {
          const place = page - address / PAGE_BYTES;
          if (place >= 0 && place < pagesFor(places, words))
            run.record(EVENT.shares, process, page, frame, rights);
        }
      };
    },
    *setUp() {
      // Frames that the segment gets do not lie side by side.
      const segments: number[] = [];
      for (let i = 0; i < 8; i++) segments.push(yield* createSegment(PRIVATE_KEY, 1));
      for (const i of [1, 3, 5, 7]) yield* destroySegment(segments[i]);
      return 0;
    },
    bodies: [
      (process) => {
        const random = new Random(seeds[0]);
        return sender(new Side(run, process, policies.create({}, places, words).programs, random), random);
      },
      (process) => {
        const random = new Random(seeds[1]);
        return receiver(new Side(run, process, policies.create({}, places, words).programs, random), random);
      },
    ],
  });
  return null;
}

interface Run {
  readonly parameters: BufferParameters;
  record: (kind: number, ...numbers: number[]) => void;
  /** The frames of the segment that a process has at an address. */
  tell: (process: number, address: number) => void;
  readonly access: () => void;
  told: number;
}

/** A process's object, whose operations are carried out as far as they are about segment and message. */
class Side {
  /** Where it has the segment; 0: nowhere. */
  base = 0;
  private hasChanged = false;
  private readonly bytes: number;

  constructor(
    readonly run: Run,
    readonly process: number,
    private readonly programs: PolicyInstance['programs'],
    private readonly random: Random,
  ) {
    const { places, words } = run.parameters;
    this.bytes = pagesFor(places, words) * PAGE_BYTES;
  }

  /** @param message address of a message that the program may load and store. */
  *call(name: ProgramName, numbers: readonly number[] = [], message = 0): Operation {
    const { run, process } = this;
    const number = PROGRAMS.indexOf(name);
    run.record(EVENT.begins, process, number);
    const cost = [0, 0, 0];
    this.hasChanged = false;
    const answer = yield* this.carryOut(this.programs[name](...numbers), number, message, cost);
    run.record(EVENT.cost, process, ...cost);
    run.record(EVENT.returns, process, number, answer);
    return answer;
  }

  /** Whether a message can lie there. */
  holds(address: number): boolean {
    return address % WORD_BYTES === 0 && this.isInside(address) && this.isInside(address + this.lastWord);
  }

  /** A word of a message that the process builds or reads itself. */
  *build(address: number, message: number, part: number): Operation {
    const word = MARK + (message << 8) + part;
    const stall = this.stall();
    if (stall > 0) yield* compute(stall);
    this.tellStore(address, word);
    return yield* store(address, word);
  }

  private get lastWord(): number {
    return (this.run.parameters.words - 1) * WORD_BYTES;
  }

  private isInside(address: number): boolean {
    return this.base > 0 && address >= this.base && address < this.base + this.bytes;
  }

  private *carryOut(program: Program, number: number, message: number, cost: number[]): Operation {
    const { run, process } = this;
    let result = 0;
    for (let operations = 0; operations < MOST_OPERATIONS; operations++) {
      const kind = program.resume(result);
      const { address, operand, expected } = program.request;
      if (kind === OPERATION.finished) return operand;
      result = 0;
      if (kind === OPERATION.mark) continue;
      if (kind === OPERATION.systemCall) {
        cost[2]++;
        if (address !== CALL.createSegment && address !== CALL.attach) continue;
        result = yield* systemCall(address, operand, expected);
        if (address === CALL.attach && result > 0) this.base = result;
        continue;
      }
      if (kind >= OPERATION.load && kind <= OPERATION.compareAndSwap) {
        run.access();
        if (kind !== OPERATION.store) cost[0]++;
        if (kind !== OPERATION.load) cost[1]++;
        const isOwn = message > 0 && address >= message && address <= message + this.lastWord;
        if (address % WORD_BYTES !== 0 || (!isOwn && !this.isInside(address))) {
          run.record(EVENT.astray, process, address, number);
          continue;
        }
      }
      const stall = this.stall();
      if (stall > 0) yield* compute(stall);
      if (kind >= OPERATION.store && kind <= OPERATION.compareAndSwap) this.tellChange(address);
      if (kind === OPERATION.store) this.tellStore(address, operand);
      setRequest(request, kind, address, operand, expected);
      result = yield undefined;
    }
    return 0;
  }

  /** Loads such a word. */
  *look(address: number): Operation {
    const stall = this.stall();
    if (stall > 0) yield* compute(stall);
    return yield* load(address);
  }

  /** Cycles for which its core has something else to do first; 0: none. */
  private stall(): number {
    const { stalls, stallCycles } = this.run.parameters;
    return this.random.below(100) < stalls ? this.random.between(1, stallCycles) : 0;
  }

  private tellChange(address: number): void {
    if (this.hasChanged || !this.isInside(address)) return;
    this.hasChanged = true;
    this.run.record(EVENT.changes, this.process, (address - this.base) / WORD_BYTES);
  }

  private tellStore(address: number, value: number): void {
    const { run, process } = this;
    if (!this.isInside(address) || run.told++ >= MOST_TOLD) return;
    const { words, messages } = run.parameters;
    const word = (address - this.base) / WORD_BYTES;
    const [message, part] = [(value - MARK) >> 8, value & 0xff];
    if (message >= 1 && message <= messages && part < words)
      run.record(EVENT['message-word'], process, word, message, part);
    else if (this.isInside(value)) run.record(EVENT['address-word'], process, word, value);
    else run.record(EVENT['control-word'], process, word, value);
  }
}

function* open(side: Side): Operation {
  const { run, process } = side;
  const { places, words } = run.parameters;
  const pages = pagesFor(places, words);
  yield* side.call('open', [KEY, pages]);
  run.record(EVENT.opened, process, side.base > 0 ? side.base : -1, pages);
  run.tell(process, side.base);
  return side.base;
}

/** Calls until the answer is not 0. @returns 0 when it gives up. */
function* until(side: Side, random: Random, name: ProgramName, ...message: number[]): Operation {
  for (let refusals = 0; refusals < MOST_REFUSALS; refusals++) {
    const answer = yield* side.call(name, message, message[0] ?? 0);
    if (answer !== 0) return answer;
    yield* compute(random.between(1, RETRY_CYCLES));
  }
  side.run.record(EVENT['gives-up'], side.process);
  return 0;
}

function* sender(side: Side, random: Random): Operation {
  const { run, process } = side;
  const { words, messages, builtInPlace, senderCycles } = run.parameters;
  if ((yield* open(side)) === 0) return 1;
  for (let message = 1; message <= messages; message++) {
    yield* compute(random.between(1, senderCycles));
    const isInPlace = random.below(100) < builtInPlace;
    const address = isInPlace ? yield* until(side, random, 'reserve') : OWN_PAGE;
    if (address === 0) return 1;
    if (isInPlace && !side.holds(address)) {
      run.record(EVENT['bad-place'], process, address, PROGRAMS.indexOf('reserve'));
      return 1;
    }
    for (let part = 0; part < words; part++) yield* side.build(address + part * WORD_BYTES, message, part);
    if (isInPlace) yield* side.call('publish');
    else if ((yield* until(side, random, 'send', OWN_PAGE)) === 0) return 1;
    run.record(EVENT.put, process, message);
  }
  return 0;
}

function* receiver(side: Side, random: Random): Operation {
  const { run, process } = side;
  const { messages, readInPlace, receiverCycles } = run.parameters;
  // The same frames, at another address.
  yield* attach(yield* createSegment(PRIVATE_KEY, 3), read);
  if ((yield* open(side)) === 0) return 1;
  for (let taken = 0; taken < messages; taken++) {
    if (random.below(100) < readInPlace) {
      let address = yield* until(side, random, 'peek');
      if (random.chance(1, 4) && address !== 0) address = yield* until(side, random, 'peek');
      if (address === 0) return 1;
      if (!side.holds(address)) {
        run.record(EVENT['bad-place'], process, address, PROGRAMS.indexOf('peek'));
        return 1;
      }
      yield* readMessage(side, address, 'peek');
      yield* side.call('release');
    } else {
      if ((yield* until(side, random, 'receive', OWN_PAGE)) === 0) return 1;
      yield* readMessage(side, OWN_PAGE, 'receive');
    }
    yield* compute(random.between(1, receiverCycles));
  }
  return 0;
}

function* readMessage(side: Side, address: number, name: ProgramName): Operation {
  const messageOf = (word: number) => (word >= MARK ? (word - MARK) >> 8 : 0);
  const first = yield* side.look(address);
  let [differs, found] = [first >= MARK && (first & 0xff) === 0 ? -1 : 0, messageOf(first)];
  for (let part = 1; part < side.run.parameters.words; part++) {
    const word = yield* side.look(address + part * WORD_BYTES);
    if (differs < 0 && word !== first + part) [differs, found] = [part, messageOf(word)];
  }
  side.run.record(EVENT.read, messageOf(first), differs, found, PROGRAMS.indexOf(name));
  return 0;
}
