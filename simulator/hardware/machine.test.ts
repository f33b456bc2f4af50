import { describe, expect, test } from 'vitest';
import { Trace } from '../engine/trace';
import { runLinked } from '../network/linked-machines';
import { type Console, console as consoleDevice } from './devices/console/console';
import { disk } from './devices/disk/disk';
import { Link } from './devices/network-card/link';
import { networkCard } from './devices/network-card/network-card';
import { timer } from './devices/timer/timer';
import { createMachine, type Machine, type MachineOptions } from './machine';
import { MACHINE_EVENTS } from './machine-events';
import { assemble } from './toolchain/assembler';

const QUICK_DISK = {
  geometry: { cylinders: 16, surfaces: 2, sectorsPerTrack: 8 },
  commandCycles: 50,
  trackSeekCycles: 100,
  fullSeekCycles: 1000,
  headSwitchCycles: 60,
  rotationCycles: 800,
};

/** Addresses of the machine that guests use. */
const EQUATES = `
  .equ CLINT, 0x02000000
  .equ PLIC, 0x0c000000
  .equ PLIC_CONTEXT, 0x0c200000
  .equ CONSOLE, 0x10000000
  .equ TIMER, 0x10010000
`;

function boot(
  source: string,
  options: MachineOptions = {},
): { machine: Machine; symbols: ReadonlyMap<string, number> } {
  const machine = createMachine({ ramBytes: 1 << 20, ...options });
  const equates = machine
    .enumerate()
    .map(({ ranges, slot, bus }) => `.equ BUS${bus}_SLOT${slot}, 0x${ranges[0]?.base.toString(16)}\n`);
  const program = assemble(EQUATES + equates.join('') + source);
  machine.writeMemory(program.base, program.bytes);
  return { machine, symbols: program.symbols };
}

const word = (machine: Machine, address: number) => machine.space.load(address, 4);

