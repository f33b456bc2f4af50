/**
 * Context switches of a whole machine: processes with threads in machine code and as native programs, preempted by the
 * timer every few hundred cycles. Control blocks, page tables and translation buffers are the machine's.
 *
 *      machine code    each turn works on all registers and on a word of each data page, then perhaps makes a call
 *      native          loads, computes and stores on the same pages
 *
 * Processes have their data at the same virtual addresses, and constants of their own in code at the same addresses.
 * Threads of a process share its code and pages, with a word of their own on each page, and begin with what is in
 * their control blocks. A run that a wrong switch sends astray ends with its cycles.
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { NativePolicies } from '../../../simulator/engine/native-policies';
import type { Random } from '../../../simulator/engine/random';
import type { Trace } from '../../../simulator/engine/trace';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { MachineCodeProgram } from '../../../simulator/hardware/native/mixed-core';
import { NATIVE_REGISTERS } from '../../../simulator/hardware/native/native-core';
import { HARDWARE_EVENT } from '../../../simulator/hardware/riscv/control-registers';
import { assemble } from '../../../simulator/hardware/toolchain/assembler';
import { USER_BASE } from '../../../simulator/kernel/memory/address-spaces';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { TakingTurns } from '../../../simulator/kernel/scheduling/taking-turns';
import type { SwitchingObserver } from '../../../simulator/kernel/switching/switching';
import { SWITCHING_EVENTS } from '../../../simulator/kernel/switching/switching-events';
import { createSystem, type ThreadSystem } from '../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import type { Thread } from '../../../simulator/kernel/threads/thread';
import {
  compute,
  load,
  NativeProgram,
  type Operation,
  store,
  systemCall,
} from '../../../simulator/programs/operations';
import type { SimulationContext } from '../../exercise-definition';

export type SwitchParameters = {
  readonly cores: number;
  readonly processes: number;
  /** Of each process, in machine code and native. */
  readonly machineCode: number;
  readonly native: number;
  /** Whether the machine has address-space identifiers. */
  readonly identifiers: boolean;
  /** What threads do now and then: nothing, give the core up, wait for a device. */
  readonly calls: 'none' | 'yield' | 'read';
  /** Data pages of each process. */
  readonly pages: number;
  /** Mean number of turns of a thread. */
  readonly turns: number;
};

