/**
 * Buffers of a described picture: what lies where, in the order in which it came, and what the current event took out.
 * Numbers that a submission gave are told as they are: what is put over something else, or taken where nothing lies.
 */

import type { BufferEffect, BufferPart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, nameOf, oneMore, type PartState, type Reading } from './reading';

/** Bytes of one item that lie side by side. */
export interface Stretch {
  readonly at: number;
  readonly length: number;
  /** From 1 on, in the order in which they began to come. */
  readonly item: number;
  /** Bytes that came into the buffer before these. */
  readonly position: number;
  text: string;
  /** Of the current event. */
  fresh: boolean;
}

interface Putting {
  item: number;
  text: string;
}

export interface Buffer {
  /** In the order in which they came. */
  stretches: Stretch[];
  /** What the current event took out. */
  taken: Stretch[];
  readonly putting: Map<number, Putting>;
  items: number;
  bytes: number;
}

export interface BufferState extends PartState {
  /** Undefined: as far as anything ever lay. */
  readonly bytes: number | undefined;
  readonly buffers: Map<number, Buffer>;
}

export function startBuffer(bytes: number | undefined): BufferState {
  return { ...freshState(), bytes, buffers: new Map() };
}

export function applyToBuffer(
  state: BufferState,
  part: BufferPart,
  effect: BufferEffect,
  reading: Reading,
): void {
  const number = effect.buffer === undefined ? 0 : reading.number(effect.buffer);
  if (number === undefined) return;
  const buffer = state.buffers.get(number) ?? {
    stretches: [],
    taken: [],
    putting: new Map(),
    items: 0,
    bytes: 0,
  };
  state.buffers.set(number, buffer);
  state.touched.add(String(number));
  const owner = reading.number(effect.owner) ?? -1;
  const text = reading.text(effect.text);
  if (effect.begins) buffer.putting.set(owner, { item: 0, text: '' });
  const put = reading.number(effect.put);
  const take = reading.number(effect.take);
  const length = reading.number(effect.length) ?? 1;
  if (put !== undefined) putInto(state, part, buffer, put, length, owner, text);
  else if (take !== undefined) takeOut(state, buffer, take, length);
  else if (text !== undefined) relabel(buffer, reading.number(effect.at), owner, text);
}

function putInto(
  state: BufferState,
  part: BufferPart,
  buffer: Buffer,
  at: number,
  length: number,
  owner: number,
  text: string | undefined,
): void {
  const putting = buffer.putting.get(owner) ?? { item: 0, text: '' };
  if (putting.item === 0) putting.item = ++buffer.items;
  buffer.putting.set(owner, putting);
  for (const inside of cutOut(buffer, at, length))
    state.notes.push(words.overwrites(range(inside), tellStretch(part, inside)));
  if (state.bytes !== undefined && at + length > state.bytes)
    state.notes.push(words.beyond(range({ at, length }), state.bytes));
  const told = [text, putting.text].filter((each) => each !== undefined && each !== '').join(', ');
  buffer.stretches.push({ at, length, item: putting.item, position: buffer.bytes, text: told, fresh: true });
  buffer.bytes += length;
}

function takeOut(state: BufferState, buffer: Buffer, at: number, length: number): void {
  const found = cutOut(buffer, at, length);
  buffer.taken = found.map((inside) => ({ ...inside, fresh: true }));
  const there = found.reduce((sum, inside) => sum + inside.length, 0);
  if (there < length) state.notes.push(words.nothingLies(range({ at, length }), length - there));
}

/** Takes whatever lies within out of the stretches; what lies beside it stays. */
function cutOut(buffer: Buffer, at: number, length: number): Stretch[] {
  const end = at + length;
  const found: Stretch[] = [];
  buffer.stretches = buffer.stretches.flatMap((stretch) => {
    const from = Math.max(at, stretch.at);
    const to = Math.min(end, stretch.at + stretch.length);
    if (from >= to) return [stretch];
    const piece = (first: number, beyond: number): Stretch => ({
      ...stretch,
      at: first,
      length: beyond - first,
      position: stretch.position + first - stretch.at,
    });
    found.push(piece(from, to));
    return [piece(stretch.at, from), piece(to, stretch.at + stretch.length)].filter(
      (each) => each.length > 0,
    );
  });
  return found;
}

function relabel(buffer: Buffer, at: number | undefined, owner: number, text: string): void {
  if (at === undefined) {
    const putting = buffer.putting.get(owner);
    if (putting !== undefined) putting.text = text;
    return;
  }
  for (const stretch of buffer.stretches)
    if (at >= stretch.at && at < stretch.at + stretch.length) {
      stretch.text = [stretch.text, text].filter((each) => each !== '').join(', ');
      stretch.fresh = true;
    }
}

/** Before the next event: nothing is new any more. */
export function settleBuffer(state: BufferState): void {
  for (const number of state.touched) {
    const buffer = state.buffers.get(Number(number));
    if (buffer === undefined) continue;
    buffer.taken = [];
    for (const stretch of buffer.stretches) stretch.fresh = false;
  }
}

/** How many places there are to draw. */
export function bufferLength(state: BufferState, { stretches, taken }: Buffer): number {
  return state.bytes ?? oneMore([...stretches, ...taken].map(({ at, length }) => at + length - 1));
}

const range = ({ at, length }: Pick<Stretch, 'at' | 'length'>) => words.places(at, at + length - 1);

/** Which bytes of the stream, or which item. */
export function nameStretch({ item }: BufferPart, stretch: Stretch): string {
  return item === undefined
    ? words.ofStream(stretch.position, stretch.position + stretch.length - 1)
    : nameOf({ noun: item }, stretch.item);
}

function tellStretch(part: BufferPart, stretch: Stretch): string {
  const name = nameStretch(part, stretch);
  return stretch.text === '' ? name : `${name}, ${stretch.text}`;
}

/** All that lies there or was just taken out, the first to come first. */
export function listed(buffer: Buffer | undefined): readonly { stretch: Stretch; isTaken: boolean }[] {
  const { stretches, taken } = buffer ?? { stretches: [], taken: [] };
  return [
    ...stretches.map((stretch) => ({ stretch, isTaken: false })),
    ...taken.map((stretch) => ({ stretch, isTaken: true })),
  ].sort((first, second) => first.stretch.position - second.stretch.position);
}

export function bufferGrid(part: BufferPart, state: BufferState, numbers: readonly number[]): Grid {
  return {
    caption: part.title,
    columns: [part.noun ?? words.buffer, words.place, words.holds, words.state],
    rows: numbers.flatMap((number) => {
      return listed(state.buffers.get(number)).map(({ stretch, isTaken }) => [
        String(number),
        range(stretch),
        tellStretch(part, stretch),
        isTaken ? words.takenOut : '',
      ]);
    }),
  };
}
