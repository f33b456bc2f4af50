'use client';
/** The tab of one panel of a verdict. */
import { Tabs } from 'radix-ui';
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { panelCount, type VerdictPanelName } from './verdict-panels';

export function PanelTab({ panel, verdict }: { panel: VerdictPanelName; verdict: Verdict | null }) {
  const count = panelCount(panel, verdict);
  return (
    <Tabs.Trigger value={panel} className="tab">
      {words.verdict.panels[panel]}
      {count !== '' && <span className="ml-1.5 text-xs text-text-muted max-sm:hidden">{count}</span>}
    </Tabs.Trigger>
  );
}
