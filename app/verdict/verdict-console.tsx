'use client';
/** What a submission printed, case by case. */
import type { Verdict } from '../../grader/verdict';
import * as words from '../dictionary';

export function VerdictConsole({ verdict }: { verdict: Verdict }) {
  const talking = verdict.cases.filter((report) => report.console.length > 0);
  if (talking.length === 0) return <p className="text-sm text-text-muted">{words.verdict.nothingPrinted}</p>;
  return talking.map((report) => (
    <section key={report.name} className="mb-4" aria-label={words.verdict.printedIn(report.name)}>
      <h2 className="text-sm font-medium">{report.name}</h2>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, by keyboard too
        tabIndex={0}
        className="panel mt-1 overflow-auto p-2 font-mono text-xs"
      >
        {report.console.join('\n')}
      </pre>
    </section>
  ));
}
