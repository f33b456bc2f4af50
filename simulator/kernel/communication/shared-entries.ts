/**
 * Entries of page tables in the area where processes have pages of others, for segments: by process and address.
 *
 *      process ─▶ root table ─▶ table ─▶ entry ─▶ frame       a table that is missing is made, and stays
 *
 * An entry that names a frame is a user of it: the frame is given back with the entry, by whomever that is taken out.
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import { TABLE_ENTRIES } from '../memory/page-table';
import { isProcess, type KernelMemory } from '../processes/kernel-memory';
import { GUARD_PAGE, PROCESS_FIELD, SHARED_BASE } from '../processes/process-record';
import { FRAME_SHIFT } from './segments-interface';

export class SharedEntries {
  constructor(private readonly memory: KernelMemory) {}

  /** @returns 0 where nothing is mapped. */
  entry(process: number, address: number): number {
    const table = this.table(process, address, false);
    const entry = table < 0 ? 0 : this.memory.load(table, indexOf(address));
    return (entry & ENTRY.valid) === 0 ? 0 : entry;
  }

  /** @param entry 0: nothing is mapped there. @returns 0; -1 when it cannot be: nothing changes then. */
  setEntry(process: number, address: number, entry: number): number {
    const { memory } = this;
    const isMapped = (entry & ENTRY.valid) !== 0;
    const before = this.entry(process, address);
    const table = this.table(process, address, isMapped);
    if (table < 0) return isMapped ? -1 : 0;
    if (isMapped && memory.shareFrame(entry >>> FRAME_SHIFT) < 0) return -1;
    memory.store(table, indexOf(address), isMapped ? entry : 0);
    if (before !== 0) memory.freeFrame(before >>> FRAME_SHIFT);
    return 0;
  }

  /** Frame of the table that has the page's entry; -1 when there is none, or no memory for it. */
  private table(process: number, address: number, isMade: boolean): number {
    const { memory } = this;
    if (!isProcess(process) || address < SHARED_BASE || address >= GUARD_PAGE || address % PAGE_BYTES !== 0)
      return -1;
    memory.access();
    const root = memory.field(process, PROCESS_FIELD.root);
    if (root === 0) return -1;
    const upper = memory.load(root, address >>> 22);
    if ((upper & ENTRY.valid) !== 0) return upper >>> FRAME_SHIFT;
    const table = isMade ? memory.allocateFrame() : -1;
    if (table >= 0) memory.store(root, address >>> 22, (table << FRAME_SHIFT) | ENTRY.valid);
    return table;
  }
}

/** Of a page's entry in its table. */
const indexOf = (address: number): number => (address >>> 12) & (TABLE_ENTRIES - 1);
