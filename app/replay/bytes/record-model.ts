/**
 * The record that a round of marshalling is about: its declaration and value, the message that it makes by the rules,
 * and member by member where it stands in the message and what unmarshalling has built of it. No drawing here.
 *
 *      member 0  short          -2      bytes 0 to 3
 *      member 1  string (≤ 20)  "hi"    bytes 4 to 11
 */
import { type FlatType, structFrom, valueFrom } from '../../../simulator/network/rpc/flat-record';
import {
  layoutOf,
  memberOffsets,
  type RecordType,
  type StructType,
} from '../../../simulator/network/rpc/record-type';
import { BrokenRecord, readBack, type Value } from '../../../simulator/network/rpc/record-value';
import { bytesOf, wireImage } from '../../../simulator/network/rpc/wire-image';
import { recordWords as words } from './bytes-words';

export interface RecordMember {
  readonly type: RecordType;
  readonly value: Value;
  /** In the message: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Where it lies in the record. */
  readonly offset: number;
}

export interface ToldRecord {
  readonly type: StructType;
  readonly members: readonly RecordMember[];
  /** The message by the rules. */
  readonly expected: readonly number[];
  /** Why there is no message, whatever the buffer; undefined when there is one. */
  readonly refused: string | undefined;
}

/** What in memory is another than the value says, so that the record has no message. */
export interface Oddities {
  readonly count?: { readonly member: number; readonly word: number };
  readonly cycle?: { readonly member: number; readonly node: number };
}

/** @returns undefined when the numbers are no whole record. */
export function toldRecord(
  types: readonly FlatType[],
  numbers: readonly number[],
  { count, cycle }: Oddities,
): ToldRecord | undefined {
  const type = structFrom(types);
  const values = type && (valueFrom(type, numbers) as readonly Value[] | undefined);
  if (type === undefined || values === undefined) return undefined;
  const offsets = memberOffsets(type);
  const expected: number[] = [];
  const members = type.members.map((member, i) => {
    const from = expected.length;
    const value = values[i] ?? null;
    for (const byte of bytesOf(wireImage(member, value))) expected.push(byte);
    return { type: member, value, from, to: expected.length, offset: offsets[i] ?? 0 };
  });
  const tooLong = members.findIndex((member) => exceeds(member.type, member.value));
  const refused = cycle
    ? words.cycle(cycle.member, cycle.node)
    : count
      ? words.count(count.member, count.word)
      : tooLong >= 0
        ? words.tooLong(tooLong)
        : undefined;
  return { type, members, expected, refused };
}

/** Whether a part of the value is longer than its type allows. */
function exceeds(type: RecordType, value: Value): boolean {
  const items = value as readonly Value[];
  switch (type.kind) {
    case 'bytes':
    case 'string':
      return items.length > type.maximum;
    case 'vector':
      return items.length > type.maximum || items.some((item) => exceeds(type.element, item));
    case 'list':
      return items.length > type.maximum || items.some((item) => exceeds(type.node, item));
    case 'array':
      return items.some((item) => exceeds(type.element, item));
    case 'struct':
      return items.some((item, i) => exceeds(type.members[i] as RecordType, item));
    case 'optional':
      return value !== null && exceeds(type.target, value);
    default:
      return false;
  }
}

/** The member whose bytes stand at this offset of the message; -1 for none. */
export function memberAt({ members }: ToldRecord, offset: number): number {
  return members.findIndex(({ from, to }) => from <= offset && offset < to);
}

/** The member that lies at this offset of the record in memory; -1 for none. */
export function memberInMemory({ members }: ToldRecord, offset: number): number {
  return members.findIndex(
    (member) => member.offset <= offset && offset < member.offset + layoutOf(member.type).bytes,
  );
}

/** The lowest offset at which a byte that was stored is not the one of the rules; -1 for none. */
export function firstDifference(
  { expected }: ToldRecord,
  bytes: readonly ({ readonly value: number } | undefined)[],
): number {
  return bytes.findIndex((byte, offset) => byte !== undefined && byte.value !== expected[offset]);
}

/** What a member reads as, at `at` in memory; undefined as long as it cannot be followed. */
export function builtText(
  type: RecordType,
  at: number,
  byteAt: (address: number) => number | undefined,
): string | undefined {
  const word = (address: number): number | undefined => {
    let value = 0;
    for (let i = 3; i >= 0; i--) {
      const byte = byteAt(address + i);
      if (byte === undefined) return undefined;
      value = (value << 8) | byte;
    }
    return value;
  };
  try {
    return valueText(type, readBack(type, at, { byte: byteAt, word }));
  } catch (error) {
    if (error instanceof BrokenRecord) return undefined;
    throw error;
  }
}

/** `vector (≤ 5) of short`. */
export function typeText(type: RecordType): string {
  switch (type.kind) {
    case 'enum':
      return words.values(type.values);
    case 'opaque':
      return words.opaque(type.bytes);
    case 'bytes':
    case 'string':
      return words.bounded(type.kind, type.maximum);
    case 'array':
      return words.array(type.count, typeText(type.element));
    case 'vector':
      return `${words.bounded(type.kind, type.maximum)} of ${typeText(type.element)}`;
    case 'list':
      return `${words.bounded(type.kind, type.maximum)} of ${typeText(type.node)}`;
    case 'optional':
      return `optional ${typeText(type.target)}`;
    case 'struct':
      return `struct { ${type.members.map(typeText).join(', ')} }`;
    default:
      return type.kind;
  }
}

const MOST_ITEMS = 12;

const isPrintable = (byte: Value) => typeof byte === 'number' && byte >= 0x20 && byte < 0x7f;

export function valueText(type: RecordType, value: Value): string {
  const items = value as readonly Value[];
  const list = (each: readonly string[], length: number, [open, close]: readonly [string, string]) =>
    `${open}${each.join(', ')}${length > each.length ? words.more(length - each.length) : ''}${close}`;
  const some = (of: (i: number) => RecordType) =>
    items.slice(0, MOST_ITEMS).map((item, i) => valueText(of(i), item));
  switch (type.kind) {
    case 'unsigned':
      return String((value as number) >>> 0);
    case 'float':
      return words.hexadecimal([value as number]);
    case 'hyper':
    case 'double':
      return words.hexadecimal(items as readonly number[]);
    case 'string':
      if (items.every(isPrintable)) return words.characters(items as readonly number[], MOST_ITEMS * 2);
      return words.bytes(items as readonly number[], MOST_ITEMS);
    case 'opaque':
    case 'bytes':
      return items.length === 0 ? words.none : words.bytes(items as readonly number[], MOST_ITEMS);
    case 'array':
    case 'vector':
      return list(
        some(() => type.element),
        items.length,
        ['[', ']'],
      );
    case 'list':
      return list(
        some(() => type.node),
        items.length,
        ['(', ')'],
      );
    case 'struct':
      return list(
        some((i) => type.members[i] as RecordType),
        items.length,
        ['{ ', ' }'],
      );
    case 'optional':
      return value === null ? words.none : valueText(type.target, value);
    default:
      return String(value);
  }
}
