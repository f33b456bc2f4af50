/**
 * What processes do with a mutex in a segment, as native programs, and where everything lies:
 *
 *      segment    0 what they share: counter, items, request, answer    256 mutex, conditions, lines of processes
 *
 *      turns      lock, add 1 to the counter, unlock; on the way an unlock without having the mutex
 *      items      some give, some take, through a place for a few items: wait for room, wait for an item
 *      exchange   process 0 asks, process 1 answers
 *
 * Only operations of the mutex on its own words are passed on. Each process has the segment at a base of its own.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { interleavingDefinitions } from '../../../simulator/explorer/interleaving-events';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { COMMUNICATION_CALL } from '../../../simulator/kernel/communication/communication-calls';
import { SHARED_BASE } from '../../../simulator/kernel/processes/process-record';
import {
  compute,
  load,
  mark,
  OPERATION,
  type Operation,
  POINT,
  type Program,
  request,
  store,
  systemCall,
} from '../../../simulator/programs/operations';
import { setRequest } from '../../../simulator/programs/set-request';

const LINE_BYTES = 64;
export const CONDITIONS = 2;
/** Offsets in the segment. */
export const OFFSET = {
  ...{ counter: 0, items: 4, request: 8, answer: 12, refusals: 16, arrived: 20, go: 24 },
  mutex: 256,
  /** Not in the segment: memory of each process, on an explorer that has no other. */
  own: 1_024,
} as const;
export const MOST_PROCESSES = 8;
/** Of what each process has attached before. */
export const MOST_PAGES_BEFORE = 8;

export const mutexBytes = (processes: number): number => LINE_BYTES * (1 + CONDITIONS + processes);
/** In the explorer's memory: where a process sleeps privately. */
export const ownOffset = (process: number): number => OFFSET.own + LINE_BYTES * process;

/** Where a process has the segment that had so many pages attached already. */
export const baseOf = (pagesBefore: number): number => SHARED_BASE + pagesBefore * PAGE_BYTES;

const each = (name: string, at: (process: number) => number) =>
  Object.fromEntries(
    Array.from({ length: MOST_PROCESSES }, (_, process) => [`${name} ${process}`, at(process)]),
  );
const PLACES: Readonly<Record<string, number>> = {
  ...{ counter: OFFSET.counter, items: OFFSET.items, request: OFFSET.request, answer: OFFSET.answer },
  ...{ refusals: OFFSET.refusals, mutex: OFFSET.mutex },
  ...{ 'condition 0': OFFSET.mutex + LINE_BYTES, 'condition 1': OFFSET.mutex + 2 * LINE_BYTES },
  ...each('line of process', (process) => OFFSET.mutex + LINE_BYTES * (1 + CONDITIONS + process)),
  ...each('the private word of process', ownOffset),
};

/** Points on the way of a client; those of the waits and signals are of condition 0, the next of condition 1. */
export const PASSES = { stray: 4, foreign: 5, wait: 6, waited: 8, signal: 10, signalled: 12 } as const;
const POINT_WORDS = [
  ...['asks', 'enters', 'leaves', '', 'calls unlock without having the mutex'],
  'names an address outside of the mutex',
  ...['waits at condition 0', 'waits at condition 1'],
  ...['comes back from waiting at condition 0', 'comes back from waiting at condition 1'],
  ...['signals condition 0', 'signals condition 1', 'has signalled condition 0', 'has signalled condition 1'],
];

/** A word may hold an address, wrongly: small numbers are told as they are, all others in hexadecimal. */
const SMALL_NUMBERS = Array.from({ length: 100 }, (_, number) => String(number));
const ofWord = <Definition extends { readonly sentence: string; readonly words: object }>(
  definition: Definition,
) => ({
  ...definition,
  sentence: definition.sentence.replace('{value}', '{value:place}'),
  words: { ...definition.words, value: SMALL_NUMBERS },
});

