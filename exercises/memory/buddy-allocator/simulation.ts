/**
 * A machine with a guarded memory, a program that asks for blocks, and the allocator under test.
 *
 *      metadataBase           metadata area        arenaBase              arena
 *      |  old contents, writable by the allocator |  |  blocks: the program's while allocated  |
 *
 * Before each call the allocator object is made anew. The program writes over the whole of every block, as soon as
 * it knows its size and again before it gives it back, with words that look like an allocator's own (sizes, addresses,
 * flags, copies of the metadata), so that records kept inside a block do not survive. A store of the allocator
 * into a block that the program holds, and an access outside metadata and arena, are recorded and have no effect.
 * What the allocator stores of its own is recorded too, for the picture of its records.
 * Time: one cycle a metered unit and one a memory access.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import {
  GuardedMemory,
  oldContents,
  RIGHTS,
  type Rights,
  type StrayAccess,
} from '../../../simulator/engine/guarded-memory';
import { removeAt } from '../../../simulator/engine/in-place';
import type { Random } from '../../../simulator/engine/random';
import * as COSTS from '../../../simulator/hardware/costs';
import type { SimulationContext } from '../../exercise-definition';
import { mergeInOrder, WORKLOADS } from './workloads';

export type Parameters = {
  readonly arenaBytes: number;
  readonly minimumBlockBytes: number;
  /** Index in WORKLOADS. */
  readonly workload: number;
  /** How long the workload is; each says what it counts. */
  readonly operations: number;
  /** What memory holds at the start: index in OLD_CONTENTS. */
  readonly oldContents: number;
};

/** What memory holds when the machine starts. */
export const OLD_CONTENTS = ['zeros', 'ones', 'what looks like records', 'any words'] as const;

const LOWEST_METADATA_BASE = 0x1000;

/** What a run is judged by never falls out of the trace, or of the part of it that a verdict keeps, however much is stored. */
const MOST_STORES_TOLD = 16_000;

export const EVENTS = defineEvents({
  arena: {
    fields: ['base', 'bytes', 'minimumBlockBytes', 'accesses'],
    description:
      'the machine started and initialise() returned; the arena is one free block. accesses: loads and stores of the call',
    sentence: 'the arena of {bytes:count bytes} at {base} is one free block',
  },
  allocate: {
    fields: ['address', 'bytes', 'blockBytes', 'accesses'],
    description: 'allocate(bytes) answered an address; blockBytes(address) said how large the block is',
    sentence:
      'the program asks for {bytes:count bytes}: allocate answers {address}, a block of {blockBytes:count bytes}',
  },
  'out-of-memory': {
    fields: ['bytes', 'accesses'],
    description: 'allocate(bytes) answered -1',
    sentence: 'the program asks for {bytes:count bytes}: allocate answers -1, out of memory',
  },
  free: {
    fields: ['address', 'accesses'],
    description: 'free(address) answered 0',
    sentence: 'the program frees {address}: free answers 0',
  },
  refused: {
    fields: ['address', 'answer', 'accesses'],
    description: 'free(address) answered not 0',
    sentence: 'the program frees {address}: free refuses with {answer}',
  },
  overwrite: {
    fields: ['address', 'value', 'block'],
    description: 'the allocator stored into memory of the allocated block that begins at `block`',
    sentence: 'the allocator stores {value} at {address}, inside the allocated block {block}',
  },
  size: {
    fields: ['address', 'answer', 'accesses'],
    description: 'blockBytes(address) was asked at some other time',
    sentence: 'the program asks how large the block at {address} is: blockBytes answers {answer}',
  },
  stray: {
    fields: ['address', 'store'],
    description:
      'the allocator accessed what is no word of metadata area or arena; store: 1 for a store, 0 for a load',
    sentence: 'the allocator accesses {address}, outside metadata area and arena',
  },
  metadata: {
    fields: ['base', 'bytes'],
    description: "where the allocator's own records may lie",
    sentence: 'the allocator has {bytes:count bytes} from {base} on for its records',
  },
  store: {
    fields: ['address', 'value'],
    description: 'the allocator stored a word; told before the call that did it',
    sentence: 'the allocator stores {value} at {address}',
  },
  'stores-untold': {
    fields: ['told'],
    description: 'the allocator has stored so many words that further ones are not told',
    sentence: 'the allocator has stored {told:count words}: further stores are not told',
  },
});

const EVENT = EVENTS.index;

/** Accesses are counted by the method that makes them. */
const METHOD_COUNTERS = {
  initialise: 'initialiseAccesses',
  allocate: 'allocateAccesses',
  free: 'freeAccesses',
  blockBytes: 'blockBytesAccesses',
} as const;
type Method = keyof typeof METHOD_COUNTERS;

