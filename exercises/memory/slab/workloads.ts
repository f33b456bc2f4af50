/** What a kernel does with caches: each workload brings out one part of a slab allocator. */
import type { Random } from '../../../simulator/engine/random';
import type { Machine } from './simulation';

const MOST_CACHES = 16;

export const WORKLOADS = {
  /** Objects of a few caches come and go, `operations` calls; then every slab for one object each. */
  mixed(machine: Machine, random: Random): void {
    for (const bytes of sizes(machine, random, 4)) machine.createCache(bytes);
    comeAndGo(machine, random, machine.parameters.operations);
    probe(machine, random);
    emptyAndTakeAll(machine, random);
  },

  /** One cache fills all slabs; objects are freed all over the place, and as many are asked for. */
  holes(machine: Machine, random: Random): void {
    for (const bytes of sizes(machine, random, 3)) machine.createCache(bytes);
    for (let round = 0; round < 3; round++) {
      fillUp(machine, round);
      probe(machine, random);
      const some = random.shuffled(machine.live).slice(0, Math.ceil(machine.live.length / 3));
      for (const address of some) machine.free(address);
      for (let i = 0; i <= some.length; i++) machine.allocate(round);
      emptyAndTakeAll(machine, random);
    }
  },

  /** Slabs go from cache to cache: one gives all its objects back, another one takes as many slabs. */
  handOver(machine: Machine, random: Random): void {
    for (const bytes of sizes(machine, random, 5)) machine.createCache(bytes);
    for (let round = 0; round < 10; round++) {
      fillUp(machine, round % 5);
      const order = [
        (list: number[]) => list,
        (list: number[]) => list.reverse(),
        (list: number[]) => random.shuffled(list),
      ];
      for (const address of order[round % 3](machine.live.slice())) machine.free(address);
      probe(machine, random);
    }
    emptyAndTakeAll(machine, random);
  },

  /** As many caches as there may be, and more; sizes at both ends and beyond, and two caches of one size. */
  caches(machine: Machine, random: Random): void {
    const { slabBytes, leastObjectBytes } = machine.parameters;
    for (const number of [0, -1, 5]) machine.allocate(number);
    for (const bytes of random.shuffled([0, -4, leastObjectBytes - 4, slabBytes + 4, 1 << 30, -(2 ** 31)]))
      machine.createCache(bytes);
    for (const bytes of [
      leastObjectBytes,
      slabBytes,
      leastObjectBytes,
      ...sizes(machine, random, MOST_CACHES),
    ]) {
      machine.createCache(bytes);
      machine.allocate(machine.caches.length - 1);
      machine.allocate(machine.caches.length);
    }
    machine.createCache(leastObjectBytes);
    comeAndGo(machine, random, machine.parameters.operations);
    probe(machine, random);
    emptyAndTakeAll(machine, random);
  },

  /** Two caches of one size: one has room in full slabs' holes, the other one asks for more than its only slab has. */
  twins(machine: Machine, random: Random): void {
    const [bytes, other] = sizes(machine, random, 2);
    for (const each of [bytes, bytes, other]) machine.createCache(each);
    for (let round = 0; round < 4; round++) {
      const [needy, rich] = round % 2 === 0 ? [0, 1] : [1, 0];
      const kept = machine.allocate(needy);
      fillUp(machine, rich);
      const some = random.shuffled(machine.live.filter((address) => address !== kept));
      for (const address of some.slice(0, Math.ceil(some.length / 3))) machine.free(address);
      fillUp(machine, needy);
      machine.allocate(2);
      probe(machine, random);
      emptyAndTakeAll(machine, random);
    }
  },

  /** The machine starts again over what the allocator left. */
  restart(machine: Machine, random: Random): void {
    for (let i = 0; i < 3; i++) {
      if (i > 0) machine.start();
      machine.allocate(0);
      for (const bytes of sizes(machine, random, 3)) machine.createCache(bytes);
      const former = machine.live.slice();
      comeAndGo(machine, random, machine.parameters.operations);
      for (const address of former) if (!machine.live.includes(address)) machine.free(address);
    }
    probe(machine, random);
    emptyAndTakeAll(machine, random);
  },

  /** `operations` small objects are in use at once, while others come and go. */
  many(machine: Machine, random: Random): void {
    const { operations, leastObjectBytes } = machine.parameters;
    for (let i = 0; i < 4; i++) machine.createCache(leastObjectBytes + 4 * i);
    for (let i = 0; i < operations; i++) machine.allocate(random.below(4));
    for (let i = 0; i < operations; i++) {
      machine.free(machine.live.length === 0 ? -1 : random.pick(machine.live));
      machine.allocate(random.below(4));
    }
    for (const address of random.shuffled(machine.live)) machine.free(address);
    fillUp(machine, 0);
  },
};

export type Workload = keyof typeof WORKLOADS;

/** Sizes of objects that fit a slab at least twice, none a divisor of it if it can be. */
function sizes({ parameters }: Machine, random: Random, count: number): number[] {
  const { slabBytes, leastObjectBytes } = parameters;
  return Array.from(
    { length: count },
    () => 4 * random.between(leastObjectBytes / 4, Math.floor(slabBytes / 12)),
  );
}

function fillUp(machine: Machine, cache: number): void {
  const most = machine.arenaBytes / machine.parameters.leastObjectBytes + 1;
  for (let i = 0; i < most && machine.allocate(cache) !== -1; i++);
}

/** Frees everything in a random order, and fills all slabs with objects of the first cache. */
function emptyAndTakeAll(machine: Machine, random: Random): void {
  for (const address of random.shuffled(machine.live)) machine.free(address);
  fillUp(machine, 0);
  for (const address of random.shuffled(machine.live)) machine.free(address);
}

/** What is to be refused: addresses where no object in use begins, and caches that there are not. */
function probe(machine: Machine, random: Random): void {
  const { arenaBase, arenaBytes, live, parameters } = machine;
  const addresses = [
    arenaBase - 4,
    arenaBase - parameters.slabBytes,
    arenaBase + arenaBytes,
    0,
    -1,
    0x7fff_ffff,
    -(2 ** 31),
  ];
  for (const object of random.shuffled(live).slice(0, 4)) addresses.push(object + 1, object + 4, object - 4);
  for (let i = 0; i < 6; i++) addresses.push(arenaBase + 4 * random.below(arenaBytes / 4));
  for (const address of random.shuffled(addresses)) if (!live.includes(address)) machine.free(address);
  for (const cache of [-1, machine.caches.length, MOST_CACHES, 1 << 20]) machine.allocate(cache);
}

function comeAndGo(machine: Machine, random: Random, operations: number): void {
  for (let i = 0; i < operations; i++) {
    if (machine.live.length > 0 && random.chance(9, 20)) {
      const address = random.pick(machine.live);
      machine.free(address);
      if (random.chance(1, 8)) machine.free(address);
    } else machine.allocate(random.below(Math.max(1, machine.caches.length)));
  }
}
