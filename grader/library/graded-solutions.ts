/**
 * Solutions of an exercise, graded under one secret or another, and whether each did what its kind promises. Under the
 * first secret the report is made; under each further one, what is right must be so again, and what is wrong must fail
 * what it names again.
 */
import type { JudgedCase } from '../judge/judge';
import type { TrustedCase } from '../trusted-runner';
import type { RuleResult, Verdict } from '../verdict';
import { breaks, isStopped, judged, verdictOn } from './judged-cases';
import { LikelyFirst } from './likely-first';
import { onceEach } from './once-each';
import type { OwnSolution } from './own-solutions';
import type { ExercisePrograms, PreparedExercise } from './prepared-exercise';
import { someAtOnce } from './some-at-once';

/** Of all points: what may be earned by what does nothing, and by what everybody begins with. */
export const MAXIMUM_IDLE_SHARE = 0.05;

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.slice().sort().join() === b.slice().sort().join();
export const listed = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.join(', '));

/** Graded under one secret. */
export interface GradedSolution {
  readonly solution: OwnSolution;
  /** It was run on no more cases than it took to show what it fails. */
  readonly isPartial?: boolean;
  readonly cases: readonly TrustedCase[];
  readonly verdict: Verdict;
  readonly failedRules: readonly string[];
  readonly exceededBudgets: readonly string[];
}

export interface ReadySolution {
  readonly solution: OwnSolution;
  /** Compiled when first asked for. */
  readonly program: () => Promise<string>;
  /** How it does on the samples, which no secret changes. Run when first asked for. */
  readonly samples: () => Promise<readonly TrustedCase[]>;
}

export function readySolutions(
  prepared: PreparedExercise,
  { solutions, programOf }: Pick<ExercisePrograms, 'solutions' | 'programOf'>,
): ReadySolution[] {
  const samples = prepared.cases.filter((each) => each.role === 'sample');
  const onSamples = onceEach(async (solution: OwnSolution) =>
    judged(prepared, await programOf(solution), samples),
  );
  return solutions.map((solution) => ({
    solution,
    program: () => programOf(solution),
    samples: () => onSamples(solution),
  }));
}

/** Whether these cases show all that a wrong solution, or a starter, says to fail. */
function isShown({ kind, fails }: OwnSolution, cases: readonly JudgedCase[]): boolean {
  // A stop withholds every rule; of the starter any failure will do.
  if (cases.some(isStopped)) return true;
  return kind === 'starter'
    ? cases.some(({ passed }) => !passed)
    : fails.every((rule) => cases.some((one) => breaks(one, rule)));
}

/**
 * Under the first secret: on every case that can say something, so that all rows of the matrix are whole.
 * @param quick of wrong solutions only until what they fail is shown.
 */
export async function gradeAll(
  prepared: PreparedExercise,
  ready: readonly ReadySolution[],
  quick: boolean,
  begins: (place: string) => void,
): Promise<GradedSolution[]> {
  const unranked = prepared.cases.filter(({ role }) => role !== 'leaderboard');
  let likely: LikelyFirst | undefined;
  // What was learned of one decides the order of the next.
  const width = quick ? 1 : prepared.runner.width;
  return someAtOnce(ready, width, async (each): Promise<GradedSolution> => {
    const { solution } = each;
    begins(solution.place);
    const program = await each.program();
    if (quick && solution.kind === 'wrong') {
      likely ??= new LikelyFirst([]);
      const inOrder = likely.order(unranked, solution.fails);
      const cases = await judged(prepared, program, inOrder, (so) => isShown(solution, so));
      likely.learn(cases);
      return { ...(await gradedOn(prepared, solution, cases)), isPartial: true };
    }
    // A ranked case has a hidden twin: only what must pass everything meets it too.
    const ranked = ['reference', 'right', 'over-budget'].includes(solution.kind);
    const cases = prepared.cases.filter(
      ({ role }) => role === 'hidden' || (ranked && role === 'leaderboard'),
    );
    const judgedCases = [...(await each.samples()), ...(await judged(prepared, program, cases))];
    // The reference comes first.
    if (solution.kind === 'reference') likely = new LikelyFirst(judgedCases);
    return gradedOn(prepared, solution, judgedCases);
  });
}

/**
 * Under a further secret: what must fail is run until its failures are shown again, at the cases first that showed
 * them before; everything else, and with `exact` everything, on all hidden cases.
 */
