/**
 * Types of records, as an interface definition gives them, and how a compiler lays them out.
 *
 *      struct([short(), string(20)])   ──layoutOf──▶ 8 bytes, aligned to 4: short at 0, string at 4
 *                                      ──writeDescription──▶ words for XdrCodec: [14, 2, members, 0] ...
 *
 * Layout follows the C rules of a 32-bit little-endian machine: each member at the next multiple of its
 * alignment, the size a multiple of the largest alignment. See XDR_KIND in xdr.ts for local forms and words.
 */
import { XDR_KIND } from './xdr-kind';

export type RecordType =
  | { readonly kind: 'int' | 'unsigned' | 'short' | 'bool' | 'float' | 'hyper' | 'double' }
  | { readonly kind: 'enum'; readonly values: number }
  | { readonly kind: 'opaque'; readonly bytes: number }
  | { readonly kind: 'bytes' | 'string'; readonly maximum: number }
  | { readonly kind: 'array'; readonly count: number; readonly element: RecordType }
  | { readonly kind: 'vector'; readonly maximum: number; readonly element: RecordType }
  | { readonly kind: 'struct'; readonly members: readonly RecordType[] }
  | { readonly kind: 'optional'; readonly target: RecordType }
  /** `node` is what a node holds besides the address of the next. */
  | { readonly kind: 'list'; readonly maximum: number; readonly node: StructType };

export type StructType = { readonly kind: 'struct'; readonly members: readonly RecordType[] };

export interface Layout {
  readonly bytes: number;
  readonly alignment: number;
}

const FIXED: Readonly<Partial<Record<RecordType['kind'], Layout>>> = {
  short: { bytes: 2, alignment: 2 },
  bool: { bytes: 1, alignment: 1 },
  hyper: { bytes: 8, alignment: 4 },
  double: { bytes: 8, alignment: 4 },
  bytes: { bytes: 8, alignment: 4 },
  vector: { bytes: 8, alignment: 4 },
};
const WORD: Layout = { bytes: 4, alignment: 4 };

export function layoutOf(type: RecordType): Layout {
  switch (type.kind) {
    case 'opaque':
      return { bytes: type.bytes, alignment: 1 };
    case 'array': {
      const element = layoutOf(type.element);
      return { bytes: type.count * element.bytes, alignment: element.alignment };
    }
    case 'struct': {
      const offsets = memberOffsets(type);
      const last = type.members.length - 1;
      const alignment = Math.max(1, ...type.members.map((member) => layoutOf(member).alignment));
      const end = last < 0 ? 0 : offsets[last] + layoutOf(type.members[last]).bytes;
      return { bytes: upTo(end, alignment), alignment };
    }
    default:
      return FIXED[type.kind] ?? WORD;
  }
}

/** Where each member of a struct begins. */
export function memberOffsets(type: StructType): number[] {
  let end = 0;
  return type.members.map((member) => {
    const { bytes, alignment } = layoutOf(member);
    const offset = upTo(end, alignment);
    end = offset + bytes;
    return offset;
  });
}

/** Size of a list's node: what it holds, and a last word with the address of the next. */
export function nodeBytes(node: StructType): number {
  return upTo(layoutOf(node).bytes, 4) + 4;
}

/**
 * Writes the description of `type` and of all that it refers to.
 * @param write stores a word; @param at where the words begin, a multiple of 4.
 * @returns the description's address, and the address behind the last word.
 */
export function writeDescription(
  type: RecordType,
  write: (address: number, word: number) => void,
  at: number,
): { readonly type: number; readonly end: number } {
  let end = at + 16;
  const inner = (of: RecordType): number => {
    const described = writeDescription(of, write, end);
    end = described.end;
    return described.type;
  };
  let words: [number, number, number] = [0, 0, 0];
  switch (type.kind) {
    case 'enum':
      words = [type.values, 0, 0];
      break;
    case 'opaque':
      words = [type.bytes, 0, 0];
      break;
    case 'bytes':
    case 'string':
      words = [type.maximum, 0, 0];
      break;
    case 'array':
      words = [type.count, inner(type.element), layoutOf(type.element).bytes];
      break;
    case 'vector':
      words = [type.maximum, inner(type.element), layoutOf(type.element).bytes];
      break;
    case 'optional':
      words = [inner(type.target), layoutOf(type.target).bytes, 0];
      break;
    case 'list':
      words = [type.maximum, inner(type.node), nodeBytes(type.node)];
      break;
    case 'struct': {
      const members = end;
      end += 8 * type.members.length;
      const offsets = memberOffsets(type);
      type.members.forEach((member, i) => {
        write(members + 8 * i, offsets[i]);
        write(members + 8 * i + 4, inner(member));
      });
      words = [type.members.length, members, 0];
      break;
    }
  }
  [XDR_KIND[type.kind], ...words].forEach((word, i) => {
    write(at + 4 * i, word);
  });
  return { type: at, end };
}

function upTo(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
