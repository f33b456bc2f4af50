'use client';
/** A verdict on a page of its own: its panels as tabs. */
import { useRef, useState } from 'react';
import type { View } from '../../exercises/exercise-definition';
import type { NotedCalls } from '../../grader/browser/browser-grader';
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';
import { TabList, TabPanel, Tabs } from '../tabs';
import { useKeptFocus } from '../use-kept-focus';
import { useCaseSelection } from './case-selection';
import type { Judged } from './in-brief';
import { PanelTab } from './panel-tab';
import { VerdictPanel } from './verdict-panel';
import { openingPanel, VERDICT_PANELS, type VerdictPanelName } from './verdict-panels';

export function VerdictView(props: {
  verdict: Verdict;
  view: View;
  of: Judged;
  submissionId?: string;
  /** Where it opens instead of at its first failure. */
  at?: { readonly caseName: string; readonly event?: number };
  /** By case, which calls of the solution lay between its events. */
  calls?: Readonly<Record<string, NotedCalls>>;
  /** Shows a place of the source. */
  onReveal?(line: number, column: number): void;
}) {
  const { verdict } = props;
  const [panel, setPanel] = useState<VerdictPanelName>(() => openingPanel(verdict, props.at?.caseName));
  const selection = useCaseSelection(verdict, props.at);
  const panels = useRef<HTMLDivElement>(null);
  useKeptFocus(panels);
  return (
    <Tabs ref={panels} value={panel} onChange={(value) => setPanel(value as VerdictPanelName)}>
      <TabList label={words.submission.follow} className="mb-4">
        {VERDICT_PANELS.map((each) => (
          <PanelTab key={each} panel={each} verdict={verdict} />
        ))}
      </TabList>
      {VERDICT_PANELS.map((each) => (
        <TabPanel key={each} value={each} className="data-[state=inactive]:hidden">
          <VerdictPanel {...props} panel={each} selection={selection} onPanel={setPanel} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
