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
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import type { CatalogueExercise } from '../../../../exercises/catalogue';
import type { Diagnostic } from '../../../../grader/verdict';
import { SignInLink } from '../../../account-links';
import * as words from '../../../dictionary';
import { DraftIndicator } from '../../../drafts/draft-indicator';
import type { ServerDraft } from '../../../drafts/draft-keeper';
import { useDraft } from '../../../drafts/use-draft';
import type { EditorSettings } from '../../../editor/editor-settings';
import type { EditorCommands, EditorHandle } from '../../../editor/solution-editor';
import { useFetchedAhead } from '../../../later';
import type { Owner } from '../../../owner';
import type { Surroundings } from '../../../packages/given-items';
import { Tab, TabList, TabPanel, Tabs } from '../../../tabs';
import { useKeptFocus } from '../../../use-kept-focus';
import { useCaseSelection } from '../../../verdict/case-selection';
import { failuresOf } from '../../../verdict/failure';
import { PanelTab } from '../../../verdict/panel-tab';
import { openingPanel, VERDICT_PANELS, type VerdictPanelName } from '../../../verdict/verdict-panels';
import { saveDraftAction } from '../../actions';
import { loadLaterParts, ResultInBrief, ResultsPane, SolutionEditor, SourceConflict } from './later-parts';
import { SplitHandle, useSplit } from './split-handle';
import { type Grading, useRuns } from './use-runs';

export type WorkbenchExercise = Pick<
  CatalogueExercise,
  'id' | 'title' | 'view' | 'starter' | 'contract' | 'metric'
> & { readonly sampleCount: number };

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];
/** What the left side shows; on a narrow page there is the code instead, or one of these. */
type LeftPane = 'statement' | VerdictPanelName;

export interface WorkbenchProps {
  exercise: WorkbenchExercise;
  statement: ReactNode;
  /** What stands behind it in the course. */
  next: Surroundings['beside']['next'];
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
  const runs = useRuns(exercise.id, grading);
  useFetchedAhead(loadLaterParts);
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
  const hasResults = left !== 'statement' || runs.run.kind !== 'none';
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
        setTold(words.workbench.runNeedsAccountText);
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

  const replace = (text: string) => {
    if (editor.current === null) draft.change(text);
    else editor.current.replace(text);
  };
  const reveal = (line: number, column: number) => {
    // What is hidden cannot take the focus.
    flushSync(() => setCodeShown(true));
    editor.current?.reveal(line, column);
  };

  return (
    <Tabs
      ref={panes}
      value={isWide || !codeShown ? left : 'code'}
      onChange={(value) => {
        if (value === 'code') setCodeShown(true);
        else show(value as LeftPane);
      }}
      className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-3rem)] lg:flex-none lg:flex-row"
    >
      <div
        className={`flex min-w-0 flex-col lg:w-(--share) lg:shrink-0 ${codeShown ? '' : 'max-lg:flex-1'} ${isEditorAlone ? 'lg:hidden' : ''}`}
        style={{ '--share': `${leftPercent}%` } as React.CSSProperties}
      >
        {(left !== 'statement' || (codeShown && !isWide)) && <h1 className="sr-only">{exercise.title}</h1>}
        <TabList
          label={words.workbench.panes}
          className="bg-surface-raised max-lg:sticky max-lg:top-0 max-lg:z-20 max-sm:[&>*]:flex-auto max-sm:[&>*]:px-0.5 max-sm:[&>*]:text-xs"
        >
          <Tab value="statement">{words.workbench.statement}</Tab>
          <Tab value="code" className="lg:hidden">
            {words.workbench.code}
          </Tab>
          {VERDICT_PANELS.map((panel) => (
            <PanelTab key={panel} panel={panel} verdict={verdict} />
          ))}
        </TabList>
        <TabPanel
          value="statement"
          className="relative min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden"
        >
          {props.statement}
        </TabPanel>
        {VERDICT_PANELS.map((panel) => (
          <TabPanel
            key={panel}
            value={panel}
            className="relative min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden"
          >
            {hasResults && (
              <ResultsPane
                panel={panel}
                runs={runs}
                view={exercise.view}
                sampleCount={exercise.sampleCount}
                isAtSite={grading.kind === 'server'}
                currentSource={source}
                selection={selection}
                fillTurn={fillTurn}
                after={{
                  metric: exercise.metric,
                  leaderboardHref: `/exercises/${exercise.id}/leaderboard`,
                  next: props.next,
                }}
                onPanel={show}
                onReveal={reveal}
              />
            )}
          </TabPanel>
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
        <TabPanel value="code" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:max-lg:hidden">
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
                replace(exercise.starter);
                setTold(words.workbench.resetDone);
              }}
            >
              {words.workbench.reset}
            </button>
            <div className="ml-auto min-w-0">
              {draft.state !== null && !isPreview && <DraftIndicator status={draft.state.status} />}
            </div>
          </div>
          {draft.state?.other && (
            <SourceConflict
              mine={draft.state.source}
              other={draft.state.other.source}
              onKeepMine={draft.keepMine}
              onTakeOther={() => replace(draft.takeOther())}
            />
          )}
          <div className="flex min-h-[55dvh] flex-1 flex-col bg-surface-raised lg:min-h-0">
            {draft.state !== null && (
              <SolutionEditor
                path={solutionPath(exercise)}
                text={draft.state.source}
                contract={exercise.contract}
                diagnostics={verdict?.status === 'rejected' ? verdict.diagnostics : NO_DIAGNOSTICS}
                profile={
                  runs.run.kind === 'ran' && runs.run.source === source ? runs.run.samples.profile : undefined
                }
                owner={owner}
                settings={props.settings}
                commands={commands}
                handle={editor}
                onChange={draft.change}
              />
            )}
          </div>
        </TabPanel>

        <div className="sticky bottom-0 z-20 flex flex-wrap items-center gap-2 border-t border-border bg-surface-raised px-3 py-2 lg:static">
          <button
            type="button"
            className="button"
            title={grading.kind === 'server' ? words.workbench.runHintAtSite : words.workbench.runHint}
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
            {told !== '' ? told : verdict !== null && <ResultInBrief run={runs.run} verdict={verdict} />}
            {(told === words.workbench.submitNeedsAccountText ||
              told === words.workbench.runNeedsAccountText) && <SignInLink />}
          </p>
        </div>
      </div>
    </Tabs>
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
