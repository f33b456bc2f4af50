'use client';
/** One case of a verdict: its checks, why it stopped, what was printed, its counters, and the replay of its run. */
import type { View } from '../../exercises/exercise-definition';
import type { CaseCheck, CaseReport } from '../../grader/verdict';
import { counterRow } from '../../simulator/engine/counters';
import { words } from '../dictionary';
import { Replay } from '../replay/replay';

export function CaseView(props: {
  report: CaseReport;
  view: View;
  of: 'samples' | 'submission';
  /** Its stop stands above, where the verdict is. */
  stopIsTold: boolean;
  initialEvent?: number;
}) {
  const { report, view, of, stopIsTold, initialEvent } = props;
  const replayed = report.trace !== undefined && report.trace.numbers.length > 0;
  // The replay tells a failure at its event; what has none is told here.
  const failed = report.checks.filter((check) => !check.passed && !(replayed && check.event !== undefined));
  return (
    <article className="space-y-3" aria-label={`${words.verdict.caseTitle} ${report.name}`}>
      <p className="text-sm">
        <span className="text-text-muted">{words.verdict.role[report.role]}: </span>
        {report.title}
      </p>
      {report.stopped !== undefined && !stopIsTold && (
        <p className="notice notice-bad">
          <strong className="font-semibold">{words.verdict.stopped}: </strong>
          {report.stopped.message}
        </p>
      )}
      {failed.length > 0 && (
        <ul className="notice notice-bad space-y-2">
          {byMessage(failed).map(({ rules, message }) => (
            <li key={message} className="grid grid-cols-[auto_1fr] gap-x-3">
              <code className="font-mono font-semibold">{rules.join(' ')}</code>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      {replayed && report.trace !== undefined ? (
        <Replay
          view={view}
          trace={report.trace}
          parameters={report.parameters ?? {}}
          checks={report.checks}
          title={report.title}
          initialEvent={initialEvent}
        />
      ) : (
        of === 'submission' && (
          <p className="text-sm text-text-muted">
            {report.passed ? words.verdict.noTracePassed : words.verdict.noTrace}
          </p>
        )
      )}
      {report.console.length > 0 && (
        <details open>
          <summary className="text-sm font-medium">{words.verdict.console}</summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, by keyboard too
            tabIndex={0}
            className="panel mt-1 max-h-48 overflow-auto p-2 font-mono text-xs"
          >
            {report.console.join('\n')}
          </pre>
        </details>
      )}
      {Object.keys(report.counters).length > 0 && (
        <details>
          <summary className="text-sm font-medium">{words.verdict.counters}</summary>
          <dl className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-6 text-sm">
            {Object.entries(report.counters).map(([name, value]) => (
              <div key={name} className="flex justify-between gap-3 border-b border-border py-0.5">
                <dt className="text-text-muted" title={counterRow(name)?.meaning}>
                  {name}
                </dt>
                <dd>
                  {value.toLocaleString('en')} {counterRow(name)?.unit}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </article>
  );
}

/** Rules that fail for the same reason, told once. */
function byMessage(checks: readonly CaseCheck[]): { rules: string[]; message: string }[] {
  const messages = new Map<string, string[]>();
  for (const { rule, message } of checks) messages.set(message, [...(messages.get(message) ?? []), rule]);
  return [...messages].map(([message, rules]) => ({ rules, message }));
}
