/**
 * What a kernel does at boot: finds every device on the bus, and gives each its own range of addresses.
 *
 *      depth first: number the buses ─▶ probe each BAR's size ─▶ place (largest first) ─▶ open windows, enable
 *
 * Works through configuration accesses alone, so it is the same for native code and for a guest's. Ranges are
 * disjoint, aligned to their size, and inside the windows of all bridges above. Within a bus the largest ranges
 * come first; of equal ones the lower slot, then the lower BAR; a bridge's window counts as a range.
 */
import { align, type BusRange, describeRange } from './bus-range';
import {
  type AddressSpaceKind,
  COMMAND,
  CONFIGURATION,
  MEMORY_WINDOW_BYTES,
  PORT_WINDOW_BYTES,
} from './configuration-space';
import { SLOTS_PER_BUS } from './peripheral-bus';

/** Aligned 32-bit accesses to configuration space. */
export interface ConfigurationAccess {
  load(bus: number, slot: number, offset: number): number;
  store(bus: number, slot: number, offset: number, value: number): void;
}

export interface FoundDevice {
  readonly bus: number;
  readonly slot: number;
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
  /** By BAR number, without the ones that do not exist. */
  readonly ranges: readonly (BusRange & { readonly bar: number })[];
  /** As the firmware wired it. */
  readonly interruptLine: number;
}

interface Need {
  readonly kind: AddressSpaceKind;
  readonly byteLength: number;
  readonly alignment: number;
  readonly place: (base: number) => void;
}

interface FoundBus {
  readonly needs: Need[];
  readonly devices: {
    readonly found: Omit<FoundDevice, 'ranges'>;
    readonly ranges: (BusRange & { bar: number })[];
  }[];
  readonly bridges: {
    readonly slot: number;
    readonly below: FoundBus;
    readonly sizes: Record<AddressSpaceKind, number>;
  }[];
}

/** The addresses ran out. */
export class EnumerationError extends Error {}

/**
 * @param windows where memory and port ranges may lie. @returns every device, in the order in which they were found.
 * @throws EnumerationError when a window is too small.
 */
export function enumerateBus(
  access: ConfigurationAccess,
  windows: Readonly<Record<AddressSpaceKind, { readonly base: number; readonly byteLength: number }>>,
): FoundDevice[] {
  const enumeration = new Enumeration(access);
  const root = enumeration.scan(0);
  for (const kind of ['memory', 'port'] as const) {
    const { base, byteLength } = windows[kind];
    // Port 0 and address 0 mean "no address" to a BAR.
    const first = Math.max(base, kind === 'port' ? PORT_WINDOW_BYTES : MEMORY_WINDOW_BYTES);
    const end = place(root.needs, kind, first);
    if (end > base + byteLength)
      throw new EnumerationError(
        `the devices need ${end - first} bytes of ${kind} space, but the window ${describeRange({ kind, base, byteLength })} ends before`,
      );
  }
  return enumeration.devices(root);
}

/** Gives each need of a kind its place from `cursor` on. @returns the first address behind them. */
function place(needs: readonly Need[], kind: AddressSpaceKind, cursor: number): number {
  let next = cursor;
  const sorted = needs
    .filter((need) => need.kind === kind)
    .sort((a, b) => b.alignment - a.alignment || b.byteLength - a.byteLength);
  for (const need of sorted) {
    const base = align(next, need.alignment);
    need.place(base);
    next = base + need.byteLength;
  }
  return next;
}

/** Bytes that the needs take when they begin at a multiple of `alignment`. */
function measure(needs: readonly Need[], kind: AddressSpaceKind, alignment: number): number {
  const dry = needs.map((need) => ({ ...need, place: () => {} }));
  return align(place(dry, kind, 0), alignment);
}

class Enumeration {
  private nextBus = 1;

  constructor(private readonly access: ConfigurationAccess) {}

