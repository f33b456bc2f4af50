/**
 * What a file in scripts/commands exports by default, or a laboratory is made into, and how a command ends: with an exit code,
 * or by throwing an error of command-error.ts, whose sentence the command line prints.
 */
import { UsageError } from './command-error';
import { type Options, parseArguments, quoted, type Values } from './command-options';

/** Where a command prints: results to `print`, what went wrong to `complain`, a line or several a call. */
export interface Output {
  print(text: string): void;
  complain(text: string): void;
}

/** What stands behind the name of a command beside options. */
export interface Operands {
  /** As in the usage: `<file>`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface CommandDefinition<Given extends Options> {
  /** One line a form of call. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** What `--help` says beyond them, a line each. */
  readonly details?: readonly string[];
  readonly options: Given;
  /** Default: none. */
  readonly operands?: Operands;
  /** @returns the exit code. @throws UsageError, InputError */
  run(values: Values<Given>, operands: readonly string[], output: Output): Promise<number> | number;
}

export interface Command extends Omit<CommandDefinition<Options>, 'run'> {
  /** @param args what stands after the command's name. @returns the exit code. @throws UsageError, InputError */
  run(args: readonly string[], output: Output): Promise<number>;
}

const NO_OPERANDS: Operands = { name: '', from: 0, to: 0 };

export function defineCommand<Given extends Options>(definition: CommandDefinition<Given>): Command {
  const { usage, summary, details, options, operands = NO_OPERANDS } = definition;
  return {
    usage,
    summary,
    details,
    options,
    operands,
    async run(args, output) {
      const given = parseArguments(args, options);
      const count = given.operands.length;
      if (count > operands.to)
        throw new UsageError(
          `what is ${quoted(given.operands[operands.to])}? ${operands.to === 0 ? 'Only options are expected' : `Only ${operands.name} is expected`}`,
        );
      if (count < operands.from) throw new UsageError(`${operands.name} is missing`);
      return definition.run(given.values, given.operands, output);
    },
  };
}
