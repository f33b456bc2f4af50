/**
 * A kernel whose page table is one for all processes, in a memory in which every access is counted.
 *
 *      | no right |  base: WORDS_EACH words for each frame, old contents at first  | no right |
 *
 * Before each call the table's object is made anew. Nothing about what is right stands here: which frames are taken is
 * known from what the table answered.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { GuardedMemory, oldContents, RIGHTS } from '../../../simulator/engine/guarded-memory';
import {
  HASHED_TABLE_SHAPE,
  PAGES_EACH,
  WORDS_EACH,
} from '../../../simulator/kernel/memory/tables/hashed-table-interface';
import type { SimulationContext } from '../../exercise-definition';

export type HashedParameters = Readonly<{
  frames: number;
  processes: number;
  /** The first of them, and the distance from one to the next. */
  firstProcess: number;
  processStride: number;
  /** Different pages of each process. */
  pages: number;
  /** The first of them, and the distance from one to the next: the same in all processes. */
  firstPage: number;
  stride: number;
  steps: number;
  /** Of a hundred steps. */
  maps: number;
  unmaps: number;
  holders: number;
  /** Whether the machine starts again half-way. */
  restarts: boolean;
}>;

const METHODS = ['initialise', 'map', 'unmap', 'translate', 'holder'] as const;
type Method = (typeof METHODS)[number];

export const EVENTS = defineEvents({
  memory: {
    fields: ['base', 'bytes'],
    description: "The table's memory.",
    sentence: 'the table has {bytes:count bytes} from {base} on',
  },
  initialise: {
    fields: ['accesses'],
    description: 'initialise answered.',
    sentence: 'the table begins, after {accesses:count accesses}',
  },
  map: {
    fields: ['process', 'page', 'frame', 'answer'],
    description: 'map answered.',
    sentence: 'page {page} of process {process} is mapped to frame {frame}: map answers {answer}',
  },
  moved: {
    fields: ['frame'],
    description: 'The page that was mapped had another frame before.',
    sentence: 'the page was in frame {frame} before, which is free now',
  },
  unmap: {
    fields: ['process', 'page', 'answer', 'held'],
    description: 'unmap answered; held: the frame to which the page was mapped, -1 for none.',
    sentence: 'page {page} of process {process} is unmapped: unmap answers {answer}',
  },
  translate: {
    fields: ['process', 'page', 'answer', 'held'],
    description: 'translate answered; held: the frame to which the page is mapped, -1 for none.',
    sentence: 'page {page} of process {process} is looked up: translate answers {answer}',
  },
  holder: {
    fields: ['frame', 'answer'],
    description: 'holder answered.',
    sentence: 'who has frame {frame}? holder answers {answer}',
  },
  called: {
    fields: ['method'],
    description: 'The table is called.',
    sentence: '{method} is called',
    words: { method: METHODS },
  },
  accessed: {
    fields: ['word', 'value', 'store'],
    description: 'The table loaded or stored a word of its memory. Told of the first ones of a call.',
    sentence: 'word {word} of the memory is {store}: {value}',
    words: { store: ['loaded', 'stored'] },
  },
  stray: {
    fields: ['address', 'store'],
    description: "An access to what is no word of the table's memory.",
    sentence: 'the table accesses {address}, outside its memory',
  },
});
const EVENT = EVENTS.index;

/** What a chain of sensible length takes; the whole trace is bounded by it. */
const MOST_TOLD = 16;
const LOWEST_BASE = 0x1000;
const BEHIND = 64;

