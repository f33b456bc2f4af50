/** Threads of both kinds read sectors of a real disk by DMA, wait for its interrupt, and are refused what is not theirs. */
import { describe, expect, it } from 'vitest';
import { Trace } from '../../engine/trace';
import { disk } from '../../hardware/devices/disk/disk';
import { MachineCodeProgram } from '../../hardware/native/mixed-core';
import { assemble } from '../../hardware/toolchain/assembler';
import { mark, NativeProgram, type Operation, store, systemCall } from '../../programs/operations';
import type { ThreadSpecification } from '../kernel';
import { USER_BASE } from '../memory/address-spaces';
import { policiesOf } from '../policies.testing';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';
import { createSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';

const SECTOR = 512;
const SECTORS = 64;
const BUFFERS = USER_BASE + 0x1_0000;
const RESULTS = USER_BASE + 0x4_0000;
const content = Uint8Array.from({ length: SECTORS * SECTOR }, (_, i) => (i * 7 + (i >> 9) * 31) & 0xff);

interface Read {
  readonly sector: number;
  readonly address: number;
}

/** Reads, then stores the call's result at RESULTS + 4 i. */
function* native({ sector, address }: Read, i: number): Operation {
  yield* mark(0);
  return yield* store(RESULTS + 4 * i, yield* systemCall(SYSTEM_CALL.readSector, sector, address));
}

const code = ({ sector, address }: Read, i: number) =>
  `li a0, ${sector}\nli a1, ${address | 0}\nli a7, 3\necall\nli t0, ${(RESULTS + 4 * i) | 0}\nsw a0, 0(t0)\nli a7, 0\necall`;

function run(kinds: string, reads: readonly Read[], cores = 1, timed = false) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const threads = reads.map(
    (read, i): ThreadSpecification => ({
      arrivalCycle: 10 * i,
      program:
        kinds[i % kinds.length] === 'n'
          ? new NativeProgram(native(read, i))
          : new MachineCodeProgram(USER_BASE + 64 * i),
    }),
  );
  const { machine, kernel } = createSystem({
    machine: {
      cores,
      devices: [disk({ content })],
      ...(timed && { timed: { levels: [{ sets: 16, ways: 2, lineBytes: 32 }] } }),
    },
    kernel: { tickCycles: 10_000, devices: [], policyNumbers: [cores, threads.length, 2] },
    threads,
    policies: policiesOf(),
    trace,
  });
  reads.forEach((read, i) => {
    machine.writeMemory(USER_BASE + 64 * i, assemble(code(read, i), USER_BASE + 64 * i).bytes);
  });
  expect(kernel.run()).toBe(true);
  expect(kernel.counters().exited).toBe(threads.length);
  const wordsAt = (address: number) =>
    Uint8Array.from({ length: SECTOR }, (_, i) => machine.readWord(address + (i & ~3)) >>> (8 * (i & 3)));
  return { trace, kernel, results: reads.map((_, i) => machine.readWord(RESULTS + 4 * i)), wordsAt };
}

const sectorOf = (sector: number) => content.slice(sector * SECTOR, (sector + 1) * SECTOR);
/** Buffers of odd places: every second one lies in two pages. */
const reads = (count: number): Read[] =>
  Array.from({ length: count }, (_, i) => ({
    sector: (i * 37) % SECTORS,
    address: BUFFERS + i * 8192 + (i % 2 === 0 ? 0 : 4096 - 256),
  }));

describe('the disk', () => {
  it.each([
    ['n', 1, false],
    ['m', 1, false],
    ['mn', 3, false],
    ['mn', 2, true],
  ])('threads (%s) on %i core(s) read sectors into their memory (caches: %s)', (kinds, cores, timed) => {
    const asked = reads(8);
    const { results, wordsAt, trace } = run(kinds, asked, cores, timed);
    expect(results).toEqual(asked.map(() => 0));
    for (const { sector, address } of asked) expect(wordsAt(address)).toEqual(sectorOf(sector));
    expect(trace.toString().match(/ block /g)).toHaveLength(8);
    expect(trace.toString().match(/ wake /g)).toHaveLength(8);
  });

  it('serves more threads than it has tags', () => {
    const asked = reads(40).map((read, i) => ({ ...read, address: BUFFERS + i * SECTOR }));
    const { results, wordsAt } = run('nm', asked, 2);
    expect(results).toEqual(asked.map(() => 0));
    for (const { sector, address } of asked) expect(wordsAt(address)).toEqual(sectorOf(sector));
  });

  it('lets nobody read into what is not his, and nothing beyond its end', () => {
    const kernelPage = 0x8000_1000;
    const asked: Read[] = [
      { sector: 1, address: kernelPage },
      { sector: 1, address: USER_BASE - 256 },
      { sector: 1, address: BUFFERS + 2 },
      { sector: 1, address: 0 },
      { sector: 1, address: 0xffff_ff00 },
      { sector: -1, address: BUFFERS },
      { sector: 1_000_000, address: BUFFERS },
    ];
    for (const kinds of ['n', 'm']) {
      const { results, wordsAt, trace } = run(kinds, asked);
      expect(results).toEqual(asked.map(() => -1));
      expect(wordsAt(BUFFERS)).toEqual(new Uint8Array(SECTOR));
      // Only what the disk itself refused was asked of it.
      expect(trace.toString().match(/ block /g)).toHaveLength(1);
    }
  });

  it('works while another thread computes', () => {
    const { trace } = run('n', reads(2));
    const lines = trace.toString().split('\n');
    const at = (name: string) => lines.findIndex((line) => line.split(' ')[1] === name);
    expect(at('block')).toBeLessThan(at('wake'));
    expect(at('block')).toBeLessThan(at('halt'));
  });
});
