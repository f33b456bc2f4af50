import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../engine/random';
import { console as consoleDevice } from './devices/console/console';
import { disk } from './devices/disk/disk';
import { Link } from './devices/network-card/link';
import { networkCard } from './devices/network-card/network-card';
import { timer } from './devices/timer/timer';
import { createMachine, digestState, type Machine, type MachineOptions } from './machine';
import { Recording } from './snapshot';
import { assemble } from './toolchain/assembler';

/**
 * Two cores that are never at rest: both write memory and take timer interrupts, core 0 keeps the disk busy by DMA
 * and sends what it read over a lossy link to a second card, core 1 sums what the console brings.
 */
const GUEST = `
        .equ CLINT, 0x02000000
        .equ CONSOLE, 0x10000000
        la    t0, handler
        csrw  mtvec, t0
        csrr  s2, mhartid
        slli  t0, s2, 3
        li    s3, CLINT + 0x4000
        add   s3, s3, t0
        sw    zero, 4(s3)
        sw    zero, 0(s3)
        li    t0, 128
        csrw  mie, t0
        csrsi mstatus, 8
        la    s4, memory
        li    s0, DISK
        li    s1, CARD
        bnez  s2, second
        la    t0, ring
        sw    t0, 0x18(s1)
        li    t0, 4
        sw    t0, 0x1c(s1)
        li    t0, 1
        sw    t0, 0x0c(s1)
        li    s6, 0
loop:   andi  t0, s6, 63
        sw    t0, 0x0c(s0)
        li    t0, 1
        sw    t0, 0x10(s0)
        la    t0, list
        sw    t0, 0x14(s0)
        li    t0, 1
        sw    t0, 0x18(s0)
        li    t0, 0x3           # read by DMA
        andi  t1, s6, 1
        add   t0, t0, t1        # every other time: write
        sw    t0, 0(s0)
1:      lw    t1, 0x20(s0)
        lw    t2, 0(s4)
        addi  t2, t2, 1
        sw    t2, 0(s4)
        beqz  t1, 1b
        sw    t1, 0x20(s0)
        addi  s6, s6, 1
        andi  t0, s6, 3
        sw    t0, 0x24(s1)      # another descriptor
        j     loop
second: li    s5, CONSOLE
        li    s6, 0
1:      lw    t0, 8(s5)
        bltz  t0, 2f
        add   s6, s6, t0
        sw    t0, 8(s5)
2:      addi  s7, s7, 1
        andi  t1, s7, 1023
        slli  t1, t1, 6
        add   t1, t1, s4
        sw    s6, 8(t1)
        lw    t2, 0(s4)
        xor   s6, s6, t2
        andi  t1, s7, 255
        bnez  t1, 1b
        wfi
        j     1b
handler:
        csrr  a0, time
        addi  a0, a0, 700
        sw    a0, 0(s3)
        mret
        .data
list:   .word buffer, 512
ring:   .word buffer, 100, 0, 0, buffer, 60, 0, 0, buffer, 200, 0, 0, buffer, 80, 0, 0
buffer: .space 512
memory: .space 65536
`;

