/**
 * Cores whose caches run the submitted protocol: the table is asked for, and loads and stores are carried out on it,
 * one after the other, by the memory system. Nothing about what is right stands here.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyInstance } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import { BUS_TRANSACTIONS } from '../../../simulator/hardware/caches/memory-listener';
import { MemorySystem } from '../../../simulator/hardware/caches/memory-system';
import type {
  CoherenceAction,
  CoherenceEvent,
  CoherenceProtocol,
  CoherenceTransition,
} from '../../../simulator/hardware/caches/protocol';
import { PhysicalMemory } from '../../../simulator/hardware/memory/physical-memory';
import type { SimulationContext } from '../../exercise-definition';
import {
  BUS_READ,
  BUS_READ_EXCLUSIVE,
  BUS_UPGRADE,
  EXCLUSIVE,
  FLUSH,
  INVALID,
  MODIFIED,
  SHARED,
} from './contract';

export type ProtocolParameters = Readonly<{
  cores: number;
  /** Caches have the state exclusive. */
  exclusive: boolean;
  lines: number;
  accesses: number;
  /** Of a hundred accesses; of a core to lines of its own, and of all cores to all lines. */
  ownStores: number;
  stores: number;
  /** Of a hundred accesses: to lines that only this core uses. */
  own: number;
}>;

export const LINE_BYTES = 16;
const SETS = 2;
const WAYS = 2;

const STATE = ['invalid', 'shared', 'exclusive', 'modified'] as const;
/** What the protocol is asked, by number. `load` as others have the line or not. */
export const QUESTIONS = [
  'loadAlone',
  'loadWithOthers',
  'store',
  'evict',
  'busRead',
  'busReadExclusive',
  'busUpgrade',
] as const;
export type Question = (typeof QUESTIONS)[number];

const ON_BUS: Readonly<Record<string, string>> = {
  read: 'fetches',
  readExclusive: 'fetches to write',
  upgrade: 'announces a store to',
  writeBack: 'flushes',
};

export const EVENTS = defineEvents({
  answer: {
    fields: ['state', 'question', 'next', 'request'],
    description: 'A row of the table that all caches run: the next state, and what goes on the bus.',
    sentence: 'the table has for a line that is {state}, {question}: {next}, and on the bus {request:place}',
    words: {
      state: STATE,
      next: STATE,
      question: [
        'at a load that no other cache has the line for',
        'at a load of a line that others have',
        'at a store',
        'at its eviction',
        'when another cache reads',
        'when another cache reads to write',
        'when another cache is about to write',
      ],
      request: { nothing: 0, BUS_READ, BUS_READ_EXCLUSIVE, BUS_UPGRADE, FLUSH },
    },
  },
  refused: {
    fields: ['state', 'question', 'answer'],
    description: 'An answer that no cache can carry out: the machine does not start.',
    sentence:
      'the answer {answer} for a line that is {state} cannot be carried out: the machine does not start',
    words: { state: STATE },
  },
  load: {
    fields: ['core', 'line', 'word'],
    description: 'A core loads a word of a line.',
    sentence: 'core {core} loads word {word} of line {line}',
  },
  store: {
    fields: ['core', 'line', 'word', 'value'],
    description: 'A core stores to a word of a line.',
    sentence: 'core {core} stores {value} to word {word} of line {line}',
  },
  bus: {
    fields: ['core', 'transaction', 'line'],
    description: 'A transaction on the bus.',
    sentence: 'core {core} {transaction} line {line} on the bus',
    words: { transaction: BUS_TRANSACTIONS.map((kind) => ON_BUS[kind] ?? kind) },
  },
  moves: {
    fields: ['core', 'line', 'from', 'state'],
    description: 'A line changes its state in the cache of a core.',
    sentence: 'line {line} goes from {from} to {state} in the cache of core {core}',
    words: { from: STATE, state: STATE },
  },
  flushed: {
    fields: ['core', 'line'],
    description: 'A cache that was asked on the bus flushed its words: memory and whoever fetches have them.',
    sentence: 'core {core} flushes line {line} for the one that fetches it',
  },
  loaded: {
    fields: ['core', 'line', 'word', 'value'],
    description: 'What the load gave.',
    sentence: 'core {core} has {value} from word {word} of line {line}',
  },
});

