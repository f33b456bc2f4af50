/**
 * A kernel that keeps objects in caches: an AllocatorMachine whose blocks lie in slabs.
 *
 *      data | ... | arenaBase    slab 0    |   slab 1   |   slab 2   |  ...
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { RIGHTS } from '../../../simulator/engine/guarded-memory';
import { removeAt } from '../../../simulator/engine/in-place';
import type { SimulationContext } from '../../exercise-definition';
import { AllocatorMachine, DATA_BASE, MEMORY_EVENTS } from '../allocator-machine';
import { WORKLOADS, type Workload } from './workloads';

export type Parameters = {
  readonly slabs: number;
  readonly slabBytes: number;
  readonly leastObjectBytes: number;
  readonly workload: Workload;
  /** How long the workload is; each says what it counts. */
  readonly operations: number;
};

export const EVENTS = defineEvents({
  ...MEMORY_EVENTS,
  start: {
    fields: ['base', 'accesses'],
    description: 'the machine starts, and initialise() returned: the slabs begin at base',
    sentence: 'the machine starts: slabs from {base} on, all empty',
  },
  'create-cache': {
    fields: ['bytes', 'answer', 'accesses'],
    description: 'createCache(bytes) answered',
    sentence: 'a cache for objects of {bytes:count bytes}: createCache answers {answer}',
  },
  allocate: {
    fields: ['cache', 'address', 'accesses', 'bytes'],
    description: 'allocate(cache) answered an address; bytes: of an object of the cache, 0 without one',
    sentence: 'an object of cache {cache}, {bytes:count bytes}: allocate answers {address}',
  },
  'out-of-memory': {
    fields: ['cache', 'accesses'],
    description: 'allocate(cache) answered -1',
    sentence: 'an object of cache {cache}: allocate answers -1',
  },
  free: {
    fields: ['address', 'answer', 'accesses'],
    description: 'free(address) answered',
    sentence: 'free({address}) answers {answer}',
  },
});

const EVENT = EVENTS.index;

export class Machine {
  /** Addresses of objects in use, oldest first. */
  readonly live: number[] = [];
  /** Bytes of the objects of each cache. */
  readonly caches: number[] = [];
  readonly arenaBase: number;
  private readonly machine: AllocatorMachine;

  constructor(
    context: SimulationContext,
    readonly parameters: Parameters,
  ) {
    const { slabs, slabBytes, leastObjectBytes } = parameters;
    const dataBytes = 256 + slabs * (32 + (4 * slabBytes) / leastObjectBytes);
    this.arenaBase = (DATA_BASE + dataBytes + 8 * context.random.fork('places').between(1, 64) + 7) & -8;
    const end = this.arenaBase + slabs * slabBytes;
    const lookalikes = [0, 1, -1, -2, 2, 3, slabBytes, slabs, leastObjectBytes, this.arenaBase, DATA_BASE];
    this.machine = new AllocatorMachine(context, EVENT, dataBytes, end, lookalikes);
    this.machine.memory.allow(RIGHTS.readWrite, this.arenaBase, slabs * slabBytes);
  }

  get arenaBytes(): number {
    return this.parameters.slabs * this.parameters.slabBytes;
  }

  start(): void {
    if (this.machine.isOver) return;
    for (const address of this.live.splice(0)) this.machine.giveUp(address);
    this.caches.length = 0;
    const { accesses } = this.call('initialise');
    this.machine.record(EVENT.start, this.arenaBase, accesses);
  }

  createCache(bytes: number): number {
    if (this.machine.isOver) return -1;
    const { answer, accesses } = this.call('createCache', bytes);
    this.machine.record(EVENT['create-cache'], bytes, answer, accesses);
    if (answer === this.caches.length) this.caches.push(bytes);
    return answer;
  }

  allocate(cache: number): number {
    if (this.machine.isOver) return -1;
    const { answer: address, accesses } = this.call('allocate', cache);
    if (address === -1) this.machine.record(EVENT['out-of-memory'], cache, accesses);
    else {
      const bytes = this.caches[cache];
      this.machine.record(EVENT.allocate, cache, address, accesses, bytes ?? 0);
      const isInArena =
        bytes !== undefined &&
        address >= this.arenaBase &&
        address + bytes <= this.arenaBase + this.arenaBytes;
      if (!isInArena) this.machine.isOver = true;
      else if (this.machine.hold(address, bytes)) this.live.push(address);
    }
    return this.machine.isOver ? -1 : address;
  }

  free(address: number): void {
    if (this.machine.isOver) return;
    const index = this.live.indexOf(address);
    if (index >= 0) {
      removeAt(this.live, index);
      this.machine.giveUp(address);
    }
    const { answer, accesses } = this.call('free', address);
    this.machine.record(EVENT.free, address, answer, accesses);
    // From here on the two sides would not mean the same by an object in use.
    if (index >= 0 !== (answer === 0)) this.machine.isOver = true;
  }

  private call(method: 'initialise' | 'createCache' | 'allocate' | 'free', ...numbers: number[]) {
    const { slabBytes, leastObjectBytes } = this.parameters;
    const places = [this.arenaBase, this.arenaBytes, slabBytes, leastObjectBytes, DATA_BASE];
    return this.machine.call(method, numbers, places);
  }
}

/** @returns nothing: the trace and the counters hold all that is judged. */
export function simulate(context: SimulationContext, parameters: Parameters): null {
  const machine = new Machine(context, parameters);
  machine.start();
  WORKLOADS[parameters.workload](machine, context.random.fork('workload'));
  return null;
}
