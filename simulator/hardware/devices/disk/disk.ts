/**
 * A disk: a block device with a controller that queues commands, and a mechanism that takes its time.
 *
 *      command ─▶ [ queue, 32 tags ] ─▶ seek, rotate, transfer ─▶ data ─▶ completed / failed ─▶ interrupt
 *                    fifo or nearest                  programmed: through the data register, sector by sector
 *                                                     DMA: to and from the segments of a scatter-gather list
 *
 * Data moves only when the controller asks for it: touching the data register otherwise changes nothing and sets
 * protocolError. A failed command leaves memory and disk as they were, except that a programmed write has stored
 * the sectors that were given. Registers and phases are tables in disk-registers.ts.
 *
 * Leaves out: a cache in the controller, bad sectors, track skew, power states.
 */

import { SEGMENT_BYTES, type Segment } from '../../bus/dma-engine';
import { type Device, type DeviceHost, RegisterDevice, RUNQUEUE_VENDOR } from '../device';
import { BlockStore } from './block-store';
import { type DiskGeometry, DiskMechanics, type DiskTimes, diskTimes, SECTOR_BYTES } from './disk-mechanics';
import {
  DISK_COMMAND,
  DISK_ERROR,
  DISK_INTERRUPT,
  DISK_REGISTERS,
  DISK_STATUS,
  DISK_TAGS,
  type DiskPhase,
  type DiskRegister,
  MAX_SEGMENTS,
} from './disk-registers';

export interface DiskOptions extends Partial<DiskTimes> {
  readonly name?: string;
  readonly geometry?: DiskGeometry;
  /** fifo (default): in order of arrival. nearest: the queued command that the head reaches first; ties by arrival. */
  readonly order?: 'fifo' | 'nearest';
  readonly content?: Uint8Array;
}

type DiskRequest = {
  readonly operation: number;
  readonly tag: number;
  readonly sector: number;
  readonly count: number;
  readonly list: number;
  readonly segments: number;
};

const SMALL_GEOMETRY: DiskGeometry = { cylinders: 256, surfaces: 4, sectorsPerTrack: 64 };
const NO_BYTES = new Uint8Array(0);

export class Disk extends RegisterDevice<DiskRegister> implements Device {
  readonly name: string;
  readonly deviceClass = 'block';
  readonly description = 'disk: seek, rotation and transfer; programmed and DMA transfers';
  readonly registers = DISK_REGISTERS;
  readonly identity = { vendor: RUNQUEUE_VENDOR, device: 0x0020, classCode: 0x018000 };
  mechanics: DiskMechanics;
  /** Cycles by part of the service, over all commands. */
  seekCycles = 0;
  rotationCycles = 0;
  transferCycles = 0;
  private readonly order: 'fifo' | 'nearest';
  private readonly blocks = new BlockStore();
  private phase: DiskPhase = 'idle';
  private queue: DiskRequest[] = [];
  private current: DiskRequest | null = null;
  /** Of the current command: sectors done, its scatter-gather list, and the data under way. */
  private doneSectors = 0;
  private segmentList: Segment[] = [];
  private buffer: Uint8Array = NO_BYTES;
  private bufferAt = 0;
  private cylinder = 0;
  private surface = 0;
  private protocolError = false;
  private errorCode: number = DISK_ERROR.none;
  private parameters = { sector: 0, count: 0, list: 0, segments: 0, interruptEnable: 0 };
  private completed = 0;
  private failed = 0;
  private readonly options: DiskOptions;

  constructor(options: DiskOptions = {}) {
    super();
    const { name = 'disk', geometry = SMALL_GEOMETRY, order = 'fifo', content } = options;
    this.name = name;
    this.order = order;
    this.options = options;
    this.mechanics = new DiskMechanics(geometry, diskTimes(options));
    if (content !== undefined) this.writeContent(0, content);
  }

