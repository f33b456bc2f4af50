/**
 * A program with a heap, and the kernel that moves its end: an AllocatorMachine whose blocks lie in the heap.
 *
 *      data | ... | base    heap    end ──sbrk──▶  limit | ... | the next heap, when the program starts again
 *
 * The kernel knows base, end and limit, and gives memory of zeros. It counts each call as a crossing, refused or not.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { RIGHTS } from '../../../simulator/engine/guarded-memory';
import { removeAt } from '../../../simulator/engine/in-place';
import type { SimulationContext } from '../../exercise-definition';
import { AllocatorMachine, DATA_BASE, MEMORY_EVENTS } from '../allocator-machine';
import { WORKLOADS, type Workload } from './workloads';

export type Parameters = {
  /** The most that the heap may have: a multiple of 8. */
  readonly limitBytes: number;
  readonly workload: Workload;
  /** How long the workload is; each says what it counts. */
  readonly operations: number;
};

const DATA_BYTES = 256;
const MOST_STARTS = 4;

/** What a call may cost before it lowers the grade of the leaderboard, and how much memory counts beside steps. */
const ACCESSES_PER_CALL = 10;
const MEMORY_SHARE = 0.6;

export const EVENTS = defineEvents({
  ...MEMORY_EVENTS,
  start: {
    fields: ['base', 'limitBytes', 'accesses'],
    description:
      'the program starts, and initialise() returned; its heap will begin at base. accesses: loads and stores',
    sentence: 'the program starts: a heap of at most {limitBytes:count bytes} from {base} on',
  },
  malloc: {
    fields: ['address', 'bytes', 'accesses'],
    description: 'malloc(bytes) answered an address',
    sentence: 'the program asks for {bytes:count bytes}: malloc answers {address}',
  },
  'out-of-memory': {
    fields: ['bytes', 'accesses'],
    description: 'malloc(bytes) answered -1',
    sentence: 'the program asks for {bytes:count bytes}: malloc answers -1, out of memory',
  },
  free: {
    fields: ['address', 'accesses'],
    description: 'free(address) returned',
    sentence: 'the program frees {address}',
  },
  grow: {
    fields: ['bytes', 'end'],
    description: 'sbrk(bytes) moved the end of the heap; told before the call of malloc that asked',
    sentence: 'the kernel adds {bytes:count bytes}: the heap ends at {end}',
  },
  'grow-refused': {
    fields: ['bytes', 'end'],
    description: 'sbrk(bytes) answered -1: more than the process may have, or no multiple of 8 from 8 on',
    sentence: 'the kernel refuses {bytes:count more bytes}: the heap ends at {end}',
  },
});

const EVENT = EVENTS.index;

export class Machine {
  /** Addresses that the program holds, oldest first. */
  readonly live: number[] = [];
  private readonly machine: AllocatorMachine;
  private readonly sizes = new Map<number, number>();
  private base: number;
  private end: number;
  private starts = 0;
  private heldBytes = 0;
  private mostHeldBytes = 0;
  /** Of the heaps before this one. */
  private readonly before = { heapBytes: 0, mostHeldBytes: 0 };
  private calls = 0;

  constructor(
    private readonly context: SimulationContext,
    readonly parameters: Parameters,
  ) {
    const { limitBytes } = parameters;
    this.base = DATA_BASE + DATA_BYTES + 8 * context.random.fork('places').between(1, 64);
    this.end = this.base;
    const heapsEnd = this.base + MOST_STARTS * (limitBytes + 64);
    const lookalikes = [0, 1, -1, 2, 3, 8, 16, 17, 24, 1024, limitBytes, DATA_BASE, this.base, this.base + 8];
    this.machine = new AllocatorMachine(context, EVENT, DATA_BYTES, heapsEnd, lookalikes);
    for (const counter of ['mallocAccesses', 'freeAccesses', 'crossings', 'heapBytes', 'heapLoss'])
      context.counters[counter] = 0;
  }