describe('guests', () => {
  test('the core-local timer interrupts at its cycle, and wfi lets time jump there', () => {
    const { machine, symbols } = boot(`
            la    t0, handler
            csrw  mtvec, t0
            li    t0, CLINT + 0x4000
            li    t1, 1000000
            sw    zero, 4(t0)
            sw    t1, 0(t0)
            li    t0, 128
            csrw  mie, t0
            csrsi mstatus, 8
      1:    wfi
            j     1b
      handler:
            csrr  a1, mcause
            rdtime a0
            la    t2, when
            sw    a0, 0(t2)
            sw    a1, 4(t2)
            li    t0, CLINT + 0x4000
            li    t1, -1
            sw    t1, 4(t0)
            mret
            .data
      when: .word 0, 0`);
    expect(machine.run({})).toBe('idle');
    const when = symbols.get('when') as number;
    // The handler's first two instructions take a cycle each.
    expect(word(machine, when)).toBe(1_000_001);
    expect(word(machine, when + 4) >>> 0).toBe(0x8000_0007);
    expect(machine.cores[0]?.retired).toBeLessThan(40);
  });

  test('mtime in memory shows the exact cycle of the load, also within one run of instructions', () => {
    const { machine } = boot(`
            li    t0, CLINT + 0xbff8
            lw    a0, 0(t0)
            nop
            nop
            lw    a1, 0(t0)
            wfi`);
    machine.run({});
    const { x } = machine.cores[0] as { x: Int32Array };
    expect(x[11] - x[10]).toBe(3);
  });

  test('the console echoes by interrupt', () => {
    const { machine } = boot(
      `
            la    t0, handler
            csrw  mtvec, t0
            li    s0, CONSOLE
            li    s1, PLIC
            li    s2, PLIC_CONTEXT
            li    t0, 1
            sw    t0, 4(s1)         # priority of source 1
            li    t1, PLIC + 0x2000
            li    t0, 2
            sw    t0, 0(t1)         # enable source 1 for context 0
            li    t0, 1
            sw    t0, 12(s0)        # interrupt on receive
            li    t0, 2048
            csrw  mie, t0
            csrsi mstatus, 8
      1:    wfi
            j     1b
      handler:
            lw    a0, 4(s2)         # claim
      2:    lw    t0, 4(s0)
            andi  t0, t0, 1
            beqz  t0, 3f
            lw    t1, 8(s0)
            sw    t1, 8(s0)
            j     2b
      3:    sw    a0, 4(s2)         # complete
            mret`,
      { devices: [consoleDevice({ characterCycles: 100 })] },
    );
    const echo = machine.device('console') as Console;
    for (const part of ['hello ', 'world']) {
      machine.run({});
      machine.input(
        'console',
        Uint8Array.from(part, (each) => each.charCodeAt(0)),
      );
    }
    expect(machine.run({})).toBe('idle');
    expect(echo.output).toBe('hello world');
    expect(machine.interrupts.claims[0]).toBe(2);
  });

  const content = Uint8Array.from({ length: 2048 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

  test('a disk is read by programmed input and polling', () => {
    const { machine, symbols } = boot(
      `
            li    s0, BUS0_SLOT0
            li    t0, 1
            sw    t0, 0x0c(s0)      # sector
            li    t0, 2
            sw    t0, 0x10(s0)      # count
            li    t0, 0x301         # read, tag 3
            sw    t0, 0(s0)
            la    s1, buffer
            li    s2, 256           # words
      1:    lw    t0, 4(s0)
            andi  t0, t0, 2
            beqz  t0, 1b
            lw    t1, 8(s0)
            sw    t1, 0(s1)
            addi  s1, s1, 4
            addi  s2, s2, -1
            bnez  s2, 1b
            lw    a0, 0x20(s0)      # completed
            lw    a1, 4(s0)         # status
            wfi
            .data
      buffer: .space 1024`,
      { devices: [disk({ ...QUICK_DISK, content })] },
    );
    expect(machine.run({ maxInstructions: 100_000 })).toBe('idle');
    const { x } = machine.cores[0] as { x: Int32Array };
    expect(x[10]).toBe(1 << 3);
    expect(x[11]).toBe(0);
    expect(machine.space.readBytes(symbols.get('buffer') as number, 1024)).toEqual(content.slice(512, 1536));
  });

  test.each([
    ['plain memory', undefined],
    ['caches', { levels: [{ sets: 16, ways: 2, lineBytes: 32 }] }],
  ])('a disk is read by DMA into scattered buffers, and interrupts: %s', (_name, timed) => {
    const { machine, symbols } = boot(
      `
            la    t0, handler
            csrw  mtvec, t0
            li    s0, BUS0_SLOT0
            li    s1, PLIC
            li    t0, 1
            sw    t0, 4(s1)
            li    t1, PLIC + 0x2000
            li    t0, 2
            sw    t0, 0(t1)
            li    t0, 2048
            csrw  mie, t0
            csrsi mstatus, 8
            la    t0, first         # what a cache holds of the buffer must give way
            sw    t0, 0(t0)
            li    t0, 1
            sw    t0, 0x1c(s0)      # interrupt on completion
            sw    t0, 0x0c(s0)      # sector 1
            li    t0, 2
            sw    t0, 0x10(s0)
            la    t0, list
            sw    t0, 0x14(s0)
            li    t0, 2
            sw    t0, 0x18(s0)
            li    t0, 0x503         # read by DMA, tag 5
            sw    t0, 0(s0)
      1:    wfi
            j     1b
      handler:
            li    t0, PLIC_CONTEXT
            lw    a0, 4(t0)
            lw    a1, 0x20(s0)
            sw    a1, 0x20(s0)
            sw    a0, 4(t0)
            addi  a2, a2, 1
            la    t0, first
            lw    a3, 0(t0)
            mret
            .data
      list: .word first, 300, second, 724
      first: .space 512
      second: .space 1024`,
      { timed, devices: [disk({ ...QUICK_DISK, content })] },
    );
    expect(machine.run({})).toBe('idle');
    const { x } = machine.cores[0] as { x: Int32Array };
    expect([x[10], x[11], x[12]]).toEqual([1, 1 << 5, 1]);
    expect(x[13]).toBe(new DataView(content.buffer).getInt32(512, true));
    expect(machine.space.readBytes(symbols.get('first') as number, 300)).toEqual(content.slice(512, 812));
    expect(machine.space.readBytes(symbols.get('second') as number, 724)).toEqual(content.slice(812, 1536));
  });

  test('a core interrupts another, which answers in the same way', () => {
    const { machine, symbols } = boot(
      `
            la    t0, handler
            csrw  mtvec, t0
            li    s0, CLINT
            la    s1, counts
            csrr  s2, mhartid
            slli  t0, s2, 2
            add   s3, s1, t0        # own count
            li    t0, 4
            sub   s4, t0, s2
            slli  t0, s2, 2
            li    t1, 4
            sub   s4, t1, t0
            add   s4, s4, s0        # the other's msip
            add   s5, t0, s0        # own msip
            li    t0, 8
            csrw  mie, t0
            csrsi mstatus, 8
            li    t0, 1
            bnez  s2, 1f
            sw    t0, 0(s4)         # core 0 begins
      1:    wfi
            j     1b
      handler:
            sw    zero, 0(s5)
            lw    t0, 0(s3)
            addi  t0, t0, 1
            sw    t0, 0(s3)
            li    t1, 10
            bgt   t0, t1, 2f
            li    t1, 1
            sw    t1, 0(s4)
      2:    mret
            .data
      counts: .word 0, 0`,
      { cores: 2 },
    );
    expect(machine.run({})).toBe('idle');
    const counts = symbols.get('counts') as number;
    expect([word(machine, counts), word(machine, counts + 4)]).toEqual([10, 11]);
  });

  test('a packet goes from one machine to another through rings, DMA and interrupts', () => {
    const link = new Link({ delayCycles: 5000 });
    const sender = boot(
      `
            li    s0, BUS0_SLOT0
            la    t0, ring
            sw    t0, 0x18(s0)
            li    t0, 4
            sw    t0, 0x1c(s0)
            li    t0, 1
            sw    t0, 0x0c(s0)
            sw    t0, 0x24(s0)      # one descriptor is ready
            wfi
            .data
      ring: .word packet, 64, 0, 0
            .space 48
      packet: .ascii "a packet of sixty-four bytes, as short as Ethernet permits them.."`,
      { devices: [networkCard({ link })] },
    );
    const receiver = boot(
      `
            la    t0, handler
            csrw  mtvec, t0
            li    s0, BUS0_SLOT0
            li    s1, PLIC
            li    t0, 1
            sw    t0, 4(s1)
            li    t1, PLIC + 0x2000
            li    t0, 2
            sw    t0, 0(t1)
            la    t0, ring
            sw    t0, 0x28(s0)
            li    t0, 4
            sw    t0, 0x2c(s0)
            li    t0, 2
            sw    t0, 0x0c(s0)
            sw    t0, 0x34(s0)
            sw    t0, 0x14(s0)      # interrupt when received
            li    t0, 2048
            csrw  mie, t0
            csrsi mstatus, 8
      1:    wfi
            j     1b
      handler:
            li    t0, PLIC_CONTEXT
            lw    a0, 4(t0)
            lw    a1, 0x10(s0)
            sw    a1, 0x10(s0)
            lw    a2, 0x30(s0)      # head
            sw    a0, 4(t0)
            mret
            .data
      ring: .word packet, 128, 0, 0
            .space 48
      packet: .space 128`,
      { devices: [networkCard({ link })] },
    );
    runLinked([sender.machine, receiver.machine], link, 20_000);
    const at = receiver.symbols.get('packet') as number;
    const text = String.fromCharCode(...receiver.machine.space.readBytes(at, 65));
    expect(text).toBe('a packet of sixty-four bytes, as short as Ethernet permits them.\0');
    const { x } = receiver.machine.cores[0] as { x: Int32Array };
    expect([x[10], x[11], x[12]]).toEqual([1, 2, 1]);
    const flags = word(receiver.machine, (receiver.symbols.get('ring') as number) + 8);
    expect([flags & 0xffff, flags >>> 16]).toEqual([1, 64]);
  });

  test('two cores: one takes the urgent interrupts first, the other what is enabled only there', () => {
    const names = ['a', 'b', 'c'];
    const { machine, symbols } = boot(
      `
            la    t0, handler
            csrw  mtvec, t0
            csrr  tp, mhartid
            li    s2, PLIC_CONTEXT
            li    t0, 0x2000
            mul   t0, t0, tp
            add   s2, s2, t0        # own machine-mode context
            li    t1, PLIC + 0x2000
            bnez  tp, 1f
            li    t0, 0b0110        # core 0: sources 1 and 2
            sw    t0, 0(t1)
            j     2f
      1:    li    t0, 0b1110        # core 1: all; steering gives it 3
            sw    t0, 0x100(t1)
      2:    la    s3, log
            slli  t0, tp, 6
            add   s3, s3, t0
            li    t0, 2048
            csrw  mie, t0
            la    t0, ready
            li    t1, 1
            amoadd.w t1, t1, (t0)
      3:    lw    t1, 0(t0)         # masked until both are ready and all is pending
            li    t2, 3
            bne   t1, t2, 3b
            csrsi mstatus, 8
      4:    wfi
            j     4b
      handler:
            lw    t0, 4(s2)
            sw    t0, 0(s3)
            addi  s3, s3, 4
            slli  t1, t0, 12        # quiet the device: clear its status
            li    t2, TIMER - 0x1000
            add   t1, t1, t2
            li    t2, 3
            sw    t2, 4(t1)
            sw    t0, 4(s2)
            mret
            .data
      ready: .word 0
      log:  .space 128`,
      { cores: 2, devices: names.map((name, i) => timer({ name, address: 0x1001_0000 + 0x1000 * i })) },
    );
    [2, 5, 1].forEach((priority, i) => {
      machine.interrupts.store(4 * (i + 1), 4, priority);
    });
    for (const name of names) {
      const device = machine.device(name);
      device.store(device.registers.offsetOf('interruptEnable'), 4, 1);
      device.store(device.registers.offsetOf('command'), 4, 1);
    }
    machine.run({ untilCycle: 1000 });
    const ready = symbols.get('ready') as number;
    expect(word(machine, ready)).toBe(2);
    machine.space.store(ready, 4, 3);
    expect(machine.run({})).toBe('idle');
    const log = symbols.get('log') as number;
    expect([0, 4, 8].map((offset) => word(machine, log + offset))).toEqual([2, 1, 0]);
    expect([64, 68].map((offset) => word(machine, log + offset))).toEqual([3, 0]);
  });

  test('the platform timer ticks periodically without drift', () => {
    const { machine } = boot('1: wfi\n j 1b', { devices: [timer()] });
    const device = machine.device('timer');
    device.store(device.registers.offsetOf('interval'), 4, 250);
    device.store(device.registers.offsetOf('command'), 4, 2);
    const ticks: number[] = [];
    for (let cycle = 1; cycle <= 1000; cycle++) {
      machine.run({ untilCycle: cycle });
      machine.run({ untilCycle: cycle });
      if ((device.load(device.registers.offsetOf('status'), 4) as number) & 1) {
        ticks.push(cycle);
        device.store(device.registers.offsetOf('status'), 4, 1);
      }
    }
    expect(ticks).toEqual([250, 500, 750, 1000]);
  });

  test('time belongs to the machine: an interrupt to a waiting core never lies in its past', () => {
    const trace = new Trace(MACHINE_EVENTS.kinds);
    const { machine } = boot(
      `
            csrr  tp, mhartid
            la    t0, handler
            csrw  mtvec, t0
            li    t0, 8
            csrw  mie, t0
            csrsi mstatus, 8
            beqz  tp, 2f
      1:    wfi
            j     1b
      2:    li    t1, 777
      3:    addi  t1, t1, -1
            bnez  t1, 3b
            li    t0, CLINT
            li    t1, 1
            sw    t1, 4(t0)
      4:    wfi
            j     4b
      handler:
            li    t0, CLINT
            sw    zero, 4(t0)
            mret`,
      { cores: 2, trace, quantumCycles: 1000 },
    );
    expect(machine.run({})).toBe('idle');
    const store = 8 + 2 * 777 + 3;
    const events = trace.toString().split('\n');
    // The store's cycle, then the end of the slice, one cycle later, when the other core wakes.
    expect(events[0]).toMatch(/ interrupt-line core=1 interrupt=3 raised=1$/);
    expect(events[1]).toMatch(/ trap core=1 cause=3 interrupt=1 /);
    const cycleOf = (event: string | undefined) => Number(event?.split(' ')[0]);
    expect(Math.abs(cycleOf(events[0]) - store)).toBeLessThanOrEqual(3);
    expect(cycleOf(events[1])).toBe(cycleOf(events[0]));
  });

  test('what cannot be put together is refused with a reason', () => {
    expect(() => createMachine({ cores: 0 })).toThrow('cores must be 1 to 32, got 0');
    expect(() => createMachine({ ramBytes: 5000 })).toThrow('whole pages');
    expect(() => createMachine({ devices: [timer(), consoleDevice({ address: 0x1001_0000 })] })).toThrow(
      'overlaps',
    );
  });
});
