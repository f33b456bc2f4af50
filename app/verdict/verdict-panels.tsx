'use client';
/**
 * A verdict in four panels, each a tab: what it comes to, the replay of a case, all cases, what was printed. The
 * same for samples run in the browser and for a graded submission.
 */
import type { View } from '../../exercises/exercise-definition';
import type { NotedCalls, Profile } from '../../grader/browser/browser-grader';
import type { Verdict } from '../../grader/verdict';
import { words } from '../dictionary';
import type { CaseSelection } from './case-selection';
import { failuresOf, isReplayable } from './failure';
import type { Judged } from './in-brief';
import { ProfileTable } from './profile-table';
import { VerdictCases } from './verdict-cases';
import { printedLines, VerdictConsole } from './verdict-console';
import { VerdictReplay } from './verdict-replay';
import { VerdictSummary } from './verdict-summary';

export const VERDICT_PANELS = ['summary', 'replay', 'cases', 'console'] as const;
export type VerdictPanelName = (typeof VERDICT_PANELS)[number];

/** Where a verdict opens: at its first failure when that can be replayed. */
export function openingPanel(verdict: Verdict): VerdictPanelName {
  const [first] = failuresOf(verdict);
  const report = verdict.cases.find(({ name }) => name === first?.caseName);
  return verdict.status !== 'rejected' && report !== undefined && isReplayable(report) ? 'replay' : 'summary';
}

/** What stands behind a tab's name, a count; empty where there is nothing to count. */
export function panelCount(panel: VerdictPanelName, verdict: Verdict | null): string {
  if (verdict === null) return '';
  if (panel === 'cases' && verdict.cases.length > 0)
    return words.verdict.passedOf(verdict.cases.filter(({ passed }) => passed).length, verdict.cases.length);
  const lines = printedLines(verdict);
  return panel === 'console' && lines > 0 ? String(lines) : '';
}

export function VerdictPanel(props: {
  panel: VerdictPanelName;
  verdict: Verdict;
  view: View;
  of: Judged;
  /** Whose verdict it is; absent of samples that ran in the browser. */
  submissionId?: string;
  selection: CaseSelection;
  /** Shows the panel. */
  onPanel(panel: VerdictPanelName): void;
  /** Shows a place in the editor. Absent where there is none. */
  onReveal?(line: number, column: number): void;
  fillTurn?: number;
  /** Of samples: the submission's calls, by case, and where its units went. */
  calls?: Readonly<Record<string, NotedCalls>>;
  profile?: Profile;
}) {
  const { panel, verdict, view, of, selection, onPanel, onReveal, fillTurn, calls, profile } = props;
  const open = (caseName: string, event?: number) => {
    selection.open(caseName, event);
    onPanel('replay');
  };
  switch (panel) {
    case 'summary':
      return (
        <>
          <VerdictSummary verdict={verdict} of={of} onOpen={open} onReveal={onReveal} />
          {profile !== undefined && <ProfileTable profile={profile} onReveal={onReveal} />}
        </>
      );
    case 'replay':
      return (
        <VerdictReplay
          verdict={verdict}
          view={view}
          submissionId={props.submissionId}
          selection={selection}
          fillTurn={fillTurn}
          calls={calls}
          onReveal={onReveal}
        />
      );
    case 'cases':
      return <VerdictCases verdict={verdict} onOpen={open} />;
    case 'console':
      return <VerdictConsole verdict={verdict} />;
  }
}
