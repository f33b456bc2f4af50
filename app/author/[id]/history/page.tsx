/** The versions of a package: who kept each when and why, how any two differ, and how one becomes the draft again. */
import type { Metadata } from 'next';
import { draftFiles } from '../../../../db/package-drafts';
import { type PackageVersion, versionFiles, versionsOf } from '../../../../db/package-versions';
import { packageVersion } from '../../../../grader/packages/package-files';
import { MAX_ARCHIVE_BYTES } from '../../../../grader/packages/zip-archive';
import { Moment } from '../../../moment';
import { mayWithPackage } from '../../../packages/package-access';
import { chosen, type Query } from '../../../page-links';
import { WideTable } from '../../../wide-table';
import { SendOut } from '../../exchange/send-out';
import { PackageFrame } from '../../package-frame';
import { textsOf } from '../../package-origin';
import { authorWords } from '../../words';
import { type ChangedFile, Differences } from './differences';
import { KeepButton, RestoreButton, UploadForm } from './version-changes';

export const metadata: Metadata = { title: authorWords.history };

const DRAFT = 'draft';

interface Address {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
}

export default async function PackageHistoryPage({ params, searchParams }: Address) {
  const { id } = await params;
  const query = await searchParams;
  const path = `/author/${id}/history`;
  const from = chosen(query.from);
  const to = chosen(query.to) ?? DRAFT;
  return (
    <PackageFrame
      id={id}
      part="history"
      load={async () => {
        const [versions, draft] = await Promise.all([versionsOf(id), draftFiles(id)]);
        const texts = textsOf(draft);
        const files = async (of: string) => (of === DRAFT ? texts : versionFiles(id, of));
        const [before, after] =
          from === undefined ? [null, null] : await Promise.all([files(from), files(to)]);
        const changed = before === null || after === null ? null : changedFiles(before, after);
        return { versions, changed, current: texts.size === 0 ? null : packageVersion(texts) };
      }}
    >
      {({ versions, changed, current }, open) => {
        const mayWrite = mayWithPackage(open, 'write');
        return (
          <>
            <h2 className="sr-only">{authorWords.history}</h2>
            <div className="mt-4 flex flex-wrap items-start gap-3">
              {current !== null && (
                <a className="button min-h-9" href={`/author/${id}/zip`} download>
                  {authorWords.download}
                </a>
              )}
              {mayWrite && current !== null && <KeepButton packageId={id} />}
            </div>
            {versions.length === 0 ? (
              <p className="notice mt-4">{authorWords.noVersions}</p>
            ) : (
              <Versions
                id={id}
                versions={versions}
                current={current}
                published={open.package.publishedVersion}
                mayWrite={mayWrite}
              />
            )}
            {versions.length > 0 && (
              <section className="mt-8" aria-labelledby="compare">
                <h2 id="compare" className="text-lg font-semibold">
                  {authorWords.compare}
                </h2>
                <form method="get" action={path} className="mt-3 flex flex-wrap items-end gap-3">
                  <VersionChoice
                    name="from"
                    label={authorWords.from_}
                    chosen={from ?? versions[0].version}
                    versions={versions}
                  />
                  <VersionChoice name="to" label={authorWords.to} chosen={to} versions={versions} />
                  <button type="submit" className="button min-h-9">
                    {authorWords.show}
                  </button>
                </form>
                {changed !== null && from !== undefined && (
                  <Differences
                    key={`${from} ${to}`}
                    changed={changed}
                    labels={
                      [from, to].map((of) => (of === DRAFT ? authorWords.draft : of)) as [string, string]
                    }
                  />
                )}
              </section>
            )}
            {mayWrite && <UploadForm packageId={id} mostBytes={MAX_ARCHIVE_BYTES} />}
            {current !== null && (
              <SendOut
                packageId={id}
                formats={open.package.kind === 'question' ? ['qti-3.0', 'qti-2.1'] : ['kattis']}
              />
            )}
          </>
        );
      }}
    </PackageFrame>
  );
}

type Texts = ReadonlyMap<string, string>;

function changedFiles(before: Texts, after: Texts): ChangedFile[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path): ChangedFile[] => {
    const [original, modified] = [before.get(path), after.get(path)];
    if (original === modified) return [];
    const change = original === undefined ? 'added' : modified === undefined ? 'removed' : 'changed';
    return [{ path, change, original: original ?? '', modified: modified ?? '' }];
  });
}

function Versions(props: {
  id: string;
  versions: readonly PackageVersion[];
  current: string | null;
  published: string | null;
  mayWrite: boolean;
}) {
  const { id, versions, current, published, mayWrite } = props;
  const columns = authorWords.versionColumns;
  return (
    <WideTable label={authorWords.history}>
      <thead>
        <tr>
          <th scope="col">{columns.version}</th>
          <th scope="col">{columns.when}</th>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.why}</th>
          <th scope="col">{columns.what}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ version, reason, by, createdAt }) => (
          <tr key={version}>
            <td>
              <code className="font-mono">{version}</code>
              {version === current && (
                <span className="block text-xs text-text-muted">{authorWords.sameAsDraft}</span>
              )}
              {version === published && (
                <span className="block text-xs text-text-muted">{authorWords.publishedLast}</span>
              )}
            </td>
            <td className="whitespace-nowrap">
              <Moment at={createdAt} />
            </td>
            <td className="max-w-48 break-words">
              <bdi>{by}</bdi>
            </td>
            <td>{authorWords.reason[reason] ?? reason}</td>
            <td>
              <span className="flex gap-2">
                <a
                  className="button"
                  href={`/author/${id}/zip?version=${version}`}
                  aria-label={authorWords.zipOf(version)}
                  download
                >
                  {authorWords.zip}
                </a>
                {mayWrite && version !== current && <RestoreButton packageId={id} version={version} />}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function VersionChoice(props: {
  name: string;
  label: string;
  chosen: string;
  versions: readonly PackageVersion[];
}) {
  return (
    <label className="min-w-0 text-sm">
      <span className="mb-1 block">{props.label}</span>
      <select className="field font-mono" name={props.name} defaultValue={props.chosen}>
        <option value={DRAFT}>{authorWords.draft}</option>
        {props.versions.map(({ version }) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
    </label>
  );
}
