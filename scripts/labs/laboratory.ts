/** What laboratories share: reading options and traces, with errors that say what to do. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { TraceError } from '../../simulator/hardware/caches/trace-error';
import { UsageError } from '../command';

/** Exit code of a trace that cannot be read or carried out. */
export const EXIT_BAD_TRACE = 1;

export type OptionKinds = Readonly<Record<string, 'string' | 'boolean'>>;
export type OptionValues<Kinds extends OptionKinds> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends 'string' ? string | undefined : boolean;
};

/** `--name value` and `--name` options. @throws UsageError for anything else. */
export function readOptions<Kinds extends OptionKinds>(
  args: readonly string[],
  kinds: Kinds,
): OptionValues<Kinds> {
  try {
    const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    const complete = Object.entries(kinds).map(([name, type]) => [
      name,
      type === 'boolean' ? values[name] === true : values[name],
    ]);
    return Object.fromEntries(complete) as OptionValues<Kinds>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number. @throws UsageError naming the option when it is missing or none. */
export function wholeNumber(name: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`--${name} is missing; give a whole number`);
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(`--${name} must be a whole number, got ${JSON.stringify(text)}`);
  return Number(text);
}

/** One of `choices`. @throws UsageError listing them. */
export function choice<Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((each) => each === text);
  if (found === undefined)
    throw new UsageError(
      `--${name} ${text === undefined ? 'is missing' : `cannot be ${JSON.stringify(text)}`}; it is one of ${choices.join(', ')}`,
    );
  return found;
}

/**
 * Reads the trace at `path` (`-`: standard input) and hands its text to `run`. A trace that cannot be read or
 * carried out is reported on standard error with file and line.
 * @returns the exit code.
 */
export function withTrace(path: string | undefined, run: (text: string) => void): number {
  if (path === undefined) throw new UsageError('--trace is missing; give a file, or - for standard input');
  const name = path === '-' ? 'standard input' : path;
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `runqueue lab: cannot read the trace ${name}: ${reason}. Check the path given with --trace.`,
    );
    return EXIT_BAD_TRACE;
  }
  try {
    run(text);
    return 0;
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    console.error(`runqueue lab: ${name}, ${error.message}`);
    return EXIT_BAD_TRACE;
  }
}
