/**
 * Segments: pieces of any size, each with base, limit and permissions. A virtual address is a selector and an
 * offset, here bits 31 to 28 and 27 to 0.
 *
 *      descriptor, 12 bytes: | base | limit in bytes | permissions, present |
 *
 * The bounds are checked before the permissions, as on x86.
 */
import type { Access } from '../memory/physical-memory-protection';
import {
  checkEnd,
  hexadecimal,
  type Mapping,
  MappingError,
  PRESENT,
  permits,
  type TableMemory,
  type Translation,
  type TranslationScheme,
} from './translation-scheme';

const SELECTOR_SHIFT = 28;
export const MAX_SEGMENTS = 16;
const OFFSET_MASK = 0x0fff_ffff;
const DESCRIPTOR_BYTES = 12;
const LIMIT_AT = 4;
const FLAGS_AT = 8;

export class SegmentTable implements TranslationScheme {
  readonly name = 'segments';
  private readonly tables = new Map<number, number>();

  constructor(private readonly memory: TableMemory) {}

  tableBytes(): number {
    return this.tables.size * MAX_SEGMENTS * DESCRIPTOR_BYTES;
  }

  /** The virtual address must be the start of a segment; `byteLength` is its limit. */
  map({ space, virtualAddress, physicalAddress, permissions, byteLength }: Mapping): void {
    if ((virtualAddress & OFFSET_MASK) !== 0)
      throw new MappingError(
        `${hexadecimal(virtualAddress)} is not the start of a segment: its low 28 bits must be 0`,
      );
    if (byteLength === undefined || byteLength < 1 || byteLength > OFFSET_MASK + 1)
      throw new MappingError(
        `a segment needs a length from 1 to ${OFFSET_MASK + 1} bytes, got ${byteLength ?? 'none'}`,
      );
    checkEnd('physical', physicalAddress, byteLength);
    const table = this.tables.get(space) ?? this.memory.allocate(MAX_SEGMENTS * DESCRIPTOR_BYTES, 16);
    this.tables.set(space, table);
    const descriptor = table + (virtualAddress >>> SELECTOR_SHIFT) * DESCRIPTOR_BYTES;
    this.memory.store(descriptor, physicalAddress);
    this.memory.store(descriptor + LIMIT_AT, byteLength);
    this.memory.store(descriptor + FLAGS_AT, (permissions << 1) | PRESENT);
  }

  unmap(space: number, virtualAddress: number): void {
    const table = this.tables.get(space);
    if (table !== undefined)
      this.memory.store(table + (virtualAddress >>> SELECTOR_SHIFT) * DESCRIPTOR_BYTES + FLAGS_AT, 0);
  }

  translate(space: number, virtualAddress: number, access: Access): Translation {
    const { memory } = this;
    const selector = virtualAddress >>> SELECTOR_SHIFT;
    const offset = virtualAddress & OFFSET_MASK;
    memory.begin();
    memory.tell(`selector ${selector}, offset ${hexadecimal(offset)}`);
    const table = this.tables.get(space);
    if (table === undefined) return memory.end('not present');
    const descriptor = table + selector * DESCRIPTOR_BYTES;
    const flags = memory.read(descriptor + FLAGS_AT, `flags of segment ${selector}`);
    if ((flags & PRESENT) === 0) return memory.end('not present');
    const limit = memory.read(descriptor + LIMIT_AT, `limit of segment ${selector}`) >>> 0;
    if (offset >= limit) return memory.end('out of bounds');
    if (!permits(flags >>> 1, access)) return memory.end('permission');
    const base = memory.read(descriptor, `base of segment ${selector}`) >>> 0;
    return memory.end('translated', base + offset);
  }
}
