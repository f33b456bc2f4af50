/**
 * Translation buffers that the kernel fills, with fewer tags than spaces, on several cores.
 *
 *      miss         the page table's frame into the slot where the hand of the core finds an unused entry (clock)
 *      switch       the space's tag on this core; none: the tag that was given longest ago, whose entries are cleared
 *      unmap        a core that runs the space now: its entry is cleared, by interrupt
 *                   any other that has a tag for it: the tag is taken from the space, and nobody is interrupted
 *
 * A tag that was taken is given to no other space before its entries are cleared, which its own core does, when it
 * needs the tag. Sources: MIPS R4000 User's Manual, chapter 4; Linux, arch/x86/mm/tlb.c (lazy TLB, since 4.14).
 */
import type { TranslationHandler as Handler, TranslationServices } from './translation-handler-interface';

const NOBODY = -1;

/** What the kernel knows of a core's buffer. */
class CoreTags {
  hand = 0;
  /** By tag: whose it is, or -1; whether entries of an earlier owner may be in the buffer. */
  readonly owners: number[] = [];
  readonly isDirty: boolean[] = [];
  /** The next tag to be given. */
  next = 0;

  constructor(tags: number) {
    for (let tag = 0; tag < tags; tag++) {
      this.owners.push(NOBODY);
      this.isDirty.push(false);
    }
  }
}

export class TranslationHandler implements Handler {
  private readonly cores: CoreTags[] = [];

  constructor(
    private readonly services: TranslationServices,
    cores: number,
    private readonly entries: number,
    private readonly tags: number,
  ) {
    for (let core = 0; core < cores; core++) this.cores.push(new CoreTags(tags));
  }

  switched(core: number, space: number): void {
    const known = this.cores[core];
    let tag = known.owners.indexOf(space);
    if (tag < 0) {
      tag = known.next;
      known.next = (tag + 1) % this.tags;
      if (known.isDirty[tag]) this.clearTag(core, tag);
      known.owners[tag] = space;
      known.isDirty[tag] = true;
    }
    this.services.setTag(core, tag);
  }

  missed(core: number, space: number, page: number): number {
    const frame = this.services.frameOf(space, page);
    if (frame < 0) return 0;
    this.services.write(core, this.slotFor(core), this.cores[core].owners.indexOf(space), page, frame);
    return 1;
  }

  unmapped(core: number, space: number, page: number): void {
    const { services } = this;
    this.cores.forEach((known, other) => {
      const tag = known.owners.indexOf(space);
      if (tag < 0) return;
      if (other !== core && services.spaceOn(other) !== space) {
        known.owners[tag] = NOBODY;
        return;
      }
      const slot = services.find(other, tag, page);
      if (slot >= 0) services.clear(other, slot);
    });
  }

  private slotFor(core: number): number {
    const known = this.cores[core];
    for (;;) {
      const slot = known.hand;
      known.hand = (slot + 1) % this.entries;
      if (this.services.takeUsed(core, slot) === 0) return slot;
    }
  }

  private clearTag(core: number, tag: number): void {
    for (let slot = 0; slot < this.entries; slot++)
      if (this.services.tagOf(core, slot) === tag) this.services.clear(core, slot);
  }
}
