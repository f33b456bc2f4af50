// exceeds: misses, interrupts
// One tag for all: a switch empties the buffer, an unmap asks every core.
import type { Handler, Services } from '../contract';

export class TranslationHandler implements Handler {
  private victim = 0;

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly entries: number,
  ) {}

  switched(core: number): void {
    for (let slot = 0; slot < this.entries; slot++) this.services.clear(core, slot);
    this.services.setTag(core, 0);
  }

  missed(core: number, space: number, page: number): number {
    const frame = this.services.frameOf(space, page);
    if (frame === -1) return 0;
    const slot = this.victim++ % this.entries;
    this.services.write(core, slot, 0, page, frame);
    return 1;
  }

  unmapped(_core: number, _space: number, page: number): void {
    for (let core = 0; core < this.cores; core++) {
      const slot = this.services.find(core, 0, page);
      if (slot >= 0) this.services.clear(core, slot);
    }
  }
}
