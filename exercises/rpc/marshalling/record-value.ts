/**
 * Values of record types as plain data, their random generation, and their local form in simulated memory.
 *
 *      int, unsigned, short, bool, enum, float    the number (a float by its 32 bits)
 *      hyper, double                              [high word, low word]
 *      opaque, bytes, string                      the bytes
 *      array, vector, list, struct                the elements, nodes or members
 *      optional                                   null or the value
 */
import type { Random } from '../../../simulator/engine/random';
import type { RecordType, StructType } from '../../../simulator/network/rpc/record-type';
import { layoutOf, memberOffsets, nodeBytes } from '../../../simulator/network/rpc/record-type';

export type Value = number | null | readonly Value[];

/** Kinds that a case may draw from, by bit: parameters name them in one number. */
export const DRAWN_KINDS = [
  'int',
  'unsigned',
  'short',
  'bool',
  'enum',
  'float',
  'hyper',
  'double',
  'opaque',
  'bytes',
  'string',
  'array',
  'vector',
  'struct',
  'optional',
  'list',
] as const satisfies readonly RecordType['kind'][];

const CONTAINERS: readonly RecordType['kind'][] = ['array', 'vector', 'struct', 'optional', 'list'];

/** A record with one member of each drawn kind at least once, in a random order, `members` in all. */
export function randomRecordType(random: Random, kinds: number, members: number): StructType {
  const drawn = DRAWN_KINDS.filter((_, bit) => (kinds & (1 << bit)) !== 0);
  const chosen = random.shuffled(drawn).slice(0, members);
  while (chosen.length < members) chosen.push(random.pick(drawn));
  return { kind: 'struct', members: chosen.map((kind) => randomType(random, kind, drawn, 1)) };
}

function randomType(
  random: Random,
  kind: RecordType['kind'],
  drawn: readonly RecordType['kind'][],
  depth: number,
): RecordType {
  const leaves = drawn.filter((each) => !CONTAINERS.includes(each));
  const inner = (): RecordType => {
    const kinds = depth < 2 && random.chance(1, 3) ? drawn : leaves;
    return randomType(random, random.pick(kinds.length > 0 ? kinds : (['int'] as const)), drawn, depth + 1);
  };
  const struct = (): StructType => ({
    kind: 'struct',
    members: Array.from({ length: random.between(1, 3) }, inner),
  });
  switch (kind) {
    case 'enum':
      return { kind, values: random.between(2, 9) };
    case 'opaque':
      return { kind, bytes: random.between(1, 13) };
    case 'bytes':
    case 'string':
      return { kind, maximum: random.between(9, 24) };
    case 'array':
      return { kind, count: random.between(2, 4), element: inner() };
    case 'vector':
      return { kind, maximum: random.between(3, 5), element: inner() };
    case 'struct':
      return struct();
    case 'optional':
      return { kind, target: inner() };
    case 'list':
      return { kind, maximum: random.between(3, 8), node: struct() };
    default:
      return { kind };
  }
}

const EDGE_WORDS = [0, 1, -1, 0x7fffffff, -0x80000000, 256, 0x01020304, -2];

export function randomValue(type: RecordType, random: Random): Value {
  const word = () => (random.chance(1, 3) ? random.pick(EDGE_WORDS) : random.word() | 0);
  const many = (count: number, element: RecordType) =>
    Array.from({ length: count }, () => randomValue(element, random));
  switch (type.kind) {
    case 'int':
    case 'unsigned':
    case 'float':
      return word();
    case 'short':
      return random.chance(1, 3) ? random.pick([-32768, 32767, -1, 0]) : random.between(-32768, 32767);
    case 'bool':
      return random.below(2);
    case 'enum':
      return random.below(type.values);
    case 'hyper':
    case 'double':
      return [word(), word()];
    case 'opaque':
      return Array.from({ length: type.bytes }, () => random.below(256));
    case 'bytes':
      return Array.from({ length: random.between(0, type.maximum) }, () => random.below(256));
    case 'string':
      return Array.from({ length: random.between(0, type.maximum) }, () => random.between(1, 255));
    case 'array':
      return many(type.count, type.element);
    case 'vector':
      return many(random.between(0, type.maximum), type.element);
    case 'struct':
      return type.members.map((member) => randomValue(member, random));
    case 'optional':
      return random.chance(2, 3) ? randomValue(type.target, random) : null;
    case 'list':
      return many(random.between(0, type.maximum), type.node);
  }
}

/** Memory in which a program places its records. */
export interface PlacingMemory {
  storeByte(address: number, value: number): void;
  storeWord(address: number, value: number): void;
  /** A new block; `alignment` 1 for bytes and strings, else 4. */
  reserve(bytes: number, alignment: number): number;
}

