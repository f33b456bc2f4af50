/**
 * Two-level tables in the format of Sv32: a root of 1024 entries, inner tables only for regions in use, 4 MiB
 * superpages as leaves of the root: what is a multiple of 4 MiB in addresses and length. The walk itself is the core's own (sv32.ts).
 */

import { PAGE_BYTES } from '../memory/physical-memory';
import type { Access } from '../memory/physical-memory-protection';
import { ENTRY, SUPERPAGE_BYTES, Sv32Walker, type WalkContext } from './sv32';
import {
  hexadecimal,
  type Mapping,
  MappingError,
  PERMISSION,
  pagesOf,
  type TableMemory,
  type Translation,
  type TranslationScheme,
} from './translation-scheme';

const TABLE_BYTES = PAGE_BYTES;

export class TwoLevelPageTable implements TranslationScheme {
  readonly name = 'two-level';
  private readonly roots = new Map<number, number>();
  private readonly walker: Sv32Walker;
  private readonly context: WalkContext = {
    root: 0,
    userMode: true,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: false,
  };
  private level = 1;

  constructor(private readonly memory: TableMemory) {
    const scheme = this;
    this.walker = new Sv32Walker({
      refused: false,
      readEntry(address) {
        const index = (address % TABLE_BYTES) / 4;
        const table = scheme.level-- === 1 ? 'root table' : 'inner table';
        return memory.read(address, `entry ${index} of the ${table}`);
      },
      writeEntry: () => {},
    });
  }

  tableBytes(): number {
    return this.memory.allocatedBytes;
  }

  map(mapping: Mapping): void {
    const { virtualAddress, physicalAddress, byteLength = PAGE_BYTES } = mapping;
    const superpages = [virtualAddress, physicalAddress, byteLength].every(
      (each) => each % SUPERPAGE_BYTES === 0,
    );
    const pageBytes = superpages ? SUPERPAGE_BYTES : PAGE_BYTES;
    for (const page of pagesOf(mapping, pageBytes)) this.mapPage(page, pageBytes);
  }

  private mapPage(mapping: Mapping, pageBytes: number): void {
    const root = this.rootOf(mapping.space);
    const rootEntry = root + (mapping.virtualAddress >>> 22) * 4;
    const leaf =
      ((mapping.physicalAddress / PAGE_BYTES) << 10) |
      ENTRY.valid |
      ENTRY.user |
      ENTRY.accessed |
      ENTRY.dirty |
      (mapping.permissions & PERMISSION.read ? ENTRY.read : 0) |
      (mapping.permissions & PERMISSION.write ? ENTRY.read | ENTRY.write : 0) |
      (mapping.permissions & PERMISSION.execute ? ENTRY.execute : 0);
    if (pageBytes === SUPERPAGE_BYTES) {
      this.memory.store(rootEntry, leaf);
      return;
    }
    let pointer = this.memory.load(rootEntry);
    if ((pointer & ENTRY.valid) === 0) {
      pointer = ((this.memory.allocate(TABLE_BYTES, TABLE_BYTES) / PAGE_BYTES) << 10) | ENTRY.valid;
      this.memory.store(rootEntry, pointer);
    } else if ((pointer & (ENTRY.read | ENTRY.execute)) !== 0)
      throw new MappingError(`${hexadecimal(mapping.virtualAddress)} lies in a superpage: unmap that first`);
    this.memory.store((pointer >>> 10) * PAGE_BYTES + ((mapping.virtualAddress >>> 12) & 0x3ff) * 4, leaf);
  }

  unmap(space: number, virtualAddress: number): void {
    const root = this.roots.get(space);
    if (root === undefined) return;
    const rootEntry = root + (virtualAddress >>> 22) * 4;
    const pointer = this.memory.load(rootEntry);
    if ((pointer & ENTRY.valid) === 0) return;
    if ((pointer & (ENTRY.read | ENTRY.execute)) !== 0) this.memory.store(rootEntry, 0);
    else this.memory.store((pointer >>> 10) * PAGE_BYTES + ((virtualAddress >>> 12) & 0x3ff) * 4, 0);
  }

  translate(space: number, virtualAddress: number, access: Access): Translation {
    const { memory, context } = this;
    memory.begin();
    memory.tell(
      `root index ${virtualAddress >>> 22}, inner index ${(virtualAddress >>> 12) & 0x3ff}, offset ${hexadecimal(virtualAddress & 0xfff)}`,
    );
    const root = this.roots.get(space);
    if (root === undefined) return memory.end('not present');
    context.root = root;
    this.level = 1;
    if (this.walker.walk(virtualAddress, access, context) === 'translated')
      return memory.end('translated', this.walker.physicalAddress);
    // Sv32 knows one page fault; the words tell which of the two it was.
    const { accesses, steps } = memory;
    const last = steps[steps.length - 1]?.value ?? 0;
    const isLeaf = (last & ENTRY.valid) !== 0 && (last & (ENTRY.read | ENTRY.execute)) !== 0;
    memory.accesses = accesses;
    return memory.end(isLeaf ? 'permission' : 'not present');
  }

  private rootOf(space: number): number {
    let root = this.roots.get(space);
    if (root === undefined) {
      root = this.memory.allocate(TABLE_BYTES, TABLE_BYTES);
      this.roots.set(space, root);
    }
    return root;
  }
}
