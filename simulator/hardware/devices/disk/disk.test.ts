import { describe, expect, test } from 'vitest';
import { createMachine } from '../../machine';
import { Disk, type DiskOptions } from './disk';
import { DiskMechanics } from './disk-mechanics';
import { DISK_PHASES, DISK_REGISTERS, DISK_STATUS, type DiskRegister } from './disk-registers';

const GEOMETRY = { cylinders: 12, surfaces: 2, sectorsPerTrack: 8 };
const TIMES = {
  commandCycles: 50,
  trackSeekCycles: 100,
  fullSeekCycles: 1100,
  headSwitchCycles: 60,
  rotationCycles: 800,
};

function attach(options: DiskOptions = {}) {
  const disk = new Disk({ geometry: GEOMETRY, ...TIMES, ...options });
  const machine = createMachine({ ramBytes: 1 << 16, devices: [disk] });
  machine.enumerate();
  for (const core of machine.cores) core.waiting = true;
  const set = (name: DiskRegister, value: number) => disk.store(DISK_REGISTERS.offsetOf(name), 4, value);
  const get = (name: DiskRegister) => disk.load(DISK_REGISTERS.offsetOf(name), 4) as number;
  const submit = (operation: number, tag: number, sector: number, count: number) => {
    set('sector', sector);
    set('count', count);
    set('command', operation | (tag << 8));
  };
  return { disk, machine, set, get, submit };
}

describe('disk mechanics', () => {
  const mechanics = new DiskMechanics(GEOMETRY, TIMES);

  test('seek time is linear from the next cylinder to all of them', () => {
    expect([0, 1, 6, 11].map((to) => mechanics.seekCycles(0, to))).toEqual([0, 100, 600, 1100]);
    expect(mechanics.seekCycles(7, 2)).toBe(mechanics.seekCycles(2, 7));
  });

  test('the head waits until the sector comes round, then reads the track as it turns', () => {
    // At cycle 250 sector 2.5 is under the head; sector 1 begins at 100, a revolution later at 900.
    expect(mechanics.service(250, 0, 0, 1, 3)).toMatchObject({
      seekCycles: 0,
      rotationCycles: 650,
      transferCycles: 300,
    });
  });

  test('a request over the end of a track switches heads, then seeks, and waits for sector 0 each time', () => {
    // Sectors 7 (surface 0), 8 to 15 (surface 1), 16 (next cylinder).
    expect(mechanics.service(700, 0, 0, 7, 10)).toEqual({
      seekCycles: 60 + 100,
      rotationCycles: 740 + 700,
      transferCycles: 1000,
      cylinder: 1,
      surface: 0,
    });
  });
});

