/**
 * What programs do with a heap: each workload brings out one part of an allocator. What must be joined is asked for
 * where nothing else is left, so that an allocator that does not join it cannot help itself otherwise.
 */
import type { Random } from '../../../simulator/engine/random';
import type { Machine } from './simulation';

/** What a request leaves to allocators beside its own bytes. The statement says so. */
const ALLOWANCE_BYTES = 64;

export const WORKLOADS = {
  /** Small and large blocks, `operations` calls; then all of the heap at once. */
  mixed(machine: Machine, random: Random): void {
    comeAndGo(machine, random, machine.parameters.operations);
    impossibleRequests(machine, random);
    emptyAndTakeWhole(machine, random);
  },

  /** Two or three neighbours are freed in every order, where nothing else is free; then what they have together. */
  neighbours(machine: Machine, random: Random): void {
    const groups: { readonly blocks: readonly number[]; readonly order: readonly number[]; bytes: number }[] =
      [];
    const orders = [
      [0, 1],
      [1, 0],
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of random.shuffled(orders)) {
      machine.malloc(16);
      const sizes = order.map(() => 8 * random.between(20, 30));
      const blocks = sizes.map((bytes) => machine.malloc(bytes));
      groups.push({ blocks, order, bytes: sizes.reduce((sum, bytes) => sum + bytes) - ALLOWANCE_BYTES });
    }
    for (const bytes of [200, 64, 16, 1]) fillUp(machine, bytes);
    for (const { blocks, order, bytes } of groups) {
      for (const i of order) machine.free(blocks[i]);
      machine.malloc(bytes);
    }
    emptyAndTakeWhole(machine, random);
  },

  /** The heap full of equal blocks, holes among them, requests that fit a hole and requests that fit none. */
  holes(machine: Machine, random: Random): void {
    for (const bytes of [24, 120, 400]) {
      machine.start();
      fillUp(machine, bytes);
      machine.free(anyBlock(machine, random));
      for (let i = 0; i < 3; i++) machine.malloc(bytes);
      const everySecond = machine.live.filter((_, i) => i % 2 === 0);
      for (const address of random.shuffled(everySecond)) machine.free(address);
      machine.malloc(2 * bytes);
      for (const _ of everySecond) machine.malloc(random.between(Math.floor(bytes / 2), bytes));
      fillUp(machine, 16);
      impossibleRequests(machine, random);
      emptyAndTakeWhole(machine, random);
    }
  },

  /** One large block freed, and small ones cut out of it as long as it lasts. */
  rests(machine: Machine, random: Random): void {
    const { limitBytes } = machine.parameters;
    const large = machine.malloc(Math.floor(limitBytes / 2));
    machine.malloc(24);
    for (const bytes of [400, 64, 16, 1]) fillUp(machine, bytes);
    machine.free(large);
    for (let left = limitBytes / 2; left > 0; ) {
      const bytes = random.between(1, random.pick([40, 200]));
      left -= bytes;
      machine.malloc(bytes);
    }
    emptyAndTakeWhole(machine, random);
  },

  /** Requests that cannot be met, on an empty heap and on a full one, and the last bytes that the kernel has. */
  limit(machine: Machine, random: Random): void {
    const { limitBytes } = machine.parameters;
    impossibleRequests(machine, random);
    const most = machine.malloc(limitBytes - ALLOWANCE_BYTES);
    impossibleRequests(machine, random);
    machine.free(most);
    for (const bytes of [100, 50, 25]) machine.malloc(bytes);
    emptyAndTakeWhole(machine, random);
    machine.start();
    const parts = [Math.floor(limitBytes / 2), 40, 48].map((bytes) => machine.malloc(bytes));
    machine.free(parts[2]);
    machine.malloc(Math.floor(limitBytes / 2) - 40 - 3 * ALLOWANCE_BYTES);
    impossibleRequests(machine, random);
    machine.start();
    for (const bytes of [300, 100, 8, 1]) fillUp(machine, bytes);
    impossibleRequests(machine, random);
    emptyAndTakeWhole(machine, random);
  },

  /** Every size up to `operations` bytes: rounding, alignment, what lies behind a block. */
  sizes(machine: Machine, random: Random): void {
    const sizes = Array.from({ length: machine.parameters.operations }, (_, i) => i + 1);
    for (const bytes of random.shuffled(sizes)) machine.malloc(bytes);
    for (let i = 0; i < sizes.length; i++) {
      machine.free(anyBlock(machine, random));
      machine.malloc(random.pick(sizes));
    }
    emptyAndTakeWhole(machine, random);
  },

  /** The program starts again over what the allocator left in its data. */
  restart(machine: Machine, random: Random): void {
    for (let i = 0; i < 3; i++) {
      if (i > 0) machine.start();
      comeAndGo(machine, random, machine.parameters.operations);
      if (i !== 1) emptyAndTakeWhole(machine, random);
    }
  },

  /** A small heap used for a long time, never much of it at once: what is lost a little at a time. */
  long(machine: Machine, random: Random): void {
    const { limitBytes, operations } = machine.parameters;
    for (let i = 0; i < 6; i++) machine.malloc(random.between(1, limitBytes / 32));
    for (let i = 0; i < operations; i++) {
      machine.free(anyBlock(machine, random));
      machine.malloc(random.between(1, limitBytes / 32));
    }
    impossibleRequests(machine, random);
    emptyAndTakeWhole(machine, random);
  },

  /** `operations` blocks are held at once, most of them small, while others come and go and sizes change. */
  many(machine: Machine, random: Random): void {
    const { operations } = machine.parameters;
    const size = (phase: number) => random.between(1, random.pick([24, 64, 64, 100 + 100 * phase]));
    for (let i = 0; i < operations; i++) machine.malloc(size(0));
    for (let phase = 1; phase <= 3; phase++)
      for (let i = 0; i < operations; i++) {
        machine.free(anyBlock(machine, random));
        machine.malloc(size(phase));
      }
    for (const address of random.shuffled(machine.live)) machine.free(address);
  },
};

