/**
 * The configuration space of one function on a PCI-like bus: who it is, what it needs, where it was put.
 *
 *      00 vendor, device    04 command, status    08 class code    0c header type
 *      10-24 base address registers (a bridge has two, then bus numbers and windows)
 *      34 capabilities      3c interrupt line, pin      40 message-signalled interrupts
 *
 * A base address register (BAR) tells its size by what it keeps: software writes all ones and reads back ones only
 * where an address may vary. The function answers in memory or port space only once its command register says so.
 *
 * Source: PCI Local Bus Specification 3.0, sections 6.1, 6.2, 6.2.5.1 (size probing), 6.8.1 (message-signalled
 * interrupts); PCI-to-PCI Bridge Architecture Specification 1.2, section 3.2. Left out: 64-bit BARs, expansion
 * ROMs, prefetchable windows, parity and error bits, extended configuration space.
 */
import type { SavedValue } from '../saved-value';

export const CONFIGURATION = {
  identity: 0x00,
  command: 0x04,
  class: 0x08,
  headerType: 0x0c,
  baseAddress: 0x10,
  busNumbers: 0x18,
  portWindow: 0x1c,
  memoryWindow: 0x20,
  capabilities: 0x34,
  interrupt: 0x3c,
  message: 0x40,
  messageAddress: 0x44,
  messageData: 0x48,
} as const;

export const COMMAND = {
  portEnable: 1 << 0,
  memoryEnable: 1 << 1,
  busMaster: 1 << 2,
  interruptDisable: 1 << 10,
} as const;

const COMMAND_WRITABLE =
  COMMAND.portEnable | COMMAND.memoryEnable | COMMAND.busMaster | COMMAND.interruptDisable;
const STATUS_INTERRUPT = 1 << 19;
const STATUS_CAPABILITIES = 1 << 20;
const MESSAGE_CAPABILITY = 0x05;
const MESSAGE_ENABLE = 1 << 16;
const BRIDGE_HEADER = 1 << 16;
const BRIDGE_CLASS = 0x060400;

/** Granularity of a bridge's windows. */
export const MEMORY_WINDOW_BYTES = 0x10_0000;
export const PORT_WINDOW_BYTES = 0x1000;

export type AddressSpaceKind = 'memory' | 'port';

export interface BaseAddressDeclaration {
  readonly kind: AddressSpaceKind;
  /** A power of two, at least 16 (memory) or 4 (port). */
  readonly byteLength: number;
}

interface Identity {
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
}

/** What configuration spaces of devices and bridges have in common. */
export abstract class ConfigurationSpace {
  command = 0;
  /** Shown in the status register; set by the function. */
  interruptPending = false;
  protected interruptLine = 0;

  constructor(protected readonly identity: Identity) {}

  /** The aligned word at `offset`, as a signed integer. */
  load(offset: number): number {
    const { vendor, device, classCode } = this.identity;
    switch (offset) {
      case CONFIGURATION.identity:
        return (device << 16) | vendor;
      case CONFIGURATION.command:
        return this.command | this.statusBits() | (this.interruptPending ? STATUS_INTERRUPT : 0);
      case CONFIGURATION.class:
        return classCode << 8;
      case CONFIGURATION.interrupt:
        return this.interruptLine | (1 << 8);
      default:
        return this.loadSpecific(offset);
    }
  }

  /** @param mask bits that the access covers: a byte or half store leaves the others. */
  store(offset: number, value: number, mask: number): void {
    const merged = (this.load(offset) & ~mask) | (value & mask);
    if (offset === CONFIGURATION.command) this.command = merged & COMMAND_WRITABLE;
    else if (offset === CONFIGURATION.interrupt) this.interruptLine = merged & 0xff;
    else this.storeSpecific(offset, merged);
  }

  protected abstract statusBits(): number;
  protected abstract loadSpecific(offset: number): number;
  protected abstract storeSpecific(offset: number, value: number): void;
  abstract save(): SavedValue;
  /** @param state what `save` gave. */
  abstract restore(state: SavedValue): void;
}

/** Header type 0: a device. */
export class DeviceConfiguration extends ConfigurationSpace {
  private readonly bars: Int32Array;
  private messageControl = 0;
  private messageAddress = 0;
  private messageData = 0;

  constructor(
    identity: Identity,
    readonly declarations: readonly BaseAddressDeclaration[],
  ) {
    super(identity);
    for (const { kind, byteLength } of declarations)
      if (byteLength < (kind === 'memory' ? 16 : 4) || (byteLength & (byteLength - 1)) !== 0)
        throw new RangeError(`a ${kind} BAR must have a power of two of bytes, got ${byteLength}`);
    if (declarations.length > 6) throw new RangeError('a device has at most six BARs');
    this.bars = new Int32Array(declarations.length);
  }

  /** Where BAR `index` answers now; undefined when its space is switched off or it was given no address. */
  baseOf(index: number): number | undefined {
    const { kind } = this.declarations[index];
    const enabled = kind === 'memory' ? COMMAND.memoryEnable : COMMAND.portEnable;
    const base = this.bars[index] >>> 0;
    return (this.command & enabled) === 0 || base === 0 ? undefined : base;
  }