/** What the registers of a switch were: where they came from, before the call, and what they had become behind it. */
export interface SwitchCall {
  /** Of the event that ends it. */
  readonly event: number;
  readonly method: 'save' | 'restore';
  readonly thread: number;
  readonly process: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export const EVENTS = defineEvents({
  ...SWITCHING_EVENTS.definitions,
  unlike: {
    fields: ['core', 'thread', 'word', 'register'],
    description: 'Behind the call a register has this value, and its word in the control block another one.',
    sentence: '{word} of core {core} is not what lies in the control block of thread {thread}',
    words: { word: SWITCHING_EVENTS.definitions['control-word'].words.word },
  },
});

const DATA = USER_BASE + 4 * PAGE_BYTES;
/** From a word on one page to the next: another set of the cache. */
const STRIDE = PAGE_BYTES + 64;
const RAM_BYTES = 1 << 20;
const TICK_CYCLES = 250;
/** Where the run ends that does not end by itself; right ones take half of it at most. */
export const MOST_CYCLES = 150_000;
/** Registers that a turn leaves alone: count, address of the thread's words, temporary ones, those of calls. */
const SPECIAL = [0, 1, 2, 10, 11, 17, 27, 28, 29];
const ACCUMULATORS = Array.from({ length: NATIVE_REGISTERS }, (_, i) => i).filter(
  (i) => !SPECIAL.includes(i),
);
/** As many control blocks as the picture shows. */
export const MOST_THREADS = 9;
const IDENTIFIERS = 64;
const DATA_TLB = { sets: 1, ways: 24 } as const;
const NO_TLB = { sets: 1, ways: 1 } as const;
const CALL_EVERY = 4;
const LONGEST_READ = 1_000;

export function simulate(context: SimulationContext, parameters: SwitchParameters): readonly SwitchCall[] {
  const { policies, random, trace, counters } = context;
  const { cores, processes, identifiers } = parameters;
  const calls: SwitchCall[] = [];
  const threads = makeThreads(random, parameters);
  const system: ThreadSystem = createSystem({
    machine: {
      ...{ cores, ramBytes: RAM_BYTES },
      timed: {
        levels: [{ sets: 128, ways: 8, lineBytes: 32 }],
        translationBuffers: { instructionTlb: DATA_TLB, dataTlb: DATA_TLB, secondLevelTlb: NO_TLB },
      },
    },
    kernel: {
      tickCycles: TICK_CYCLES,
      devices: [{ parallel: threads.length }],
      policyNumbers: [cores, threads.length],
    },
    processes,
    threads,
    policies: new NativePolicies(TakingTurns, SCHEDULING_SHAPE),
    contextSwitch: {
      policies,
      identifiers: identifiers ? IDENTIFIERS : 0,
      observer: observerOf(() => system, calls, trace),
    },
    trace,
  });
  prepare(system, random, parameters);
  context.countBy(() => countersOf(system));
  try {
    system.kernel.run(MOST_CYCLES);
  } finally {
    counters.policyUnits = policies.takeUnits();
  }
  return calls;
}

function makeThreads(
  random: Random,
  { processes, machineCode, native, calls, pages, turns }: SwitchParameters,
) {
  const each = Array.from({ length: processes }, (_, process) =>
    Array.from({ length: machineCode + native }, (_, i) => ({
      process,
      arrivalCycle: random.below(TICK_CYCLES),
      program:
        i < machineCode
          ? new MachineCodeProgram(USER_BASE)
          : new NativeProgram(nativeBody(DATA + 4 * i, random.between(turns >> 1, turns), pages, calls)),
    })),
  );
  return random.shuffled(each.flat());
}

function* nativeBody(
  words: number,
  turns: number,
  pages: number,
  calls: SwitchParameters['calls'],
): Operation {
  let sum = 1;
  for (let turn = 1; turn <= turns; turn++) {
    for (let page = 0; page < pages; page++) {
      const at = words + page * STRIDE;
      sum = Math.imul(sum ^ (yield* load(at)), 0x01000193);
      yield* compute(1 + (sum & 31));
      yield* store(at, sum);
    }
    if (turn % CALL_EVERY !== 0 || calls === 'none') continue;
    if (calls === 'yield') yield* systemCall(SYSTEM_CALL.yield);
    else yield* systemCall(SYSTEM_CALL.read, 0, 1 + ((sum >>> 8) % LONGEST_READ));
  }
  return 0;
}

/** Code into each process, and into control blocks what machine code begins with. */
function prepare({ kernel, writeUser }: ThreadSystem, random: Random, parameters: SwitchParameters): void {
  const { processes, turns } = parameters;
  for (let process = 0; process < processes; process++)
    writeUser(process, USER_BASE, assemble(sourceOf(random, parameters), USER_BASE).bytes);
  const slots = Array.from({ length: processes }, () => 0);
  const { words } = kernel.memory;
  for (const { block, process, program } of kernel.threads) {
    if (!(program instanceof MachineCodeProgram)) continue;
    const slot = slots[process];
    slots[process] = slot + 1;
    for (let i = 1; i < NATIVE_REGISTERS; i++) words[block + i] = random.word();
    words[block + 1] = random.between(turns >> 1, turns + (turns >> 1));
    words[block + 2] = DATA + 4 * slot;
  }
}

/** A program for all threads of a process, with constants of its own. */
function sourceOf(random: Random, { calls, pages }: SwitchParameters): string {
  const order = random.shuffled(ACCUMULATORS);
  const work = order.map((register, i) => {
    const operation = random.pick(['add', 'xor', 'sub']);
    const constant = random.between(1, 2000);
    return `${operation} x${register}, x${register}, x${order[(i + 1) % order.length]}
      addi x${register}, x${register}, ${constant}`;
  });
  const memory = Array.from(
    { length: pages },
    (_, page) => `lw x28, 0(x29)
      xor x28, x28, x${order[page % order.length]}
      sw x28, 0(x29)
      add x${order[page % order.length]}, x${order[page % order.length]}, x28
      add x29, x29, x27`,
  );
  const call = {
    none: '',
    yield: `li x17, ${SYSTEM_CALL.yield}\necall`,
    read: `li x17, ${SYSTEM_CALL.read}\nli x10, 0\nli x11, ${random.between(1, LONGEST_READ)}\necall`,
  }[calls];
  return `
turn: ${work.join('\n')}
      mv x29, x2
      li x27, ${STRIDE}
      ${memory.join('\n')}
      andi x28, x1, ${CALL_EVERY - 1}
      bnez x28, on
      ${call}
on:   addi x1, x1, -1
      bnez x1, turn
      li x17, 0
      ecall
`;
}

/** Keeps what each call began with and what it left, and tells where the two differ. */
function observerOf(system: () => ThreadSystem, calls: SwitchCall[], trace: Trace): SwitchingObserver {
  let from: readonly number[] = [];
  const registers = (number: number) => {
    const core = system().cores[number];
    const values: number[] = [];
    for (let i = 0; i < NATIVE_REGISTERS; i++) values.push(core?.register(i) ?? 0);
    return values;
  };
  const words = ({ block }: Thread) => {
    const { words } = system().kernel.memory;
    const values: number[] = [];
    for (let i = 0; i < NATIVE_REGISTERS; i++) values.push(words[block + i]);
    return values;
  };
  return {
    asking(method, core, thread) {
      from = method === 'save' ? registers(core) : words(thread);
    },
    answered(method, core, thread) {
      const to = method === 'save' ? words(thread) : registers(core);
      const [block, register] = method === 'save' ? [to, from] : [from, to];
      for (let i = 0; i < NATIVE_REGISTERS; i++)
        if (block[i] !== register[i])
          trace.record(system().kernel.cycle, EVENTS.index.unlike, core, thread.id, i, register[i]);
      calls.push({ event: trace.length, method, thread: thread.id, process: thread.process, from, to });
    },
  };
}

function countersOf({ kernel, cores, switching }: ThreadSystem): Record<string, number> {
  const { save, restore } = switching?.accesses ?? { save: 0, restore: 0 };
  const misses = cores.reduce(
    (sum, { interpreter }) => sum + interpreter.eventCounts[HARDWARE_EVENT.translationMiss],
    0,
  );
  return {
    ...kernel.counters(),
    memoryAccesses: save + restore,
    saveAccesses: save,
    restoreAccesses: restore,
    translationMisses: misses,
    // The walker reads an entry of each of two levels.
    switchingAccesses: save + restore + 2 * misses,
  };
}
