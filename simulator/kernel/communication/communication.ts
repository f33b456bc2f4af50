/**
 * Communication between processes: what the kernel does beside Processes, in the same instant of the kernel's entry.
 *
 *      call on a channel ─▶ channel ─copyIn, copyOut, wake─▶ over, or its process sleeps ─▶ those that it woke go on
 *      call on a segment ─▶ segments ─▶ page tables                                        (each asked once more)
 *      sleepIfEqual, wake ─▶ by the physical address of a word, so that processes meet at one that they share
 *      every other call, faults, ends ─▶ Processes
 *
 * A call that waits goes on in the instant in which it is woken, and the core that woke it pays for that. Channels and
 * segments are mechanisms: policies behind interfaces of numbers, the system's own where none is given.
 */
import type { CounterKey } from '../../engine/counters';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import type { PolicyHost, PolicyInstance, PolicyShape, Services } from '../../engine/policy';
import type { Trace } from '../../engine/trace';
import * as COSTS from '../../hardware/costs';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import type { SystemServices } from '../kernel';
import { recordable } from '../processes/kernel-memory';
import { PROCESS_FIELD } from '../processes/process-record';
import type { ProcessSystem } from '../system';
import { GROUP, SYSTEM_CALL, SYSTEM_CALL_REFUSED } from '../system-calls';
import { THREAD_STATE } from '../threads/life-cycle';
import type { CoreId, ThreadId } from '../threads/thread';
import {
  BUFFER_BYTES,
  CHANNEL_ANSWER,
  MESSAGE_QUEUE_SHAPE,
  PIPE_END,
  PIPE_SHAPE,
  PORT_SHAPE,
  SOCKET_SHAPE,
} from './channel-interface';
import { CHANNEL_KIND, COMMUNICATION_CALL, FACILITY } from './communication-calls';
import { COMMUNICATION_EVENTS } from './communication-events';
import { MessageQueue } from './message-queue';
import { Pipe } from './pipe';
import { Port } from './port';
import { Segments } from './segments';
import { SEGMENT_STATUS, SEGMENTS_SHAPE } from './segments-interface';
import { SharedEntries } from './shared-entries';
import { Socket } from './socket';

const MECHANISMS = {
  port: { shape: PORT_SHAPE, own: Port },
  pipe: { shape: PIPE_SHAPE, own: Pipe },
  queue: { shape: MESSAGE_QUEUE_SHAPE, own: MessageQueue },
  socket: { shape: SOCKET_SHAPE, own: Socket },
  segments: { shape: SEGMENTS_SHAPE, own: Segments },
} as const satisfies Record<string, { readonly shape: PolicyShape; readonly own: PolicyClass }>;
/** Which mechanisms are exchanged, and who makes them. */
export type CommunicationMechanisms = Readonly<Partial<Record<keyof typeof MECHANISMS, PolicyHost>>>;
const KINDS = ['port', 'pipe', 'queue', 'socket'] as const;

/** Of a call. */
const MOST_BYTES = 1 << 16;
const MOST_CHANNELS = 64;
/** Of calls that go on within one entry. */
const MOST_TURNS = 1_000;
const WORD_BYTES = 4;
const RIGHT = { read: 1, write: 2 } as const;
const BLOCKS = -1;
const EVENT = COMMUNICATION_EVENTS.index;
const CALL = COMMUNICATION_CALL;
const { done, wait } = CHANNEL_ANSWER;

interface Transfer {
  readonly process: number;
  readonly thread: ThreadId;
  readonly receives: boolean;
  readonly address: number;
  readonly bytes: number;
  readonly priority: number;
  /** Bytes copied so far. */
  done: number;
}

interface Channel {
  readonly number: number;
  readonly kind: number;
  readonly owner: number;
  readonly frame: number;
  readonly asleep: Map<number, Transfer>;
  /** Of a pipe: who has its ends. */
  readonly holders: readonly [Set<number>, Set<number>];
  mechanism: Asked;
  /** Calls that sent and were not received yet, and their bytes. */
  messages: number;
  usedBytes: number;
}

