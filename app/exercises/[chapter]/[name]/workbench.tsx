'use client';
/**
 * The page on which an exercise is solved.
 *
 *      ┌ Statement Summary Replay Cases Console ┬ solution.ts contract.ts ┐
 *      │                                        │                         │   narrow: one pane at a time,
 *      │  one of these                          │  editor                 │   the code is one more tab
 *      │                                        ├─────────────────────────┤
 *      │                                        │  Run  Submit            │
 *      └────────────────────────────────────────┴─────────────────────────┘
 *
 * So a replay has the whole height beside the code that it is about. Keys, anywhere on the page: Ctrl+Enter runs,
 * Ctrl+Shift+Enter submits, F8 and Shift+F8 go to the next and the previous failure, F9 lets the replay fill the
 * window.
 */
import dynamic from 'next/dynamic';
import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import type { Diagnostic } from '../../../../grader/verdict';
import { SignInLink } from '../../../account-links';
import * as words from '../../../dictionary';
import type { ServerDraft } from '../../../drafts/draft-keeper';
import { DraftConflict, DraftIndicator } from '../../../drafts/draft-notice';
import { useDraft } from '../../../drafts/use-draft';
import { DifferenceView } from '../../../editor/difference-view';
import type { EditorSettings } from '../../../editor/editor-settings';
import { type EditorCommands, type EditorHandle, SolutionEditor } from '../../../editor/solution-editor';
import { useEditorSettings } from '../../../editor/use-editor-settings';
import type { Owner } from '../../../owner';
import type { Surroundings } from '../../../packages/given-items';
import { useKeptFocus } from '../../../use-kept-focus';
import { useCaseSelection } from '../../../verdict/case-selection';
import { failuresOf } from '../../../verdict/failure';
import { verdictInBrief } from '../../../verdict/in-brief';
import { useVerdictPanelAhead } from '../../../verdict/lazy-verdict-panel';
import { PanelTab } from '../../../verdict/panel-tab';
import { openingPanel, VERDICT_PANELS, type VerdictPanelName } from '../../../verdict/verdict-panels';
import { saveDraftAction } from '../../actions';
import { ResultsPane } from './results-pane';
import { SplitHandle, useSplit } from './split-handle';
import { Statement, type StatementExercise } from './statement';
import { type Grading, gradedOf, useRuns } from './use-runs';

export type WorkbenchExercise = StatementExercise &
  Pick<CatalogueExercise, 'view' | 'starter' | 'contract' | 'metric'>;

/** With what places its popover, which nothing before it needs; its place is kept. */
const EditorSettingsButton = dynamic(
  async () => (await import('../../../editor/editor-settings-button')).EditorSettingsButton,
  {
    ssr: false,
    loading: () => (
      <span className="button button-quiet invisible px-2">
        <span className="w-4" />
        <span className="max-sm:hidden">{words.editor.short}</span>
      </span>
    ),
  },
);

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];
/** What the left side shows; on a narrow page there is the code instead, or one of these. */
type LeftPane = 'statement' | VerdictPanelName;

export interface WorkbenchProps extends Surroundings {
  exercise: WorkbenchExercise;
  statementHtml: string;
  hintsHtml: readonly string[];
  owner: Owner;
  draft: ServerDraft | null;
  /** Of the editor; null where the account has none. */
  settings: EditorSettings | null;
  /** The longest draft that is kept. */
  maximumBytes: number;
  grading: Grading;
}

