/**
 * The whole machine, put together: cores, memory, interrupts, bus, devices, and one clock.
 *
 *      createMachine({ cores: 2, ramBytes: 1 << 20, devices: [console(), disk()] })
 *
 *      clock ──▶ event queue: devices, timers, interrupt lines of other cores      in one cycle first
 *            └─▶ cores, each up to the next cycle that can concern somebody else, the next multiple of the quantum,
 *                or the access by which it changed what others wait for
 *
 * Promises. Same machine, same program, same inputs at the same cycles: same states, for ever, however the run is
 * cut into calls of `run`. Devices and timers act at their exact cycle. What a core does to another core's
 * interrupt lines is seen there one cycle after the access, by a core that is ahead (by less than a quantum) as soon
 * as it goes on. When all cores wait (wfi), time jumps to the next event.
 *
 * A machine starts as after reset: devices on the bus have no addresses until somebody enumerates it
 * (`enumerate`, or a guest's own code).
 *
 * Costs: without timed memory every instruction takes one cycle, whatever it touches.
 */
import { Digest } from '../engine/digest';
import type { Trace } from '../engine/trace';
import { enumerateBus, type FoundDevice } from './bus/bus-enumeration';
import { CONFIGURATION, DeviceConfiguration } from './bus/configuration-space';
import { DmaEngine } from './bus/dma-engine';
import { Iommu } from './bus/iommu';
import { BusMemoryWindow, ConfigurationWindow, PeripheralBus } from './bus/peripheral-bus';
import { PinnedPages } from './bus/pinned-pages';
import { PortSpace } from './bus/port-space';
import type { MemoryCounters } from './caches/memory-counters';
import { Clock } from './clock';
import { type CostOverrides, checkCosts } from './cost-overrides';
import { type Device, type DeviceHost, RUNQUEUE_VENDOR } from './devices/device';
import { CoreLocalInterruptor } from './interrupts/core-local-interruptor';
import {
  CONTEXTS_PER_CORE,
  InterruptController,
  MACHINE_CONTEXT,
  MAX_CORES,
} from './interrupts/interrupt-controller';
import { MessageDoorbell } from './interrupts/message-doorbell';
import type { SteeringPolicy } from './interrupts/steering';
import { digestRam, MachineAddressSpace, type RamImage } from './machine-address-space';
import { MachineCaches, type MachineCachesOptions } from './machine-caches';
import { MACHINE_EVENTS } from './machine-events';
import { INTERRUPT_SOURCES, MAX_DEVICES, MEMORY_MAP, PORT_RANGE } from './machine-memory-map';
import { RAM_BASE } from './memory/physical-address-space';
import { PhysicalMemory } from './memory/physical-memory';
import { INTERRUPT } from './riscv/control-registers';
import { Core, type CoreOptions } from './riscv/core';
import { DirectMemory, Reservations } from './riscv/core-memory';
import { MachineCodeProcessor } from './riscv/machine-code-processor';
import { digestSaved } from './saved-value';

/** Devices behind a bridge, which may hold further bridges. */
export interface Bridge {
  readonly bridge: readonly (Device | Bridge)[];
}

export interface MachineOptions {
  /** 1 to 32. Default 1. */
  readonly cores?: number;
  /** Whole pages. Default 16 MiB. */
  readonly ramBytes?: number;
  /** Interrupt source of the i-th, bridges' devices counted where they stand: i + 1. */
  readonly devices?: readonly (Device | Bridge)[];
  readonly core?: Omit<CoreOptions, 'hartId' | 'time'>;
  /** Cycles that cores may be apart, when there are several without caches; 0 for exact order. Default 100. */
  readonly quantumCycles?: number;
  /** Cycles of one tick of mtime. Default 1. */
  readonly cyclesPerTick?: number;
  readonly steering?: SteeringPolicy;
  /** Whether devices may only touch pages that were pinned. Default false: nothing pages on a bare machine. */
  readonly checksPins?: boolean;
  /** Caches and translation buffers, which make accesses take time. Default: none, one cycle an instruction. */
  readonly timed?: MachineCachesOptions;
  /** Costs that this machine has otherwise than the table. */
  readonly costs?: CostOverrides;
  readonly trace?: Trace;
}

