/** Makes the catalogue: what the site may know. See exercises/catalogue.ts for its shape. */
import type { Catalogue, CatalogueExercise, CatalogueQuestion } from '../../exercises/catalogue';
import { loadQuestion, questionIds } from '../library/exercise-library';
import { graderVersion } from '../library/versions';

async function describeQuestion(id: string): Promise<CatalogueQuestion> {
  const { title, summary, rows } = await loadQuestion(id);
  return { id, chapter: id.split('/')[0], title, summary, rows };
}

/** @param browserGrader path of the worker script under the site. */
export async function buildCatalogue(
  exercises: readonly CatalogueExercise[],
  browserGrader: string,
): Promise<Catalogue> {
  return {
    exercises,
    questions: await Promise.all(questionIds().map(describeQuestion)),
    graderVersion: await graderVersion(),
    browserGrader,
  };
}
