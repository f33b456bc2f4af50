/**
 * `npx runqueue <command> ...`: finds the command by its file in scripts/commands and runs it.
 * Exit code 64 (EX_USAGE, sysexits.h) for a wrong call.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { type Command, EXIT_USAGE, UsageError } from './command';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'commands');

async function loadCommand(name: string): Promise<Command> {
  return ((await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default: Command }).default;
}

async function main(): Promise<number> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help') {
    for (const each of names) {
      const command = await loadCommand(each);
      console.log(
        `${command.usage.map((line) => `npx runqueue ${line}`).join('\n')}\n    ${command.summary}`,
      );
    }
    return name === undefined ? EXIT_USAGE : 0;
  }
  if (!names.includes(name)) {
    console.error(`runqueue: there is no command ${JSON.stringify(name)}. Commands: ${names.join(', ')}.`);
    return EXIT_USAGE;
  }
  const command = await loadCommand(name);
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`runqueue ${name}: ${error.message}`);
    for (const line of command.usage) console.error(`usage: npx runqueue ${line}`);
    return EXIT_USAGE;
  }
}

process.exitCode = await main();
