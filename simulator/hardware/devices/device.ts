/**
 * What every device is, and what the machine gives it.
 *
 *      core ── load, store ──▶ Device ──▶ DeviceHost: time, events, interrupt line, memory (DMA)
 *
 * A device is a table of registers and a state machine. It knows neither its address nor its interrupt number nor
 * the bus: the machine that it is composed into decides them. Device time is machine time: an operation that takes
 * cycles ends in `handleEvent`, at the cycle for which it was scheduled. Events cannot be removed; one that may
 * become stale carries a generation number as its argument.
 */
import type { BusMaster } from '../bus/dma-engine';
import type { RegisterTable } from '../bus/register-table';
import type { CostOverrides } from '../cost-overrides';
import type { SavedValue } from '../saved-value';

/** Character: bytes one by one, no position. Block: any block at any time. Network: packets of any size. */
export type DeviceClass = 'character' | 'block' | 'network' | 'timer';

/** How a device shows itself on a PCI-like bus. */
export interface BusIdentity {
  readonly vendor: number;
  readonly device: number;
  /** Base class, subclass, interface: 24 bits as in the PCI code and ID assignment. */
  readonly classCode: number;
}

/** The vendor number of all devices of this machine (one that no vendor has). */
export const RUNQUEUE_VENDOR = 0x5251;

export interface DeviceHost {
  /** The cycle at which the current access or event happens. */
  now(): number;
  /** `handleEvent(kind, argument)` at `cycle`, not before now. */
  schedule(cycle: number, kind: number, argument?: number): void;
  /** Drives the interrupt line: level, not edge. With message-signalled interrupts, rising sends the message. */
  setInterrupt(raised: boolean): void;
  /** The device's own way into memory. */
  readonly memory: BusMaster;
  /** Costs that its machine has otherwise than the table; a device's own options come first. */
  readonly costs: CostOverrides;
}

export interface Device {
  /** Unique in its machine. */
  readonly name: string;
  readonly deviceClass: DeviceClass;
  readonly description: string;
  readonly registers: RegisterTable;
  readonly identity: BusIdentity;
  /** Wired to this address, as devices on the processor's chip are; undefined: found on the bus. */
  readonly fixedAddress?: number;
  /** Called once, by the machine. */
  connect(host: DeviceHost): void;
  /** @returns undefined to refuse. */
  load(offset: number, size: number): number | undefined;
  /** @returns false to refuse. */
  store(offset: number, size: number, value: number): boolean;
  handleEvent(kind: number, argument: number): void;
  /** Input from outside the machine, for devices that have any. */
  receiveInput?(bytes: Uint8Array): void;
  save(): SavedValue;
  restore(state: SavedValue): void;
}

/** A device whose registers are its table's: subclasses answer by name. */
export abstract class RegisterDevice<Name extends string> {
  abstract readonly registers: RegisterTable<Name>;
  protected host!: DeviceHost;

  connect(host: DeviceHost): void {
    this.host = host;
  }

  load(offset: number, size: number): number | undefined {
    const row = this.registers.readable(offset, size);
    return row === undefined ? undefined : this.readRegister(row.name, (offset - row.offset) / 4);
  }

  store(offset: number, size: number, value: number): boolean {
    const row = this.registers.writable(offset, size);
    if (row === undefined) return false;
    this.writeRegister(row.name, value, (offset - row.offset) / 4);
    return true;
  }

  /** @param index which of several registers that share a row. */
  protected abstract readRegister(name: Name, index: number): number;
  protected abstract writeRegister(name: Name, value: number, index: number): void;
}
