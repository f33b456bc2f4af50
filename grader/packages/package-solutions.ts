/** The solutions that a package ships, as texts that a student could submit: own-solutions.ts over its files. */
import { type OwnSolution, type SolutionSource, solutionsOf } from '../library/own-solutions';
import { patchTexts } from '../library/patch-texts';
import { bundlePackage, type Place } from './bundle-package';
import type { PackageFiles } from './package-files';

/** @param patches of wrong.ts, as the package's process told them. @throws UnfitSolution, PackageRefused */
export function packageSolutions(
  files: PackageFiles,
  place: Place,
  patches: unknown,
): readonly OwnSolution[] {
  const AS_SUBMITTED = { format: 'esm', keepContract: true } as const;
  const entryOf = (path: string) => `export * from 'package:${path}';`;
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
      const texts = new Map<string, string>();
      await bundlePackage(files, place, entryOf(path), { ...AS_SUBMITTED, texts });
      const instead = patchTexts(texts, replacements);
      return bundlePackage(files, place, entryOf(path), { ...AS_SUBMITTED, instead });
    },
  };
  return solutionsOf(source);
}
