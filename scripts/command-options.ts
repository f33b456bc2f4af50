/**
 * The options of a command as data, and the one place that reads them from the command line:
 *
 *      --name value      --name=value      --flag      operand
 *
 * Each is given at most once, unless it is an option of `each`; what begins with two dashes is no value. Every refusal
 * is a UsageError whose sentence names the option, what was given and what is possible.
 */
import { UsageError } from './command-error';

export interface Option<Value> {
  readonly takesValue: boolean;
  /** @param given the text behind the name; undefined when the option is not there. @throws UsageError */
  read(name: string, given: string | undefined): Value;
}

/** One that may be given several times. */
export interface RepeatedOption<Value> {
  readonly takesValue: true;
  /** @param given the texts behind the name, as often as it is there. @throws UsageError */
  readonly readEach: (name: string, given: readonly string[]) => Value;
}

export type Options = Readonly<Record<string, Option<unknown> | RepeatedOption<unknown>>>;
export type Values<Given extends Options> = {
  readonly [Name in keyof Given]: Given[Name] extends Option<infer Value> | RepeatedOption<infer Value>
    ? Value
    : never;
};

/** There or not. */
export const flag: Option<boolean> = { takesValue: false, read: (_name, given) => given !== undefined };

/** Any text that is not empty, such as a path. @param what as in "give a file". */
export function text(what: string): Option<string> {
  return {
    takesValue: true,
    read(name, given) {
      if (given === undefined || given === '') throw new UsageError(`--${name} is missing; give ${what}`);
      return given;
    },
  };
}

/** A whole number in decimal digits. */
export function wholeNumber(from: number, to: number): Option<number> {
  return {
    takesValue: true,
    read(name, given) {
      const range = `a whole number from ${from} to ${to}`;
      if (given === undefined) throw new UsageError(`--${name} is missing; give ${range}`);
      const value = /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
      if (!(value >= from && value <= to))
        throw new UsageError(`--${name} must be ${range}, got ${quoted(given)}`);
      return value;
    },
  };
}

export function choice<Choice extends string>(choices: readonly Choice[]): Option<Choice> {
  return {
    takesValue: true,
    read(name, given) {
      const found = choices.find((each) => each === given);
      if (found === undefined)
        throw new UsageError(
          `--${name} ${given === undefined ? 'is missing' : `cannot be ${quoted(given)}`}; it is one of ${choices.join(', ')}`,
        );
      return found;
    },
  };
}

/** As `option`, with a value where it is not given. */
export function withDefault<Value, Default>(
  option: Option<Value>,
  otherwise: Default,
): Option<Value | Default> {
  return { ...option, read: (name, given) => (given === undefined ? otherwise : option.read(name, given)) };
}

/** Given any number of times: a list, empty where it is not there. */
export function each<Value>(option: Option<Value>): RepeatedOption<readonly Value[]> {
  return {
    takesValue: true,
    readEach: (name, given) => given.map((one) => option.read(name, one)),
  };
}

/** At most as much of what was given as fits a message. */
export function quoted(given: string): string {
  return JSON.stringify(given.length <= 60 ? given : `${given.slice(0, 60)}...`);
}

/** @throws UsageError */
export function parseArguments<Given extends Options>(
  args: readonly string[],
  options: Given,
): { values: Values<Given>; operands: string[] } {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (!arg.startsWith('--')) {
      operands.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined)
      throw new UsageError(
        `what is ${quoted(arg)}? Options: ${Object.keys(options)
          .map((each) => `--${each}`)
          .join(', ')}`,
      );
    const before = given.get(name) ?? [];
    if (before.length > 0 && !('readEach' in option))
      throw new UsageError(`--${name} is given twice; give it once`);
    let value = equals < 0 ? '' : arg.slice(equals + 1);
    if (option.takesValue && equals < 0) {
      const next = args[i + 1];
      if (next === undefined || next.startsWith('--')) throw new UsageError(`--${name} needs a value`);
      value = next;
      i++;
    }
    if (!option.takesValue && equals >= 0) throw new UsageError(`--${name} takes no value`);
    given.set(name, [...before, value]);
  }
  const values = Object.entries(options).map(([name, option]) => {
    const texts = given.get(name) ?? [];
    return [name, 'readEach' in option ? option.readEach(name, texts) : option.read(name, texts[0])];
  });
  return { values: Object.fromEntries(values) as Values<Given>, operands };
}
