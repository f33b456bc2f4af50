/**
 * A machine whose program hands records to the marshalling code, and messages to the unmarshalling code.
 *
 *      0x1000 descriptions of types   0x2000 the sender's records   0x6000 message buffer
 *      0x8000 destination             0x9000 blocks for what unmarshalling allocates      0x10000 end
 *
 * Each round draws a type and a value. Marshalling may read everything and write the buffer; unmarshalling may
 * read the description and the message, and read and write the destination and its own blocks. An access outside
 * that, but inside memory, is recorded as stray and has no effect; one outside memory stops the run.
 * A store into the buffer is recorded byte by byte, with the member whose memory was read last: that is where
 * the byte comes from. Time: one cycle a metered unit and one a memory access.
 */
import { PolicyStopped } from '../../../simulator/engine/policy';
import type { Random } from '../../../simulator/engine/random';
import type { EventKinds } from '../../../simulator/engine/trace';
import * as COSTS from '../../../simulator/hardware/costs';
import type { StructType } from '../../../simulator/network/rpc/record-type';
import {
  layoutOf,
  memberOffsets,
  nodeBytes,
  writeDescription,
} from '../../../simulator/network/rpc/record-type';
import type { SimulationContext } from '../../exercise-definition';
import { MUTATIONS, overlong } from './hostile-message';
import type { PlacingMemory, Value } from './record-value';
import { BrokenRecord, place, randomRecordType, randomValue, readBack } from './record-value';
import { bytesOf, wireImage } from './wire-image';

export type Parameters = {
  /** Kinds of types to draw from: bits over DRAWN_KINDS. */
  readonly kinds: number;
  /** Members of each record. */
  readonly members: number;
  /** Records to marshal, then records that cannot be marshalled. */
  readonly records: number;
  readonly defects: number;
  /** Messages to unmarshal, then messages that must be refused. */
  readonly messages: number;
  readonly hostile: number;
};

/** Why a record cannot be marshalled. */
export const DEFECTS = [
  { name: 'none', description: 'nothing is wrong with the record' },
  { name: 'small-buffer', description: 'the buffer is too small for the message' },
  { name: 'overlong', description: 'a string, count or chain exceeds the maximum of its type' },
  { name: 'cycle', description: 'the last node of a list points back into the list' },
] as const;

export interface MarshalRound {
  readonly direction: 'marshal';
  readonly type: StructType;
  readonly value: Value;
  readonly capacity: number;
  /** Index in DEFECTS. */
  readonly defect: number;
  readonly answer: number;
  /** What the buffer holds afterwards; undefined for bytes that were not stored. */
  readonly stored: readonly (number | undefined)[];
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
  readonly answer: number;
  /** What lies at the destination afterwards, or why it cannot be read. */
  readonly found: Value | string;
  readonly events: readonly [number, number];
}

export type Result = readonly (MarshalRound | UnmarshalRound)[];

export const EVENT = {
  marshal: 0,
  byte: 1,
  marshalled: 2,
  message: 3,
  unmarshal: 4,
  allocate: 5,
  strayRead: 6,
  strayWrite: 7,
  unmarshalled: 8,
} as const;

export const EVENTS: EventKinds = [
  {
    name: 'marshal',
    fields: ['source', 'buffer', 'capacity'],
    description: 'the program asks for the record at `source` to be marshalled into `capacity` bytes',
  },
  {
    name: 'byte',
    fields: ['offset', 'value', 'field'],
    description: 'a byte of the message is stored; field: the member whose memory was read last, -1 none',
  },
  { name: 'marshalled', fields: ['answer', 'accesses'], description: 'marshal returned' },
  {
    name: 'message',
    fields: ['offset', 'value'],
    description: 'a byte of a message that arrived, before it is unmarshalled',
  },
  {
    name: 'unmarshal',
    fields: ['buffer', 'length', 'destination'],
    description: 'the program asks for a message of `length` bytes to be unmarshalled',
  },
  { name: 'allocate', fields: ['bytes', 'address'], description: 'unmarshalling asked for a block' },
  {
    name: 'stray-read',
    fields: ['address', 'bytes', 'offset'],
    description:
      'unmarshalling read what is neither message nor its own; offset: from the start of the message',
  },
  {
    name: 'stray-write',
    fields: ['address', 'value', 'offset'],
    description: 'a store outside buffer, destination and blocks; offset: from the start of the buffer',
  },
  { name: 'unmarshalled', fields: ['answer', 'accesses'], description: 'unmarshal returned' },
];

