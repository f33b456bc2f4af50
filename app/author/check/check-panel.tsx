/** The tab Check of a package: asks for one, and shows what the last one found, what does not hold first. */
import Link from 'next/link';
import { draftFiles } from '../../../db/package-drafts';
import { latestCheck, type PackageRun } from '../../../db/package-runs';
import { versionFiles } from '../../../db/package-versions';
import type { AuthoredPackage } from '../../../db/packages';
import { packageVersion } from '../../../grader/packages/package-files';
import type { CheckedExercise, CheckOutcome } from '../../../grader/packages/package-outcome';
import { Moment } from '../../moment';
import { placeHref, placeOfSolution } from '../file-places';
import { CheckOrder } from './check-order';
import { BudgetUses, CoverageTable, Mutants } from './exercise-tables';
import { solutionGroups } from './matrix-model';
import { type PackageFacts, ProblemList } from './problem-list';
import { QuestionResult } from './question-result';
import { SolutionMatrix } from './solution-matrix';
import { checkWords as words } from './words';

interface Loaded {
  readonly check: (PackageRun & { readonly files: ReadonlyMap<string, string> }) | null;
  readonly isDraftOther: boolean;
}

export async function loadCheck(packageId: string): Promise<Loaded> {
  const [check, draft] = await Promise.all([latestCheck(packageId), draftFiles(packageId)]);
  if (check === null) return { check, isDraftOther: false };
  const files = (await versionFiles(packageId, check.version)) ?? new Map();
  const draftVersion = packageVersion(new Map(draft.map(({ path, text }) => [path, text])));
  return { check: { ...check, files }, isDraftOther: draftVersion !== check.version };
}

export function CheckPanel(props: { of: AuthoredPackage; mayCheck: boolean; loaded: Loaded }) {
  const { of, mayCheck } = props;
  const { check, isDraftOther } = props.loaded;
  const isUnderWay = check?.state === 'queued' || check?.state === 'running';
  return (
    <div className="mt-6 space-y-8">
      <div className="space-y-3">
        <p className="max-w-[75ch] text-text-muted">{words.lead[of.kind]}</p>
        {mayCheck ? (
          <CheckOrder
            packageId={of.id}
            isExercise={of.kind === 'exercise'}
            underWay={isUnderWay ? check.id : null}
            wasChecked={check !== null}
          />
        ) : (
          <p className="notice">{words.mayNot}</p>
        )}
        {check === null ? (
          <p className="text-sm text-text-muted">{words.none}</p>
        ) : (
          <p className="flex flex-wrap gap-x-3 text-sm text-text-muted">
            <span>{words.of(check.version)}</span>
            <Moment at={check.createdAt} />
          </p>
        )}
        {isDraftOther && !isUnderWay && <p className="notice notice-warning">{words.draftIsOther}</p>}
      </div>
      {check !== null && !isUnderWay && (
        <Outcome check={check} of={{ packageId: of.id, home: of.home, files: check.files }} />
      )}
    </div>
  );
}

function Outcome({ check, of }: { check: PackageRun; of: PackageFacts }) {
  const outcome = check.outcome as CheckOutcome | null;
  if (outcome === null)
    return (
      <p className="notice notice-bad" role="alert">
        {words.failed}
      </p>
    );
  if (outcome.kind === 'refused')
    return (
      <section aria-labelledby="problems">
        <h2 id="problems" className="mb-3 text-lg font-semibold text-bad">
          {words.refused}
        </h2>
        <ProblemList problems={outcome.problems} of={of} />
      </section>
    );
  const { problems } = outcome.report;
  return (
    <>
      {problems.length === 0 ? (
        <p className="notice notice-good flex flex-wrap gap-x-4">
          <strong className="font-semibold">{words.holds}</strong>
          <Link className="link" href={`/author/${of.packageId}/publish`} prefetch={false}>
            {words.publishIt}
          </Link>
          <Link className="link" href={`/author/${of.packageId}/preview`} prefetch={false}>
            {words.preview}
          </Link>
        </p>
      ) : (
        <section aria-labelledby="problems">
          <h2 id="problems" className="text-lg font-semibold text-bad">
            {words.problems}
          </h2>
          <p className="mt-1 mb-3">{words.problemCount(problems.length)}</p>
          <ProblemList problems={problems} of={of} />
        </section>
      )}
      {outcome.kind === 'exercise' ? (
        <ExerciseResult checked={outcome} version={check.version} of={of} />
      ) : (
        <QuestionResult packageId={of.packageId} checkId={check.id} checked={outcome} />
      )}
    </>
  );
}

function ExerciseResult(props: { checked: CheckedExercise; version: string; of: PackageFacts }) {
  const { of, version } = props;
  const { report, entry } = props.checked;
  const hrefs = report.matrix.map(
    ({ file }) => [file, placeHref(of.packageId, placeOfSolution(file, of.files))] as const,
  );
  return (
    <>
      <SolutionMatrix
        key={version}
        packageId={of.packageId}
        version={version}
        view={entry.view}
        columns={[...entry.rules, ...entry.budgets].map(({ id, title }) => ({ id, title }))}
        maxScore={report.maxScore}
        groups={solutionGroups(report)}
        hrefs={Object.fromEntries(hrefs)}
      />
      {report.coverage !== undefined && <CoverageTable report={report} />}
      {report.uses !== undefined && report.uses.length > 0 && <BudgetUses report={report} />}
      {report.mutants !== undefined && <Mutants mutants={report.mutants} of={of} />}
    </>
  );
}
