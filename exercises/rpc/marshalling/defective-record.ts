/**
 * Records that cannot be marshalled, as a table: each a record that could be, with one thing wrong, or with a buffer
 * that is too small for its message.
 */
import type { RecordType } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';
import { extended, itemsOf, type TypedValue } from './hostile-message';
import { type Deck, randomValue, UNLIMITED } from './record-value';

export interface DefectiveRecord extends TypedValue {
  /** Bytes that the buffer lacks; all of it when more. */
  readonly lacking?: number;
  /** The count of a member is this word. */
  readonly count?: { readonly member: number; readonly word: number };
  /** The last node of this member's list points to its node of this number. */
  readonly cycle?: { readonly member: number; readonly node: number };
}

export interface Defect {
  /** For people: why the record must be refused. */
  readonly description: string;
  /** Of the member that matters: only where a case draws this kind. */
  readonly kind: RecordType['kind'];
  apply(before: TypedValue, deck: Deck): DefectiveRecord;
}

const INT: RecordType = { kind: 'int' };
const STRUCT: RecordType & { kind: 'struct' } = { kind: 'struct', members: [INT] };
const LASTS: readonly (readonly [RecordType, Value, readonly number[]])[] = [
  [INT, 258, [1, 2, 3, 4, 5]],
  [{ kind: 'hyper' }, [1, 2], [1, 4, 5]],
  [{ kind: 'short' }, -2, [1, 4]],
  [{ kind: 'opaque', bytes: 1 }, [7], [1, 2, 3, 4]],
  [{ kind: 'bytes', maximum: 9 }, [1, 2, 3, 4, 5], [1, 2, 3, 4, 8, 12]],
  [{ kind: 'string', maximum: 9 }, [65, 66, 67, 68, 69], [1, 2, 3, 4, 8, 12]],
  [{ kind: 'string', maximum: 9 }, [], [1, 4]],
  [{ kind: 'vector', maximum: 3, element: INT }, [1, 2], [1, 4, 8]],
  [{ kind: 'optional', target: INT }, null, [1, 4]],
  [{ kind: 'list', maximum: 3, node: STRUCT }, [[1]], [1, 4, 8]],
];

function tooMany(kind: 'bytes' | 'string' | 'vector' | 'list', maximum: number): Defect {
  const type: RecordType =
    kind === 'vector'
      ? { kind, maximum, element: INT }
      : kind === 'list'
        ? { kind, maximum, node: STRUCT }
        : { kind, maximum };
  return {
    kind,
    description: `a ${kind} exceeds the maximum of its type, ${maximum}, by one`,
    apply: (before, deck) =>
      extended(before, [type, itemsOf(type, maximum + 1, deck)], [INT, randomValue(INT, deck)]),
  };
}

function wrongCount(kind: 'bytes' | 'vector', word: number): Defect {
  const type: RecordType = kind === 'vector' ? { kind, maximum: 5, element: INT } : { kind, maximum: 5 };
  return {
    kind,
    description: `the count of a ${kind} is ${word >>> 0}, beyond the maximum of its type, 5`,
    apply: (before, deck) => ({
      ...extended(before, [type, itemsOf(type, 2, deck)], [INT, randomValue(INT, deck)]),
      count: { member: before.type.members.length, word },
    }),
  };
}

function cycle(nodes: number, maximum: number, back: number): Defect {
  const type: RecordType = { kind: 'list', maximum, node: STRUCT };
  return {
    kind: 'list',
    description: `the last node of a list of ${nodes} points back to node ${back}: it has no end`,
    apply: (before, deck) => ({
      ...extended(before, [type, itemsOf(type, nodes, deck)]),
      cycle: { member: before.type.members.length, node: back },
    }),
  };
}

export const DEFECTS: readonly Defect[] = [
  ...LASTS.flatMap(([type, value, lacks]) =>
    lacks.map((lacking) => ({
      kind: type.kind,
      description: `the buffer lacks the last ${lacking === 1 ? 'byte' : `${lacking} bytes`} of the message, which ends in ${type.kind}`,
      apply: (before: TypedValue) => ({ ...extended(before, [type, value]), lacking }),
    })),
  ),
  {
    description: 'the buffer has no bytes at all',
    kind: 'int',
    apply: (before) => ({ ...before, lacking: 1e6 }),
  },
  ...[0, 1, 3, 9].flatMap((maximum) =>
    (['bytes', 'string', 'vector', 'list'] as const).map((kind) => tooMany(kind, maximum)),
  ),
  ...[6, 0x100, UNLIMITED, -1, -2, -0x80000000, -0x7fffffff].flatMap((word) => [
    wrongCount('bytes', word),
    wrongCount('vector', word),
  ]),
  cycle(1, 3, 0),
  cycle(3, 3, 0),
  cycle(3, 4, 2),
  cycle(4, 8, 1),
];
