/** What the workbench gets of an exercise, wherever it stands. */
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import { renderMarkdown } from '../../../markdown/render-markdown';
import type { Surroundings } from '../../../packages/given-items';
import { Statement } from './statement';
import type { WorkbenchProps } from './workbench';

/** @param isPreview nothing of it was handed in by anybody. */
export async function shownExercise(
  exercise: CatalogueExercise,
  { up, beside, isPreview = false }: Surroundings & { readonly isPreview?: boolean },
): Promise<Pick<WorkbenchProps, 'exercise' | 'statement' | 'next'>> {
  const [html = '', ...hints] = await Promise.all(
    [exercise.statement, ...exercise.hints].map(renderMarkdown),
  );
  const { id, title, metric, samples, view, starter, contract } = exercise;
  return {
    exercise: { id, title, metric, view, starter, contract, sampleCount: samples.length },
    statement: <Statement {...{ exercise, html, hints, up, beside, isPreview }} />,
    next: beside.next,
  };
}
