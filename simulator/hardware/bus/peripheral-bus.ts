/**
 * A PCI-like tree of buses: slots with devices, and bridges to further buses.
 *
 *      core ─▶ host bridge ─ bus 0 ┬─ slot 0 disk
 *                                  ├─ slot 1 bridge ─ bus 1 ─ slot 0 network card
 *                                  └─ slot 2 ...
 *
 * Nothing has an address when the machine starts: configuration space is reached by (bus, slot), memory and ports
 * only through the base address registers and bridge windows that software has set (bus-enumeration.ts). A
 * function or bridge that is not enabled, or not addressed, does not answer: reads of absent configuration spaces
 * give all ones, accesses to memory and ports are refused.
 *
 * The configuration space appears in memory as in PCI Express (section 7.2.2 of its base specification): 4 KiB a
 * function, `base + (bus << 20 | slot << 15)`.
 */
import type { MappedDevice } from '../memory/physical-address-space';
import {
  type AddressSpaceKind,
  BridgeConfiguration,
  type ConfigurationSpace,
  type DeviceConfiguration,
} from './configuration-space';

/** A function's registers, by offset from whichever BAR the access came through. */
export interface BusTarget {
  load(offset: number, size: number): number | undefined;
  store(offset: number, size: number, value: number): boolean;
}

interface BusDevice {
  readonly slot: number;
  readonly configuration: DeviceConfiguration;
  readonly target: BusTarget;
}

export const SLOTS_PER_BUS = 32;
const BRIDGE_DEVICE = 0x0001;

/** One bus; the tree hangs on bus 0. */
export class PeripheralBus {
  readonly devices: BusDevice[] = [];
  readonly bridges: {
    readonly slot: number;
    readonly configuration: BridgeConfiguration;
    readonly bus: PeripheralBus;
  }[] = [];

  /** @param bridge what leads here; none: bus 0. */
  constructor(
    private readonly vendor: number,
    private readonly bridge?: BridgeConfiguration,
  ) {}

  /** The number that software gave the bus; 0 also before it did. */
  get number(): number {
    return this.bridge?.secondary ?? 0;
  }

  /** @returns the slot: the lowest free one. */
  attach(configuration: DeviceConfiguration, target: BusTarget): number {
    const slot = this.freeSlot();
    this.devices.push({ slot, configuration, target });
    return slot;
  }

  /** A new bus behind a bridge in the lowest free slot. */
  attachBridge(): PeripheralBus {
    const configuration = new BridgeConfiguration({ vendor: this.vendor, device: BRIDGE_DEVICE });
    const bus = new PeripheralBus(this.vendor, configuration);
    this.bridges.push({ slot: this.freeSlot(), configuration, bus });
    return bus;
  }

  /** The configuration space at (bus, slot), found as the hardware finds it: by the bridges' bus numbers. */
  configurationAt(busNumber: number, slot: number): ConfigurationSpace | undefined {
    if (busNumber === this.number)
      return (
        this.devices.find((each) => each.slot === slot)?.configuration ??
        this.bridges.find((each) => each.slot === slot)?.configuration
      );
    const bridge = this.bridges.find(
      ({ configuration: { secondary, subordinate } }) =>
        secondary !== 0 && busNumber >= secondary && busNumber <= subordinate,
    );
    return bridge?.bus.configurationAt(busNumber, slot);
  }

  load(kind: AddressSpaceKind, address: number, size: number): number | undefined {
    const found = this.find(kind, address);
    return found?.target.load(address - found.base, size);
  }

  store(kind: AddressSpaceKind, address: number, size: number, value: number): boolean {
    const found = this.find(kind, address);
    return found?.target.store(address - found.base, size, value) ?? false;
  }

  /** Configuration spaces of the whole tree, in a fixed order. */
  configurations(): ConfigurationSpace[] {
    return [
      ...this.devices.map((each) => each.configuration),
      ...this.bridges.flatMap((each) => [each.configuration, ...each.bus.configurations()]),
    ];
  }

  /** The device that answers at an address, and where it begins. Of overlapping ones the lowest slot. */
  find(
    kind: AddressSpaceKind,
    address: number,
  ): { readonly target: BusTarget; readonly base: number } | undefined {
    for (const { configuration, target } of this.devices)
      for (const [index, declaration] of configuration.declarations.entries()) {
        if (declaration.kind !== kind) continue;
        const base = configuration.baseOf(index);
        if (base !== undefined && address >= base && address < base + declaration.byteLength)
          return { target, base };
      }
    for (const { configuration, bus } of this.bridges)
      if (configuration.forwards(kind, address)) return bus.find(kind, address);
    return undefined;
  }

  private freeSlot(): number {
    const used = new Set([...this.devices, ...this.bridges].map((each) => each.slot));
    for (let slot = 0; slot < SLOTS_PER_BUS; slot++) if (!used.has(slot)) return slot;
    throw new RangeError(`a bus has ${SLOTS_PER_BUS} slots, all are taken: put devices behind a bridge`);
  }
}

/** The configuration spaces in memory. */
export class ConfigurationWindow implements MappedDevice {
  readonly name = 'bus configuration';
  readonly byteLength = 0x1000_0000;

  constructor(
    readonly base: number,
    private readonly root: PeripheralBus,
  ) {}

  load(offset: number, size: number): number | undefined {
    const configuration = this.at(offset);
    if (configuration === undefined) return -1;
    return (
      (configuration.load(offset & 0xffc) >>> ((offset & 3) * 8)) & (size === 4 ? -1 : 2 ** (8 * size) - 1)
    );
  }

  store(offset: number, size: number, value: number): boolean {
    const shift = (offset & 3) * 8;
    const mask = size === 4 ? -1 : (2 ** (8 * size) - 1) << shift;
    this.at(offset)?.store(offset & 0xffc, value << shift, mask);
    return true;
  }

  /** Function 0 of each slot; other functions do not exist. */
  private at(offset: number): ConfigurationSpace | undefined {
    if (((offset >>> 12) & 7) !== 0 || (offset & 0xfff) >= 0x100) return undefined;
    return this.root.configurationAt(offset >>> 20, (offset >>> 15) & 31);
  }
}

/** A part of the address space that leads to the bus. Bus addresses are processor addresses. */
export class BusMemoryWindow implements MappedDevice {
  readonly name = 'bus memory';

  constructor(
    readonly base: number,
    readonly byteLength: number,
    private readonly root: PeripheralBus,
  ) {}

  load(offset: number, size: number): number | undefined {
    return this.root.load('memory', this.base + offset, size);
  }

  store(offset: number, size: number, value: number): boolean {
    return this.root.store('memory', this.base + offset, size, value);
  }
}