  get heapBytes(): number {
    return this.end - this.base;
  }

  /** The program starts, for the first time or again: its data keep what they hold, and there is no heap. */
  start(): void {
    if (this.machine.isOver) return;
    if (this.starts++ > 0) {
      this.machine.memory.allow(RIGHTS.none, this.base, this.heapBytes);
      this.before.heapBytes += this.heapBytes;
      this.before.mostHeldBytes += this.mostHeldBytes;
      this.base += this.parameters.limitBytes + 64;
      this.end = this.base;
    }
    this.live.length = 0;
    this.sizes.clear();
    this.heldBytes = 0;
    this.mostHeldBytes = 0;
    const { accesses } = this.call('initialise');
    this.machine.record(EVENT.start, this.base, this.parameters.limitBytes, accesses);
  }

  /** @returns the address, or -1. */
  malloc(bytes: number): number {
    if (this.machine.isOver) return -1;
    const { answer: address, accesses } = this.call('malloc', bytes);
    if (address === -1) this.machine.record(EVENT['out-of-memory'], bytes, accesses);
    else {
      this.machine.record(EVENT.malloc, address, bytes, accesses);
      const isInHeap = bytes > 0 && address >= this.base && address + bytes <= this.end;
      if (!isInHeap) this.machine.isOver = true;
      else if (this.machine.hold(address, bytes)) {
        this.live.push(address);
        this.sizes.set(address, bytes);
        this.heldBytes += bytes;
        this.mostHeldBytes = Math.max(this.mostHeldBytes, this.heldBytes);
      }
    }
    this.grade();
    return this.machine.isOver ? -1 : address;
  }

  /** Frees what the program holds at `address`. */
  free(address: number): void {
    const index = this.live.indexOf(address);
    if (index < 0 || this.machine.isOver) return;
    removeAt(this.live, index);
    this.heldBytes -= this.sizes.get(address) ?? 0;
    this.machine.giveUp(address);
    const { accesses } = this.call('free', address);
    this.machine.record(EVENT.free, address, accesses);
    this.grade();
  }

  private call(method: 'initialise' | 'malloc' | 'free', ...numbers: number[]) {
    if (method !== 'initialise') this.calls++;
    return this.machine.call(method, numbers, [DATA_BASE, DATA_BYTES], { sbrk: (bytes) => this.sbrk(bytes) });
  }

  private sbrk(bytes: number): number {
    this.machine.count('crossings', 1);
    const isWhole = Number.isInteger(bytes) && bytes > 0 && bytes % 8 === 0;
    if (!isWhole || this.heapBytes + bytes > this.parameters.limitBytes) {
      this.machine.record(EVENT['grow-refused'], Number.isSafeInteger(bytes) ? bytes | 0 : -1, this.end);
      return -1;
    }
    const before = this.end;
    this.end += bytes;
    this.machine.memory.allow(RIGHTS.readWrite, before, bytes);
    this.machine.count('heapBytes', bytes);
    this.machine.record(EVENT.grow, bytes, this.end);
    return before;
  }

  /** What the leaderboard counts, of all calls so far. */
  private grade(): void {
    const { counters } = this.context;
    const used = (this.before.mostHeldBytes + this.mostHeldBytes) / Math.max(1, counters.heapBytes);
    const steps = (ACCESSES_PER_CALL * this.calls) / Math.max(1, counters.callAccesses);
    const grade = MEMORY_SHARE * Math.min(1, used) + (1 - MEMORY_SHARE) * Math.min(1, steps);
    counters.heapLoss = Math.round(10_000 * (1 - grade));
  }
}

/** @returns nothing: the trace and the counters hold all that is judged. */
export function simulate(context: SimulationContext, parameters: Parameters): null {
  const machine = new Machine(context, parameters);
  machine.start();
  WORKLOADS[parameters.workload](machine, context.random.fork('workload'));
  return null;
}
