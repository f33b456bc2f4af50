/**
 * Messages that must be refused, each made from a well-formed one by one change, as a table.
 *
 * Every entry either changes the message or says that there is nothing in it to change (undefined). What the
 * receiver should answer is not written here: the judge knows that all of them are to be refused.
 */
import type { Random } from '../../../simulator/engine/random';
import type { RecordType, StructType } from '../../../simulator/network/rpc/record-type';
import type { Value } from './record-value';
import { randomValue } from './record-value';
import type { Piece, PieceRole } from './wire-image';
import { bytesOf, wireImage } from './wire-image';

export interface HostileMessage {
  readonly bytes: readonly number[];
  /** Offset of the first byte that is wrong, or of the end. */
  readonly offset: number;
  readonly path: string;
}

export interface Mutation {
  readonly name: string;
  /** For people: what is wrong with the message. */
  readonly description: string;
  /** `beyond`: it promises more than there is or may be; `malformed`: a value that no sender writes. */
  readonly family: 'beyond' | 'malformed';
  apply(type: StructType, value: Value, random: Random): HostileMessage | undefined;
}

const unit = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);

function maximumOf(type: RecordType): number {
  return 'maximum' in type ? type.maximum : 0;
}

/** One piece that fits, at random. */
function pick(pieces: readonly Piece[], random: Random, fits: (piece: Piece) => boolean): Piece | undefined {
  const fitting = pieces.filter(fits);
  return fitting.length === 0 ? undefined : random.pick(fitting);
}

/** The message with other bytes in the place of a piece. */
function replaced(pieces: readonly Piece[], piece: Piece, bytes: readonly number[]): HostileMessage {
  const message = bytesOf(pieces);
  message.splice(piece.offset, piece.bytes.length, ...bytes);
  return { bytes: message, offset: piece.offset, path: piece.path };
}

/** Puts another number into a unit of the message that plays `role`. */
function wrongNumber(
  role: PieceRole,
  fits: (type: RecordType) => boolean,
  numbers: (type: RecordType) => readonly number[],
): Mutation['apply'] {
  return (type, value, random) => {
    const pieces = wireImage(type, value);
    const piece = pick(pieces, random, (each) => each.role === role && fits(each.type));
    return piece && replaced(pieces, piece, unit(random.pick(numbers(piece.type))));
  };
}

/** Makes one member of a kind longer than its type allows, in an otherwise well-formed message. */
function tooLong(kinds: readonly RecordType['kind'][]): Mutation['apply'] {
  return (type, value, random) => {
    const fitting = type.members.flatMap((member, i) => (kinds.includes(member.kind) ? [i] : []));
    if (fitting.length === 0) return undefined;
    const index = random.pick(fitting);
    const member = type.members[index] as RecordType;
    const items = (value as readonly Value[]).slice();
    items[index] = overlong(member, random);
    const pieces = wireImage(type, items);
    const piece = pieces.find((each) => each.path.startsWith(`member ${index} `)) as Piece;
    return { bytes: bytesOf(pieces), offset: piece.offset, path: piece.path };
  };
}