/** Questions in the order in which they are asked. */
function* questions(exclusive: boolean): Generator<readonly [state: number, question: Question]> {
  yield [INVALID, 'loadAlone'];
  yield [INVALID, 'loadWithOthers'];
  yield [INVALID, 'store'];
  for (const state of exclusive ? [SHARED, EXCLUSIVE, MODIFIED] : [SHARED, MODIFIED])
    for (const question of ['store', 'evict', 'busRead', 'busReadExclusive'] as const)
      yield [state, question];
  yield [SHARED, 'busUpgrade'];
}

function ask({ methods }: PolicyInstance, state: number, question: Question): number {
  switch (question) {
    case 'loadAlone':
      return methods.onLoadMiss(0);
    case 'loadWithOthers':
      return methods.onLoadMiss(1);
    case 'store':
      return methods.onStore(state);
    case 'evict':
      return methods.onEvict(state);
    default:
      return methods.onBus(state, REQUESTS[question]);
  }
}

const REQUESTS = { busRead: BUS_READ, busReadExclusive: BUS_READ_EXCLUSIVE, busUpgrade: BUS_UPGRADE };

/** What may go on the bus: of a line that is not here the fetch, of one that is here all but that. */
function requestsFor(state: number, question: Question): readonly number[] {
  if (state === INVALID) return [BUS_READ, BUS_READ_EXCLUSIVE];
  return question === 'store' ? [0, BUS_UPGRADE] : [0, FLUSH];
}

/** Whether a cache can do so at all. */
function canBe(state: number, question: Question, answer: number, exclusive: boolean): boolean {
  const next = answer & 3;
  if (!requestsFor(state, question).includes(answer - next) || (next === EXCLUSIVE && !exclusive))
    return false;
  if (question === 'evict') return next === INVALID;
  return next !== INVALID || question.startsWith('bus');
}

const LETTERS = ['I', 'S', 'E', 'M'] as const;
type Letter = (typeof LETTERS)[number];

const ACTIONS: Readonly<Record<number, readonly CoherenceAction[]>> = {
  0: [],
  [BUS_READ]: ['busRead'],
  [BUS_READ_EXCLUSIVE]: ['busReadExclusive'],
  [BUS_UPGRADE]: ['busUpgrade'],
};

/** The answers as a table of the memory system. What is not asked is filled in: it cannot happen, or says nothing. */
function tableOf(answers: ReadonlyMap<string, number>, exclusive: boolean): CoherenceProtocol<Letter> {
  const row = (state: number, event: CoherenceEvent, next: number, actions: readonly CoherenceAction[]) =>
    ({ ...{ state: LETTERS[state], event, next: LETTERS[next] }, actions, description: '' }) as const;
  const answer = (state: number, question: Question) => answers.get(`${state} ${question}`) as number;
  const asked = (state: number, event: 'store' | 'evict' | 'busRead' | 'busReadExclusive' | 'busUpgrade') => {
    const given = answer(state, event);
    const next = given & 3;
    if (given - next !== FLUSH) return row(state, event, next, ACTIONS[given - next]);
    return row(state, event, next, event === 'evict' ? ['writeBack'] : ['supply', 'writeMemory']);
  };
  const shared = answer(INVALID, 'loadWithOthers');
  const alone = answer(INVALID, 'loadAlone');
  const transitions: CoherenceTransition<Letter>[] = [
    {
      ...row(INVALID, 'load', alone & 3, ACTIONS[alone - (alone & 3)]),
      whenShared: { next: LETTERS[shared & 3], actions: [] },
    },
    asked(INVALID, 'store'),
  ];
  for (const state of exclusive ? [SHARED, EXCLUSIVE, MODIFIED] : [SHARED, MODIFIED]) {
    transitions.push(row(state, 'load', state, []), row(state, 'clean', state, []));
    transitions.push(row(state, 'atomic', INVALID, []));
    for (const event of ['store', 'evict', 'busRead', 'busReadExclusive'] as const)
      transitions.push(asked(state, event));
    transitions.push(state === SHARED ? asked(state, 'busUpgrade') : row(state, 'busUpgrade', INVALID, []));
  }
  return {
    name: 'submitted',
    title: 'Submitted',
    description: '',
    source: '',
    snoops: true,
    family: 'write-invalidate',
    states: LETTERS.filter((letter) => exclusive || letter !== 'E').map((letter) => ({
      letter,
      name: letter,
      description: '',
    })),
    transitions,
  };
}