function createBusyMachine(options: MachineOptions = {}): Machine {
  const link = new Link({
    delayCycles: 3000,
    byteCycles: 2,
    lossPerMillion: 200_000,
    reorderPerMillion: 300_000,
  });
  const machine = createMachine({
    cores: 2,
    ramBytes: 1 << 20,
    ...options,
    devices: [
      consoleDevice({ characterCycles: 300 }),
      timer(),
      disk({
        geometry: { cylinders: 8, surfaces: 2, sectorsPerTrack: 8 },
        commandCycles: 50,
        trackSeekCycles: 100,
        fullSeekCycles: 1000,
        headSwitchCycles: 60,
        rotationCycles: 800,
        content: Uint8Array.from({ length: 20_000 }, (_, i) => i % 251),
      }),
      { bridge: [networkCard({ link, name: 'near' })] },
      networkCard({ link, name: 'far' }),
    ],
  });
  const found = machine.enumerate();
  const baseOf = (bus: number, device: number) =>
    found.find((each) => each.bus === bus && each.device === device)?.ranges[0]?.base;
  const program = assemble(`.equ DISK, ${baseOf(0, 0x20)}\n.equ CARD, ${baseOf(1, 0x30)}\n${GUEST}`);
  machine.writeMemory(program.base, program.bytes);
  // The far card receives into the top of memory; it is programmed from here.
  const far = machine.device('far');
  const set = (name: string, value: number) => far.store(far.registers.offsetOf(name), 4, value);
  for (let i = 0; i < 8; i++) {
    machine.space.store(0x800f_0000 + 16 * i, 4, 0x800f_1000 + 256 * i);
    machine.space.store(0x800f_0004 + 16 * i, 4, 256);
  }
  set('receiveRing', 0x800f_0000);
  set('receiveCount', 8);
  set('control', 2);
  set('receiveTail', 7);
  const interval = machine.device('timer');
  interval.store(interval.registers.offsetOf('interval'), 4, 333);
  interval.store(interval.registers.offsetOf('command'), 4, 2);
  return machine;
}

const END_CYCLE = 60_000;

describe('whole-machine snapshots', () => {
  let straight: string;

  beforeAll(() => {
    const machine = createBusyMachine();
    machine.run({ untilCycle: END_CYCLE });
    straight = machine.digest();
  });

  test('the busy machine is busy: every device is in use', () => {
    const machine = createBusyMachine();
    machine.run({ untilCycle: END_CYCLE });
    const far = machine.device('far');
    expect(far.load(far.registers.offsetOf('received'), 4)).toBeGreaterThan(3);
    expect(machine.dma.bytesMoved).toBeGreaterThan(10_000);
    expect(machine.cores.map((core) => core.eventCounts[8]).every((traps) => traps > 20)).toBe(true);
  });

  test('runs, however cut into pieces, end in the same state', () => {
    const machine = createBusyMachine();
    const random = new Random('pieces');
    while (machine.cycle < END_CYCLE)
      machine.run(
        random.chance(1, 2)
          ? { untilCycle: Math.min(END_CYCLE, machine.cycle + random.between(1, 3000)) }
          : { untilCycle: END_CYCLE, maxInstructions: random.between(1, 3000) },
      );
    expect(machine.digest()).toBe(straight);
  });

  test('restored at random points, into the same machine or a new one, it has the same digest and future', () => {
    const random = new Random('points');
    for (let round = 0; round < 12; round++) {
      const machine = createBusyMachine();
      machine.run({ untilCycle: random.between(1, END_CYCLE - 1) });
      const state = machine.save();
      const saved = digestState(state);
      machine.run({ untilCycle: END_CYCLE });
      expect(machine.digest()).toBe(straight);
      machine.restore(state);
      expect(machine.digest()).toBe(saved);
      machine.run({ untilCycle: END_CYCLE });
      expect(machine.digest()).toBe(straight);
      const other = createBusyMachine();
      other.restore(structuredClone(state));
      expect(other.digest()).toBe(saved);
      other.run({ untilCycle: END_CYCLE });
      expect(other.digest()).toBe(straight);
    }
  });

  test('with caches and translation buffers, restored with devices in flight, it has the same future too', () => {
    const timed = {
      levels: [
        { sets: 16, ways: 2, lineBytes: 32 },
        { sets: 64, ways: 4, lineBytes: 32, shared: true },
      ],
      instructionCache: { sets: 8, ways: 2, lineBytes: 32 },
    };
    const create = () => createBusyMachine({ timed });
    const end = (machine: Machine) => {
      machine.run({ untilCycle: 40_000 });
      return machine.digest();
    };
    const first = create();
    const whole = end(first);
    expect(first.cores.every((core) => core.retired < 20_000)).toBe(true);
    const random = new Random('timed points');
    for (let round = 0; round < 4; round++) {
      const machine = create();
      machine.run({ untilCycle: random.between(1, 39_000) });
      const state = structuredClone(machine.save());
      expect(end(machine)).toBe(whole);
      const other = create();
      other.restore(state);
      expect(other.digest()).toBe(digestState(state));
      expect(end(other)).toBe(whole);
      machine.restore(state);
      expect(end(machine)).toBe(whole);
    }
  });

  test('a difference of one bit anywhere in memory, or of one cycle, shows in the digest', () => {
    const machine = createBusyMachine();
    machine.run({ untilCycle: 10_000 });
    const before = machine.digest();
    machine.space.store(0x8008_0000, 1, 1);
    expect(machine.digest()).not.toBe(before);
    machine.space.store(0x8008_0000, 1, 0);
    expect(machine.digest()).toBe(before);
    machine.run({ untilCycle: machine.cycle + 1 });
    expect(machine.digest()).not.toBe(before);
  });

  test('an incremental snapshot copies the pages written since the last one, and no others', () => {
    const machine = createMachine({ ramBytes: 1 << 20 });
    const program = assemble(`
            li    t0, 0x80040000
            li    t1, 3
            li    t2, 4096
      1:    sw    t1, 0(t0)
            add   t0, t0, t2
            addi  t1, t1, -1
            bnez  t1, 1b
      2:    addi  t1, t1, 1
            sw    t1, 0(t0)
            j     2b`);
    machine.writeMemory(program.base, program.bytes);
    machine.save();
    expect(machine.space.copiedPages).toBe(1);
    machine.run({ maxInstructions: 1000 });
    machine.save();
    expect(machine.space.copiedPages).toBe(4);
    machine.run({ maxInstructions: 1000 });
    expect(machine.space.suspectPages).toBe(1);
    const last = machine.save();
    expect(machine.space.copiedPages).toBe(1);
    machine.run({ maxInstructions: 1000 });
    machine.restore(last);
    expect(machine.space.copiedPages).toBe(1);
  });
});

