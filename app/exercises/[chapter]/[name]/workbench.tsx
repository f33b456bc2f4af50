'use client';
/**
 * The page on which an exercise is solved.
 *
 *      ┌───────────┬───────────────┐
 *      │           │ editor        │        narrow: the three panes are tabs
 *      │ statement ├───────────────┤
 *      │           │ results       │
 *      └───────────┴───────────────┘
 *
 * Keys, anywhere on the page: Ctrl+Enter runs, Ctrl+Shift+Enter submits, F8 and Shift+F8 go to the next and the
 * previous failure.
 */
import Link from 'next/link';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import type { Diagnostic } from '../../../../grader/verdict';
import { words } from '../../../dictionary';
import { type EditorCommands, type EditorHandle, SolutionEditor } from '../../../editor/solution-editor';
import type { Place } from '../../../neighbour-links';
import { failuresOf } from '../../../verdict/failure';
import type { VerdictFocus } from '../../../verdict/verdict-view';
import type { ServerDraft } from './draft-keeper';
import { DraftConflict, DraftIndicator } from './draft-notice';
import { ResultsPane } from './results-pane';
import { SplitHandle, useSplit } from './split-handle';
import { Statement, type StatementExercise } from './statement';
import { type DraftOwner, useDraft } from './use-draft';
import { useRuns } from './use-runs';

export type WorkbenchExercise = StatementExercise & Pick<CatalogueExercise, 'view' | 'starter' | 'contract'>;

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];
const PANES = ['statement', 'code', 'results'] as const;
type Pane = (typeof PANES)[number];
const NARROW_PANE = 'data-[state=inactive]:max-lg:hidden';