const definitions = interleavingDefinitions('process', PLACES);
export const EVENTS = defineEvents({
  ...definitions,
  load: ofWord(definitions.load),
  'forwarded-load': ofWord(definitions['forwarded-load']),
  store: ofWord(definitions.store),
  'buffered-store': ofWord(definitions['buffered-store']),
  flush: ofWord(definitions.flush),
  atomic: ofWord(definitions.atomic),
  mark: {
    fields: ['thread', 'point'],
    description: 'A process calls another method of the mutex, or comes back from it.',
    sentence: 'process {thread} {point}',
    words: { point: POINT_WORDS },
  },
  sleep: { ...definitions.sleep, words: { channel: PLACES } },
  wake: { ...definitions.wake, words: { channel: PLACES } },
  call: {
    fields: ['thread', 'call', 'address'],
    description: 'The mutex enters the kernel.',
    sentence: 'process {thread} enters the kernel for {call} at {address:place}',
    words: {
      call: {
        sleepIfEqual: COMMUNICATION_CALL.sleepIfEqual,
        wake: COMMUNICATION_CALL.wake,
        'a private sleepIfEqual': COMMUNICATION_CALL.sleepIfEqualPrivately,
        'a private wake': COMMUNICATION_CALL.wakePrivately,
      },
      address: PLACES,
    },
  },
  busy: {
    fields: ['thread', 'used'],
    description: 'A process has used so many cycles to wait, and nobody unlocked or signalled meanwhile.',
    sentence:
      'process {thread} has used {used:count cycles} of a core to wait, and nothing has happened meanwhile',
  },
});

/** How a machine carries out what a process asks for. */
export interface Machine {
  /** Where a word of the segment lies. */
  at(offset: number): number;
  privately(call: number, address: number, argument: number): Operation;
  /** The process names an address that is no word of the mutex. It does not come back. */
  stray(address: number): Operation;
}

interface MutexPrograms {
  lock(process: number): Program;
  unlock(process: number): Program;
  wait(process: number, condition: number): Program;
  signal(process: number, condition: number): Program;
}

export type Work = 'turns' | 'items' | 'exchange';

export interface ClientPlan {
  readonly work: Work;
  readonly process: number;
  readonly processes: number;
  /** Turns; items given or taken; exchanges. */
  readonly rounds: number;
  /** Cycles computed before and inside, by round; 0 for none. */
  think(round: number): number;
  hold(round: number): number;
  /** Turns: whether it also calls unlock before it has the mutex. */
  readonly unlocksTooEarly: boolean;
  /** Items: how many there is room for, and whether this process gives. */
  readonly room: number;
  readonly gives: boolean;
}

/** @param base where this process has the segment. */
export function client(
  plan: ClientPlan,
  base: number,
  programs: Partial<Record<string, (...numbers: number[]) => Program>>,
  machine: Machine,
): Operation {
  const { lock, unlock, wait, signal } = programs as unknown as MutexPrograms;
  const { process } = plan;
  const run = (program: Program) => carryOut(program, base, mutexBytes(plan.processes), machine);
  const mutex = {
    lock: () => run(lock(process)),
    unlock: () => run(unlock(process)),
    wait: (condition: number) => run(wait(process, condition)),
    signal: (condition: number) => run(signal(process, condition)),
  };
  return new Client(plan, mutex, machine).go();
}

const ROOM = 1;
const ITEM = 0;

class Client {
  constructor(
    private readonly plan: ClientPlan,
    private readonly mutex: Readonly<Record<'lock' | 'unlock', () => Operation>> &
      Readonly<Record<'wait' | 'signal', (condition: number) => Operation>>,
    private readonly machine: Machine,
  ) {}

  *go(): Operation {
    const { rounds, work } = this.plan;
    for (let round = 0; round < rounds; round++)
      if (work === 'turns') yield* this.turn(round);
      else if (work === 'items') yield* this.item(round);
      else yield* this.exchange(round);
    return 0;
  }

  private *turn(round: number): Operation {
    yield* this.pass(this.plan.think(round));
    if (this.plan.unlocksTooEarly) {
      yield* mark(PASSES.stray);
      if ((yield* this.mutex.unlock()) !== -1) yield* this.set('refusals', 1);
    }
    yield* this.enter();
    yield* this.set('counter', (yield* this.get('counter')) + 1);
    yield* this.pass(this.plan.hold(round));
    return yield* this.leave();
  }

