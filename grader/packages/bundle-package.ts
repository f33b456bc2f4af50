/**
 * A package's code as one script. Its modules import each other, and what lies beside an exercise in this project: the
 * simulator, and what exercises share. Paths are those of an exercise at its place, `exercises/<chapter>/<name>/`,
 * wherever the package itself is kept; so an exercise of the catalogue is a package as it stands.
 *
 *      files ──esbuild, which reads no other file──▶ script ──no import(), not too long──▶ PackageRefused, or the script
 *
 * Nothing of the package runs here.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix, relative, resolve, sep } from 'node:path';
import { parse } from 'acorn';
import type { BuildOptions, PartialMessage, Plugin } from 'esbuild';
import { children, type SyntaxNode } from '../compile/syntax-tree';
import { ROOT } from '../library/exercise-library';
import { homeOf, type Imported, importedFile, importedFrom, isRelative, NO_IMPORT } from './import-problems';
import { type PackageFiles, PackageRefused } from './package-files';

/** The largest exercise of the catalogue makes 400 kB. It is parsed in one piece, while nothing else goes on here. */
const MAX_SCRIPT_BYTES = 2 * 1024 * 1024;
/** Of a package's own modules, in our entries and among the texts of a bundle. */
export const NAMESPACE = 'package';
const MOST_MESSAGES = 10;
/**
 * On the clock, of what takes a tenth of a second: arrow functions with result types inside conditional expressions are
 * read twice at each level, so that thirty of them take years; the parser before (import-problems.ts) reads them once.
 * Modules that export all of each other take long as well.
 */
const MAX_BUNDLING_MS = 20_000;
/** Handed on by contracts. */
const OPERATIONS = 'simulator/programs/operations';

/** `scheduling/round-robin`: where the package would lie in exercises/. */
export type Place = string;
export const isPlace = (text: string): boolean => PLACE.test(text);
const PLACE = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;

export interface Bundling extends BuildOptions {
  /** Whether imports of the contract stay, as in what a student submits. */
  readonly keepContract?: boolean;
  /** Filled with the texts that the bundle is made of, by a name of each. */
  readonly texts?: Map<string, string>;
  /** Texts in place of some of these. */
  readonly instead?: ReadonlyMap<string, string>;
  /** On the clock. Default MAX_BUNDLING_MS. */
  readonly limitMs?: number;
}

/** @param entry a module of ours that imports `package:exercise.ts` and the like. @returns the script's text, ASCII. */
export async function bundlePackage(
  files: PackageFiles,
  place: Place,
  entry: string,
  { keepContract = false, texts, instead, limitMs = MAX_BUNDLING_MS, ...options }: Bundling,
): Promise<string> {
  if (!isPlace(place)) throw new PackageRefused(`${JSON.stringify(place)} is no place of an exercise`);
  const modules = new PackageModules(files, place, keepContract, texts, instead);
  const text = await bundled(entry, { ...options, plugins: [modules.plugin()] }, limitMs);
  if (text.length > MAX_SCRIPT_BYTES)
    throw new PackageRefused(
      `the package makes ${text.length} bytes of code; ${MAX_SCRIPT_BYTES} are the most`,
    );
  return text;
}

type Bundler = typeof import('esbuild');
let bundler: Bundler | undefined;

/** With a process of its own, which is ended when it takes too long: no bundle of the catalogue ends with it. */
function ownBundler(): Bundler {
  const load = createRequire(resolve(ROOT, 'package.json'));
  const path = load.resolve('esbuild');
  const shared = load.cache[path];
  delete load.cache[path];
  try {
    return load(path) as Bundler;
  } finally {
    delete load.cache[path];
    if (shared !== undefined) load.cache[path] = shared;
  }
}

async function bundled(entry: string, changes: BuildOptions, limitMs: number): Promise<string> {
  bundler ??= ownBundler();
  const { build, stop } = bundler;
  let timer: NodeJS.Timeout | undefined;
  // What its process was asked when it ended is never answered.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void stop();
      reject(
        new PackageRefused(
          `its files cannot be read within ${limitMs / 1_000} s: nest conditional expressions, arrow functions and types less, and let no modules export all of each other`,
        ),
      );
    }, limitMs);
  });
  const building = build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    absWorkingDir: ROOT,
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    // A package has no configuration of its own.
    tsconfigRaw: { compilerOptions: { target: 'ES2022' } },
    ...changes,
  });
  try {
    const { outputFiles } = await Promise.race([building, late]);
    return outputFiles?.[0]?.text ?? '';
  } catch (error) {
    const { errors } = error as { errors?: readonly PartialMessage[] };
    if (errors === undefined) throw error;
    throw new PackageRefused(errors.slice(0, MOST_MESSAGES).map(sentenceOf).join('\n'));
  } finally {
    clearTimeout(timer);
  }
}

