'use client';
/** All cases of a verdict with the rules that each breaks and what each cost; a case leads to its replay. */
import type { CaseReport, Verdict } from '../../grader/verdict';
import { counterRow } from '../../simulator/engine/counters';
import * as words from '../dictionary';

export function VerdictCases({ verdict, onOpen }: { verdict: Verdict; onOpen(caseName: string): void }) {
  return (
    <section aria-label={words.verdict.cases}>
      <h2 className="sr-only">{words.verdict.cases}</h2>
      <ul className="panel divide-y divide-border text-sm">
        {verdict.cases.map((report) => (
          <li key={report.name} className="relative grid grid-cols-[auto_1fr] gap-x-3 px-3 py-2">
            <span className={`font-medium ${report.passed ? 'text-good' : 'text-bad'}`}>
              <span aria-hidden="true">{report.passed ? '✓' : '✗'}</span>
              <span className="sr-only">{report.passed ? words.verdict.passed : words.verdict.failed}</span>
            </span>
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-3 pr-24">
                <button type="button" className="link font-medium" onClick={() => onOpen(report.name)}>
                  {report.name}
                </button>
                <span className="text-xs text-text-muted">{words.verdict.role[report.role]}</span>
                <BrokenRules report={report} />
              </p>
              <p className="text-text-muted">{report.title}</p>
              <Counters report={report} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BrokenRules({ report: { checks, stopped } }: { report: CaseReport }) {
  const broken = checks.filter(({ passed }) => !passed).map(({ rule }) => rule);
  if (broken.length === 0 && stopped === undefined) return null;
  return (
    <span className="text-bad">
      {broken.length > 0 && words.verdict.breaks(broken)}
      {stopped !== undefined && ` ${words.verdict.stopped}`}
    </span>
  );
}

function Counters({ report: { counters } }: { report: CaseReport }) {
  if (Object.keys(counters).length === 0) return null;
  return (
    <details>
      <summary className="absolute top-2 right-3 text-text-muted">{words.verdict.counters}</summary>
      <dl className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-6">
        {Object.entries(counters).map(([name, value]) => (
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
  );
}
