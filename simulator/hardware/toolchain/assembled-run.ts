/**
 * Runs a piece of assembly on one core: what the tests of the core, and exercises with small programs, go through.
 *
 * The program is loaded at the start of RAM and runs in machine mode from its first instruction until it reaches
 * the label `end` or the limit. Every trap on the way is noted, unless nothing handles it.
 */

import { PhysicalAddressSpace, RAM_BASE } from '../memory/physical-address-space';
import { PhysicalMemory } from '../memory/physical-memory';
import { Core, type CoreOptions, type TrapRecord } from '../riscv/core';
import { DirectMemory } from '../riscv/core-memory';
import { assemble } from './assembler';

const RAM_BYTES = 4 * 1024 * 1024;
const DEFAULT_LIMIT = 100_000;

export interface AssembledRun {
  readonly core: Core;
  readonly space: PhysicalAddressSpace;
  readonly traps: readonly Readonly<TrapRecord>[];
  /** Whether the program counter stands at `end`. */
  readonly ended: boolean;
  symbol(name: string): number;
  /** The word at a label, signed. */
  word(name: string): number;
}

/** @param limit instructions. */
export function runAssembly(source: string, options: CoreOptions = {}, limit = DEFAULT_LIMIT): AssembledRun {
  const program = assemble(source);
  const space = new PhysicalAddressSpace(new PhysicalMemory(RAM_BYTES));
  space.ram.storeBytes(0, program.bytes);
  const core = new Core(new DirectMemory(space), options);
  const traps: TrapRecord[] = [];
  core.onTrap = (trap) => {
    traps.push({ ...trap });
  };
  const symbol = (name: string) => {
    const address = program.symbols.get(name);
    if (address === undefined) throw new Error(`runAssembly: the program has no label ${name}`);
    return address;
  };
  const end = program.symbols.get('end');
  for (let i = 0; i < limit && core.pc >>> 0 !== end && !core.waiting; i++) core.run(1);
  return {
    core,
    space,
    traps,
    ended: core.pc >>> 0 === end,
    symbol,
    word: (name) => space.ram.loadWord(symbol(name) - RAM_BASE),
  };
}
