/**
 * What the kernel keeps about a process, as words of simulated memory, and where a process finds what.
 *
 *      virtual   CODE_BASE ─ code ─ data ─▶ heapStart ─ heap ─▶ break    SHARED_BASE ─ pages of others ─▶
 *                                                                 guard │ stackLimit ─ stack ─▶ STACK_TOP
 *
 * Code and data are there from the start, pages of heap and stack come when they are touched. What other processes
 * grant is mapped from SHARED_BASE up to the guard, where no heap comes. The page below stackLimit is the guard: it is
 * never mapped. Processes are numbered 1 to MAX_PROCESSES - 1; a number is given again
 * after its process was waited for. Process 1 is init.
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';

export const MAX_PROCESSES = 64;
export const INIT = 1;

export const PROCESS_WORDS = 32;
export const PROCESS_FIELD = {
  /** One of PROCESS_STATE. */
  state: 0,
  number: 1,
  parent: 2,
  /** Frame of the root page table; 0 for none. */
  root: 3,
  /** First address behind the code. */
  codeEnd: 4,
  /** First address of the heap, on a page of its own. */
  heapStart: 5,
  /** First address behind the heap. */
  break: 6,
  /** Lowest address of the stack. */
  stackLimit: 7,
  /** Bit g: calls of group g (SERVICE_GROUPS) are permitted. */
  permissions: 8,
  /** What it ended with. */
  status: 9,
  /** 1 while it is in the system call wait. */
  waiting: 10,
} as const;
export type ProcessField = (typeof PROCESS_FIELD)[keyof typeof PROCESS_FIELD];

export const PROCESS_STATE = { free: 0, alive: 1, zombie: 2 } as const;

export const CODE_BASE = 0x0001_0000;
/** First address behind the stack. */
export const STACK_TOP = 0x7fff_f000;
export const STACK_PAGES = 16;
/** As far down as a stack may grow. */
export const STACK_LIMIT = STACK_TOP - STACK_PAGES * PAGE_BYTES;
/** The guard, and the end of where pages of others may be mapped. */
export const GUARD_PAGE = STACK_LIMIT - PAGE_BYTES;
/** First address at which pages of others may be mapped; the heap ends here at the latest. */
export const SHARED_BASE = 0x4000_0000;

/** Of a program: how many it may be handed over. */
export const MAX_ARGUMENTS = 16;
/** Of all texts, their zeros included: with their addresses they fit in the first page of a stack. */
export const MAX_ARGUMENT_BYTES = 1024;

export const pageUp = (address: number): number => Math.ceil(address / PAGE_BYTES) * PAGE_BYTES;
