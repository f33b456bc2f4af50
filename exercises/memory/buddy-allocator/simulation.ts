/**
 * A machine with a word-addressed RAM, a program that asks for memory, and the allocator under test.
 *
 *      METADATA_BASE          metadata area            arenaBase              arena
 *      |  old contents, writable by the allocator  |  |  blocks: the program's while allocated  |
 *
 * Before each call the allocator object is made anew. The program fills every block it gets with words that look
 * like an allocator's own (sizes, addresses, flags), so that records kept inside a block do not survive. A store
 * of the allocator into a block that the program holds is carried out and recorded. Time: one cycle a metered
 * unit and one a memory access.
 */
import { PolicyStopped } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { EventKinds } from '../../../simulator/engine/trace';
import * as COSTS from '../../../simulator/hardware/costs';
import type { SimulationContext } from '../../exercise-definition';

export type Parameters = {
  readonly arenaBytes: number;
  readonly minimumBlockBytes: number;
  /** Index in WORKLOADS. */
  readonly workload: number;
  /** Calls to allocate and free, roughly. */
  readonly operations: number;
};

export const METADATA_BASE = 0x1000;

export const EVENT = { arena: 0, allocate: 1, outOfMemory: 2, free: 3, refused: 4, overwrite: 5 } as const;

export const EVENTS: EventKinds = [
  {
    name: 'arena',
    fields: ['base', 'bytes', 'minimumBlockBytes', 'accesses'],
    description: 'initialise() returned; the arena is one free block. accesses: loads and stores of the call',
  },
  {
    name: 'allocate',
    fields: ['address', 'bytes', 'blockBytes', 'accesses'],
    description: 'allocate(bytes) answered an address; blockBytes(address) said how large the block is',
  },
  { name: 'out-of-memory', fields: ['bytes', 'accesses'], description: 'allocate(bytes) answered -1' },
  { name: 'free', fields: ['address', 'accesses'], description: 'free(address) answered 0' },
  { name: 'refused', fields: ['address', 'answer', 'accesses'], description: 'free(address) answered not 0' },
  {
    name: 'overwrite',
    fields: ['address', 'value', 'block'],
    description: 'the allocator stored into memory of the allocated block that begins at `block`',
  },
];

/** The program's side: what a workload may do. */
class Machine {
  /** Addresses that the program holds, oldest first. */
  readonly live: number[] = [];
  readonly arenaBase: number;
  readonly metadataBytes: number;
  private readonly words: Int32Array;
  /** For each word of the arena the block that it belongs to: its address, 0 for none. */
  private readonly owners: Int32Array;
  private readonly sizes = new Map<number, number>();
  private readonly programData: Random;
  private cycle = 0;
  private callAccesses = 0;

  constructor(
    private readonly context: SimulationContext,
    readonly parameters: Parameters,
  ) {
    const { arenaBytes, minimumBlockBytes } = parameters;
    this.metadataBytes = 16 * (arenaBytes / minimumBlockBytes) + 256;
    this.arenaBase = METADATA_BASE + this.metadataBytes + 0x14;
    const garbage = context.random.fork('old contents');
    this.words = Int32Array.from({ length: (this.arenaBase + arenaBytes) / 4 }, () => garbage.word() | 0);
    this.owners = new Int32Array(arenaBytes / 4);
    this.programData = context.random.fork('program data');
    for (const counter of ['memoryAccesses', 'loads', 'stores', 'wasteBytes', 'allocations', 'policyUnits'])
      context.counters[counter] = 0;
  }

  initialise(): void {
    this.call('initialise');
    const { arenaBytes, minimumBlockBytes } = this.parameters;
    this.record(EVENT.arena, this.arenaBase, arenaBytes, minimumBlockBytes, this.callAccesses);
  }

