import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConfigurationAccess, EnumerationError, enumerateBus } from './bus-enumeration';
import { COMMAND, CONFIGURATION, DeviceConfiguration } from './configuration-space';
import { ConfigurationWindow, PeripheralBus } from './peripheral-bus';

interface BusShape {
  /** log2 of the bytes of each BAR; odd positions are ports. */
  readonly devices: readonly (readonly number[])[];
  readonly below: readonly BusShape[];
}

const WINDOWS = {
  memory: { base: 0x4000_0000, byteLength: 0x4000_0000 },
  port: { base: 0, byteLength: 0x1_0000 },
};

function build({ devices, below }: BusShape, bus: PeripheralBus, identity: { next: number }): void {
  for (const bars of devices) {
    const number = identity.next++;
    const configuration = new DeviceConfiguration(
      { vendor: 0x5251, device: number, classCode: 0x018000 },
      bars.map((bits, i) => ({
        kind: i % 2 === 0 ? 'memory' : 'port',
        byteLength: 2 ** (i % 2 === 0 ? bits : 4),
      })),
    );
    bus.attach(configuration, { load: (offset) => number * 0x10000 + (offset & 0xffff), store: () => true });
  }
  for (const shape of below) build(shape, bus.attachBridge(), identity);
}

function accessTo(bus: PeripheralBus): ConfigurationAccess {
  const window = new ConfigurationWindow(0, bus);
  return {
    load: (number, slot, offset) => window.load(number * 0x10_0000 + slot * 0x8000 + offset, 4) as number,
    store: (number, slot, offset, value) => {
      window.store(number * 0x10_0000 + slot * 0x8000 + offset, 4, value);
    },
  };
}

const busShape = fc.letrec<{ bus: BusShape }>((tie) => ({
  bus: fc.record({
    devices: fc.array(fc.array(fc.integer({ min: 4, max: 22 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    }),
    below: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('bus'), { maxLength: 2 }),
    ),
  }),
})).bus;

describe('bus enumeration', () => {
  test('ranges are disjoint, aligned to their size, inside the window, and lead to their device through all bridges', () => {
    fc.assert(
      fc.property(busShape, (shape) => {
        const bus = new PeripheralBus(0x5251);
        const identity = { next: 1 };
        build(shape, bus, identity);
        const found = enumerateBus(accessTo(bus), WINDOWS);
        expect(found.map((each) => each.device).sort((a, b) => a - b)).toEqual(
          Array.from({ length: identity.next - 1 }, (_, i) => i + 1),
        );
        for (const kind of ['memory', 'port'] as const) {
          const ranges = found
            .flatMap((each) => each.ranges.map((range) => ({ ...range, device: each.device })))
            .filter((range) => range.kind === kind)
            .sort((a, b) => a.base - b.base);
          let end = WINDOWS[kind].base;
          for (const { base, byteLength, device } of ranges) {
            expect(base % byteLength).toBe(0);
            expect(base).toBeGreaterThanOrEqual(end);
            end = base + byteLength;
            for (const offset of [0, byteLength - 4])
              expect(bus.load(kind, base + offset, 4)).toBe(device * 0x10000 + (offset & 0xffff));
          }
          expect(end).toBeLessThanOrEqual(WINDOWS[kind].base + WINDOWS[kind].byteLength);
        }
      }),
      { seed: 130, numRuns: 200 },
    );
  });

  test('the size of a BAR is what it keeps of all ones', () => {
    const configuration = new DeviceConfiguration({ vendor: 1, device: 2, classCode: 3 }, [
      { kind: 'memory', byteLength: 4096 },
      { kind: 'port', byteLength: 64 },
    ]);
    for (const [bar, kept] of [
      [0, 0xffff_f000],
      [1, 0xffff_ffc1],
      [2, 0],
    ] as const) {
      const offset = CONFIGURATION.baseAddress + 4 * bar;
      configuration.store(offset, -1, -1);
      expect(configuration.load(offset) >>> 0).toBe(kept);
    }
  });

  test('a device answers only when its space is enabled and its bridge passes the address on', () => {
    const bus = new PeripheralBus(0x5251);
    build({ devices: [], below: [{ devices: [[12, 4]], below: [] }] }, bus, { next: 1 });
    expect(bus.load('memory', 0, 4)).toBeUndefined();
    const [device] = enumerateBus(accessTo(bus), WINDOWS);
    const base = device?.ranges[0]?.base;
    expect(device).toMatchObject({ bus: 1, slot: 0, vendor: 0x5251, classCode: 0x018000 });
    expect(bus.load('memory', base, 4)).toBe(0x10000);
    const access = accessTo(bus);
    access.store(1, 0, CONFIGURATION.command, COMMAND.portEnable);
    expect(bus.load('memory', base, 4)).toBeUndefined();
    access.store(1, 0, CONFIGURATION.command, COMMAND.memoryEnable);
    access.store(0, 0, CONFIGURATION.command, 0);
    expect(bus.load('memory', base, 4)).toBeUndefined();
  });

  test('absent functions read as all ones, and parts of a word can be read and written', () => {
    const bus = new PeripheralBus(0x5251);
    build({ devices: [[12]], below: [] }, bus, { next: 7 });
    const window = new ConfigurationWindow(0, bus);
    expect(window.load(0x8000, 4)).toBe(-1);
    expect(window.load(0, 2)).toBe(0x5251);
    expect(window.load(2, 2)).toBe(7);
    window.store(0x3c, 1, 9);
    expect(window.load(0x3c, 4)).toBe(0x109);
  });

  test('a window that is too small is an error that says what is needed', () => {
    const bus = new PeripheralBus(0x5251);
    build({ devices: [[22], [22]], below: [] }, bus, { next: 1 });
    const windows = { ...WINDOWS, memory: { base: 0x4000_0000, byteLength: 0x40_0000 } };
    expect(() => enumerateBus(accessTo(bus), windows)).toThrow(EnumerationError);
    expect(() => enumerateBus(accessTo(bus), windows)).toThrow('need 8388608 bytes of memory space');
  });
});
