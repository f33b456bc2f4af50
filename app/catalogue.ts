/** The catalogue as pages use it: looked up by address, and absent rather than thrown when nothing is built. */
import {
  type Catalogue,
  type CatalogueExercise,
  type CatalogueQuestion,
  readCatalogue,
} from '../exercises/catalogue';

const EMPTY: Catalogue = { exercises: [], questions: [], graderVersion: '', browserGrader: '' };

export function catalogue(): Catalogue {
  try {
    return readCatalogue();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY;
    throw error;
  }
}

export function findExercise(id: string): CatalogueExercise | undefined {
  return catalogue().exercises.find((exercise) => exercise.id === id);
}

export function findQuestion(id: string): CatalogueQuestion | undefined {
  return catalogue().questions.find((question) => question.id === id);
}

export interface Chapter {
  readonly name: string;
  readonly exercises: readonly CatalogueExercise[];
  readonly questions: readonly CatalogueQuestion[];
}

/** In the order of the syllabus rows that they cover. */
export function chapters(): Chapter[] {
  const { exercises, questions } = catalogue();
  const names = [...new Set([...exercises, ...questions].map((item) => item.chapter))];
  const firstRow = (items: readonly { readonly rows: readonly number[] }[]) =>
    Math.min(...items.flatMap((item) => item.rows));
  return names
    .map((name) => ({
      name,
      exercises: exercises.filter((exercise) => exercise.chapter === name).sort(byDifficulty),
      questions: questions.filter((question) => question.chapter === name),
    }))
    .sort(
      (one, other) =>
        firstRow([...one.exercises, ...one.questions]) - firstRow([...other.exercises, ...other.questions]) ||
        one.name.localeCompare(other.name, 'en'),
    );
}

function byDifficulty(one: CatalogueExercise, other: CatalogueExercise): number {
  return one.difficulty - other.difficulty || one.id.localeCompare(other.id, 'en');
}

export function maxScoreOf(exercise: CatalogueExercise): number {
  return [...exercise.rules, ...exercise.budgets].reduce((sum, { points }) => sum + points, 0);
}

export const exerciseHref = (id: string) => `/exercises/${id}`;
export const questionHref = (id: string) => `/questions/${id}`;

/** `multi-level-feedback` as words: chapters have no title of their own. */
export function asTitle(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  return spaced === 'rpc' ? 'Remote procedure call' : spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
