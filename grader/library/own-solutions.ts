/**
 * The solutions that an exercise ships, wherever they stand, as a student would submit them:
 *
 *      solution.ts                     the reference
 *      starter.ts
 *      right/*.ts                      other right designs; may name budgets that they exceed: `// exceeds: waste`
 *      wrong/*.ts, wrong.ts            files, `// fails: RR2, RR4`, and patches (exercises/wrong-solution.ts)
 *      over-budget/*.ts, wrong.ts      files, `// exceeds: waste`, and patches that only exceed
 *
 * Faults of these files are told as UnfitSolution: a sentence that names file and, for a patch, the patch.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NeverAlone, WrongSolution } from '../../exercises/wrong-solution';
import { bundlePatched, bundleSolution } from './bundle-solution';
import { exerciseFolder } from './exercise-library';
import { onceEach } from './once-each';

export type SolutionKind = 'reference' | 'starter' | 'right' | 'wrong' | 'over-budget';

export interface OwnSolution {
  readonly kind: SolutionKind;
  /** `one-tick-late`; of the reference `solution`. */
  readonly name: string;
  /** Where it stands, for people: `wrong/lifo.ts`, `wrong.ts (lifo)`. */
  readonly place: string;
  /** Rules that it breaks, exactly. */
  readonly fails: readonly string[];
  /** Budgets that it exceeds, exactly. Says nothing of a solution that breaks a rule. */
  readonly exceeds: readonly string[];
  /** The text that a student would submit. */
  readonly source: () => Promise<string>;
}

/** A solution cannot even be read. */
export class UnfitSolution extends Error {}

/**
 * Of the exercise, in the order reference, starter, right, wrong, over budget; each by name. Read, and each bundled,
 * once in a process. @throws UnfitSolution
 */
export const ownSolutions: (id: string) => Promise<readonly OwnSolution[]> = onceEach(readSolutions);

/** Where solutions come from: an exercise's folder, or a package's files. Paths are those within it. */
export interface SolutionSource {
  readonly has: (path: string) => boolean;
  readonly text: (path: string) => string;
  /** Names (without .ts) in a subfolder, sorted; empty when there is none. */
  readonly names: (subfolder: SolutionKind) => readonly string[];
  /** The default export of wrong.ts, whatever it is. */
  readonly patches: unknown;
  /** As one text that a student could submit. */
  readonly bundle: (path: string) => Promise<string>;
  readonly bundlePatched: (path: string, replacements: WrongSolution['replace']) => Promise<string>;
}

async function readSolutions(id: string): Promise<readonly OwnSolution[]> {
  const folder = exerciseFolder(id);
  return solutionsOf({
    has: (path) => existsSync(join(folder, path)),
    text: (path) => readFileSync(join(folder, path), 'utf8'),
    names: (subfolder) => solutionFiles(id, subfolder),
    patches: (await wrongModule(id)).default,
    bundle: (path) => bundleSolution(id, path),
    bundlePatched: (path, replacements) => bundlePatched(id, path, replacements),
  });
}

/** @throws UnfitSolution */
export function solutionsOf(from: SolutionSource): readonly OwnSolution[] {
  const file = (kind: SolutionKind, name: string, path: string, declared: Declared): OwnSolution => ({
    kind,
    name,
    place: path,
    ...declared,
    source: () => from.bundle(path),
  });
  const nothing = { fails: [], exceeds: [] };
  const folder = (kind: SolutionKind, keyword: 'fails' | 'exceeds', needed: boolean) =>
    from.names(kind).map((name) => {
      const path = `${kind}/${name}.ts`;
      return file(kind, name, path, {
        ...nothing,
        [keyword]: declaredIds(from.text(path), path, keyword, needed),
      });
    });
  const patches = wrongPatches(from);
  const solutions = [
    file('reference', 'solution', 'solution.ts', nothing),
    file('starter', 'starter', 'starter.ts', nothing),
    ...folder('right', 'exceeds', false),
    ...byName([...folder('wrong', 'fails', true), ...patches.filter((each) => each.kind === 'wrong')]),
    ...byName([
      ...folder('over-budget', 'exceeds', true),
      ...patches.filter((each) => each.kind === 'over-budget'),
    ]),
  ];
  const names = solutions.map((each) => each.name);
  const twice = solutions.find((each, i) => names.indexOf(each.name) !== i);
  if (twice !== undefined)
    throw new UnfitSolution(`${twice.place}: two solutions are called ${twice.name}; rename one`);
  return solutions.map((solution) => {
    let source: Promise<string> | undefined;
    return {
      ...solution,
      source: () => {
        source ??= solution.source();
        return source;
      },
    };
  });
}

