/**
 * Programs as a system keeps them for exec: files in memory, whole frames each, which nobody writes.
 *
 *      frame 0       magic, code bytes, data bytes, zero bytes, entry (offset in the code), native program (0: none)
 *      frames 1 ...  code, filled up with zeros to a whole frame
 *      then          data, likewise
 *
 * In a process code lies from CODE_BASE on, data behind it from the next page on, then zero bytes; the heap begins on
 * the page after them. A native program has no code: the header names it, and exec starts it anew.
 */

import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import type { Operation } from '../../programs/operations';

export const IMAGE_MAGIC = 0x314e_5552;
/** Index of each word in frame 0. */
export const IMAGE_FIELD = {
  magic: 0,
  codeBytes: 1,
  dataBytes: 2,
  zeroBytes: 3,
  entry: 4,
  native: 5,
} as const;

/** A program that processes of a system may run. */
export interface SystemProgram {
  readonly name: string;
  /** Machine code for CODE_BASE, or the body of a native program; it gets the number of its arguments and where they are. */
  readonly code: Uint8Array | ((argumentCount: number, argumentsAddress: number) => Operation);
  /** Behind the code, from the next page on. */
  readonly data?: Uint8Array;
  /** Bytes of zeros behind the data. */
  readonly zeroBytes?: number;
  /** Where machine code begins, from CODE_BASE. Default 0. */
  readonly entry?: number;
  /** Words of its header that are not as they should be: a damaged file. */
  readonly damage?: Partial<Record<keyof typeof IMAGE_FIELD, number>>;
}

const framesOf = (bytes: number) => Math.ceil(bytes / PAGE_BYTES);

export function imageFrames({ code, data }: SystemProgram): number {
  return 1 + framesOf(typeof code === 'function' ? 0 : code.length) + framesOf(data?.length ?? 0);
}

/** The file of a program. @param native its number among native programs, from 1 on. */
export function imageBytes(program: SystemProgram, native: number): Uint8Array {
  const { data = new Uint8Array(), zeroBytes = 0, entry = 0 } = program;
  const isNative = typeof program.code === 'function';
  const code = typeof program.code === 'function' ? new Uint8Array() : program.code;
  const bytes = new Uint8Array(imageFrames(program) * PAGE_BYTES);
  const header = new Int32Array(bytes.buffer, 0, 6);
  header.set([IMAGE_MAGIC, code.length, data.length, zeroBytes, entry, isNative ? native : 0]);
  for (const [name, word] of Object.entries(program.damage ?? {}))
    header[IMAGE_FIELD[name as keyof typeof IMAGE_FIELD]] = word;
  bytes.set(code, PAGE_BYTES);
  bytes.set(data, (1 + framesOf(code.length)) * PAGE_BYTES);
  return bytes;
}
