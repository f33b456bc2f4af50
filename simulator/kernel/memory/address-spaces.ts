/**
 * An address space for each process: page tables in simulated memory, walked by the hardware.
 *
 *      RAM     [ kernel ][ memory of process 0 ][ of process 1 ] ... [ page tables ]
 *      each process sees   USER_BASE ──▶ its own memory, read, write, execute     the way back: supervisor only
 *
 * Every process has the same virtual addresses and none of another's frames; with one process virtual and physical
 * addresses are equal. All pages are there from the start.
 */
import { RAM_BASE } from '../../hardware/memory/physical-address-space';
import type { PhysicalMemory } from '../../hardware/memory/physical-memory';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import {
  entryOf,
  RIGHTS,
  rootOffset,
  TABLE_SPAN,
  tableOffset,
  userAddress,
  type WordMemory,
} from './page-table';

/** Bytes at the bottom of RAM that are the kernel's own. */
export const KERNEL_BYTES = 64 * PAGE_BYTES;
/** Virtual address from which a process may use memory. */
export const USER_BASE = RAM_BASE + KERNEL_BYTES;
/** Virtual address of the page with the way back to user mode. */
export const RETURN_ADDRESS = 0xc000_0000;
/** As many as the kernel's own tables name. */
export const MAX_PROCESSES = 64;

export class AddressSpaces {
  /** Bytes of memory of each process. */
  readonly userBytes: number;
  private readonly memory: WordMemory;
  private readonly tablesOfEach: number;
  private readonly firstTable: number;

  /** @param returnPage physical address of the way back. @param returnTable of a page for its table. */
  constructor(
    ram: PhysicalMemory,
    readonly processes: number,
    returnPage: number,
    private readonly returnTable: number,
  ) {
    if (!(Number.isInteger(processes) && processes >= 1 && processes <= MAX_PROCESSES))
      throw new RangeError(`processes must be 1 to ${MAX_PROCESSES}, got ${processes}`);
    const { byteLength } = ram;
    this.memory = {
      load: (address) => ram.loadWord(address - RAM_BASE),
      store: (address, word) => ram.storeWord(address - RAM_BASE, word),
    };
    this.tablesOfEach = 2 + Math.ceil(byteLength / processes / TABLE_SPAN);
    const tableBytes = processes * this.tablesOfEach * PAGE_BYTES;
    const pages = Math.floor((byteLength - KERNEL_BYTES - tableBytes) / processes / PAGE_BYTES);
    if (pages < 1) throw new RangeError(`${byteLength} bytes of RAM are too few for ${processes} processes`);
    this.userBytes = pages * PAGE_BYTES;
    this.firstTable = RAM_BASE + byteLength - tableBytes;
    this.memory.store(returnTable, entryOf(returnPage, RIGHTS.kernelExecute));
    for (let process = 0; process < processes; process++) this.fill(process, pages);
  }

  /** Physical address of the root table. */
  rootOf(process: number): number {
    return this.firstTable + process * this.tablesOfEach * PAGE_BYTES;
  }

  /** Where an address lies that the process may write. */
  writable(process: number, virtual: number): number | undefined {
    return userAddress(this.memory, this.rootOf(process), virtual, ENTRY.write);
  }

  private fill(process: number, pages: number): void {
    const { memory } = this;
    const root = this.rootOf(process);
    memory.store(root + rootOffset(RETURN_ADDRESS), entryOf(this.returnTable, ENTRY.valid));
    for (let page = 0; page < pages; page++) {
      const virtual = USER_BASE + page * PAGE_BYTES;
      const table = root + (1 + (virtual >>> 22) - (USER_BASE >>> 22)) * PAGE_BYTES;
      memory.store(root + rootOffset(virtual), entryOf(table, ENTRY.valid));
      memory.store(table + tableOffset(virtual), entryOf(virtual + process * this.userBytes, RIGHTS.all));
    }
  }
}
