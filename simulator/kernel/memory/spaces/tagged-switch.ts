/**
 * A change of address space with tags (ASIDs): translations of several spaces lie in the TLB side by side.
 *
 *      space has a tag of this generation? ─yes─▶ one register write
 *                └─no─▶ next free tag; none left: flush all, a new generation, tags from 0 on again
 */
import type { SpaceSwitch, SpaceSwitchServices } from './space-switch-interface';

export class TaggedSwitch implements SpaceSwitch {
  private readonly tagOf = new Map<number, number>();

  /** @param tags how many the hardware tells apart. */
  constructor(
    private readonly services: SpaceSwitchServices,
    private readonly tags: number,
  ) {}

  switchTo(space: number): void {
    const { services, tagOf } = this;
    let tag = tagOf.get(space);
    if (tag === undefined) {
      if (tagOf.size === this.tags) {
        tagOf.clear();
        services.flushAll();
      }
      tag = tagOf.size;
      tagOf.set(space, tag);
    }
    services.writeRegister(space, tag);
  }
}
