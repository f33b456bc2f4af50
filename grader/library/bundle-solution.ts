/**
 * Solutions of the project (reference, starter, wrong and over-budget ones) as one text each, in the form in
 * which a student would submit them: what they import from the simulator is bundled in, what comes from the
 * contract stays an import of './contract'. So the reference goes through the same compiler and meter.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { exerciseFolder, ROOT } from './exercise-library';

const OPERATIONS = join(ROOT, 'simulator/hardware/operations');

/** Imports of the contract, and of the operations that it hands on, become './contract'. */
function keepContract(folder: string): Plugin {
  const contract = join(folder, 'contract');
  return {
    name: 'keep-contract',
    setup(plugin) {
      plugin.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const target = join(resolveDir, path).replace(/\.ts$/, '');
        return target === contract || target === OPERATIONS
          ? { path: './contract', external: true }
          : undefined;
      });
    },
  };
}

/** @param file from the exercise's folder: `solution.ts`, `wrong/lifo.ts`. */
export async function bundleSolution(id: string, file: string): Promise<string> {
  const folder = exerciseFolder(id);
  const result = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    plugins: [keepContract(folder)],
  });
  return result.outputFiles[0]!.text;
}

/** Ids after `// fails:` or `// exceeds:` in the first line. @throws when the line is missing or says nothing. */
export function declaredIds(id: string, file: string, keyword: 'fails' | 'exceeds'): string[] {
  const [first = ''] = readFileSync(join(exerciseFolder(id), file), 'utf8').split('\n', 1);
  const match = new RegExp(`^// ${keyword}: *(.+)$`).exec(first.trim());
  if (match === null)
    throw new Error(
      `exercises/${id}/${file}: the first line must be "// ${keyword}: <id>, ..."; it is "${first}"`,
    );
  return match[1]!.split(',').map((each) => each.trim());
}

/** Names of the values (not types) that a submission may import from './contract': the operations it re-exports. */
export async function contractValues(id: string): Promise<string[]> {
  const result = await build({
    entryPoints: [join(exerciseFolder(id), 'contract.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  return Object.values(result.metafile.outputs)[0]!.exports.slice().sort();
}
