/**
 * A marshalling run as bytes: from a trace (exercises/rpc/marshalling) to what stands in the message at any event,
 * which event put it there, and which member of the record it came from. No drawing here.
 *
 *      marshal, byte, byte ... marshalled │ message, message ..., unmarshal, ... unmarshalled │ marshal ...
 *      └──────────── round 0 ────────────┘└──────────────────── round 1 ────────────────────┘
 */

import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import type { Failure } from '../failures';
import { History } from '../history';

export interface StoredByte {
  readonly value: number;
  /** Member of the record; -1 for none. */
  readonly member: number;
  readonly event: number;
}

/** One record that is marshalled, or one message that is unmarshalled. */
export interface Round {
  readonly direction: 'marshal' | 'unmarshal';
  /** First event. */
  readonly from: number;
  /** Size of the buffer or the message. */
  bytes: number;
  /** By offset in the message. Offsets that were never stored have no history. */
  readonly cells: History<StoredByte>[];
  /** Members of the record that bytes came from, ascending. */
  members: readonly number[];
}

export interface BytesModel {
  readonly rounds: readonly Round[];
}

/** Beyond this, an offset is no place in a message: a stray store. */
const MOST_BYTES = 65_536;

export function bytesModel(trace: Trace): BytesModel {
  const rounds: Round[] = [];
  const begin = (direction: Round['direction'], from: number, bytes: number): Round => {
    const round: Round = { direction, from, bytes, cells: [], members: [] };
    rounds.push(round);
    return round;
  };
  let current: Round | undefined;
  let arriving = false;
  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const name = event.kind.name;
    if (name === 'marshal') current = begin('marshal', index, fieldOf(event, 'capacity') ?? 0);
    if (name === 'message' && !arriving) current = begin('unmarshal', index, 0);
    // A message of no bytes has no event of its own before it is unmarshalled.
    if (name === 'unmarshal' && !arriving) current = begin('unmarshal', index, 0);
    arriving = name === 'message';
    if (current === undefined) continue;
    if (name === 'unmarshal') current.bytes = fieldOf(event, 'length') ?? 0;
    if (name !== 'byte' && name !== 'message') continue;
    const offset = fieldOf(event, 'offset') ?? -1;
    if (!Number.isInteger(offset) || offset < 0 || offset >= MOST_BYTES) continue;
    const member = fieldOf(event, 'field') ?? -1;
    current.cells[offset] ??= new History();
    current.cells[offset].set(index, { value: fieldOf(event, 'value') ?? 0, member, event: index });
    if (name === 'message') current.bytes = Math.max(current.bytes, offset + 1);
    else if (!current.members.includes(member))
      current.members = [...current.members, member].sort((first, second) => first - second);
  }
  return { rounds };
}

/** Number of the round that event `index` belongs to; -1 before the first. */
export function roundAt(model: BytesModel, index: number): number {
  return model.rounds.findLastIndex(({ from }) => from <= index);
}

/** The message after event `index`, by offset up to the last byte that is ever stored; undefined: not stored yet. */
export function messageAt(round: Round, index: number): readonly (StoredByte | undefined)[] {
  return Array.from({ length: round.cells.length }, (_, offset) => round.cells[offset]?.at(index));
}

/** Offsets of the message at which a check fails, in this round. */
export function failedOffsets(
  model: BytesModel,
  round: number,
  trace: Trace,
  failures: readonly Failure[],
): ReadonlySet<number> {
  const offsets = new Set<number>();
  for (const { event } of failures) {
    if (roundAt(model, event) !== round) continue;
    const offset = fieldOf(trace.event(event), 'offset');
    if (offset !== undefined) offsets.add(offset);
  }
  return offsets;
}
