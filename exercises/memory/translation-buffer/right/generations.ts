// Tags are given in order; when there are none left, the whole buffer is emptied and they begin anew.
import type { Handler, Services } from '../contract';

export class TranslationHandler implements Handler {
  private readonly tagOf: Map<number, number>[] = [];
  private readonly given: number[] = [];
  private readonly hands: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly entries: number,
    private readonly tags: number,
  ) {
    for (let core = 0; core < cores; core++) {
      this.tagOf.push(new Map());
      this.given.push(0);
      this.hands.push(0);
    }
  }

  switched(core: number, space: number): void {
    let tag = this.tagOf[core].get(space);
    if (tag === undefined) {
      if (this.given[core] === this.tags) {
        this.tagOf[core].clear();
        this.given[core] = 0;
        for (let slot = 0; slot < this.entries; slot++) this.services.clear(core, slot);
      }
      tag = this.given[core]++;
      this.tagOf[core].set(space, tag);
    }
    this.services.setTag(core, tag);
  }

  missed(core: number, space: number, page: number): number {
    const frame = this.services.frameOf(space, page);
    if (frame < 0) return 0;
    const tag = this.tagOf[core].get(space) ?? 0;
    this.services.write(core, this.spare(core), tag, page, frame);
    return 1;
  }

  unmapped(_core: number, space: number, page: number): void {
    for (let core = 0; core < this.cores; core++) {
      const tag = this.tagOf[core].get(space);
      if (tag === undefined) continue;
      if (this.services.spaceOn(core) === space) {
        const slot = this.services.find(core, tag, page);
        if (slot >= 0) this.services.clear(core, slot);
      } else this.tagOf[core].delete(space);
    }
  }

  /** An empty slot, else one that was not used lately. */
  private spare(core: number): number {
    for (let slot = 0; slot < this.entries; slot++) if (this.services.tagOf(core, slot) < 0) return slot;
    for (let step = 0; step < 2 * this.entries; step++) {
      const slot = this.hands[core];
      this.hands[core] = (slot + 1) % this.entries;
      if (this.services.takeUsed(core, slot) === 0) return slot;
    }
    return 0;
  }
}
