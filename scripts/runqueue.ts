/**
 * `npx runqueue <command> ...`: the command line on this terminal. When whoever reads the output has gone
 * (`| head -1`), nothing more is to be said, and the command ends there, quietly.
 */
import { runCommandLine } from './command-line';

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await runCommandLine(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
