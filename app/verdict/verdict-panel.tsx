'use client';
/**
 * One of the panels of a verdict: what it comes to, the replay of a case, all cases, what was printed. The same for
 * samples run in the browser and for a graded submission.
 */
import type { ReactNode } from 'react';
import type { View } from '../../exercises/exercise-definition';
import type { NotedCalls, Profile } from '../../grader/browser/browser-grader';
import type { Verdict } from '../../grader/verdict';
import type { CaseSelection } from './case-selection';
import type { Judged } from './in-brief';
import { ProfileTable } from './profile-table';
import { VerdictCases } from './verdict-cases';
import { VerdictConsole } from './verdict-console';
import type { VerdictPanelName } from './verdict-panels';
import { VerdictReplay } from './verdict-replay';
import { VerdictSummary } from './verdict-summary';

export interface VerdictPanelProps {
  panel: VerdictPanelName;
  verdict: Verdict;
  view: View;
  of: Judged;
  /** Whose verdict it is; absent of samples that ran in the browser. */
  submissionId?: string;
  selection: CaseSelection;
  /** Stands in the summary below what the verdict comes to. */
  next?: ReactNode;
  /** Shows the panel. */
  onPanel(panel: VerdictPanelName): void;
  /** Shows a place in the editor. Absent where there is none. */
  onReveal?(line: number, column: number): void;
  fillTurn?: number;
  /** Of samples: the submission's calls, by case, and where its units went. */
  calls?: Readonly<Record<string, NotedCalls>>;
  profile?: Profile;
}

export function VerdictPanel(props: VerdictPanelProps) {
  const { panel, verdict, view, of, selection, onPanel, onReveal, fillTurn, calls, profile } = props;
  const open = (caseName: string, event?: number) => {
    selection.open(caseName, event);
    onPanel('replay');
  };
  switch (panel) {
    case 'summary':
      return (
        <>
          <VerdictSummary verdict={verdict} of={of} next={props.next} onOpen={open} onReveal={onReveal} />
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
