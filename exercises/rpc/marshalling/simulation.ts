/**
 * A machine whose program hands records to the marshalling code, and messages to the unmarshalling code.
 *
 *      types | the sender's records | message buffer | destination | blocks for what unmarshalling allocates
 *
 * Each round draws a type and a value. Marshalling may read everything and write the buffer; unmarshalling may
 * read the description and the message, and read and write the destination and its own blocks. Any other access,
 * and that of a word which is not aligned, is recorded as stray and has no effect.
 * A store into the buffer is recorded byte by byte, with the member whose memory was read last: that is where
 * the byte comes from. The record of each round is told first, and what unmarshalling stores. Time: one cycle a metered unit and one a memory access.
 */

import { defineEvents } from '../../../simulator/engine/define-events';
import {
  GuardedMemory,
  oldContents,
  RIGHTS,
  type StrayAccess,
} from '../../../simulator/engine/guarded-memory';
import type { Random } from '../../../simulator/engine/random';
import * as COSTS from '../../../simulator/hardware/costs';
import { flatType, flatValue, KIND_NAMES } from '../../../simulator/network/rpc/flat-record';
import type { RecordType, StructType } from '../../../simulator/network/rpc/record-type';
import {
  layoutOf,
  memberOffsets,
  nodeBytes,
  writeDescription,
} from '../../../simulator/network/rpc/record-type';
import { BrokenRecord, LONGEST, readBack, type Value } from '../../../simulator/network/rpc/record-value';
import { bytesOf, wireImage } from '../../../simulator/network/rpc/wire-image';
import type { SimulationContext } from '../../exercise-definition';
import { DEFECTS, type DefectiveRecord } from './defective-record';
import { extended, type HostileMessage, MUTATIONS, type TypedValue } from './hostile-message';
import type { PlacingMemory } from './record-value';
import { Deck, drawnKinds, place, randomRecordType, randomValue, UNLIMITED } from './record-value';

export type Parameters = {
  /** Kinds of types to draw from: bits over DRAWN_KINDS. */
  readonly kinds: number;
  /** Members of each record. */
  readonly members: number;
  /** Records to marshal, then at most so many that cannot be marshalled. */
  readonly records: number;
  readonly defects: number;
  /** Messages to unmarshal, then at most so many of each family that must be refused. */
  readonly messages: number;
  readonly beyond: number;
  readonly malformed: number;
  /** 1: each record and message ends in something longer than one byte can count. */
  readonly long: number;
};

export interface MarshalRound {
  readonly direction: 'marshal';
  readonly type: StructType;
  readonly value: Value;
  readonly capacity: number;
  /** Index in DEFECTS; -1 when nothing is wrong with the record. */
  readonly defect: number;
  readonly answer: number;
  /** What the buffer holds afterwards; undefined for bytes that were not stored. */
  readonly stored: readonly (number | undefined)[];
  /** The member of the record whose memory was read last; -1 for none. */
  readonly lastMember: number;
  /** Indexes of the round's events: [first, end). */
  readonly events: readonly [number, number];
}

export interface UnmarshalRound {
  readonly direction: 'unmarshal';
  readonly type: StructType;
  readonly value: Value;
  /** Index in MUTATIONS; -1 for a well-formed message. */
  readonly mutation: number;
  /** Where the message is wrong, and in which part of the record. */
  readonly offset: number;
  readonly path: string;
  readonly length: number;
  readonly answer: number;
  /** Highest offset of the message that was read; -1 for none. */
  readonly lastRead: number;
  /** What lies at the destination afterwards, or why it cannot be read. */
  readonly found: Value | string;
  readonly events: readonly [number, number];
}

export type Result = readonly (MarshalRound | UnmarshalRound)[];

