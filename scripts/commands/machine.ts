import { HARDWARE_EVENT } from '../../simulator/hardware/riscv/control-registers';
import { ElfError, parseElf } from '../../simulator/hardware/toolchain/elf';
import {
  LoadError,
  ProgramMachine,
  type ProgramOutcome,
} from '../../simulator/hardware/toolchain/program-machine';
import { modeName, type TrapDescription } from '../../simulator/hardware/toolchain/trap-watch';
import { hexadecimal } from '../../simulator/hardware/translation/translation-scheme';
import { defineCommand } from '../command';
import { InputError } from '../command-error';
import { choice, flag, wholeNumber, withDefault } from '../command-options';
import { nameOf, readBytes } from '../file-input';

const MISALIGNED = ['trap', 'access', 'firmware'] as const;

/** Plurals of HARDWARE_EVENT, by number. */
const EVENT_LABELS: Readonly<Record<number, string>> = {
  [HARDWARE_EVENT.cacheMiss]: 'cacheMisses',
  [HARDWARE_EVENT.translationMiss]: 'translationMisses',
  [HARDWARE_EVENT.branch]: 'branches',
  [HARDWARE_EVENT.branchTaken]: 'branchesTaken',
  [HARDWARE_EVENT.stallCycle]: 'stallCycles',
  [HARDWARE_EVENT.load]: 'loads',
  [HARDWARE_EVENT.store]: 'stores',
};

const DEFAULT_MAX_INSTRUCTIONS = 100_000_000;
const MOST_INSTRUCTIONS = 1_000_000_000_000;
const MAX_FILE_BYTES = 256 * 1024 * 1024;

function inWords(outcome: ProgramOutcome): string {
  switch (outcome.kind) {
    case 'passed':
      return 'passed';
    case 'failed':
      return `failed test ${outcome.test}`;
    case 'limit':
      return 'reached the limit of instructions';
    case 'waiting':
      return `waits for ${outcome.waitsFor} that never comes`;
    case 'trap loop':
      return 'ended: its trap handler traps at itself, for ever';
  }
}

function trapInWords({ cause, pc, value, from, to }: TrapDescription): string {
  return `last trap: ${cause} at ${hexadecimal(pc)} in ${from} mode, value ${hexadecimal(value)}, handled in ${to} mode`;
}

/** Instructions retired, attempts (those that trapped too), cycles; on a timed machine each hardware event. */
function countersOf({ core, attempts, memorySystem }: ProgramMachine): Record<string, number> {
  const counters: Record<string, number> = { instructions: core.retired, attempts, cycles: core.cycle };
  counters.traps = core.eventCounts[HARDWARE_EVENT.trap];
  if (memorySystem === undefined) return counters;
  for (const [name, event] of Object.entries(HARDWARE_EVENT))
    if (event !== HARDWARE_EVENT.none && event !== HARDWARE_EVENT.trap)
      counters[EVENT_LABELS[event] ?? name] = core.eventCounts[event];
  return counters;
}

/** @throws InputError for a file that this machine cannot run. */
function load(file: string, options: ConstructorParameters<typeof ProgramMachine>[1]): ProgramMachine {
  try {
    return new ProgramMachine(parseElf(readBytes(file, MAX_FILE_BYTES)), options);
  } catch (error) {
    if (error instanceof ElfError || error instanceof LoadError)
      throw new InputError(`${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

export default defineCommand({
  usage: ['machine <file.elf> [--max-instructions n] [--timed] [--misaligned trap|access|firmware] [--json]'],
  summary:
    'Runs a 32-bit RISC-V program from its entry in machine mode until it writes the symbol tohost. Exit code 0 when it passes.',
  options: {
    'max-instructions': withDefault(wholeNumber(1, MOST_INSTRUCTIONS), DEFAULT_MAX_INSTRUCTIONS),
    timed: flag,
    misaligned: withDefault(choice(MISALIGNED), 'firmware' as const),
    json: flag,
  },
  operands: { name: 'one file', from: 1, to: 1 },
  run({ 'max-instructions': maxInstructions, timed, misaligned, json }, operands, output) {
    const machine = load(operands[0], { misaligned, timed });
    const outcome = machine.run(maxInstructions);
    const counters = countersOf(machine);
    const { core, lastTrap, droppedBytes } = machine;
    if (json)
      output.print(
        JSON.stringify({
          result: outcome.kind,
          ...(outcome.kind === 'failed' ? { test: outcome.test } : {}),
          ...(outcome.kind === 'waiting' ? { waitsFor: outcome.waitsFor } : {}),
          pc: hexadecimal(core.pc),
          mode: modeName(core.privilege),
          ...(lastTrap === undefined
            ? {}
            : {
                lastTrap: { ...lastTrap, pc: hexadecimal(lastTrap.pc), value: hexadecimal(lastTrap.value) },
              }),
          ...(machine.output === '' ? {} : { output: machine.output }),
          ...(droppedBytes === 0 ? {} : { droppedBytes }),
          counters,
        }),
      );
    else
      output.print(
        [
          ...(machine.output === '' ? [] : [machine.output.replace(/\n$/, '')]),
          ...(droppedBytes === 0 ? [] : [`(${droppedBytes} more bytes were printed)`]),
          inWords(outcome),
          `stopped at ${hexadecimal(core.pc)} in ${modeName(core.privilege)} mode`,
          ...(lastTrap === undefined ? [] : [trapInWords(lastTrap)]),
          ...Object.entries(counters).map(([name, value]) => `${name} ${value}`),
        ].join('\n'),
      );
    return outcome.kind === 'passed' ? 0 : 1;
  },
});
