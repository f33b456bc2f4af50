/** Processes have the same addresses and none of each other's memory, whichever kind of code they run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trace } from '../../engine/trace';
import { PhysicalMemory } from '../../hardware/memory/physical-memory';
import { MachineCodeProgram } from '../../hardware/native/mixed-core';
import { assemble } from '../../hardware/toolchain/assembler';
import { load, NativeProgram, type Operation, store, systemCall } from '../../programs/operations';
import type { ThreadSpecification } from '../kernel';
import { policiesOf } from '../policies.testing';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';
import { createSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import { CONTROL_BLOCK_BYTES } from '../threads/control-block';
import { AddressSpaces, KERNEL_BYTES, MAX_PROCESSES, USER_BASE } from './address-spaces';

const WORD = USER_BASE + 0x8000;
const RAM_BYTES = 1 << 20;

function system(processes: number, threads: readonly ThreadSpecification[], cores = 1, timed = false) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const made = createSystem({
    machine: {
      cores,
      ramBytes: RAM_BYTES,
      ...(timed && {
        timed: {
          levels: [{ sets: 16, ways: 2, lineBytes: 32 }],
          translationBuffers: { dataTlb: { sets: 1, ways: 4 } },
        },
      }),
    },
    processes,
    kernel: { tickCycles: 500, devices: [], policyNumbers: [cores, threads.length, 1] },
    threads,
    policies: policiesOf(),
    trace,
  });
  return { ...made, trace };
}

/** Adds to one word `times` times, giving up the core after each. */
function* adder(times: number, amount: number): Operation {
  for (let i = 0; i < times; i++) {
    yield* store(WORD, (yield* load(WORD)) + amount);
    yield* systemCall(SYSTEM_CALL.yield);
  }
  return 0;
}

const ADDER = (times: number, amount: number) => `
      li   s0, ${times}
      li   s1, ${WORD | 0}
1:    lw   t0, 0(s1)
      addi t0, t0, ${amount}
      sw   t0, 0(s1)
      li   a7, 1
      ecall
      addi s0, s0, -1
      bnez s0, 1b
      li   a7, 0
      ecall`;

describe('address spaces', () => {
  it.each([
    [1, false],
    [2, false],
    [2, true],
  ])('[row 8] one address is another word in each process (%i core(s), caches: %s)', (cores, timed) => {
    const threads = [0, 1, 2, 3].map(
      (process): ThreadSpecification => ({
        arrivalCycle: 0,
        process,
        program:
          process % 2 === 0 ? new NativeProgram(adder(30, process + 1)) : new MachineCodeProgram(USER_BASE),
      }),
    );
    const made = system(4, threads, cores, timed);
    for (const process of [1, 3])
      made.writeUser(process, USER_BASE, assemble(ADDER(30, process + 1), USER_BASE).bytes);
    made.kernel.run();
    expect([0, 1, 2, 3].map((process) => made.readUser(process, WORD))).toEqual([30, 60, 90, 120]);
    const loads = made.cores.reduce((sum, core) => sum + core.pageTableLoads, 0);
    expect(loads).toBeGreaterThan(60);
  });

  it('threads of one process share it, and no page table is loaded between them', () => {
    const threads = [1, 2, 3].map(
      (amount): ThreadSpecification => ({
        arrivalCycle: 0,
        program: new NativeProgram(adder(10, amount)),
      }),
    );
    const { kernel, cores, readUser } = system(1, threads);
    kernel.run();
    expect(readUser(0, WORD)).toBe(60);
    expect(cores[0]?.pageTableLoads).toBe(1);
  });

  it('[row 8] whatever address a process stores to, it faults or hits its own memory', () => {
    const address = fc.oneof(
      fc.integer({ min: 0, max: 2 ** 30 - 1 }).map((word) => word * 4),
      fc.integer({ min: 0, max: RAM_BYTES / 4 - 1 }).map((word) => 0x8000_0000 + word * 4),
    );
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 3 }), (addresses) => {
        const threads = addresses.map(
          (at): ThreadSpecification => ({
            ...{ arrivalCycle: 0, process: 1 },
            program: new NativeProgram(store(at, 0x5a5a5a5a)),
          }),
        );
        const { machine, kernel, spaces, trace } = system(3, threads);
        const before = machine.space.ram.words.slice();
        kernel.run();
        const own = KERNEL_BYTES + spaces.userBytes;
        const blocks = kernel.threads[0]?.controlBlock;
        const control = blocks + CONTROL_BLOCK_BYTES * threads.length;
        machine.space.ram.words.forEach((word, i) => {
          const at = i * 4;
          const isControl = at >= blocks && at < control;
          if (word !== before[i] && !isControl && (at < own || at >= own + spaces.userBytes))
            throw new Error(`word ${at.toString(16)} of RAM was written`);
        });
        const stored = addresses.filter((at) => spaces.writable(1, at) !== undefined);
        expect(trace.toString().match(/ fault /g)?.length ?? 0).toBe(addresses.length - stored.length);
        for (const at of stored) expect(machine.readWord(spaces.writable(1, at) as number)).toBe(0x5a5a5a5a);
      }),
      { seed: 8, numRuns: 40 },
    );
  });

  it('give every process frames of its own, for every number of processes', () => {
    for (const processes of [1, 2, 7, MAX_PROCESSES]) {
      const ram = new PhysicalMemory(4 << 20);
      const spaces = new AddressSpaces(ram, processes, 0x8000_0000, 0x8000_1000);
      const frames = new Set<number>();
      const pages = spaces.userBytes / 4096;
      for (let process = 0; process < processes; process++)
        for (let page = 0; page < pages; page++)
          frames.add(spaces.writable(process, USER_BASE + page * 4096) as number);
      expect(frames.size).toBe(processes * pages);
      expect(frames.has(undefined as never)).toBe(false);
      expect(spaces.writable(0, USER_BASE + spaces.userBytes)).toBeUndefined();
      expect(spaces.writable(0, USER_BASE - 4)).toBeUndefined();
    }
    expect(() => new AddressSpaces(new PhysicalMemory(1 << 20), 0, 0, 0)).toThrow(/1 to 64/);
    expect(() => new AddressSpaces(new PhysicalMemory(1 << 18), 4, 0x8000_0000, 0x8000_1000)).toThrow(
      /too few/,
    );
  });

  it('a thread of a process that there is not is refused', () => {
    const thread = { arrivalCycle: 0, process: 2, program: new NativeProgram(adder(1, 1)) };
    expect(() => system(2, [thread])).toThrow(/process 2, but there are 2/);
  });
});
