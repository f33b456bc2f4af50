/**
 * One table per address space with an entry for every page of it, used or not.
 *
 *      virtual address: | page number | offset |        entry address = table + 4 × page number
 *
 * 32-bit addresses, 4 KiB pages and 4-byte entries make 4 MiB per process; that is what the other schemes avoid.
 */
import type { Access } from '../memory/physical-memory-protection';
import {
  entryOf,
  frameOf,
  hexadecimal,
  type Mapping,
  PRESENT,
  pagesOf,
  permissionsOf,
  permits,
  type TableMemory,
  type Translation,
  type TranslationScheme,
} from './translation-scheme';

const ENTRY_BYTES = 4;

export class FlatPageTable implements TranslationScheme {
  readonly name = 'flat';
  private readonly tables = new Map<number, number>();

  /** @param addressBits of a virtual address: at most 32. @param pageBytes a power of two from 4096. */
  constructor(
    private readonly memory: TableMemory,
    readonly addressBits = 32,
    readonly pageBytes = 4096,
  ) {}

  get entriesPerTable(): number {
    return 2 ** this.addressBits / this.pageBytes;
  }

  tableBytes(): number {
    return this.tables.size * this.entriesPerTable * ENTRY_BYTES;
  }

  map(mapping: Mapping): void {
    const pages = pagesOf(mapping, this.pageBytes, 2 ** this.addressBits);
    let table = this.tables.get(mapping.space);
    if (table === undefined) {
      table = this.memory.allocate(this.entriesPerTable * ENTRY_BYTES, 4096);
      this.tables.set(mapping.space, table);
    }
    for (const { virtualAddress, physicalAddress, permissions } of pages)
      this.memory.store(
        table + this.pageOf(virtualAddress) * ENTRY_BYTES,
        entryOf(physicalAddress / 4096, permissions),
      );
  }

  unmap(space: number, virtualAddress: number): void {
    const table = this.tables.get(space);
    if (table !== undefined) this.memory.store(table + this.pageOf(virtualAddress) * ENTRY_BYTES, 0);
  }

  translate(space: number, virtualAddress: number, access: Access): Translation {
    const { memory } = this;
    memory.begin();
    if (virtualAddress >= 2 ** this.addressBits) return memory.end('out of bounds');
    const page = this.pageOf(virtualAddress);
    const offset = virtualAddress % this.pageBytes;
    memory.tell(`page number ${page}, offset ${hexadecimal(offset)}`);
    const table = this.tables.get(space);
    if (table === undefined) return memory.end('not present');
    const entry = memory.read(table + page * ENTRY_BYTES, `entry ${page} of the table of space ${space}`);
    if ((entry & PRESENT) === 0) return memory.end('not present');
    if (!permits(permissionsOf(entry), access)) return memory.end('permission');
    return memory.end('translated', frameOf(entry) * 4096 + offset);
  }

  private pageOf(virtualAddress: number): number {
    return Math.floor(virtualAddress / this.pageBytes);
  }
}
