/** Migration of a process that stands still for all of it. */
import type { MigrationMechanism, MigrationServices } from './migration-interface';
import { isThere } from './write-protection';

export class StopAndCopy implements MigrationMechanism {
  constructor(
    private readonly kernel: MigrationServices,
    private readonly pages: number,
  ) {}

  migrate(): void {
    const { kernel } = this;
    kernel.pause();
    for (let page = 0; page < this.pages; page++) if (isThere(kernel.entry(page))) kernel.send(page);
  }

  fault(): number {
    return 0;
  }
}