export const EVENTS = defineEvents({
  marshal: {
    fields: ['source', 'buffer', 'capacity'],
    description: 'the program asks for the record at `source` to be marshalled into `capacity` bytes',
    sentence: 'the program asks for the record at {source} to be marshalled into {capacity:count bytes}',
  },
  byte: {
    fields: ['offset', 'value', 'field'],
    description: 'a byte of the message is stored; field: the member whose memory was read last, -1 none',
    sentence: 'byte {offset} of the message is stored: {value:byte}, after reading {field:member}',
  },
  marshalled: {
    fields: ['answer', 'accesses'],
    description: 'marshal returned',
    sentence: 'marshal answers {answer}, after {accesses} memory accesses',
  },
  message: {
    fields: ['offset', 'value', 'bytes'],
    description:
      'up to four bytes of a message that arrived, before it is unmarshalled; value: the first of them most significant',
    sentence: '{bytes:count bytes} of the message that arrived, from byte {offset} on: {value:bits}',
  },
  unmarshal: {
    fields: ['buffer', 'length', 'destination'],
    description: 'the program asks for a message of `length` bytes to be unmarshalled',
    sentence: 'the program asks for a message of {length:count bytes} to be unmarshalled',
  },
  allocate: {
    fields: ['bytes', 'address'],
    description: 'unmarshalling asked for a block',
    sentence: 'unmarshalling asks for a block of {bytes:count bytes} and gets {address}',
  },
  'stray-read': {
    fields: ['address', 'bytes', 'offset'],
    description:
      'a read of what may not be read, or of a word that is not aligned; offset: from the start of the message',
    sentence:
      'a load of {bytes:count bytes} at {address}, outside message and blocks, or not aligned (message + {offset})',
  },
  'stray-write': {
    fields: ['address', 'bytes', 'offset'],
    description: 'a store outside buffer, destination and blocks; offset: from the start of the buffer',
    sentence:
      'a store of {bytes:count bytes} at {address}, outside buffer and blocks, or not aligned (buffer + {offset})',
  },
  unmarshalled: {
    fields: ['answer', 'accesses'],
    description: 'unmarshal returned',
    sentence: 'unmarshal answers {answer}, after {accesses} memory accesses',
  },
  type: {
    fields: ['kind', 'number'],
    description:
      "the record's type, each part before what it consists of; number: its maximum, count, values, bytes or members",
    sentence: 'the type of the record has: {kind}, {number}',
    words: { kind: KIND_NAMES },
  },
  value: {
    fields: ['first', 'second', 'third', 'fourth'],
    description:
      "the record's value, four numbers at a time, counts before what they count; zeros behind the last",
    sentence: 'the value of the record goes on: {first}, {second}, {third}, {fourth}',
  },
  count: {
    fields: ['member', 'word'],
    description: 'the count of this member is another word in memory than it has bytes or elements',
    sentence: 'the count of member {member} is {word} in memory',
  },
  cycle: {
    fields: ['member', 'node'],
    description: 'the last node of this member points back to a node',
    sentence: 'the last node of member {member} points back to node {node}',
  },
  build: {
    fields: ['address', 'value', 'bytes'],
    description: 'unmarshalling stores into the destination or a block of its own, the lowest byte first',
    sentence: 'unmarshalling stores {value} at {address}, {bytes:count bytes}',
  },
  'stores-untold': {
    fields: ['told'],
    description: 'unmarshalling has stored so often in this run that further stores are not told',
    sentence: 'unmarshalling has stored {told:count times}: further stores are not told',
  },
});

const EVENT = EVENTS.index;

/** What rounds are judged by never falls out of the trace, however much is stored while unmarshalling. */
const MOST_STORES_TOLD = 8_000;

export const TYPES = 0x1000;
export const RECORDS = 0x4000;
export const BUFFER = 0x10000;
export const DESTINATION = 0x14000;
const HEAP = 0x15000;
const END = 0x25000;
/** Bytes between two blocks, so that an overrun does not hit the next one. */
const GAP = 8;

/** Size of a buffer in which a message of `length` bytes fits also when it is far too long. */
export function roomyCapacity(length: number): number {
  return 2 * length + 64;
}