  get isBusMaster(): boolean {
    return (this.command & COMMAND.busMaster) !== 0;
  }

  get linesDisabled(): boolean {
    return (this.command & COMMAND.interruptDisable) !== 0;
  }

  /** Where and what to store to interrupt, when messages are switched on. */
  message(): { readonly address: number; readonly data: number } | undefined {
    if ((this.messageControl & MESSAGE_ENABLE) === 0) return undefined;
    return { address: this.messageAddress >>> 0, data: this.messageData };
  }

  protected statusBits(): number {
    return STATUS_CAPABILITIES;
  }

  protected loadSpecific(offset: number): number {
    switch (offset) {
      case CONFIGURATION.capabilities:
        return CONFIGURATION.message;
      case CONFIGURATION.message:
        return MESSAGE_CAPABILITY | this.messageControl;
      case CONFIGURATION.messageAddress:
        return this.messageAddress;
      case CONFIGURATION.messageData:
        return this.messageData;
      default: {
        const index = (offset - CONFIGURATION.baseAddress) >> 2;
        const declaration = offset < CONFIGURATION.baseAddress ? undefined : this.declarations[index];
        return declaration === undefined ? 0 : this.bars[index] | typeBits(declaration.kind);
      }
    }
  }

  protected storeSpecific(offset: number, value: number): void {
    if (offset === CONFIGURATION.message) this.messageControl = value & MESSAGE_ENABLE;
    else if (offset === CONFIGURATION.messageAddress) this.messageAddress = value & ~3;
    else if (offset === CONFIGURATION.messageData) this.messageData = value & 0xffff;
    else {
      const index = (offset - CONFIGURATION.baseAddress) >> 2;
      const declaration = offset < CONFIGURATION.baseAddress ? undefined : this.declarations[index];
      if (declaration !== undefined) this.bars[index] = value & -declaration.byteLength;
    }
  }

  save() {
    const { command, interruptPending, interruptLine, messageControl, messageAddress, messageData } = this;
    const bars = Array.from(this.bars);
    return { command, interruptPending, interruptLine, messageControl, messageAddress, messageData, bars };
  }

  restore({ bars, ...state }: ReturnType<DeviceConfiguration['save']>): void {
    Object.assign(this, state);
    this.bars.set(bars);
  }
}

/** Header type 1: a bridge to another bus. */
export class BridgeConfiguration extends ConfigurationSpace {
  /** Primary, secondary, subordinate: the bus above, the one below, the last one reached through it. */
  private busNumbers = 0;
  /** Base and limit in one word each, as the header has them. A base above the limit is a closed window. */
  private portWindow = 0x00f0;
  private memoryWindow = 0xfff0;

  constructor(identity: Omit<Identity, 'classCode'>) {
    super({ ...identity, classCode: BRIDGE_CLASS });
  }

  get secondary(): number {
    return (this.busNumbers >>> 8) & 0xff;
  }

  get subordinate(): number {
    return (this.busNumbers >>> 16) & 0xff;
  }

  /** Whether the bridge passes an access on to the bus below. */
  forwards(kind: AddressSpaceKind, address: number): boolean {
    const enabled = kind === 'memory' ? COMMAND.memoryEnable : COMMAND.portEnable;
    if ((this.command & enabled) === 0) return false;
    if (kind === 'memory') {
      const base = ((this.memoryWindow & 0xfff0) << 16) >>> 0;
      const limit = (((this.memoryWindow >>> 16) & 0xfff0) * 0x1_0000 + MEMORY_WINDOW_BYTES - 1) >>> 0;
      return address >= base && address <= limit;
    }
    const base = (this.portWindow & 0xf0) << 8;
    const limit = (((this.portWindow >>> 8) & 0xf0) << 8) + PORT_WINDOW_BYTES - 1;
    return address >= base && address <= limit;
  }

  protected statusBits(): number {
    return 0;
  }

  protected loadSpecific(offset: number): number {
    switch (offset) {
      case CONFIGURATION.headerType:
        return BRIDGE_HEADER;
      case CONFIGURATION.busNumbers:
        return this.busNumbers;
      case CONFIGURATION.portWindow:
        return this.portWindow;
      case CONFIGURATION.memoryWindow:
        return this.memoryWindow;
      default:
        return 0;
    }
  }

  protected storeSpecific(offset: number, value: number): void {
    if (offset === CONFIGURATION.busNumbers) this.busNumbers = value & 0xff_ffff;
    else if (offset === CONFIGURATION.portWindow) this.portWindow = value & 0xf0f0;
    else if (offset === CONFIGURATION.memoryWindow) this.memoryWindow = value & (0xfff0_fff0 | 0);
  }

  save() {
    const { command, interruptLine, busNumbers, portWindow, memoryWindow } = this;
    return { command, interruptLine, busNumbers, portWindow, memoryWindow };
  }

  restore(state: ReturnType<BridgeConfiguration['save']>): void {
    Object.assign(this, state);
  }
}

/** The read-only low bits of a BAR: bit 0 tells port space. */
function typeBits(kind: AddressSpaceKind): number {
  return kind === 'port' ? 1 : 0;
}
