// exceeds: look-ups, accesses
// An inverted table without a hash: searches the entries from frame 0 on.
import { type HashedTableMechanism, PAGES_EACH, type Services } from '../contract';

export class HashedTable implements HashedTableMechanism {
  constructor(
    private readonly services: Services,
    private readonly base: number,
    private readonly frames: number,
  ) {}

  initialise(): number {
    for (let frame = 0; frame < this.frames; frame++) this.put(frame, -1);
    return 0;
  }

  map(process: number, page: number, frame: number): number {
    const there = this.holder(frame);
    const key = process * PAGES_EACH + page;
    if (there === key) return 0;
    if (there >= 0) return -1;
    this.unmap(process, page);
    return this.put(frame, key);
  }

  unmap(process: number, page: number): number {
    const frame = this.translate(process, page);
    if (frame >= 0) this.put(frame, -1);
    return frame;
  }

  translate(process: number, page: number): number {
    for (let frame = 0; frame < this.frames; frame++)
      if (this.holder(frame) === process * PAGES_EACH + page) return frame;
    return -1;
  }

  holder(frame: number): number {
    return this.services.load(this.base + 4 * frame);
  }

  private put(frame: number, key: number): number {
    this.services.store(this.base + 4 * frame, key);
    return 0;
  }
}