class Machine {
  readonly rounds: (MarshalRound | UnmarshalRound)[] = [];
  private readonly memory = new GuardedMemory(END, (access) => this.stray(access));
  /** Member of the record that each byte of the sender's memory belongs to, plus one; 0 for none. */
  private readonly members = new Uint8Array(BUFFER);
  private readonly garbage: Random;
  private stored: (number | undefined)[] = [];
  private lastMember = -1;
  private lastRead = -1;
  private unmarshalling = false;
  private heapEnd = HEAP;
  private heapLimit = END;
  private cycle = 0;
  private storesTold = 0;

  constructor(private readonly context: SimulationContext) {
    this.garbage = oldContents(context.random.fork('old contents'));
    this.fillOld(TYPES, END - TYPES);
    for (const counter of [
      'memoryAccesses',
      'marshalAccesses',
      'unmarshalAccesses',
      'copiedBytes',
      'allocatedBytes',
      'policyUnits',
    ])
      context.counters[counter] = 0;
  }

  /** @param spare bytes of the buffer beyond the message; 'room' for more than any mistake needs. */
  marshal(
    { type, value, ...wrong }: DefectiveRecord,
    defect: number,
    spare: number | 'room',
    random: Random,
  ): void {
    const description = this.begin(type, value);
    if (wrong.count !== undefined) this.record(EVENT.count, wrong.count.member, wrong.count.word);
    if (wrong.cycle !== undefined) this.record(EVENT.cycle, wrong.cycle.member, wrong.cycle.node);
    this.placeRecord(type, value, wrong, random);
    const length = bytesOf(wireImage(type, value)).length;
    const capacity =
      wrong.lacking === undefined
        ? spare === 'room'
          ? roomyCapacity(length)
          : length + spare
        : Math.max(0, length - wrong.lacking);
    this.memory.allow(RIGHTS.read, TYPES, END - TYPES);
    this.memory.allow(RIGHTS.readWrite, BUFFER, capacity);
    this.unmarshalling = false;
    const first = this.context.trace.length;
    this.record(EVENT.marshal, RECORDS, BUFFER, capacity);
    const { answer, accesses } = this.call('marshal', description, RECORDS, BUFFER, capacity);
    this.record(EVENT.marshalled, answer, accesses);
    this.rounds.push({
      direction: 'marshal',
      type,
      value,
      capacity,
      defect,
      answer,
      stored: this.stored,
      lastMember: this.lastMember,
      events: [first, this.context.trace.length],
    });
  }

  unmarshal({ type, value, bytes, offset, path, room }: HostileMessage, mutation: number): void {
    const description = this.begin(type, value);
    const size = layoutOf(type).bytes;
    bytes.forEach((byte, i) => {
      this.memory.pokeByte(BUFFER + i, byte);
    });
    this.memory.allow(RIGHTS.none, 0, END);
    this.memory.allow(RIGHTS.read, TYPES, RECORDS - TYPES);
    this.memory.allow(RIGHTS.read, BUFFER, bytes.length);
    this.memory.allow(RIGHTS.readWrite, DESTINATION, size);
    this.fillOld(DESTINATION, size);
    this.heapEnd = HEAP;
    this.heapLimit = room === undefined ? END : HEAP + room + GAP;
    this.unmarshalling = true;
    const first = this.context.trace.length;
    for (let at = 0; at < bytes.length; at += 4) {
      const end = Math.min(at + 4, bytes.length);
      let word = 0;
      for (let i = at; i < end; i++) word = 256 * word + bytes[i];
      this.record(EVENT.message, at, word, end - at);
    }
    this.record(EVENT.unmarshal, BUFFER, bytes.length, DESTINATION);
    const { answer, accesses } = this.call('unmarshal', description, BUFFER, bytes.length, DESTINATION);
    this.record(EVENT.unmarshalled, answer, accesses);
    this.rounds.push({
      direction: 'unmarshal',
      type,
      value,
      mutation,
      offset,
      path,
      length: bytes.length,
      answer,
      lastRead: this.lastRead,
      found: answer < 0 ? '' : this.found(type),
      events: [first, this.context.trace.length],
    });
  }

