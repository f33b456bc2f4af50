/**
 * A hash of space and page number chooses a bucket; the bucket's chain holds the entries.
 *
 *      bucket: address of the first entry, 0 when empty
 *      entry, 16 bytes: | frame, permissions, present | page number | space | next |
 *
 * New entries go to the end of their chain, so that probes follow the order of mapping.
 */
import type { Access } from '../memory/physical-memory-protection';
import {
  entryOf,
  frameOf,
  hexadecimal,
  type Mapping,
  pagesOf,
  permissionsOf,
  permits,
  type TableMemory,
  type Translation,
  type TranslationScheme,
} from './translation-scheme';

const PAGE_BYTES = 4096;
const ENTRY_BYTES = 16;
const PAGE_AT = 4;
const SPACE_AT = 8;
const NEXT_AT = 12;

export class HashedPageTable implements TranslationScheme {
  readonly name = 'hashed';
  private readonly table: number;
  private freeEntry = 0;
  private entries = 0;

  /** @param buckets a power of two. */
  constructor(
    private readonly memory: TableMemory,
    readonly buckets: number,
  ) {
    this.table = memory.allocate(buckets * 4, PAGE_BYTES);
  }

  /** Knuth's multiplicative hash (TAOCP 3, section 6.4) of page number and space. */
  bucketOf(space: number, page: number): number {
    const product = Math.imul(page ^ Math.imul(space, 0x85eb_ca6b), 0x9e37_79b1);
    // The upper bits of the product are the well-mixed ones.
    return (product >>> Math.clz32(this.buckets - 1)) & (this.buckets - 1);
  }

  tableBytes(): number {
    return this.buckets * 4 + this.entries * ENTRY_BYTES;
  }

  map(mapping: Mapping): void {
    for (const page of pagesOf(mapping, PAGE_BYTES)) this.mapPage(page);
  }

  private mapPage(mapping: Mapping): void {
    this.unmap(mapping.space, mapping.virtualAddress);
    const page = mapping.virtualAddress / PAGE_BYTES;
    let entry = this.freeEntry;
    if (entry === 0) entry = this.memory.allocate(ENTRY_BYTES, ENTRY_BYTES);
    else this.freeEntry = this.memory.load(entry + NEXT_AT);
    this.memory.store(entry, entryOf(mapping.physicalAddress / PAGE_BYTES, mapping.permissions));
    this.memory.store(entry + PAGE_AT, page);
    this.memory.store(entry + SPACE_AT, mapping.space);
    this.memory.store(entry + NEXT_AT, 0);
    let link = this.table + this.bucketOf(mapping.space, page) * 4;
    while (this.memory.load(link) !== 0) link = this.memory.load(link) + NEXT_AT;
    this.memory.store(link, entry);
    this.entries++;
  }

  unmap(space: number, virtualAddress: number): void {
    const page = virtualAddress >>> 12;
    let link = this.table + this.bucketOf(space, page) * 4;
    for (let entry = this.memory.load(link); entry !== 0; entry = this.memory.load(link)) {
      if (this.memory.load(entry + PAGE_AT) === page && this.memory.load(entry + SPACE_AT) === space) {
        this.memory.store(link, this.memory.load(entry + NEXT_AT));
        this.memory.store(entry + NEXT_AT, this.freeEntry);
        this.freeEntry = entry;
        this.entries--;
        return;
      }
      link = entry + NEXT_AT;
    }
  }

  translate(space: number, virtualAddress: number, access: Access): Translation {
    const { memory } = this;
    const page = virtualAddress >>> 12;
    const bucket = this.bucketOf(space, page);
    memory.begin();
    memory.tell(
      `page number ${page} of space ${space}, offset ${hexadecimal(virtualAddress & 0xfff)}, bucket ${bucket}`,
    );
    let entry = memory.read(this.table + bucket * 4, `head of bucket ${bucket}`);
    for (let place = 0; entry !== 0; place++) {
      const frame = memory.read(entry, `entry ${place} of the chain`);
      if (memory.load(entry + PAGE_AT) === page && memory.load(entry + SPACE_AT) === space) {
        if (!permits(permissionsOf(frame), access)) return memory.end('permission');
        return memory.end('translated', frameOf(frame) * PAGE_BYTES + (virtualAddress & 0xfff));
      }
      entry = memory.load(entry + NEXT_AT);
    }
    return memory.end('not present');
  }
}
