/**
 * One kernel under two kinds of code: threads in machine code and native threads that take the same cycles run the
 * same, mixed too, on one core and on several, however a run is cut; what a thread may not do ends it alone.
 */
import { describe, expect, it } from 'vitest';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { MachineCodeProgram } from '../hardware/native/mixed-core';
import { HARDWARE_EVENT } from '../hardware/riscv/control-registers';
import type { TimedMemory } from '../hardware/riscv/timed-memory';
import { assemble } from '../hardware/toolchain/assembler';
import { fetchAndAdd, load, NativeProgram, type Operation, store } from '../programs/operations';
import type { ThreadSpecification } from './kernel';
import { USER_BASE } from './memory/address-spaces';
import { policiesOf } from './policies.testing';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { createSystem, type System } from './system';
import { BurstProgram, COMPUTE, READ, YIELD } from './threads/thread-program';

const CODE_BYTES = 4096;

/** Of thread `i`: where its code lies, and how long each of its computations is, in turns of a loop. */
const entryOf = (i: number) => USER_BASE + i * CODE_BYTES;
const ROUNDS = 20;
const turnsOf = (i: number) => 400 + 37 * i;

/** Computes, yields and reads in turn. Cycles: one an instruction; a loop of two, before and behind it what is said. */
const SOURCE = (i: number) => `
        li   s0, ${ROUNDS}
outer:  li   t0, ${turnsOf(i)}
inner:  addi t0, t0, -1
        bnez t0, inner
        li   a7, 1
        ecall
        li   t0, ${turnsOf(i)}
again:  addi t0, t0, -1
        bnez t0, again
        li   a0, 0
        li   a1, ${1000 + 100 * i}
        li   a7, 2
        ecall
        addi s0, s0, -1
        bnez s0, outer
        li   a7, 0
        ecall`;

function nativeProgram(i: number): BurstProgram {
  const loop = 2 * turnsOf(i);
  const operations: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // li (each one instruction), loop, li, ecall
    const before = round === 0 ? 2 : 3;
    operations.push(...COMPUTE(before + loop + 2), ...YIELD);
    operations.push(...COMPUTE(1 + loop + 4), ...READ(0, 1000 + 100 * i));
  }
  return new BurstProgram([...operations, ...COMPUTE(4)]);
}

/** @param kinds for each thread `n` native or `m` machine code. */
function build(kinds: string, cores: number, quantumCycles = 0): System & { trace: Trace } {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const threads = [...kinds].map((kind, i): ThreadSpecification => {
    const program = kind === 'n' ? nativeProgram(i) : new MachineCodeProgram(entryOf(i));
    return { arrivalCycle: 100 * i, program };
  });
  const system = createSystem({
    machine: { cores, quantumCycles },
    kernel: { tickCycles: 1000, devices: [{ parallel: 2 }], policyNumbers: [cores, threads.length, 2] },
    threads,
    policies: policiesOf(RoundRobin, 20),
    trace,
  });
  threads.forEach((_, i) => {
    system.machine.writeMemory(entryOf(i), assemble(SOURCE(i), entryOf(i)).bytes);
  });
  return { ...system, trace };
}

const digestOf = (kinds: string, cores: number, quantumCycles?: number) => {
  const { kernel, trace } = build(kinds, cores, quantumCycles);
  expect(kernel.run()).toBe(true);
  expect(kernel.counters().exited).toBe(kinds.length);
  return trace.digest();
};

describe('a system', () => {
  it.each([1, 2, 4])('runs machine code and native programs alike on %i core(s)', (cores) => {
    const native = digestOf('nnnnnn', cores);
    for (const kinds of ['mmmmmm', 'mnmnmn', 'nmmnnm']) expect(digestOf(kinds, cores), kinds).toBe(native);
  });

  it('runs the same when cores in machine code overtake each other, for they share nothing', () => {
    for (const kinds of ['mmmmmm', 'mnmnmn'])
      expect(digestOf(kinds, 4, 100), kinds).toBe(digestOf('nnnnnn', 4));
  });

  it('runs the same however it is cut', () => {
    for (const [kinds, quantum] of [
      ['mnmnmn', 0],
      ['mmmmmm', 100],
    ] as const) {
      const random = new Random(kinds);
      const { kernel, trace } = build(kinds, 3, quantum);
      for (let until = 0; !kernel.run(until); ) until += random.between(1, 5_000);
      expect(trace.digest()).toBe(digestOf(kinds, 3, quantum));
    }
  });
});

/** One thread of machine code beside a native one. @returns its events, and the other's exit. */
function beside(source: string): { lines: string[]; system: System } {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const program = assemble(source, USER_BASE);
  const system = createSystem({
    kernel: { tickCycles: 1000, devices: [], policyNumbers: [1, 2, 2] },
    threads: [
      { arrivalCycle: 0, program: new MachineCodeProgram(USER_BASE) },
      { arrivalCycle: 0, program: new BurstProgram(COMPUTE(5000)) },
    ],
    policies: policiesOf(),
    trace,
  });
  system.machine.writeMemory(USER_BASE, program.bytes);
  system.kernel.run();
  const lines = trace
    .toString()
    .split('\n')
    .map((line) => line.slice(line.indexOf(' ') + 1));
  return { lines, system };
}

/** Word of memory that threads share, and a table of 40 pages. */
const SHARED = USER_BASE + 64 * CODE_BYTES;
const TABLE = SHARED + CODE_BYTES;
const PAGES = 40;
const ADDITIONS = 100;

