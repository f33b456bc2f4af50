/**
 * The exercises on disk: finds their folders, loads their parts. An exercise's place is
 * its identity; there is no list to keep.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

/** Ids (`scheduling/round-robin`) of all exercises, sorted. */
export function exerciseIds(): string[] {
  return chapters()
    .flatMap((chapter) => foldersIn(chapter).map((name) => `${chapter}/${name}`))
    .filter(isExercise)
    .sort();
}

/** Ids (`scheduling/waiting-time`) of all questions, sorted; the folder is exercises/<chapter>/questions/<name>. */
export function questionIds(): string[] {
  return chapters()
    .flatMap((chapter) => foldersIn(`${chapter}/questions`).map((name) => `${chapter}/${name}`))
    .filter(isQuestion)
    .sort();
}

const chapters = () => foldersIn('');

/** @param path from exercises/. @returns nothing where there is no such folder. */
function foldersIn(path: string): string[] {
  const folder = join(ROOT, 'exercises', path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** A chapter and a name, as they are written: no path that leads elsewhere, nor what a file system takes for the same. */
const isId = (text: string) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(text);

/** Whether there is an exercise of this id. */
export function isExercise(id: string): boolean {
  return isId(id) && existsSync(join(exerciseFolder(id), 'exercise.ts'));
}

/** Whether there is a question of this id. */
export function isQuestion(id: string): boolean {
  return isId(id) && existsSync(join(questionFolder(id), 'question.ts'));
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
  if (!isExercise(id))
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