export interface RunLimits {
  /** Stops when all that happens before it has happened. */
  readonly untilCycle?: number;
  /** Stops when so many instructions were executed since the call, over all cores; with several cores some more. */
  readonly maxInstructions?: number;
}

/** Why `run` returned. idle: all cores wait, and no event will come. */
export type RunOutcome = 'cycle reached' | 'instructions executed' | 'idle' | 'stopped';

export interface MachineState {
  readonly parts: ReturnType<Machine['parts']>;
  readonly ram: RamImage;
}

/** Kinds of events beside those of devices, which have their index: core-local timers, and lines of other cores. */
const TIMER_EVENT = 255;
const LINE_EVENT = 254;
const DEFAULT_RAM_BYTES = 16 * 1024 * 1024;
const DEFAULT_QUANTUM_CYCLES = 100;

interface Placed {
  readonly device: Device;
  readonly source: number;
  readonly configuration: DeviceConfiguration | undefined;
  raised: boolean;
}

export class Machine {
  readonly cores: readonly Core[];
  readonly space: MachineAddressSpace;
  readonly interrupts: InterruptController;
  readonly coreLocal: CoreLocalInterruptor;
  readonly doorbell: MessageDoorbell;
  readonly bus = new PeripheralBus(RUNQUEUE_VENDOR);
  readonly ports: PortSpace;
  readonly iommu: Iommu;
  readonly dma: DmaEngine;
  readonly pinned: PinnedPages;
  readonly clock = new Clock();
  readonly quantumCycles: number;
  readonly costs: CostOverrides;
  /** Takes a line of a core in place of its interpreter. @returns whether it did. */
  takesLine: ((core: number, interrupt: number, raised: boolean) => boolean) | undefined;
  /** Cycle up to which everything has happened. */
  cycle = 0;

  private readonly configurationWindow: ConfigurationWindow;
  private readonly reservations = new Reservations();
  private readonly timed: MachineCaches | undefined;
  private readonly trace: Trace | undefined;
  private readonly placed: Placed[] = [];
  private readonly processors: readonly MachineCodeProcessor[];
  private readonly eventKinds: number;
  /** By core: the lines of mip as their sources drive them; a core sees those of another's making a cycle later. */
  private readonly drivenLines: number[];

