/**
 * Whether the files of exercises hold their types (contract, starter, solutions, judge, tests): what the TypeScript
 * compiler says of them, one process for all.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './exercise-library';

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
/** So many of a folder are told. */
const TOLD = 5;

/** @returns of each folder that has any, its faults: `starter.ts:12: Type 'string' is not ...`. */
export async function typeProblems(
  folders: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const scratch = mkdtempSync(join(tmpdir(), 'runqueue-types-'));
  try {
    const configuration = join(scratch, 'tsconfig.json');
    writeFileSync(
      configuration,
      JSON.stringify({
        extends: join(ROOT, 'tsconfig.json'),
        compilerOptions: { incremental: false, typeRoots: [join(ROOT, 'node_modules/@types')] },
        include: folders.map((folder) => join(folder, '**/*.ts')),
        // The project leaves out .runqueue, where packages are laid out.
        exclude: [],
      }),
    );
    const found = new Map<string, string[]>();
    for (const line of (await compilerOutput(configuration)).split('\n')) {
      const [, path, row, message] = /^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line) ?? [];
      if (path === undefined) continue;
      const file = resolve(ROOT, path);
      const folder = folders.find((each) => file.startsWith(`${each}${sep}`));
      if (folder === undefined) continue;
      const told = found.get(folder) ?? [];
      if (told.length < TOLD) told.push(`${relative(folder, file).split(sep).join('/')}:${row}: ${message}`);
      found.set(folder, told);
    }
    return found;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function compilerOutput(configuration: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const given = [compiler, '--noEmit', '--pretty', 'false', '-p', configuration];
  const run = promisify(execFile)(process.execPath, given, { cwd: ROOT, maxBuffer: MAX_OUTPUT_BYTES });
  // Its exit code says that there are faults; they are on its standard output.
  const { stdout, stderr } = await run.catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: error.stderr ?? String(error),
  }));
  if (stdout === '' && stderr !== '') throw new Error(`The TypeScript compiler did not run: ${stderr}`);
  return stdout;
}
