import type { Issue } from './contract';

export class IssuePolicy implements Issue {
  constructor(
    private readonly services: object,
    private readonly threads: number,
    private readonly changeCycles: number,
  ) {
    // Note here when the line of each thread comes.
  }

  stalled(thread: number, untilCycle: number, now: number): void {
    // `thread` cannot go on before `untilCycle`.
  }

  ended(thread: number): void {
    // `thread` will not issue any more.
  }

  next(now: number): number {
    // Who can go on first?
    return -1;
  }
}
