/** Migration of a process that stands still for all of it. */
import type { MigrationMechanism, MigrationServices } from './migration-interface';
import { isThere } from './write-protection';

export class StopAndCopy implements MigrationMechanism {
  private page = -1;

  constructor(
    private readonly kernel: MigrationServices,
    private readonly pages: number,
  ) {}

  next(): number {
    if (this.page < 0) {
      this.page = 0;
      return -1;
    }
    while (this.page < this.pages && !isThere(this.kernel.entry(this.page))) this.page++;
    return this.page < this.pages ? this.page++ : -1;
  }

  fault(): number {
    return 0;
  }
}
