/** What a check found of an exercise besides its matrix: coverage, uses of budgets, mutants. */
import type { CheckedExercise } from '../../../grader/packages/package-outcome';
import { WideTable } from '../../wide-table';
import { type CaseOfRule, coverageRows, type UseOfBudget, useRows } from './matrix-model';
import { type PackageFacts, PlacedSentence } from './problem-list';
import { checkWords as words } from './words';

type Report = CheckedExercise['report'];

const SIGNS: Readonly<Record<CaseOfRule, string>> = { catches: '●', looks: '○', nothing: '' };

export function CoverageTable({ report }: { report: Report }) {
  const { coverage = [] } = report;
  const rows = coverageRows(report);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="text-lg font-semibold">{words.coverage}</h2>
      <p className="mt-1 text-sm text-text-muted">{words.coverageHint}</p>
      <WideTable label={words.coverage}>
        <thead>
          <tr>
            <th scope="col">{words.case}</th>
            {coverage.map(({ rule }) => (
              <th key={rule} scope="col" className="text-center!">
                {rule}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ case: name, rules }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {rules.map((does, at) => (
                <td key={coverage[at]?.rule} className="text-center">
                  <span aria-hidden="true">{SIGNS[does]}</span>
                  <span className="sr-only">{words.caseOfRule[does]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

export function BudgetUses({ report }: { report: Report }) {
  return (
    <section>
      <h2 className="text-lg font-semibold">{words.uses}</h2>
      <p className="mt-1 text-sm text-text-muted">{words.usesHint}</p>
      <WideTable label={words.uses}>
        <thead>
          <tr>
            <th scope="col">{words.case}</th>
            <th scope="col">{words.budget}</th>
            {[words.reference, words.allowed, words.dearestRight, words.dearestOver].map((heading) => (
              <th key={heading} scope="col" className="number">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {useRows(report).map((row) => (
            <tr key={`${row.case} ${row.budget}`}>
              <th scope="row">{row.case}</th>
              <td>{row.budget}</td>
              <td className="number">{row.reference.toLocaleString('en')}</td>
              <td className="number">
                <Use use={row.allowed} />
              </td>
              <td className="number">
                <Use use={row.right} />
              </td>
              <td className={`number ${isExceeded(row.overBudget, row.allowed) ? 'text-bad' : ''}`}>
                <Use use={row.overBudget} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

const isExceeded = (use: UseOfBudget | undefined, allowed: UseOfBudget) =>
  use !== undefined && use.used > allowed.used;

function Use({ use }: { use: UseOfBudget | undefined }) {
  if (use === undefined) return '·';
  return (
    <>
      {use.used.toLocaleString('en')}{' '}
      {use.factor !== undefined && <span className="text-text-muted">×{use.factor.toFixed(1)}</span>}
      {use.solution !== undefined && <span className="ml-2">{use.solution}</span>}
    </>
  );
}

export function Mutants({ mutants, of }: { mutants: NonNullable<Report['mutants']>; of: PackageFacts }) {
  const { made, killed, score, leastScore, equivalent, survivors } = mutants;
  return (
    <section aria-labelledby="mutants">
      <h2 id="mutants" className="text-lg font-semibold">
        {words.mutantsTitle}
      </h2>
      <p className="mt-1">
        {words.mutantsKilled(killed, made, score, leastScore)}{' '}
        {equivalent > 0 && words.equivalent(equivalent)} {survivors.length === 0 && words.noSurvivors}
      </p>
      {survivors.length > 0 && (
        <>
          <h3 className="mt-4 mb-2 font-semibold">{words.survivors(survivors.length)}</h3>
          <ul className="panel divide-y divide-border text-sm">
            {survivors.map(({ place, line, becomes, change }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one place may have several
              <li key={index} className="space-y-1 px-3 py-2">
                <p className="flex flex-wrap gap-x-3 wrap-anywhere">
                  <span className="font-mono">
                    <PlacedSentence text={place} of={of} />
                  </span>
                  <span className="text-text-muted">{change}</span>
                </p>
                <pre className="overflow-x-auto font-mono text-xs whitespace-pre-wrap wrap-anywhere">
                  <del className="block text-bad no-underline">- {line}</del>
                  <ins className="block text-good no-underline">+ {becomes}</ins>
                </pre>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
