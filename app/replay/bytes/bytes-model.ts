/**
 * A marshalling run as bytes: from a trace (exercises/rpc/marshalling) to what stands in the message at any event,
 * which event put it there, and which member of the record it came from; of a round of unmarshalling also what stands
 * in the destination and in blocks. No drawing here.
 *
 *      type, value, marshal, byte, byte ... marshalled │ type, value, message ..., unmarshal, ... unmarshalled │ ...
 *      └─────────────────── round 0 ──────────────────┘└────────────────────── round 1 ─────────────────────┘
 */

import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace, TraceEvent } from '../../../simulator/engine/trace';
import type { FlatType } from '../../../simulator/network/rpc/flat-record';
import { layoutOf } from '../../../simulator/network/rpc/record-type';
import type { Failure } from '../failures';
import { History, historyOf } from '../history';
import { type Oddities, type ToldRecord, toldRecord } from './record-model';

export interface StoredByte {
  readonly value: number;
  /** Member of the record; -1 for none. */
  readonly member: number;
  readonly event: number;
}

/** Memory that unmarshalling fills: the destination, then blocks in the order in which they were asked for. */
export interface Area {
  readonly address: number;
  readonly bytes: number;
  /** The event from which on it is there. */
  readonly from: number;
}

/** One record that is marshalled, or one message that is unmarshalled. */
export interface Round {
  direction: 'marshal' | 'unmarshal';
  /** First event. */
  readonly from: number;
  /** Size of the buffer or the message. */
  bytes: number;
  /** By offset in the message. Offsets that were never stored have no history. */
  readonly cells: History<StoredByte>[];
  /** Members of the record that bytes came from, ascending. */
  members: readonly number[];
  /** undefined where the trace does not tell it: older ones do not. */
  record: ToldRecord | undefined;
  readonly areas: Area[];
  /** Of the areas, by address. */
  readonly built: Map<number, History<BuiltByte>>;
}

export interface BuiltByte {
  readonly value: number;
  readonly event: number;
}

export interface BytesModel {
  readonly rounds: readonly Round[];
  /** The event from which on stores of unmarshalling are not told any more; Infinity when all are. */
  readonly untoldFrom: number;
}

/** Beyond this, an offset is no place in a message: a stray store. */
const MOST_BYTES = 65_536;

const BEGINS = new Set(['type', 'marshal', 'message', 'unmarshal']);
const ENDS = new Set(['marshalled', 'unmarshalled']);

export function bytesModel(trace: Trace): BytesModel {
  const rounds: Round[] = [];
  let current: Round | undefined;
  let isOver = true;
  let untoldFrom = Number.POSITIVE_INFINITY;
  let told = new Telling();
  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const name = event.kind.name;
    if (isOver && BEGINS.has(name)) {
      current = begun(index);
      rounds.push(current);
      told = new Telling();
      isOver = false;
    }
    if (ENDS.has(name)) isOver = true;
    if (name === 'stores-untold') untoldFrom = index;
    if (current === undefined) continue;
    told.hear(event);
    switch (name) {
      case 'marshal':
        current.bytes = fieldOf(event, 'capacity') ?? 0;
        current.record = told.record();
        break;
      case 'message':
        current.direction = 'unmarshal';
        storeBytes(current, event, index);
        break;
      case 'byte':
        storeBytes(current, event, index);
        break;
      case 'unmarshal':
        current.direction = 'unmarshal';
        current.bytes = fieldOf(event, 'length') ?? 0;
        current.record = told.record();
        if (current.record !== undefined)
          current.areas.push({
            address: fieldOf(event, 'destination') ?? 0,
            bytes: layoutOf(current.record.type).bytes,
            from: index,
          });
        break;
      case 'allocate': {
        const [address, bytes] = [fieldOf(event, 'address') ?? 0, fieldOf(event, 'bytes') ?? 0];
        if (address !== 0 && bytes > 0) current.areas.push({ address, bytes, from: index });
        break;
      }
      case 'build':
        buildBytes(current, event, index);
    }
  }
  return { rounds, untoldFrom };
}

function begun(from: number): Round {
  return {
    ...{ direction: 'marshal', from, bytes: 0, cells: [], members: [] },
    ...{ record: undefined, areas: [], built: new Map() },
  };
}

/** What is told of a record before its round begins. */
class Telling {
  private readonly types: FlatType[] = [];
  private readonly numbers: number[] = [];
  private readonly odd: { -readonly [Key in keyof Oddities]: Oddities[Key] } = {};

  hear(event: TraceEvent): void {
    const field = (name: string) => fieldOf(event, name) ?? 0;
    switch (event.kind.name) {
      case 'type':
        this.types.push([field('kind'), field('number')]);
        break;
      case 'value':
        this.numbers.push(...event.values);
        break;
      case 'count':
        this.odd.count = { member: field('member'), word: field('word') };
        break;
      case 'cycle':
        this.odd.cycle = { member: field('member'), node: field('node') };
    }
  }

  record(): ToldRecord | undefined {
    return toldRecord(this.types, this.numbers, this.odd);
  }
}

/** Of a message that arrived, several bytes at once, the first of them most significant. */
function storeBytes(round: Round, event: TraceEvent, index: number): void {
  const offset = fieldOf(event, 'offset') ?? -1;
  const member = fieldOf(event, 'field') ?? -1;
  const value = fieldOf(event, 'value') ?? 0;
  const bytes = Math.min(4, fieldOf(event, 'bytes') ?? 1);
  if (!Number.isInteger(offset) || offset < 0 || offset + bytes > MOST_BYTES) return;
  for (let i = 0; i < bytes; i++) {
    round.cells[offset + i] ??= new History();
    const byte = (value >>> (8 * (bytes - 1 - i))) & 255;
    round.cells[offset + i].set(index, { value: byte, member, event: index });
  }
  if (event.kind.name === 'message') round.bytes = Math.max(round.bytes, offset + bytes);
  else if (!round.members.includes(member))
    round.members = [...round.members, member].sort((first, second) => first - second);
}

function buildBytes(round: Round, event: TraceEvent, index: number): void {
  const [address, value] = [fieldOf(event, 'address') ?? 0, fieldOf(event, 'value') ?? 0];
  const bytes = Math.min(4, fieldOf(event, 'bytes') ?? 0);
  for (let i = 0; i < bytes; i++)
    historyOf(round.built, address + i).set(index, { value: (value >>> (8 * i)) & 255, event: index });
}

/** What stands in an area after event `index`, by offset; undefined: not stored. */
export function areaAt(round: Round, area: Area, index: number): readonly (BuiltByte | undefined)[] {
  return Array.from({ length: Math.min(area.bytes, MOST_BYTES) }, (_, offset) =>
    round.built.get(area.address + offset)?.at(index),
  );
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
