/**
 * A version of a package, proved: its promises, what students are given of it, and what else its author is told. Runs in a
 * process that can be given up (check-process.ts), since types and texts of a package are looked at here.
 */
import { availableParallelism } from 'node:os';
import type { CatalogueExercise, CatalogueQuestion } from '../../exercises/catalogue';
import type { Question } from '../../exercises/question-definition';
import { todoProblemsIn } from '../library/exercise-texts';
import { UnfitExercise } from '../library/seeds';
import type { Progress } from '../verdict';
import type { Place } from './bundle-package';
import { checkPackage, entryOf } from './check-package';
import { PackageExercise } from './package-exercise';
import { type PackageFiles, PackageRefused, packageKind } from './package-files';
import type { CheckOutcome } from './package-outcome';
import { PackageFault } from './package-process';
import { PackageQuestion } from './package-question';
import { questionStatistics } from './question-statistics';

export interface CheckGiven {
  /** As which it is known. */
  readonly id: Place;
  /** Where it would lie in exercises/. */
  readonly home: Place;
  readonly files: PackageFiles;
  /** The first is the one under which submissions are graded. */
  readonly secrets: readonly string[];
  readonly mutants: boolean;
  /** package.cjs. */
  readonly childPath: string;
  readonly onProgress: (progress: Progress) => void;
}

/** So many variants of a question are kept: a student draws one of them. */
const KEPT_VARIANTS = 200;
/** Fewer of those that are long: whoever draws one has the database read all. */
const KEPT_CHARACTERS = 8_000_000;
const STATISTICS_VARIANTS = 1_000;

/** Whatever is wrong with the package is in the outcome. */
export async function checkedPackage(given: CheckGiven): Promise<CheckOutcome> {
  try {
    return packageKind(given.files) === 'exercise'
      ? await checkedExercise(given)
      : await checkedQuestion(given);
  } catch (error) {
    const isTheirs =
      error instanceof PackageRefused || error instanceof PackageFault || error instanceof UnfitExercise;
    if (!isTheirs) throw error;
    // What is still to be written may be why.
    return { kind: 'refused', problems: [...error.message.split('\n'), ...todoProblemsIn(given.files)] };
  }
}

async function checkedExercise(given: CheckGiven): Promise<CheckOutcome> {
  const { id, home, files, secrets, mutants, childPath, onProgress } = given;
  const exercise = await PackageExercise.open(id, files, {
    childPath,
    home,
    processes: availableParallelism(),
  });
  try {
    const report = await checkPackage(exercise, files, secrets, { mutants, onProgress });
    const entry: CatalogueExercise = entryOf(exercise, files);
    return { kind: 'exercise', report, entry };
  } finally {
    await exercise.close();
  }
}

async function checkedQuestion({
  id,
  home,
  files,
  childPath,
  onProgress,
}: CheckGiven): Promise<CheckOutcome> {
  const question = await PackageQuestion.open(id, files, childPath, home);
  try {
    onProgress({ case: 'variants', done: 0, total: 2 });
    const report = await question.check();
    onProgress({ case: 'statistics', done: 1, total: 2 });
    const made = await question.generate(Array.from({ length: STATISTICS_VARIANTS }, (_, seed) => seed));
    const variants = made.map((each): Question | null => ('question' in each ? each.question : null));
    const [chapter = ''] = id.split('/');
    const entry: CatalogueQuestion = { id, chapter, ...question.facts };
    return {
      ...{ kind: 'question', report, entry },
      variants: keptOf(variants.slice(0, KEPT_VARIANTS)),
      statistics: questionStatistics(variants),
    };
  } finally {
    await question.close();
  }
}

/** As JSON: all of it is stored, and read for its page. */
const MAX_OUTCOME_CHARACTERS = 20_000_000;

export function boundedOutcome(outcome: CheckOutcome): CheckOutcome {
  if (JSON.stringify(outcome).length <= MAX_OUTCOME_CHARACTERS) return outcome;
  const problem =
    'What there is to tell of its check is too long: make messages shorter, or solutions and cases fewer.';
  return { kind: 'refused', problems: [problem] };
}

/** The first that there is room for. */
export function keptOf(variants: readonly (Question | null)[]): Question[] {
  const kept: Question[] = [];
  let left = KEPT_CHARACTERS;
  for (const each of variants) {
    if (each === null) continue;
    left -= JSON.stringify(each).length;
    if (left < 0) break;
    kept.push(each);
  }
  return kept;
}
