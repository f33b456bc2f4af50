/** The workbench of one exercise. Those of the catalogue open for everybody, and without the database. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { draft } from '../../../../db/drafts';
import { editorSettings } from '../../../../db/editor-settings';
import { packageOf } from '../../../../db/packages';
import { MAXIMUM_SOURCE_BYTES } from '../../../../db/schema';
import { catalogue } from '../../../catalogue';
import { fromDatabase } from '../../../database-call';
import { DatabaseDown } from '../../../database-down';
import type { Owner } from '../../../owner';
import { exerciseFor } from '../../../packages/found-item';
import { surroundings } from '../../../packages/given-items';
import { currentViewer } from '../../../viewer';
import { PackageWorkbench } from './package-workbench';
import { shownExercise } from './shown-exercise';
import { Workbench } from './workbench';

type Address = { params: Promise<{ chapter: string; name: string }> };

async function addressed({ params }: Address) {
  const { chapter, name } = await params;
  return exerciseFor(await currentViewer(), `${chapter}/${name}`);
}

export async function generateMetadata(address: Address): Promise<Metadata> {
  const found = await addressed(address);
  if (!found.available) return {};
  const { title, summary } = found.value ?? notFound();
  return { title, description: summary };
}

export default async function ExercisePage(address: Address) {
  const found = await addressed(address);
  if (!found.available) return <DatabaseDown />;
  const exercise = found.value ?? notFound();
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
  const { id } = exercise;
  const props = {
    ...(await shownExercise(exercise, await surroundings('exercise', exercise, viewer))),
    draft: storedDraft === null ? null : { source: storedDraft.source, revision: storedDraft.revision },
    ...{ owner, settings, maximumBytes: MAXIMUM_SOURCE_BYTES },
  };
  return packageOf(id) === null ? (
    <Workbench key={id} {...props} grading={{ kind: 'browser', script: catalogue().browserGrader }} />
  ) : (
    <PackageWorkbench key={id} {...props} />
  );
}
