import { describe, expect, test } from 'vitest';
import { Trace } from '../../engine/trace';
import { type Device, type DeviceHost, RegisterDevice, RUNQUEUE_VENDOR } from '../devices/device';
import { disk } from '../devices/disk/disk';
import { createMachine, type Machine } from '../machine';
import { MACHINE_EVENTS } from '../machine-events';
import { INTERRUPT_SOURCES, MEMORY_MAP } from '../machine-memory-map';
import { COMMAND, CONFIGURATION } from './configuration-space';
import { IOMMU_REGISTERS } from './iommu';
import { RegisterTable } from './register-table';

/** A device that does nothing by itself: tests use its way into memory. */
class Probe extends RegisterDevice<'command'> implements Device {
  readonly deviceClass = 'block';
  readonly description = 'probe';
  readonly registers = new RegisterTable('probe', [
    { offset: 0, name: 'command', access: 'read-write', description: 'Kept.' },
  ]);
  readonly identity = { vendor: RUNQUEUE_VENDOR, device: 0x77, classCode: 0 };
  private kept = 0;

  constructor(readonly name: string) {
    super();
  }

  get memory(): DeviceHost['memory'] {
    return this.host.memory;
  }

  interrupt(raised: boolean): void {
    this.host.setInterrupt(raised);
  }

  handleEvent(): void {}

  protected readRegister(): number {
    return this.kept;
  }

  protected writeRegister(_name: 'command', value: number): void {
    this.kept = value | 0;
  }

  save() {
    return this.kept;
  }

  restore(kept: number): void {
    this.kept = kept;
  }
}

function boot(options: { checksPins?: boolean } = {}) {
  const trace = new Trace(MACHINE_EVENTS.kinds);
  const probes = [new Probe('first'), new Probe('second')] as const;
  const machine = createMachine({
    ramBytes: 1 << 20,
    devices: [probes[0], { bridge: [probes[1]] }],
    trace,
    ...options,
  });
  const found = machine.enumerate();
  return { machine, probes, trace, found };
}

const at = (address: number, byteLength: number) => [{ address, byteLength }];
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i + 1);

describe('direct memory access', () => {
  test('a list of segments is gathered and scattered in order, across pages', () => {
    const { machine, probes } = boot();
    const segments = [
      { address: 0x8000_0ffe, byteLength: 4 },
      { address: 0x8000_5000, byteLength: 3 },
    ];
    expect(probes[0].memory.write(segments, bytes(7))).toBe(true);
    expect([...machine.space.readBytes(0x8000_0ffe, 4)]).toEqual([1, 2, 3, 4]);
    expect([...machine.space.readBytes(0x8000_5000, 3)]).toEqual([5, 6, 7]);
    expect(probes[0].memory.read(segments)).toEqual(bytes(7));
  });

  test('one transfer at a time is on the bus; the next begins when it has ended', () => {
    const { probes } = boot();
    const first = probes[0].memory.reserve(at(0x8000_0000, 4096), true) as number;
    const second = probes[1].memory.reserve(at(0x8000_1000, 4096), true) as number;
    expect([first, second]).toEqual([200 + 50 + 1024, 2 * (200 + 50 + 1024)]);
  });

  test('a page that is not pinned is refused and traced, when it is reserved and when bytes move', () => {
    const { machine, probes, trace } = boot({ checksPins: true });
    const { memory } = probes[0];
    const segments = at(0x8000_0ff0, 32);
    machine.pinned.pin(0x8000_0ff0, 16);
    expect(memory.reserve(segments, true)).toBeUndefined();
    machine.pinned.pin(0x8000_1000, 16);
    expect(memory.reserve(segments, true)).toBeDefined();
    machine.pinned.unpin(0x8000_1000, 16);
    expect(memory.write(segments, bytes(32))).toBe(false);
    expect(machine.space.readBytes(0x8000_0ff0, 32).every((byte) => byte === 0)).toBe(true);
    expect(trace.toString()).toBe(
      [
        '0 refusal requester=0 address=2147487744 reason=2',
        '0 refusal requester=0 address=2147487744 reason=2',
      ].join('\n'),
    );
    expect(() => machine.pinned.unpin(0x8000_1000, 16)).toThrow('not pinned');
  });

  test('a device that may not be bus master, or that aims beside RAM, is refused', () => {
    const { machine, probes, trace } = boot();
    machine.bus.configurationAt(0, 0)?.store(CONFIGURATION.command, COMMAND.memoryEnable, -1);
    expect(probes[0].memory.read(at(0x8000_0000, 4))).toBeUndefined();
    expect(probes[1].memory.read(at(0x800f_fffc, 8))).toBeUndefined();
    expect(probes[1].memory.read(at(MEMORY_MAP.devices.base, 4))).toBeUndefined();
    expect(trace.toString()).toMatch(/reason=1\n.*reason=4\n.*reason=4$/);
  });

  test('a transfer ends a reservation on the memory that it writes', () => {
    const { machine, probes } = boot();
    const core = machine.cores[0];
    core?.memory.loadReserved(0x8000_0100);
    probes[0].memory.write(at(0x8000_0102, 1), bytes(1));
    expect(core?.memory.storeConditional(0x8000_0100, 5)).toBe(1);
  });
});

