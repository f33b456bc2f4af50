/** What the course says of kernels and processes, seen on the one machine: each test names its row of the syllabus. */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../engine/native-policies';
import { Trace } from '../engine/trace';
import { MachineCodeProgram } from '../hardware/native/mixed-core';
import { NATIVE_REGISTERS } from '../hardware/native/native-core';
import { CSR } from '../hardware/riscv/control-registers';
import { assemble } from '../hardware/toolchain/assembler';
import { compute, NativeProgram, type Program, systemCall } from '../programs/operations';
import { Kernel, type ThreadSpecification } from './kernel';
import { USER_BASE } from './memory/address-spaces';
import { policiesOf } from './policies.testing';
import { FirstComeFirstServed } from './scheduling/first-come-first-served';
import { RoundRobin } from './scheduling/round-robin';
import { SCHEDULING_COSTS } from './scheduling/scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { createSystem } from './system';
import { THREAD_STATE, THREAD_STATE_NAMES, THREAD_TRANSITIONS, TRANSITION } from './threads/life-cycle';
import { BurstProgram, COMPUTE, READ, YIELD } from './threads/thread-program';

const thread = (arrivalCycle: number, ...operations: (readonly number[])[]): ThreadSpecification => ({
  arrivalCycle,
  program: new BurstProgram(operations.flat()),
});

function schedule(
  policy: PolicyClass,
  threads: readonly ThreadSpecification[],
  tickCycles: number,
  quantum = 1,
) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      ...{ cores: 1, tickCycles, threads, devices: [{ parallel: 1 }] },
      policyNumbers: [1, threads.length, quantum],
    },
    policiesOf(policy),
    trace,
  );
  return { kernel, trace };
}

/** One thread in machine code. */
function system(source: string) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const made = createSystem({
    kernel: { tickCycles: 1_000_000, devices: [{ parallel: 1 }], policyNumbers: [1, 1, 1] },
    threads: [{ arrivalCycle: 0, program: new MachineCodeProgram(USER_BASE) }],
    policies: policiesOf(),
    trace,
  });
  made.machine.writeMemory(USER_BASE, assemble(source, USER_BASE).bytes);
  return { ...made, trace };
}

const events = (trace: Trace, name: string) =>
  trace
    .toString()
    .split('\n')
    .filter((line) => line.split(' ')[1] === name);

describe('structure of operating systems', () => {
  it.each([
    'csrw sscratch, a0',
    'csrw satp, zero',
    'csrw sie, zero',
    'csrw sstatus, zero',
    'sret',
    'sfence.vma',
  ])('[row 1] %s in user mode traps once, the kernel decides, and nothing has changed', (instruction) => {
    const { machine, kernel, spaces, trace } = system(`li a0, 77\n${instruction}\nli s1, 5`);
    const core = machine.cores[0];
    const state = () => [CSR.sscratch, CSR.sie].map((csr) => core.registers.read(csr));
    const before = state();
    kernel.run();
    expect(state()).toEqual(before);
    expect(core.registers.read(CSR.satp) & 0x3f_ffff).toBe(spaces.rootOf(0) >>> 12);
    expect([events(trace, 'trap').length, events(trace, 'fault').length]).toEqual([1, 1]);
    expect(core.x[9]).toBe(0);
  });

  it('[row 2] a system call goes from user to kernel mode and back: two mode switches, the state as it was', () => {
    for (const calls of [1, 7, 40]) {
      const { machine, kernel } = system(
        `li s0, ${calls}\nli s1, 1234\n1: li a7, 99\necall\naddi s0, s0, -1\nbnez s0, 1b\nli a7, 0\necall`,
      );
      kernel.run();
      // The first way to user mode, both ways of each call, and the way in of the exit.
      expect(kernel.counters()).toMatchObject({ systemCalls: calls + 1, modeSwitches: 2 * calls + 2 });
      expect(machine.cores[0]?.x[9]).toBe(1234);
    }
  });

  it('[row 4] one mechanism, many policies: the same events but for who is chosen and when', () => {
    const threads = () => [thread(0, COMPUTE(5000)), thread(0, COMPUTE(3000)), thread(0, COMPUTE(1000))];
    const order = (policy: PolicyClass) => {
      const { kernel, trace } = schedule(policy, threads(), 1000);
      kernel.run();
      const exits = events(trace, 'exit').map((line) => line.split('thread=')[1]);
      return { exits, user: kernel.counters().userCycles, created: events(trace, 'create') };
    };
    const [inOrder, inTurns] = [order(FirstComeFirstServed), order(RoundRobin)];
    expect([inOrder.exits, inTurns.exits]).toEqual([
      ['0', '1', '2'],
      ['2', '1', '0'],
    ]);
    expect([inOrder.user, inOrder.created]).toEqual([inTurns.user, inTurns.created]);
  });
});

