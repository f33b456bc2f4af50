/** What a process could do with a range of its memory, byte by byte, at one instant: a fact for judges. */
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { STACK_TOP } from '../../simulator/kernel/processes/process-record';
import type { PageView } from '../../simulator/kernel/processes/processes';
import type { ProcessSystem } from '../../simulator/kernel/system';

export interface Reach {
  /** Of each byte: 1 it may be read, 2 written, 4 its page is of heap or stack and was not touched yet. */
  readonly rights: readonly number[];
  /** What stands there; -1 where it may not be read. */
  readonly bytes: readonly number[];
}

/** @param record of the process. @param address 0 to 2^32 - 1. */
export function reachOf(
  { processes }: ProcessSystem,
  { root, heapStart, stackLimit, break: end }: ReturnType<ProcessSystem['processes']['recordOf']>,
  address: number,
  length: number,
): Reach {
  const rights: number[] = [];
  const bytes: number[] = [];
  let view: PageView | undefined;
  let isOpen = false;
  for (let i = 0; i < length; i++) {
    const at = address + i;
    if (i === 0 || at % PAGE_BYTES === 0) {
      const start = at - (at % PAGE_BYTES);
      view = at < 2 ** 32 ? processes.pageAt(root, start / PAGE_BYTES) : undefined;
      isOpen = (start >= heapStart && start < end) || (start >= stackLimit && start < STACK_TOP);
    }
    if (view === undefined) {
      rights.push(isOpen ? 7 : 0);
      bytes.push(isOpen ? 0 : -1);
      continue;
    }
    rights.push(view.rights & 3);
    const word = processes.wordOf(view.frame, (at % PAGE_BYTES) >>> 2);
    bytes.push((view.rights & 1) === 1 ? (word >>> (8 * (at % 4))) & 0xff : -1);
  }
  return { rights, bytes };
}
