import { describe, expect, test } from 'vitest';
import { RegisterTable } from '../bus/register-table';
import { createMachine } from '../machine';
import { console as consoleDevice } from './console/console';
import { disk } from './disk/disk';
import { Link } from './network-card/link';
import { networkCard } from './network-card/network-card';
import { TIMER_REGISTERS, timer } from './timer/timer';

describe('register tables', () => {
  test('every device has command, status and data registers, described, and refuses what its table lacks', () => {
    const devices = [timer(), consoleDevice(), disk(), networkCard({ link: new Link() })];
    createMachine({ ramBytes: 4096, devices });
    for (const device of devices) {
      const names = device.registers.rows.map((row) => row.name);
      expect(names).toContain('command');
      expect(names).toContain('status');
      expect(names.includes('data') || names.includes('interval')).toBe(true);
      for (const row of device.registers.rows) {
        expect(row.description).not.toBe('');
        expect(device.load(row.offset, 4) !== undefined).toBe(row.access !== 'write-only');
        if (row.access === 'read-only') expect(device.store(row.offset, 4, 0)).toBe(false);
        expect(device.load(row.offset, 2)).toBeUndefined();
        expect(device.registers.describe()).toContain(row.name);
      }
      expect(device.load(device.registers.byteLength, 4)).toBeUndefined();
      expect(Math.log2(device.registers.byteLength) % 1).toBe(0);
    }
  });

  test('a table describes itself', () => {
    expect(TIMER_REGISTERS.describe()).toMatchInlineSnapshot(`
      "timer
      0x00  command  write-only  1 start for one interval, 2 start periodically, 3 stop. Others do nothing.
      0x04  status  write-one-to-clear  What happened; the interrupt line is expired and interruptEnable.
            [0] expired: an interval ended
            [1] missed: another ended before expired was cleared
            [2] running: read-only
      0x08  interval  read-write  Data: cycles, at least 1.
      0x0c  remaining  read-only  Cycles to the end of the interval.
      0x10  interruptEnable  read-write  Bit 0: interrupt when expired.
            [0] expired: interrupt while expired is set"
    `);
  });

  test('overlapping and misaligned rows are refused', () => {
    const row = { access: 'read-only', description: '' } as const;
    const table = (...offsets: number[]) =>
      new RegisterTable(
        'x',
        offsets.map((offset, i) => ({ ...row, offset, name: `r${i}` })),
      );
    expect(() => table(0, 4, 0)).toThrow('r0 and r2 are both at 0');
    expect(() => table(2)).toThrow('multiple of four');
  });
});

describe('timer', () => {
  test('one-shot, stop, missed expiries, and the interrupt line', () => {
    const machine = createMachine({ ramBytes: 4096, devices: [timer()] });
    for (const core of machine.cores) core.waiting = true;
    const device = machine.device('timer');
    const set = (name: Parameters<typeof TIMER_REGISTERS.offsetOf>[0], value: number) =>
      device.store(TIMER_REGISTERS.offsetOf(name), 4, value);
    const get = (name: Parameters<typeof TIMER_REGISTERS.offsetOf>[0]) =>
      device.load(TIMER_REGISTERS.offsetOf(name), 4);
    set('interval', 100);
    set('interruptEnable', 1);
    set('command', 1);
    machine.run({ untilCycle: 40 });
    expect([get('remaining'), get('status')]).toEqual([60, 4]);
    set('command', 3);
    machine.run({ untilCycle: 300 });
    expect(get('status')).toBe(0);
    set('command', 1);
    machine.run({});
    expect([machine.cycle, get('status'), machine.interrupts.isPending(1)]).toEqual([400, 1, true]);
    set('status', 1);
    set('command', 2);
    machine.run({ untilCycle: 650 });
    expect(get('status')).toBe(1 | 2 | 4);
  });
});

describe('console', () => {
  test('a full queue loses characters and says so; each way holds sixteen', () => {
    const machine = createMachine({ ramBytes: 4096, devices: [consoleDevice({ characterCycles: 10 })] });
    for (const core of machine.cores) core.waiting = true;
    const device = machine.device('console') as ReturnType<typeof consoleDevice>;
    machine.input(
      'console',
      Uint8Array.from({ length: 17 }, (_, i) => 65 + i),
    );
    const status = () => device.load(4, 4) as number;
    expect(status()).toBe(1 | 2 | 4 | 8);
    device.store(0, 4, 4);
    expect(status()).toBe(1 | 2 | 8);
    const read = Array.from({ length: 17 }, () => device.load(8, 1) as number);
    expect(read.slice(0, 16)).toEqual(Array.from({ length: 16 }, (_, i) => 65 + i));
    expect(read[16]).toBe(-1);
    for (let i = 0; i < 17; i++) device.store(8, 1, 97 + i);
    expect(status() & 6).toBe(4);
    machine.run({ untilCycle: 15 });
    expect(device.output).toBe('a');
    machine.run({});
    expect([device.output, machine.cycle]).toEqual(['abcdefghijklmnop', 160]);
  });

  test('input to a device that takes none is an error that names it', () => {
    const machine = createMachine({ ramBytes: 4096, devices: [timer()] });
    expect(() => machine.input('timer', new Uint8Array(1))).toThrow('timer is a timer device');
    expect(() => machine.input('tty', new Uint8Array(1))).toThrow('no device tty; this machine has timer');
    expect(() => createMachine({ devices: [timer(), timer({ address: null })] })).toThrow(
      'two devices are named',
    );
  });
});