  override connect(host: DeviceHost): void {
    super.connect(host);
    this.mechanics = new DiskMechanics(this.mechanics.geometry, diskTimes(this.options, host.costs));
  }

  /** What is on the disk, from outside the machine. */
  readContent(sector: number, count: number): Uint8Array {
    return this.blocks.read(sector, count);
  }

  /** @param bytes padded with zeros to whole sectors. */
  writeContent(sector: number, bytes: Uint8Array): void {
    const count = Math.ceil(bytes.length / SECTOR_BYTES);
    if (sector + count > this.mechanics.sectors)
      throw new RangeError(
        `${this.name}: ${count} sectors from ${sector} end beyond ${this.mechanics.sectors}`,
      );
    const padded = new Uint8Array(count * SECTOR_BYTES);
    padded.set(bytes);
    this.blocks.write(sector, padded);
  }

  // Registers

  protected readRegister(name: DiskRegister): number {
    switch (name) {
      case 'status':
        return this.status();
      case 'data':
        return this.readData();
      case 'completed':
        return this.completed;
      case 'failed':
        return this.failed;
      case 'capacity':
        return this.mechanics.sectors;
      case 'queued':
        return this.accepted();
      case 'errorCode':
        return this.errorCode;
      case 'command':
        return 0;
      default:
        return this.parameters[name];
    }
  }

  protected writeRegister(name: DiskRegister, value: number): void {
    switch (name) {
      case 'command':
        this.accept(value & 7, (value >>> 8) & (DISK_TAGS - 1));
        break;
      case 'status':
        if ((value & DISK_STATUS.protocolError) !== 0) this.protocolError = false;
        break;
      case 'data':
        this.writeData(value);
        break;
      case 'completed':
        this.completed &= ~value;
        break;
      case 'failed':
        this.failed &= ~value;
        break;
      case 'sector':
      case 'count':
      case 'list':
      case 'segments':
      case 'interruptEnable':
        this.parameters[name] = value >>> 0;
    }
    this.drive();
  }

  private status(): number {
    return (
      (this.phase !== 'idle' ? DISK_STATUS.busy : 0) |
      (this.requestsData() ? DISK_STATUS.dataRequest : 0) |
      (this.accepted() === DISK_TAGS ? DISK_STATUS.queueFull : 0) |
      (this.protocolError ? DISK_STATUS.protocolError : 0)
    );
  }

  private accepted(): number {
    return this.queue.length + (this.current === null ? 0 : 1);
  }

  private requestsData(): boolean {
    return this.phase === 'emptying' || this.phase === 'filling';
  }

  private readData(): number {
    if (this.phase !== 'emptying') {
      this.protocolError = true;
      return 0;
    }
    const at = this.bufferAt;
    const bytes = this.buffer;
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    this.bufferAt += 4;
    if (this.bufferAt === SECTOR_BYTES) this.sectorDone();
    this.drive();
    return word;
  }

  private writeData(value: number): void {
    if (this.phase !== 'filling') {
      this.protocolError = true;
      return;
    }
    for (let i = 0; i < 4; i++) this.buffer[this.bufferAt++] = value >>> (8 * i);
    if (this.bufferAt === SECTOR_BYTES) this.move(1);
  }

  // Commands

  private accept(operation: number, tag: number): void {
    const tagged = [...this.queue, ...(this.current === null ? [] : [this.current])];
    if (
      operation < DISK_COMMAND.readProgrammed ||
      operation > DISK_COMMAND.writeDma ||
      tagged.some((each) => each.tag === tag)
    ) {
      this.protocolError = true;
      return;
    }
    const { sector, count, list, segments } = this.parameters;
    this.queue.push({ operation, tag, sector, count, list, segments });
    if (this.phase === 'idle') this.startNext();
  }

