/**
 * An allocation run as blocks with a lifetime: from a trace (exercises/memory/buddy-allocator) to what lies where
 * at any event, and how the arena is laid out in rows. No drawing here.
 *
 *      allocate ──▶ [ asked ▒ waste ] ──free──▶ gone         a block covers [from, to) of the events
 */
import type { CaseParameters } from '../../../exercises/exercise-definition';
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';

export interface Block {
  readonly address: number;
  /** What was asked for. */
  readonly askedBytes: number;
  /** What it occupies: never less than was asked for. */
  readonly bytes: number;
  /** Event that allocated it. */
  readonly from: number;
  /** Event that freed it; Infinity when none did. */
  to: number;
}

export interface MemoryModel {
  readonly base: number;
  readonly bytes: number;
  readonly minimumBlockBytes: number;
  /** The event with which the arena is one free block for the first time. */
  readonly readyFrom: number;
  /** In the order of their allocation. */
  readonly blocks: readonly Block[];
}

export function memoryModel(trace: Trace, parameters: CaseParameters): MemoryModel {
  let base: number | undefined;
  let bytes = Number(parameters.arenaBytes ?? 0);
  let minimumBlockBytes = Number(parameters.minimumBlockBytes ?? 0);
  let readyFrom: number | undefined;
  const blocks: Block[] = [];
  const live = new Map<number, Block>();
  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const address = fieldOf(event, 'address') ?? 0;
    switch (event.kind.name) {
      case 'arena':
        readyFrom ??= index;
        base = fieldOf(event, 'base') ?? 0;
        bytes = fieldOf(event, 'bytes') ?? bytes;
        minimumBlockBytes = fieldOf(event, 'minimumBlockBytes') ?? minimumBlockBytes;
        if (![base, bytes, minimumBlockBytes].every(Number.isSafeInteger))
          throw new RangeError(`no arena: ${bytes} bytes at ${base}, by ${minimumBlockBytes}`);
        // The machine starts, perhaps again: no block is allocated.
        for (const block of live.values()) block.to = index;
        live.clear();
        break;
      case 'allocate': {
        const askedBytes = Math.max(0, fieldOf(event, 'bytes') ?? 0);
        const blockBytes = fieldOf(event, 'blockBytes') ?? 0;
        // A trace may tell any number: what lies at no place is no block.
        if (![address, askedBytes, blockBytes].every(Number.isSafeInteger)) break;
        const block: Block = {
          address,
          askedBytes,
          bytes: Math.max(askedBytes, blockBytes),
          from: index,
          to: Number.POSITIVE_INFINITY,
        };
        // An allocator that gives the same address out twice: the second block hides the first.
        blocks.push(block);
        live.set(address, block);
        break;
      }
      case 'free': {
        const block = live.get(address);
        if (block !== undefined) block.to = index;
        live.delete(address);
        break;
      }
    }
  }
  base ??= Math.min(0, ...blocks.map((block) => block.address));
  const end = blocks.reduce((highest, block) => Math.max(highest, block.address + block.bytes), base);
  bytes ||= end - base;
  return {
    base,
    bytes: Math.max(1, bytes),
    minimumBlockBytes: Math.max(1, minimumBlockBytes),
    readyFrom: readyFrom ?? 0,
    blocks,
  };
}

/** The blocks after event `index`, by address; of two at one address the later one last. */
export function blocksAt(model: MemoryModel, index: number): readonly Block[] {
  return model.blocks
    .filter(({ from, to }) => from <= index && index < to)
    .sort((first, second) => first.address - second.address || first.from - second.from);
}

/** Blocks that share a byte with the one before them: the sign of a broken allocator. */
export function overlapping(blocks: readonly Block[]): ReadonlySet<Block> {
  const found = new Set<Block>();
  let reach: Block | undefined;
  for (const block of blocks) {
    if (reach !== undefined && block.address < reach.address + reach.bytes) {
      found.add(block);
      found.add(reach);
    }
    if (reach === undefined || block.address + block.bytes > reach.address + reach.bytes) reach = block;
  }
  return found;
}

export interface Totals {
  readonly askedBytes: number;
  readonly wasteBytes: number;
  readonly freeBytes: number;
  /** The longest run of free bytes. */
  readonly largestFreeBytes: number;
}

export function totals(model: MemoryModel, blocks: readonly Block[]): Totals {
  let askedBytes = 0;
  let wasteBytes = 0;
  let freeBytes = 0;
  let largestFreeBytes = 0;
  let reached = model.base;
  const gap = (to: number) => {
    const free = Math.max(0, to - reached);
    freeBytes += free;
    largestFreeBytes = Math.max(largestFreeBytes, free);
  };
  for (const block of blocks) {
    askedBytes += block.askedBytes;
    wasteBytes += block.bytes - block.askedBytes;
    gap(Math.min(block.address, model.base + model.bytes));
    reached = Math.max(reached, block.address + block.bytes);
  }
  gap(model.base + model.bytes);
  return { askedBytes, wasteBytes, freeBytes, largestFreeBytes };
}

/** Bytes of one row of the map: a power of two of smallest blocks, at most 16 rows. */
export function rowBytesOf(model: MemoryModel): number {
  let rowBytes = Math.max(1, model.minimumBlockBytes) * 8;
  while (rowBytes * 16 < model.bytes) rowBytes *= 2;
  return Math.min(rowBytes, model.bytes);
}

export interface Piece {
  readonly row: number;
  /** Offset in the row. */
  readonly from: number;
  readonly to: number;
}

/** [address, address + bytes) cut at the ends of the rows; what lies outside the arena is left out. */
export function piecesOf(
  model: MemoryModel,
  rowBytes: number,
  address: number,
  bytes: number,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = Math.max(0, address - model.base);
  const end = Math.min(model.bytes, address + bytes - model.base);
  while (from < end) {
    const row = Math.floor(from / rowBytes);
    const to = Math.min(end, (row + 1) * rowBytes);
    pieces.push({ row, from: from - row * rowBytes, to: to - row * rowBytes });
    from = to;
  }
  return pieces;
}
