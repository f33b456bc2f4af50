/** Makes the catalogue: what the site may know. See exercises/catalogue.ts for its shape. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Catalogue, CatalogueExercise, CatalogueQuestion, SourceFile } from '../../exercises/catalogue';
import { exerciseIds, loadExercise, loadQuestion, questionIds, ROOT } from '../library/exercise-library';
import { graderVersion } from '../library/versions';

/** contract.ts and the project's files that it imports, types included. */
function contractFiles(folder: string): SourceFile[] {
  const found = new Map<string, SourceFile>();
  const visit = (path: string): void => {
    const name = relative(ROOT, path).split(sep).join('/');
    if (found.has(name)) return;
    const text = readFileSync(path, 'utf8');
    found.set(name, { path: name, text });
    for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g))
      visit(`${join(path, '..', match[1] as string).replace(/\.ts$/, '')}.ts`);
  };
  visit(join(folder, 'contract.ts'));
  return [...found.values()];
}

async function describeExercise(id: string, version: string): Promise<CatalogueExercise> {
  const { definition, folder, samples, hidden } = await loadExercise(id);
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const hints = existsSync(join(folder, 'hints.md')) ? text('hints.md') : '';
  const { title, summary, rows, difficulty, view, rules, budgets, metric, showFailures } = definition;
  return {
    id,
    chapter: id.split('/')[0] as string,
    ...{ title, summary, rows, difficulty, view, rules, budgets, metric, showFailures },
    version,
    statement: text('statement.md'),
    hints: hints
      .split(/^---$/m)
      .map((hint) => hint.trim())
      .filter((hint) => hint !== ''),
    starter: text('starter.ts'),
    contract: contractFiles(folder),
    samples: samples.map(({ name, title }) => ({ name, title })),
    caseCount: samples.length + hidden.length,
  };
}

async function describeQuestion(id: string): Promise<CatalogueQuestion> {
  const { title, summary, rows } = await loadQuestion(id);
  return { id, chapter: id.split('/')[0] as string, title, summary, rows };
}

/** @param browserGrader path of the worker script under the site. */
export async function buildCatalogue(
  browserGrader: string,
  versionOf: (exercise: string) => Promise<string>,
): Promise<Catalogue> {
  return {
    exercises: await Promise.all(exerciseIds().map(async (id) => describeExercise(id, await versionOf(id)))),
    questions: await Promise.all(questionIds().map(describeQuestion)),
    graderVersion: await graderVersion(),
    browserGrader,
  };
}