interface Asked {
  readonly host: PolicyHost;
  readonly shape: PolicyShape;
  readonly instance: PolicyInstance;
}

interface Sleeper {
  readonly thread: ThreadId;
  /** Where it sleeps: a physical address, or a process and an address of its own. */
  readonly at: string;
}

export class Communication implements SystemServices {
  private readonly channels = new Map<number, Channel>();
  private readonly segments: Asked;
  private lastChannel = 0;
  private lastSegment = 0;
  private sleepers: Sleeper[] = [];
  private woken: (readonly [Channel, Transfer])[] = [];
  private inHand: Transfer | undefined;
  private core: CoreId = 0;
  private policyCycles = 0;
  private readonly counted = { crossings: 0, copies: 0, copiedBytes: 0, wakeUps: 0, stackLayers: 0 };

  constructor(
    private readonly system: ProcessSystem,
    private readonly trace: Trace,
    private readonly given: CommunicationMechanisms = {},
  ) {
    const { memory } = system;
    const entries = new SharedEntries(memory);
    this.segments = this.make('segments', {
      entry: (process, address) => entries.entry(process, address),
      setEntry: (process, address, entry) => entries.setEntry(process, address, entry),
      allocateFrame: () => memory.allocateFrame(),
      freeFrame: (frame) => memory.freeFrame(frame),
      flush: (process) => this.flush(process),
    });
  }

  /** Written into the record given. */
  counters(counters: Record<string, number> = {}): Record<string, number> {
    this.system.processes.counters(counters);
    Object.assign(counters, this.counted satisfies Partial<Record<CounterKey, number>>);
    counters.policyCycles += this.policyCycles;
    return counters;
  }

  // What the kernel asks

  call(core: CoreId, thread: ThreadId, number: number, first: number, second: number): number | undefined {
    const { processes, kernel, memory } = this.system;
    const { process } = kernel.threads[thread];
    this.core = core;
    if (number < CALL.sleep) {
      const answer = processes.call(core, thread, number, first, second);
      if (number === SYSTEM_CALL.fork && answer !== undefined && answer > 0) this.forked(process, answer);
      if (number === SYSTEM_CALL.exec && answer !== undefined && answer >= 0)
        this.ask(this.segments, 'over', process);
      return answer;
    }
    this.counted.crossings++;
    if (
      number >= CALL.createChannel &&
      !((memory.field(process, PROCESS_FIELD.permissions) >> GROUP.communication) & 1)
    )
      return SYSTEM_CALL_REFUSED;
    const answer = this.carryOut(thread, process, number, first, second);
    this.goOn();
    return answer;
  }

  fault(core: CoreId, thread: ThreadId): boolean {
    return this.system.processes.fault(core, thread);
  }

  ended(core: CoreId, thread: ThreadId, status: number): void {
    const { processes, kernel } = this.system;
    const { process } = kernel.threads[thread];
    this.core = core;
    processes.ended(core, thread, status);
    this.ask(this.segments, 'over', process);
    for (const channel of this.channels.values())
      for (const end of [PIPE_END.read, PIPE_END.write]) this.dropEnd(channel, process, end);
    this.goOn();
  }

  interrupted(core: CoreId): ReturnType<SystemServices['interrupted']> {
    return this.system.processes.interrupted(core);
  }

  takeCycles(): number {
    return this.system.processes.takeCycles();
  }

  // System calls

