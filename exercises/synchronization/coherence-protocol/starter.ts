import type { CoherenceProtocol, Services } from './contract';

/** Leaves every line as it is, and asks nobody. */
export class Protocol implements CoherenceProtocol {
  constructor(
    _services: Services,
    private readonly hasExclusive: number,
  ) {}

  onLoadMiss(_others: number): number {
    return this.hasExclusive;
  }

  onStore(state: number): number {
    return state;
  }

  onEvict(state: number): number {
    return state;
  }

  onBus(state: number, _request: number): number {
    return state;
  }
}
