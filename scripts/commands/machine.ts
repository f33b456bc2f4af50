import { existsSync, readFileSync } from 'node:fs';
import { HARDWARE_EVENT } from '../../simulator/hardware/core/control-registers';
import { ElfError, parseElf } from '../../simulator/hardware/loader/elf';
import {
  LoadError,
  ProgramMachine,
  type ProgramOutcome,
} from '../../simulator/hardware/loader/program-machine';
import { type Command, UsageError } from '../command';

const MISALIGNED = ['trap', 'access', 'firmware'] as const;
type Misaligned = (typeof MISALIGNED)[number];

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

function inWords(outcome: ProgramOutcome): string {
  if (outcome.kind === 'failed') return `failed test ${outcome.test}`;
  if (outcome.kind === 'limit') return 'reached the limit of instructions';
  return outcome.kind === 'waiting' ? 'waits for an interrupt that never comes' : 'passed';
}

/** Instructions and cycles, and on a timed machine each hardware event. */
function countersOf({ core, memorySystem }: ProgramMachine): Record<string, number> {
  const counters: Record<string, number> = { instructions: core.retired, cycles: core.cycle };
  counters.traps = core.eventCounts[HARDWARE_EVENT.trap] as number;
  if (memorySystem === undefined) return counters;
  for (const [name, event] of Object.entries(HARDWARE_EVENT))
    if (event !== HARDWARE_EVENT.none && event !== HARDWARE_EVENT.trap)
      counters[EVENT_LABELS[event] ?? name] = core.eventCounts[event] as number;
  return counters;
}

const command: Command = {
  usage: ['machine <file.elf> [--max-instructions n] [--timed] [--misaligned trap|access|firmware] [--json]'],
  summary:
    'Runs a 32-bit RISC-V program from its entry in machine mode until it writes the symbol tohost. Exit code 0 when it passes.',
  async run(args) {
    const positional: string[] = [];
    let maxInstructions = DEFAULT_MAX_INSTRUCTIONS;
    let json = false;
    let timed = false;
    let misaligned: Misaligned = 'firmware';
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] as string;
      if (arg === '--json') json = true;
      else if (arg === '--timed') timed = true;
      else if (arg === '--max-instructions') {
        maxInstructions = Number(args[++i]);
        if (!Number.isInteger(maxInstructions) || maxInstructions < 1)
          throw new UsageError(`--max-instructions takes a whole number from 1, got ${args[i] ?? 'nothing'}`);
      } else if (arg === '--misaligned') {
        const policy = MISALIGNED.find((each) => each === args[i + 1]);
        if (policy === undefined) throw new UsageError(`--misaligned takes one of ${MISALIGNED.join(', ')}`);
        misaligned = policy;
        i++;
      } else if (arg.startsWith('--')) throw new UsageError(`what is ${arg}?`);
      else positional.push(arg);
    }
    const [file, ...rest] = positional;
    if (file === undefined || rest.length > 0) throw new UsageError('give one file');
    if (!existsSync(file)) throw new UsageError(`there is no file ${JSON.stringify(file)}`);
    try {
      const machine = new ProgramMachine(parseElf(readFileSync(file)), { misaligned, timed });
      const outcome = machine.run(maxInstructions);
      const counters = countersOf(machine);
      if (machine.output !== '' && !json) console.log(machine.output);
      if (json)
        console.log(
          JSON.stringify({
            result: outcome.kind,
            ...(outcome.kind === 'failed' ? { test: outcome.test } : {}),
            ...(machine.output === '' ? {} : { output: machine.output }),
            counters,
          }),
        );
      else
        console.log(
          [inWords(outcome), ...Object.entries(counters).map(([name, value]) => `${name} ${value}`)].join(
            '\n',
          ),
        );
      return outcome.kind === 'passed' ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ElfError) && !(error instanceof LoadError)) throw error;
      console.error(`runqueue machine: ${file}: ${error.message}`);
      return 1;
    }
  },
};

export default command;
