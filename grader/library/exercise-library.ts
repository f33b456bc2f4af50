/**
 * The exercises on disk: finds their folders, loads their parts. An exercise's place is
 * its identity; there is no list to keep.
 */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import type { ExerciseDefinition, HiddenCase, SampleCase } from '../../exercises/exercise-definition';
import { viewProblems } from '../../exercises/picture-problems';
import type { QuestionDefinition } from '../../exercises/question-definition';
import { onceEach } from './once-each';
import { onEachSeed } from './seeds';

/** The project's root: the folder that holds package.json, wherever this file was bundled to. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'exercises'))) return folder;
    if (folder === dirname(folder)) throw new Error(`No project root above ${from}`);
  }
}

export interface LibraryExercise {
  readonly id: string;
  readonly folder: string;
  readonly definition: ExerciseDefinition;
  readonly samples: readonly SampleCase[];
  /** Each leaderboard case as often as it has seeds. */
  readonly hidden: readonly HiddenCase[];
}

const posix = (path: string) => path.split(sep).join('/');

/** Ids (`scheduling/round-robin`) of all exercises, sorted. */
export function exerciseIds(): string[] {
  return globSync(['exercises/*/*/exercise.ts'], { cwd: ROOT })
    .map((file) => posix(dirname(relative('exercises', file))))
    .sort();
}

/** Ids (`scheduling/waiting-time`) of all questions, sorted; the folder is exercises/<chapter>/questions/<name>. */
export function questionIds(): string[] {
  return globSync(['exercises/*/questions/*/question.ts'], { cwd: ROOT })
    .map((file) => posix(dirname(relative('exercises', file))).replace('/questions/', '/'))
    .sort();
}

/** @throws when there is no such question, or it does not load. */
export async function loadQuestion(id: string): Promise<QuestionDefinition> {
  const file = join(questionFolder(id), 'question.ts');
  return ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: QuestionDefinition })
    .default;
}

export function questionFolder(id: string): string {
  const [chapter, name] = id.split('/') as [string, string];
  return join(ROOT, 'exercises', chapter, 'questions', name);
}

export function exerciseFolder(id: string): string {
  return join(ROOT, 'exercises', ...id.split('/'));
}

/** @throws when there is no such exercise, or one of its parts does not load. */
export const loadExercise: (id: string) => Promise<LibraryExercise> = onceEach(load);

async function load(id: string): Promise<LibraryExercise> {
  if (!exerciseIds().includes(id))
    throw new Error(`There is no exercise ${JSON.stringify(id)}; npx runqueue exercises lists them`);
  const folder = exerciseFolder(id);
  const part = async <T>(file: string): Promise<T> =>
    ((await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)) as { default: T }).default;
  const [definition, samples, declared] = await Promise.all([
    part<ExerciseDefinition>('exercise.ts'),
    part<readonly SampleCase[]>('samples.ts'),
    part<readonly HiddenCase[]>('hidden.ts'),
  ]);
  const hidden = declared.flatMap(onEachSeed);
  const names = [...samples, ...hidden].map((each) => each.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`exercises/${id}/hidden.ts: two cases are called ${twice}`);
  for (const { name, parameters } of [...samples, ...declared]) {
    const [problem] = viewProblems(definition.view, definition.events, Object.keys(parameters));
    if (problem !== undefined)
      throw new Error(`exercises/${id}/exercise.ts: view (case ${name}): ${problem}`);
  }
  return { id, folder, definition, samples, hidden };
}
