import type { ReplayMechanism, Services } from './contract';

/** Records nothing, and cannot rewind. */
export class Rewind implements ReplayMechanism {
  constructor(
    private readonly services: Services,
    private readonly everySteps: number,
  ) {}

  standing(step: number): number {
    // Is it time for a checkpoint?
    return 0;
  }

  signal(signal: number): number {
    // What must be known of it later?
    return 0;
  }

  asked(kind: number): number {
    // Will the kernel answer the same when the step is done again?
    return this.services.answer();
  }

  rewind(step: number): number {
    // From which checkpoint? And which entries of the log come next?
    return 0;
  }

  next(): number {
    // One more step, or is the process there?
    return 0;
  }
}
