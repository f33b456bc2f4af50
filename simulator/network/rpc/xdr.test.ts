import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordType } from './record-type';
import { layoutOf, memberOffsets, nodeBytes, writeDescription } from './record-type';
import { XdrCodec } from './xdr';

const TYPES = 0x100;
const RECORD = 0x800;
const BUFFER = 0x1000;
const DESTINATION = 0x1800;
const HEAP = 0x2000;
const END = 0x4000;

/** A memory with bounds: any access outside `readable` and `writable` fails the test. */
function machine(type: RecordType) {
  const bytes = new Uint8Array(END).fill(0xcc);
  const view = new DataView(bytes.buffer);
  const { type: description, end } = writeDescription(
    type,
    (at, word) => view.setInt32(at, word, true),
    TYPES,
  );
  expect(end).toBeLessThanOrEqual(RECORD);
  let readable: [number, number][] = [];
  let writable: [number, number][] = [];
  let heapEnd = HEAP;
  const check = (ranges: [number, number][], address: number, size: number, what: string) => {
    if (address % size !== 0 || !ranges.some(([from, to]) => address >= from && address + size <= to))
      throw new Error(`${what} of ${size} bytes at ${address} is out of bounds`);
  };
  const codec = new XdrCodec({
    loadByte: (at) => {
      check(readable, at, 1, 'load');
      return bytes[at];
    },
    loadWord: (at) => {
      check(readable, at, 4, 'load');
      return view.getInt32(at, true);
    },
    storeByte: (at, value) => {
      check(writable, at, 1, 'store');
      bytes[at] = value;
      return 0;
    },
    storeWord: (at, value) => {
      check(writable, at, 4, 'store');
      view.setInt32(at, value, true);
      return 0;
    },
    allocate: (count) => {
      const block = heapEnd;
      if (count < 1 || block + count > END) return 0;
      heapEnd = Math.ceil((block + count) / 4) * 4;
      writable.push([block, block + count]);
      readable.push([block, block + count]);
      return block;
    },
  });
  return {
    bytes,
    view,
    marshal(capacity: number): string | number {
      readable = [[0, BUFFER]];
      writable = [[BUFFER, BUFFER + capacity]];
      const length = codec.marshal(description, RECORD, BUFFER, capacity);
      return length < 0 ? length : hexOf(bytes.subarray(BUFFER, BUFFER + length));
    },
    unmarshal(message: ArrayLike<number>): number {
      bytes.set(Array.from(message), BUFFER);
      const own: [number, number] = [DESTINATION, DESTINATION + layoutOf(type).bytes];
      readable = [[TYPES, end], [BUFFER, BUFFER + message.length], own.slice() as [number, number]];
      writable = [own];
      heapEnd = HEAP;
      return codec.unmarshal(description, BUFFER, message.length, DESTINATION);
    },
  };
}

const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const bytesOf = (hex: string) => hex.split(' ').map((byte) => Number.parseInt(byte, 16));

const FILE: RecordType = {
  kind: 'struct',
  members: [
    { kind: 'string', maximum: 255 },
    { kind: 'enum', values: 3 },
    { kind: 'string', maximum: 255 },
    { kind: 'string', maximum: 32 },
    { kind: 'bytes', maximum: 65535 },
  ],
};
/** RFC 4506, section 7: a file "sillyprog" of kind EXEC, interpreter "lisp", owner "john", data "(quit)". */
const FILE_MESSAGE =
  '00 00 00 09 73 69 6c 6c 79 70 72 6f 67 00 00 00 00 00 00 02 00 00 00 04 6c 69 73 70 ' +
  '00 00 00 04 6a 6f 68 6e 00 00 00 06 28 71 75 69 74 29 00 00';

