/** The catalogue as pages use it: looked up by address, and absent rather than thrown when nothing is built. */
import {
  type Catalogue,
  type CatalogueExercise,
  type CatalogueQuestion,
  readCatalogue,
} from '../exercises/catalogue';
import { type CatalogueItem, inOrder, neighbours } from './catalogue-items';
import type { Place } from './neighbour-links';

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

/** Everything, in the order of the syllabus. */
function catalogueItems(): CatalogueItem[] {
  const { exercises, questions } = catalogue();
  return inOrder([
    ...exercises.map((exercise) => ({
      kind: 'exercise' as const,
      ...shared(exercise),
      href: exerciseHref(exercise.id),
      difficulty: exercise.difficulty,
      maxScore: maxScoreOf(exercise),
      caseCount: exercise.caseCount,
    })),
    ...questions.map((question) => ({
      kind: 'question' as const,
      ...shared(question),
      href: questionHref(question.id),
    })),
  ]);
}

const shared = ({ id, chapter, title, summary, rows }: CatalogueExercise | CatalogueQuestion) => ({
  ...{ id, chapter, title, summary, rows },
});

/** Where to go from an exercise or question. */
export function placesBeside(kind: CatalogueItem['kind'], id: string): { previous?: Place; next?: Place } {
  const { previous, next } = neighbours(catalogueItems(), { kind, id });
  const place = ({ title, href }: CatalogueItem): Place => ({ title, href });
  return { ...(previous && { previous: place(previous) }), ...(next && { next: place(next) }) };
}

export interface Chapter {
  readonly name: string;
  readonly items: readonly CatalogueItem[];
}

/** In the order of the first row of the syllabus that they cover. */
export function chapters(): Chapter[] {
  const items = catalogueItems();
  return [...new Set(items.map(({ chapter }) => chapter))].map((name) => ({
    name,
    items: items.filter(({ chapter }) => chapter === name),
  }));
}

function maxScoreOf(exercise: CatalogueExercise): number {
  return [...exercise.rules, ...exercise.budgets].reduce((sum, { points }) => sum + points, 0);
}

export const exerciseHref = (id: string) => `/exercises/${id}`;
const questionHref = (id: string) => `/questions/${id}`;
export const hrefOf = (kind: CatalogueItem['kind'], id: string) =>
  kind === 'exercise' ? exerciseHref(id) : questionHref(id);
