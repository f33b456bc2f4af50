'use client';
/** How two versions differ, file by file: each is compared once it is opened. */
import { useState } from 'react';
import { DifferenceView } from '../../../editor/difference-view';
import { authorWords } from '../../words';

export interface ChangedFile {
  readonly path: string;
  readonly change: keyof typeof authorWords.change;
  readonly original: string;
  readonly modified: string;
}

export function Differences(props: {
  changed: readonly ChangedFile[];
  /** What each is called. */
  labels: readonly [string, string];
}) {
  const { changed, labels } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(changed.slice(0, 1).map(({ path }) => path)),
  );
  if (changed.length === 0) return <p className="notice mt-4">{authorWords.noDifference}</p>;
  const turn = (path: string) => {
    const next = new Set(opened);
    if (!next.delete(path)) next.add(path);
    setOpened(next);
  };
  return (
    <ul className="mt-4 space-y-2">
      {changed.map(({ path, change, original, modified }) => (
        <li key={path} className="panel overflow-hidden">
          <h3>
            <button
              type="button"
              className="flex w-full gap-3 px-3 py-2 text-left text-sm hover:bg-surface-sunken"
              aria-expanded={opened.has(path)}
              onClick={() => turn(path)}
            >
              <span className="min-w-0 font-mono wrap-anywhere">{path}</span>
              <span className="ml-auto text-text-muted">{authorWords.change[change]}</span>
            </button>
          </h3>
          {opened.has(path) && (
            <DifferenceView
              original={original}
              modified={modified}
              originalLabel={labels[0]}
              modifiedLabel={labels[1]}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