  private carryOut(
    thread: ThreadId,
    process: number,
    number: number,
    first: number,
    second: number,
  ): number | undefined {
    switch (number) {
      case CALL.sleep:
      case CALL.sleepIfEqual:
      case CALL.sleepIfEqualPrivately:
        return this.sleep(thread, process, number, first >>> 0, second);
      case CALL.wake:
      case CALL.wakePrivately:
        return this.wakeSleepers(process, number, first >>> 0, second);
      case CALL.createChannel:
        return this.createChannel(process, first, second >>> 0);
      case CALL.send:
      case CALL.receive:
        return this.transfer(thread, process, number === CALL.receive, first, second >>> 0);
      case CALL.closeEnd: {
        const channel = this.channels.get(first);
        if (channel === undefined || (second !== PIPE_END.read && second !== PIPE_END.write)) return -1;
        return this.dropEnd(channel, process, second);
      }
      case CALL.removeChannel:
        return this.removeChannel(first);
      case CALL.createSegment:
        return this.askSegments(process, 0, first, 'create', process, first, second);
      case CALL.attach:
        return this.askSegments(process, 1, first, 'attach', process, first, second);
      case CALL.detach:
        return this.askSegments(process, 2, first >>> 0, 'detach', process, first >>> 0);
      case CALL.destroySegment:
        return this.askSegments(process, 3, first, 'destroy', first);
      case CALL.nextFacility:
        return this.nextFacility(process, first, second >>> 0);
      default:
        return SYSTEM_CALL_REFUSED;
    }
  }

  private forked(parent: number, child: number): void {
    this.ask(this.segments, 'inherit', parent, child);
    for (const { holders } of this.channels.values())
      for (const end of holders) if (end.has(parent)) end.add(child);
  }

  // Channels

  private createChannel(process: number, kind: number, request: number): number {
    const { memory } = this.system;
    const [capacity = 0, first = 0, second = 0] = this.wordsAt(process, request, 3) ?? [];
    const name = KINDS[kind];
    if (name === undefined || capacity < 1 || capacity > BUFFER_BYTES) return SYSTEM_CALL_REFUSED;
    const frame = this.channels.size === MOST_CHANNELS ? -1 : memory.allocateFrame();
    if (frame < 0) return SYSTEM_CALL_REFUSED;
    const number = ++this.lastChannel;
    const isPipe = kind === CHANNEL_KIND.pipe;
    const holders = [new Set(isPipe ? [process] : []), new Set(isPipe ? [process] : [])] as const;
    const byteAt = (offset: number) => {
      memory.access();
      return offset >= 0 && offset < BUFFER_BYTES ? frame * PAGE_BYTES + offset : -1;
    };
    const channel = {
      ...{ number, kind, frame, holders, owner: process },
      ...{ asleep: new Map<number, Transfer>(), messages: 0, usedBytes: 0 },
    } as Channel;
    this.record(EVENT['channel-made'], process, number, kind, capacity);
    channel.mechanism = this.make(
      name,
      {
        copyIn: (offset, bytes) => this.copy(channel, offset, bytes, false),
        copyOut: (offset, bytes) => this.copy(channel, offset, bytes, true),
        loadByte: (offset) => (byteAt(offset) < 0 ? 0 : this.byte(byteAt(offset))),
        storeByte: (offset, byte) => {
          const at = byteAt(offset);
          if (at >= 0) this.storeByte(at, byte);
          return at < 0 ? -1 : 0;
        },
        wake: (sleeper) => this.wake(channel, sleeper),
        cross: (layer) => {
          this.counted.stackLayers++;
          this.record(EVENT.layer, number, recordable(layer));
          return 0;
        },
      },
      ...[capacity, first, second],
    );
    this.channels.set(number, channel);
    return number;
  }