/** Each thread adds to the shared word, atomically, and writes one word in each page of the table, twice. */
const MEMORY_SOURCE = `
        li   t0, ${SHARED | 0}
        li   t1, ${ADDITIONS}
        li   t2, 1
adds:   amoadd.w t3, t2, (t0)
        addi t1, t1, -1
        bnez t1, adds
        li   t4, 2
twice:  li   t0, ${TABLE | 0}
        li   t1, ${PAGES}
        li   t5, ${CODE_BYTES}
pages:  lw   t3, 0(t0)
        addi t3, t3, 1
        sw   t3, 0(t0)
        add  t0, t0, t5
        addi t1, t1, -1
        bnez t1, pages
        addi t4, t4, -1
        bnez t4, twice
        li   a7, 0
        ecall`;

function* memoryProgram(): Operation {
  for (let i = 0; i < ADDITIONS; i++) yield* fetchAndAdd(SHARED, 1);
  for (let time = 0; time < 2; time++)
    for (let page = 0; page < PAGES; page++) {
      const address = TABLE + page * CODE_BYTES;
      yield* store(address, (yield* load(address)) + 1);
    }
  return 0;
}

const CACHES = {
  levels: [{ sets: 64, ways: 4, lineBytes: 64 }],
  instructionCache: { sets: 64, ways: 4, lineBytes: 64 },
  atomics: 'cache',
  translationBuffers: { dataTlb: { sets: 1, ways: 16 }, secondLevelTlb: { sets: 1, ways: 32 } },
} as const;

function onMemory(kinds: string, cores: number, timed: boolean) {
  const threads = [...kinds].map(
    (kind, i): ThreadSpecification => ({
      arrivalCycle: 10 * i,
      program: kind === 'n' ? new NativeProgram(memoryProgram()) : new MachineCodeProgram(USER_BASE),
    }),
  );
  const system = createSystem({
    machine: { cores, ...(timed && { timed: CACHES }) },
    kernel: { tickCycles: 700, devices: [], policyNumbers: [cores, threads.length, 2] },
    threads,
    policies: policiesOf(),
    trace: new Trace(SCHEDULING_EVENTS.kinds),
  });
  system.machine.writeMemory(USER_BASE, assemble(MEMORY_SOURCE, USER_BASE).bytes);
  system.kernel.run();
  expect(system.kernel.counters().exited).toBe(threads.length);
  return system;
}

describe('memory', () => {
  it.each([false, true])(
    'no addition is lost between both kinds of code on four cores (caches: %s)',
    (timed) => {
      const { machine } = onMemory('nmnmnm', 4, timed);
      expect(machine.readWord(SHARED)).toBe(6 * ADDITIONS);
    },
  );

  it('on one core the table too is written by all, through the same translation', () => {
    for (const timed of [false, true]) {
      const { machine } = onMemory('n', 1, timed);
      for (let page = 0; page < PAGES; page++) expect(machine.readWord(TABLE + page * CODE_BYTES)).toBe(2);
    }
  });

  it('translation buffers and caches count the same for the same accesses of either kind', () => {
    const [native, code] = ['n', 'm'].map((kinds) => {
      const { memory, eventCounts } = onMemory(kinds, 1, true).machine.cores[0];
      const { hits, misses } = (memory as TimedMemory).dataTlb;
      return [hits, misses, eventCounts[HARDWARE_EVENT.load], eventCounts[HARDWARE_EVENT.store]];
    });
    expect(native).toEqual(code);
    // 40 pages in turn do not fit 16 entries: each access to a new page misses, and the store behind it hits.
    expect(native?.slice(1)).toEqual([1 + 2 * PAGES, ADDITIONS + 2 * PAGES, ADDITIONS + 2 * PAGES]);
  });
});

describe('what a thread may not do', () => {
  it.each([
    ['a store into the kernel', `li t0, ${0x8000_1000 | 0}\nsw t0, 0(t0)`, 0x8000_1000],
    ['a load of nothing', 'li t0, 64\nlw t0, 0(t0)', 64],
    ['a jump to the way back', `li t0, ${0xc000_0000 | 0}\njr t0`, 0xc000_0000],
    ['a privileged instruction', 'csrr t0, sstatus', undefined],
  ])('%s ends it, and nobody else', (_name, source, address) => {
    const { lines } = beside(source);
    const at = address === undefined ? 'fault core=0 thread=0' : `fault core=0 thread=0 address=${address}`;
    expect(lines.filter((line) => line.startsWith('fault'))).toEqual([expect.stringContaining(at)]);
    expect(lines).toContain('exit core=0 thread=0');
    expect(lines).toContain('exit core=0 thread=1');
    expect(lines.at(-1)).toBe('end exited=2');
  });

  it('an access of a native program to what is not its own ends it too', () => {
    for (const address of [0x8000_1000, 64, USER_BASE + 2]) {
      const trace = new Trace(SCHEDULING_EVENTS.kinds);
      const { kernel } = createSystem({
        kernel: { tickCycles: 1000, devices: [], policyNumbers: [1, 2, 2] },
        threads: [
          { arrivalCycle: 0, program: new NativeProgram(store(address, 1)) },
          { arrivalCycle: 0, program: new BurstProgram(COMPUTE(5000)) },
        ],
        policies: policiesOf(),
        trace,
      });
      kernel.run();
      expect(trace.toString()).toContain(`fault core=0 thread=0 address=${address}`);
      expect(trace.toString()).toContain('end exited=2');
    }
  });

  it('a system call that does not exist is answered -1, and the thread goes on', () => {
    const { lines, system } = beside(
      'li a7, 77\necall\nmv s1, a0\nli a7, -1\necall\nmv s2, a0\nli a7, 0\necall',
    );
    expect(lines.at(-1)).toBe('end exited=2');
    const block = system.kernel.threads[0]?.controlBlock / 4;
    const words = system.machine.space.ram.words;
    expect([words[block + 9], words[block + 18]]).toEqual([-1, -1]);
  });
});
