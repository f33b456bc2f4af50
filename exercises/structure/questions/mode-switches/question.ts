/**
 * System calls, mode switches and changes of process, counted in a listing like that of strace.
 *
 * Two drawn programs in machine code run under the native kernel of a simulated system: real ecalls, interrupts and
 * returns. The listing and every answer come from the trace of that run.
 */
import { NativePolicies } from '../../../../simulator/engine/native-policies';
import type { Random } from '../../../../simulator/engine/random';
import { Trace } from '../../../../simulator/engine/trace';
import { MachineCodeProgram } from '../../../../simulator/hardware/native/mixed-core';
import { assemble } from '../../../../simulator/hardware/toolchain/assembler';
import { USER_BASE } from '../../../../simulator/kernel/memory/address-spaces';
import { FirstComeFirstServed } from '../../../../simulator/kernel/scheduling/first-come-first-served';
import { SCHEDULING_COSTS } from '../../../../simulator/kernel/scheduling/scheduling-costs';
import {
  INTERRUPT_VECTOR,
  SCHEDULING_EVENTS,
} from '../../../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../../../simulator/kernel/scheduling/scheduling-policy';
import { createSystem } from '../../../../simulator/kernel/system';
import { SYSTEM_CALL } from '../../../../simulator/kernel/system-calls';
import type { Question, QuestionDefinition } from '../../../question-definition';

const EVENT = SCHEDULING_EVENTS.index;

const NAMES = ['A', 'B'] as const;
const CODE_BYTES = 4096;
const RAM_BYTES = 72 * 4096;
const MAX_LINES = 32;
/** Calls that the kernel does not have: answered -1. */
const UNKNOWN_CALLS = [7, 8, 9] as const;

interface Step {
  /** Turns of a loop of two instructions before the call. */
  readonly turns: number;
  readonly call: number;
  /** Of a read: how long the device takes. */
  readonly deviceCycles: number;
}

/** A line of the listing. */
export interface Line {
  readonly cycle: number;
  /** '-' where the core idles. */
  readonly process: string;
  readonly text: string;
  readonly switches: number;
}

export interface Listing {
  readonly lines: readonly Line[];
  readonly calls: Readonly<Record<(typeof NAMES)[number], number>>;
  readonly modeSwitches: number;
  readonly processChanges: number;
  readonly entries: number;
  readonly returns: number;
}

/** At least one read: else the core would never idle. */
function drawProgram(random: Random): Step[] {
  const others = [SYSTEM_CALL.read, SYSTEM_CALL.yield, SYSTEM_CALL.yield, random.pick(UNKNOWN_CALLS)];
  const calls = [SYSTEM_CALL.read, ...Array.from({ length: random.below(6) }, () => random.pick(others))];
  return random.shuffled(calls).map((call) => ({
    turns: random.between(20, 160),
    call,
    deviceCycles: 100 * random.between(4, 15),
  }));
}

function sourceOf(program: readonly Step[]): string {
  const call = (number: number) => `li a7, ${number}\necall`;
  return [
    ...program.flatMap(({ turns, call: number, deviceCycles }) => [
      `li t0, ${turns}\n1: addi t0, t0, -1\nbnez t0, 1b`,
      `li a0, 0\nli a1, ${deviceCycles}\n${call(number)}`,
    ]),
    call(SYSTEM_CALL.exit),
  ].join('\n');
}

/** Runs both programs on one core. @returns the trace of the run. */
export function run(programs: readonly (readonly Step[])[], tickCycles: number): Trace {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const { machine, kernel } = createSystem({
    machine: { ramBytes: RAM_BYTES },
    kernel: {
      tickCycles,
      devices: [{ parallel: 1 }],
      policyNumbers: [1, programs.length],
      costs: { ...SCHEDULING_COSTS, policyUnit: 0 },
    },
    threads: programs.map((_, i) => ({
      arrivalCycle: 0,
      program: new MachineCodeProgram(USER_BASE + i * CODE_BYTES),
    })),
    policies: new NativePolicies(FirstComeFirstServed, SCHEDULING_SHAPE),
    trace,
  });
  programs.forEach((program, i) => {
    const base = USER_BASE + i * CODE_BYTES;
    machine.writeMemory(base, assemble(sourceOf(program), base).bytes);
  });
  kernel.run();
  return trace;
}

const CALL_TEXT: Readonly<Record<number, string>> = {
  [SYSTEM_CALL.exit]: 'exit()',
  [SYSTEM_CALL.yield]: 'yield()',
  [SYSTEM_CALL.read]: 'read(): waits for the device',
};

const INTERRUPT_TEXT: Readonly<Record<number, string>> = {
  [INTERRUPT_VECTOR.timer]: 'timer interrupt',
  [INTERRUPT_VECTOR.device]: 'interrupt of the device',
};

