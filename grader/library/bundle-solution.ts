/**
 * Solutions of the project (reference, starter, wrong and over-budget ones) as one text each, in the form in
 * which a student would submit them: what they import from the simulator is bundled in, what comes from the
 * contract stays an import of './contract'. So the reference goes through the same compiler and meter.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type ContractValues, contractValuesOf } from '../compile/contract-values';
import { exerciseFolder, ROOT } from './exercise-library';
import { onceEach } from './once-each';
import { patchTexts } from './patch-texts';

const OPERATIONS = join(ROOT, 'simulator/programs/operations');

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
export function bundleSolution(id: string, file: string): Promise<string> {
  return bundle(id, file);
}

async function bundle(id: string, file: string, ...plugins: Plugin[]): Promise<string> {
  const folder = exerciseFolder(id);
  const result = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    plugins: [keepContract(folder), ...plugins],
  });
  return result.outputFiles[0].text;
}

/** Texts of the project's files that a solution is made of, by path. */
export function solutionTexts(id: string, file: string): Promise<ReadonlyMap<string, string>> {
  return textsOf(id)(file);
}

const textsOf = onceEach((id: string) => onceEach((file: string) => readTexts(id, file)));

async function readTexts(id: string, file: string): Promise<ReadonlyMap<string, string>> {
  const folder = exerciseFolder(id);
  const { metafile } = await build({
    entryPoints: [join(folder, file)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'silent',
    plugins: [keepContract(folder)],
  });
  const paths = Object.keys(metafile.inputs).map((path) => join(ROOT, path));
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

/**
 * A solution with some texts replaced, wherever in the files that it is made of they stand.
 * @throws when a text does not occur exactly once, naming the line that comes nearest.
 */
export async function bundlePatched(
  id: string,
  file: string,
  replacements: readonly (readonly [string, string])[],
): Promise<string> {
  return bundleInstead(id, file, patchTexts(await solutionTexts(id, file), replacements));
}

/** A solution with other texts in place of some of its files. @param instead by path. */
export function bundleInstead(
  id: string,
  file: string,
  instead: ReadonlyMap<string, string>,
): Promise<string> {
  return bundle(id, file, {
    name: 'instead',
    setup(plugin) {
      plugin.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = instead.get(path);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  });
}

/** What a submission may import from './contract' besides types. */
export async function contractValues(id: string): Promise<ContractValues> {
  const contract = pathToFileURL(join(exerciseFolder(id), 'contract.ts')).href;
  return contractValuesOf((await import(/* @vite-ignore */ contract)) as Readonly<Record<string, unknown>>);
}
