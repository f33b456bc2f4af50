/**
 * A package's code as one script. Its modules import each other, and what lies beside an exercise in this project: the
 * simulator, and what exercises share. Paths are those of an exercise at its place, `exercises/<chapter>/<name>/`,
 * wherever the package itself is kept; so an exercise of the catalogue is a package as it stands.
 *
 *      files ──esbuild, which reads no other file──▶ script ──no import(), not too long──▶ PackageRefused, or the script
 *
 * Nothing of the package runs here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { posix, relative, resolve, sep } from 'node:path';
import { parse } from 'acorn';
import { type BuildOptions, build, type PartialMessage, type Plugin } from 'esbuild';
import { children, type SyntaxNode } from '../compile/syntax-tree';
import { ROOT } from '../library/exercise-library';
import { type PackageFiles, PackageRefused, packageKind } from './package-files';

/** The largest exercise of the catalogue makes 400 kB. */
const MAX_SCRIPT_BYTES = 4 * 1024 * 1024;
/** What a package may reach of the project. */
const REACHABLE = ['simulator/', 'exercises/'];
/** Of a package's own modules, in our entries and among the texts of a bundle. */
export const NAMESPACE = 'package';
const MOST_MESSAGES = 10;
/** Handed on by contracts. */
const OPERATIONS = 'simulator/programs/operations';
const NO_IMPORT = 'import() is not there for packages: import at the top of the file';
const whatMayBeImported = (path: string) =>
  `${JSON.stringify(path)} cannot be imported: only files of the package, and of simulator/ and exercises/`;

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
}

/** Where it would lie, from the project's root. */
function homeOf(files: PackageFiles, place: Place): string {
  return packageKind(files) === 'question'
    ? `exercises/${place.replace('/', '/questions/')}/`
    : `exercises/${place}/`;
}

/** @param entry a module of ours that imports `package:exercise.ts` and the like. @returns the script's text, ASCII. */
export async function bundlePackage(
  files: PackageFiles,
  place: Place,
  entry: string,
  { keepContract = false, texts, instead, ...options }: Bundling,
): Promise<string> {
  if (!isPlace(place)) throw new PackageRefused(`${JSON.stringify(place)} is no place of an exercise`);
  const modules = new PackageModules(files, place, keepContract, texts, instead);
  const text = await bundled(entry, { ...options, plugins: [modules.plugin()] });
  if (text.length > MAX_SCRIPT_BYTES)
    throw new PackageRefused(
      `the package makes ${text.length} bytes of code; ${MAX_SCRIPT_BYTES} are the most`,
    );
  return text;
}

async function bundled(entry: string, changes: BuildOptions): Promise<string> {
  try {
    const { outputFiles } = await build({
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
    return outputFiles?.[0]?.text ?? '';
  } catch (error) {
    const { errors } = error as { errors?: readonly PartialMessage[] };
    if (errors === undefined) throw error;
    throw new PackageRefused(errors.slice(0, MOST_MESSAGES).map(sentenceOf).join('\n'));
  }
}

function sentenceOf({ text, location }: PartialMessage): string {
  const file = location?.file?.replace(`${NAMESPACE}:`, '');
  return file === undefined
    ? `${text}`
    : `${file}:${location?.line ?? 1}:${(location?.column ?? 0) + 1}: ${text}`;
}

const refused = (text: string) => ({ errors: [{ text }] });
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
          if (!path.startsWith('./') && !path.startsWith('../')) return refused(whatMayBeImported(path));
          return this.resolved(posix.normalize(posix.join(this.home, posix.dirname(importer), path)), path);
        });
        plugin.onResolve({ filter: /^\./, namespace: 'file' }, ({ path, resolveDir }) => {
          const whole = relative(ROOT, resolve(resolveDir, path)).split(sep).join('/');
          return this.concerns(whole) ? this.resolved(whole, path) : undefined;
        });
        plugin.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) =>
          path.endsWith('.ts')
            ? this.read(`${NAMESPACE}:${path}`, this.files.get(path) ?? '')
            : refused(`${path} is no module: only .ts files can be imported`),
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

  /** @param whole from the project's root, as if the package lay at its place. */
  private resolved(whole: string, as: string) {
    const target = whole.replace(/\.ts$/, '');
    if (this.keepContract && (target === `${this.home}contract` || target === OPERATIONS)) return CONTRACT;
    if (whole.startsWith(this.home)) {
      const inside = whole.slice(this.home.length);
      const own = [inside, `${inside}.ts`, `${inside}/index.ts`].find((each) => this.files.has(each));
      return own === undefined
        ? refused(`${as} is no file of the package`)
        : { path: own, namespace: NAMESPACE };
    }
    const there = (
      REACHABLE.some((each) => whole.startsWith(each)) ? [`${whole}.ts`, `${whole}/index.ts`, whole] : []
    ).find((each) => each.endsWith('.ts') && existsSync(resolve(ROOT, each)));
    return there === undefined ? refused(whatMayBeImported(as)) : { path: resolve(ROOT, there) };
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