/** The program's side: what a workload may do. */
export class Machine {
  /** Addresses that the program holds, oldest first. */
  readonly live: number[] = [];
  readonly metadataBase: number;
  readonly metadataBytes: number;
  readonly arenaBase: number;
  private readonly memory: GuardedMemory;
  /** For each word of the arena the block of the program that it belongs to: its address, 0 for none. */
  private readonly owners: Int32Array;
  /** Bytes of each block that the program holds. */
  private readonly sizes = new Map<number, number>();
  private readonly programData: Random;
  private cycle = 0;
  private storesTold = 0;

  constructor(
    private readonly context: SimulationContext,
    readonly parameters: Parameters,
  ) {
    const { arenaBytes, minimumBlockBytes } = parameters;
    const place = context.random.fork('places');
    this.metadataBytes = 16 * (arenaBytes / minimumBlockBytes) + 256;
    this.metadataBase = LOWEST_METADATA_BASE + 4 * place.below(256);
    const behind = this.metadataBase + this.metadataBytes;
    const blocksBehind = Math.ceil(behind / minimumBlockBytes) * minimumBlockBytes;
    this.arenaBase = blocksBehind + 4 * place.between(1, minimumBlockBytes / 4 - 1);
    this.memory = new GuardedMemory(this.arenaBase + arenaBytes, (access) => this.stray(access));
    this.memory.allow(RIGHTS.readWrite, this.metadataBase, this.metadataBytes);
    this.memory.allow(RIGHTS.readWrite, this.arenaBase, arenaBytes);
    this.owners = new Int32Array(arenaBytes / 4);
    this.programData = oldContents(context.random.fork('program data'));
    this.fillOldContents(oldContents(context.random.fork('old contents')));
    for (const counter of [
      'memoryAccesses',
      'callAccesses',
      ...Object.values(METHOD_COUNTERS),
      'wasteBytes',
      'allocations',
      'policyUnits',
    ])
      context.counters[counter] = 0;
    this.record(EVENT.metadata, this.metadataBase, this.metadataBytes);
  }

  /** The machine starts, for the first time or again: memory keeps what it holds, and no block is allocated. */
  start(): void {
    for (const address of this.live.splice(0)) this.giveUp(address);
    const accesses = this.call('initialise').accesses;
    const { arenaBytes, minimumBlockBytes } = this.parameters;
    this.record(EVENT.arena, this.arenaBase, arenaBytes, minimumBlockBytes, accesses);
  }

  /** @returns the address, or -1. */
  allocate(bytes: number): number {
    const { answer: address, accesses } = this.call('allocate', bytes);
    if (address === -1) {
      this.record(EVENT['out-of-memory'], bytes, accesses);
      return -1;
    }
    const { answer: blockBytes, accesses: further } = this.call('blockBytes', address);
    this.count('allocations', 1);
    this.count('wasteBytes', Math.max(0, blockBytes - bytes));
    this.record(EVENT.allocate, address, bytes, blockBytes, accesses + further);
    const isSize = blockBytes > 0 && this.smallestBlock(blockBytes) === blockBytes;
    this.hold(address, isSize ? blockBytes : this.smallestBlock(bytes));
    this.live.push(address);
    return address;
  }

  /** Gives `address` back, whether or not the program holds it. */
  free(address: number): void {
    const index = this.live.indexOf(address);
    if (index >= 0) {
      removeAt(this.live, index);
      this.fill(address, this.sizes.get(address) ?? 0);
      this.giveUp(address);
    }
    const { answer, accesses } = this.call('free', address);
    if (answer === 0) this.record(EVENT.free, address, accesses);
    else this.record(EVENT.refused, address, answer, accesses);
  }

  /** Asks how large the block at `address` is, whether or not there is one. */
  size(address: number): void {
    const { answer, accesses } = this.call('blockBytes', address);
    this.record(EVENT.size, address, answer, accesses);
  }

  /** Bytes of the block at `address` that the program holds. */
  heldBytes(address: number): number {
    return this.sizes.get(address) ?? 0;
  }

