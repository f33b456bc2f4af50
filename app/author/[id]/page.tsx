/** The files of a package: written, seen as students see them, and commented. */
import type { Metadata } from 'next';
import { editorSettings } from '../../../db/editor-settings';
import { commentsOf } from '../../../db/package-comments';
import { draftFiles } from '../../../db/package-drafts';
import { MAX_PACKAGE_FILE_BYTES } from '../../../grader/packages/package-files';
import { mayWithPackage } from '../../packages/package-access';
import { chosen, pageNumber, type Query } from '../../page-links';
import { readAuthorTypes } from '../author-types';
import { PackageFrame } from '../package-frame';
import { authorWords } from '../words';
import { PackageWorkbench } from './package-workbench';

export const metadata: Metadata = { title: authorWords.parts.files };

interface Address {
  params: Promise<{ id: string }>;
  /** Where one is led to (file-places.ts). */
  searchParams: Promise<Query>;
}

export default async function PackageFilesPage({ params, searchParams }: Address) {
  const { id } = await params;
  const query = await searchParams;
  const file = chosen(query.file);
  const line = chosen(query.line);
  return (
    <PackageFrame
      id={id}
      part="files"
      isFull
      load={(_open, user) => Promise.all([draftFiles(id), commentsOf(id), editorSettings(user.id)])}
    >
      {([files, comments, settings], open, user) => {
        const { name, kind, home, draftRevision } = open.package;
        const [chapter] = home.split('/');
        return (
          <PackageWorkbench
            key={`${id} ${file} ${line}`}
            packageId={id}
            kind={kind}
            at={file === undefined ? null : { file, line: pageNumber(line) }}
            folder={`exercises/${chapter}/${kind === 'question' ? 'questions/' : ''}${name}/`}
            files={files.map(({ path, text, revision, by }) => ({ path, text, revision, by }))}
            revision={draftRevision}
            mayWrite={mayWithPackage(open, 'write')}
            comments={comments}
            userId={user.id}
            settings={settings}
            maximumBytes={MAX_PACKAGE_FILE_BYTES}
            typesVersion={readAuthorTypes()?.version ?? null}
          />
        );
      }}
    </PackageFrame>
  );
}
