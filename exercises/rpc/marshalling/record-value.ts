/**
 * The random generation of values of record types, and how they are laid out in simulated memory.
 *
 * Values, lengths and maxima are dealt from a Deck, so that each boundary occurs once before any occurs again:
 * what a case looks at does not depend on luck.
 */
import type { Random } from '../../../simulator/engine/random';
import type { RecordType, StructType } from '../../../simulator/network/rpc/record-type';
import { layoutOf, memberOffsets, nodeBytes } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';

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

/** The maximum of a type that names none. */
export const UNLIMITED = 0x7fff_ffff;
/** Deals the values of a list in a random order, and only then any of them again. */
export class Deck {
  private readonly left = new Map<string, unknown[]>();

  constructor(readonly random: Random) {}

  /** @param name one for each list. */
  deal<T>(name: string, values: readonly T[]): T {
    let left = this.left.get(name);
    if (left === undefined || left.length === 0) {
      left = this.random.shuffled(values);
      this.left.set(name, left);
    }
    return left.pop() as T;
  }
}

/** The kinds whose bits are set. */
export function drawnKinds(bits: number): readonly RecordType['kind'][] {
  return DRAWN_KINDS.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

/** A record with one member of each drawn kind at least once, in a random order, `members` in all. */
export function randomRecordType(deck: Deck, kinds: number, members: number): StructType {
  const drawn = drawnKinds(kinds);
  return {
    kind: 'struct',
    members: Array.from({ length: members }, () => randomType(deck, deck.deal('kind', drawn), drawn, 1)),
  };
}

/** @param drawn kinds that elements, nodes and targets may have. */
function randomType(
  deck: Deck,
  kind: RecordType['kind'],
  drawn: readonly RecordType['kind'][],
  depth: number,
): RecordType {
  const { random } = deck;
  const leaves = drawn.filter((each) => !CONTAINERS.includes(each));
  const inner = (): RecordType => {
    const isDeep = depth < 2 && random.chance(1, 3);
    const chosen = isDeep
      ? random.pick(drawn)
      : deck.deal('leaf', leaves.length > 0 ? leaves : ['int' as const]);
    return randomType(deck, chosen, drawn, depth + 1);
  };
  const struct = (): StructType => ({
    kind: 'struct',
    members: Array.from({ length: random.between(1, 3) }, inner),
  });
  switch (kind) {
    case 'enum':
      return { kind, values: deck.deal('enum', [1, 2, 5, 9]) };
    case 'opaque':
      return { kind, bytes: deck.deal('opaque', [1, 5, 6, 7, 8, 12, 13]) };
    case 'bytes':
    case 'string':
      return { kind, maximum: deck.deal(`${kind} maximum`, [0, 1, 7, 16, 24, UNLIMITED, 24]) };
    case 'array':
      return { kind, count: deck.deal('array', [1, 2, 3, 4]), element: inner() };
    case 'vector':
      return { kind, maximum: deck.deal('vector maximum', [0, 1, 3, 5, UNLIMITED]), element: inner() };
    case 'struct':
      return struct();
    case 'optional':
      return { kind, target: inner() };
    case 'list':
      return { kind, maximum: deck.deal('list maximum', [0, 1, 3, 8, UNLIMITED]), node: struct() };
    default:
      return { kind };
  }
}

/** Stands for any value in the lists below. */
const RANDOM = null;
const WORDS = [0, 1, -1, 0x7fffffff, -0x80000000, 0xff, 256, -256, 0x8000, 0x01020304, -2, RANDOM, RANDOM];
const SHORTS = [-32768, 32767, -1, 0, 1, 127, 128, 255, 256, -128, -129, -256, -257, RANDOM, RANDOM];
const HALVES = [0, -1, 0x7fffffff, -0x80000000, 1, RANDOM];
/** Also what is no number, quiet and signalling, and minus zero. */
const FLOATS = [0, -0x80000000, 0x7f800000, 0x7fc00000, 0x7f800001, -1, 1, 0x3fc00000, RANDOM];

export function randomValue(type: RecordType, deck: Deck): Value {
  const { random } = deck;
  const dealt = (name: string, values: readonly (number | typeof RANDOM)[]) => {
    const value = deck.deal(name, values);
    return value === RANDOM ? random.word() | 0 : value;
  };
  /** Up to `maximum`, at the most `most`; the boundaries first. */
  const count = (maximum: number, most: number) => {
    const end = Math.min(maximum, most);
    const counts = [0, 1, 2, 3, 4, 5, end - 1, end, random.between(0, end)];
    return Math.max(0, Math.min(end, deck.deal(`${type.kind} count up to ${end}`, counts)));
  };
  const bytes = (length: number, least: number) =>
    Array.from({ length }, () =>
      Math.max(least, deck.deal('byte', [0, 1, 0x7f, 0x80, 0xff, random.below(256)])),
    );
  const many = (length: number, element: RecordType) =>
    Array.from({ length }, () => randomValue(element, deck));
  switch (type.kind) {
    case 'int':
    case 'unsigned':
      return dealt(type.kind, WORDS);
    case 'float':
      return dealt('float', FLOATS);
    case 'short':
      return (dealt('short', SHORTS) << 16) >> 16;
    case 'bool':
      return deck.deal('bool', [0, 1]);
    case 'enum':
      return deck.deal(
        `enum ${type.values}`,
        Array.from({ length: type.values }, (_, i) => i),
      );
    case 'hyper':
    case 'double':
      return deck
        .deal(
          type.kind,
          HALVES.flatMap((high) => HALVES.map((low) => [high, low])),
        )
        .map((half) => (half === RANDOM ? random.word() | 0 : half));
    case 'opaque':
      return bytes(type.bytes, 0);
    case 'bytes':
      return bytes(count(type.maximum, 24), 0);
    case 'string':
      return bytes(count(type.maximum, 24), 1);
    case 'array':
      return many(type.count, type.element);
    case 'vector':
      return many(count(type.maximum, 5), type.element);
    case 'struct':
      return type.members.map((member) => randomValue(member, deck));
    case 'optional':
      return deck.deal('optional', [true, true, false]) ? randomValue(type.target, deck) : null;
    case 'list':
      return many(count(type.maximum, 8), type.node);
  }
}

/** Memory in which a program places its records. */
export interface PlacingMemory {
  storeByte(address: number, value: number): void;
  storeWord(address: number, value: number): void;
  /** A new block; `alignment` 1 for bytes and strings, else 4. */
  reserve(bytes: number, alignment: number): number;
  /** The address of a sequence that is empty: anything. */
  nowhere(): number;
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
      const block = items.length === 0 ? memory.nowhere() : memory.reserve(items.length, 1);
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
      const block =
        items.length === 0
          ? memory.nowhere()
          : memory.reserve(items.length * layoutOf(type.element).bytes, 4);
      memory.storeWord(at, items.length);
      memory.storeWord(at + 4, block);
      placeElements(type.element, items, block, memory);
      break;
    }
    case 'struct': {
      const offsets = memberOffsets(type);
      type.members.forEach((member, i) => {
        place(member, items[i], at + offsets[i], memory);
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
        one[i],
        other[i],
        `${path}${noun} ${i} (${typeOf(i).kind}): `,
      );
      if (difference !== undefined) return difference;
    }
    return undefined;
  };
  switch (type.kind) {
    case 'struct':
      return inEach((i) => type.members[i], 'member');
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