  private transfer(
    thread: ThreadId,
    process: number,
    receives: boolean,
    number: number,
    request: number,
  ): number | undefined {
    const channel = this.channels.get(number);
    const [address = 0, bytes = -1] = this.wordsAt(process, request, 2) ?? [];
    const priority = receives ? 0 : (this.wordsAt(process, request + 2 * WORD_BYTES, 1)?.[0] ?? 0);
    if (channel === undefined || bytes < 0 || bytes > MOST_BYTES) return SYSTEM_CALL_REFUSED;
    const end = receives ? PIPE_END.read : PIPE_END.write;
    if (channel.kind === CHANNEL_KIND.pipe && !channel.holders[end].has(process)) return SYSTEM_CALL_REFUSED;
    const call = { process, thread, receives, address: address >>> 0, bytes, priority, done: 0 };
    const right = receives ? RIGHT.write : RIGHT.read;
    for (
      let at = call.address;
      at < call.address + bytes;
      at = (Math.floor(at / PAGE_BYTES) + 1) * PAGE_BYTES
    )
      if (this.reach(process, at, right) === undefined) return SYSTEM_CALL_REFUSED;
    this.record(EVENT['transfer-begun'], process, number, Number(receives), bytes);
    if (channel.kind === CHANNEL_KIND.queue && !receives)
      this.record(EVENT.priority, process, number, priority);
    const answer = this.proceed(channel, call);
    if (answer === undefined) this.system.kernel.block(this.core, BLOCKS);
    return answer;
  }

  /** @returns what the call answers; undefined when its process sleeps. */
  private proceed(channel: Channel, call: Transfer): number | undefined {
    const { process, receives, bytes, priority } = call;
    this.inHand = call;
    const numbers = receives ? [process, bytes - call.done] : [process, bytes - call.done, priority];
    const answer = this.ask(channel.mechanism, receives ? 'receive' : 'send', ...numbers);
    this.inHand = undefined;
    if (answer === wait) {
      this.record(EVENT['falls-asleep'], process, channel.number);
      channel.asleep.set(process, call);
      return undefined;
    }
    const result = answer === done ? call.done : SYSTEM_CALL_REFUSED;
    if (answer === done) {
      channel.messages += receives ? -1 : 1;
      channel.usedBytes += receives ? -call.done : call.done;
    }
    this.record(EVENT['transfer-over'], process, channel.number, Number(receives), result);
    return result;
  }

  private wake(channel: Channel, process: number): number {
    const call = channel.asleep.get(process);
    this.record(EVENT['woken-at'], recordable(process), channel.number, Number(call !== undefined));
    if (call === undefined) return -1;
    channel.asleep.delete(process);
    this.counted.wakeUps++;
    this.woken.push([channel, call]);
    return 0;
  }

  /** Calls that were woken are asked for again, in the order of their waking; those that wake one another for ever sleep. */
  private goOn(): void {
    for (let turn = 0; this.woken.length > 0; turn++) {
      const [channel, call] = this.woken.shift() as readonly [Channel, Transfer];
      if (turn >= MOST_TURNS) {
        channel.asleep.set(call.process, call);
        continue;
      }
      this.record(EVENT['goes-on'], call.process, channel.number);
      const answer = this.proceed(channel, call);
      if (answer !== undefined) this.system.kernel.wake(this.core, call.thread, answer);
    }
  }

  /** @returns 0; -1 where the process does not have it. */
  private dropEnd(channel: Channel, process: number, end: number): number {
    const holders = channel.holders[end];
    if (!holders.delete(process)) return -1;
    if (holders.size > 0) return 0;
    this.record(EVENT['end-closed'], channel.number, end);
    this.ask(channel.mechanism, 'close', end);
    if (channel.holders.every((each) => each.size === 0)) this.removeChannel(channel.number);
    return 0;
  }

  private removeChannel(number: number): number {
    const channel = this.channels.get(number);
    if (channel === undefined) return SYSTEM_CALL_REFUSED;
    this.channels.delete(number);
    this.system.memory.freeFrame(channel.frame);
    for (const { thread } of channel.asleep.values())
      this.system.kernel.wake(this.core, thread, SYSTEM_CALL_REFUSED);
    return 0;
  }

