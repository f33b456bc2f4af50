/** A change of address space without tags: what is known of the old space would be taken for the new one's. */
import type { SpaceSwitch, SpaceSwitchServices } from './space-switch-interface';

export class FlushingSwitch implements SpaceSwitch {
  constructor(private readonly services: SpaceSwitchServices) {}

  switchTo(space: number): void {
    this.services.writeRegister(space, 0);
    this.services.flushAll();
  }
}