/** From the first instruction of a process on. */
export function listingOf(trace: Trace): Listing {
  const lines: Line[] = [];
  const calls = { A: 0, B: 0 };
  let [inUserMode, running, processChanges, entries, returns] = [false, -1, 0, 0, 0];
  const tell = (cycle: number, thread: number, text: string, leavesUser: boolean) => {
    lines.push({ cycle, process: NAMES[thread] ?? '-', text, switches: leavesUser ? 1 : 0 });
    if (leavesUser) entries++;
    inUserMode = false;
  };
  for (let i = 0; i < trace.length; i++) {
    const kind = trace.kindAt(i);
    const cycle = trace.cycleAt(i);
    if (kind === EVENT.run) {
      const thread = trace.valueAt(i, 1);
      const isFirst = running < 0;
      if (!isFirst) returns++;
      if (!isFirst && thread !== running) processChanges++;
      running = thread;
      inUserMode = true;
      const process = NAMES[thread] as string;
      const begins = !lines.some((line) => line.process === process);
      const text = `${begins ? 'begins' : 'goes on'}, in user mode`;
      lines.push({ cycle, process, text, switches: isFirst ? 0 : 1 });
    } else if (kind === EVENT.trap) {
      const [thread, call] = [trace.valueAt(i, 1), trace.valueAt(i, 2)];
      calls[NAMES[thread]]++;
      tell(cycle, thread, CALL_TEXT[call] ?? `call ${call}: refused, -1`, true);
    } else if (kind === EVENT.interrupt && running >= 0)
      tell(
        cycle,
        trace.valueAt(i, 3),
        INTERRUPT_TEXT[trace.valueAt(i, 1)] ?? 'another interrupt',
        inUserMode,
      );
  }
  return { lines, calls, modeSwitches: entries + returns, processChanges, entries, returns };
}

/** Two runs of which neither is trivial: an interrupt that finds the core idle, and one that finds it in user mode. */
export function draw(random: Random): Listing {
  for (;;) {
    const programs = NAMES.map(() => drawProgram(random));
    const listing = listingOf(run(programs, 100 * random.between(3, 6)));
    const { lines, modeSwitches } = listing;
    const quiet = lines.some(({ text, switches }) => text.includes('interrupt') && switches === 0);
    const loud = lines.some(({ text, switches }) => text.includes('interrupt') && switches === 1);
    if (quiet && loud && lines.length <= MAX_LINES && modeSwitches >= 8) return listing;
  }
}

function generate(random: Random): Question {
  const listing = draw(random);
  const { lines, calls, modeSwitches, processChanges, entries, returns } = listing;
  const [entryCycles, returnCycles] = [10 * random.between(4, 12), 10 * random.between(2, 9)];
  const interrupts = lines.filter(({ text }) => text.includes('interrupt'));
  const loud = interrupts.filter(({ switches }) => switches === 1).length;
  const returning = calls.A + calls.B - NAMES.length;
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      'Two processes, A and B, share a core. The listing shows, like strace, the system calls of both and the interrupts, up to the last exit. It begins when A is already in user mode, so the first line is no mode switch; the return from the kernel that starts B counts. A dash in the column *process* means that no process was on the core, which was then in kernel mode.',
      'A **mode switch** is one change of the privilege bit, from user to kernel mode or back. *call 9: refused, -1* means that a process made a call with a number that the kernel does not have, and got -1 as the result: this is a system call too. Several interrupts may be served before the kernel returns to a process.',
      `Entering the kernel from user mode takes **${entryCycles} cycles**, returning to user mode **${returnCycles} cycles**, whatever the kernel does in between.`,
    ].join('\n\n'),
    given: {
      caption: 'What happened on the core',
      columns: ['cycle', 'process', 'event'],
      rows: lines.map(({ cycle, process, text }) => [String(cycle), process, text]),
    },
    parts: [
      number('calls-a', 'System calls that A made', 1, calls.A, 'calls'),
      number('calls-b', 'System calls that B made', 1, calls.B, 'calls'),
      number('mode-switches', 'Mode switches in the listing', 4, modeSwitches, 'switches'),
      number(
        'process-changes',
        'How often did the core go to another process than the one that ran before? (The first line of B counts.)',
        2,
        processChanges,
        'times',
      ),
      number(
        'cycles',
        'Cycles for entering the kernel from user mode and returning to it',
        2,
        entries * entryCycles + returns * returnCycles,
        'cycles',
      ),
    ],
    explanation: [
      `A makes ${calls.A} calls and B ${calls.B}, their exits included. ${returning} of these calls return (a call that blocks returns later): two mode switches each. The ${NAMES.length} exits only enter the kernel: one each.`,
      `Interrupts in user mode: ${loud}, with two switches each, into the kernel and back. Interrupts in kernel mode: ${interrupts.length - loud}, with no switch, since the privilege bit does not change. The first line of B is a return to user mode: one switch.`,
      `In all ${returning} × 2 + ${NAMES.length} × 1 + ${loud} × 2 + 1 = **${modeSwitches} mode switches**: ${entries} from user mode into the kernel and ${returns} back. They take ${entries} × ${entryCycles} + ${returns} × ${returnCycles} = ${entries * entryCycles + returns * returnCycles} cycles.`,
      `Only ${processChanges} of the ${returns} returns went to another process than the one that ran before: a mode switch is not a context switch.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'Mode switches, line by line',
        columns: ['cycle', 'process', 'event', 'mode switches', 'in all'],
        rows: lines.map(({ cycle, process, text, switches }, i) => [
          String(cycle),
          process,
          text,
          String(switches),
          String(lines.slice(0, i + 1).reduce((sum, line) => sum + line.switches, 0)),
        ]),
      },
    ],
  };
}

export default {
  title: 'Mode switches in a listing of system calls',
  summary: 'Count system calls, mode switches and changes of process in what strace and interrupts show.',
  rows: [2],
  generate,
} satisfies QuestionDefinition;
