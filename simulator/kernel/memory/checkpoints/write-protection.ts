/** Which pages are written from some moment on: they are protected then, and the first write of each faults. */
import { ENTRY } from '../../../hardware/translation/sv32';
import { type PageServices, PROTECTED } from './checkpoint-interface';

/** Takes the right to write away. The processor must be made to forget it. @returns whether there was one. */
export function protect(kernel: PageServices, page: number): boolean {
  const entry = kernel.entry(page);
  if (!isWritten(entry)) return false;
  kernel.setEntry(page, (entry & ~ENTRY.write) | PROTECTED);
  return true;
}

/** Gives it back. @returns whether it had been taken away. */
export function unprotect(kernel: PageServices, page: number): boolean {
  const entry = kernel.entry(page);
  if ((entry & PROTECTED) === 0) return false;
  kernel.setEntry(page, (entry & ~PROTECTED) | ENTRY.write);
  return true;
}

export const isThere = (entry: number): boolean => (entry & ENTRY.valid) !== 0;
/** Whether a page may have been written since it was protected last, or never was protected. */
const isWritten = (entry: number): boolean => isThere(entry) && (entry & ENTRY.write) !== 0;
