/** A package as students will see it: the version that was checked last. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { latestCheck } from '../../../../db/package-runs';
import type { CheckOutcome } from '../../../../grader/packages/package-outcome';
import { shown } from '../../../questions/shown-variant';
import { PackageFrame } from '../../package-frame';
import { PreviewQuestion } from '../../preview/preview-question';
import { previewWords as words } from '../../preview/words';

export const metadata: Metadata = { title: words.title };

async function loadPreview(packageId: string) {
  const check = await latestCheck(packageId);
  const outcome = check?.outcome as CheckOutcome | null | undefined;
  if (check === null || outcome === null || outcome === undefined) return null;
  if (outcome.kind !== 'question') return null;
  const [first] = outcome.variants;
  if (first === undefined) return null;
  return {
    checkId: check.id,
    version: check.version,
    title: outcome.entry.title,
    summary: outcome.entry.summary,
    variants: outcome.variants.length,
    first: await shown(first),
  };
}

export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PackageFrame id={id} part="preview" load={() => loadPreview(id)}>
      {(loaded) =>
        loaded === null ? (
          <p className="notice mt-6 flex flex-wrap gap-x-3">
            {words.none}
            <Link className="link" href={`/author/${id}/check`} prefetch={false}>
              {words.goToCheck}
            </Link>
          </p>
        ) : (
          <div className="mt-4">
            <p className="notice text-sm">
              {words.leadQuestion} {words.version(loaded.version)}.
            </p>
            <div className="mx-auto mt-6 max-w-4xl">
              <h2 className="text-xl font-semibold tracking-tight">{loaded.title}</h2>
              <p className="mt-1 mb-6 max-w-[65ch] text-sm text-text-muted">{loaded.summary}</p>
              <PreviewQuestion
                key={loaded.checkId}
                packageId={id}
                checkId={loaded.checkId}
                variants={loaded.variants}
                first={loaded.first}
              />
            </div>
          </div>
        )
      }
    </PackageFrame>
  );
}
