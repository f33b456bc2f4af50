/**
 * What the author's workbench needs:
 *
 *      families.json        what an exercise or a question may be begun from (packages/families.ts)
 *      author-types.json    texts by path of what a package may import, for the editor
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { exerciseFolder, exerciseIds, loadExercise, ROOT } from '../library/exercise-library';
import { classNameOf, newExercise } from '../library/new-exercise';
import { newQuestion } from '../library/new-question';
import { reachedFiles } from '../library/reached-files';
import { FAMILIES, FAMILY_NAMES, type Families, MADE_UP_NAME } from '../packages/families';

const RULES = 3;

export const familyExercises = (): readonly string[] => Object.values(FAMILIES);

export async function families(): Promise<Families> {
  const exercises = await Promise.all(
    FAMILY_NAMES.map(async (family) => {
      const like = FAMILIES[family];
      const [chapter] = like.split('/');
      const exercise = await loadExercise(like);
      const files = newExercise({
        ...{ id: `${chapter}/${MADE_UP_NAME}`, className: classNameOf(MADE_UP_NAME) },
        ...{ methods: [], services: [], rules: RULES, like: exercise },
      });
      // No package is looked at further that names no row of the syllabus.
      const { rows } = exercise.definition;
      const definition =
        files.get('exercise.ts')?.replace('rows: [0]', `rows: ${JSON.stringify(rows)}`) ?? '';
      const all = new Map([...files, ['exercise.ts', definition]]);
      return [family, { like, files: formatted(all) }] as const;
    }),
  );
  return {
    exercises: Object.fromEntries(exercises) as Families['exercises'],
    question: formatted(newQuestion(MADE_UP_NAME)),
  };
}

/** In the project's style. Style is a convenience here: where the formatter is missing the files stay as they are. */
function formatted(files: ReadonlyMap<string, string>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-family-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const options = ['check', '--write', '--unsafe', '--vcs-enabled=false', `--config-path=${ROOT}`];
    execFileSync(process.execPath, [biome, ...options, '.'], { cwd: folder, stdio: 'ignore' });
    return Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  } catch {
    return Object.fromEntries(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The simulator, the format, and what exercises share with each other, also of their folders. */
const IMPORTED = ['simulator/**/*.ts', 'exercises/{*,*/*,judging/*,*/questions/*}.ts'];
/** What no package can use: it reads files. */
const LEFT_OUT = ['**/*.test.ts', '**/*.bench.ts', 'exercises/catalogue.ts'];

/** By path from the project's root. */
export function authorTypes(): ReadonlyMap<string, string> {
  const entries = globSync(IMPORTED, { cwd: ROOT, ignore: LEFT_OUT, absolute: true });
  const found = new Map(reachedFiles(entries.toSorted()));
  for (const id of exerciseIds()) {
    const folder = exerciseFolder(id);
    const own = `exercises/${id}/`;
    for (const [path, text] of reachedFiles(
      globSync(['**/*.ts'], { cwd: folder, ignore: LEFT_OUT, absolute: true }),
    ))
      if (!path.split(sep).join('/').startsWith(own)) found.set(path, text);
  }
  found.delete('exercises/catalogue.ts');
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
