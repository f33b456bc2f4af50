/**
 * What programs do with an allocator, as a table: each workload brings out one part of it, in every state that the
 * statement names. All end by giving everything back and asking for the whole arena, and with `mergeInOrder`.
 *
 * `probe` is part of all of them: it asks `blockBytes` for, and gives to `free`, whatever is not the start of a
 * block: addresses around the arena and inside blocks, of free blocks and of freed ones.
 */
import type { Random } from '../../../simulator/engine/random';
import type { Machine } from './simulation';

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

/**
 * Quarters of the arena, given back in the order of their addresses and against it. It shows in every case, whatever
 * was drawn before, whether freed blocks merge, so that no choice among merged blocks is judged that follows from it.
 */
export function mergeInOrder(machine: Machine, random: Random): void {
  for (const order of [1, -1]) {
    fillUp(machine, machine.parameters.arenaBytes / 4);
    for (const address of machine.live.slice().sort((a, b) => order * (a - b))) machine.free(address);
    emptyAndTakeWhole(machine, random);
  }
}

/** A block that the program holds; where an allocator gives out none, the arena's start. */
function anyBlock(machine: Machine, random: Random): number {
  return machine.live.length === 0 ? machine.arenaBase : random.pick(machine.live);
}

/** Requests that no allocator can meet, whatever is free. */
function impossibleRequests(machine: Machine): number[] {
  const { arenaBytes } = machine.parameters;
  return [0, -1, -arenaBytes, -0x8000_0000, arenaBytes + 1, 2 * arenaBytes, 1 << 30, 0x7fff_ffff];
}

/** Addresses at which no block begins. */
function notBlocks(machine: Machine, random: Random): number[] {
  const { arenaBase, metadataBase, live } = machine;
  const { arenaBytes, minimumBlockBytes } = machine.parameters;
  const end = arenaBase + arenaBytes;
  const addresses = [
    ...[arenaBase - 1, arenaBase - 4, arenaBase - minimumBlockBytes, arenaBase - arenaBytes],
    ...[end - 1, end - 4, end, end + minimumBlockBytes, end + arenaBytes],
    ...[metadataBase, 0, 4, -1, -4, arenaBase - 0x8000_0000, 0x7fff_ffff, 0x7fff_fffc, -0x8000_0000],
  ];
  for (const block of random.shuffled(live).slice(0, 3)) {
    const bytes = machine.heldBytes(block);
    addresses.push(block + 1, block + 2, block + 4, block + 8, block + bytes - 1, block - 1, block - 4);
    addresses.push(block + arenaBytes, block - arenaBytes);
    for (let inside = minimumBlockBytes; inside < bytes; inside *= 2) addresses.push(block + inside);
  }
  // Every multiple of the smallest block would be too many in a large arena.
  for (let i = 0; i < 6; i++)
    addresses.push(arenaBase + minimumBlockBytes * random.below(arenaBytes / minimumBlockBytes));
  return addresses.filter((address) => (address | 0) === address && !live.includes(address));
}

/** Everything that must be refused is asked for once, in a random order, and some blocks are asked for their size. */
function probe(machine: Machine, random: Random): void {
  for (const address of random.shuffled(notBlocks(machine, random))) {
    machine.size(address);
    machine.free(address);
  }
  for (const block of random.shuffled(machine.live).slice(0, 4)) machine.size(block);
  for (const bytes of random.shuffled(impossibleRequests(machine))) machine.allocate(bytes);
}