/** Writes `value` in its local form at `at`. */
export function place(type: RecordType, value: Value, at: number, memory: PlacingMemory): void {
  const items = value as readonly Value[];
  const bytes = (to: number) => {
    items.forEach((byte, i) => {
      memory.storeByte(to + i, byte as number);
    });
  };
  switch (type.kind) {
    case 'short':
      memory.storeByte(at, (value as number) & 255);
      memory.storeByte(at + 1, ((value as number) >> 8) & 255);
      break;
    case 'bool':
      memory.storeByte(at, value as number);
      break;
    case 'hyper':
    case 'double':
      memory.storeWord(at, items[1] as number);
      memory.storeWord(at + 4, items[0] as number);
      break;
    case 'opaque':
      bytes(at);
      break;
    case 'bytes': {
      const block = memory.reserve(items.length, 1);
      memory.storeWord(at, items.length);
      memory.storeWord(at + 4, block);
      bytes(block);
      break;
    }
    case 'string': {
      const block = memory.reserve(items.length + 1, 1);
      memory.storeWord(at, block);
      bytes(block);
      memory.storeByte(block + items.length, 0);
      break;
    }
    case 'array':
      placeElements(type.element, items, at, memory);
      break;
    case 'vector': {
      const block = memory.reserve(items.length * layoutOf(type.element).bytes, 4);
      memory.storeWord(at, items.length);
      memory.storeWord(at + 4, block);
      placeElements(type.element, items, block, memory);
      break;
    }
    case 'struct': {
      const offsets = memberOffsets(type);
      type.members.forEach((member, i) => {
        place(member, items[i] as Value, at + (offsets[i] as number), memory);
      });
      break;
    }
    case 'optional': {
      const block = value === null ? 0 : memory.reserve(layoutOf(type.target).bytes, 4);
      memory.storeWord(at, block);
      if (value !== null) place(type.target, value, block, memory);
      break;
    }
    case 'list': {
      let link = at;
      for (const item of items) {
        const node = memory.reserve(nodeBytes(type.node), 4);
        memory.storeWord(link, node);
        place(type.node, item, node, memory);
        link = node + nodeBytes(type.node) - 4;
      }
      memory.storeWord(link, 0);
      break;
    }
    default:
      memory.storeWord(at, value as number);
  }
}

function placeElements(
  element: RecordType,
  items: readonly Value[],
  at: number,
  memory: PlacingMemory,
): void {
  const { bytes } = layoutOf(element);
  items.forEach((item, i) => {
    place(element, item, at + i * bytes, memory);
  });
}

/** Memory as somebody finds it. Words of the wrong alignment and addresses that may not be read are undefined. */
export interface FoundMemory {
  byte(address: number): number | undefined;
  word(address: number): number | undefined;
}

/** A local form that cannot be followed: says where. */
export class BrokenRecord extends Error {}

/** Reads the value of `type` at `at` back. @throws BrokenRecord when it leads outside the memory, or never ends. */
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
    if (count < 0 || count > maximum) throw new BrokenRecord(`the count of ${path} is ${count}`);
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
        if (++count > type.maximum) throw new BrokenRecord(`${path} has no zero byte behind it`);
      return bytes(start, count);
    }
    case 'array':
      return elements(type.element, at, type.count);
    case 'vector':
      return elements(type.element, word(at + 4), counted(type.maximum));
    case 'struct': {
      const offsets = memberOffsets(type);
      return type.members.map((member, i) =>
        readBack(member, at + (offsets[i] as number), memory, `${path} member ${i} (${member.kind})`),
      );
    }
    case 'optional': {
      const target = word(at);
      return target === 0 ? null : readBack(type.target, target, memory, path);
    }
    case 'list': {
      const nodes: Value[] = [];
      for (let node = word(at); node !== 0; node = word(node + nodeBytes(type.node) - 4)) {
        if (nodes.length === type.maximum)
          throw new BrokenRecord(`${path} has more than ${type.maximum} nodes`);
        nodes.push(readBack(type.node, node, memory, `${path} node ${nodes.length}`));
      }
      return nodes;
    }
    default:
      return word(at);
  }
}

/** Where two values of `type` first differ, in words; undefined when they are equal. */
export function firstDifference(
  type: RecordType,
  expected: Value,
  found: Value,
  path = '',
): string | undefined {
  const one = expected as readonly Value[];
  const other = found as readonly Value[];
  const inEach = (typeOf: (i: number) => RecordType, noun: string): string | undefined => {
    if (one.length !== other.length)
      return `${path}${one.length} ${noun}s were sent, ${other.length} are there`;
    for (let i = 0; i < one.length; i++) {
      const difference = firstDifference(
        typeOf(i),
        one[i] as Value,
        other[i] as Value,
        `${path}${noun} ${i} (${typeOf(i).kind}): `,
      );
      if (difference !== undefined) return difference;
    }
    return undefined;
  };
  switch (type.kind) {
    case 'struct':
      return inEach((i) => type.members[i] as RecordType, 'member');
    case 'array':
    case 'vector':
      return inEach(() => type.element, 'element');
    case 'list':
      return inEach(() => type.node, 'node');
    case 'optional':
      if (expected === null || found === null)
        return expected === found
          ? undefined
          : `${path}the optional value is ${found === null ? 'missing' : 'there but was not sent'}`;
      return firstDifference(type.target, expected, found, path);
    default: {
      const [sent, there] = [JSON.stringify(expected), JSON.stringify(found)];
      return sent === there ? undefined : `${path}${sent} was sent, ${there} is there`;
    }
  }
}
