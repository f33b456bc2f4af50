/**
 * Messages that must be refused, as a table: each a well-formed message of some type with one change.
 *
 * The changes are such that code which does not check the very thing reads on to the end and finds nothing else
 * wrong: a length of -4 stands where a receiver that takes it for small finds the rest of the value.
 * What the receiver should answer is not written here: the judge knows that all of them are to be refused.
 */
import { counted } from '../../../simulator/engine/counted';
import type { RecordType, StructType } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';
import type { Piece, PieceRole } from '../../../simulator/network/rpc/wire-image';
import { bytesOf, wireImage } from '../../../simulator/network/rpc/wire-image';
import { type Deck, randomValue, UNLIMITED } from './record-value';

export interface TypedValue {
  readonly type: StructType;
  readonly value: readonly Value[];
}

export interface HostileMessage extends TypedValue {
  readonly bytes: readonly number[];
  /** Offset of the first byte that is wrong, or of the end. */
  readonly offset: number;
  readonly path: string;
  /** Bytes that `allocate` can give, where there is less room than the message needs. */
  readonly room?: number;
}

export interface Mutation {
  /** For people: what is wrong with the message. */
  readonly description: string;
  /** `beyond`: it promises more than there is or may be; `malformed`: a value that no sender writes. */
  readonly family: 'beyond' | 'malformed';
  /** The message is well-formed, but there is no room for what it holds. */
  readonly lacksRoom?: true;
  /** @param before a record whose members come first. */
  apply(before: TypedValue, deck: Deck): HostileMessage;
}

type Made = Mutation['apply'];

const unit = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
const INT: RecordType = { kind: 'int' };

/** The record with further members. */
export function extended(
  { type, value }: TypedValue,
  ...members: readonly (readonly [RecordType, Value])[]
): TypedValue {
  return {
    type: { kind: 'struct', members: [...type.members, ...members.map(([of]) => of)] },
    value: [...value, ...members.map(([, each]) => each)],
  };
}

/** A value of `count` items. */
export function itemsOf(type: RecordType, count: number, deck: Deck): Value {
  const { random } = deck;
  return Array.from({ length: count }, (): Value => {
    if (type.kind === 'vector') return randomValue(type.element, deck);
    return type.kind === 'list' ? randomValue(type.node, deck) : random.between(1, 255);
  });
}

/** The first piece of member `index`, or that of the member which plays `role`. */
function pieceOf(pieces: readonly Piece[], index: number, role?: PieceRole): Piece {
  const prefix = `member ${index} `;
  const found = pieces.find(
    (each) => each.path.startsWith(prefix) && (role === undefined || each.role === role),
  );
  if (found === undefined) throw new Error(`hostile-message: member ${index} has no ${role}`);
  return found;
}

/** The message of `record` with other bytes in the place of a piece, and without its last `dropped` bytes. */
function replaced(record: TypedValue, piece: Piece, bytes: readonly number[], dropped = 0): HostileMessage {
  const message = bytesOf(wireImage(record.type, record.value));
  message.splice(piece.offset, piece.bytes.length, ...bytes);
  message.length -= dropped;
  return { ...record, bytes: message, offset: piece.offset, path: piece.path };
}

/** Puts `number` in the place of the first word of a member that follows the others, then one more member. */
function numberInstead(type: RecordType, value: Value, number: number): Made {
  return (before, deck) => {
    const record = extended(before, [type, value], [INT, randomValue(INT, deck)]);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length);
    return replaced(record, piece, unit(number));
  };
}

function cut(bytes: number, last?: readonly [RecordType, Value]): Made {
  return (before) => {
    const record = last === undefined ? before : extended(before, last);
    const message = bytesOf(wireImage(record.type, record.value));
    const length = Math.max(0, message.length - bytes);
    return { ...record, bytes: message.slice(0, length), offset: length, path: 'the end of the message' };
  };
}

/** A length or count `more` than what follows it, which ends the message. */
function promise(type: RecordType, count: number, promised: number): Made {
  return (before, deck) => {
    const record = extended(before, [type, itemsOf(type, count, deck)]);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length);
    return replaced(record, piece, unit(promised));
  };
}

/** A length of -4 or -8 before other words: whoever adds it to its position finds these words once more. */
function stepsBack(kind: 'bytes' | 'string', length: -4 | -8): Made {
  return (before, deck) => {
    const int = (): [RecordType, Value] => [INT, randomValue(INT, deck)];
    const after = length === -4 ? [int()] : [int(), int()];
    const record = extended(before, int(), [{ kind, maximum: 20 }, []], ...after);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length + 1);
    return replaced(record, piece, unit(length), -length);
  };
}

function oneTooMany(kind: 'bytes' | 'string' | 'vector' | 'list', maximum: number): Made {
  return (before, deck) => {
    const type: RecordType =
      kind === 'vector'
        ? { kind, maximum, element: INT }
        : kind === 'list'
          ? { kind, maximum, node: { kind: 'struct', members: [INT] } }
          : { kind, maximum };
    const record = extended(before, [type, itemsOf(type, maximum + 1, deck)], [INT, randomValue(INT, deck)]);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length);
    return {
      ...record,
      bytes: bytesOf(wireImage(record.type, record.value)),
      offset: piece.offset,
      path: piece.path,
    };
  };
}

