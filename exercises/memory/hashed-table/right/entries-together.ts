// As many chains as frames; an entry's words lie together, and a new one goes to the end of its chain.
import { type HashedTableMechanism, PAGES_EACH, type Services } from '../contract';

const NONE = -1;
const PROCESS = 4;
const NEXT = 8;

export class HashedTable implements HashedTableMechanism {
  constructor(
    private readonly services: Services,
    private readonly base: number,
    private readonly frames: number,
  ) {}

  initialise(): number {
    for (let frame = 0; frame < this.frames; frame++) {
      this.services.store(this.head(frame), NONE);
      this.services.store(this.entry(frame), NONE);
    }
    return 0;
  }

  map(process: number, page: number, frame: number): number {
    const there = this.services.load(this.entry(frame));
    if (there !== NONE) {
      const isSame = there === page && this.services.load(this.entry(frame) + PROCESS) === process;
      return isSame ? 0 : -1;
    }
    this.unmap(process, page);
    let link = this.linkOf(process, page);
    for (let next = this.services.load(link); next !== NONE; next = this.services.load(link))
      link = this.entry(next) + NEXT;
    this.services.store(link, frame);
    this.services.store(this.entry(frame), page);
    this.services.store(this.entry(frame) + PROCESS, process);
    this.services.store(this.entry(frame) + NEXT, NONE);
    return 0;
  }

  unmap(process: number, page: number): number {
    let link = this.linkOf(process, page);
    for (;;) {
      const frame = this.services.load(link);
      if (frame === NONE) return -1;
      if (this.holds(frame, process, page)) {
        this.services.store(link, this.services.load(this.entry(frame) + NEXT));
        this.services.store(this.entry(frame), NONE);
        return frame;
      }
      link = this.entry(frame) + NEXT;
    }
  }

  translate(process: number, page: number): number {
    let frame = this.services.load(this.linkOf(process, page));
    while (frame !== NONE && !this.holds(frame, process, page))
      frame = this.services.load(this.entry(frame) + NEXT);
    return frame;
  }

  holder(frame: number): number {
    const page = this.services.load(this.entry(frame));
    return page === NONE ? -1 : this.services.load(this.entry(frame) + PROCESS) * PAGES_EACH + page;
  }

  private holds(frame: number, process: number, page: number): boolean {
    if (this.services.load(this.entry(frame)) !== page) return false;
    return this.services.load(this.entry(frame) + PROCESS) === process;
  }

  private linkOf(process: number, page: number): number {
    let mixed = Math.imul(page + 0x7ed5 + Math.imul(process, 0x2c1b3c6d), 0x297a2d39);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x2c1b3c6d);
    return this.head(((mixed ^ (mixed >>> 12)) >>> 0) % this.frames);
  }

  private head(chain: number): number {
    return this.base + 4 * chain;
  }

  private entry(frame: number): number {
    return this.base + 4 * this.frames + 12 * frame;
  }
}
