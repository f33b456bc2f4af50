import { type HashedTableMechanism, PAGES_EACH, type Services } from './contract';

/** Remembers what the frames hold, and does not find it again. */
export class HashedTable implements HashedTableMechanism {
  constructor(
    private readonly services: Services,
    private readonly base: number,
    private readonly frames: number,
  ) {}

  initialise(): number {
    for (let frame = 0; frame < this.frames; frame++) this.services.store(this.base + 4 * frame, 0);
    return 0;
  }

  map(process: number, page: number, frame: number): number {
    this.services.store(this.base + 4 * frame, process * PAGES_EACH + page);
    return 0;
  }

  unmap(_process: number, _page: number): number {
    return -1;
  }

  translate(_process: number, _page: number): number {
    return -1;
  }

  holder(_frame: number): number {
    return -1;
  }
}