export function Workbench(props: WorkbenchProps) {
  const { exercise, owner, grading } = props;
  const isPreview = grading.kind === 'server' && grading.isPreview === true;
  const draft = useDraft({
    // What is tried in a preview is nobody's solution.
    item: isPreview ? `preview:${exercise.id}` : exercise.id,
    starter: exercise.starter,
    owner,
    server: props.draft,
    maximumBytes: props.maximumBytes,
    save: (text, baseRevision) => saveDraftAction({ exercise: exercise.id, source: text, baseRevision }),
  });
  const editorSettings = useEditorSettings(owner, props.settings);
  const runs = useRuns(exercise.id, grading);
  useVerdictPanelAhead();
  const editor = useRef<EditorHandle>(null);
  const panes = useRef<HTMLDivElement>(null);
  useKeptFocus(panes);
  const [left, setLeft] = useState<LeftPane>('statement');
  /** Where there is room for one pane only. */
  const [codeShown, setCodeShown] = useState(false);
  const isWide = useIsWide();
  const [isEditorAlone, setEditorAlone] = useState(false);
  const [leftPercent, setLeftPercent] = useSplit('statement', 45);
  const [fillTurn, setFillTurn] = useState(0);
  const [told, setTold] = useState('');
  const source = draft.state?.source ?? exercise.starter;
  const isUntouched = draft.state === null || source === exercise.starter;
  const isBusy = runs.run.kind === 'running' || runs.run.kind === 'submitting';
  const { verdict } = runs;
  const selection = useCaseSelection(verdict);
  const hasFailures = verdict !== null && failuresOf(verdict).length > 0;

  const show = (pane: LeftPane) => {
    setLeft(pane);
    setCodeShown(false);
    setEditorAlone(false);
  };
  const startRun = () => {
    setTold('');
    show('summary');
  };
  // A verdict opens where it has something to show, unless one went on reading.
  const [seenVerdict, setSeenVerdict] = useState(verdict);
  if (seenVerdict !== verdict) {
    setSeenVerdict(verdict);
    if (verdict !== null && left === 'summary') setLeft(openingPanel(verdict));
  }

  const commands = useRef<EditorCommands>({ run() {}, submit() {}, nextFailure() {}, fill() {} });
  commands.current = {
    run() {
      if (isBusy || draft.state === null) return;
      if (owner.kind === 'visitor' && grading.kind === 'server' && !isPreview) {
        setTold(words.packages.signIn);
        return;
      }
      startRun();
      void runs.runSamples(source);
    },
    submit() {
      if (isBusy || draft.state === null) return;
      if (owner.kind === 'visitor' && !isPreview) {
        setTold(words.workbench.submitNeedsAccountText);
        return;
      }
      startRun();
      void runs.submit(source);
    },
    nextFailure(direction) {
      const failure = selection.step(direction, left === 'replay');
      if (failure === undefined) return;
      show('replay');
      setTold(words.workbench.failureOf(failure.rule, failure.caseName));
    },
    fill() {
      if (verdict === null) return;
      show('replay');
      setFillTurn(fillTurn + 1);
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
      else if (event.key === 'F9') commands.current.fill();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const reveal = (line: number, column: number) => {
    // What is hidden cannot take the focus.
    flushSync(() => setCodeShown(true));
    editor.current?.reveal(line, column);
  };

  return (
    <Tabs.Root
      ref={panes}
      value={isWide || !codeShown ? left : 'code'}
      onValueChange={(value) => {
        if (value === 'code') setCodeShown(true);
        else show(value as LeftPane);
      }}
      className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-3rem)] lg:flex-none lg:flex-row"
    >
      <div
        className={`flex min-w-0 flex-col lg:w-(--share) lg:shrink-0 ${codeShown ? '' : 'max-lg:flex-1'} ${isEditorAlone ? 'lg:hidden' : ''}`}
        style={{ '--share': `${leftPercent}%` } as React.CSSProperties}
      >
        {left !== 'statement' && <h1 className="sr-only">{exercise.title}</h1>}
        <Tabs.List
          aria-label={words.workbench.panes}
          className="tab-list bg-surface-raised max-lg:sticky max-lg:top-0 max-lg:z-20 max-sm:[&>*]:flex-1 max-sm:[&>*]:px-0.5 max-sm:[&>*]:text-xs"
        >
          <Tabs.Trigger value="statement" className="tab">
            {words.workbench.statement}
          </Tabs.Trigger>
          <Tabs.Trigger value="code" className="tab lg:hidden">
            {words.workbench.code}
          </Tabs.Trigger>
          {VERDICT_PANELS.map((panel) => (
            <PanelTab key={panel} panel={panel} verdict={verdict} />
          ))}
        </Tabs.List>
        <Tabs.Content
          value="statement"
          forceMount
          className="relative min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden"
        >
          <Statement
            exercise={exercise}
            html={props.statementHtml}
            hints={props.hintsHtml}
            up={props.up}
            beside={props.beside}
            isPreview={isPreview}
          />
        </Tabs.Content>
        {VERDICT_PANELS.map((panel) => (
          <Tabs.Content
            key={panel}
            value={panel}
            forceMount
            className="relative min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden"
          >
            <ResultsPane
              panel={panel}
              runs={runs}
              view={exercise.view}
              sampleCount={exercise.samples.length}
              isAtSite={grading.kind === 'server'}
              currentSource={source}
              selection={selection}
              fillTurn={fillTurn}
              after={{
                metric: exercise.metric,
                leaderboardHref: `/exercises/${exercise.id}/leaderboard`,
                next: props.beside.next,
              }}
              onPanel={show}
              onReveal={reveal}
            />
          </Tabs.Content>
        ))}
      </div>
      {!isEditorAlone && (
        <SplitHandle
          label={words.workbench.resizeStatement}
          percent={leftPercent}
          onChange={setLeftPercent}
          className="hidden lg:block"
        />
      )}

      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:contents">
        <Tabs.Content
          value="code"
          forceMount
          className="flex min-h-0 flex-1 flex-col data-[state=inactive]:max-lg:hidden"
        >
          <div className="flex min-h-11 items-center gap-2 border-b border-border px-2 py-1">
            <button
              type="button"
              className="button button-quiet hidden px-2 aria-pressed:bg-surface-sunken lg:inline-flex"
              aria-pressed={isEditorAlone}
              onClick={() => setEditorAlone(!isEditorAlone)}
            >
              {words.workbench.editorAlone}
            </button>
            <button
              type="button"
              className="button button-quiet px-2"
              // Not `disabled`: the focus would fall to the page's body.
              aria-disabled={isUntouched}
              onClick={() => {
                if (isUntouched) return;
                editor.current?.replace(exercise.starter);
                setTold(words.workbench.resetDone);
              }}
            >
              {words.workbench.reset}
            </button>
            <EditorSettingsButton used={editorSettings} />
            <div className="ml-auto min-w-0">
              {draft.state !== null && !isPreview && <DraftIndicator status={draft.state.status} />}
            </div>
          </div>
          {draft.state?.other && (
            <DraftConflict
              title={words.draft.conflictTitle}
              comparison={
                <div className="panel overflow-hidden">
                  <DifferenceView
                    original={draft.state.other.source}
                    modified={draft.state.source}
                    originalLabel={words.draft.other}
                    modifiedLabel={words.draft.mine}
                  />
                </div>
              }
              onKeepMine={draft.keepMine}
              onTakeOther={() => editor.current?.replace(draft.takeOther())}
            />
          )}
          <div className="flex min-h-[55dvh] flex-1 flex-col bg-surface-raised lg:min-h-0">
            {draft.state !== null && (
              <SolutionEditor
                path={solutionPath(exercise)}
                initialText={draft.state.source}
                contract={exercise.contract}
                diagnostics={verdict?.status === 'rejected' ? verdict.diagnostics : NO_DIAGNOSTICS}
                profile={
                  runs.run.kind === 'ran' && runs.run.source === source ? runs.run.samples.profile : undefined
                }
                settings={editorSettings.settings}
                commands={commands}
                handle={editor}
                onChange={draft.change}
              />
            )}
          </div>
        </Tabs.Content>

        <div className="sticky bottom-0 z-20 flex flex-wrap items-center gap-2 border-t border-border bg-surface-raised px-3 py-2 lg:static">
          <button
            type="button"
            className="button"
            title={grading.kind === 'server' ? words.packages.runHint : words.workbench.runHint}
            // Not `disabled`: the focus would fall to the page's body.
            aria-disabled={isBusy || draft.state === null}
            onClick={() => commands.current.run()}
          >
            {words.workbench.run}
          </button>
          <button
            type="button"
            className="button button-primary"
            title={words.workbench.submitHint}
            // Not `disabled`: the focus would fall to the page's body.
            aria-disabled={isBusy || draft.state === null}
            onClick={() => commands.current.submit()}
          >
            {words.workbench.submit}
          </button>
          {hasFailures && (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => commands.current.nextFailure(1)}
            >
              {words.workbench.nextFailure} <kbd className="key">F8</kbd>
            </button>
          )}
          <p role="status" className="min-w-0 text-sm text-text-muted">
            {told !== '' ? told : verdict !== null && verdictInBrief(verdict, gradedOf(runs.run))}
            {(told === words.workbench.submitNeedsAccountText || told === words.packages.signIn) && (
              <SignInLink />
            )}
          </p>
        </div>
      </div>
    </Tabs.Root>
  );
}

/** Beside its contract, from where it imports. */
function solutionPath({ id, contract }: WorkbenchExercise): string {
  const [path = `exercises/${id}/contract.ts`] = contract.map((file) => file.path);
  return path.replace(/[^/]*$/, 'solution.ts');
}

const WIDE = '(min-width: 64rem)';

function useIsWide(): boolean {
  return useSyncExternalStore(
    (react) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', react);
      return () => query.removeEventListener('change', react);
    },
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}
