/**
 * Cores with caches that do not watch each other, objects that one core has at a time, and a device that reads and
 * writes memory. Nothing about what is right stands here.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { PolicyInstance } from '../../../simulator/engine/policy';
import { MemorySystem } from '../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../simulator/hardware/memory/physical-memory';
import type { SimulationContext } from '../../exercise-definition';
import { LINES_PER_OBJECT } from './contract';

export type CoherenceParameters = Readonly<{
  cores: number;
  objects: number;
  /** How often objects are acquired, all in all. */
  holds: number;
  /** Loads and stores while a core has an object, at most. */
  uses: number;
  /** Of a hundred of these. */
  stores: number;
  /** A device uses an object that nobody has, so often in a hundred steps. */
  device: number;
}>;

const LINE_BYTES = 16;
export const WORDS = 4;
const SETS = 16;
const WAYS = 2;

const STATE = ['absent', 'clean', 'changed'] as const;
const LETTERS = 'IVD';
export const OPERATIONS = ['clean', 'invalidate', 'flush'] as const;
/** Nobody, nothing. */
const NONE = -1;
const NOBODY = -2;
/** The numbers of calls, in events. */
const CALLS = ['acquires', 'stored', 'releases', 'deviceWrote'] as const;

export const EVENTS = defineEvents({
  acquires: {
    fields: ['core', 'object'],
    description: 'A core gets an object: what follows up to `has` is your code.',
    sentence: 'core {core} acquires object {object}',
  },
  has: {
    fields: ['core', 'object'],
    description: 'It has it, and may load and store.',
    sentence: 'core {core} has object {object}',
  },
  releases: {
    fields: ['core', 'object'],
    description: 'A core is about to give up an object.',
    sentence: 'core {core} is about to release object {object}',
  },
  free: {
    fields: ['core', 'object'],
    description: 'Nobody has the object any more.',
    sentence: 'core {core} has released object {object}',
  },
  asks: {
    fields: ['core', 'operation', 'line'],
    description: 'Your code works on the cache of the core.',
    sentence: 'core {core}: {operation} line {line}',
    words: { operation: OPERATIONS },
  },
  refused: {
    fields: ['call', 'operation', 'line'],
    description: 'A cache operation that cannot be: no core is at hand, or there is no such line.',
    sentence: '{operation} of line {line} is refused in {call}',
    words: { call: CALLS, operation: OPERATIONS },
  },
  copy: {
    fields: ['core', 'line', 'state', 'since'],
    description: 'What the cache of a core has of a line, from now on; the step of the newest word in it.',
    sentence: 'line {line} is {state} in the cache of core {core}',
    words: { state: STATE },
  },
  written: {
    fields: ['core', 'line'],
    description: 'The line was written from the cache to memory.',
    sentence: 'core {core} writes line {line} to memory',
  },
  holds: {
    fields: ['line', 'since', 'by'],
    description:
      'What memory has of a line, from now on: the step of the newest word in it. -1: a device wrote it.',
    sentence: 'memory has line {line} as of step {since}',
  },
  load: {
    fields: ['core', 'line', 'word', 'value'],
    description: 'A core loads a word.',
    sentence: 'core {core} loads {value} from word {word} of line {line}',
  },
  store: {
    fields: ['core', 'line', 'word', 'value'],
    description: 'A core stores to a word.',
    sentence: 'core {core} stores {value} to word {word} of line {line}',
  },
  'device-reads': {
    fields: ['object'],
    description: 'A device reads all words of an object in memory.',
    sentence: 'a device reads object {object} in memory',
  },
  'device-writes': {
    fields: ['object', 'value'],
    description: 'A device writes all words of an object in memory.',
    sentence: 'a device writes {value} to every word of object {object} in memory',
  },
});

const PARTS = ['acquiresCacheOperations', 'storedCacheOperations', 'releasesCacheOperations'] as const;

export function simulate(context: SimulationContext, parameters: CoherenceParameters): null {
  new SharedObjects(context, parameters).run();
  return null;
}

class SharedObjects {
  private readonly physical: PhysicalMemory;
  private readonly memory: MemorySystem;
  private readonly policy: PolicyInstance;
  private readonly cores: { object: number; uses: number }[];
  private step = 0;
  private acquired = 0;
  /** Whose cache services work on, and for which of CALLS; -1: nobody's. */
  private atHand = -1;
  private call = 0;
  private operating = false;
  /** By line, and by core and line: the step of the newest word that memory and each copy have. */
  private readonly inMemory: number[];
  private readonly inCopies: number[][];

