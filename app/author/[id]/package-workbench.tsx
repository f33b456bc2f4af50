'use client';
/**
 * Where a package is written.
 *
 *      ┌ Files ──────┬ judge.ts                 ┬ Preview  Comments ┐
 *      │ exercise.ts │                          │                   │   narrow: one pane at a time
 *      │ judge.ts    │  editor                  │  one of these     │
 *      └─────────────┴──────────────────────────┴───────────────────┘
 */
import dynamic from 'next/dynamic';
import { Tabs } from 'radix-ui';
import { useRef, useState } from 'react';
import type { PackageComment } from '../../../db/package-comments';
import type { ItemKind } from '../../../db/schema';
import * as words from '../../dictionary';
import { DraftConflict } from '../../drafts/draft-conflict';
import { DraftIndicator } from '../../drafts/draft-indicator';
import { DifferenceView } from '../../editor/difference-view';
import type { EditorSettings } from '../../editor/editor-settings';
import { useEditorSettings } from '../../editor/use-editor-settings';
import { Problem } from '../../problem';
import { Pictures } from '../../question-parts/pictures';
import { Comments } from '../comments';
import type { DraftFileView, Refused, ServerFile } from '../package-draft';
import { QuestionSample } from '../question/question-sample';
import { useQuestionForm } from '../question/use-question-form';
import { usePackageDraft } from '../use-package-draft';
import { authorWords } from '../words';
import { FileTree } from './file-tree';
import { MarkdownPreview } from './markdown-preview';
import { PackageEditor, type PackageEditorHandle } from './package-editor';

/** With what places its popover, which nothing before it needs. */
const EditorSettingsButton = dynamic(
  async () => (await import('../../editor/editor-settings-button')).EditorSettingsButton,
  { ssr: false },
);

type Pane = 'files' | 'code' | 'preview' | 'comments';
const PANES: readonly Pane[] = ['files', 'code', 'preview', 'comments'];

const QUESTION = 'question.json';
/** What one looks at first, where it is there. */
const FIRST = ['statement.md', 'question.ts', QUESTION, 'exercise.ts'];

