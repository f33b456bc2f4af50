/**
 * The command line: finds a command by its file (scripts/commands/<name>.ts, scripts/labs/<name>.ts for `lab
 * <name>`), runs it, and turns what it could not take into a sentence and an exit code.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Command, Output } from './command';
import { EXIT_USAGE, InputError, UsageError } from './command-error';
import { quoted } from './command-options';

const scripts = dirname(fileURLToPath(import.meta.url));
const LABORATORIES = 'lab';

/** Commands by what is typed: `grade`, `lab cache`. */
export async function loadCommands(): Promise<ReadonlyMap<string, Command>> {
  const commands = new Map<string, Command>();
  for (const [folder, prefix] of [
    ['commands', ''],
    ['labs', `${LABORATORIES} `],
  ] as const)
    for (const name of namesIn(folder)) commands.set(`${prefix}${name}`, await load(folder, name));
  return commands;
}

function namesIn(folder: string): string[] {
  return readdirSync(join(scripts, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !NO_COMMANDS.has(file))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** What the laboratories share. */
const NO_COMMANDS: ReadonlySet<string> = new Set(['laboratory.ts']);

async function load(folder: string, name: string): Promise<Command> {
  const url = pathToFileURL(join(scripts, folder, `${name}.ts`)).href;
  return ((await import(url)) as { default: Command }).default;
}

/** @param args what stands behind `npx runqueue`. @returns the exit code. */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || first === '--help') {
    for (const command of (await loadCommands()).values()) printUsage(command, output);
    return first === undefined ? EXIT_USAGE : 0;
  }
  if (first !== LABORATORIES) return runOf('commands', '', 'command', first, rest, output);
  const [name, ...options] = rest;
  if (name !== undefined) return runOf('labs', `${LABORATORIES} `, 'laboratory', name, options, output);
  for (const each of namesIn('labs')) printUsage(await load('labs', each), output);
  return EXIT_USAGE;
}

function printUsage({ usage, summary }: Command, output: Output): void {
  output.print([...usage.map((line) => `npx runqueue ${line}`), `    ${summary}`].join('\n'));
}

async function runOf(
  folder: string,
  prefix: string,
  kind: string,
  name: string,
  args: readonly string[],
  output: Output,
): Promise<number> {
  const names = namesIn(folder);
  if (!names.includes(name)) {
    const others = prefix === '' ? [...names, LABORATORIES] : names;
    output.complain(`runqueue: there is no ${kind} ${quoted(name)}; there are ${others.join(', ')}.`);
    output.complain(`usage: npx runqueue ${prefix}<name> ...`);
    return EXIT_USAGE;
  }
  const command = await load(folder, name);
  if (args.includes('--help')) {
    printUsage(command, output);
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
