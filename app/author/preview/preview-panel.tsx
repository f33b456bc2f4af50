/** The tab Preview of a package: the student's workbench, or variants to answer, of the version that was checked last. */
import Link from 'next/link';
import { editorSettings } from '../../../db/editor-settings';
import { latestCheck } from '../../../db/package-runs';
import type { AuthoredPackage } from '../../../db/packages';
import { MAXIMUM_SOURCE_BYTES } from '../../../db/schema';
import type { CheckedQuestion, CheckOutcome } from '../../../grader/packages/package-outcome';
import { shownExercise } from '../../exercises/[chapter]/[name]/shown-exercise';
import { exerciseIn } from '../../packages/stored-entry';
import { shown } from '../../questions/shown-variant';
import type { User } from '../../viewer';
import { PreviewQuestion } from './preview-question';
import { PreviewWorkbench } from './preview-workbench';
import { previewWords as words } from './words';

/** Null: no check has made anything that could be shown. */
export async function loadPreview(of: AuthoredPackage, user: User) {
  const check = await latestCheck(of.id);
  const outcome = check?.outcome as CheckOutcome | null | undefined;
  if (check === null || outcome === null || outcome === undefined || outcome.kind === 'refused') return null;
  const { id: checkId, version } = check;
  if (outcome.kind === 'question') return questionOf(outcome, checkId, version);
  const { id: packageId, name } = of;
  const exercise = exerciseIn({ packageId, name, kind: 'exercise', version, entry: outcome.entry });
  if (exercise === null) return null;
  const up = { title: words.back, href: `/author/${packageId}` };
  return {
    kind: 'exercise' as const,
    version,
    workbench: {
      ...(await shownExercise(exercise, { up, beside: {}, isPreview: true })),
      settings: await editorSettings(user.id),
      maximumBytes: MAXIMUM_SOURCE_BYTES,
    },
  };
}

async function questionOf({ entry, variants }: CheckedQuestion, checkId: string, version: string) {
  const [first] = variants;
  if (first === undefined) return null;
  const { title, summary } = entry;
  return {
    kind: 'question' as const,
    ...{ checkId, version, title, summary, variants: variants.length, first: await shown(first) },
  };
}

export function PreviewPanel(props: { packageId: string; loaded: Awaited<ReturnType<typeof loadPreview>> }) {
  const { packageId, loaded } = props;
  if (loaded === null)
    return (
      <p className="notice m-4 flex flex-wrap gap-x-3">
        {words.none}
        <Link className="link" href={`/author/${packageId}/check`} prefetch={false}>
          {words.goToCheck}
        </Link>
      </p>
    );
  if (loaded.kind === 'exercise')
    return (
      <>
        <p className="border-b border-border px-4 py-2 text-sm text-text-muted">
          {words.lead} {words.version(loaded.version)}.
        </p>
        {/* What stands above it is taken off the height of the window that it fills. */}
        <div className="flex min-h-0 flex-1 flex-col lg:[&>*]:h-[calc(100dvh-11rem)]">
          <PreviewWorkbench
            key={loaded.version}
            packageId={packageId}
            version={loaded.version}
            {...loaded.workbench}
          />
        </div>
      </>
    );
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-6">
      <p className="notice mb-6 text-sm">
        {words.leadQuestion} {words.version(loaded.version)}.
      </p>
      <h2 className="text-xl font-semibold tracking-tight">{loaded.title}</h2>
      <p className="mt-1 mb-6 max-w-[65ch] text-sm text-text-muted">{loaded.summary}</p>
      <PreviewQuestion
        key={loaded.checkId}
        packageId={packageId}
        checkId={loaded.checkId}
        variants={loaded.variants}
        first={loaded.first}
      />
    </div>
  );
}
