/** What graders say of a version of a package: plain data, stored with the run that was asked for (db/package-runs.ts). */
import type { CatalogueExercise, CatalogueQuestion } from '../../exercises/catalogue';
import type { Question } from '../../exercises/question-definition';
import type { ExerciseReport } from '../library/check-exercise';
import type { QuestionReport } from '../library/check-question';
import type { NotedCalls } from '../replay/note-calls';
import type { Verdict } from '../verdict';
import type { QuestionStatistics } from './question-statistics';

/** What is wrong with it before anything of it can be tried: a sentence each, with file and line. */
export interface RefusedPackage {
  readonly kind: 'refused';
  readonly problems: readonly string[];
}

export interface CheckedExercise {
  readonly kind: 'exercise';
  readonly report: ExerciseReport;
  /** What students are given of it. */
  readonly entry: CatalogueExercise;
}

export interface CheckedQuestion {
  readonly kind: 'question';
  readonly report: QuestionReport;
  readonly entry: CatalogueQuestion;
  /** What students draw from, answers included. */
  readonly variants: readonly Question[];
  readonly statistics: QuestionStatistics;
}

export type CheckOutcome = CheckedExercise | CheckedQuestion | RefusedPackage;

export type TrialOutcome =
  | {
      readonly kind: 'verdict';
      readonly verdict: Verdict;
      /** By sample: which calls of the solution lay between its events. */
      readonly calls: Readonly<Record<string, NotedCalls>>;
      /** The text that was graded, where it was named by its place. */
      readonly source: string;
    }
  | { readonly kind: 'variants'; readonly variants: readonly (Question | { readonly threw: string })[] }
  | RefusedPackage;
