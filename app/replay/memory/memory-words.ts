/** Every text of the memory map, in one typed place. */
import { formatCount } from '../replay-words';
import type { Block, MemoryModel, Totals } from './memory-model';

export const memoryWords = {
  map: 'Memory map at the current event',
  history: 'The whole run: events to the right, addresses downwards',
  help: 'Point at a block to read it, or choose one with ↑ ↓; Enter goes to the event that allocated it.',
  asked: 'asked for',
  waste: 'waste inside the block',
  free: 'free',
  overlap: 'overlaps another block',
  place: (model: MemoryModel, address: number) => `${address} (arena + ${address - model.base})`,
  block: (model: MemoryModel, block: Block) =>
    `${formatCount(block.bytes)} bytes at ${memoryWords.place(model, block.address)}: ${formatCount(block.askedBytes)} asked for, ${formatCount(block.bytes - block.askedBytes)} wasted, allocated by event ${formatCount(block.from)}`,
  totals: ({ askedBytes, wasteBytes, freeBytes, largestFreeBytes }: Totals) =>
    `${formatCount(askedBytes)} bytes asked for, ${formatCount(wasteBytes)} wasted in blocks, ${formatCount(freeBytes)} free, the longest free stretch ${formatCount(largestFreeBytes)}.`,
  grid: 'Blocks after this event',
  columns: ['address', 'arena +', 'asked for', 'block', 'waste', 'allocated by event'],
  empty: 'No block is allocated at this event.',
} as const;