/** `operations` calls to allocate and free, in no order. */
function comeAndGo(machine: Machine, random: Random, operations: number): void {
  const { arenaBytes, minimumBlockBytes } = machine.parameters;
  for (let i = 0; i < operations; i++) {
    if (machine.live.length === 0 || random.chance(11, 20)) {
      const largest = random.pick([4 * minimumBlockBytes, 4 * minimumBlockBytes, arenaBytes / 8]);
      machine.allocate(random.between(1, Math.max(1, largest)));
    } else machine.free(random.pick(machine.live));
  }
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'mixed',
    description:
      'small and large requests, given back in no order (`operations` calls); at the end the whole arena',
    run(machine, random) {
      comeAndGo(machine, random, machine.parameters.operations);
      probe(machine, random);
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
    description:
      'for each size, a large free block at low addresses and small ones above it, then small requests',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      const low = machine.allocate(arenaBytes / 2);
      machine.allocate(minimumBlockBytes);
      machine.free(low);
      for (let bytes = minimumBlockBytes; bytes < arenaBytes / 2; bytes *= 2)
        machine.allocate(random.between(bytes / 2 + 1, bytes));
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'equal-blocks',
    description: 'for each size, several free blocks of it: which one is taken?',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      for (let size = arenaBytes / 8; size >= minimumBlockBytes; size /= 2) {
        fillUp(machine, size);
        // One of each pair of buddies, so that nothing merges; the lowest is freed neither first nor last.
        const pairs = random.shuffled(machine.live.map((_, i) => i).filter((i) => i % 2 === 0)).slice(0, 6);
        const oneOfEachPair = pairs.map((i) => machine.live[i + random.below(2)] ?? machine.arenaBase);
        const [lowest = machine.arenaBase, ...others] = oneOfEachPair.sort((a, b) => a - b);
        const [first = machine.arenaBase, ...rest] = random.shuffled(others);
        for (const address of [first, lowest, ...rest]) machine.free(address);
        for (let i = 0; i < 3; i++) machine.allocate(random.between(size / 2 + 1, size));
        if (size > minimumBlockBytes) for (let i = 0; i < 2; i++) machine.allocate(size / 2);
        emptyAndTakeWhole(machine, random);
      }
    },
  },
  {
    name: 'edges',
    description: 'requests of each power of two, one byte less and one byte more, alone and among others',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      for (let size = 1; size <= arenaBytes; size *= 2)
        for (const bytes of random.shuffled([size - 1, size, size + 1])) {
          const address = machine.allocate(bytes);
          if (address !== -1) machine.free(address);
        }
      for (let size = minimumBlockBytes; size <= arenaBytes / 4; size *= 2)
        for (const bytes of random.shuffled([size - 1, size, size + 1])) {
          const address = machine.allocate(bytes);
          if (address !== -1 && random.chance(1, 2)) machine.free(address);
        }
      machine.allocate(1);
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
      machine.allocate(arenaBytes - 1);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'out-of-memory',
    description: 'requests that cannot be met, in an empty, a full and a broken arena',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes } = machine.parameters;
      probe(machine, random);
      const whole = machine.allocate(arenaBytes);
      for (const bytes of [1, minimumBlockBytes, arenaBytes]) machine.allocate(bytes);
      probe(machine, random);
      if (whole !== -1) machine.free(whole);
      machine.allocate(minimumBlockBytes);
      for (let bytes = arenaBytes; bytes > minimumBlockBytes; bytes /= 2) {
        machine.allocate(bytes);
        machine.allocate(bytes / 2 + 1);
      }
      probe(machine, random);
      machine.free(machine.live[0] ?? machine.arenaBase);
      fillUp(machine, minimumBlockBytes);
      probe(machine, random);
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
      machine.allocate(2 * minimumBlockBytes + 1);
      machine.allocate(2 * minimumBlockBytes);
      machine.allocate(minimumBlockBytes);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'invalid-frees',
    description: 'blocks freed twice, addresses inside blocks, outside the arena and never given out',
    run(machine, random) {
      const { arenaBase, parameters } = machine;
      const { arenaBytes, minimumBlockBytes, operations } = parameters;
      probe(machine, random);
      for (let round = 0; round < operations / 20; round++) {
        for (let i = 0; i < 4; i++) machine.allocate(random.between(1, 6 * minimumBlockBytes));
        const twice = anyBlock(machine, random);
        for (const _ of [1, 2]) machine.free(twice);
        machine.size(twice);
        machine.allocate(random.between(2 * minimumBlockBytes + 1, 4 * minimumBlockBytes));
        probe(machine, random);
        for (let i = 0; i < 3; i++) machine.allocate(random.between(1, minimumBlockBytes));
        for (const address of random.shuffled(machine.live).slice(0, 6)) machine.free(address);
      }
      emptyAndTakeWhole(machine, random);
      probe(machine, random);
      // Freed, merged into a larger block, and given out again as a part of it.
      fillUp(machine, minimumBlockBytes);
      const former = machine.live.slice();
      for (const address of random.shuffled(former)) machine.free(address);
      for (let i = 0; i < 4; i++) machine.allocate(arenaBytes / 4);
      for (const address of random.shuffled(former).slice(0, 12))
        if (!machine.live.includes(address)) {
          machine.size(address);
          machine.free(address);
        }
      emptyAndTakeWhole(machine, random);
      machine.free(arenaBase);
      machine.allocate(arenaBytes / 2);
      machine.allocate(arenaBytes / 2);
      machine.allocate(minimumBlockBytes);
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'many-blocks',
    description: '`operations` small blocks are held at once while others come and go',
    run(machine, random) {
      const { minimumBlockBytes, operations } = machine.parameters;
      for (let i = 0; i < operations; i++) machine.allocate(random.between(1, 8 * minimumBlockBytes));
      for (let i = 0; i < operations / 2; i++) {
        machine.free(anyBlock(machine, random));
        machine.allocate(random.between(1, 16 * minimumBlockBytes));
      }
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'restart',
    description: 'the machine starts again and again over what an allocator left in memory',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes, operations } = machine.parameters;
      const startAgain = () => {
        const held = machine.live.slice();
        machine.start();
        emptyAndTakeWhole(machine, random);
        for (const address of random.shuffled(held).slice(0, 12)) {
          machine.size(address);
          machine.free(address);
        }
      };
      comeAndGo(machine, random, operations);
      startAgain();
      fillUp(machine, arenaBytes / 4);
      startAgain();
      fillUp(machine, minimumBlockBytes);
      startAgain();
      fillUp(machine, minimumBlockBytes);
      for (const address of random.shuffled(machine.live).slice(machine.live.length / 2))
        machine.free(address);
      startAgain();
      machine.allocate(arenaBytes);
      startAgain();
      machine.allocate(minimumBlockBytes);
      comeAndGo(machine, random, operations);
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
    },
  },
  {
    name: 'long',
    description: 'a small arena used for a long time: `operations` blocks, one after the other',
    run(machine, random) {
      const { arenaBytes, minimumBlockBytes, operations } = machine.parameters;
      for (let i = 0; i < 4; i++) machine.allocate(random.between(1, minimumBlockBytes));
      for (let i = 0; i < operations; i++) {
        machine.allocate(random.between(1, random.pick([minimumBlockBytes, arenaBytes / 4])));
        machine.free(anyBlock(machine, random));
      }
      probe(machine, random);
      emptyAndTakeWhole(machine, random);
    },
  },
];