type Declared = Pick<OwnSolution, 'fails' | 'exceeds'>;

function byName(solutions: readonly OwnSolution[]): OwnSolution[] {
  return solutions.slice().sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names (without .ts) in a subfolder, sorted; empty when there is none. */
function solutionFiles(id: string, subfolder: SolutionKind): string[] {
  const folder = join(exerciseFolder(id), subfolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Ids after `// fails:` or `// exceeds:` in the first line. */
function declaredIds(
  text: string,
  path: string,
  keyword: 'fails' | 'exceeds',
  needed: boolean,
): readonly string[] {
  const [first = ''] = text.split('\n', 1);
  const match = new RegExp(`^// ${keyword}: *(.+)$`).exec(first.trim());
  if (match !== null) return match[1].split(',').map((each) => each.trim());
  if (!needed) return [];
  throw new UnfitSolution(`${path}:1: the first line must be "// ${keyword}: <id>, ..."; it is "${first}"`);
}

interface WrongModule {
  readonly default: unknown;
  readonly neverAlone?: NeverAlone;
}

async function wrongModule(id: string): Promise<WrongModule> {
  const path = join(exerciseFolder(id), 'wrong.ts');
  return existsSync(path)
    ? ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as WrongModule)
    : { default: [] };
}

/** Why no wrong solution breaks a rule alone, where wrong.ts says so. */
export async function reasonsNeverAlone(id: string): Promise<NeverAlone> {
  return (await wrongModule(id)).neverAlone ?? {};
}

function wrongPatches({ patches, has, bundlePatched: bundle }: SolutionSource): OwnSolution[] {
  if (!Array.isArray(patches))
    throw new UnfitSolution('wrong.ts: the default export must be a list of WrongSolution');
  return patches.map((patch: WrongSolution, index) => {
    const place = `wrong.ts (${patch.name ?? `entry ${index + 1}`})`;
    const fails = [...(patch.fails === undefined ? [] : [patch.fails]), ...(patch.also ?? [])];
    const exceeds = patch.exceeds ?? [];
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(patch.name ?? ''))
      throw new UnfitSolution(`${place}: its name must be kebab-case`);
    if (fails.length === 0 && exceeds.length === 0)
      throw new UnfitSolution(`${place}: say what it fails or what it exceeds`);
    if (!patch.why) throw new UnfitSolution(`${place}: say in "why" what is wrong with it`);
    if (!Array.isArray(patch.replace) || patch.replace.length === 0)
      throw new UnfitSolution(`${place}: "replace" holds no replacement`);
    return {
      kind: fails.length > 0 ? 'wrong' : 'over-budget',
      name: patch.name,
      place,
      fails,
      exceeds,
      source: () => {
        const base = patch.base === undefined ? 'solution.ts' : `${patch.base.replace(/\.ts$/, '')}.ts`;
        if (!has(base)) throw new UnfitSolution(`${place}: its base ${base} does not exist`);
        return bundle(base, patch.replace).catch((error: unknown) => {
          throw new UnfitSolution(`${place}: ${error instanceof Error ? error.message : String(error)}`);
        });
      },
    };
  });
}