export function PackageWorkbench(props: {
  packageId: string;
  kind: ItemKind;
  /** Where it would lie, from the project's root, with a slash. */
  folder: string;
  files: readonly ServerFile[];
  revision: number;
  mayWrite: boolean;
  /** Where to begin. */
  at: { readonly file: string; readonly line: number } | null;
  comments: readonly PackageComment[];
  userId: string;
  settings: EditorSettings | null;
  maximumBytes: number;
  /** Null: none was built. */
  typesVersion: string | null;
}) {
  const { packageId, folder, mayWrite, comments } = props;
  const { draft, turn } = usePackageDraft(props);
  const settings = useEditorSettings({ kind: 'user', id: props.userId }, props.settings);
  const editor = useRef<PackageEditorHandle>(null);
  const files: readonly DraftFileView[] =
    draft?.files() ?? props.files.map(({ path, text }) => ({ path, text, state: undefined, other: null }));
  const [chosen, setChosen] = useState(
    () =>
      [props.at?.file, ...FIRST].find((path) => props.files.some((file) => file.path === path)) ??
      props.files[0]?.path,
  );
  const shown = files.find(({ path }) => path === chosen);
  const [line, setLine] = useState(1);
  const [problems, setProblems] = useState<Readonly<Record<string, number>>>({});
  const [pane, setPane] = useState<Pane>('code');
  const [side, setSide] = useState<'preview' | 'comments'>('preview');
  const [told, setTold] = useState('');
  const [refused, setRefused] = useState('');
  /** A question without code is written in a form, and shown as a variant of it. */
  const question = shown?.path === QUESTION ? shown : undefined;
  const form = useQuestionForm({
    text: question?.text,
    isFirst: props.at === null,
    mayWrite: mayWrite && draft !== null,
    paths: files.map(({ path }) => path),
    onText: (text) => draft?.change(QUESTION, text),
  });
  const open = comments.filter(({ resolvedAt }) => resolvedAt === null).length;

  const choose = (path: string) => {
    setChosen(path);
    setPane('code');
  };
  const show = (next: Pane) => {
    setPane(next);
    if (next === 'preview' || next === 'comments') setSide(next);
  };
  /** @returns whether it was done. */
  const attempt = async (
    path: string,
    work: Promise<Refused> | undefined,
    done: string,
  ): Promise<boolean> => {
    setTold('');
    setRefused('');
    const outcome = await work;
    if (outcome === undefined) return false;
    if (outcome === null) setTold(done);
    else setRefused('message' in outcome ? outcome.message : authorWords.meanwhile(path, outcome.by));
    return outcome === null;
  };
  const isFree = (path: string): boolean => {
    const isTaken = files.some((file) => file.path === path);
    if (isTaken) setRefused(authorWords.exists(path));
    return !isTaken;
  };

  return (
    <Tabs.Root
      value={pane}
      onValueChange={(value) => show(value as Pane)}
      className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-8.5rem)] lg:flex-none lg:flex-row"
    >
      <Tabs.List
        aria-label={authorWords.panes}
        className="tab-list bg-surface-raised max-sm:[&>*]:flex-1 max-sm:[&>*]:px-0.5 max-sm:[&>*]:text-xs lg:hidden"
      >
        {PANES.map((each) => (
          <Tabs.Trigger key={each} value={each} className="tab">
            {each === 'comments' ? authorWords.commentCount(open) : authorWords[each]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content
        value="files"
        forceMount
        className="relative min-h-0 overflow-y-auto p-2 max-lg:flex-1 data-[state=inactive]:max-lg:hidden lg:w-60 lg:shrink-0 lg:border-r lg:border-border"
      >
        <FileTree
          files={files}
          shown={chosen}
          problems={problems}
          comments={comments}
          mayWrite={mayWrite && draft !== null}
          kind={props.kind}
          onChoose={choose}
          onAdd={async (path) => {
            if (!isFree(path)) return false;
            const done = await attempt(path, draft?.add(path), authorWords.added(path));
            if (done) choose(path);
            return done;
          }}
          onRename={async (from, to) => {
            if (!isFree(to)) return false;
            const done = await attempt(from, draft?.rename(from, to), authorWords.renameDone(from, to));
            if (done) setChosen(to);
            return done;
          }}
          onRemove={async (path) => {
            await attempt(path, draft?.remove(path), authorWords.removed(path));
          }}
        />
        <Problem text={refused} />
        <p role="status" className="mt-2 text-sm text-text-muted wrap-anywhere">
          {told}
        </p>
      </Tabs.Content>
      <Tabs.Content
        value="code"
        forceMount
        className="flex min-h-[60dvh] min-w-0 flex-1 flex-col data-[state=inactive]:max-lg:hidden lg:min-h-0"
      >
        {shown === undefined ? (
          <p className="p-4 text-text-muted">{authorWords.noFiles}</p>
        ) : (
          <>
            <div className="flex min-h-11 items-center gap-2 border-b border-border px-3 py-1">
              <h2 className="min-w-0 truncate font-mono text-sm">{shown.path}</h2>
              {form.choice ?? null}
              {form.shown === null && <EditorSettingsButton used={settings} />}
              <div className="ml-auto min-w-0">
                {!mayWrite ? (
                  <p className="text-xs text-text-muted">{words.editor.readOnly}</p>
                ) : (
                  shown.state !== undefined && <DraftIndicator status={shown.state.status} />
                )}
              </div>
            </div>
            {!mayWrite && <p className="notice m-2">{authorWords.readOnly}</p>}
            {form.notice}
            {shown.other !== null && (
              <DraftConflict
                title={
                  shown.other.text === null
                    ? authorWords.conflictRemoved(shown.path)
                    : authorWords.conflictTitle(shown.path)
                }
                comparison={
                  <div className="panel overflow-hidden">
                    <DifferenceView
                      original={shown.other.text ?? ''}
                      modified={shown.text}
                      originalLabel={shown.other.by || words.conflict.other}
                      modifiedLabel={words.conflict.mine}
                    />
                  </div>
                }
                onKeepMine={() => draft?.keepMine(shown.path)}
                onTakeOther={() => draft?.takeOther(shown.path)}
              />
            )}
          </>
        )}
        {form.shown}
        {draft !== null && (
          <div className={form.shown === null ? 'contents' : 'hidden'}>
            <PackageEditor
              folder={folder}
              draft={draft}
              turn={turn}
              shown={shown?.path}
              mayWrite={mayWrite}
              settings={settings.settings}
              typesVersion={props.typesVersion}
              handle={editor}
              at={props.at}
              onShow={choose}
              onLine={setLine}
              onProblems={setProblems}
            />
          </div>
        )}
      </Tabs.Content>
      <div
        className={`flex min-h-0 min-w-0 flex-col lg:w-[38%] lg:shrink-0 lg:border-l lg:border-border ${pane === 'preview' || pane === 'comments' ? 'max-lg:flex-1' : 'max-lg:hidden'}`}
      >
        <div className="tab-list hidden bg-surface-raised lg:flex">
          {(['preview', 'comments'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="tab"
              data-state={side === each ? 'active' : 'inactive'}
              aria-pressed={side === each}
              onClick={() => setSide(each)}
            >
              {each === 'comments' ? authorWords.commentCount(open) : authorWords.preview}
            </button>
          ))}
        </div>
        <Tabs.Content
          value="preview"
          forceMount
          className={`relative min-h-0 flex-1 overflow-y-auto p-4 ${side === 'preview' ? '' : 'hidden'}`}
        >
          {question !== undefined ? (
            <QuestionSample packageId={packageId} json={question.text} maximumBytes={props.maximumBytes} />
          ) : shown?.path.endsWith('.svg') === true ? (
            <>
              <h2 className="text-sm text-text-muted">{authorWords.previewOf(shown.path)}</h2>
              <Pictures pictures={[{ svg: shown.text, alternative: shown.path }]} />
            </>
          ) : (
            <MarkdownPreview packageId={packageId} files={files} shown={chosen} />
          )}
        </Tabs.Content>
        <Tabs.Content
          value="comments"
          forceMount
          className={`relative min-h-0 flex-1 overflow-y-auto p-4 ${side === 'comments' ? '' : 'hidden'}`}
        >
          <Comments
            packageId={packageId}
            comments={comments}
            userId={props.userId}
            mayWrite={mayWrite}
            at={shown === undefined ? null : { path: shown.path, line }}
            onGo={(path, to) => {
              if (files.every((file) => file.path !== path)) return;
              choose(path);
              editor.current?.reveal(path, to ?? 1);
            }}
          />
        </Tabs.Content>
      </div>
    </Tabs.Root>
  );
}
