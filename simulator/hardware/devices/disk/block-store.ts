/**
 * What is on a disk: sectors, all zero until written, kept in blocks of 4 KiB that are shared with snapshots until
 * they are written again (copy on write).
 */
import { SECTOR_BYTES } from './disk-mechanics';

const BLOCK_BYTES = 4096;
const SECTORS_PER_BLOCK = BLOCK_BYTES / SECTOR_BYTES;

export class BlockStore {
  private readonly blocks = new Map<number, Uint8Array>();
  /** Blocks that no snapshot shares. */
  private readonly own = new Set<number>();

  read(sector: number, count: number): Uint8Array {
    const bytes = new Uint8Array(count * SECTOR_BYTES);
    for (let done = 0; done < count; ) {
      const block = this.blocks.get(Math.floor((sector + done) / SECTORS_PER_BLOCK));
      const at = (sector + done) % SECTORS_PER_BLOCK;
      const some = Math.min(count - done, SECTORS_PER_BLOCK - at);
      if (block !== undefined)
        bytes.set(block.subarray(at * SECTOR_BYTES, (at + some) * SECTOR_BYTES), done * SECTOR_BYTES);
      done += some;
    }
    return bytes;
  }

  /** @param bytes a whole number of sectors. */
  write(sector: number, bytes: Uint8Array): void {
    for (let i = 0; i * SECTOR_BYTES < bytes.length; i++) {
      const number = Math.floor((sector + i) / SECTORS_PER_BLOCK);
      const block = this.writable(number);
      const at = ((sector + i) % SECTORS_PER_BLOCK) * SECTOR_BYTES;
      block.set(bytes.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES), at);
    }
  }

  /** [number, content] of each block ever written, in order of number. */
  save(): (readonly [number, Uint8Array])[] {
    this.own.clear();
    return [...this.blocks].sort((a, b) => a[0] - b[0]);
  }

  restore(state: readonly (readonly [number, Uint8Array])[]): void {
    this.blocks.clear();
    this.own.clear();
    for (const [number, block] of state) this.blocks.set(number, block);
  }

  private writable(number: number): Uint8Array {
    const block = this.blocks.get(number);
    if (block !== undefined && this.own.has(number)) return block;
    const copy = block === undefined ? new Uint8Array(BLOCK_BYTES) : block.slice();
    this.blocks.set(number, copy);
    this.own.add(number);
    return copy;
  }
}
