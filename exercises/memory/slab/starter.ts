import type { Services, SlabAllocatorPolicy } from './contract';

export class SlabAllocator implements SlabAllocatorPolicy {
  private readonly memory: Services;
  private readonly dataBase: number;

  constructor(
    services: Services,
    _arenaBase: number,
    _arenaBytes: number,
    _slabBytes: number,
    _leastObjectBytes: number,
    dataBase: number,
  ) {
    this.memory = services;
    this.dataBase = dataBase;
  }

  initialise(): number {
    // Write down, in your data, that there is no cache and that every slab is empty.
    this.memory.store(this.dataBase, 0);
    return 0;
  }

  createCache(objectBytes: number): number {
    // Is there room for another cache? Does a slab hold such an object? Note its size.
    return objectBytes === 0 ? -1 : -2;
  }

  allocate(cache: number): number {
    // Has the cache a slab with room? If not, is there an empty slab?
    return cache === 0 ? -1 : -2;
  }

  free(address: number): number {
    // Which slab, which cache, which object? Is it in use?
    return address === 0 ? -1 : -2;
  }
}