  /** @returns the address, or -1. */
  allocate(bytes: number): number {
    const address = this.call('allocate', bytes);
    const accesses = this.callAccesses;
    if (address === -1) {
      this.record(EVENT.outOfMemory, bytes, accesses);
      return -1;
    }
    const blockBytes = this.call('blockBytes', address);
    this.count('allocations', 1);
    this.count('wasteBytes', Math.max(0, blockBytes - bytes));
    this.record(EVENT.allocate, address, bytes, blockBytes, accesses + this.callAccesses);
    this.fill(address, bytes);
    this.live.push(address);
    return address;
  }

  /** Gives `address` back, whether or not the program holds it. */
  free(address: number): void {
    const index = this.live.indexOf(address);
    if (index >= 0) {
      this.live.splice(index, 1);
      this.own(address, this.sizes.get(address) ?? 0, 0);
    }
    const answer = this.call('free', address);
    if (answer === 0) this.record(EVENT.free, address, this.callAccesses);
    else this.record(EVENT.refused, address, answer, this.callAccesses);
  }

  /** One call to a new allocator object. */
  private call(method: string, ...numbers: number[]): number {
    const { arenaBytes, minimumBlockBytes } = this.parameters;
    const services = {
      load: (address: number) => {
        const word = this.wordAt(address, 'load');
        this.count('loads', 1);
        return this.words[word] as number;
      },
      store: (address: number, value: number) => {
        const word = this.wordAt(address, 'store');
        this.count('stores', 1);
        const block = address < this.arenaBase ? 0 : (this.owners[(address - this.arenaBase) >> 2] as number);
        if (block !== 0) this.record(EVENT.overwrite, address, value | 0, block);
        this.words[word] = value;
        return 0;
      },
    };
    this.callAccesses = 0;
    const policy = this.context.policies.create(
      services,
      this.arenaBase,
      arenaBytes,
      minimumBlockBytes,
      METADATA_BASE,
      this.metadataBytes,
    );
    const answer = (policy.methods[method] as (...numbers: number[]) => number)(...numbers);
    const units = this.context.policies.takeUnits();
    this.count('policyUnits', units);
    this.count('memoryAccesses', this.callAccesses);
    this.cycle += units * COSTS.policyUnit.value + this.callAccesses * COSTS.cacheHit.value;
    return answer;
  }

  private wordAt(address: number, service: string): number {
    const metadataEnd = METADATA_BASE + this.metadataBytes;
    const arenaEnd = this.arenaBase + this.parameters.arenaBytes;
    const inside =
      (address >= METADATA_BASE && address < metadataEnd) ||
      (address >= this.arenaBase && address < arenaEnd);
    if (!inside || address % 4 !== 0)
      throw new PolicyStopped(
        'service',
        `${service} at address ${address}: only multiples of 4 in the metadata area ` +
          `[${METADATA_BASE}, ${metadataEnd}) and in the arena [${this.arenaBase}, ${arenaEnd}) may be accessed`,
      );
    this.callAccesses++;
    return address >> 2;
  }

  /** The program writes over its whole block. What lies outside the arena faults, and is left out. */
  private fill(address: number, bytes: number): void {
    this.sizes.set(address, bytes);
    this.own(address, bytes, address);
    const lookalikes = [0, 1, -1, bytes, 1 << 30, this.arenaBase, address, METADATA_BASE];
    for (const word of this.wordsOf(address, bytes))
      this.words[(this.arenaBase >> 2) + word] = this.programData.pick(lookalikes);
  }

  private own(address: number, bytes: number, owner: number): void {
    for (const word of this.wordsOf(address, bytes)) this.owners[word] = owner;
  }

  /** Words of the arena that lie wholly or partly in the bytes given. */
  private *wordsOf(address: number, bytes: number): Generator<number> {
    const first = Math.max(0, (address - this.arenaBase) >> 2);
    const end = Math.min(this.owners.length, (address + bytes - this.arenaBase + 3) >> 2);
    for (let word = first; word < end; word++) yield word;
  }