export function simulate(context: SimulationContext, parameters: ProtocolParameters): null {
  const { policies, random, trace, counters } = context;
  const { cores, exclusive, lines, accesses } = parameters;
  const policy = policies.create({}, exclusive ? 1 : 0);
  const answers = new Map<string, number>();
  for (const [state, question] of questions(exclusive)) {
    const answer = ask(policy, state, question);
    const at = QUESTIONS.indexOf(question);
    // One fetch is asked for, before anybody has said whether others have the line.
    const fetches = answers.get(`${state} loadAlone`);
    const differs = question === 'loadWithOthers' && fetches !== undefined && (fetches ^ answer) > 3;
    if (differs || !canBe(state, question, answer, exclusive)) {
      trace.record(0, EVENTS.index.refused, state, at, answer);
      counters.policyUnits = policies.takeUnits();
      return null;
    }
    answers.set(`${state} ${question}`, answer);
    trace.record(0, EVENTS.index.answer, state, at, answer & 3, answer - (answer & 3));
  }
  counters.policyUnits = policies.takeUnits();

  const memory = new MemorySystem({
    cores,
    levels: [{ sets: SETS, ways: WAYS, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(lines * LINE_BYTES),
    protocol: tableOf(answers, exclusive),
  });
  context.countBy(() => {
    const { busTransactions, invalidations, memoryReads } = memory.counters;
    return { busTransactions, invalidations, memoryReads };
  });
  let now = 0;
  memory.listener = {
    stateChanged: (core, address, before, after) =>
      trace.record(
        now,
        EVENTS.index.moves,
        core,
        address / LINE_BYTES,
        LETTERS.indexOf(before as Letter),
        LETTERS.indexOf(after as Letter),
      ),
    transaction: (core, kind, address) =>
      trace.record(now, EVENTS.index.bus, core, BUS_TRANSACTIONS.indexOf(kind), address / LINE_BYTES),
  };
  const next = accessesOf(random, parameters);
  for (now = 1; now <= accesses; now++) {
    const { core, line, word, writes } = next();
    const address = line * LINE_BYTES + word * 4;
    const flushes = memory.coreCounters.map(({ writeBacks }) => writeBacks);
    if (writes) {
      trace.record(now, EVENTS.index.store, core, line, word, now);
      memory.store(core, address, now, memory.completionCycle);
    } else trace.record(now, EVENTS.index.load, core, line, word);
    const value = writes ? 0 : memory.load(core, address, memory.completionCycle);
    memory.coreCounters.forEach(({ writeBacks }, other) => {
      if (other !== core && writeBacks > flushes[other]) trace.record(now, EVENTS.index.flushed, other, line);
    });
    if (!writes) trace.record(now, EVENTS.index.loaded, core, line, word, value);
  }
  memory.listener = null;
  return null;
}

/** @returns what draws each access: a core loads and then stores lines of its own, or uses those that are common. */
function accessesOf(random: Random, { cores, lines, own, ownStores, stores }: ProtocolParameters) {
  // Half of the lines are the cores' own, in turn.
  const common = Math.floor(lines / 2);
  const ownLines = Math.floor((lines - common) / cores);
  const lastOwn = Array.from({ length: cores }, (_, core) => common + core);
  return () => {
    const core = random.below(cores);
    const isOwn = random.below(100) < own;
    const writes = random.below(100) < (isOwn ? ownStores : stores);
    if (isOwn && !writes) lastOwn[core] = common + core + cores * random.below(ownLines);
    return { core, line: isOwn ? lastOwn[core] : random.below(common), word: random.below(4), writes };
  };
}