  constructor(
    private readonly context: SimulationContext,
    private readonly parameters: CoherenceParameters,
  ) {
    const { cores, objects } = parameters;
    const lines = objects * LINES_PER_OBJECT;
    this.inMemory = new Array<number>(lines).fill(0);
    this.inCopies = Array.from({ length: cores }, () => new Array<number>(lines).fill(0));
    this.physical = new PhysicalMemory(lines * LINE_BYTES);
    this.memory = new MemorySystem({
      cores,
      levels: [{ sets: SETS, ways: WAYS, lineBytes: LINE_BYTES }],
      memory: this.physical,
      protocol: 'none',
    });
    this.memory.listener = {
      stateChanged: (core, address, before, after, event) => {
        const line = address / LINE_BYTES;
        // Not asked for by software: a changed line makes room, and the hardware writes it to memory.
        if (!this.operating && before === 'D' && event === 'evict') this.written(core, line);
        if (before === 'I') this.inCopies[core][line] = this.inMemory[line];
        this.record('copy', core, line, LETTERS.indexOf(after), this.inCopies[core][line]);
      },
      transaction: () => {},
    };
    this.cores = Array.from({ length: cores }, () => ({ object: NONE, uses: 0 }));
    context.counters.cacheOperations = 0;
    for (const part of PARTS) context.counters[part] = 0;
    context.countBy(() => ({ busTransactions: this.memory.counters.busTransactions }));
    const [clean, invalidate, flush] = OPERATIONS.map(
      (_, operation) => (line: number) => this.operate(operation, line),
    );
    this.policy = context.policies.create({ clean, invalidate, flush }, cores, objects);
  }

  run(): void {
    const { random, policies, counters } = this.context;
    for (const line of this.inMemory.keys()) this.memoryHas(line, 0, NOBODY);
    const { holds, device, objects } = this.parameters;
    while (this.acquired < holds) {
      this.step++;
      if (random.below(100) < device) {
        const object = random.below(objects);
        if (this.isFree(object)) this.deviceActs(object);
        continue;
      }
      const core = random.below(this.cores.length);
      const { object, uses } = this.cores[core];
      if (object === NONE) this.acquire(core);
      else if (uses > 0) this.use(core);
      else this.release(core);
    }
    this.memory.listener = null;
    counters.policyUnits = policies.takeUnits();
  }

  private isFree(object: number): boolean {
    return this.cores.every((each) => each.object !== object);
  }

  private acquire(core: number): void {
    const { random } = this.context;
    const object = random.below(this.parameters.objects);
    if (!this.isFree(object)) return;
    this.record('acquires', core, object);
    this.ask('acquires', core, object);
    this.record('has', core, object);
    this.cores[core] = { object, uses: random.between(0, this.parameters.uses) };
    this.acquired++;
  }

  private use(core: number): void {
    const { random } = this.context;
    const { memory, step } = this;
    this.cores[core].uses--;
    const line = this.cores[core].object * LINES_PER_OBJECT + random.below(LINES_PER_OBJECT);
    const word = random.below(WORDS);
    const address = line * LINE_BYTES + word * 4;
    if (random.below(100) >= this.parameters.stores) {
      this.record('load', core, line, word, memory.load(core, address, memory.completionCycle));
      return;
    }
    memory.store(core, address, step, memory.completionCycle);
    this.inCopies[core][line] = step;
    this.record('store', core, line, word, step);
    this.ask('stored', core, line);
  }

  private release(core: number): void {
    const { object } = this.cores[core];
    this.record('releases', core, object);
    this.ask('releases', core, object);
    this.record('free', core, object);
    this.cores[core].object = NONE;
  }

  private deviceActs(object: number): void {
    if (this.context.random.below(2) === 0) {
      this.record('device-reads', object);
      return;
    }
    const first = (object * LINES_PER_OBJECT * LINE_BYTES) / 4;
    this.physical.words.fill(this.step, first, first + LINES_PER_OBJECT * WORDS);
    this.record('device-writes', object, this.step);
    for (let i = 0; i < LINES_PER_OBJECT; i++) this.memoryHas(object * LINES_PER_OBJECT + i, this.step, NONE);
    this.call = CALLS.indexOf('deviceWrote');
    this.policy.methods.deviceWrote(object);
  }

  private ask(call: 'acquires' | 'stored' | 'releases', core: number, what: number): void {
    this.call = CALLS.indexOf(call);
    this.atHand = core;
    this.policy.methods[call](core, what);
    this.atHand = NONE;
  }

  /** A service: one of OPERATIONS on a line in the cache of the core at hand. */
  private operate(operation: number, line: number): number {
    const { memory, atHand: core, call } = this;
    const { counters } = this.context;
    const exists = Number.isInteger(line) && line >= 0 && line < this.parameters.objects * LINES_PER_OBJECT;
    if (core === NONE || !exists) {
      this.record('refused', call, operation, exists ? line : NONE);
      return 0;
    }
    counters.cacheOperations++;
    counters[PARTS[call]]++;
    this.record('asks', core, operation, line);
    const written = memory.coreCounters[core].writeBacks;
    this.operating = true;
    memory[OPERATIONS[operation]](core, line * LINE_BYTES);
    this.operating = false;
    if (memory.coreCounters[core].writeBacks > written) this.written(core, line);
    return 0;
  }

  private written(core: number, line: number): void {
    this.record('written', core, line);
    this.memoryHas(line, this.inCopies[core][line], core);
  }

  private memoryHas(line: number, since: number, by: number): void {
    this.inMemory[line] = since;
    this.record('holds', line, since, by);
  }

  private record(name: keyof typeof EVENTS.index, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.step, EVENTS.index[name], a, b, c, d);
  }
}