  constructor(options: MachineOptions = {}) {
    const { cores = 1, ramBytes = DEFAULT_RAM_BYTES, devices = [] } = options;
    if (!Number.isInteger(cores) || cores < 1 || cores > MAX_CORES)
      throw new RangeError(`machine: cores must be 1 to ${MAX_CORES}, got ${cores}`);
    this.costs = options.costs ?? {};
    checkCosts(this.costs);
    this.quantumCycles = options.quantumCycles ?? DEFAULT_QUANTUM_CYCLES;
    this.trace = options.trace;
    this.space = new MachineAddressSpace(new PhysicalMemory(ramBytes), options.timed === undefined, RAM_BASE);
    this.timed = options.timed && new MachineCaches(this.space, cores, options.timed, this.costs);
    this.cores = Array.from({ length: cores }, (_, hartId) => this.createCore(hartId, options.core));
    this.drivenLines = this.cores.map(() => 0);
    const overtaking = cores > 1 && options.timed === undefined;
    this.processors = this.cores.map(
      (core) => new MachineCodeProcessor(core, this.clock, overtaking ? this.quantumCycles : 0),
    );
    this.clock.processors.push(...this.processors);
    this.eventKinds = this.clock.addEvents((kind, a, b) => this.onEvent(kind, a, b));
    this.interrupts = new InterruptController({
      base: MEMORY_MAP.interruptController.base,
      cores,
      sources: INTERRUPT_SOURCES.last,
      steering: options.steering,
      setLine: (context, raised) => this.setExternalLine(context, raised),
    });
    this.coreLocal = new CoreLocalInterruptor({
      base: MEMORY_MAP.coreLocalInterruptor.base,
      cores,
      cyclesPerTick: options.cyclesPerTick ?? 1,
      now: () => this.now(),
      schedule: (cycle, core, generation) => this.schedule(cycle, TIMER_EVENT, core, generation),
      setLine: (core, interrupt, raised) => this.setLine(core, interrupt, raised),
    });
    this.doorbell = new MessageDoorbell(
      MEMORY_MAP.messageDoorbell.base,
      this.interrupts,
      INTERRUPT_SOURCES.firstMessage,
      INTERRUPT_SOURCES.last,
    );
    this.pinned = new PinnedPages(options.checksPins ?? false);
    this.iommu = this.createIommu();
    this.dma = this.createDma();
    this.ports = new PortSpace(MEMORY_MAP.portWindow.base, this.bus);
    this.configurationWindow = new ConfigurationWindow(MEMORY_MAP.busConfiguration.base, this.bus);
    for (const device of [
      this.interrupts,
      this.coreLocal,
      this.doorbell,
      this.iommu,
      this.ports,
      this.configurationWindow,
      new BusMemoryWindow(MEMORY_MAP.busMemory.base, MEMORY_MAP.busMemory.byteLength, this.bus),
    ])
      this.space.attach(device);
    this.place(devices, this.bus);
  }

  /** The core that is carrying out an instruction. */
  private get running(): Core | undefined {
    return this.cores[this.clock.acting];
  }

  /** The cycle of whatever happens now: of the access that a core makes, or of the event. */
  now(): number {
    return this.running?.accessCycle ?? Math.max(this.clock.now, this.cycle);
  }

  get devices(): readonly Device[] {
    return this.placed.map((each) => each.device);
  }

  /** @throws when there is none of that name. */
  device(name: string): Device {
    return this.find(name).device;
  }

  /** The interrupt source of a device's line. */
  sourceOf(name: string): number {
    return this.find(name).source;
  }

  /** Copies a program, or any bytes, to physical `address`, as a device would. */
  writeMemory(address: number, bytes: Uint8Array): void {
    this.timed?.beforeDeviceAccess(address, bytes.length, true, this.cycle);
    this.space.writeBytes(address, bytes);
  }

  /** The newest word at a RAM address, wherever it is. */
  readWord(address: number): number {
    return this.timed?.peek(address) ?? this.space.load(address, 4);
  }

  /** Of all caches together; undefined without timed memory. */
  get memoryCounters(): Readonly<MemoryCounters> | undefined {
    return this.timed?.system.counters;
  }

  /** What a kernel does at boot, by native code: see bus-enumeration.ts. */
  enumerate(): FoundDevice[] {
    const offsetOf = (bus: number, slot: number, offset: number) => bus * 0x10_0000 + slot * 0x8000 + offset;
    return enumerateBus(
      {
        load: (bus, slot, offset) => this.configurationWindow.load(offsetOf(bus, slot, offset), 4) as number,
        store: (bus, slot, offset, value) => {
          this.configurationWindow.store(offsetOf(bus, slot, offset), 4, value);
        },
      },
      { memory: MEMORY_MAP.busMemory, port: PORT_RANGE },
    );
  }

  /** Input from outside, now. */
  input(device: string, bytes: Uint8Array): void {
    const found = this.find(device);
    if (found.device.receiveInput === undefined)
      throw new Error(`${device} is a ${found.device.deviceClass} device and takes no input from outside`);
    this.trace?.record(this.now(), MACHINE_EVENTS.index.input, found.source, bytes.length);
    found.device.receiveInput(bytes);
  }

