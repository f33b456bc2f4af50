import type { HeapPolicy, Services } from './contract';

export class Heap implements HeapPolicy {
  private readonly memory: Services;
  private readonly dataBase: number;

  constructor(services: Services, dataBase: number) {
    this.memory = services;
    this.dataBase = dataBase;
  }

  initialise(): number {
    // Write down, in your data, that there is no free block yet.
    this.memory.store(this.dataBase, 0);
    return 0;
  }

  malloc(bytes: number): number {
    // Is there a free block for it? Cut it. Is there none? Then the kernel may have more: sbrk.
    return bytes < 1 ? -1 : -1;
  }

  free(address: number): number {
    // How large is the block? Which blocks below and above it are free?
    return address === 0 ? -1 : 0;
  }
}