describe('disk', () => {
  test('the data register works only while data is requested', () => {
    const { machine, get, set, submit } = attach({ content: Uint8Array.of(1, 2, 3, 4) });
    expect(get('data')).toBe(0);
    expect(get('status')).toBe(DISK_STATUS.protocolError);
    set('status', DISK_STATUS.protocolError);
    submit(1, 0, 0, 1);
    expect(get('status')).toBe(DISK_STATUS.busy);
    set('data', 9);
    expect(get('status')).toBe(DISK_STATUS.busy | DISK_STATUS.protocolError);
    machine.run({});
    expect(get('status') & DISK_STATUS.dataRequest).not.toBe(0);
    expect(get('data')).toBe(0x04030201);
    for (let i = 1; i < 128; i++) get('data');
    expect([get('completed'), get('status') & DISK_STATUS.busy]).toEqual([1, 0]);
  });

  test('programmed writing stores what it is given, sector by sector: one command, one store a word', () => {
    const { disk, machine, get, set, submit } = attach();
    submit(2, 4, 9, 2);
    for (let sector = 0; sector < 2; sector++) {
      expect(get('status') & DISK_STATUS.dataRequest).not.toBe(0);
      for (let i = 0; i < 128; i++) set('data', sector * 1000 + i);
      expect(get('status') & DISK_STATUS.dataRequest).toBe(0);
      machine.run({});
    }
    expect(get('completed')).toBe(1 << 4);
    const words = new Int32Array(disk.readContent(9, 2).buffer);
    expect([words[0], words[127], words[128], words[255]]).toEqual([0, 127, 1000, 1127]);
  });

  test('DMA writes reach the disk, and the interrupt says which tag', () => {
    const { disk, machine, get, set, submit } = attach();
    machine.space.writeBytes(
      0x8000_1000,
      Uint8Array.from({ length: 512 }, (_, i) => i & 0xff),
    );
    machine.space.store(0x8000_0000, 4, 0x8000_1000);
    machine.space.store(0x8000_0004, 4, 512);
    set('list', 0x8000_0000);
    set('segments', 1);
    set('interruptEnable', 1);
    submit(4, 7, 3, 1);
    machine.run({});
    expect([get('completed'), machine.interrupts.isPending(machine.sourceOf('disk'))]).toEqual([
      1 << 7,
      true,
    ]);
    expect(disk.readContent(3, 1)).toEqual(machine.space.readBytes(0x8000_1000, 512));
  });

  test('queued commands are served in order, or nearest first; a tag in use is a protocol error', () => {
    const served = (order: 'fifo' | 'nearest') => {
      const { machine, get, set, submit } = attach({ order, trackSeekCycles: 1000, fullSeekCycles: 11_000 });
      machine.space.store(0x8000_0000, 4, 0x8000_1000);
      machine.space.store(0x8000_0004, 4, 512);
      set('list', 0x8000_0000);
      set('segments', 1);
      for (const [tag, sector] of [
        [0, 0],
        [1, 180],
        [2, 20],
        [3, 100],
      ] as const)
        submit(3, tag, sector, 1);
      submit(3, 2, 5, 1);
      expect(get('status') & DISK_STATUS.protocolError).not.toBe(0);
      expect(get('queued')).toBe(4);
      const tags: number[] = [];
      while (tags.length < 4) {
        machine.run({ untilCycle: machine.clock.queue.nextCycle });
        const completed = get('completed');
        if (completed === 0) continue;
        tags.push(Math.log2(completed));
        set('completed', -1);
      }
      return tags;
    };
    expect(served('fifo')).toEqual([0, 1, 2, 3]);
    expect(served('nearest')).toEqual([0, 2, 3, 1]);
  });

  test('a command beyond the end, or with too short a list, fails and the next one is served', () => {
    const { get, machine, set, submit } = attach();
    submit(1, 0, 191, 2);
    expect([get('failed'), get('errorCode')]).toEqual([1, 1]);
    set('failed', 1);
    set('segments', 1);
    set('list', 0x8000_0000);
    machine.space.store(0x8000_0000, 4, 0x8000_1000);
    machine.space.store(0x8000_0004, 4, 100);
    submit(3, 1, 0, 1);
    submit(1, 2, 0, 1);
    machine.run({});
    expect([get('failed'), get('errorCode')]).toEqual([2, 2]);
    expect(get('status') & DISK_STATUS.dataRequest).not.toBe(0);
    // A list that no memory could hold fails at once, as soon as its turn comes.
    set('segments', 0xffff_ffff);
    submit(3, 3, 0, 1);
    for (let i = 0; i < 128; i++) get('data');
    expect([get('completed'), get('failed')]).toEqual([1 << 2, (1 << 1) | (1 << 3)]);
  });

  test('the table of phases is closed: each names only phases that exist, and all are reached from idle', () => {
    const names = DISK_PHASES.map((phase) => phase.name as string);
    const reached = new Set(['idle']);
    for (let round = 0; round < names.length; round++)
      for (const { name, next } of DISK_PHASES)
        if (reached.has(name)) for (const each of next) reached.add(each);
    expect([...reached].sort()).toEqual(names.slice().sort());
  });
});
