/**
 * Types and values of records as plain numbers in order, as a trace tells them: each type before what it consists of,
 * each value before its parts, counted ones with their count in front.
 *
 *      struct([short(), string(20)])    struct 2, short 0, string 20
 *      [-2, 'hi']                       -2, 2, 104, 105
 *
 * What is read may come from anywhere: no number of it is trusted, and what is no whole record is undefined.
 */
import type { RecordType, StructType } from './record-type';
import { LONGEST, type Value } from './record-value';
import { XDR_KIND } from './xdr-kind';

/** A type and the number that belongs to it: its maximum, count, values, bytes or members; else 0. */
export type FlatType = readonly [kind: number, number: number];

/** Names of kinds, by number. */
export const KIND_NAMES: readonly string[] = ['no type', ...Object.keys(XDR_KIND)];

const DEEPEST = 16;
/** Members of all structs together. */
const MOST_TYPES = 1_000;

export function flatType(type: RecordType): FlatType[] {
  const kind = XDR_KIND[type.kind];
  switch (type.kind) {
    case 'enum':
      return [[kind, type.values]];
    case 'opaque':
      return [[kind, type.bytes]];
    case 'bytes':
    case 'string':
      return [[kind, type.maximum]];
    case 'array':
      return [[kind, type.count], ...flatType(type.element)];
    case 'vector':
      return [[kind, type.maximum], ...flatType(type.element)];
    case 'list':
      return [[kind, type.maximum], ...flatType(type.node)];
    case 'optional':
      return [[kind, 0], ...flatType(type.target)];
    case 'struct':
      return [[kind, type.members.length], ...type.members.flatMap(flatType)];
    default:
      return [[kind, 0]];
  }
}

/** @returns undefined unless the rows are one whole struct. */
export function structFrom(rows: readonly FlatType[]): StructType | undefined {
  let next = 0;
  const read = (depth: number): RecordType | undefined => {
    const [number, amount] = rows[next++] ?? [0, 0];
    const kind = KIND_NAMES[number] as RecordType['kind'];
    if (number < 1 || kind === undefined || depth > DEEPEST) return undefined;
    switch (kind) {
      case 'enum':
        return { kind, values: amount };
      case 'opaque':
        return { kind, bytes: amount };
      case 'bytes':
      case 'string':
        return { kind, maximum: amount };
      case 'array':
      case 'vector': {
        const element = read(depth + 1);
        if (element === undefined) return undefined;
        return kind === 'array' ? { kind, count: amount, element } : { kind, maximum: amount, element };
      }
      case 'optional': {
        const target = read(depth + 1);
        return target && { kind, target };
      }
      case 'list': {
        const node = read(depth + 1);
        return node?.kind === 'struct' ? { kind, maximum: amount, node } : undefined;
      }
      case 'struct': {
        const members: RecordType[] = [];
        if (amount > MOST_TYPES) return undefined;
        for (let i = 0; i < amount; i++) {
          const member = read(depth + 1);
          if (member === undefined) return undefined;
          members.push(member);
        }
        return { kind, members };
      }
      default:
        return { kind };
    }
  };
  const type = rows.length > MOST_TYPES ? undefined : read(0);
  return type?.kind === 'struct' && next === rows.length ? type : undefined;
}

export function flatValue(type: RecordType, value: Value): number[] {
  const items = value as readonly Value[];
  switch (type.kind) {
    case 'hyper':
    case 'double':
    case 'opaque':
      return items as number[];
    case 'bytes':
    case 'string':
      return [items.length, ...(items as number[])];
    case 'array':
      return items.flatMap((item) => flatValue(type.element, item));
    case 'vector':
      return [items.length, ...items.flatMap((item) => flatValue(type.element, item))];
    case 'list':
      return [items.length, ...items.flatMap((item) => flatValue(type.node, item))];
    case 'struct':
      return items.flatMap((item, i) => flatValue(type.members[i], item));
    case 'optional':
      return value === null ? [0] : [1, ...flatValue(type.target, value)];
    default:
      return [value as number];
  }
}

/** @returns undefined when the numbers end too soon; what stands behind the value is left out. */
export function valueFrom(type: RecordType, numbers: readonly number[]): Value | undefined {
  let next = 0;
  /** One longer than what may be sent is what some records have, which must be refused. */
  const many = (count: number, item: () => Value): Value[] => {
    if (!(count >= 0 && count <= LONGEST + 1)) throw new TooShort();
    return Array.from({ length: count }, item);
  };
  const number = (): number => {
    const value = numbers[next++];
    if (value === undefined) throw new TooShort();
    return value;
  };
  const read = (of: RecordType): Value => {
    switch (of.kind) {
      case 'hyper':
      case 'double':
        return many(2, number);
      case 'opaque':
        return many(of.bytes, number);
      case 'bytes':
      case 'string':
        return many(number(), number);
      case 'array':
        return many(of.count, () => read(of.element));
      case 'vector':
        return many(number(), () => read(of.element));
      case 'list':
        return many(number(), () => read(of.node));
      case 'struct':
        return of.members.map(read);
      case 'optional':
        return number() === 0 ? null : read(of.target);
      default:
        return number();
    }
  };
  try {
    return read(type);
  } catch (error) {
    if (error instanceof TooShort) return undefined;
    throw error;
  }
}

class TooShort extends Error {}