export function Workbench(props: {
  exercise: WorkbenchExercise;
  statementHtml: string;
  /** What stands before and behind it in the course. */
  beside: { previous?: Place; next?: Place };
  hintsHtml: readonly string[];
  owner: DraftOwner;
  draft: ServerDraft | null;
  /** The longest draft that is kept. */
  maximumBytes: number;
  browserGrader: string;
}) {
  const { exercise, owner } = props;
  const draft = useDraft({
    exercise: exercise.id,
    starter: exercise.starter,
    owner,
    server: props.draft,
    maximumBytes: props.maximumBytes,
  });
  const runs = useRuns(exercise.id, props.browserGrader);
  const editor = useRef<EditorHandle>(null);
  const [pane, setPane] = useState<Pane>('statement');
  const [focus, setFocus] = useState<VerdictFocus>();
  const [statementShown, setStatementShown] = useState(true);
  const [statementPercent, setStatementPercent] = useSplit('statement', 40);
  const [editorPercent, setEditorPercent] = useSplit('editor', 55);
  const [told, setTold] = useState('');
  const source = draft.state?.source ?? exercise.starter;
  const isBusy = runs.run.kind === 'running' || runs.run.kind === 'submitting';

  const commands = useRef<EditorCommands>({ run() {}, submit() {}, nextFailure() {} });
  commands.current = {
    run() {
      if (isBusy || draft.state === null) return;
      setFocus(undefined);
      setTold('');
      setPane('results');
      void runs.runSamples(source);
    },
    submit() {
      if (isBusy || draft.state === null) return;
      if (owner.kind === 'visitor') {
        setTold(words.workbench.submitNeedsAccountText);
        return;
      }
      setFocus(undefined);
      setTold('');
      setPane('results');
      void runs.submit(source);
    },
    nextFailure(direction) {
      if (runs.verdict === null) return;
      const failures = failuresOf(runs.verdict);
      if (failures.length === 0) return;
      const at = focus === undefined ? -1 : failures.indexOf(focus.failure);
      const known =
        focus === undefined ? -1 : at >= 0 ? at : failures.findIndex((each) => sameFailure(each, focus));
      const next =
        known < 0
          ? direction > 0
            ? 0
            : failures.length - 1
          : (known + direction + failures.length) % failures.length;
      setFocus({ failure: failures[next], turn: (focus?.turn ?? 0) + 1 });
      setPane('results');
    },
  };

  useEffect(() => {
    // Monaco binds the same keys for itself; it stops what it handled.
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        if (event.shiftKey) commands.current.submit();
        else commands.current.run();
      } else if (event.key === 'F8') commands.current.nextFailure(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const reveal = (line: number, column: number) => {
    setPane('code');
    editor.current?.reveal(line, column);
  };

  return (
    <Tabs.Root
      value={pane}
      onValueChange={(value) => setPane(value as Pane)}
      className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-3rem)] lg:flex-none lg:flex-row"
    >
      <Tabs.List
        aria-label={exercise.title}
        className="flex border-b border-border bg-surface-raised lg:hidden"
      >
        {PANES.map((each) => (
          <Tabs.Trigger
            key={each}
            value={each}
            className="flex-1 px-2 py-2.5 text-sm text-text-muted data-[state=active]:text-text data-[state=active]:font-medium data-[state=active]:shadow-[inset_0_-2px_0_var(--accent)]"
          >
            {words.workbench[each]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>

      <Tabs.Content
        value="statement"
        forceMount
        className={`${NARROW_PANE} relative min-w-0 overflow-y-auto ${statementShown ? '' : 'lg:hidden'} lg:w-(--share) lg:shrink-0`}
        style={{ '--share': `${statementPercent}%` } as React.CSSProperties}
      >
        <Statement
          exercise={exercise}
          html={props.statementHtml}
          hints={props.hintsHtml}
          beside={props.beside}
        />
      </Tabs.Content>
      {statementShown && (
        <SplitHandle
          orientation="vertical"
          label={words.workbench.resizeStatement}
          percent={statementPercent}
          onChange={setStatementPercent}
          className="hidden lg:block"
        />
      )}

      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Tabs.Content
          value="code"
          forceMount
          className={`${NARROW_PANE} flex min-h-0 flex-col max-lg:flex-1 lg:h-(--share)`}
          style={{ '--share': `${editorPercent}%` } as React.CSSProperties}
        >
          <div className="flex min-h-11 items-center gap-2 border-b border-border px-2 py-1">
            <button
              type="button"
              className="button button-quiet hidden px-2 lg:inline-flex"
              aria-pressed={!statementShown}
              onClick={() => setStatementShown(!statementShown)}
            >
              {statementShown ? words.workbench.hideStatement : words.workbench.showStatement}
            </button>
            <button
              type="button"
              className="button button-quiet px-2"
              disabled={draft.state === null || source === exercise.starter}
              onClick={() => {
                editor.current?.replace(exercise.starter);
                setTold(words.workbench.resetDone);
              }}
            >
              {words.workbench.reset}
            </button>
            <div className="ml-auto min-w-0">
              {draft.state !== null && <DraftIndicator status={draft.state.status} />}
            </div>
          </div>
          {draft.state?.other && (
            <DraftConflict
              state={draft.state}
              onKeepMine={draft.keepMine}
              onTakeOther={() => editor.current?.replace(draft.takeOther())}
            />
          )}
          <div className="flex min-h-[55dvh] flex-1 flex-col bg-surface-raised lg:min-h-0">
            {draft.state !== null && (
              <SolutionEditor
                path={`exercises/${exercise.id}/solution.ts`}
                initialText={draft.state.source}
                contract={exercise.contract}
                diagnostics={runs.verdict?.diagnostics ?? NO_DIAGNOSTICS}
                commands={commands}
                handle={editor}
                onChange={draft.change}
              />
            )}
          </div>
        </Tabs.Content>

        <SplitHandle
          orientation="horizontal"
          label={words.workbench.resize}
          percent={editorPercent}
          onChange={setEditorPercent}
          className="hidden lg:block"
        />
        <div className="sticky bottom-0 z-20 order-last flex flex-wrap items-center gap-2 border-t border-border bg-surface-raised px-3 py-2 lg:static lg:order-none lg:border-t-0 lg:border-b">
          <button
            type="button"
            className="button"
            title={words.workbench.runHint}
            disabled={isBusy || draft.state === null}
            onClick={() => commands.current.run()}
          >
            {words.workbench.run}
          </button>
          <button
            type="button"
            className="button button-primary"
            title={words.workbench.submitHint}
            disabled={isBusy || draft.state === null}
            onClick={() => commands.current.submit()}
          >
            {words.workbench.submit}
          </button>
          {runs.verdict !== null && failuresOf(runs.verdict).length > 0 && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => commands.current.nextFailure(1)}
            >
              {words.workbench.nextFailure} <kbd className="key">F8</kbd>
            </button>
          )}
          <p role="status" className="min-w-0 text-sm text-text-muted">
            {told}
            {told === words.workbench.submitNeedsAccountText && (
              <Link className="link ml-2" href={`/sign-in?next=/exercises/${exercise.id}`}>
                {words.site.signIn}
              </Link>
            )}
          </p>
        </div>
        <Tabs.Content
          value="results"
          forceMount
          className={`${NARROW_PANE} relative min-h-0 min-w-0 flex-1 overflow-y-auto`}
        >
          <ResultsPane
            runs={runs}
            view={exercise.view}
            sampleCount={exercise.samples.length}
            currentSource={source}
            focus={focus}
            onReveal={reveal}
          />
        </Tabs.Content>
      </div>
    </Tabs.Root>
  );
}

function sameFailure(failure: VerdictFocus['failure'], focus: VerdictFocus): boolean {
  return failure.caseName === focus.failure.caseName && failure.rule === focus.failure.rule;
}
