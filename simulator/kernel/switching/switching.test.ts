/** An exchanged context switch: the system's own serves every thread right, a wrong one shows in what programs compute. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Trace } from '../../engine/trace';
import { MachineCodeProgram } from '../../hardware/native/mixed-core';
import { assemble } from '../../hardware/toolchain/assembler';
import { compute, load, NativeProgram, type Operation, store, systemCall } from '../../programs/operations';
import type { ThreadSpecification } from '../kernel';
import { USER_BASE } from '../memory/address-spaces';
import { policiesOf } from '../policies.testing';
import { createSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import { ContextSwitch } from './context-switch';
import { CONTEXT_SWITCH_SHAPE, type ContextSwitchServices } from './context-switch-interface';
import { SWITCHING_EVENTS } from './switching-events';

const DATA = USER_BASE + 0x4000;
const TURNS = 150;
const PROCESSES = 2;
const COMPUTED = Array.from({ length: 29 }, (_, i) => i + 3).filter((i) => ![10, 17].includes(i));

/** All registers depend on each other, on memory, and on what the process has as its constant. */
const machineCode = (constant: number) => `
      li x1, ${TURNS}
      li x2, ${DATA | 0}
turn: ${COMPUTED.map((i, at) => `add x${i}, x${i}, x${COMPUTED[(at + 1) % COMPUTED.length]}\naddi x${i}, x${i}, ${constant}\n`).join('')}
      lw x10, 0(x2)
      add x10, x10, x3
      sw x10, 0(x2)
      add x3, x3, x10
      andi x10, x1, 15
      bnez x10, on
      li x17, ${SYSTEM_CALL.yield}
      ecall
on:   addi x1, x1, -1
      bnez x1, turn
      li x17, 0
      ecall`;

function* native(amount: number): Operation {
  for (let turn = 0; turn < TURNS; turn++) {
    const sum = Math.imul(yield* load(DATA + 4), 3) + amount;
    yield* compute(1 + (sum & 31));
    yield* store(DATA + 4, sum);
    if (turn % 16 === 0) yield* systemCall(SYSTEM_CALL.yield);
  }
  return 0;
}

function run(mechanism: PolicyClass | undefined, identifiers: number, cores = 1) {
  const trace = new Trace(SWITCHING_EVENTS.kinds);
  const threads = Array.from({ length: 2 * PROCESSES }, (_, i): ThreadSpecification => {
    const process = i % PROCESSES;
    const program =
      i < PROCESSES ? new MachineCodeProgram(USER_BASE) : new NativeProgram(native(process + 1));
    return { arrivalCycle: 0, process, program };
  });
  const system = createSystem({
    machine: {
      cores,
      ramBytes: 1 << 20,
      timed: { levels: [{ sets: 64, ways: 8, lineBytes: 32 }], translationBuffers: {} },
    },
    processes: PROCESSES,
    kernel: { tickCycles: 300, devices: [], policyNumbers: [cores, threads.length, 1] },
    ...{ threads, trace, policies: policiesOf() },
    ...(mechanism && {
      contextSwitch: { policies: new NativePolicies(mechanism, CONTEXT_SWITCH_SHAPE), identifiers },
    }),
  });
  for (let process = 0; process < PROCESSES; process++)
    system.writeUser(process, USER_BASE, assemble(machineCode(process + 5), USER_BASE).bytes);
  system.kernel.run(400_000);
  const computed = [0, 1].flatMap((process) => [0, 4].map((word) => system.readUser(process, DATA + word)));
  return { ...system, trace, computed };
}

const RIGHT = run(undefined, 0).computed;

const count = (trace: Trace, name: string) =>
  Array.from({ length: trace.length }, (_, i) => trace.event(i)).filter(({ kind }) => kind.name === name)
    .length;

/** The system's own, with one service of its kernel replaced. */
const without = (change: (services: ContextSwitchServices) => Partial<ContextSwitchServices>): PolicyClass =>
  class extends ContextSwitch {
    constructor(services: ContextSwitchServices, identifiers: number) {
      super({ ...services, ...change(services) }, identifiers);
    }
  };

describe('an exchanged context switch', () => {
  it.each([
    [0, 1],
    [0, 2],
    [8, 1],
    [8, 2],
  ])(
    '[row 10] [row 11] of the system itself: programs compute the same (%i identifiers, %i cores)',
    (identifiers, cores) => {
      const { computed, kernel } = run(ContextSwitch, identifiers, cores);
      expect(kernel.counters().exited).toBe(2 * PROCESSES);
      expect(computed).toEqual(RIGHT);
    },
  );

  it('[row 10] control blocks are written when a thread leaves a core, and not for instructions or traps', () => {
    const { switching, trace, kernel } = run(ContextSwitch, 0);
    const saves = count(trace, 'save');
    expect(saves).toBeGreaterThan(50);
    expect(count(trace, 'restore')).toBe(saves);
    expect(switching?.accesses).toEqual({ save: 32 * saves, restore: 32 * saves });
    expect(kernel.counters().systemCalls).toBeGreaterThan(0);
  });

  it('[row 11] flushes never with identifiers, else once for each change of address space', () => {
    expect(run(ContextSwitch, 8).switching?.flushes).toBe(0);
    const { switching, cores, trace } = run(ContextSwitch, 0);
    expect(switching?.flushes).toBe(count(trace, 'page-table'));
    // One load more: the one with which the core begins.
    expect(cores[0]?.pageTableLoads).toBe((switching?.flushes ?? 0) + 1);
    expect(switching?.flushes).toBeLessThan(count(trace, 'restore'));
  });

  it.each(COMPUTED.concat(0, 1, 2).map((register) => [register]))(
    '[row 10] a register that is not stored shows in what programs compute (x%i)',
    (register) => {
      const wrong = without(({ store }) => ({
        store: (thread, word, value) => (word === register ? 0 : store(thread, word, value)),
      }));
      expect(run(wrong, 8).computed).not.toEqual(RIGHT);
    },
  );

  it('[row 11] so do translations that are not forgotten', () => {
    expect(
      run(
        without(() => ({ flush: () => 0 })),
        0,
      ).computed,
    ).not.toEqual(RIGHT);
    const oneIdentifier = without(({ loadPageTable }) => ({
      loadPageTable: (process) => loadPageTable(process, 0),
    }));
    expect(run(oneIdentifier, 8).computed).not.toEqual(RIGHT);
  });

  it('goes on whatever it leaves in registers, and refuses what is not there', () => {
    const garbage = [-1, 1, 0x7fff_ffff, 3, -(2 ** 31)];
    for (const value of garbage) {
      class Garbage extends ContextSwitch {
        constructor(private readonly services: ContextSwitchServices) {
          super(services, 0);
        }
        override restore(): void {
          for (let i = 0; i < 33; i++) this.services.setRegister(i, value);
          this.services.store(value, value, value);
          this.services.loadPageTable(value, value);
        }
      }
      expect(count(run(Garbage, 8).trace, 'refused')).toBeGreaterThan(0);
      expect(
        run(
          class extends Garbage {
            override save(): void {}
          },
          0,
        ).kernel.cycle,
      ).toBeLessThanOrEqual(400_000);
    }
  });

  it('refuses a number of identifiers with which processes would have to share', () => {
    expect(() => run(ContextSwitch, 1)).toThrow(/identifiers must be 0, or 2/);
  });
});
