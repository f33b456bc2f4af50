/** The solutions that a package ships, as texts that a student could submit: own-solutions.ts over its files. */
import { join, relative, sep } from 'node:path';
import { ownTexts } from '../library/check-mutants';
import { ROOT } from '../library/exercise-library';
import { type OwnSolution, type SolutionSource, solutionsOf } from '../library/own-solutions';
import { patchTexts } from '../library/patch-texts';
import { bundlePackage, NAMESPACE, type Place } from './bundle-package';
import type { PackageFiles } from './package-files';

const AS_SUBMITTED = { format: 'esm', keepContract: true } as const;
const entryOf = (path: string) => `export * from '${NAMESPACE}:${path}';`;

/** @param patches of wrong.ts, as the package's process told them. @throws UnfitSolution, PackageRefused */
export function packageSolutions(
  files: PackageFiles,
  place: Place,
  patches: unknown,
): readonly OwnSolution[] {
  const source: SolutionSource = {
    patches,
    has: (path) => files.has(path),
    text: (path) => files.get(path) ?? '',
    names: (subfolder) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${subfolder}/`) && path.endsWith('.ts'))
        .map((path) => path.slice(subfolder.length + 1, -'.ts'.length))
        .sort(),
    bundle: (path) => bundlePackage(files, place, entryOf(path), AS_SUBMITTED),
    bundlePatched: async (path, replacements) => {
      const instead = patchTexts(await textsOf(files, place, path), replacements);
      return bundlePackage(files, place, entryOf(path), { ...AS_SUBMITTED, instead });
    },
  };
  return solutionsOf(source);
}

/** All that a solution is made of, by the names that bundlePackage() has for them. */
async function textsOf(
  files: PackageFiles,
  place: Place,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await bundlePackage(files, place, entryOf(path), { ...AS_SUBMITTED, texts });
  return texts;
}

/** What mutants are made of: the texts that a student would write, and the solution with others in their place. */
export async function mutableSolution(files: PackageFiles, place: Place, path: string) {
  const home = `exercises/${place}/`;
  const own = `${NAMESPACE}:`;
  const fromRoot = (name: string) =>
    name.startsWith(own) ? home + name.slice(own.length) : relative(ROOT, name).split(sep).join('/');
  const nameOf = (root: string) => (root.startsWith(home) ? own + root.slice(home.length) : join(ROOT, root));
  const texts = [...(await textsOf(files, place, path))].map(
    ([name, text]) => [fromRoot(name), text] as const,
  );
  return {
    texts: ownTexts(texts, home),
    source: (instead: ReadonlyMap<string, string>) =>
      bundlePackage(files, place, entryOf(path), {
        ...AS_SUBMITTED,
        instead: new Map([...instead].map(([root, text]) => [nameOf(root), text])),
      }),
  };
}