  private count(counter: string, amount: number): void {
    this.context.counters[counter] = (this.context.counters[counter] ?? 0) + amount;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.cycle, kind, a, b, c, d);
  }
}

interface Workload {
  readonly name: string;
  readonly description: string;
  run(machine: Machine, random: Random): void;
}

/** Gives everything back in a random order, asks for the whole arena, and gives that back. */
function emptyAndTakeWhole(machine: Machine, random: Random): void {
  for (const address of random.shuffled(machine.live)) machine.free(address);
  const whole = machine.allocate(machine.parameters.arenaBytes);
  if (whole !== -1) machine.free(whole);
}

/** Takes blocks of `bytes` until there are no more. */
function fillUp(machine: Machine, bytes: number): void {
  const most = machine.parameters.arenaBytes / bytes + 1;
  for (let i = 0; i < most && machine.allocate(bytes) !== -1; i++);
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'mixed',
    description: 'small and large requests, given back in no order; at the end the whole arena',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes, operations } = machine.parameters;
      for (let i = 0; i < operations; i++) {
        if (machine.live.length === 0 || random.chance(11, 20)) {
          const largest = random.pick([4 * minimumBlockBytes, 4 * minimumBlockBytes, arenaBytes / 8]);
          machine.allocate(random.between(1, Math.max(1, largest)));
        } else machine.free(random.pick(machine.live));
      }
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'merge',
    description: 'the arena in smallest blocks, given back in a random order, then larger and larger blocks',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      fillUp(machine, minimumBlockBytes);
      for (const address of random.shuffled(machine.live)) machine.free(address);
      for (let bytes = minimumBlockBytes; bytes <= arenaBytes; bytes *= 2) {
        const address = machine.allocate(bytes);
        if (address !== -1) machine.free(address);
      }
    },
  },
  {
    name: 'smallest-fit',
    description: 'a large free block at low addresses and small ones above it, then small requests',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      const low = machine.allocate(arenaBytes / 2);
      machine.allocate(minimumBlockBytes);
      machine.free(low);
      for (let bytes = minimumBlockBytes; bytes < arenaBytes / 2; bytes *= 2)
        machine.allocate(random.between(bytes / 2 + 1, bytes));
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'equal-blocks',
    description: 'several free blocks of one size: which one is taken?',
    run(machine, random) {
      const { arenaBytes } = machine.parameters;
      fillUp(machine, arenaBytes / 8);
      // One of each pair of buddies, so that nothing merges; the lowest is freed neither first nor last.
      const oneOfEachPair = [0, 2, 4, 6].map((i) => machine.live[i + random.below(2)] ?? machine.arenaBase);
      const [lowest, ...others] = oneOfEachPair as [number, ...number[]];
      const [first, ...rest] = random.shuffled(others) as [number, ...number[]];
      for (const address of [first, lowest, ...rest]) machine.free(address);
      for (let i = 0; i < 3; i++) machine.allocate(random.between(arenaBytes / 16 + 1, arenaBytes / 8));
      machine.allocate(arenaBytes / 16);
      machine.allocate(arenaBytes / 16);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'edges',
    description: 'requests of a power of two, one byte less and one byte more',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      for (let size = minimumBlockBytes; size <= arenaBytes / 4; size *= 2)
        for (const bytes of random.shuffled([size - 1, size, size + 1])) {
          const address = machine.allocate(bytes);
          if (address !== -1 && random.chance(1, 2)) machine.free(address);
        }
      machine.allocate(1);
      emptyAndTakeWhole(machine, random);
      machine.allocate(arenaBytes - 1);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'out-of-memory',
    description: 'requests that cannot be met, between ones that can',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      const impossible = [0, -1, -arenaBytes, arenaBytes + 1, 2 * arenaBytes, 0x7fffffff];
      for (const bytes of random.shuffled(impossible)) machine.allocate(bytes);
      const whole = machine.allocate(arenaBytes);
      machine.allocate(1);
      if (whole !== -1) machine.free(whole);
      machine.allocate(minimumBlockBytes);
      machine.allocate(arenaBytes);
      machine.allocate(arenaBytes / 2);
      for (const bytes of random.shuffled(impossible)) machine.allocate(bytes);
      machine.allocate(arenaBytes / 2);
      machine.allocate(random.between(arenaBytes / 8 + 1, arenaBytes / 4));
      machine.allocate(arenaBytes / 4);
      machine.free(machine.live[0] ?? machine.arenaBase);
      fillUp(machine, minimumBlockBytes);
      const pairs = machine.live.filter(
        (address) =>
          (address - machine.arenaBase) % (2 * minimumBlockBytes) === 0 &&
          machine.live.includes(address + minimumBlockBytes),
      );
      if (pairs.length > 0) {
        const left = random.pick(pairs);
        machine.free(left);
        machine.free(left + minimumBlockBytes);
      }
      machine.allocate(arenaBytes);
      machine.allocate(2 * minimumBlockBytes);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'invalid-frees',
    description: 'blocks freed twice, addresses inside blocks, outside the arena and never given out',
    run(machine, random) {
      const { arenaBase, parameters } = machine;
      const { arenaBytes, minimumBlockBytes, operations } = parameters;
      machine.free(arenaBase);
      const outside = [
        arenaBase - minimumBlockBytes,
        arenaBase + arenaBytes,
        METADATA_BASE,
        0,
        -1,
        0x7ffffffc,
      ];
      for (let round = 0; round < operations / 20; round++) {
        for (let i = 0; i < 4; i++) machine.allocate(random.between(1, 6 * minimumBlockBytes));
        const twice = random.pick(machine.live.length > 0 ? machine.live : [arenaBase]);
        machine.free(twice);
        machine.free(twice);
        const within = machine.allocate(random.between(2 * minimumBlockBytes + 1, 4 * minimumBlockBytes));
        for (const inside of random.shuffled([1, 4, minimumBlockBytes, 2 * minimumBlockBytes]))
          machine.free(within + inside);
        machine.free(random.pick(outside));
        machine.free(arenaBase + arenaBytes - minimumBlockBytes);
        for (let i = 0; i < 3; i++) machine.allocate(random.between(1, minimumBlockBytes));
        for (const address of random.shuffled(machine.live).slice(0, 6)) machine.free(address);
      }
      emptyAndTakeWhole(machine, random);
      for (let i = 0; i < 4; i++) machine.allocate(arenaBytes / 4);
      machine.free((machine.live[random.below(4)] ?? arenaBase) + arenaBytes / 8);
      machine.allocate(arenaBytes / 4);
      emptyAndTakeWhole(machine, random);
      machine.free(arenaBase);
      machine.allocate(arenaBytes / 2);
      machine.allocate(arenaBytes / 2);
      machine.allocate(minimumBlockBytes);
    },
  },
  {
    name: 'many-blocks',
    description: 'many small blocks are held while others come and go',
    run(machine, random) {
      const { minimumBlockBytes, operations } = machine.parameters;
      for (let i = 0; i < operations / 2; i++) machine.allocate(random.between(1, 8 * minimumBlockBytes));
      for (let i = 0; i < operations / 4; i++) {
        machine.free(random.pick(machine.live.length > 0 ? machine.live : [machine.arenaBase]));
        machine.allocate(random.between(1, 16 * minimumBlockBytes));
      }
    },
  },
];

/** @returns nothing: the trace and the counters hold all that is judged. */
export function simulate(context: SimulationContext, parameters: Parameters): null {
  const machine = new Machine(context, parameters);
  machine.initialise();
  const workload = WORKLOADS[parameters.workload];
  if (workload === undefined) throw new RangeError(`buddy-allocator: no workload ${parameters.workload}`);
  workload.run(machine, context.random.fork('workload'));
  return null;
}