describe('processes', () => {
  it('[row 10] a control block is written when its thread leaves the core, and only then', () => {
    const threads = [thread(0, COMPUTE(40_000), YIELD, COMPUTE(10)), thread(0, COMPUTE(20_000))];
    const { kernel, trace } = schedule(RoundRobin, threads, 7000);
    const block = () => Array.from(kernel.memory.words.slice(0, NATIVE_REGISTERS)).join();
    let before = block();
    let writes = 0;
    for (let cycle = 100; !kernel.run(cycle); cycle += 100) {
      const now = block();
      if (now !== before) writes++;
      before = now;
    }
    const left = events(trace, 'switch-start').filter((line) => line.includes('previous=0')).length;
    expect(left).toBeGreaterThan(2);
    // It also leaves for nobody, at its end.
    expect(writes).toBeGreaterThanOrEqual(left);
    expect(writes).toBeLessThanOrEqual(left + 2);
  });

  it('[row 11] a switch costs the stores and loads of the registers directly', () => {
    const { trace } = (() => {
      const made = schedule(RoundRobin, [thread(0, COMPUTE(9000)), thread(0, COMPUTE(9000))], 1000);
      made.kernel.run();
      return made;
    })();
    const cycleOf = (line: string | undefined) => Number(line?.split(' ')[0]);
    const starts = events(trace, 'switch-start');
    const ends = events(trace, 'switch-end');
    const between = starts.findIndex((line) => !line.includes('previous=-1'));
    expect(cycleOf(ends[between]) - cycleOf(starts[between])).toBe(
      SCHEDULING_COSTS.contextSwitch + 2 * NATIVE_REGISTERS * SCHEDULING_COSTS.registerTransfer,
    );
  });

  it('[row 12] every thread goes along the edges of the life cycle, and its states add up to its life', () => {
    const threads = [0, 500, 900].map((at) =>
      thread(at, COMPUTE(3000), READ(0, 4000), COMPUTE(2000), YIELD, COMPUTE(1)),
    );
    const { kernel, trace } = schedule(RoundRobin, threads, 700);
    kernel.run();
    const admitted = events(trace, 'create').map((line) => Number(line.split(' ')[0]));
    for (const each of kernel.threads)
      expect(
        [THREAD_STATE.ready, THREAD_STATE.running, THREAD_STATE.blocked].reduce(
          (sum, state) => sum + kernel.lifeCycle.cycles(each.id, state, kernel.cycle),
          0,
        ),
      ).toBe(each.exited - admitted[each.id]);
    // Nothing but an edge changes anything.
    for (const each of kernel.threads)
      for (const transition of [...Object.values(TRANSITION), -1, 7, 0.5])
        expect(kernel.lifeCycle.change(each.id, transition, kernel.cycle)).toBe(0);
    expect(kernel.lifeCycle.change(99, TRANSITION.admit, kernel.cycle)).toBe(0);
    const edges = THREAD_TRANSITIONS.map(
      ({ from, to }) => `${THREAD_STATE_NAMES[from]}>${THREAD_STATE_NAMES[to]}`,
    );
    expect(edges).toContain('running>blocked');
    expect(edges).not.toContain('blocked>running');
  });

  it('[row 16] a scheduler preempts, chooses and dispatches, in this order, once a tick at most', () => {
    const { kernel, trace } = schedule(
      RoundRobin,
      [thread(0, COMPUTE(9000)), thread(0, COMPUTE(9000))],
      1000,
    );
    kernel.run();
    const names = trace
      .toString()
      .split('\n')
      .map((line) => line.split(' ')[1]);
    const at = names.indexOf('preempt');
    expect(names.slice(at, at + 5)).toEqual(['preempt', 'ready', 'dispatch', 'switch-start', 'switch-end']);
    const { contextSwitches, ticks } = kernel.counters() as { contextSwitches: number; ticks: number };
    expect(contextSwitches).toBeLessThanOrEqual(ticks + 2);
  });

  const SLICE = 1000;
  const NO_CALL = 99;
  const CALLERS: Readonly<Record<string, () => Program>> = {
    'native code that only calls': () =>
      new NativeProgram(
        (function* () {
          for (let i = 0; i < 100; i++) yield* systemCall(NO_CALL);
          return 0;
        })(),
      ),
    'native code that calls at the very end of each slice': () =>
      new NativeProgram(
        (function* () {
          for (let i = 0; i < 20; i++) {
            yield* compute(SLICE);
            yield* systemCall(NO_CALL);
          }
          return 0;
        })(),
      ),
    'machine code that only calls': () => new MachineCodeProgram(USER_BASE),
  };

  it.each(Object.keys(CALLERS))('[row 16] %s is preempted when its slice is over', (kind) => {
    const trace = new Trace(SCHEDULING_EVENTS.kinds);
    const { machine, kernel } = createSystem({
      kernel: { tickCycles: SLICE, devices: [], policyNumbers: [1, 2, 1] },
      threads: [0, 0].map((arrivalCycle) => ({ arrivalCycle, program: CALLERS[kind]() })),
      policies: policiesOf(),
      trace,
    });
    const calls = `li a7, ${NO_CALL}\n${'ecall\n'.repeat(100)}li a7, 0\necall`;
    machine.writeMemory(USER_BASE, assemble(calls, USER_BASE).bytes);
    expect(kernel.run()).toBe(true);
    const { trapEntry, systemCall: call, timerTick, trapReturn } = SCHEDULING_COSTS;
    let since = 0;
    let preemptions = 0;
    for (const line of trace.toString().split('\n')) {
      const [cycle, name] = line.split(' ');
      if (name === 'switch-end') since = Number(cycle);
      if (name !== 'preempt') continue;
      preemptions++;
      const longest = trapReturn + SLICE + trapEntry + call + trapReturn + trapEntry + timerTick;
      expect(Number(cycle) - since).toBeLessThanOrEqual(longest);
      expect(Number(cycle) - since).toBeGreaterThanOrEqual(SLICE);
    }
    expect(preemptions).toBeGreaterThan(20);
  });

  it('[row 17] a shorter time slice answers sooner and computes less', () => {
    const mix = () => [thread(0, COMPUTE(400_000)), thread(0, COMPUTE(400_000)), thread(0, COMPUTE(400_000))];
    const measured = [1_000, 5_000, 25_000, 125_000].map((slice) => {
      const { kernel } = schedule(RoundRobin, mix(), slice);
      kernel.run();
      const { userCycles, cycles, contextSwitches } = kernel.counters();
      const response = Math.max(...kernel.threads.map((each) => each.firstRun - each.arrival));
      expect(contextSwitches).toBeLessThanOrEqual(Math.ceil(1_200_000 / slice) + 3);
      return { share: userCycles / cycles, response };
    });
    for (let i = 1; i < measured.length; i++) {
      expect(measured[i]?.share).toBeGreaterThan(measured[i - 1]?.share);
      expect(measured[i]?.response).toBeGreaterThan(measured[i - 1]?.response);
    }
    // q / (q + s): what a slice costs is the tick, the switch and the ways in and out.
    const { trapEntry, timerTick, contextSwitch, registerTransfer, trapReturn } = SCHEDULING_COSTS;
    const s = trapEntry + timerTick + contextSwitch + 2 * NATIVE_REGISTERS * registerTransfer + trapReturn;
    expect(measured[1]?.share).toBeCloseTo(5_000 / (5_000 + s), 2);
  });
});
