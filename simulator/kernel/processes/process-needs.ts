/**
 * What of a process's memory must be there before the kernel begins something for it: where pages go to a swap area,
 * the kernel waits for them before a call or a trap, and not in the midst of it.
 */
import { SECTOR_BYTES } from '../../hardware/devices/disk/disk-mechanics';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ARGUMENT, argumentOf, MAX_BUFFER_BYTES, MAX_TEXT_BYTES, SYSTEM_CALL } from '../system-calls';
import type { Need } from './process-pager';
import { STACK_TOP } from './process-record';
import { imageFrames, type SystemProgram } from './program-image';

const WORD_BYTES = 4;
/** A page that is touched first may need a table, too. */
export const FRAMES_OF_A_PAGE = 2;
/** Root and tables of a program that is begun, and the first page of its stack. */
const FRAMES_OF_A_PROGRAM = 4;
/** Calls that may look at any page of the caller. */
const OF_ALL_PAGES: ReadonlySet<number> = new Set([SYSTEM_CALL.fork, SYSTEM_CALL.exec, SYSTEM_CALL.grant]);

export interface ProcessNeedsOptions {
  readonly programs: readonly SystemProgram[];
  /** All pages of a process, those that are away too. */
  readonly pagesOf: (process: number) => readonly number[];
  /** Whether a process has this page, there or away. */
  readonly has: (process: number, page: number) => boolean;
}

export class ProcessNeeds {
  constructor(private readonly options: ProcessNeedsOptions) {}

  ofCall(process: number, number: number, first: number, second: number): Need {
    if (OF_ALL_PAGES.has(number)) {
      const pages = this.options.pagesOf(process);
      return { process, pages, frames: this.framesOf(number, first, pages) };
    }
    const need = this.around(process, [
      ...addressesIn(number, 0, first, second),
      ...addressesIn(number, 1, second, first),
    ]);
    // What is mapped may need a table.
    return number === SYSTEM_CALL.mapGrant ? { ...need, frames: need.frames + 1 } : need;
  }

  /** Of an instruction that the kernel may do for the process: its own word, and the one at the address it names. */
  ofTrap(process: number, at: number, address: number): Need {
    return this.around(process, [at, at + WORD_BYTES - 1, address, address + WORD_BYTES - 1]);
  }

  private framesOf(number: number, first: number, pages: readonly number[]): number {
    // Of a copy: its pages, a table for each 1,024 of them, the root.
    if (number === SYSTEM_CALL.fork) return pages.length + new Set(pages.map((page) => page >>> 10)).size + 1;
    const program = number === SYSTEM_CALL.exec ? this.options.programs[first] : undefined;
    if (program === undefined) return 0;
    return imageFrames(program) + Math.ceil((program.zeroBytes ?? 0) / PAGE_BYTES) + FRAMES_OF_A_PROGRAM;
  }

  /** The pages of these addresses that the process has, and frames for those that may come at a touch. */
  private around(process: number, addresses: readonly number[]): Need {
    const touched = new Set(addresses.map((address) => Math.floor(address / PAGE_BYTES)));
    const own = [...touched].filter((page) => page < STACK_TOP / PAGE_BYTES);
    const pages = own.filter((page) => this.options.has(process, page));
    return { process, pages, frames: FRAMES_OF_A_PAGE * (own.length - pages.length) };
  }
}

/** First and last byte that an argument of a call may be about; none of a value. */
function addressesIn(number: number, argument: 0 | 1, address: number, other: number): readonly number[] {
  const [kind, words] = argumentOf(number, argument);
  if (kind === ARGUMENT.writesUnlessZero && address === 0) return [];
  let bytes = words;
  if (kind === ARGUMENT.text) bytes = MAX_TEXT_BYTES;
  if (kind === ARGUMENT.buffer) bytes = Math.min(other, MAX_BUFFER_BYTES);
  if (number === SYSTEM_CALL.readSector && argument === 1) bytes = SECTOR_BYTES;
  return bytes > 0 ? [address, address + bytes - 1] : [];
}
