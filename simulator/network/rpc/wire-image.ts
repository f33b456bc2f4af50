/**
 * The bytes that a value has in a message, written down as a list of labelled pieces.
 *
 *      offset 8   00 00 00 03   length   "member 2 (string)"
 *      offset 12  61 62 63      data
 *      offset 15  00            padding
 *
 * It is the oracle that the judge of marshalling compares messages with, and what well-formed and hostile messages and
 * pictures are made from. It shares no line with the codec beside it: it works on plain values, not on memory.
 * Source: RFC 4506, sections 4.1 to 4.19.
 */
import type { RecordType } from './record-type';
import type { Value } from './record-value';

export type PieceRole = 'number' | 'wide' | 'length' | 'data' | 'padding' | 'count' | 'flag';

export interface Piece {
  readonly offset: number;
  readonly bytes: readonly number[];
  readonly role: PieceRole;
  /** Type that the piece encodes or announces. */
  readonly type: RecordType;
  /** Where in the record, for people. */
  readonly path: string;
  /** Kind of the innermost array, vector, optional or list around the piece, if it is the first piece of an element. */
  readonly opens?: RecordType['kind'];
  /** Whether an array or a vector ends behind the piece. */
  readonly closes?: true;
}

export function wireImage(type: RecordType, value: Value): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  let opens: RecordType['kind'] | undefined;

  const put = (bytes: readonly number[], role: PieceRole, of: RecordType, path: string) => {
    if (bytes.length === 0) return;
    pieces.push({ offset, bytes, role, type: of, path, ...(opens === undefined ? {} : { opens }) });
    opens = undefined;
    offset += bytes.length;
  };
  const unit = (number: number) => [
    (number >>> 24) & 0xff,
    (number >>> 16) & 0xff,
    (number >>> 8) & 0xff,
    number & 0xff,
  ];
  const data = (of: RecordType, bytes: readonly number[], path: string) => {
    put(bytes, 'data', of, path);
    put(new Array<number>((4 - (bytes.length % 4)) % 4).fill(0), 'padding', of, path);
  };
  const walk = (of: RecordType, item: Value, path: string): void => {
    const items = item as readonly Value[];
    const each = (element: RecordType, noun: string) => {
      items.forEach((inner, i) => {
        opens = of.kind;
        walk(element, inner, `${path} ${noun} ${i}`);
      });
      const last = pieces.pop();
      if (last !== undefined) pieces.push({ ...last, closes: true });
    };
    switch (of.kind) {
      case 'hyper':
      case 'double':
        put([...unit(items[0] as number), ...unit(items[1] as number)], 'wide', of, path);
        break;
      case 'bytes':
      case 'string':
        put(unit(items.length), 'length', of, path);
        data(of, items as readonly number[], path);
        break;
      case 'opaque':
        data(of, items as readonly number[], path);
        break;
      case 'array':
        each(of.element, 'element');
        break;
      case 'vector':
        put(unit(items.length), 'count', of, path);
        each(of.element, 'element');
        break;
      case 'struct':
        of.members.forEach((member, i) => {
          walk(member, items[i], `${path}${path === '' ? '' : ' '}member ${i} (${member.kind})`);
        });
        break;
      case 'optional':
        put(unit(item === null ? 0 : 1), 'flag', of, path);
        if (item !== null) walk(of.target, item, path);
        break;
      case 'list':
        items.forEach((node, i) => {
          put(unit(1), 'flag', of, `${path} node ${i}`);
          walk(of.node, node, `${path} node ${i}`);
        });
        put(unit(0), 'flag', of, `${path} end`);
        break;
      default:
        put(unit(item as number), 'number', of, path);
    }
  };
  walk(type, value, '');
  return pieces;
}

export function bytesOf(pieces: readonly Piece[]): number[] {
  const all: number[] = [];
  for (const { bytes } of pieces) for (const byte of bytes) all.push(byte);
  return all;
}
