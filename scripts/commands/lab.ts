/**
 * `npx runqueue lab <name> ...`: the laboratories, one file each in scripts/labs; adding one touches no list.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { type Command, EXIT_USAGE, UsageError } from '../command';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'labs');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'laboratory.ts')
  .map((file) => file.slice(0, -3))
  .sort();

async function loadLaboratory(name: string): Promise<Command> {
  return ((await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default: Command }).default;
}

const command: Command = {
  usage: [`lab <name> [options]    names: ${names.join(', ')}; without a name: what each does`],
  summary: 'Runs a part of the machine on a trace of your own and shows what it does.',
  async run(args) {
    const [name, ...rest] = args;
    if (name === undefined) {
      for (const each of names) {
        const laboratory = await loadLaboratory(each);
        for (const line of laboratory.usage) console.log(`npx runqueue ${line}`);
        console.log(`    ${laboratory.summary}`);
      }
      return EXIT_USAGE;
    }
    if (!names.includes(name))
      throw new UsageError(`there is no laboratory ${JSON.stringify(name)}; there are ${names.join(', ')}`);
    const laboratory = await loadLaboratory(name);
    try {
      return await laboratory.run(rest);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      console.error(`runqueue lab ${name}: ${error.message}`);
      for (const line of laboratory.usage) console.error(`usage: npx runqueue ${line}`);
      return EXIT_USAGE;
    }
  },
};

export default command;