const TYPES = 0x1000;
const RECORDS = 0x2000;
const BUFFER = 0x6000;
const DESTINATION = 0x8000;
const HEAP = 0x9000;
const END = 0x10000;
/** Bytes between two blocks, so that an overrun does not hit the next one. */
const GAP = 8;

/** What an access may touch, a bit each. */
const READABLE = 1;
const WRITABLE = 2;

class Machine {
  readonly rounds: (MarshalRound | UnmarshalRound)[] = [];
  private readonly bytes = new Uint8Array(END);
  private readonly view = new DataView(this.bytes.buffer);
  private readonly rights = new Uint8Array(END);
  /** Member of the record that each byte of the sender's memory belongs to, plus one; 0 for none. */
  private readonly members = new Uint8Array(END);
  private readonly garbage: Random;
  private stored: (number | undefined)[] = [];
  private lastMember = -1;
  private unmarshalling = false;
  private heapEnd = HEAP;
  private cycle = 0;
  private accesses = 0;

  constructor(private readonly context: SimulationContext) {
    this.garbage = context.random.fork('old contents');
    for (const counter of ['memoryAccesses', 'copiedBytes', 'allocatedBytes', 'policyUnits'])
      context.counters[counter] = 0;
  }

  marshal(type: StructType, value: Value, defect: number, random: Random): void {
    const description = this.begin(type);
    const source = this.placeRecord(type, value, defect, random);
    const length = bytesOf(wireImage(type, value)).length;
    // Too small by a little or by much in turn, else exactly right or with room to spare.
    const short = this.rounds.length % 2 === 0 ? random.between(1, 4) : random.between(1, length);
    const capacity = defect === 1 ? Math.max(0, length - short) : length + random.pick([0, 0, 4, 64]);
    this.rights.fill(READABLE, TYPES, END);
    this.rights.fill(READABLE | WRITABLE, BUFFER, BUFFER + capacity);
    this.unmarshalling = false;
    const first = this.context.trace.length;
    this.record(EVENT.marshal, source, BUFFER, capacity);
    const answer = this.call('marshal', description, source, BUFFER, capacity);
    this.record(EVENT.marshalled, answer, this.accesses);
    this.rounds.push({
      direction: 'marshal',
      type,
      value,
      capacity,
      defect,
      answer,
      stored: this.stored,
      events: [first, this.context.trace.length],
    });
  }

  unmarshal(
    type: StructType,
    value: Value,
    message: { readonly bytes: readonly number[]; readonly offset: number; readonly path: string },
    mutation: number,
  ): void {
    const description = this.begin(type);
    const size = layoutOf(type).bytes;
    message.bytes.forEach((byte, i) => {
      this.bytes[BUFFER + i] = byte;
    });
    this.rights.fill(0);
    this.rights.fill(READABLE, TYPES, RECORDS);
    this.rights.fill(READABLE, BUFFER, BUFFER + message.bytes.length);
    this.rights.fill(READABLE | WRITABLE, DESTINATION, DESTINATION + size);
    this.heapEnd = HEAP;
    this.unmarshalling = true;
    const first = this.context.trace.length;
    message.bytes.forEach((byte, i) => {
      this.record(EVENT.message, i, byte);
    });
    this.record(EVENT.unmarshal, BUFFER, message.bytes.length, DESTINATION);
    const answer = this.call('unmarshal', description, BUFFER, message.bytes.length, DESTINATION);
    this.record(EVENT.unmarshalled, answer, this.accesses);
    this.rounds.push({
      direction: 'unmarshal',
      type,
      value,
      mutation,
      offset: message.offset,
      path: message.path,
      answer,
      found: answer < 0 ? '' : this.found(type),
      events: [first, this.context.trace.length],
    });
  }

