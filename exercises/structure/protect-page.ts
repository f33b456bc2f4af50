/** Changes what may be done with a page of the first process, as a kernel does that loads a program in parts of its own. */
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { TABLE_ENTRIES } from '../../simulator/kernel/memory/page-table';
import { INIT } from '../../simulator/kernel/processes/process-record';
import type { ProcessSystem } from '../../simulator/kernel/system';

/** @param address of a page below the first entry of its root table. @param bits the ten below the frame, from now on. */
export function protectPage({ processes, memory }: ProcessSystem, address: number, bits: number): void {
  const table = (memory.readKernel(processes.rootOf(INIT)) >>> 10) * PAGE_BYTES;
  const entry = table + 4 * (address / PAGE_BYTES);
  memory.write(entry, (memory.readKernel(entry) & ~(TABLE_ENTRIES - 1)) | bits);
}
