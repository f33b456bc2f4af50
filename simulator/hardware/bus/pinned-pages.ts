/**
 * Which pages of physical memory a device may touch because the kernel keeps them where they are.
 *
 * A transfer that is under way while its page is given to somebody else would write into the wrong process. So
 * the kernel pins the pages of a buffer before it starts a transfer, and unpins them when it has ended. A page may
 * be pinned several times over, once for each transfer.
 */
import { PAGE_BYTES } from '../memory/physical-memory';

export class PinnedPages {
  private readonly counts = new Map<number, number>();

  /** @param checked false: memory of a machine without paging, where nothing moves and all counts as pinned. */
  constructor(readonly checked: boolean) {}

  pin(address: number, byteLength: number): void {
    for (const page of pagesOf(address, byteLength)) this.counts.set(page, (this.counts.get(page) ?? 0) + 1);
  }

  /** @throws when a page is not pinned: pin and unpin must pair. */
  unpin(address: number, byteLength: number): void {
    for (const page of pagesOf(address, byteLength)) {
      const count = this.counts.get(page) ?? 0;
      if (count === 0)
        throw new Error(
          `page 0x${(page * PAGE_BYTES).toString(16)} is not pinned: unpin what was pinned, once`,
        );
      if (count === 1) this.counts.delete(page);
      else this.counts.set(page, count - 1);
    }
  }

  /** The first address of the range in a page that is not pinned; undefined when all are. */
  firstUnpinned(address: number, byteLength: number): number | undefined {
    if (!this.checked) return undefined;
    const last = lastPageOf(address, byteLength);
    for (let page = Math.floor(address / PAGE_BYTES); page <= last; page++)
      if (!this.counts.has(page)) return Math.max(address, page * PAGE_BYTES);
    return undefined;
  }

  save(): number[][] {
    return [...this.counts].sort((a, b) => a[0] - b[0]);
  }

  restore(state: readonly (readonly number[])[]): void {
    this.counts.clear();
    for (const [page, count] of state as [number, number][]) this.counts.set(page, count);
  }
}

function pagesOf(address: number, byteLength: number): number[] {
  const first = Math.floor(address / PAGE_BYTES);
  return Array.from({ length: lastPageOf(address, byteLength) - first + 1 }, (_, i) => first + i);
}

function lastPageOf(address: number, byteLength: number): number {
  return Math.floor((address + Math.max(byteLength, 1) - 1) / PAGE_BYTES);
}