  /** Between the buffer and the process whose call is in hand; a word costs a load and a store. */
  private copy(channel: Channel, offset: number, bytes: number, receives: boolean): number {
    const { memory } = this.system;
    const call = this.inHand;
    const fits = Number.isInteger(offset) && offset >= 0 && bytes >= 1 && offset + bytes <= BUFFER_BYTES;
    if (
      !(
        call &&
        fits &&
        Number.isInteger(bytes) &&
        call.receives === receives &&
        call.done + bytes <= call.bytes
      )
    ) {
      const numbers = [call?.process ?? 0, offset, bytes].map(recordable) as [number, number, number];
      this.record(EVENT['bad-copy'], channel.number, ...numbers);
      return -1;
    }
    const right = receives ? RIGHT.write : RIGHT.read;
    for (let i = 0; i < bytes; i++) {
      const user = this.reach(call.process, call.address + call.done + i, right) as number;
      const kernel = channel.frame * PAGE_BYTES + offset + i;
      const [from, to] = receives ? [kernel, user] : [user, kernel];
      const isWord = from % WORD_BYTES === 0 && to % WORD_BYTES === 0 && bytes - i >= WORD_BYTES;
      if (isWord) {
        memory.write(to, memory.readKernel(from));
        i += WORD_BYTES - 1;
      } else this.storeByte(to, this.byte(from));
    }
    call.done += bytes;
    memory.pay(2 * Math.ceil(bytes / WORD_BYTES) * memory.wordCycles);
    this.counted.copies++;
    this.counted.copiedBytes += bytes;
    this.record(EVENT[receives ? 'copied-out' : 'copied'], channel.number, call.process, offset, bytes);
    return 0;
  }

  // Segments and facilities

  private askSegments(
    process: number,
    what: number,
    which: number,
    method: string,
    ...numbers: number[]
  ): number {
    const answer = this.ask(this.segments, method, ...numbers);
    if (method === 'create') this.lastSegment = Math.max(this.lastSegment, answer);
    this.record(EVENT.segment, process, what, which, answer);
    return answer;
  }

  /** The next segment or queue behind the number that stands at `request`, as words there. */
  private nextFacility(process: number, kind: number, request: number): number {
    const [after] = this.wordsAt(process, request, 1) ?? [0];
    const status = (number: number, what: number) => this.ask(this.segments, 'status', number, what);
    let words: number[] | undefined;
    if (kind === FACILITY.segment) {
      for (let number = after + 1; words === undefined && number <= this.lastSegment; number++) {
        const pages = status(number, SEGMENT_STATUS.pages);
        if (pages < 0) continue;
        words = [
          number,
          status(number, SEGMENT_STATUS.key),
          status(number, SEGMENT_STATUS.owner),
          pages * PAGE_BYTES,
          status(number, SEGMENT_STATUS.attached),
          status(number, SEGMENT_STATUS.destroyed),
        ];
      }
    } else {
      const queue = [...this.channels.values()].find(
        (each) => each.kind === CHANNEL_KIND.queue && each.number > after,
      );
      if (queue !== undefined) words = [queue.number, 0, queue.owner, queue.usedBytes, queue.messages, 0];
    }
    if (words === undefined) return SYSTEM_CALL_REFUSED;
    const places = words.map((_, i) => this.reach(process, request + WORD_BYTES * i, RIGHT.write));
    if (places.includes(undefined)) return SYSTEM_CALL_REFUSED;
    words.forEach((word, i) => {
      this.system.memory.write(places[i] as number, word);
    });
    return words[0];
  }

  // Sleeping at words

  private sleep(
    thread: ThreadId,
    process: number,
    number: number,
    address: number,
    expected: number,
  ): number | undefined {
    const physical = address % WORD_BYTES === 0 ? this.reach(process, address, RIGHT.read) : undefined;
    if (physical === undefined) return SYSTEM_CALL_REFUSED;
    if (number !== CALL.sleep && this.system.memory.readKernel(physical) !== (expected | 0)) return 1;
    const at = number === CALL.sleepIfEqualPrivately ? `${process}/${address}` : `${physical}`;
    this.sleepers.push({ thread, at });
    this.system.kernel.block(this.core, BLOCKS);
    return undefined;
  }