  /** Runs until a limit is reached or nothing can happen any more. */
  run({
    untilCycle = Number.POSITIVE_INFINITY,
    maxInstructions = Number.POSITIVE_INFINITY,
  }: RunLimits): RunOutcome {
    const { clock, processors } = this;
    const executed = () => processors.reduce((sum, { instructions }) => sum + instructions, 0);
    const atMost = executed() + maxInstructions;
    for (;;) {
      clock.takeEvents(this.cycle);
      if (this.cycle >= untilCycle) return 'cycle reached';
      const left = atMost - executed();
      if (left <= 0) return 'instructions executed';
      // So many cycles take no more instructions, but where a core runs on to the end of its quantum.
      const until = Math.min(untilCycle, this.nextCycle() + Math.ceil(left / processors.length));
      const over = clock.run(until - 1);
      if (over && untilCycle === Number.POSITIVE_INFINITY) {
        this.cycle = Math.max(this.cycle, clock.now, ...this.cores.map((core) => core.cycle));
        return 'idle';
      }
      this.cycle = Math.max(this.cycle, Math.min(this.nextCycle(), until));
      if (clock.stopRequested) return 'stopped';
    }
  }

  /** Makes `run` return after the step in hand. */
  stop(): void {
    this.clock.stopRequested = true;
  }

  /** When something happens next; Infinity for never. */
  private nextCycle(): number {
    return Math.min(this.clock.queue.nextCycle, ...this.processors.map(({ nextCycle }) => nextCycle));
  }

  // Snapshots

  /** The whole state. Cheap when little of RAM was written since the last save or restore. */
  save(): MachineState {
    // A restored core has no pages in its fast tables; forgetting them here too gives both the same future.
    this.space.decodedPages.forget();
    for (const core of this.cores) core.translationChanged();
    return { parts: this.parts(), ram: this.space.save() };
  }

  /** The state of all parts but RAM, as it is: nothing notices. */
  parts() {
    return {
      cycle: this.cycle,
      now: this.clock.now,
      queue: this.clock.queue.save(),
      drivenLines: [...this.drivenLines],
      cores: this.cores.map((core) => core.save()),
      reservations: this.reservations.save(),
      interrupts: this.interrupts.save(),
      coreLocal: this.coreLocal.save(),
      iommu: this.iommu.save(),
      dma: this.dma.save(),
      pinned: this.pinned.save(),
      bus: this.bus.configurations().map((each) => each.save()),
      lines: this.placed.map((each) => each.raised),
      devices: this.placed.map((each) => each.device.save()),
      timed: this.timed?.save() ?? null,
    };
  }

  /** @param state of a machine with the same options. */
  restore({ parts, ram }: MachineState): void {
    this.space.restore(ram);
    this.cycle = parts.cycle;
    this.clock.now = parts.now;
    this.clock.queue.restore(parts.queue);
    parts.drivenLines.forEach((lines, core) => {
      this.drivenLines[core] = lines;
    });
    this.cores.forEach((core, i) => {
      core.restore(parts.cores[i]);
    });
    this.reservations.restore(parts.reservations);
    this.interrupts.restore(parts.interrupts);
    this.coreLocal.restore(parts.coreLocal);
    this.iommu.restore(parts.iommu);
    this.dma.restore(parts.dma);
    this.pinned.restore(parts.pinned);
    this.bus.configurations().forEach((each, i) => {
      each.restore(parts.bus[i]);
    });
    this.placed.forEach((each, i) => {
      each.raised = parts.lines[i];
      each.device.restore(parts.devices[i]);
    });
    if (parts.timed !== null) this.timed?.restore(parts.timed);
  }

  /** A fingerprint of the whole state. */
  digest(): string {
    return digestState(this.save());
  }

  // The clock