  /** Tells what record this round is about, and writes the description of its type. @returns its address. */
  private begin(type: StructType, value: readonly Value[]): number {
    for (const [kind, number] of flatType(type)) this.record(EVENT.type, kind, number);
    const numbers = flatValue(type, value);
    for (let at = 0; at < numbers.length; at += 4)
      this.record(EVENT.value, numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
    this.members.fill(0);
    this.stored = [];
    this.lastMember = -1;
    this.lastRead = -1;
    const write = (address: number, word: number) => this.memory.pokeWord(address, word);
    const { type: description, end } = writeDescription(type, write, TYPES);
    if (end > RECORDS) throw new Error(`marshalling: a description of ${end - TYPES} bytes does not fit`);
    return description;
  }

  /** Old contents: no byte of them is zero, so that what is not written is seen. */
  private fillOld(address: number, bytes: number): void {
    for (let at = address; at < address + bytes; at++) this.memory.pokeByte(at, this.garbage.word() | 1);
  }

  /** Lays a record out in the sender's memory, remembering which bytes belong to which member. */
  private placeRecord(
    type: StructType,
    value: readonly Value[],
    wrong: Omit<DefectiveRecord, keyof TypedValue>,
    random: Random,
  ): void {
    let end = RECORDS + layoutOf(type).bytes;
    let member = 0;
    const mark = (address: number, bytes: number) => this.members.fill(member + 1, address, address + bytes);
    const memory: PlacingMemory = {
      storeByte: (address, byte) => {
        this.memory.pokeByte(address, byte);
        mark(address, 1);
      },
      storeWord: (address, word) => {
        this.memory.pokeWord(address, word);
        mark(address, 4);
      },
      reserve: (bytes, alignment) => {
        const skipped = end + random.below(9);
        const start = Math.ceil(skipped / alignment) * alignment;
        end = start + bytes;
        if (end > BUFFER) throw new Error(`marshalling: a record of ${end - RECORDS} bytes does not fit`);
        return start;
      },
      nowhere: () => random.pick([0, 1, -1, RECORDS, 0x7ffffffc]),
    };
    const offsets = memberOffsets(type).map((offset) => RECORDS + offset);
    type.members.forEach((of, i) => {
      member = i;
      const at = offsets[i];
      // The same value at an earlier member of the same type: both share what they point to.
      const twin = value.findIndex((each, j) => j < i && each === value[i] && type.members[j] === of);
      if (twin < 0) place(of, value[i], at, memory);
      else
        for (let byte = 0; byte < layoutOf(of).bytes; byte++)
          memory.storeByte(at + byte, this.memory.peekByte(offsets[twin] + byte));
      if (wrong.count?.member === i) memory.storeWord(at, wrong.count.word);
      if (wrong.cycle?.member === i) this.closeCycle(at, of, wrong.cycle.node);
    });
  }

  /** Lets the last node of the list at `link` point to its node number `back`. */
  private closeCycle(link: number, type: RecordType, back: number): void {
    if (type.kind !== 'list') throw new Error(`marshalling: a ${type.kind} has no cycle`);
    const nodes: number[] = [];
    let at = link;
    for (let node = this.memory.peekWord(at); node !== 0; node = this.memory.peekWord(at)) {
      nodes.push(node);
      at = node + nodeBytes(type.node) - 4;
    }
    this.memory.pokeWord(at, nodes[back]);
  }

  private found(type: StructType): Value | string {
    const may = (address: number, bytes: number) =>
      address >= DESTINATION && this.memory.isWritable(address, bytes);
    try {
      return readBack(type, DESTINATION, {
        byte: (address) => (may(address, 1) ? this.memory.peekByte(address) : undefined),
        word: (address) => (address % 4 === 0 && may(address, 4) ? this.memory.peekWord(address) : undefined),
      });
    } catch (error) {
      if (error instanceof BrokenRecord) return error.message;
      throw error;
    }
  }

  /** One call to a new object of the submission. */
  private call(
    method: 'marshal' | 'unmarshal',
    ...numbers: number[]
  ): { readonly answer: number; readonly accesses: number } {
    const { memory } = this;
    const before = memory.accesses;
    const policy = this.context.policies.create({
      loadByte: (address) => {
        this.reads(address, 1);
        return memory.loadByte(address);
      },
      loadWord: (address) => {
        this.reads(address, 4);
        return memory.loadWord(address);
      },
      storeByte: (address, value) => {
        if (memory.storeByte(address, value)) this.stores(address, 1);
        return 0;
      },
      storeWord: (address, value) => {
        if (memory.storeWord(address, value)) this.stores(address, 4);
        return 0;
      },
      allocate: (bytes) => this.allocate(bytes),
    });
    const answer = (policy.methods[method] as (...numbers: number[]) => number)(...numbers);
    const accesses = memory.accesses - before;
    const units = this.context.policies.takeUnits();
    this.count('policyUnits', units);
    this.count('memoryAccesses', accesses);
    this.count(`${method}Accesses`, accesses);
    this.cycle += units * COSTS.policyUnit.value + accesses * COSTS.cacheHit.value;
    return { answer, accesses };
  }

  private reads(address: number, bytes: number): void {
    if (this.unmarshalling) {
      if (address >= BUFFER && address < DESTINATION)
        this.lastRead = Math.max(this.lastRead, address + bytes - 1 - BUFFER);
      return;
    }
    const member = this.members[address] ?? 0;
    if (member !== 0) this.lastMember = member - 1;
  }

  private stores(address: number, bytes: number): void {
    if (this.unmarshalling) {
      this.tell(address, bytes);
      return;
    }
    this.count('copiedBytes', bytes);
    for (let at = address; at < address + bytes; at++) {
      const byte = this.memory.peekByte(at);
      this.stored[at - BUFFER] = byte;
      this.record(EVENT.byte, at - BUFFER, byte, this.lastMember);
    }
  }

  private tell(address: number, bytes: number): void {
    const { memory } = this;
    const value = bytes === 4 ? memory.peekWord(address) : memory.peekByte(address);
    if (this.storesTold < MOST_STORES_TOLD) this.record(EVENT.build, address, value, bytes);
    if (this.storesTold++ === MOST_STORES_TOLD) this.record(EVENT['stores-untold'], MOST_STORES_TOLD);
  }

  private allocate(bytes: number): number {
    const fits =
      this.unmarshalling &&
      Number.isInteger(bytes) &&
      bytes >= 0 &&
      this.heapEnd + bytes + GAP <= this.heapLimit;
    const address = fits ? this.heapEnd : 0;
    this.record(EVENT.allocate, Number.isSafeInteger(bytes) ? bytes : -1, address);
    if (!fits) return 0;
    this.heapEnd = Math.ceil((address + bytes) / 4) * 4 + GAP;
    this.memory.allow(RIGHTS.readWrite, address, bytes);
    this.fillOld(address, bytes);
    this.count('allocatedBytes', bytes);
    return address;
  }

  private stray({ isStore, address, bytes }: StrayAccess): void {
    this.record(isStore ? EVENT['stray-write'] : EVENT['stray-read'], address, bytes, address - BUFFER);
  }

  private count(counter: string, amount: number): void {
    this.context.counters[counter] = (this.context.counters[counter] ?? 0) + amount;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.context.trace.record(this.cycle, kind, a, b, c, d);
  }
}

/** Members before the one that is wrong: few, so that messages stay short. */
const MEMBERS_BEFORE = 2;
/** Values that a record may refer to twice. */
const SHARED: readonly (readonly [RecordType, Value])[] = [
  [{ kind: 'bytes', maximum: 9 }, [0, 200, 7]],
  [{ kind: 'string', maximum: 9 }, [104, 105]],
  [{ kind: 'vector', maximum: 9, element: { kind: 'short' } }, [-2, 300, 5]],
  [{ kind: 'optional', target: { kind: 'int' } }, 7],
  [{ kind: 'list', maximum: 3, node: { kind: 'struct', members: [{ kind: 'bool' }] } }, [[1], [0], [1]]],
];
/** Lengths, counts and chains around 256, and as long as they get. */
const LONG: readonly (readonly [RecordType, Value])[] = [
  [{ kind: 'bytes', maximum: UNLIMITED }, manyOf((i) => i & 255, LONGEST)],
  [{ kind: 'string', maximum: LONGEST }, manyOf((i) => (i % 255) + 1, 256)],
  [{ kind: 'vector', maximum: 257, element: { kind: 'short' } }, manyOf((i) => i - 100, 257)],
  [
    { kind: 'list', maximum: UNLIMITED, node: { kind: 'struct', members: [{ kind: 'bool' }] } },
    manyOf((i) => [i & 1], LONGEST),
  ],
  [{ kind: 'opaque', bytes: LONGEST }, manyOf((i) => i & 255, LONGEST)],
  [{ kind: 'array', count: 257, element: { kind: 'bool' } }, manyOf((i) => i & 1, 257)],
  [{ kind: 'string', maximum: UNLIMITED }, manyOf((i) => (i % 255) + 1, LONGEST)],
  [{ kind: 'vector', maximum: UNLIMITED, element: { kind: 'int' } }, manyOf((i) => -i, LONGEST)],
];

function manyOf(item: (index: number) => Value, count: number): Value {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** Room behind a message, in turn, when the same record is marshalled again. */
const TIGHT_BYTES = [0, 4, 1, 0];

export function simulate(context: SimulationContext, parameters: Parameters): Result {
  const { kinds, members, records, defects, messages, beyond, malformed, long } = parameters;
  const random = context.random.fork('rounds');
  const deck = new Deck(random);
  const machine = new Machine(context);
  const draw = (count: number): TypedValue => {
    const type = randomRecordType(deck, kinds, count);
    return { type, value: randomValue(type, deck) as readonly Value[] };
  };
  const drawLong = (index: number): TypedValue => {
    const record = draw(members);
    return long === 1 ? extended(record, LONG[index % LONG.length]) : record;
  };
  const some = (count: number, fits: (index: number) => boolean, all: readonly unknown[]) =>
    random.shuffled(all.map((_, index) => index).filter(fits)).slice(0, count);

  for (let i = 0; i < records; i++) {
    const record = drawLong(i);
    // Every second record holds a value twice, in one place.
    const shared = SHARED.filter(([{ kind }]) => drawnKinds(kinds).includes(kind));
    const twice = i % 2 === 1 && shared.length > 0 ? deck.deal('shared', shared) : undefined;
    const sent = twice === undefined ? record : extended(record, twice, twice);
    machine.marshal(sent, -1, 'room', random);
    machine.marshal(sent, -1, TIGHT_BYTES[i % TIGHT_BYTES.length], random);
  }
  const isDrawn = (index: number) => drawnKinds(kinds).some((kind) => kind === DEFECTS[index]?.kind);
  for (const index of some(defects, isDrawn, DEFECTS)) {
    const defect = DEFECTS[index];
    const record = defect.apply(draw(MEMBERS_BEFORE), deck);
    const { type, value, lacking } = record;
    if (lacking !== undefined) machine.marshal({ type, value }, -1, 'room', random);
    machine.marshal(record, index, 'room', random);
  }
  for (let i = 0; i < messages; i++) {
    const record = drawLong(i);
    const bytes = bytesOf(wireImage(record.type, record.value));
    machine.unmarshal({ ...record, bytes, offset: 0, path: '' }, -1);
  }
  const hostile = [
    ...some(beyond, (index) => MUTATIONS[index]?.family === 'beyond', MUTATIONS),
    ...some(malformed, (index) => MUTATIONS[index]?.family === 'malformed', MUTATIONS),
  ];
  for (const mutation of random.shuffled(hostile))
    machine.unmarshal(MUTATIONS[mutation].apply(draw(MEMBERS_BEFORE), deck), mutation);
  return machine.rounds;
}