  /** Old contents everywhere, and the description of `type`. @returns its address. */
  private begin(type: StructType): number {
    for (let at = 0; at < END; at += 4) this.view.setInt32(at, this.garbage.word() | 0, true);
    this.members.fill(0);
    this.stored = [];
    this.lastMember = -1;
    const write = (address: number, word: number) => this.view.setInt32(address, word, true);
    const { type: description, end } = writeDescription(type, write, TYPES);
    if (end > RECORDS) throw new Error(`marshalling: a description of ${end - TYPES} bytes does not fit`);
    return description;
  }

  /** Lays a record out in the sender's memory, remembering which bytes belong to which member. */
  private placeRecord(type: StructType, value: Value, defect: number, random: Random): number {
    let end = RECORDS + layoutOf(type).bytes;
    let member = 0;
    const mark = (address: number, bytes: number) => this.members.fill(member + 1, address, address + bytes);
    const memory: PlacingMemory = {
      storeByte: (address, byte) => {
        this.bytes[address] = byte;
        mark(address, 1);
      },
      storeWord: (address, word) => {
        this.view.setInt32(address, word, true);
        mark(address, 4);
      },
      reserve: (bytes, alignment) => {
        const skipped = end + random.below(9);
        const start = Math.ceil(skipped / alignment) * alignment;
        end = start + bytes;
        if (end > BUFFER) throw new Error(`marshalling: a record of ${end - RECORDS} bytes does not fit`);
        return start;
      },
    };
    const offsets = memberOffsets(type);
    type.members.forEach((of, i) => {
      member = i;
      const at = RECORDS + (offsets[i] as number);
      place(of, (value as readonly Value[])[i] as Value, at, memory);
      if (defect === 3 && of.kind === 'list') this.closeCycle(at, nodeBytes(of.node), random);
    });
    return RECORDS;
  }

  /** Lets the last node of the list at `link` point to one of its nodes. */
  private closeCycle(link: number, bytes: number, random: Random): void {
    const nodes: number[] = [];
    let at = link;
    while (this.view.getInt32(at, true) !== 0) {
      const node = this.view.getInt32(at, true);
      nodes.push(node);
      at = node + bytes - 4;
    }
    if (nodes.length > 0) this.view.setInt32(at, random.pick(nodes), true);
  }

  private found(type: StructType): Value | string {
    const may = (address: number, bytes: number) =>
      Number.isInteger(address) &&
      address >= DESTINATION &&
      address + bytes <= END &&
      Array.from({ length: bytes }, (_, i) => this.rights[address + i]).every((right) => right === 3);
    try {
      return readBack(type, DESTINATION, {
        byte: (address) => (may(address, 1) ? this.bytes[address] : undefined),
        word: (address) =>
          address % 4 === 0 && may(address, 4) ? this.view.getInt32(address, true) : undefined,
      });
    } catch (error) {
      if (error instanceof BrokenRecord) return error.message;
      throw error;
    }
  }

  /** One call to a new object of the submission. */
  private call(method: string, ...numbers: number[]): number {
    this.accesses = 0;
    const policy = this.context.policies.create({
      loadByte: (address) => (this.load(address, 1) ? (this.bytes[address] as number) : 0xa5),
      loadWord: (address) => (this.load(address, 4) ? this.view.getInt32(address, true) : 0xa5a5a5a5 | 0),
      storeByte: (address, value) => {
        if (this.mayStore(address, 1, value)) this.storeByte(address, value & 255);
        return 0;
      },
      storeWord: (address, value) => {
        if (this.mayStore(address, 4, value))
          for (let i = 0; i < 4; i++) this.storeByte(address + i, (value >>> (8 * i)) & 255);
        return 0;
      },
      allocate: (bytes) => this.allocate(bytes),
    });
    const answer = (policy.methods[method] as (...numbers: number[]) => number)(...numbers);
    const units = this.context.policies.takeUnits();
    this.count('policyUnits', units);
    this.count('memoryAccesses', this.accesses);
    this.cycle += units * COSTS.policyUnit.value + this.accesses * COSTS.cacheHit.value;
    return answer;
  }

