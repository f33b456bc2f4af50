/** What pictures of runs of the demand pager have in common: frames with their bits, and the swap area. */
import type { SlotsPart, TableEffect, TablePart } from '../picture-description';

export function framesPart(flags: readonly string[], pointer: string): SlotsPart {
  return {
    kind: 'slots',
    title: 'Frames',
    noun: 'frame',
    count: { parameter: 'frames' },
    empty: 'free',
    flags,
    pointers: [pointer],
  };
}

export const SWAP_PART: TablePart = {
  kind: 'table',
  title: 'Swap area',
  key: 'page',
  columns: ['last transfer'],
};

const transfer = (text: string): TableEffect => ({
  part: 'swap',
  row: 'page',
  set: { 'last transfer': { text } },
});

/** Of the part `swap`. */
export const SWAP_WRITTEN = transfer('written from frame {frame}');
export const SWAP_READ = transfer('read into frame {frame}');
