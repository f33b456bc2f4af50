import type { CopyOnWriteMechanism, Services } from './contract';

/** Shares every page, and never copies one. */
export class CopyOnWrite implements CopyOnWriteMechanism {
  constructor(
    private readonly services: Services,
    private readonly pages: number,
  ) {}

  fork(parent: number, child: number): number {
    for (let page = 0; page < this.pages; page++)
      this.services.setEntry(child, page, this.services.entry(parent, page));
    return 0;
  }

  fault(_process: number, _page: number): number {
    return 0;
  }

  exit(_process: number): number {
    return 0;
  }
}