describe('interrupts of bus devices', () => {
  test('a line, a switched-off line, and a message to the doorbell', () => {
    const { machine, probes, found } = boot();
    const source = found[0]?.interruptLine;
    expect(source).toBe(machine.sourceOf('first'));
    probes[0].interrupt(true);
    expect(machine.interrupts.isPending(source)).toBe(true);
    const second = machine.bus.configurationAt(1, 0);
    second?.store(CONFIGURATION.messageAddress, MEMORY_MAP.messageDoorbell.base, -1);
    second?.store(CONFIGURATION.messageData, INTERRUPT_SOURCES.firstMessage + 3, -1);
    second?.store(CONFIGURATION.message, 1 << 16, -1);
    probes[1].interrupt(true);
    expect(machine.interrupts.isPending(INTERRUPT_SOURCES.firstMessage + 3)).toBe(true);
    expect(machine.interrupts.isPending(machine.sourceOf('second'))).toBe(false);
    expect((second?.load(CONFIGURATION.command) as number) & (1 << 19)).not.toBe(0);
  });
});

describe('port space', () => {
  test('in and out, and the window in memory, reach the registers that memory-mapped access reaches', () => {
    const { machine, found } = boot();
    for (const { ranges } of found) {
      const [memory, port] = ranges.map((range) => range.base) as [number, number];
      expect(machine.ports.out(port, 0x1234)).toBe(true);
      expect(machine.space.load(memory, 4)).toBe(0x1234);
      machine.space.store(MEMORY_MAP.portWindow.base + port, 4, 77);
      expect(machine.space.refused).toBe(false);
      expect(machine.ports.in(port)).toBe(77);
      expect(machine.ports.in(port, 1)).toBeUndefined();
    }
    expect(machine.ports.in(0xfff0)).toBeUndefined();
  });
});

/** Maps one page of device addresses for `requester` and switches the IOMMU on. */
function protect(machine: Machine, requester: number): void {
  const set = (name: 'control' | 'directory' | 'directoryEntries', value: number) =>
    machine.space.store(MEMORY_MAP.iommu.base + IOMMU_REGISTERS.offsetOf(name), 4, value);
  const pointer = (address: number) => (address / 4096) * 1024;
  machine.space.store(0x8001_0000 + 4 * requester, 4, pointer(0x8002_0000) | 1);
  machine.space.store(0x8002_0000, 4, pointer(0x8003_0000) | 1);
  machine.space.store(0x8003_0000 + 4 * 5, 4, pointer(0x8004_0000) | 0b10111);
  machine.space.store(0x8003_0000 + 4 * 6, 4, pointer(0x8005_0000) | 0b10011);
  set('directory', 0x8001_0000);
  set('directoryEntries', 1024);
  set('control', 1);
}

