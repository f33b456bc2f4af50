import type { CopyOnWriteMechanism, Services } from './contract';

/** Shares the first page only, and never copies one. */
export class CopyOnWrite implements CopyOnWriteMechanism {
  constructor(private readonly services: Services) {}

  fork(parent: number, child: number): number {
    return this.services.setEntry(child, 0, this.services.entry(parent, 0));
  }

  fault(_process: number, _page: number): number {
    return 0;
  }

  exit(_process: number): number {
    return 0;
  }
}