describe('XdrCodec', () => {
  it('makes the example message of RFC 4506, section 7, and reads it', () => {
    const { view, bytes, marshal, unmarshal } = machine(FILE);
    const text = (at: number, content: string) =>
      bytes.set(
        [...content, '\0'].map((c) => c.charCodeAt(0)),
        at,
      );
    ['sillyprog', 'lisp', 'john'].forEach((content, i) => {
      text(RECORD + 0x40 + 0x11 * i, content);
    });
    text(RECORD + 0x90, '(quit)');
    const words = [RECORD + 0x40, 2, RECORD + 0x51, RECORD + 0x62, 6, RECORD + 0x90];
    words.forEach((word, i) => {
      view.setInt32(RECORD + 4 * i, word, true);
    });
    expect(marshal(48)).toBe(FILE_MESSAGE);
    expect(marshal(47)).toBe(-1);

    expect(unmarshal(bytesOf(FILE_MESSAGE))).toBe(0);
    const name = view.getInt32(DESTINATION, true);
    expect(String.fromCharCode(...bytes.subarray(name, name + 10))).toBe('sillyprog\0');
    expect(view.getInt32(DESTINATION + 4, true)).toBe(2);
    expect(view.getInt32(DESTINATION + 16, true)).toBe(6);
  });

  it.each<[string, RecordType, number[], string]>([
    ['int -2', { kind: 'int' }, [0xfe, 0xff, 0xff, 0xff], 'ff ff ff fe'],
    ['short -2', { kind: 'short' }, [0xfe, 0xff], 'ff ff ff fe'],
    ['short 258', { kind: 'short' }, [2, 1], '00 00 01 02'],
    ['bool', { kind: 'bool' }, [1], '00 00 00 01'],
    ['float 1.5', { kind: 'float' }, [0, 0, 0xc0, 0x3f], '3f c0 00 00'],
    ['hyper 2^32', { kind: 'hyper' }, [0, 0, 0, 0, 1, 0, 0, 0], '00 00 00 01 00 00 00 00'],
    ['double -2', { kind: 'double' }, [0, 0, 0, 0, 0, 0, 0, 0xc0], 'c0 00 00 00 00 00 00 00'],
    ['opaque of five', { kind: 'opaque', bytes: 5 }, [1, 2, 3, 4, 5], '01 02 03 04 05 00 00 00'],
    [
      'array of shorts',
      { kind: 'array', count: 2, element: { kind: 'short' } },
      [1, 0, 2, 0],
      '00 00 00 01 00 00 00 02',
    ],
    ['no optional', { kind: 'optional', target: { kind: 'int' } }, [0, 0, 0, 0], '00 00 00 00'],
  ])('%s: there and back', (_, type, local, message) => {
    const { bytes, marshal, unmarshal } = machine(type);
    bytes.set(local, RECORD);
    expect(marshal(64)).toBe(message);
    expect(unmarshal(bytesOf(message))).toBe(0);
    expect(Array.from(bytes.subarray(DESTINATION, DESTINATION + local.length))).toEqual(local);
  });

  const LIST: RecordType = { kind: 'list', maximum: 3, node: { kind: 'struct', members: [{ kind: 'int' }] } };

  it('sends a list node by node, and refuses one that is too long or has no end', () => {
    const { view, marshal } = machine(LIST);
    const chain = (...links: number[]) =>
      links.forEach((next, i) => {
        view.setInt32(RECORD + 4 + 8 * i, i + 1, true);
        view.setInt32(RECORD + 8 + 8 * i, next < 0 ? 0 : RECORD + 4 + 8 * next, true);
      });
    view.setInt32(RECORD, RECORD + 4, true);
    chain(1, -1);
    expect(marshal(64)).toBe('00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 02 00 00 00 00');
    chain(1, 2, 3, -1);
    expect(marshal(64)).toBe(-1);
    chain(1, 0);
    expect(marshal(64)).toBe(-1);
  });

  it('links the nodes of a list that it builds', () => {
    const { view, unmarshal } = machine(LIST);
    expect(unmarshal(bytesOf('00 00 00 01 00 00 00 07 00 00 00 01 00 00 00 09 00 00 00 00'))).toBe(0);
    const first = view.getInt32(DESTINATION, true);
    const second = view.getInt32(first + 4, true);
    expect([first, second, first + 4, second + 4].map((at) => view.getInt32(at, true))).toEqual([
      7,
      9,
      second,
      0,
    ]);
  });

  it.each([
    ['nothing at all', ''],
    ['a length beyond the message', FILE_MESSAGE.replace('00 00 00 09', '00 00 00 ff')],
    ['a negative length', FILE_MESSAGE.replace('00 00 00 09', 'ff ff ff ff')],
    ['an owner longer than 32', FILE_MESSAGE.replace('00 00 00 04 6a', '00 00 00 21 6a')],
    ['an enum out of range', FILE_MESSAGE.replace('00 00 00 02', '00 00 00 03')],
    ['dirty padding', FILE_MESSAGE.replace(/00$/, '01')],
    ['a zero byte in a name', FILE_MESSAGE.replace('69 6c 6c', '69 00 6c')],
    ['bytes left over', `${FILE_MESSAGE} 00 00 00 00`],
    ['a missing end', FILE_MESSAGE.slice(0, -6)],
  ])('refuses %s', (_, message) => {
    expect(machine(FILE).unmarshal(message === '' ? [] : bytesOf(message))).toBe(-1);
  });

  it('stays in bounds for any bytes whatsoever', () => {
    const types: RecordType[] = [
      FILE,
      LIST,
      { kind: 'vector', maximum: 4, element: { kind: 'optional', target: { kind: 'string', maximum: 9 } } },
    ];
    const small = fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      fc.integer({ min: 0, max: 5 }),
      fc.nat(255),
    );
    fc.assert(
      fc.property(fc.nat(2), fc.array(small, { maxLength: 60 }), (which, message) => {
        const answer = machine(types[which]).unmarshal(message);
        return answer === 0 || answer === -1;
      }),
      { seed: 4506, numRuns: 400 },
    );
  });
});

describe('layoutOf', () => {
  it('aligns members as a C compiler does', () => {
    const type = {
      kind: 'struct',
      members: [
        { kind: 'bool' },
        { kind: 'short' },
        { kind: 'bool' },
        { kind: 'double' },
        { kind: 'opaque', bytes: 3 },
        { kind: 'vector', maximum: 2, element: { kind: 'int' } },
      ],
    } as const satisfies RecordType;
    expect(memberOffsets(type)).toEqual([0, 2, 4, 8, 16, 20]);
    expect(layoutOf(type)).toEqual({ bytes: 28, alignment: 4 });
    expect(nodeBytes({ kind: 'struct', members: [{ kind: 'short' }] })).toBe(8);
  });
});
