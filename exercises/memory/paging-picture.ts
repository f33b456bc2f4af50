/** What pictures of runs of the demand pager have in common: frames with their bits, and the swap area. */
import type { PictureEffect, SlotsEffect, SlotsPart, TablePart, TrafficPart } from '../picture-description';

export function framesPart(flags: readonly string[], ...pointers: readonly string[]): SlotsPart {
  return {
    kind: 'slots',
    title: 'Frames',
    noun: 'frame',
    count: { parameter: 'frames' },
    empty: 'free',
    flags,
    pointers,
  };
}

const SWAP: TablePart = {
  kind: 'table',
  title: 'Swap area',
  key: 'page',
  columns: ['last transfer'],
};

const TRAFFIC: TrafficPart = {
  kind: 'traffic',
  title: 'Swap traffic',
  noun: 'direction',
  names: ['read in', 'written out'],
  transactions: ['page in', 'page out'],
  unit: 'pages',
};

/** Marks the frame that an event is about. */
export const FRAME_HERE: SlotsEffect = { part: 'frames', slot: 'frame' };

/** The swap area, and what goes to it and comes from it. */
export const SWAP_PARTS = { swap: SWAP, traffic: TRAFFIC };

const transfer = (by: 0 | 1, text: string): readonly PictureEffect[] => [
  { part: 'swap', row: 'page', set: { 'last transfer': { text } } },
  {
    ...{ part: 'traffic', by, transaction: TRAFFIC.transactions[by] },
    ...{ text: 'page {page}', amount: 1 },
  },
];

export const SWAP_READ = transfer(0, 'read into frame {frame}');
export const SWAP_WRITTEN = transfer(1, 'written from frame {frame}');
