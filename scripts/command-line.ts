/**
 * The command line: finds a command by its file (scripts/commands/<name>.ts), or for `lab <name>` among the laboratories
 * of the simulator, runs it, and turns what it could not take into a sentence and an exit code.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Laboratory } from '../simulator/laboratories/laboratory';
import type { Command, Output } from './command';
import { EXIT_USAGE, InputError, UsageError } from './command-error';
import { quoted } from './command-options';

const commandFolder = join(dirname(fileURLToPath(import.meta.url)), 'commands');
const LABORATORY = 'lab';

/** Commands of one kind: what they are called, and how to come by one. */
interface Kind {
  readonly noun: string;
  /** What is typed before the name. */
  readonly prefix: string;
  readonly names: readonly string[];
  load(name: string): Promise<Command> | Command;
}

const COMMANDS: Kind = {
  noun: 'command',
  prefix: '',
  names: readdirSync(commandFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort(),
  async load(name) {
    const url = pathToFileURL(join(commandFolder, `${name}.ts`)).href;
    return ((await import(url)) as { default: Command }).default;
  },
};

/** Only who asks for one waits for them. */
async function laboratories(): Promise<Kind> {
  const [{ LABORATORIES }, { laboratoryCommand }] = await Promise.all([
    import('../simulator/laboratories/laboratories'),
    import('./laboratory-command'),
  ]);
  return {
    noun: 'laboratory',
    prefix: `${LABORATORY} `,
    names: LABORATORIES.map(({ name }) => name).sort(),
    load: (wanted) => laboratoryCommand(LABORATORIES.find(({ name }) => name === wanted) as Laboratory),
  };
}

/** Commands by what is typed: `grade`, `lab cache`. */
export async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const commands = new Map<string, Command>();
  for (const { names, prefix, load } of [COMMANDS, await laboratories()])
    for (const name of names) commands.set(`${prefix}${name}`, await load(name));
  return commands;
}

/** What moves a terminal's cursor, or turns the order of its letters: a submission that prints it could paint a score. */
const COMMANDS_TO_TERMINALS = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** What is printed is of others in part. In JSON it stays what it is. */
const plain = (text: string) =>
  text.replace(COMMANDS_TO_TERMINALS, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @param args what stands behind `npx runqueue`. @returns the exit code. */
export async function runCommandLine(args: readonly string[], terminal: Output): Promise<number> {
  const output: Output = {
    print: (text) => terminal.print(plain(text)),
    complain: (text) => terminal.complain(plain(text)),
  };
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || first === '--help') {
    for (const command of (await loadCommands()).values()) printUsage(command, output);
    return first === undefined ? EXIT_USAGE : 0;
  }
  if (first !== LABORATORY) return runOf(COMMANDS, first, rest, output);
  const [name, ...options] = rest;
  const kind = await laboratories();
  if (name !== undefined) return runOf(kind, name, options, output);
  for (const each of kind.names) printUsage(await kind.load(each), output);
  return EXIT_USAGE;
}

function printUsage({ usage, summary }: Command, output: Output): void {
  output.print([...usage.map((line) => `npx runqueue ${line}`), `    ${summary}`].join('\n'));
}

async function runOf(
  { noun, prefix, names, load }: Kind,
  name: string,
  args: readonly string[],
  output: Output,
): Promise<number> {
  if (!names.includes(name)) {
    const others = prefix === '' ? [...names, LABORATORY] : names;
    output.complain(`runqueue: there is no ${noun} ${quoted(name)}; there are ${others.join(', ')}.`);
    output.complain(`usage: npx runqueue ${prefix}<name> ...`);
    return EXIT_USAGE;
  }
  const command = await load(name);
  if (args.includes('--help')) {
    printUsage(command, output);
    for (const line of command.details ?? []) output.print(`    ${line}`);
    return 0;
  }
  try {
    return await command.run(args, output);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError)) throw error;
    output.complain(`runqueue ${prefix}${name}: ${error.message}.`);
    if (error instanceof InputError) return error.exitCode;
    for (const line of command.usage) output.complain(`usage: npx runqueue ${line}`);
    return EXIT_USAGE;
  }
}