  /** Finds what is on a bus and below, and how much space each part needs. */
  scan(bus: number): FoundBus {
    const found: FoundBus = { needs: [], devices: [], bridges: [] };
    for (let slot = 0; slot < SLOTS_PER_BUS; slot++) {
      const identity = this.access.load(bus, slot, CONFIGURATION.identity);
      if (identity === -1) continue;
      const isBridge = ((this.access.load(bus, slot, CONFIGURATION.headerType) >>> 16) & 0x7f) === 1;
      if (isBridge) this.scanBridge(found, bus, slot);
      else this.scanDevice(found, bus, slot, identity);
    }
    return found;
  }

  /** All devices of a scanned tree. */
  devices(found: FoundBus): FoundDevice[] {
    return [
      ...found.devices.map(({ found: device, ranges }) => ({
        ...device,
        ranges: ranges.slice().sort((a, b) => a.bar - b.bar),
      })),
      ...found.bridges.flatMap((bridge) => this.devices(bridge.below)),
    ];
  }

  private scanDevice(found: FoundBus, bus: number, slot: number, identity: number): void {
    const { access } = this;
    const ranges: (BusRange & { bar: number })[] = [];
    // While a BAR holds all ones it must not answer.
    this.command(bus, slot, 0);
    for (let bar = 0; bar < 6; bar++) {
      const offset = CONFIGURATION.baseAddress + 4 * bar;
      access.store(bus, slot, offset, -1);
      const kept = access.load(bus, slot, offset);
      access.store(bus, slot, offset, 0);
      if (kept === 0) continue;
      const kind = (kept & 1) === 1 ? 'port' : 'memory';
      const byteLength = -(kept & (kind === 'port' ? ~3 : ~15)) >>> 0;
      found.needs.push({
        kind,
        byteLength,
        alignment: byteLength,
        place(base) {
          access.store(bus, slot, offset, base);
          ranges.push({ kind, base, byteLength, bar });
        },
      });
    }
    this.command(bus, slot, COMMAND.memoryEnable | COMMAND.portEnable | COMMAND.busMaster);
    found.devices.push({
      found: {
        bus,
        slot,
        vendor: identity & 0xffff,
        device: identity >>> 16,
        classCode: access.load(bus, slot, CONFIGURATION.class) >>> 8,
        interruptLine: access.load(bus, slot, CONFIGURATION.interrupt) & 0xff,
      },
      ranges,
    });
  }

  private scanBridge(found: FoundBus, bus: number, slot: number): void {
    const { access } = this;
    const secondary = this.nextBus++;
    if (secondary > 0xff) throw new EnumerationError('there are more than 255 buses');
    const numbers = (subordinate: number) =>
      access.store(bus, slot, CONFIGURATION.busNumbers, (subordinate << 16) | (secondary << 8) | bus);
    // Open to all numbers while what lies below is being found.
    numbers(0xff);
    const below = this.scan(secondary);
    numbers(this.nextBus - 1);
    const sizes = {
      memory: measure(below.needs, 'memory', MEMORY_WINDOW_BYTES),
      port: measure(below.needs, 'port', PORT_WINDOW_BYTES),
    };
    for (const kind of ['memory', 'port'] as const) {
      if (sizes[kind] === 0) continue;
      const granularity = kind === 'memory' ? MEMORY_WINDOW_BYTES : PORT_WINDOW_BYTES;
      const largest = Math.max(
        ...below.needs.filter((each) => each.kind === kind).map((each) => each.alignment),
      );
      found.needs.push({
        kind,
        byteLength: sizes[kind],
        alignment: Math.max(granularity, largest),
        place(base) {
          const limit = base + sizes[kind] - 1;
          if (kind === 'memory')
            access.store(bus, slot, CONFIGURATION.memoryWindow, (limit & (0xfff0_0000 | 0)) | (base >>> 16));
          else access.store(bus, slot, CONFIGURATION.portWindow, (limit & 0xf000) | ((base & 0xf000) >>> 8));
          place(below.needs, kind, base);
        },
      });
    }
    this.command(bus, slot, COMMAND.memoryEnable | COMMAND.portEnable | COMMAND.busMaster);
    found.bridges.push({ slot, below, sizes });
  }

  private command(bus: number, slot: number, value: number): void {
    this.access.store(bus, slot, CONFIGURATION.command, value);
  }
}