  private wakeSleepers(process: number, number: number, address: number, count: number): number {
    const physical = address % WORD_BYTES === 0 ? this.reach(process, address, RIGHT.read) : undefined;
    if (physical === undefined) return SYSTEM_CALL_REFUSED;
    const at = number === CALL.wakePrivately ? `${process}/${address}` : `${physical}`;
    const woken = this.sleepers.filter((each) => each.at === at).slice(0, Math.max(0, count));
    this.sleepers = this.sleepers.filter((each) => !woken.includes(each));
    for (const { thread } of woken) this.system.kernel.wake(this.core, thread, 0);
    return woken.length;
  }

  // Memory of processes

  /** Where an address lies that a process may use with this right; a page that it only has to touch is made. */
  private reach(process: number, address: number, right: number): number | undefined {
    const { processes } = this.system;
    const look = () =>
      processes.pageAt(processes.rootOf(process) / PAGE_BYTES, Math.floor(address / PAGE_BYTES));
    let page = look();
    if (page === undefined && processes.writable(this.threadOf(process), address) !== undefined)
      page = look();
    return page !== undefined && (page.rights & right) !== 0
      ? page.frame * PAGE_BYTES + (address % PAGE_BYTES)
      : undefined;
  }

  private threadOf(process: number): ThreadId {
    const { threads } = this.system.kernel;
    return threads.findIndex((each) => each.process === process && each.state !== THREAD_STATE.exited);
  }

  private wordsAt(process: number, address: number, count: number): number[] | undefined {
    const words: number[] = [];
    for (let i = 0; i < count; i++) {
      const at = address + WORD_BYTES * i;
      const physical = at % WORD_BYTES === 0 ? this.reach(process, at, RIGHT.read) : undefined;
      if (physical === undefined) return undefined;
      words.push(this.system.memory.readKernel(physical));
    }
    return words;
  }

  private byte(physical: number): number {
    const word = this.system.memory.readKernel(physical - (physical % WORD_BYTES));
    return (word >>> (8 * (physical % WORD_BYTES))) & 0xff;
  }

  private storeByte(physical: number, byte: number): void {
    const { memory } = this.system;
    const [at, shift] = [physical - (physical % WORD_BYTES), 8 * (physical % WORD_BYTES)];
    memory.write(at, (memory.readKernel(at) & ~(0xff << shift)) | ((byte & 0xff) << shift));
  }

  private flush(process: number): number {
    const { memory, cores, machine } = this.system;
    memory.pay(cores.length * (machine.costs.busInvalidate ?? COSTS.busInvalidate.value));
    for (const core of cores) core.forgetTranslations(process);
    return 0;
  }

  // Mechanisms

  private make(name: keyof typeof MECHANISMS, offered: Services, ...numbers: number[]): Asked {
    const { shape, own } = MECHANISMS[name];
    const host = this.given[name] ?? new NativePolicies(own, shape);
    const services = Object.fromEntries(Object.keys(shape.services).map((each) => [each, offered[each]]));
    const asked = { host, shape, instance: host.create(services as Services, ...numbers) };
    this.pay(host);
    return asked;
  }

  private ask({ host, shape, instance }: Asked, method: string, ...numbers: number[]): number {
    const answer = instance.methods[method](...numbers.slice(0, shape.methods[method]));
    this.pay(host);
    return answer;
  }

  private pay(host: PolicyHost): void {
    const { machine, memory } = this.system;
    const cycles = host.takeUnits() * (machine.costs.policyUnit ?? COSTS.policyUnit.value);
    this.policyCycles += cycles;
    memory.pay(cycles);
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.trace.record(this.system.kernel.cycle, kind, a, b, c, d);
  }
}
