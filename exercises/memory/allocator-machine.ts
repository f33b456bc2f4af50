/**
 * A guarded memory, a program that holds blocks of it, and the allocator under test.
 *
 *      dataBase            the allocator's own words       behind            blocks
 *      |  old contents, writable by the allocator |  ...   |  the program's while it holds them  |
 *
 * Before each call the allocator object is made anew. The program writes over the whole of a block as soon as it has
 * it and again before it gives it back, with words that look like an allocator's own, so that records kept inside do
 * not survive. A store of the allocator into a block that the program holds, and an access without a right, are told,
 * have no effect, and are the end of the run: loads give 0 from then on, and no call is made any more. What the allocator stores of its own is told too, up to a number, for the picture.
 * Time: one cycle a metered unit and one a memory access.
 */
import { GuardedMemory, oldContents, RIGHTS, type StrayAccess } from '../../simulator/engine/guarded-memory';
import type { Random } from '../../simulator/engine/random';
import * as COSTS from '../../simulator/hardware/costs';
import type { SimulationContext } from '../exercise-definition';

export const DATA_BASE = 0x1000;

/** What a run is judged by never falls out of the trace, however much is stored. */
const MOST_STORES_TOLD = 8_000;

/** Events that every such exercise has. */
export const MEMORY_EVENTS = {
  overwrite: {
    fields: ['address', 'value', 'block'],
    description: 'the allocator stored into memory of the block that the program holds at `block`',
    sentence: 'the allocator stores {value} at {address}, inside the block at {block} that the program holds',
  },
  stray: {
    fields: ['address', 'store'],
    description: 'the allocator accessed memory that it has no right to; store: 1 for a store, 0 for a load',
    sentence: 'the allocator accesses {address}, which is not its memory',
  },
  store: {
    fields: ['address', 'value'],
    description: 'the allocator stored a word; told before the call that did it',
    sentence: 'the allocator stores {value} at {address}',
  },
} as const;

type EventIndex = Readonly<Record<keyof typeof MEMORY_EVENTS, number>>;
type Services = Readonly<Record<string, (...numbers: number[]) => number>>;

export class AllocatorMachine {
  readonly memory: GuardedMemory;
  /** The allocator reached what is not its own, or gave out what it may not: what would follow says nothing. */
  isOver = false;
  private readonly programData: Random;
  /** By address what the program holds, in whole words. */
  private readonly held = new Map<number, number>();
  private cycle = 0;
  private storesTold = 0;

  /**
   * @param dataBytes of the allocator's own words, from DATA_BASE on. @param end of memory.
   * @param lookalikes words such as an allocator's records hold.
   */
  constructor(
    private readonly context: SimulationContext,
    private readonly events: EventIndex,
    readonly dataBytes: number,
    end: number,
    private readonly lookalikes: readonly number[],
  ) {
    this.memory = new GuardedMemory(end, (access) => this.stray(access));
    this.memory.allow(RIGHTS.readWrite, DATA_BASE, dataBytes);
    this.programData = oldContents(context.random.fork('program data'));
    const old = oldContents(context.random.fork('old contents'));
    for (let at = DATA_BASE; at < DATA_BASE + dataBytes; at += 4)
      this.memory.pokeWord(at, old.chance(1, 2) ? old.word() | 0 : old.pick(lookalikes));
    for (const counter of ['memoryAccesses', 'callAccesses', 'policyUnits']) context.counters[counter] = 0;
  }

  /** One call to a new allocator object. */
  call(
    method: string,
    numbers: readonly number[],
    constructorNumbers: readonly number[],
    services: Services = {},
  ) {
    const { memory } = this;
    const before = memory.accesses;
    const policy = this.context.policies.create(
      {
        load: (address: number) => {
          const word = memory.loadWord(address);
          return this.isOver ? 0 : word;
        },
        store: (address: number, value: number) => {
          if (memory.storeWord(address, value)) this.tell(address, value);
          return 0;
        },
        ...services,
      },
      ...constructorNumbers,
    );
    const answer = policy.methods[method](...numbers);
    const accesses = memory.accesses - before;
    const units = this.context.policies.takeUnits();
    this.count('policyUnits', units);
    this.count('memoryAccesses', accesses);
    this.count(`${method}Accesses`, accesses);
    if (method !== 'initialise') this.count('callAccesses', accesses);
    this.cycle += units * COSTS.policyUnit.value + accesses * COSTS.cacheHit.value;
    return { answer, accesses };
  }

  /** The program takes a block in whole words and writes over it. @returns whether the allocator had it to give. */
  hold(address: number, bytes: number): boolean {
    const words = Math.ceil(bytes / 4) * 4;
    this.isOver ||= address % 4 !== 0 || !this.memory.isWritable(address, words);
    if (this.isOver) return false;
    this.held.set(address, words);
    this.fill(address, words);
    this.memory.allow(RIGHTS.read, address, words);
    return true;
  }

  /** The program writes over what it holds there, and gives it back. */
  giveUp(address: number): void {
    const words = this.held.get(address) ?? 0;
    this.held.delete(address);
    this.fill(address, words);
    this.memory.allow(RIGHTS.readWrite, address, words);
  }

  count(counter: string, amount: number): void {
    this.context.counters[counter] = (this.context.counters[counter] ?? 0) + amount;
  }

  record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.cycle, kind, a, b, c, d);
  }

  private fill(address: number, bytes: number): void {
    const words = [...this.lookalikes, address, bytes];
    for (let at = address; at < address + bytes; at += 4)
      this.memory.pokeWord(at, this.programData.pick(words));
  }

  private stray({ isStore, address, value }: StrayAccess): void {
    this.isOver = true;
    if (isStore)
      for (const [block, bytes] of this.held)
        if (address >= block && address < block + bytes) {
          this.record(this.events.overwrite, address, value, block);
          return;
        }
    this.record(this.events.stray, address, isStore ? 1 : 0);
  }

  private tell(address: number, value: number): void {
    if (this.storesTold++ < MOST_STORES_TOLD) this.record(this.events.store, address, value | 0);
  }
}