describe('recordings', () => {
  test('rewound to any cycle and replayed, with logged input, the machine has the same digests', () => {
    const recording = new Recording(createBusyMachine(), 7000);
    const { machine } = recording;
    const random = new Random('typing');
    const digests = new Map<number, string>();
    while (machine.cycle < END_CYCLE) {
      if (random.chance(1, 3))
        recording.input('console', Uint8Array.of(random.below(256), random.below(256)));
      recording.run(machine.cycle + random.between(500, 4000));
      digests.set(machine.cycle, machine.digest());
    }
    expect(recording.inputs.length).toBeGreaterThan(3);
    expect(recording.snapshotCycles.length).toBeGreaterThan(6);
    for (const cycle of random.shuffled([...digests.keys()]).slice(0, 12)) {
      recording.rewind(cycle);
      // An input given at this very cycle came after the digest was taken.
      if (recording.inputs.some((each) => each.cycle === cycle)) continue;
      expect([machine.cycle, machine.digest()]).toEqual([cycle, digests.get(cycle)]);
    }
    const end = Math.max(...digests.keys());
    recording.rewind(1);
    recording.run(end);
    expect(machine.digest()).toBe(digests.get(end));
    // Pages are shared: far fewer are held than so many full copies would need.
    expect(recording.storedPages).toBeLessThan((recording.snapshotCycles.length * 256) / 4);
  });

  test('new input in the past starts another future', () => {
    const recording = new Recording(createBusyMachine());
    recording.run(5000);
    recording.input('console', Uint8Array.of(1));
    recording.run(9000);
    const first = recording.machine.digest();
    recording.rewind(4000);
    recording.input('console', Uint8Array.of(2));
    recording.run(9000);
    expect(recording.inputs.map((each) => [each.cycle, each.bytes[0]])).toEqual([[4000, 2]]);
    expect(recording.machine.digest()).not.toBe(first);
    expect(() => new Recording(recording.machine).rewind(10)).toThrow('cannot go back to 10');
  });
});
