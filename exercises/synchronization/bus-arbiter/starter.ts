import type { MemoryArbiter, Services } from './contract';

/** Lets nobody through. */
export class Arbiter implements MemoryArbiter {
  constructor(
    _services: Services,
    readonly cores: number,
    readonly memories: number,
    readonly isBus: number,
  ) {}

  requested(_core: number, _memory: number): void {}

  ended(_core: number, _memory: number): void {}

  granted(): number {
    return -1;
  }
}
