/**
 * Cores without a kernel: each runs one program, from cycle 0 to its end, and then waits for ever.
 *
 *      const { clock, cores } = bareCores(memory, programs, { passes, ended, programCycles })
 *      clock.run()
 *
 * For programs that need memory and nothing else, such as locks. Entering and leaving supervisor mode takes no time.
 */

import type { Program } from '../../programs/operations';
import { ask, type KernelContext, SUPERVISOR } from '../../programs/supervisor-operations';
import { Clock } from '../clock';
import type { MemoryDoor } from './memory-door';
import { NATIVE_REGISTERS, NativeCore, type TrapTable } from './native-core';

export interface ProgramWatcher {
  /** The program of `core` passed a `mark`. */
  passes(core: number, point: number): void;
  /** It is over. @param trapNumber TRAP_NUMBER.exit or .fault, or the number of a system call, which nobody serves. */
  ended(core: NativeCore, trapNumber: number): void;
  /** Metered units that the program just resumed used since the last call, as cycles. */
  programCycles(): number;
}

const ZEROES = new Int32Array(NATIVE_REGISTERS);

/** @returns the clock, and a core for each program, by number. Nothing has run yet. */
export function bareCores(
  memory: MemoryDoor,
  programs: readonly Program[],
  watcher: ProgramWatcher,
): { readonly clock: Clock; readonly cores: readonly NativeCore[] } {
  const clock = new Clock();
  const table: TrapTable = {
    entryCycles: () => 0,
    trapped: (core, vector, number) => {
      if (vector !== START) watcher.ended(core, number);
    },
    entersUser: () => {},
    waits: () => {},
    passes: (core, point) => watcher.passes(core.id, point),
    programCycles: () => watcher.programCycles(),
  };
  const cores = programs.map((program, id) => {
    const context = startAndWait(() => cores[id], program);
    context.next(0);
    return new NativeCore(id, clock, memory, table, context, []);
  });
  clock.processors.push(...cores);
  for (const core of cores) core.raise(START, 0);
  return { clock, cores };
}

/** The interrupt that starts a core. */
const START = 0;

function* startAndWait(core: () => NativeCore, program: Program): KernelContext {
  yield ask(SUPERVISOR.wait);
  core().loadRegisters(ZEROES, 0, program);
  yield ask(SUPERVISOR.returnToUser);
  for (;;) yield ask(SUPERVISOR.wait);
}
