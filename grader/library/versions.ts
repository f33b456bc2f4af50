/**
 * What a verdict names as decided by: the exercise's version and the grader's.
 *
 * A version is a hash of code as it runs: the minified bundle of all that is reached and decides a verdict. So it
 * changes with a cost, a constant or a check, however far away in the simulator, and with nothing else: neither
 * comments, formatting and types nor what the bundle does not reach. It is the same on every machine.
 *
 *      exercise   exercise.ts and all it reaches (simulation, judge, machine), the cases, the reference, and the
 *                 wrong solutions on which the choice of seeds depends; not the statement, which decides nothing
 *      grader     compiler, meter, boundary, log and replay, judge, choice of seeds; and the packages they use
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
import type { HiddenCase } from '../../exercises/exercise-definition';
import type { ContractValues } from '../compile/contract-values';
import { contractValues } from './bundle-solution';
import { loadExercise, ROOT } from './exercise-library';
import { type OwnSolution, ownSolutions } from './own-solutions';

/** What grades, whatever the exercise. `realm-entry` runs in the confined realm, `browser-realm` in the browser. */
const GRADING = [
  'compile/compile',
  'confine/confined-policies',
  'confine/realm-entry',
  'confine/second-realm',
  'confine/browser-realm',
  'confine/child',
  'confine/run-job',
  'judge/judge',
  'judge/run-case',
  'library/seeds',
  'replay/decision-log',
  'replay/record',
  'replay/replay',
];

export const AS_IT_RUNS: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'silent',
  absWorkingDir: ROOT,
  packages: 'external',
};

/** The text of a module that has all of these in it. */
export function together(modules: readonly string[]): string {
  return modules.map((path, i) => `export * as module${i} from '${path}';`).join('\n');
}

/** The texts of modules of the project, bundled together, and the packages that they import. */
async function bundled(modules: readonly string[]): Promise<{ text: string; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    ...AS_IT_RUNS,
    stdin: {
      contents: together(modules.map((path) => `./${path}`)),
      resolveDir: ROOT,
      loader: 'ts',
      sourcefile: 'version.ts',
    },
    metafile: true,
  });
  const imports = Object.values(metafile?.inputs ?? {}).flatMap((input) => input.imports);
  const packages = imports
    .filter(({ external, path }) => external && !path.startsWith('node:'))
    .map(({ path }) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
  return { text: outputFiles?.[0]?.text ?? '', packages: [...new Set(packages)].sort() };
}

function packageVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return `${name}@${version}`;
}

/** All that modules of the project reach, as it runs. */
export async function bundledText(modules: readonly string[]): Promise<string> {
  return (await bundled(modules)).text;
}

/** SHA-256, 16 hexadecimal digits. */
export function hashTexts(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}

/** What decides an exercise's verdicts, apart from the grader. */
export interface Decisive {
  /** Of DECISIVE_PARTS, bundled together as they run. */
  readonly bundle: string;
  readonly contractValues: ContractValues;
  readonly hidden: readonly HiddenCase[];
  readonly solutions: readonly OwnSolution[];
}

export const DECISIVE_PARTS = ['exercise', 'samples', 'hidden'];

export async function exerciseVersion(id: string): Promise<string> {
  const [{ hidden }, { text }, values, solutions] = await Promise.all([
    loadExercise(id),
    bundled(DECISIVE_PARTS.map((part) => `exercises/${id}/${part}`)),
    contractValues(id),
    ownSolutions(id),
  ]);
  return versionOf({ bundle: text, contractValues: values, hidden, solutions });
}

export async function versionOf({
  bundle,
  contractValues: values,
  hidden,
  solutions,
}: Decisive): Promise<string> {
  const distinguished = new Set(hidden.flatMap((each) => each.distinguishes));
  const decisive = solutions.filter(
    ({ kind, name }) => kind === 'reference' || (kind === 'wrong' && distinguished.has(name)),
  );
  const texts = await Promise.all(
    decisive.map(async ({ name, source }) => {
      const { code } = await transform(await source(), { minify: true, target: 'es2022' });
      return `${name}: ${code}`;
    }),
  );
  return hashTexts([bundle, JSON.stringify(values), ...texts]);
}

let ofGrader: Promise<string> | undefined;

export function graderVersion(): Promise<string> {
  ofGrader ??= bundled(GRADING.map((module) => `grader/${module}`)).then(({ text, packages }) =>
    hashTexts([text, ...packages.map(packageVersion)]),
  );
  return ofGrader;
}