function dirtyPadding(kind: 'opaque' | 'bytes' | 'string', bytes: number, place: number, dirt: number): Made {
  return (before, deck) => {
    const type: RecordType = kind === 'opaque' ? { kind, bytes } : { kind, maximum: 20 };
    const record = extended(before, [type, itemsOf(type, bytes, deck)]);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length, 'padding');
    return replaced(
      record,
      piece,
      piece.bytes.map((_, i) => (i === place ? dirt : 0)),
    );
  };
}

function zeroInString(length: number, place: number): Made {
  return (before, deck) => {
    const type: RecordType = { kind: 'string', maximum: 20 };
    const record = extended(before, [type, itemsOf(type, length, deck)]);
    const piece = pieceOf(wireImage(record.type, record.value), before.type.members.length, 'data');
    return replaced(
      record,
      piece,
      piece.bytes.map((byte, i) => (i === place ? 0 : byte)),
    );
  };
}

/** A well-formed message that ends in a member for which there is not room enough, however blocks are asked for. */
function noRoom(type: RecordType, value: Value, room: number): Mutation {
  return {
    description: `there is room for ${counted(room, 'bytes')} in all, fewer than its last member (${type.kind}) needs`,
    family: 'beyond',
    lacksRoom: true,
    apply: (before) => {
      const record = extended(before, [type, value]);
      const pieces = wireImage(record.type, record.value);
      const { offset, path } = pieceOf(pieces, before.type.members.length);
      return { ...record, bytes: bytesOf(pieces), offset, path, room };
    },
  };
}

const words = (numbers: readonly number[], make: (number: number) => Mutation) => numbers.map(make);
const SEQUENCES = ['bytes', 'string'] as const;
const OPTIONAL: RecordType = { kind: 'optional', target: INT };
const LIST: RecordType = { kind: 'list', maximum: 6, node: { kind: 'struct', members: [INT] } };
const vectorOf = (kind: 'int' | 'hyper', maximum: number): RecordType => ({
  kind: 'vector',
  maximum,
  element: { kind },
});
const beyond = (description: string, apply: Made): Mutation => ({ description, family: 'beyond', apply });
const malformed = (description: string, apply: Made): Mutation => ({
  description,
  family: 'malformed',
  apply,
});