  private *item(round: number): Operation {
    const { gives, room, think, hold } = this.plan;
    yield* this.pass(think(round));
    yield* this.enter();
    const isInTheWay = gives ? room : 0;
    let items = yield* this.get('items');
    while (items === isInTheWay) {
      yield* this.waitFor(gives ? ROOM : ITEM);
      items = yield* this.get('items');
    }
    yield* this.set('items', items + (gives ? 1 : -1));
    if (!gives) yield* this.set('counter', (yield* this.get('counter')) + 1);
    yield* this.pass(hold(round));
    yield* this.signalTo(gives ? ITEM : ROOM);
    return yield* this.leave();
  }

  private *exchange(round: number): Operation {
    const asks = this.plan.process === 0;
    yield* this.pass(this.plan.think(round));
    yield* this.enter();
    if (asks) {
      yield* this.set('request', round + 1);
      yield* this.signalTo(ITEM);
    }
    const awaited = asks ? 'answer' : 'request';
    while ((yield* this.get(awaited)) !== round + 1) yield* this.waitFor(asks ? ROOM : ITEM);
    if (!asks) {
      yield* this.pass(this.plan.hold(round));
      yield* this.set('answer', round + 1);
      yield* this.set('counter', (yield* this.get('counter')) + 1);
      yield* this.signalTo(ROOM);
    }
    return yield* this.leave();
  }

  private *enter(): Operation {
    yield* mark(POINT.arrive);
    yield* this.mutex.lock();
    return yield* mark(POINT.enter);
  }

  private *leave(): Operation {
    yield* mark(POINT.leave);
    if ((yield* this.mutex.unlock()) !== 0) yield* this.set('refusals', 1);
    return 0;
  }

  private *waitFor(condition: number): Operation {
    yield* mark(POINT.leave);
    yield* mark(PASSES.wait + condition);
    yield* this.mutex.wait(condition);
    yield* mark(PASSES.waited + condition);
    return yield* mark(POINT.enter);
  }

  private *signalTo(condition: number): Operation {
    yield* mark(PASSES.signal + condition);
    yield* this.mutex.signal(condition);
    return yield* mark(PASSES.signalled + condition);
  }

  private *pass(cycles: number): Operation {
    if (cycles > 0) yield* compute(cycles);
    return 0;
  }

  private get(word: 'counter' | 'items' | 'request' | 'answer'): Operation {
    return load(this.machine.at(OFFSET[word]));
  }

  private set(word: 'counter' | 'items' | 'request' | 'answer' | 'refusals', value: number): Operation {
    return store(this.machine.at(OFFSET[word]), value);
  }
}

const { sleepIfEqual, wake, sleepIfEqualPrivately, wakePrivately } = COMMUNICATION_CALL;
const CALLS: readonly number[] = [sleepIfEqual, wake, sleepIfEqualPrivately, wakePrivately];

/** Passes on what the mutex asks for. @returns what it answered. */
function* carryOut(program: Program, base: number, bytes: number, machine: Machine): Operation {
  let result = 0;
  for (;;) {
    const kind = program.resume(result);
    result = 0;
    const { address, operand, expected } = program.request;
    if (kind === OPERATION.finished) return operand;
    const isCall = kind === OPERATION.systemCall;
    if (kind === OPERATION.mark || (isCall && !CALLS.includes(address))) continue;
    const isOnMemory = kind >= OPERATION.load && kind <= OPERATION.compareAndSwap;
    const named = isCall ? operand : address;
    const offset = (named >>> 0) - base;
    const isOwn = offset >= OFFSET.mutex && offset < OFFSET.mutex + bytes && offset % 4 === 0;
    if ((isCall || isOnMemory) && !isOwn) return yield* machine.stray(named >>> 0);
    const place = machine.at(offset);
    if (isCall) {
      const isPrivate = address === sleepIfEqualPrivately || address === wakePrivately;
      result = yield* isPrivate
        ? machine.privately(address, place, expected)
        : systemCall(address, place, expected);
      continue;
    }
    setRequest(request, kind, isOnMemory ? place : address, operand, expected);
    result = yield undefined;
  }
}
