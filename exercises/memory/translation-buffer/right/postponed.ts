// A core that does not run the space is told by a list, which it works off when it runs the space again.
import type { Handler, Services } from '../contract';

export class TranslationHandler implements Handler {
  private readonly spaceOf: number[][] = [];
  private readonly turn: number[] = [];
  private readonly slot: number[] = [];
  private readonly gone: Map<number, number[]>[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly entries: number,
    private readonly tags: number,
  ) {
    for (let core = 0; core < cores; core++) {
      this.spaceOf.push(new Array<number>(tags).fill(-1));
      this.turn.push(0);
      this.slot.push(0);
      this.gone.push(new Map());
    }
  }

  switched(core: number, space: number): void {
    const { services } = this;
    const owners = this.spaceOf[core];
    let tag = owners.indexOf(space);
    if (tag < 0) {
      tag = this.turn[core]++ % this.tags;
      owners[tag] = space;
      for (let slot = 0; slot < this.entries; slot++)
        if (services.tagOf(core, slot) === tag) services.clear(core, slot);
    } else
      for (const page of this.gone[core].get(space) ?? []) {
        const slot = services.find(core, tag, page);
        if (slot >= 0) services.clear(core, slot);
      }
    this.gone[core].delete(space);
    services.setTag(core, tag);
  }

  missed(core: number, space: number, page: number): number {
    const { services } = this;
    const frame = services.frameOf(space, page);
    if (frame < 0) return 0;
    let { [core]: slot } = this.slot;
    while (services.takeUsed(core, slot) === 1) slot = (slot + 1) % this.entries;
    this.slot[core] = (slot + 1) % this.entries;
    services.write(core, slot, this.spaceOf[core].indexOf(space), page, frame);
    return 1;
  }

  unmapped(core: number, space: number, page: number): void {
    const { services } = this;
    for (let each = 0; each < this.cores; each++) {
      const tag = this.spaceOf[each].indexOf(space);
      if (tag < 0) continue;
      if (each === core || services.spaceOn(each) === space) {
        const slot = services.find(each, tag, page);
        if (slot >= 0) services.clear(each, slot);
      } else {
        const list = this.gone[each].get(space) ?? [];
        list.push(page);
        this.gone[each].set(space, list);
      }
    }
  }
}
