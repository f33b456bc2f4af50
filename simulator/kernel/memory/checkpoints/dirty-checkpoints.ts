/** Every checkpoint holds the pages whose dirty bit the processor set since the one before: no write faults. */
import { ENTRY } from '../../../hardware/translation/sv32';
import { type CheckpointMechanism, type CheckpointServices, PRESENT } from './checkpoint-interface';

export class DirtyCheckpoints implements CheckpointMechanism {
  private readonly saved = new Set<number>();

  constructor(
    private readonly kernel: CheckpointServices,
    private readonly pages: number,
  ) {}

  checkpoint(): void {
    const { kernel, saved } = this;
    for (let page = 0; page < this.pages; page++) {
      const entry = kernel.entry(page);
      const isDirty = (entry & ENTRY.dirty) !== 0;
      if ((entry & PRESENT) === 0 || (!isDirty && saved.has(page))) continue;
      kernel.save(page);
      saved.add(page);
      kernel.setEntry(page, entry & ~ENTRY.dirty);
    }
    // A store through an entry that the processor knows to be dirty would not set the bit again.
    kernel.flush();
  }

  fault(): number {
    return 0;
  }
}
