/** Who writes a package, with whose staff it is shared, and its end. What is said of it stands beside its files, too. */
import type { Metadata } from 'next';
import { coursesOf } from '../../../../db/courses';
import { commentsOf } from '../../../../db/package-comments';
import { editorsOf, type PackageEditor, sharedWith } from '../../../../db/packages';
import { mayWithPackage } from '../../../packages/package-access';
import { WideTable } from '../../../wide-table';
import { Comments } from '../../comments';
import { PackageFrame } from '../../package-frame';
import { authorWords } from '../../words';
import { DeletePackage } from './delete-package';
import { AddEditor, EditorChoice } from './editor-changes';
import { ShareForm, UnshareButton } from './sharing';

export const metadata: Metadata = { title: authorWords.people };

export default async function PackagePeoplePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PackageFrame
      id={id}
      part="people"
      load={(_open, user) => Promise.all([editorsOf(id), sharedWith(id), coursesOf(user.id), commentsOf(id)])}
    >
      {([editors, shared, courses, comments], open, user) => {
        const mayManage = mayWithPackage(open, 'manage');
        const shareable = courses.filter(
          ({ id: course, role }) => role !== 'student' && shared.every(({ courseId }) => courseId !== course),
        );
        return (
          <div className="grid gap-x-8 lg:grid-cols-2">
            <div className="min-w-0">
              <h2 className="mt-6 text-lg font-semibold">{authorWords.editors}</h2>
              <Editors packageId={id} editors={editors} mayManage={mayManage} userId={user.id} />
              {mayManage && <AddEditor packageId={id} />}
              <h2 className="mt-8 text-lg font-semibold">{authorWords.shared}</h2>
              <p className="mt-1 text-sm text-text-muted">{authorWords.sharedLead}</p>
              {shared.length === 0 ? (
                <p className="mt-3">{authorWords.sharedNone}</p>
              ) : (
                <ul className="panel mt-3 divide-y divide-border">
                  {shared.map(({ courseId, title }) => (
                    <li key={courseId} className="flex items-center justify-between gap-3 px-3 py-2">
                      <span className="min-w-0 wrap-anywhere">{title}</span>
                      {mayManage && <UnshareButton packageId={id} courseId={courseId} title={title} />}
                    </li>
                  ))}
                </ul>
              )}
              {mayManage && (
                <ShareForm
                  packageId={id}
                  courses={shareable.map(({ id: courseId, title }) => ({ courseId, title }))}
                />
              )}
              {mayManage && (
                <DeletePackage
                  packageId={id}
                  name={open.package.name}
                  wasPublished={open.package.publishedAt !== null}
                />
              )}
            </div>
            <section className="min-w-0" aria-labelledby="comments">
              <h2 id="comments" className="mt-6 mb-3 text-lg font-semibold">
                {authorWords.comments}
              </h2>
              <Comments
                packageId={id}
                comments={comments}
                userId={user.id}
                mayWrite={mayWithPackage(open, 'write')}
                at={null}
              />
            </section>
          </div>
        );
      }}
    </PackageFrame>
  );
}

function Editors(props: {
  packageId: string;
  editors: readonly PackageEditor[];
  mayManage: boolean;
  userId: string;
}) {
  return (
    <WideTable label={authorWords.editors}>
      <tbody>
        {props.editors.map((editor) => (
          <tr key={editor.userId}>
            <td className="max-w-64 break-words">
              <bdi>{editor.name}</bdi>
              <span className="block text-xs text-text-muted">{editor.email}</span>
            </td>
            <td>
              {props.mayManage || editor.userId === props.userId ? (
                <EditorChoice
                  packageId={props.packageId}
                  editor={editor}
                  mayManage={props.mayManage}
                  isSelf={editor.userId === props.userId}
                />
              ) : (
                authorWords.role[editor.role]
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