  /** Whether the load takes effect. */
  private load(address: number, bytes: number): boolean {
    this.access(address, bytes, 'load');
    if (!this.allowed(address, bytes, READABLE)) {
      this.record(EVENT.strayRead, address, bytes, address - BUFFER);
      return false;
    }
    const member = this.members[address] as number;
    if (member !== 0) this.lastMember = member - 1;
    return true;
  }

  private mayStore(address: number, bytes: number, value: number): boolean {
    this.access(address, bytes, 'store');
    if (this.allowed(address, bytes, WRITABLE)) return true;
    this.record(EVENT.strayWrite, address, value | 0, address - BUFFER);
    return false;
  }

  private storeByte(address: number, value: number): void {
    this.bytes[address] = value;
    if (this.unmarshalling) return;
    this.stored[address - BUFFER] = value;
    this.count('copiedBytes', 1);
    this.record(EVENT.byte, address - BUFFER, value, this.lastMember);
  }

  private allocate(bytes: number): number {
    const fits =
      this.unmarshalling && Number.isInteger(bytes) && bytes > 0 && this.heapEnd + bytes + GAP <= END;
    const address = fits ? this.heapEnd : 0;
    this.record(EVENT.allocate, Number.isInteger(bytes) ? bytes : -1, address);
    if (!fits) return 0;
    this.heapEnd = Math.ceil((address + bytes) / 4) * 4 + GAP;
    this.rights.fill(READABLE | WRITABLE, address, address + bytes);
    this.count('allocatedBytes', bytes);
    return address;
  }

  private access(address: number, bytes: number, what: string): void {
    this.accesses++;
    if (!Number.isInteger(address) || address < TYPES || address + bytes > END || address % bytes !== 0)
      throw new PolicyStopped(
        'service',
        `${what} of ${bytes} bytes at address ${address}: memory is [${TYPES}, ${END}), words lie at multiples of 4`,
      );
  }

  private allowed(address: number, bytes: number, right: number): boolean {
    for (let i = 0; i < bytes; i++) if (((this.rights[address + i] as number) & right) === 0) return false;
    return true;
  }

  private count(counter: string, amount: number): void {
    this.context.counters[counter] = (this.context.counters[counter] ?? 0) + amount;
  }

  private record(kind: number, a: number, b = 0, c = 0): void {
    this.context.trace.record(this.cycle, kind, a, b, c);
  }
}

export function simulate(context: SimulationContext, parameters: Parameters): Result {
  const { kinds, members, records, defects, messages, hostile } = parameters;
  const random = context.random.fork('rounds');
  const machine = new Machine(context);
  const draw = () => {
    const type = randomRecordType(random, kinds, members);
    return { type, value: randomValue(type, random) as readonly Value[] };
  };
  for (let i = 0; i < records; i++) {
    const { type, value } = draw();
    machine.marshal(type, value, 0, random);
  }
  for (let i = 0; i < defects; i++) {
    const { type, value } = draw();
    const defective = value.slice();
    const limited = type.members.flatMap((of, at) => ('maximum' in of ? [at] : []));
    const lists = type.members.flatMap((of, at) =>
      of.kind === 'list' && (value[at] as []).length > 0 ? [at] : [],
    );
    let defect = (i % 3) + 1;
    if ((defect === 2 && limited.length === 0) || (defect === 3 && lists.length === 0)) defect = 1;
    if (defect === 2) {
      const at = random.pick(limited);
      const of = type.members[at];
      if (of !== undefined) defective[at] = overlong(of, random);
    }
    machine.marshal(type, defective, defect, random);
  }
  for (let i = 0; i < messages; i++) {
    const { type, value } = draw();
    machine.unmarshal(type, value, { bytes: bytesOf(wireImage(type, value)), offset: 0, path: '' }, -1);
  }
  for (let i = 0; i < hostile; i++) {
    // In turn, so that each occurs in every long enough case; one that the type has no place for is passed over.
    const { type, value } = draw();
    for (let next = i; next < i + MUTATIONS.length; next++) {
      const mutation = next % MUTATIONS.length;
      const message = MUTATIONS[mutation]?.apply(type, value, random);
      if (message === undefined) continue;
      machine.unmarshal(type, value, message, mutation);
      break;
    }
  }
  return machine.rounds;
}
