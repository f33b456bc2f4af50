/** A package's tab Publish. */
import type { Metadata } from 'next';
import { PackageFrame } from '../../package-frame';
import { loadPublish, PublishPanel } from '../../publish/publish-panel';
import { publishWords as words } from '../../publish/words';

export const metadata: Metadata = { title: words.title };

export default async function PublishPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PackageFrame id={id} part="publish" load={loadPublish}>
      {(loaded, open) => <PublishPanel open={open} loaded={loaded} />}
    </PackageFrame>
  );
}
