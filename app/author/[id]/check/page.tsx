/** A package's tab Check. */
import type { Metadata } from 'next';
import { mayWithPackage } from '../../../packages/package-access';
import { CheckPanel, loadCheck } from '../../check/check-panel';
import { checkWords as words } from '../../check/words';
import { PackageFrame } from '../../package-frame';

export const metadata: Metadata = { title: words.title };

export default async function CheckPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PackageFrame id={id} part="check" load={() => loadCheck(id)}>
      {(loaded, open) => (
        <CheckPanel of={open.package} mayCheck={mayWithPackage(open, 'write')} loaded={loaded} />
      )}
    </PackageFrame>
  );
}