  /** One call to a new allocator object. */
  private call(method: Method, ...numbers: number[]): { readonly answer: number; readonly accesses: number } {
    const { arenaBytes, minimumBlockBytes } = this.parameters;
    const { memory } = this;
    const before = memory.accesses;
    const services = {
      load: (address: number) => memory.loadWord(address),
      store: (address: number, value: number) => {
        if (memory.storeWord(address, value)) this.tell(address, value);
        return 0;
      },
    };
    const policy = this.context.policies.create(
      services,
      this.arenaBase,
      arenaBytes,
      minimumBlockBytes,
      this.metadataBase,
      this.metadataBytes,
    );
    const answer = (policy.methods[method] as (...numbers: number[]) => number)(...numbers);
    const accesses = memory.accesses - before;
    const units = this.context.policies.takeUnits();
    this.count('policyUnits', units);
    this.count('memoryAccesses', accesses);
    this.count(METHOD_COUNTERS[method], accesses);
    if (method !== 'initialise') this.count('callAccesses', accesses);
    this.cycle += units * COSTS.policyUnit.value + accesses * COSTS.cacheHit.value;
    return { answer, accesses };
  }

  /** The size of a block for `bytes`. */
  private smallestBlock(bytes: number): number {
    let size = this.parameters.minimumBlockBytes;
    while (size < bytes) size *= 2;
    return size;
  }

  /** The program takes possession of a block and writes over all of it. What lies outside the arena is left out. */
  private hold(address: number, bytes: number): void {
    this.sizes.set(address, bytes);
    this.fill(address, bytes);
    this.own(address, bytes, address, RIGHTS.read);
  }

  private giveUp(address: number): void {
    this.own(address, this.heldBytes(address), 0, RIGHTS.readWrite);
    this.sizes.delete(address);
  }

  private own(address: number, bytes: number, owner: number, rights: Rights): void {
    const [from, to] = this.inArena(address, bytes);
    this.memory.allow(rights, from, to - from);
    this.owners.fill(owner, (from - this.arenaBase) >> 2, (to - this.arenaBase + 3) >> 2);
  }

  private fill(address: number, bytes: number): void {
    const [from, to] = this.inArena(address, bytes);
    const last = this.metadataBytes / 4 - 1;
    const lookalikes = this.lookalikes(address, bytes);
    for (let at = Math.ceil(from / 4) * 4; at + 4 <= to; at += 4) {
      const word = this.programData.chance(1, 3)
        ? this.memory.peekWord(this.metadataBase + 4 * this.programData.between(0, last))
        : this.programData.pick(lookalikes);
      this.memory.pokeWord(at, word);
    }
  }

  /** Words such as an allocator's records hold. */
  private lookalikes(address: number, bytes: number): readonly number[] {
    const { arenaBytes, minimumBlockBytes } = this.parameters;
    const [base, metadata] = [this.arenaBase, this.metadataBase];
    return [0, 1, -1, 2, 3, bytes, -bytes, minimumBlockBytes, arenaBytes, 1 << 30, base, address, metadata];
  }

  private fillOldContents(random: Random): void {
    const { arenaBytes, oldContents: kind } = this.parameters;
    const lookalikes = this.lookalikes(this.arenaBase + arenaBytes / 2, arenaBytes / 2);
    for (let at = 0; at < this.memory.end; at += 4) {
      const word = random.word() | 0;
      const record = random.pick(lookalikes);
      this.memory.pokeWord(at, [0, -1, record, word][kind]);
    }
  }

  /** The part of [address, address + bytes) that lies in the arena. */
  private inArena(address: number, bytes: number): [from: number, to: number] {
    const end = this.memory.end;
    const from = Math.min(end, Math.max(this.arenaBase, address));
    return [from, Math.min(end, Math.max(from, address + bytes))];
  }

  private stray({ isStore, address, value }: StrayAccess): void {
    const owner = this.owners[(address - this.arenaBase) / 4] ?? 0;
    if (isStore && owner !== 0) this.record(EVENT.overwrite, address, value, owner);
    else this.record(EVENT.stray, address, isStore ? 1 : 0);
  }

  private tell(address: number, value: number): void {
    if (this.storesTold < MOST_STORES_TOLD) this.record(EVENT.store, address, value | 0);
    if (this.storesTold++ === MOST_STORES_TOLD) this.record(EVENT['stores-untold'], MOST_STORES_TOLD);
  }

  private count(counter: string, amount: number): void {
    this.context.counters[counter] = (this.context.counters[counter] ?? 0) + amount;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.cycle, kind, a, b, c, d);
  }
}

/** @returns nothing: the trace and the counters hold all that is judged. */
export function simulate(context: SimulationContext, parameters: Parameters): null {
  const workload = WORKLOADS[parameters.workload];
  if (workload === undefined) throw new RangeError(`buddy-allocator: no workload ${parameters.workload}`);
  if (OLD_CONTENTS[parameters.oldContents] === undefined)
    throw new RangeError(`buddy-allocator: no old contents ${parameters.oldContents}`);
  const machine = new Machine(context, parameters);
  machine.start();
  const random = context.random.fork('workload');
  workload.run(machine, random);
  mergeInOrder(machine, random);
  return null;
}