export async function gradeAgain(
  prepared: PreparedExercise,
  ready: readonly ReadySolution[],
  before: readonly GradedSolution[],
  exact: boolean,
  begins: (place: string) => void,
): Promise<GradedSolution[]> {
  const hidden = prepared.cases.filter(({ role }) => role === 'hidden');
  const graded = await someAtOnce(ready, prepared.runner.width, async (each, index) => {
    const { kind, place } = each.solution;
    begins(place);
    const mustFail = !exact && (kind === 'wrong' || kind === 'starter');
    const failing = new Set(
      mustFail ? before[index]?.verdict.cases.filter((report) => !report.passed).map(({ name }) => name) : [],
    );
    const inOrder = [
      ...hidden.filter(({ name }) => failing.has(name)),
      ...hidden.filter(({ name }) => !failing.has(name)),
    ];
    const samples = await each.samples();
    const shows = (cases: readonly JudgedCase[]) => isShown(each.solution, [...samples, ...cases]);
    if (mustFail && shows([])) return [];
    const cases = await judged(prepared, await each.program(), inOrder, (so) => mustFail && shows(so));
    if (mustFail && shows(cases)) return [];
    return [await gradedOn(prepared, each.solution, [...samples, ...cases])];
  });
  return graded.flat();
}

async function gradedOn(
  prepared: PreparedExercise,
  solution: OwnSolution,
  cases: readonly TrustedCase[],
): Promise<GradedSolution> {
  const verdict = await verdictOn(prepared, cases);
  return {
    solution,
    cases,
    verdict,
    failedRules: verdict.rules.filter((rule) => !rule.passed).map((rule) => rule.id),
    exceededBudgets: verdict.budgets
      .filter((budget) => budget.outcome === 'exceeded')
      .map((budget) => budget.id),
  };
}

function whyLost({ stop }: Verdict, { id, outcome, failedCase, message }: RuleResult): string {
  if (outcome === 'broken') return `${id} in ${failedCase ?? 'a ranked run'}: ${message}`;
  return `${id} not reached: ${stop === undefined ? message : `${stop.case}: ${stop.message}`}`;
}

/** Whether a solution did what its kind promises. */
export function solutionProblems(graded: GradedSolution): string[] {
  const { solution, verdict, exceededBudgets } = graded;
  const { kind, place } = solution;
  const says = (verb: string, declared: readonly string[], is: readonly string[], why = '') =>
    sameIds(declared, is)
      ? []
      : [
          `${place} says that it ${verb} ${listed(declared)}, but it ${verb} ${listed(is)}${why === '' ? '' : ` (${why})`}`,
        ];
  if (kind === 'reference')
    return verdict.score === verdict.maxScore
      ? []
      : [`${place} scores ${verdict.score} of ${verdict.maxScore}`];
  if (kind === 'starter')
    return verdict.score <= MAXIMUM_IDLE_SHARE * verdict.maxScore
      ? []
      : [
          `${place} earns ${verdict.score} of ${verdict.maxScore}: what everybody begins with must earn nothing`,
        ];
  if (kind === 'wrong') {
    // Rules that no run came to look at may be named or not: what shows them is withheld behind a broken one.
    const shown = verdict.rules.filter(
      ({ id, outcome }) => outcome === 'broken' || (outcome === 'not reached' && solution.fails.includes(id)),
    );
    if (graded.isPartial) {
      const missing = solution.fails.filter((rule) => !shown.some(({ id }) => id === rule));
      return [
        ...(missing.length === 0 ? [] : [`${place} says that it fails ${listed(missing)}, but it does not`]),
        ...shown
          .filter(({ id }) => !solution.fails.includes(id))
          .map(
            (rule) =>
              `${place} does not say that it fails ${rule.id}, but it does: ${whyLost(verdict, rule)}`,
          ),
      ];
    }
    const unforeseen = shown.find((rule) => !solution.fails.includes(rule.id));
    const why = unforeseen === undefined ? '' : whyLost(verdict, unforeseen);
    const stopped =
      verdict.stop === undefined ? '' : `stopped in ${verdict.stop.case}: ${verdict.stop.message}`;
    const ids = shown.map((rule) => rule.id);
    return says('fails', solution.fails, ids, [why, stopped].filter((each) => each !== '').join('; '));
  }
  const broken = verdict.rules.find((rule) => !rule.passed);
  if (broken !== undefined)
    return [`${place} does not keep every rule, as it must: ${whyLost(verdict, broken)}`];
  const nowhere = verdict.budgets.find(({ outcome, event }) => outcome === 'exceeded' && event === undefined);
  if (nowhere !== undefined) return [`${place} exceeds ${nowhere.id}, but no event says where`];
  const budget = verdict.budgets.find((each) => !each.passed && !solution.exceeds.includes(each.id));
  return says(
    'exceeds',
    solution.exceeds,
    exceededBudgets,
    budget && `${budget.id} in ${budget.worstCase}: ${budget.used} of ${budget.allowed}`,
  );
}
