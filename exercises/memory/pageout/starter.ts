import type { Daemon, Services } from './contract';

/** Looks, and does nothing. */
export class PageoutDaemon implements Daemon {
  constructor(
    private readonly services: Services,
    private readonly frames: number,
    private readonly usedAbove: number,
    private readonly usedTarget: number,
    private readonly busyBelow: number,
  ) {}

  look(used: number, busyPercent: number): void {
    // Which pages were used since the last look? Does the daemon run? Who leaves?
  }
}
