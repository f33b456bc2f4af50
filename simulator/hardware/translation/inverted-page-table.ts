/**
 * One table for the whole machine with an entry per *frame*: which space and page it holds. The index of the
 * entry is the frame number; finding it is a linear search from entry 0.
 *
 *      entry i, 8 bytes: | page number, permissions, present | space |        frame = i,  probes = i + 1
 */
import type { Access } from '../memory/physical-memory-protection';
import {
  entryOf,
  frameOf,
  hexadecimal,
  type Mapping,
  MappingError,
  PRESENT,
  pagesOf,
  permissionsOf,
  permits,
  type TableMemory,
  type Translation,
  type TranslationScheme,
} from './translation-scheme';

const PAGE_BYTES = 4096;
const ENTRY_BYTES = 8;

export class InvertedPageTable implements TranslationScheme {
  readonly name = 'inverted';
  private readonly table: number;

  /** @param frames of physical memory: the number of entries. */
  constructor(
    private readonly memory: TableMemory,
    readonly frames: number,
  ) {
    this.table = memory.allocate(frames * ENTRY_BYTES, PAGE_BYTES);
  }

  tableBytes(): number {
    return this.frames * ENTRY_BYTES;
  }

  map(mapping: Mapping): void {
    for (const page of pagesOf(mapping, PAGE_BYTES)) this.mapPage(page);
  }

  private mapPage(mapping: Mapping): void {
    const frame = mapping.physicalAddress / PAGE_BYTES;
    if (frame >= this.frames)
      throw new MappingError(`there is no frame ${frame}: the table has ${this.frames} entries`);
    const held = this.memory.load(this.table + frame * ENTRY_BYTES);
    if ((held & PRESENT) !== 0)
      throw new MappingError(`frame ${frame} already holds a page: an inverted table maps a frame once`);
    this.unmap(mapping.space, mapping.virtualAddress);
    this.memory.store(
      this.table + frame * ENTRY_BYTES,
      entryOf(mapping.virtualAddress / PAGE_BYTES, mapping.permissions),
    );
    this.memory.store(this.table + frame * ENTRY_BYTES + 4, mapping.space);
  }

  unmap(space: number, virtualAddress: number): void {
    for (let frame = 0; frame < this.frames; frame++)
      if (this.holds(frame, space, virtualAddress >>> 12))
        this.memory.store(this.table + frame * ENTRY_BYTES, 0);
  }

  translate(space: number, virtualAddress: number, access: Access): Translation {
    const { memory } = this;
    const page = virtualAddress >>> 12;
    memory.begin();
    memory.tell(`page number ${page} of space ${space}, offset ${hexadecimal(virtualAddress & 0xfff)}`);
    for (let frame = 0; frame < this.frames; frame++) {
      const entry = memory.read(this.table + frame * ENTRY_BYTES, `entry ${frame}`);
      if (!this.holds(frame, space, page)) continue;
      memory.tell(`entry ${frame} holds page ${page} of space ${space}: frame ${frame}`);
      if (!permits(permissionsOf(entry), access)) return memory.end('permission');
      return memory.end('translated', frame * PAGE_BYTES + (virtualAddress & 0xfff));
    }
    return memory.end('not present');
  }

  private holds(frame: number, space: number, page: number): boolean {
    const entry = this.memory.load(this.table + frame * ENTRY_BYTES);
    return (
      (entry & PRESENT) !== 0 &&
      frameOf(entry) === page &&
      this.memory.load(this.table + frame * ENTRY_BYTES + 4) === space
    );
  }
}