export function simulate(context: SimulationContext, parameters: HashedParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, pages, firstPage, stride, steps, maps, unmaps, holders } = parameters;
  const { processes, firstProcess, processStride } = parameters;
  for (const name of ['memory', 'call', ...Object.keys(HASHED_TABLE_SHAPE.methods)])
    counters[`${name}Accesses`] = 0;
  counters.policyUnits = 0;
  let time = 0;
  const record = (kind: number, a: number, b = 0, c = 0, d = 0) => trace.record(time, kind, a, b, c, d);

  const base = LOWEST_BASE + 4 * random.fork('places').below(256);
  const bytes = 4 * WORDS_EACH * frames;
  const memory = new GuardedMemory(base + bytes + BEHIND, ({ address, isStore }) =>
    record(EVENT.stray, address, isStore ? 1 : 0),
  );
  memory.allow(RIGHTS.readWrite, base, bytes);
  const old = oldContents(random.fork('old contents'));
  for (let at = base; at < base + bytes; at += 4)
    memory.pokeWord(at, old.below(2) === 0 ? old.word() : old.below(2 * frames));
  record(EVENT.memory, base, bytes);
  const isMine = (address: number) => address >= base && address < base + bytes && address % 4 === 0;

  const services = {
    load: (address: number) => {
      const word = memory.loadWord(address);
      tell(address, word, 0);
      return word;
    },
    store: (address: number, word: number) => {
      const isStored = memory.storeWord(address, word);
      if (isStored) tell(address, word, 1);
      return isStored ? 0 : -1;
    },
  };
  let [accesses, told] = [0, 0];
  const tell = (address: number, word: number, store: number) => {
    if (isMine(address) && told++ < MOST_TOLD) record(EVENT.accessed, (address - base) / 4, word | 0, store);
  };
  const call = (method: Method, ...numbers: number[]): number => {
    time++;
    const before = memory.accesses;
    told = method === 'initialise' ? MOST_TOLD : 0;
    record(EVENT.called, METHODS.indexOf(method));
    const { methods } = policies.create(services, base, frames);
    const answer = methods[method](...numbers);
    accesses = memory.accesses - before;
    counters.policyUnits += policies.takeUnits();
    counters.memoryAccesses += accesses;
    counters[`${method}Accesses`] += accesses;
    if (method !== 'initialise') counters.callAccesses += accesses;
    return answer;
  };

  /** By page: the frame that the table was told. */
  const held = new Map<number, number>();
  const initialise = () => {
    call('initialise');
    held.clear();
    record(EVENT.initialise, accesses);
  };
  const anyKey = () =>
    (firstProcess + processStride * random.below(processes)) * PAGES_EACH +
    firstPage +
    stride * random.below(pages);
  const heldKey = () => (held.size > 0 && random.below(4) > 0 ? random.pick([...held.keys()]) : anyKey());
  const map = (key: number) => {
    const taken = new Set(held.values());
    const free: number[] = [];
    for (let frame = 0; frame < frames; frame++) if (!taken.has(frame)) free.push(frame);
    const isFree = free.length > 0 && random.below(8) > 0;
    const frame = isFree ? random.pick(free) : random.below(frames);
    const [process, page] = [Math.floor(key / PAGES_EACH), key % PAGES_EACH];
    const answer = call('map', process, page, frame);
    record(EVENT.map, process, page, frame, answer);
    if (answer !== 0) return;
    const from = held.get(key);
    if (from !== undefined && from !== frame) record(EVENT.moved, from);
    held.set(key, frame);
  };
  initialise();
  for (let step = 0; step < steps; step++) {
    if (parameters.restarts && step === Math.floor(steps / 2)) initialise();
    const what = random.below(100);
    if (what < maps) map(random.below(6) === 0 ? heldKey() : anyKey());
    else if (what < maps + unmaps) {
      const key = heldKey();
      const answer = call('unmap', Math.floor(key / PAGES_EACH), key % PAGES_EACH);
      record(EVENT.unmap, Math.floor(key / PAGES_EACH), key % PAGES_EACH, answer, held.get(key) ?? -1);
      held.delete(key);
    } else if (what < maps + unmaps + holders) {
      const frame = random.below(frames);
      record(EVENT.holder, frame, call('holder', frame));
    } else {
      const key = heldKey();
      const answer = call('translate', Math.floor(key / PAGES_EACH), key % PAGES_EACH);
      record(EVENT.translate, Math.floor(key / PAGES_EACH), key % PAGES_EACH, answer, held.get(key) ?? -1);
    }
  }
  return null;
}