  private onEvent(kind: number, a: number, b: number): void {
    if (kind === TIMER_EVENT) this.coreLocal.timerExpires(a, b);
    else if (kind === LINE_EVENT) this.deliverLine(a, b);
    else this.placed[kind].device.handleEvent(a, b);
  }

  private schedule(cycle: number, kind: number, a: number, b: number): void {
    this.clock.queue.schedule(cycle, this.eventKinds + kind, a, b);
    // It may come before the core that just made this access would have paused.
    if (this.running !== undefined) this.running.stopRequested = true;
  }

  private setLine(core: number, interrupt: number, raised: boolean): void {
    const bit = 1 << interrupt;
    const before = this.drivenLines[core];
    this.drivenLines[core] = raised ? before | bit : before & ~bit;
    const { running } = this;
    if (running !== undefined && running.hartId !== core)
      this.schedule(running.accessCycle + 1, LINE_EVENT, core, interrupt);
    else this.deliverLine(core, interrupt);
  }

  /** A core sees how one of its lines is driven now. */
  private deliverLine(core: number, interrupt: number): void {
    const target = this.cores[core];
    const raised = (this.drivenLines[core] >>> interrupt) & 1;
    if (this.takesLine?.(core, interrupt, raised === 1)) return;
    if (((target.registers.hardwarePending >>> interrupt) & 1) === raised) return;
    const now = this.now();
    this.trace?.record(now, MACHINE_EVENTS.index['interrupt-line'], core, interrupt, raised);
    const { waiting } = target;
    target.setInterruptLine(interrupt, raised === 1);
    if (waiting && !target.waiting) target.cycle = Math.max(target.cycle, now);
  }

  private setExternalLine(context: number, raised: boolean): void {
    const interrupt =
      context % CONTEXTS_PER_CORE === MACHINE_CONTEXT
        ? INTERRUPT.machineExternal
        : INTERRUPT.supervisorExternal;
    this.setLine(Math.floor(context / CONTEXTS_PER_CORE), interrupt, raised);
  }

  // Composition

  private createCore(hartId: number, options: CoreOptions = {}): Core {
    const memory = this.timed?.doors[hartId] ?? new DirectMemory(this.space, this.reservations);
    const core = new Core(memory, {
      costs: this.costs,
      ...options,
      hartId,
      time: () => this.coreLocal.time(),
    });
    const { trace } = this;
    if (trace !== undefined)
      core.onTrap = ({ cause, interrupt, pc }) =>
        trace.record(core.cycle, MACHINE_EVENTS.index.trap, hartId, cause, interrupt ? 1 : 0, pc >>> 0);
    return core;
  }

  private createIommu(): Iommu {
    const { space, timed } = this;
    const beforeAccess = (address: number, writes: boolean) =>
      timed?.beforeDeviceAccess(address, 4, writes, this.now());
    return new Iommu(
      MEMORY_MAP.iommu.base,
      {
        refused: false,
        readEntry(address) {
          this.refused = !space.isRam(address, 4);
          if (!this.refused) beforeAccess(address, false);
          return this.refused ? 0 : space.load(address, 4);
        },
        writeEntry(address, entry) {
          this.refused = !space.isRam(address, 4);
          if (this.refused) return;
          beforeAccess(address, true);
          space.store(address, 4, entry);
        },
      },
      (raised) => this.interrupts.setSource(INTERRUPT_SOURCES.iommu, raised),
    );
  }

