'use client';
/** The files of a package by folder; adds one, and renames or deletes the one that is shown. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PackageComment } from '../../../db/package-comments';
import type { ItemKind } from '../../../db/schema';
import type { DraftFileView } from '../package-draft';
import { authorWords } from '../words';

type Step = 'none' | 'renames' | 'asks';

export function FileTree(props: {
  files: readonly DraftFileView[];
  shown: string | undefined;
  /** Errors of types by path. */
  problems: Readonly<Record<string, number>>;
  comments: readonly PackageComment[];
  mayWrite: boolean;
  kind: ItemKind;
  onChoose(path: string): void;
  /** @returns whether it was done. */
  onAdd(path: string): Promise<boolean>;
  onRename(from: string, to: string): Promise<boolean>;
  onRemove(path: string): Promise<void>;
}) {
  const { files, shown, mayWrite } = props;
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))].sort();
  const isThere = files.some(({ path }) => path === shown);
  return (
    <>
      <nav aria-label={authorWords.files}>
        {folders.map((folder) => (
          <div key={folder}>
            {folder !== '' && <p className="mt-2 px-2 font-mono text-xs text-text-muted">{folder}/</p>}
            <ul>
              {files
                .filter(({ path }) => folderOf(path) === folder)
                .map((file) => (
                  <FileRow key={file.path} file={file} {...props} />
                ))}
            </ul>
          </div>
        ))}
      </nav>
      {mayWrite && isThere && shown !== undefined && <FileChanges key={shown} path={shown} {...props} />}
      {mayWrite && <AddFile kind={props.kind} onAdd={props.onAdd} />}
    </>
  );
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function FileRow(props: Parameters<typeof FileTree>[0] & { file: DraftFileView }) {
  const { file, shown, problems, comments, onChoose } = props;
  const { path, state, other } = file;
  const errors = problems[path] ?? 0;
  const said = comments.filter((each) => each.path === path && each.resolvedAt === null).length;
  return (
    <li>
      <button
        type="button"
        aria-current={path === shown}
        className="flex min-h-7 w-full items-center gap-2 rounded px-2 text-left text-sm hover:bg-surface-sunken aria-[current=true]:bg-surface-sunken aria-[current=true]:font-medium"
        onClick={() => onChoose(path)}
      >
        <span className="min-w-0 truncate font-mono" title={path}>
          {nameOf(path)}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-2 text-xs font-normal">
          {other !== null ? (
            <span className="text-warning">⚠ {authorWords.inConflict}</span>
          ) : (
            state !== undefined &&
            state.status !== 'saved' && (
              <span className="text-text-muted" title={authorWords.unsaved}>
                <span aria-hidden="true">●</span>
                <span className="sr-only">{authorWords.unsaved}</span>
              </span>
            )
          )}
          {said > 0 && (
            <span
              className="flex items-center gap-0.5 text-text-muted"
              title={authorWords.commentCount(said)}
            >
              <Bubble />
              <span aria-hidden="true">{said}</span>
              <span className="sr-only">{authorWords.commentCount(said)}</span>
            </span>
          )}
          {errors > 0 && (
            <span className="text-bad" title={authorWords.problems(errors)}>
              <span aria-hidden="true">✕{errors}</span>
              <span className="sr-only">{authorWords.problems(errors)}</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** The site's fonts have no such sign. */
function Bubble() {
  return (
    <svg viewBox="0 0 12 12" className="size-3" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M1.5 1.5h9v6.5h-5l-2.5 2.5v-2.5h-1.5z" strokeLinejoin="round" />
    </svg>
  );
}

function FileChanges(props: Parameters<typeof FileTree>[0] & { path: string }) {
  const { path, onRename, onRemove } = props;
  const [step, setStep] = useState<Step>('none');
  const first = useRef<HTMLButtonElement & HTMLInputElement>(null);
  const wasOpen = useRef(false);
  // What had the focus is gone with each step.
  useEffect(() => {
    if (step !== 'none' || wasOpen.current) first.current?.focus();
    wasOpen.current = step !== 'none';
  }, [step]);
  const close = () => setStep('none');

  if (step === 'renames')
    return (
      <form
        method="post"
        className="mt-3 px-2"
        onSubmit={async (event) => {
          event.preventDefault();
          const to = String(new FormData(event.currentTarget).get('path') ?? '').trim();
          if (to === path || to === '' || (await onRename(path, to))) close();
        }}
      >
        <label className="text-sm">
          {authorWords.renameLabel(path)}
          <input
            ref={first}
            name="path"
            className="field mt-1 font-mono"
            defaultValue={path}
            maxLength={120}
          />
        </label>
        <div className="mt-2 flex gap-2">
          <button type="submit" className="button">
            {authorWords.rename}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {authorWords.cancel}
          </button>
        </div>
      </form>
    );
  if (step === 'asks')
    return (
      <div className="mt-3 px-2">
        <p className="text-sm wrap-anywhere">{authorWords.removeSure(path)}</p>
        <div className="mt-2 flex gap-2">
          <button
            ref={first}
            type="button"
            className="button"
            onClick={async () => {
              await onRemove(path);
              close();
            }}
          >
            {authorWords.remove}
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            {authorWords.cancel}
          </button>
        </div>
      </div>
    );
  return (
    <div className="mt-3 flex gap-2 px-2">
      <button ref={first} type="button" className="button" onClick={() => setStep('renames')}>
        {authorWords.rename}
      </button>
      <button type="button" className="button" onClick={() => setStep('asks')}>
        {authorWords.remove}
      </button>
    </div>
  );
}

function AddFile({ kind, onAdd }: { kind: ItemKind; onAdd(path: string): Promise<boolean> }) {
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const path = String(new FormData(form).get('path') ?? '').trim();
    if (path !== '' && (await onAdd(path))) form.reset();
  };
  return (
    <form onSubmit={add} method="post" className="mt-4 px-2">
      <label htmlFor="new-file" className="mb-1 block text-sm">
        {authorWords.addLabel}
      </label>
      <div className="flex gap-2">
        <input
          id="new-file"
          name="path"
          className="field min-w-0 font-mono"
          maxLength={120}
          autoComplete="off"
          aria-describedby="new-file-hint"
        />
        <button type="submit" className="button min-h-9">
          {authorWords.add}
        </button>
      </div>
      <p id="new-file-hint" className="mt-1 text-xs text-text-muted">
        {authorWords.addHint[kind]}
      </p>
    </form>
  );
}
