/** The panels of a verdict, each a tab: which there are, where one opens, what stands behind its name. */
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { failuresOf, isReplayable } from './failure';

export const VERDICT_PANELS = ['summary', 'replay', 'cases', 'console'] as const;
export type VerdictPanelName = (typeof VERDICT_PANELS)[number];

/** Where a verdict opens: at its first failure, or in the case that is named, when that can be replayed. */
export function openingPanel(verdict: Verdict, caseName?: string): VerdictPanelName {
  const opening = caseName ?? failuresOf(verdict)[0]?.caseName;
  const report = verdict.cases.find(({ name }) => name === opening);
  return verdict.status !== 'rejected' && report !== undefined && isReplayable(report) ? 'replay' : 'summary';
}

/** What stands behind a tab's name, a count; empty where there is nothing to count. */
export function panelCount(panel: VerdictPanelName, verdict: Verdict | null): string {
  if (verdict === null) return '';
  if (panel === 'cases' && verdict.cases.length > 0)
    return words.panels.passedOf(verdict.cases.filter(({ passed }) => passed).length, verdict.cases.length);
  const lines = verdict.cases.reduce((sum, report) => sum + report.console.length, 0);
  return panel === 'console' && lines > 0 ? String(lines) : '';
}
