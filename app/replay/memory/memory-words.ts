/** Every text of the memory map, in one typed place. */
import { formatCount, formatCounted } from '../replay-words';
import type { Block, MemoryModel, Totals } from './memory-model';
import type { FreeBlock, Structure } from './structure-model';

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
    `${formatCounted(block.bytes, 'bytes')} at ${memoryWords.place(model, block.address)}: ${formatCount(block.askedBytes)} asked for, ${formatCount(block.bytes - block.askedBytes)} wasted, allocated by event ${formatCount(block.from)}`,
  totals: ({ askedBytes, wasteBytes, freeBytes, largestFreeBytes }: Totals) =>
    `${formatCounted(askedBytes, 'bytes')} asked for, ${formatCount(wasteBytes)} wasted in blocks, ${formatCount(freeBytes)} free, the longest free stretch ${formatCount(largestFreeBytes)}.`,
  grid: 'Blocks after this event',
  columns: ['address', 'arena +', 'asked for', 'block', 'waste', 'allocated by event'],
  empty: 'No block is allocated at this event.',
  structure: 'Free blocks by size, by the rules (lowest address first)',
  size: 'size',
  bytes: (bytes: number) => formatCounted(bytes, 'bytes'),
  offset: (offset: number) => `+${formatCount(offset)}`,
  leftOut: ({ offset, bytes }: FreeBlock) => `${formatCounted(bytes, 'bytes')} at +${formatCount(offset)}`,
  due: (due: Structure['due']) =>
    due
      ? `By the rules: ${formatCounted(due.block.bytes, 'bytes')} at +${formatCount(due.block.offset)}, from the free block of ${formatCount(due.outOf.bytes)}.`
      : 'By the rules: no free block is large enough, -1.',
  records: 'What your allocator stored last',
  wordPlace: 'from',
  notStored: '··',
  inArena: (offset: number) => `arena + ${offset}`,
  inMetadata: (offset: number) => `metadata + ${offset}`,
  toArena: (offset: number) => `→ a+${offset}`,
  toMetadata: (offset: number) => `→ m+${offset}`,
  recordColumns: ['address', 'place', 'value', 'as an address', 'stored by event', 'when'],
  recordsHelp:
    'Outlined: stored by this call. → a+32 is the address arena + 32, → m+32 metadata + 32. A word is forgotten once its block is given out.',
  ofThisCall: 'by this call',
  noStores:
    'Your allocator stores nothing at all in this run: what it keeps in variables is gone at the next call.',
  storesNotTold: 'This run was recorded by an older version of the exercise, which does not tell stores.',
  untold: '(from here on further stores are not told: there are too many)',
} as const;