export type Workload = keyof typeof WORKLOADS;

/** A block that the program holds; where an allocator gives out none, no address of one. */
function anyBlock(machine: Machine, random: Random): number {
  return machine.live.length === 0 ? -1 : random.pick(machine.live);
}

/** Takes blocks of `bytes` until there are no more. */
function fillUp(machine: Machine, bytes: number): void {
  const most = machine.parameters.limitBytes / 8 + 1;
  for (let i = 0; i < most && machine.malloc(bytes) !== -1; i++);
}

/** Frees everything in a random order, asks for as much as the heap has, and frees that. */
function emptyAndTakeWhole(machine: Machine, random: Random): void {
  for (const address of random.shuffled(machine.live)) machine.free(address);
  if (machine.heapBytes <= 2 * ALLOWANCE_BYTES) return;
  machine.free(machine.malloc(machine.heapBytes - ALLOWANCE_BYTES));
}

/** Requests that no allocator can meet, whatever is free. */
function impossibleRequests(machine: Machine, random: Random): void {
  const { limitBytes } = machine.parameters;
  const requests = [
    0,
    -1,
    -8,
    -limitBytes,
    -0x8000_0000,
    limitBytes + 1,
    2 * limitBytes,
    1 << 30,
    0x7fff_ffff,
  ];
  for (const bytes of random.shuffled(requests)) {
    const address = machine.malloc(bytes);
    if (address !== -1) machine.free(address);
  }
}

/** `operations` calls to malloc and free, in no order. */
function comeAndGo(machine: Machine, random: Random, operations: number): void {
  for (let i = 0; i < operations; i++)
    if (machine.live.length === 0 || random.chance(11, 20))
      machine.malloc(random.between(1, random.pick([32, 100, 100, machine.parameters.limitBytes / 16])));
    else machine.free(random.pick(machine.live));
}