/** A value with one item more than `type` allows. */
export function overlong(type: RecordType, random: Random): Value {
  const count = maximumOf(type) + 1;
  const item = (): Value => {
    if (type.kind === 'vector') return randomValue(type.element, random);
    return type.kind === 'list' ? randomValue(type.node, random) : random.between(1, 255);
  };
  return Array.from({ length: count }, item);
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'ends-early',
    description: 'the message ends before the value does',
    family: 'beyond',
    apply(type, value, random) {
      const bytes = bytesOf(wireImage(type, value));
      const length = random.below(bytes.length);
      return { bytes: bytes.slice(0, length), offset: length, path: 'the end of the message' };
    },
  },
  {
    name: 'length-beyond-message',
    description: 'a length is allowed by the type, but the message ends before that many bytes',
    family: 'beyond',
    apply(type, value, random) {
      const pieces = wireImage(type, value);
      const piece = pick(pieces, random, (each) => each.role === 'length' && maximumOf(each.type) > 8);
      if (piece === undefined) return undefined;
      const { bytes } = replaced(pieces, piece, unit(maximumOf(piece.type)));
      return { bytes: bytes.slice(0, piece.offset + 8), offset: piece.offset, path: piece.path };
    },
  },
  {
    name: 'negative-length',
    description: 'a length is negative when read as a signed number, or near 2^31',
    family: 'beyond',
    apply: wrongNumber(
      'length',
      () => true,
      () => [-1, -4, -0x80000000, 0x7fffffff, 0x7ffffffc],
    ),
  },
  {
    name: 'negative-count',
    description: 'a count of elements is negative when read as a signed number, or huge',
    family: 'beyond',
    apply: wrongNumber(
      'count',
      () => true,
      () => [-1, -2, -0x80000000, 0x40000000, 0x7fffffff],
    ),
  },
  {
    name: 'too-many-bytes',
    description: 'a string or byte sequence is longer than its type allows',
    family: 'beyond',
    apply: tooLong(['bytes', 'string']),
  },
  {
    name: 'too-many-elements',
    description: 'a vector has more elements than its type allows',
    family: 'beyond',
    apply: tooLong(['vector']),
  },
  {
    name: 'too-long-chain',
    description: 'a list has more nodes than its type allows',
    family: 'beyond',
    apply: tooLong(['list']),
  },
  {
    name: 'bytes-left-over',
    description: 'bytes follow behind the value',
    family: 'malformed',
    apply(type, value, random) {
      const bytes = bytesOf(wireImage(type, value));
      const more = random.pick([[0, 0, 0, 0], [0, 0, 0, 1], [0]]);
      return { bytes: [...bytes, ...more], offset: bytes.length, path: 'the end of the message' };
    },
  },
  {
    name: 'dirty-padding',
    description: 'a padding byte is not zero',
    family: 'malformed',
    apply(type, value, random) {
      const pieces = wireImage(type, value);
      const piece = pick(pieces, random, (each) => each.role === 'padding');
      if (piece === undefined) return undefined;
      const dirty = random.below(piece.bytes.length);
      return replaced(
        pieces,
        piece,
        piece.bytes.map((_, i) => (i === dirty ? random.between(1, 255) : 0)),
      );
    },
  },
  {
    name: 'wrong-flag',
    description: 'the word before an optional value or a node is neither 0 nor 1',
    family: 'malformed',
    apply: wrongNumber(
      'flag',
      () => true,
      () => [2, -1, 0x01000000, 0x100],
    ),
  },
  {
    name: 'wrong-bool',
    description: 'a bool is neither 0 nor 1',
    family: 'malformed',
    apply: wrongNumber(
      'number',
      (type) => type.kind === 'bool',
      () => [2, -1, 256, 0x01000000],
    ),
  },
  {
    name: 'wrong-enum',
    description: 'an enum has a value outside its range',
    family: 'malformed',
    apply: wrongNumber(
      'number',
      (type) => type.kind === 'enum',
      (type) => [type.kind === 'enum' ? type.values : 0, -1, 0x7fffffff],
    ),
  },
  {
    name: 'wide-short',
    description: 'a short does not fit into 16 bits',
    family: 'malformed',
    apply: wrongNumber(
      'number',
      (type) => type.kind === 'short',
      () => [32768, -32769, 0x7fffffff, 65535],
    ),
  },
  {
    name: 'zero-in-string',
    description: 'a string holds a zero byte, which would end it early in memory',
    family: 'malformed',
    apply(type, value, random) {
      const pieces = wireImage(type, value);
      const piece = pick(pieces, random, (each) => each.role === 'data' && each.type.kind === 'string');
      if (piece === undefined) return undefined;
      const zero = random.below(piece.bytes.length);
      return replaced(
        pieces,
        piece,
        piece.bytes.map((byte, i) => (i === zero ? 0 : byte)),
      );
    },
  },
];
