import type { MigrationMechanism, Services } from './contract';

/** Pauses the process at once, and sends nothing. */
export class Migration implements MigrationMechanism {
  constructor(
    private readonly services: Services,
    private readonly pages: number,
    private readonly pauseAt: number,
    private readonly mostRounds: number,
  ) {}

  next(): number {
    // Which page goes now? How will you learn that it is written later? Is it time for the pause?
    return -1;
  }

  fault(page: number): number {
    // Did you take the right away, or did the process never have it?
    return 0;
  }
}
