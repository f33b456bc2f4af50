/** A package as students will see it: the version that was checked last. */
import type { Metadata } from 'next';
import { PackageFrame } from '../../package-frame';
import { loadPreview, PreviewPanel } from '../../preview/preview-panel';
import { previewWords as words } from '../../preview/words';

export const metadata: Metadata = { title: words.title };

export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PackageFrame id={id} part="preview" isFull load={(open, user) => loadPreview(open.package, user)}>
      {(loaded, open) => <PreviewPanel packageId={open.package.id} loaded={loaded} />}
    </PackageFrame>
  );
}
