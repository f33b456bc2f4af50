/**
 * Which page sizes a region of memory gets: waste in its last page against tables for smaller ones.
 *
 *      region   │ 1 GiB │ 2 MiB │ 2 MiB │ 4 KiB │ 4 KiB │··· waste
 *      table                    └ one for each larger page that is divided
 *
 * Every size but the smallest may be divided by a table of the next smaller one; a page lies at a multiple of its own
 * size. Sizes are told by their place, the smallest first. One answer is good for as many pages as fit wholly into the
 * rest of the region, up to where a larger page could lie; for one where none fits.
 */
import type { PageSizeChoice } from './page-size-interface';

export interface PageSizes {
  /** Ascending, each a multiple of the one before. */
  readonly bytes: readonly number[];
  /** Of one table, whichever size it divides. */
  readonly tableBytes: number;
}

/** Sv32: one table of 4 KiB for 4 MiB. */
export const SV32_SIZES: PageSizes = { bytes: [4096, 4 * 2 ** 20], tableBytes: 4096 };
/** Sv39, and x86 with 64 bits. */
export const THREE_SIZES: PageSizes = { bytes: [4096, 2 * 2 ** 20, 2 ** 30], tableBytes: 4096 };

/** Pages of one size behind one another. */
export interface Run {
  readonly at: number;
  readonly size: number;
  readonly count: number;
}

export interface Layout {
  /** Number of pages of each size. */
  readonly pages: readonly number[];
  /** Behind the last byte of the region. */
  readonly wasteBytes: number;
  readonly tableBytes: number;
  /** An answer that names a size which may not lie there: the rest has no pages. */
  readonly refused?: { readonly at: number; readonly answer: number; readonly largest: number };
}

/**
 * Lays a region out from its first byte on.
 * @param start a multiple of the smallest size. @param tell is told of each run of pages, as it is laid.
 */
export function layOut(
  bytes: number,
  sizes: PageSizes,
  choice: PageSizeChoice,
  start = 0,
  tell: (run: Run) => void = () => {},
): Layout {
  const pages = sizes.bytes.map(() => 0);
  const divided = new Set<string>();
  const end = start + bytes;
  let at = start;
  const made = (refused?: Layout['refused']): Layout => ({
    ...{ pages, wasteBytes: Math.max(0, at - end), tableBytes: divided.size * sizes.tableBytes },
    ...(refused && { refused }),
  });
  while (at < end) {
    const largest = sizes.bytes.findLastIndex((each) => at % each === 0);
    const answer = choice.choose(end - at, largest);
    if (!(Number.isInteger(answer) && answer >= 0 && answer <= largest)) return made({ at, answer, largest });
    const pageBytes = sizes.bytes[answer];
    const above = sizes.bytes[answer + 1];
    const room = above === undefined ? end - at : Math.min(end - at, above - (at % above));
    const count = Math.max(1, Math.floor(room / pageBytes));
    for (let size = answer + 1; size < sizes.bytes.length; size++)
      divided.add(`${size}:${Math.floor(at / sizes.bytes[size])}`);
    pages[answer] += count;
    tell({ at, size: answer, count });
    at += count * pageBytes;
  }
  return made();
}