  private startNext(): void {
    const index = this.order === 'fifo' ? 0 : this.nearest();
    const [request] = this.queue.splice(index, 1);
    this.phase = 'idle';
    this.current = request ?? null;
    if (request === undefined) return;
    this.doneSectors = 0;
    if (request.count === 0 || request.sector + request.count > this.mechanics.sectors) {
      this.fail(DISK_ERROR.beyondEnd);
      return;
    }
    switch (request.operation) {
      case DISK_COMMAND.readProgrammed:
        this.move(1);
        break;
      case DISK_COMMAND.writeProgrammed:
        this.fill();
        break;
      default:
        if (request.segments > MAX_SEGMENTS) this.fail(DISK_ERROR.dmaRefused);
        else this.after('listing', this.host.memory.reserve(listSegment(request), false));
    }
  }

  /** Index of the queued command whose first sector passes under the head first. */
  private nearest(): number {
    let best = 0;
    let bestCycles = Number.POSITIVE_INFINITY;
    const start = this.host.now() + this.mechanics.times.commandCycles;
    this.queue.forEach(({ sector }, index) => {
      const first = Math.min(sector, this.mechanics.sectors - 1);
      const { seekCycles, rotationCycles } = this.mechanics.service(
        start,
        this.cylinder,
        this.surface,
        first,
        1,
      );
      if (seekCycles + rotationCycles >= bestCycles) return;
      best = index;
      bestCycles = seekCycles + rotationCycles;
    });
    return best;
  }

  handleEvent(): void {
    const request = this.current as DiskRequest;
    switch (this.phase) {
      case 'listing':
        this.readList(request);
        break;
      case 'fetching': {
        const bytes = this.host.memory.read(this.segmentList);
        if (bytes === undefined) this.fail(DISK_ERROR.dmaRefused);
        else {
          this.buffer = bytes;
          this.move(request.count);
        }
        break;
      }
      case 'moving':
        this.moved(request);
        break;
      case 'storing':
        if (this.host.memory.write(this.segmentList, this.buffer)) this.complete();
        else this.fail(DISK_ERROR.dmaRefused);
        break;
    }
    this.drive();
  }

  private readList(request: DiskRequest): void {
    const bytes = this.host.memory.read(listSegment(request));
    if (bytes === undefined) {
      this.fail(DISK_ERROR.dmaRefused);
      return;
    }
    this.segmentList = segmentsIn(bytes, request.count * SECTOR_BYTES);
    const listed = this.segmentList.reduce((sum, each) => sum + each.byteLength, 0);
    if (listed < request.count * SECTOR_BYTES) this.fail(DISK_ERROR.dmaRefused);
    else if (request.operation === DISK_COMMAND.readDma) this.move(request.count);
    else this.after('fetching', this.host.memory.reserve(this.segmentList, false));
  }

  /** The mechanism passes over the next `count` sectors. */
  private move(count: number): void {
    const { sector } = this.current as DiskRequest;
    const start = this.host.now() + (this.doneSectors === 0 ? this.mechanics.times.commandCycles : 0);
    const service = this.mechanics.service(
      start,
      this.cylinder,
      this.surface,
      sector + this.doneSectors,
      count,
    );
    this.cylinder = service.cylinder;
    this.surface = service.surface;
    this.seekCycles += service.seekCycles;
    this.rotationCycles += service.rotationCycles;
    this.transferCycles += service.transferCycles;
    this.after('moving', start + service.seekCycles + service.rotationCycles + service.transferCycles);
  }

  private moved(request: DiskRequest): void {
    switch (request.operation) {
      case DISK_COMMAND.readProgrammed:
        this.buffer = this.blocks.read(request.sector + this.doneSectors, 1);
        this.bufferAt = 0;
        this.phase = 'emptying';
        break;
      case DISK_COMMAND.writeProgrammed:
        this.blocks.write(request.sector + this.doneSectors, this.buffer);
        this.sectorDone();
        break;
      case DISK_COMMAND.readDma:
        this.buffer = this.blocks.read(request.sector, request.count);
        this.after('storing', this.host.memory.reserve(this.segmentList, true));
        break;
      default:
        this.blocks.write(request.sector, this.buffer);
        this.complete();
    }
  }