const iommuRegister = (machine: Machine, name: Parameters<typeof IOMMU_REGISTERS.offsetOf>[0]) =>
  machine.space.load(MEMORY_MAP.iommu.base + IOMMU_REGISTERS.offsetOf(name), 4) >>> 0;

describe('iommu', () => {
  test('a device reaches what its table maps, and nothing else: faults are recorded and interrupt', () => {
    const { machine, probes } = boot();
    const [first, second] = probes;
    protect(machine, 0x100);
    expect(second.memory.write(at(0x5ffc, 4), bytes(4))).toBe(true);
    expect([...machine.space.readBytes(0x8004_0ffc, 4)]).toEqual([1, 2, 3, 4]);
    const before = machine.space.save();
    // Read-only page; beyond the page, with a good beginning; another device; a physical address.
    expect(second.memory.write(at(0x6000, 4), bytes(4))).toBe(false);
    expect(second.memory.write(at(0x5ffe, 0x1004), bytes(0x1004))).toBe(false);
    expect(first.memory.write(at(0x5000, 4), bytes(4))).toBe(false);
    expect(second.memory.write(at(0x8000_0000, 4), bytes(4))).toBe(false);
    expect(second.memory.read(at(0x6000, 4))).toBeDefined();
    // Only accessed and dirty bits of the table may have changed.
    const after = machine.space.save();
    expect(after.flatMap((page, i) => (page === before[i] ? [] : [i]))).toEqual([0x30]);
    expect(machine.interrupts.isPending(INTERRUPT_SOURCES.iommu)).toBe(true);
    expect(iommuRegister(machine, 'faultCount')).toBe(4);
    const faults: number[][] = [];
    while ((iommuRegister(machine, 'faultStatus') & 1) !== 0) {
      faults.push(
        (['faultRequester', 'faultAddress', 'faultCause'] as const).map((name) =>
          iommuRegister(machine, name),
        ),
      );
      machine.space.store(MEMORY_MAP.iommu.base + IOMMU_REGISTERS.offsetOf('faultStatus'), 4, 1);
    }
    expect(faults).toEqual([
      [0x100, 0x6000, (2 << 1) | 1],
      [0x100, 0x6000, (2 << 1) | 1],
      [0, 0x5000, (1 << 1) | 1],
      [0x100, 0x8000_0000, (2 << 1) | 1],
    ]);
  });

  test('faults beyond the queue are counted and said to be lost', () => {
    const { machine, probes } = boot();
    protect(machine, 0x100);
    for (let i = 0; i < 20; i++) probes[0].memory.read(at(0x1000 * i, 4));
    expect(iommuRegister(machine, 'faultCount')).toBe(20);
    expect(iommuRegister(machine, 'faultStatus')).toBe(3);
  });

  test('a disk whose buffer is not mapped fails its command, and leaves memory alone', () => {
    const machine = createMachine({ ramBytes: 1 << 20, devices: [disk({ content: bytes(512) })] });
    machine.enumerate();
    protect(machine, 0);
    machine.space.store(0x8004_0000, 4, 0x7000);
    machine.space.store(0x8004_0004, 4, 512);
    const device = machine.device('disk');
    for (const [name, value] of [
      ['count', 1],
      ['list', 0x5000],
      ['segments', 1],
      ['command', 3],
    ] as const)
      device.store(device.registers.offsetOf(name), 4, value);
    for (const core of machine.cores) core.waiting = true;
    machine.run({});
    expect(device.load(device.registers.offsetOf('failed'), 4)).toBe(1);
    expect(iommuRegister(machine, 'faultAddress')).toBe(0x7000);
  });
});