function sentenceOf({ text, location }: PartialMessage): string {
  const file = location?.file?.replace(`${NAMESPACE}:`, '');
  return file === undefined
    ? `${text}`
    : `${file}:${location?.line ?? 1}:${(location?.column ?? 0) + 1}: ${text}`;
}

const refused = (text: string) => ({ errors: [{ text }] });

/** As the bundler is told it. */
function told(imported: Imported) {
  if ('problem' in imported) return refused(imported.problem);
  return 'own' in imported ? { path: imported.own, namespace: NAMESPACE } : { path: imported.beside };
}

const CONTRACT = { path: './contract', external: true };

/** Resolves what a package's modules import, and refuses what they may not. */
class PackageModules {
  private readonly home: string;

  constructor(
    private readonly files: PackageFiles,
    place: Place,
    private readonly keepContract: boolean,
    private readonly texts: Map<string, string> | undefined,
    private readonly instead: ReadonlyMap<string, string> | undefined,
  ) {
    this.home = homeOf(files, place);
  }

  plugin(): Plugin {
    return {
      name: 'package-modules',
      setup: (plugin) => {
        plugin.onResolve({ filter: /^package:/ }, ({ path, importer, namespace }) => {
          const wanted = path.slice(NAMESPACE.length + 1);
          // Only our own entry names a file so.
          if (namespace === NAMESPACE || !importer.endsWith('entry.ts'))
            return refused(`there is no module ${path}`);
          return this.files.has(wanted)
            ? { path: wanted, namespace: NAMESPACE }
            : refused(`${wanted} is missing`);
        });
        plugin.onResolve({ filter: /.*/, namespace: NAMESPACE }, ({ path, importer, kind }) => {
          if (kind === 'dynamic-import') return refused(NO_IMPORT);
          const whole = posix.normalize(posix.join(this.home, posix.dirname(importer), path));
          const kept = isRelative(path) ? this.kept(whole) : undefined;
          return kept ?? told(importedFrom(this.files, this.home, importer, path));
        });
        plugin.onResolve({ filter: /^\./, namespace: 'file' }, ({ path, resolveDir }) => {
          const whole = relative(ROOT, resolve(resolveDir, path)).split(sep).join('/');
          if (!this.concerns(whole)) return undefined;
          return this.kept(whole) ?? told(importedFile(this.files, this.home, whole, path));
        });
        plugin.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) =>
          this.read(`${NAMESPACE}:${path}`, this.files.get(path) ?? ''),
        );
        plugin.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) =>
          this.read(path, readFileSync(path, 'utf8')),
        );
      },
    };
  }

  /** What a module of the project imports is its own affair, unless it is one of the package. */
  private concerns(whole: string): boolean {
    return whole.startsWith(this.home) || (this.keepContract && whole.replace(/\.ts$/, '') === OPERATIONS);
  }

  /** @param whole from the project's root, as if the package lay at its place. @returns undefined: it does not stay. */
  private kept(whole: string) {
    const target = whole.replace(/\.ts$/, '');
    const stays = target === `${this.home}contract` || target === OPERATIONS;
    return this.keepContract && stays ? CONTRACT : undefined;
  }

  private read(name: string, text: string) {
    this.texts?.set(name, text);
    return { contents: this.instead?.get(name) ?? text, loader: 'ts' as const };
  }
}

/**
 * Refuses what could reach out of the realm that the script will run in (author-realm.ts). Nothing can make such a
 * construct later: there is no eval in that realm. @throws PackageRefused
 */
export function refuseReachingOut(script: string): void {
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'ImportExpression') throw new PackageRefused(NO_IMPORT);
    children(node).forEach(visit);
  };
  visit(parse(script, { ecmaVersion: 2022, sourceType: 'script' }) as unknown as SyntaxNode);
}