  private fill(): void {
    this.buffer = new Uint8Array(SECTOR_BYTES);
    this.bufferAt = 0;
    this.phase = 'filling';
  }

  /** A programmed transfer has dealt with one sector. */
  private sectorDone(): void {
    const { operation, count } = this.current as DiskRequest;
    this.doneSectors++;
    if (this.doneSectors === count) this.complete();
    else if (operation === DISK_COMMAND.readProgrammed) this.move(1);
    else this.fill();
  }

  /** Enters a phase that ends at `cycle`; undefined: the transfer was refused. */
  private after(phase: DiskPhase, cycle: number | undefined): void {
    if (cycle === undefined) {
      this.fail(DISK_ERROR.dmaRefused);
      return;
    }
    this.phase = phase;
    this.host.schedule(cycle, 0);
  }

  private complete(): void {
    this.completed |= 1 << (this.current as DiskRequest).tag;
    this.end();
  }

  private fail(errorCode: number): void {
    this.failed |= 1 << (this.current as DiskRequest).tag;
    this.errorCode = errorCode;
    this.end();
  }

  private end(): void {
    this.buffer = NO_BYTES;
    this.segmentList = [];
    this.startNext();
  }

  private drive(): void {
    const { interruptEnable } = this.parameters;
    const completion =
      (interruptEnable & DISK_INTERRUPT.completion) !== 0 && (this.completed | this.failed) !== 0;
    const data = (interruptEnable & DISK_INTERRUPT.dataRequest) !== 0 && this.requestsData();
    this.host.setInterrupt(completion || data);
  }

  save() {
    return {
      content: this.blocks.save(),
      phase: this.phase as string,
      queue: this.queue.slice(),
      current: this.current,
      doneSectors: this.doneSectors,
      segmentList: this.segmentList.map(({ address, byteLength }) => ({ address, byteLength })),
      buffer: this.buffer.slice(),
      bufferAt: this.bufferAt,
      cylinder: this.cylinder,
      surface: this.surface,
      protocolError: this.protocolError,
      errorCode: this.errorCode,
      parameters: { ...this.parameters },
      completed: this.completed,
      failed: this.failed,
      seekCycles: this.seekCycles,
      rotationCycles: this.rotationCycles,
      transferCycles: this.transferCycles,
    };
  }

  restore(state: ReturnType<Disk['save']>): void {
    this.blocks.restore(state.content);
    this.phase = state.phase as DiskPhase;
    this.queue = state.queue.slice();
    this.current = state.current;
    this.doneSectors = state.doneSectors;
    this.segmentList = state.segmentList.slice();
    this.buffer = state.buffer.slice();
    this.bufferAt = state.bufferAt;
    this.cylinder = state.cylinder;
    this.surface = state.surface;
    this.protocolError = state.protocolError;
    this.errorCode = state.errorCode;
    this.parameters = { ...state.parameters };
    this.completed = state.completed;
    this.failed = state.failed;
    this.seekCycles = state.seekCycles;
    this.rotationCycles = state.rotationCycles;
    this.transferCycles = state.transferCycles;
  }
}

function listSegment({ list, segments }: DiskRequest): Segment[] {
  return [{ address: list, byteLength: segments * SEGMENT_BYTES }];
}

/** The entries of a scatter-gather list, cut off behind `byteLength` bytes of data. */
function segmentsIn(bytes: Uint8Array, byteLength: number): Segment[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const segments: Segment[] = [];
  let left = byteLength;
  for (let at = 0; at < bytes.length && left > 0; at += SEGMENT_BYTES) {
    const length = Math.min(view.getUint32(at + 4, true), left);
    segments.push({ address: view.getUint32(at, true), byteLength: length });
    left -= length;
  }
  return segments;
}

/** A disk on the bus. */
export function disk(options: DiskOptions = {}): Disk {
  return new Disk(options);
}
