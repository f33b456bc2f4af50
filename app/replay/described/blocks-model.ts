/**
 * Stretches of memory of a described picture: blocks at their addresses, and what is free between them.
 *
 *      stretch   | held 40 | freed 24 | free 100    | held 16 |       freed: nobody had it since; free: nor before
 *
 * `layoutOfBlocks` is what is drawn, from the lowest address up.
 */
import type { BlocksEffect, BlocksPart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, nameOf, type PartState, type Reading } from './reading';
import { hexadecimal } from './space-model';

interface Block {
  readonly address: number;
  readonly bytes: number;
  readonly text: string;
  isFree: boolean;
}

interface BlockAccess {
  readonly address: number;
  /** Empty: it went well. */
  readonly fault: string;
}

export interface BlocksState extends PartState {
  readonly count: number;
  readonly stretchBytes: number | undefined;
  readonly leastGapBytes: number;
  start: number | undefined;
  /** Of a single stretch. */
  end: number | undefined;
  /** In ascending order of addresses; of one address the older one first. */
  blocks: Block[];
  access: BlockAccess | undefined;
  /** How events tell addresses. */
  isHexadecimal: boolean;
}

export function startBlocks(
  count: number | undefined,
  stretchBytes: number | undefined,
  leastGapBytes: number | undefined,
): BlocksState {
  return {
    ...freshState(),
    count: count ?? 1,
    stretchBytes,
    leastGapBytes: leastGapBytes ?? 1,
    start: undefined,
    end: undefined,
    blocks: [],
    access: undefined,
    isHexadecimal: false,
  };
}

export function applyToBlocks(state: BlocksState, effect: BlocksEffect, reading: Reading): void {
  if (effect.clear) state.blocks = [];
  state.isHexadecimal ||= [effect.start, effect.end, effect.block, effect.access].some((operand) =>
    reading.isAddress(operand),
  );
  state.start = reading.number(effect.start) ?? state.start;
  state.end = reading.number(effect.end) ?? state.end;
  const address = reading.number(effect.block);
  if (address !== undefined) {
    const bytes = reading.number(effect.bytes);
    state.touched.add(String(address));
    if (effect.remove) state.blocks = state.blocks.filter((block) => block.address !== address);
    else if (effect.free) for (const block of state.blocks) block.isFree ||= block.address === address;
    else if (bytes !== undefined) {
      const text = reading.text(effect.text) ?? words.bytes(bytes);
      state.blocks = [
        ...state.blocks.flatMap((block) =>
          block.isFree ? leftOf(block, address, address + bytes, state.leastGapBytes) : block,
        ),
        { address, bytes, text, isFree: false },
      ].sort((first, second) => first.address - second.address);
    }
  }
  const accessed = reading.number(effect.access);
  if (accessed !== undefined) state.access = { address: accessed, fault: reading.told(effect.fault) ?? '' };
}

/** What is left of a block that was freed, outside of [from, to), where it is long enough to be drawn. */
function leftOf(block: Block, from: number, to: number, least: number): Block[] {
  const end = block.address + block.bytes;
  if (to <= block.address || from >= end) return [block];
  return [
    { ...block, bytes: from - block.address },
    { ...block, address: to, bytes: end - to },
  ].filter(({ bytes }) => bytes >= least);
}

/** A block, or what is free between two. */
export interface BlockPiece {
  readonly address: number;
  /** The address as it is written. */
  readonly place: string;
  readonly bytes: number;
  readonly text: string;
  readonly isFree: boolean;
  /** It shares bytes with what lies before it. */
  readonly overlaps: boolean;
  readonly isHere: boolean;
  /** The access of this event is to it: in words. */
  readonly access?: string;
  readonly isFault?: boolean;
}

export interface Stretch {
  readonly number: number;
  readonly pieces: readonly BlockPiece[];
}

/** Of many pieces only those around what the event is about. */
export function layoutOfBlocks(
  state: BlocksState,
  most: number,
): { readonly stretches: readonly Stretch[]; readonly shown: number; readonly all: number } {
  const all = Array.from({ length: state.count }, (_, number) => ({
    number,
    pieces: piecesOf(state, number),
  }));
  const pieces = all.flatMap((stretch) => stretch.pieces);
  const here = Math.max(
    0,
    pieces.findIndex(({ isHere }) => isHere),
  );
  const from = Math.max(0, Math.min(pieces.length - most, here - Math.floor(most / 2)));
  const shown = new Set(pieces.slice(from, from + most));
  return {
    stretches: all
      .map(({ number, pieces: own }) => ({ number, pieces: own.filter((piece) => shown.has(piece)) }))
      .filter(({ pieces: own }, number) => own.length > 0 || all[number].pieces.length === 0),
    shown: shown.size,
    all: pieces.length,
  };
}

/** First address of a stretch, and the first one beyond it. */
function boundsOf(state: BlocksState, number: number): readonly [from: number, to: number] {
  const { start, stretchBytes, blocks } = state;
  if (stretchBytes !== undefined)
    return start === undefined
      ? [0, 0]
      : [start + number * stretchBytes, start + (number + 1) * stretchBytes];
  const last = blocks.at(-1);
  const from = start ?? blocks[0]?.address ?? 0;
  return [from, state.end ?? (last === undefined ? from : last.address + last.bytes)];
}

function piecesOf(state: BlocksState, number: number): readonly BlockPiece[] {
  const { count, leastGapBytes, access, touched } = state;
  const [from, to] = boundsOf(state, number);
  // What lies outside of all of them is told with the first or the last one.
  const isOwn = ({ address }: Block) =>
    (number === 0 || address >= from) && (number === count - 1 || address < to);
  const pieces: BlockPiece[] = [];
  const placeOf = (address: number) => (state.isHexadecimal ? hexadecimal(address) : String(address));
  let reached = from;
  const add = (address: number, bytes: number, block?: Block) => {
    const isAccessed = access !== undefined && access.address >= address && access.address < address + bytes;
    pieces.push({
      address,
      place: placeOf(address),
      bytes,
      text: block === undefined ? words.freeBytes(bytes) : block.isFree ? words.freed(bytes) : block.text,
      isFree: block?.isFree ?? true,
      overlaps: block !== undefined && address < reached,
      isHere: isAccessed || (block !== undefined && touched.has(String(address))),
      ...(isAccessed && {
        access: words.accessAt(placeOf(access.address), access.fault),
        isFault: access.fault !== '',
      }),
    });
    reached = Math.max(reached, address + bytes);
  };
  for (const block of state.blocks.filter(isOwn)) {
    if (block.address - reached >= leastGapBytes) add(reached, block.address - reached);
    add(block.address, block.bytes, block);
  }
  if (to - reached >= leastGapBytes) add(reached, to - reached);
  return pieces;
}

export function blocksGrid(part: BlocksPart, stretches: readonly Stretch[]): Grid {
  return {
    caption: part.title,
    columns: [part.noun ?? words.stretch, words.address, words.what],
    rows: stretches.flatMap(({ number, pieces }) =>
      pieces.map(({ place, text, overlaps, access = '' }) => [
        String(number),
        place,
        [text, overlaps ? words.sharesBytes : '', access].filter((each) => each !== '').join(', '),
      ]),
    ),
  };
}

export const stretchName = (part: BlocksPart, number: number) =>
  nameOf({ noun: part.noun ?? words.stretch }, number);
