'use client';
/** The tab of one panel of a verdict. */
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { Tab } from '../tabs';
import { panelCount, type VerdictPanelName } from './verdict-panels';

export function PanelTab({ panel, verdict }: { panel: VerdictPanelName; verdict: Verdict | null }) {
  const count = panelCount(panel, verdict);
  return (
    <Tab value={panel}>
      {words.panels.titles[panel]}
      {count !== '' && <span className="ml-1.5 text-xs text-text-muted max-sm:hidden">{count}</span>}
    </Tab>
  );
}