export const MUTATIONS: readonly Mutation[] = [
  beyond('the message is empty', cut(1e6)),
  ...[1, 2, 3, 4, 8, 12].map((bytes) =>
    beyond(`the message ends ${counted(bytes, 'bytes')} before the value does`, cut(bytes, [INT, 258])),
  ),
  ...[1, 2, 3].map((bytes) =>
    beyond(
      `it lacks the last ${counted(bytes, 'bytes')} of padding`,
      cut(bytes, [{ kind: 'string', maximum: 9 }, [65]]),
    ),
  ),
  ...[1, 3, 4].map((bytes) =>
    beyond(
      `it lacks the last ${counted(bytes, 'bytes')} of opaque data`,
      cut(bytes, [{ kind: 'opaque', bytes: 8 }, itemsOfZero(8)]),
    ),
  ),
  ...[4, 8].map((bytes) =>
    beyond(
      `it lacks the last ${counted(bytes, 'bytes')} of a hyper`,
      cut(bytes, [{ kind: 'hyper' }, [1, 2]]),
    ),
  ),
  ...[1, 4].map((bytes) => beyond('the end of a list is missing', cut(bytes, [LIST, [[1], [2]]]))),
  ...SEQUENCES.flatMap((kind) => [
    ...[20, UNLIMITED].flatMap((maximum) => [
      beyond('a length is one more than what is left', promise({ kind, maximum }, 8, 9)),
      beyond('a length is four more than what is left', promise({ kind, maximum }, 4, 8)),
    ]),
    beyond('a length is the maximum, but the message ends before', promise({ kind, maximum: 20 }, 4, 20)),
    ...[UNLIMITED, UNLIMITED - 3, 0x40000000].map((length) =>
      beyond(
        `a length is ${length}, but the message ends before`,
        promise({ kind, maximum: UNLIMITED }, 4, length),
      ),
    ),
    ...[20, UNLIMITED].flatMap((maximum) =>
      words([-1, -2, -3, -4, -5, -8, -0x80000000, -0x7ffffffd], (length) =>
        beyond(
          `a length is ${length >>> 0} (${length} when read as a signed number)`,
          numberInstead({ kind, maximum }, [], length),
        ),
      ),
    ),
    ...([-4, -8] as const).map((length) =>
      beyond(`a length is ${length >>> 0} (${length} when read as a signed number)`, stepsBack(kind, length)),
    ),
    ...[0, 1, 7, 20].map((maximum) =>
      beyond(
        `a ${kind === 'bytes' ? 'byte sequence' : 'string'} is longer than its type allows`,
        oneTooMany(kind, maximum),
      ),
    ),
  ]),
  ...[5, UNLIMITED].map((maximum) =>
    beyond('a count is one more than what is left', promise(vectorOf('int', maximum), 3, 4)),
  ),
  ...words([0x40000000, 0x40000001, UNLIMITED], (count) =>
    beyond(`a count is ${count}, but the message ends before`, promise(vectorOf('int', UNLIMITED), 1, count)),
  ),
  ...words([0x20000000, 0x20000001, 0x1fffffff], (count) =>
    beyond(
      `a count is ${count}, but the message ends before`,
      promise(vectorOf('hyper', UNLIMITED), 1, count),
    ),
  ),
  ...[5, UNLIMITED].flatMap((maximum) =>
    words([-1, -2, -0x80000000, -0x7fffffff], (count) =>
      beyond(
        `a count is ${count >>> 0} (${count} when read as a signed number)`,
        numberInstead(vectorOf('int', maximum), [], count),
      ),
    ),
  ),
  ...[0, 3].map((room) => noRoom({ kind: 'bytes', maximum: 20 }, [1, 2, 3, 4], room)),
  ...[0, 4].map((room) => noRoom({ kind: 'string', maximum: UNLIMITED }, [65, 66, 67, 68], room)),
  ...[0, 4, 11].map((room) => noRoom(vectorOf('int', 5), [7, 8, 9], room)),
  ...[0, 7].map((room) => noRoom({ kind: 'optional', target: { kind: 'hyper' } }, [1, 2], room)),
  // The second or third node is refused.
  ...[0, 7, 8, 23].map((room) => noRoom(LIST, [[1], [2], [3]], room)),
  ...[0, 1, 5].flatMap((maximum) => [
    beyond('a vector has more elements than its type allows', oneTooMany('vector', maximum)),
    beyond('a list has more nodes than its type allows', oneTooMany('list', maximum)),
  ]),

  ...[[0], [0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1], [7, 7, 7, 7, 7, 7, 7, 7]].map((more) =>
    malformed(`the value is followed by ${counted(more.length, 'bytes')}`, (before) => {
      const bytes = bytesOf(wireImage(before.type, before.value));
      return { ...before, bytes: [...bytes, ...more], offset: bytes.length, path: 'the end of the message' };
    }),
  ),
  ...(['opaque', 'bytes', 'string'] as const).flatMap((kind) =>
    [1, 2, 3].flatMap((padding) =>
      Array.from({ length: padding }, (_, place) =>
        malformed(
          'a padding byte is not zero',
          dirtyPadding(kind, 8 - padding, place, [1, 0x80, 0xff][place]),
        ),
      ),
    ),
  ),
  ...words([2, 3, -1, 0x100, 0x101, 0x10001, 0x01000000, 0x01000001, -0x80000000], (flag) =>
    malformed(
      `the word before an optional value is ${flag >>> 0}, neither 0 nor 1`,
      numberInstead(OPTIONAL, 7, flag),
    ),
  ),
  ...words([2, -1, 0x100, 0x10000, 0x01000000, -0x80000000], (flag) =>
    malformed(
      `the word for no optional value is ${flag >>> 0}, neither 0 nor 1`,
      numberInstead(OPTIONAL, null, flag),
    ),
  ),
  ...words([2, 3, -1, 0x100, 0x101, 0x10001, 0x01000000, 0x01000001, -0x80000000], (flag) =>
    malformed(
      `the word before a node is ${flag >>> 0}, neither 0 nor 1`,
      numberInstead(LIST, [[7], [8]], flag),
    ),
  ),
  ...words([2, -1, 0x100, 0x10000, 0x01000000, -0x80000000], (flag) =>
    malformed(
      `the word behind the last node is ${flag >>> 0}, neither 0 nor 1`,
      numberInstead(LIST, [], flag),
    ),
  ),
  ...words([2, -1, 256, 257, 0x10000, 0x01000000, 0x01000001, -0x80000000], (bool) =>
    malformed(`a bool is ${bool >>> 0}, neither 0 nor 1`, numberInstead({ kind: 'bool' }, 1, bool)),
  ),
  ...words([5, 6, -1, 0x100, 0x10001, 0x01000000, 0x7fffffff, -0x80000000], (value) =>
    malformed(`an enum of 5 values is ${value}`, numberInstead({ kind: 'enum', values: 5 }, 1, value)),
  ),
  malformed('an enum of one value is 1', numberInstead({ kind: 'enum', values: 1 }, 0, 1)),
  ...words([32768, -32769, 65535, 65536, -65536, 0x7fffffff, -0x80000000, 0x00ff0001], (value) =>
    malformed(
      `a short is ${value}, which does not fit into 16 bits`,
      numberInstead({ kind: 'short' }, 1, value),
    ),
  ),
  ...[
    [1, 0],
    [4, 0],
    [5, 2],
    [8, 7],
    [6, 5],
  ].map(([length, place]) =>
    malformed('a string holds a zero byte, which would end it early in memory', zeroInString(length, place)),
  ),
];

function itemsOfZero(count: number): Value {
  return Array.from({ length: count }, () => 0);
}