  private createDma(): DmaEngine {
    const { space, reservations, trace, timed } = this;
    return new DmaEngine({
      memory: {
        isRam: (address, size) => space.isRam(address, size),
        readBytes: (address, byteLength) => space.readBytes(address, byteLength),
        writeBytes: (address, bytes) => {
          reservations.storedBytes(address, bytes.length);
          space.writeBytes(address, bytes);
        },
      },
      pinned: this.pinned,
      iommu: this.iommu,
      now: () => this.now(),
      costs: this.costs,
      beforeAccess:
        timed === undefined
          ? undefined
          : (address, byteLength, writes) =>
              timed.beforeDeviceAccess(address, byteLength, writes, this.now()),
      onTransfer: (requester, address, byteLength, writes) =>
        trace?.record(
          this.now(),
          MACHINE_EVENTS.index.transfer,
          requester,
          address,
          byteLength,
          writes ? 1 : 0,
        ),
      onRefusal: (requester, address, reason) =>
        trace?.record(this.now(), MACHINE_EVENTS.index.refusal, requester, address, reason),
    });
  }

  private place(devices: readonly (Device | Bridge)[], bus: PeripheralBus): void {
    for (const each of devices) {
      if ('bridge' in each) this.place(each.bridge, bus.attachBridge());
      else this.connect(each, bus);
    }
  }

  private connect(device: Device, bus: PeripheralBus): void {
    const index = this.placed.length;
    const source = INTERRUPT_SOURCES.firstDevice + index;
    if (index === MAX_DEVICES) throw new RangeError(`a machine has at most ${MAX_DEVICES} devices`);
    if (this.placed.some((each) => each.device.name === device.name))
      throw new Error(`two devices are named ${device.name}: give one of them another name`);
    const { byteLength } = device.registers;
    const configuration =
      device.fixedAddress === undefined
        ? new DeviceConfiguration(device.identity, [
            { kind: 'memory', byteLength },
            { kind: 'port', byteLength },
          ])
        : undefined;
    const placed: Placed = { device, source, configuration, raised: false };
    this.placed.push(placed);
    let requester = () => -1;
    if (configuration === undefined)
      this.space.attach({
        name: device.name,
        base: device.fixedAddress as number,
        byteLength,
        load: (offset, size) => device.load(offset, size),
        store: (offset, size, value) => device.store(offset, size, value),
      });
    else {
      const slot = bus.attach(configuration, device);
      requester = () => bus.number * 0x100 + slot * 8;
      // As firmware does: the line's number for the driver.
      configuration.store(CONFIGURATION.interrupt, source, 0xff);
    }
    const host: DeviceHost = {
      costs: this.costs,
      now: () => this.now(),
      schedule: (cycle, kind, argument = 0) => this.schedule(cycle, index, kind, argument),
      setInterrupt: (raised) => this.deviceInterrupt(placed, raised),
      memory: this.dma.master(requester, () => configuration?.isBusMaster ?? true),
    };
    device.connect(host);
  }

  private deviceInterrupt(placed: Placed, raised: boolean): void {
    if (placed.raised === raised) return;
    placed.raised = raised;
    const { configuration, source } = placed;
    if (configuration === undefined) {
      this.interrupts.setSource(source, raised);
      return;
    }
    configuration.interruptPending = raised;
    const message = configuration.message();
    if (message === undefined) this.interrupts.setSource(source, raised && !configuration.linesDisabled);
    else if (raised) this.sendMessage(message.address, message.data);
  }

  /** Stores a device's message. A core may be in the middle of an access, whose outcome must stay as it is. */
  private sendMessage(address: number, data: number): void {
    const { refused } = this.space;
    this.space.store(address, 4, data);
    this.space.refused = refused;
  }

  private find(name: string): Placed {
    const found = this.placed.find((each) => each.device.name === name);
    if (found !== undefined) return found;
    const names = this.placed.map((each) => each.device.name).join(', ');
    throw new Error(`there is no device ${name}; this machine has ${names === '' ? 'none' : names}`);
  }
}

export function createMachine(options: MachineOptions = {}): Machine {
  return new Machine(options);
}

/** The fingerprint of a saved state. */
export function digestState({ parts, ram }: MachineState): string {
  const digest = new Digest();
  digestSaved(digest, parts);
  digestSaved(digest, digestRam(ram));
  return digest.toString();
}
