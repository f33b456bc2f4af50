import type { PageReplacementPolicy, Services } from './contract';

/** Gives up the first frame, whatever is in it. */
export class PageReplacement implements PageReplacementPolicy {
  constructor(
    private readonly services: Services,
    private readonly frames: number,
  ) {}

  loaded(_frame: number, _page: number): number {
    return 0;
  }

  victim(): number {
    return this.services.isPinned(0) === 1 ? this.frames : 0;
  }
}
