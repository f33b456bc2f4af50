/**
 * Page tables of Sv32 as a kernel reads and writes them: words in simulated memory, walked by the hardware too.
 *
 *      root ──▶ 1,024 entries ──▶ tables of 1,024 entries ──▶ pages            (hardware/translation/sv32.ts)
 */

import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';

/** Words by physical address. */
export interface WordMemory {
  load(address: number): number;
  store(address: number, word: number): void;
  /** All words of the page at an address, in memories that tables are searched through often. */
  pageAt?(address: number): Int32Array;
}

export const TABLE_ENTRIES = PAGE_BYTES / 4;
/** What one entry of a root table maps. */
export const TABLE_SPAN = TABLE_ENTRIES * PAGE_BYTES;

/** Bits of an entry whose page needs no attention of the hardware. */
const TOUCHED = ENTRY.valid | ENTRY.accessed | ENTRY.dirty;
export const RIGHTS = {
  readOnly: TOUCHED | ENTRY.user | ENTRY.read,
  readExecute: TOUCHED | ENTRY.user | ENTRY.read | ENTRY.execute,
  readWrite: TOUCHED | ENTRY.user | ENTRY.read | ENTRY.write,
  all: TOUCHED | ENTRY.user | ENTRY.read | ENTRY.write | ENTRY.execute,
  kernelExecute: ENTRY.valid | ENTRY.accessed | ENTRY.read | ENTRY.execute,
} as const;

export const entryOf = (physical: number, bits: number): number => ((physical >>> 12) << 10) | bits;
/** Physical address of the page or table that an entry names. */
export const frameOf = (entry: number): number => ((entry >>> 10) * PAGE_BYTES) >>> 0;
/** Offset of a virtual address's entry in a root table, and in a table below it. */
export const rootOffset = (virtual: number): number => (virtual >>> 22) * 4;
export const tableOffset = (virtual: number): number => ((virtual >>> 12) & (TABLE_ENTRIES - 1)) * 4;

/** The leaf of a virtual address; 0 when nothing is mapped there. */
export function findLeaf(memory: WordMemory, root: number, virtual: number): number {
  const upper = memory.load(root + rootOffset(virtual));
  if ((upper & ENTRY.valid) === 0) return 0;
  const leaf = memory.load(frameOf(upper) + tableOffset(virtual));
  return (leaf & ENTRY.valid) === 0 ? 0 : leaf;
}

/** Where it lies, if the process may use it with these rights (bits of ENTRY). */
export function userAddress(
  memory: WordMemory,
  root: number,
  virtual: number,
  rights: number,
): number | undefined {
  const leaf = findLeaf(memory, root, virtual);
  const needed = ENTRY.valid | ENTRY.user | rights;
  return (leaf & needed) === needed ? frameOf(leaf) + (virtual % PAGE_BYTES) : undefined;
}

/** Physical addresses of a root table and of the tables below it, the kernel's too. */
export function* tablesOf(memory: WordMemory, root: number): Generator<number> {
  yield root;
  const uppers = entriesAt(memory, root);
  for (const i of validEntries(uppers)) yield frameOf(uppers[i]);
}

function entriesAt(memory: WordMemory, table: number): Int32Array {
  if (memory.pageAt) return memory.pageAt(table);
  return Int32Array.from({ length: TABLE_ENTRIES }, (_, i) => memory.load(table + 4 * i));
}

/** Indexes of the valid entries of a table. Most are not: four are looked at together. @param end a multiple of four. */
export function validEntries(table: Int32Array, end = table.length): number[] {
  const { valid } = ENTRY;
  const found: number[] = [];
  for (let i = 0; i < end; i += 4) {
    if (((table[i] | table[i + 1] | table[i + 2] | table[i + 3]) & valid) === 0) continue;
    for (let j = i; j < i + 4; j++) if ((table[j] & valid) !== 0) found.push(j);
  }
  return found;
}

/** A page that a root table maps for its process. */
export interface MappedPage {
  readonly virtual: number;
  readonly leaf: number;
}

/** The pages of a process, from the lowest address on. */
export function* userPages(memory: WordMemory, root: number): Generator<MappedPage> {
  const uppers = entriesAt(memory, root);
  for (const i of validEntries(uppers)) {
    const leaves = entriesAt(memory, frameOf(uppers[i]));
    for (const j of validEntries(leaves)) {
      const leaf = leaves[j];
      if ((leaf & ENTRY.user) !== 0) yield { virtual: i * TABLE_SPAN + j * PAGE_BYTES, leaf };
    }
  }
}
