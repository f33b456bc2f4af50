/**
 * Values of record types as plain data, and how they are read back from where they lie in memory.
 *
 *      int, unsigned, short, bool, enum, float    the number (a float by its 32 bits)
 *      hyper, double                              [high word, low word]
 *      opaque, bytes, string                      the bytes
 *      array, vector, list, struct                the elements, nodes or members
 *      optional                                   null or the value
 */
import { counted as inNumber } from '../../engine/counted';
import { layoutOf, memberOffsets, nodeBytes, type RecordType } from './record-type';

export type Value = number | null | readonly Value[];

/** No value that is sent is longer: bytes, elements or nodes. */
export const LONGEST = 300;

/** Memory as somebody finds it. Words of the wrong alignment and addresses that may not be read are undefined. */
export interface FoundMemory {
  byte(address: number): number | undefined;
  word(address: number): number | undefined;
}

/** A local form that cannot be followed: says where. */
export class BrokenRecord extends Error {}

/** Reads the value of `type` at `at` back, no further than any value is long. @throws BrokenRecord when it leads outside the memory, or never ends. */
export function readBack(type: RecordType, at: number, memory: FoundMemory, path = 'the record'): Value {
  const byte = (address: number): number => {
    const found = memory.byte(address);
    if (found === undefined)
      throw new BrokenRecord(`${path} leads to address ${address}, which was not allocated`);
    return found;
  };
  const word = (address: number): number => {
    const found = memory.word(address);
    if (found === undefined)
      throw new BrokenRecord(`${path} leads to address ${address}, which was not allocated`);
    return found;
  };
  const bytes = (from: number, count: number) => Array.from({ length: count }, (_, i) => byte(from + i));
  const counted = (maximum: number): number => {
    const count = word(at);
    if (count < 0 || count > Math.min(maximum, LONGEST))
      throw new BrokenRecord(`the count of ${path} is ${count}`);
    return count;
  };
  const elements = (element: RecordType, from: number, count: number) =>
    Array.from({ length: count }, (_, i) =>
      readBack(element, from + i * layoutOf(element).bytes, memory, `${path} element ${i}`),
    );
  switch (type.kind) {
    case 'short':
      return ((byte(at + 1) << 24) >> 16) | byte(at);
    case 'bool':
      return byte(at);
    case 'hyper':
    case 'double':
      return [word(at + 4), word(at)];
    case 'opaque':
      return bytes(at, type.bytes);
    case 'bytes':
      return bytes(word(at + 4), counted(type.maximum));
    case 'string': {
      const start = word(at);
      let count = 0;
      while (byte(start + count) !== 0)
        if (++count > Math.min(type.maximum, LONGEST))
          throw new BrokenRecord(`${path} has no zero byte behind it`);
      return bytes(start, count);
    }
    case 'array':
      return elements(type.element, at, type.count);
    case 'vector':
      return elements(type.element, word(at + 4), counted(type.maximum));
    case 'struct': {
      const offsets = memberOffsets(type);
      return type.members.map((member, i) =>
        readBack(member, at + offsets[i], memory, `${path} member ${i} (${member.kind})`),
      );
    }
    case 'optional': {
      const target = word(at);
      return target === 0 ? null : readBack(type.target, target, memory, path);
    }
    case 'list': {
      const nodes: Value[] = [];
      for (let node = word(at); node !== 0; node = word(node + nodeBytes(type.node) - 4)) {
        if (nodes.length === Math.min(type.maximum, LONGEST))
          throw new BrokenRecord(`${path} has more than ${inNumber(nodes.length, 'nodes')}`);
        nodes.push(readBack(type.node, node, memory, `${path} node ${nodes.length}`));
      }
      return nodes;
    }
    default:
      return word(at);
  }
}
