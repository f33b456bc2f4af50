/** The workbench of one exercise. Opens for everybody, and without the database. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { draft } from '../../../../db/drafts';
import { editorSettings } from '../../../../db/editor-settings';
import { MAXIMUM_SOURCE_BYTES } from '../../../../db/schema';
import { catalogue, findExercise, placesBeside } from '../../../catalogue';
import { fromDatabase } from '../../../database-call';
import { renderMarkdown } from '../../../markdown/render-markdown';
import type { Owner } from '../../../owner';
import { currentViewer } from '../../../viewer';
import { Workbench } from './workbench';

type Address = { params: Promise<{ chapter: string; name: string }> };

async function addressed({ params }: Address) {
  const { chapter, name } = await params;
  return findExercise(`${chapter}/${name}`) ?? notFound();
}

export async function generateMetadata(address: Address): Promise<Metadata> {
  const { title, summary } = await addressed(address);
  return { title, description: summary };
}

export default async function ExercisePage(address: Address) {
  const exercise = await addressed(address);
  const viewer = await currentViewer();
  const stored =
    viewer.kind === 'user'
      ? await fromDatabase(() =>
          Promise.all([draft(viewer.user.id, exercise.id), editorSettings(viewer.user.id)]),
        )
      : { available: true as const, value: [null, null] as const };
  const owner: Owner =
    viewer.kind !== 'user'
      ? viewer
      : stored.available
        ? { kind: 'user', id: viewer.user.id }
        : { kind: 'unknown' };
  const [storedDraft, settings] = stored.available ? stored.value : [null, null];
  const [statementHtml, ...hintsHtml] = await Promise.all(
    [exercise.statement, ...exercise.hints].map(renderMarkdown),
  );
  const { id, title, rules, budgets, metric, samples, caseCount, view, starter, contract } = exercise;
  return (
    <Workbench
      key={id}
      exercise={{ id, title, rules, budgets, metric, samples, caseCount, view, starter, contract }}
      statementHtml={statementHtml}
      hintsHtml={hintsHtml}
      beside={placesBeside('exercise', id)}
      owner={owner}
      draft={storedDraft === null ? null : { source: storedDraft.source, revision: storedDraft.revision }}
      settings={settings}
      maximumBytes={MAXIMUM_SOURCE_BYTES}
      browserGrader={catalogue().browserGrader}
    />
  );
}
