/** Words of checks of packages. */

import type { ItemKind, PackageRunState } from '../../../db/schema';
import { authorWords } from '../words';
import type { KindOfSolution } from './matrix-model';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const checkWords = {
  title: 'Check',
  lead: {
    exercise:
      'Runs every solution on every case, and proves what the exercise promises: the reference keeps all, each wrong solution fails what it names, every rule and every budget is shown to work. The draft is kept as a version first.',
    question:
      'Makes a thousand variants, and proves what the question promises: its own answers earn full points, nothing earns none, variants differ. The draft is kept as a version first.',
  } satisfies Record<ItemKind, string>,
  check: 'Check',
  checkAgain: 'Check again',
  mutants: 'With mutants',
  mutantsHint:
    'Makes small mistakes in the right solutions and asks whether the cases notice them. Takes longer.',
  mayNot: 'You may read this package, and not check it.',
  empty: 'There is no file yet.',
  noPackage: authorWords.noPackage,
  ordering: 'The draft is being kept …',
  state: {
    queued: 'Waits for a grader …',
    running: 'A grader has begun …',
    done: 'Done. The result is being fetched …',
    failed: 'The check failed.',
    superseded: 'A newer check of this package was asked for. It is being fetched …',
  } satisfies Record<PackageRunState, string>,
  progress: (what: string, done: number, total: number) => `${done} of ${total} done; now: ${what}`,
  connectionLost: 'The connection is lost. It is made again by itself; the check goes on.',
  none: 'This package was not checked yet.',
  of: (version: string) => `Version ${version}`,
  draftIsOther: 'The draft has changed since. What stands below is about the version that was checked.',
  holds: 'Every promise holds.',
  publishIt: 'Go on to Publish',
  preview: 'Preview as a student',
  problems: 'What does not hold',
  problemCount: (count: number) => `${plural(count, 'promise')} ${count === 1 ? 'does' : 'do'} not hold.`,
  refused: 'It could not be checked',
  failed: 'The run failed, which is our fault. Check again.',
  openAt: (place: string) => `${place}: open in Files`,
  matrix: 'Solutions against rules and budgets',
  matrixHint:
    'A cross is a rule that is not kept or a budget that is exceeded. Open one to see it in its run.',
  solution: 'Solution',
  score: 'Score',
  kinds: {
    reference: 'Reference',
    starter: 'What students begin with',
    right: 'Right, of other designs',
    wrong: 'Wrong',
    'over-budget': 'Over budget',
  } satisfies Record<KindOfSolution, string>,
  fails: (place: string, column: string) => `${place} fails ${column}: show where`,
  keeps: 'keeps',
  trialTitle: (place: string, column: string) => `${place}, ${column}`,
  trialWaits: 'The solution is being run …',
  trialGone: 'This run was given up for a newer one.',
  closeTrial: 'Close',
  trialSource: 'The solution, as it was graded',
  notReached: 'No case broke it: it was not reached, or only a ranked run shows it.',
  coverage: 'Which case catches what',
  coverageHint: '● some wrong solution breaks the rule there; ○ the case only looks at it.',
  case: 'Case',
  caseOfRule: { catches: 'catches', looks: 'looks at it', nothing: 'does not look' },
  uses: 'What budgets allow',
  usesHint: 'Behind each figure how many times it is of what the reference uses in that case.',
  budget: 'Budget',
  reference: 'Reference',
  allowed: 'Allowed',
  dearestRight: 'Dearest right solution',
  dearestOver: 'Dearest over budget',
  mutantsTitle: 'Mutants',
  mutantsKilled: (killed: number, made: number, score: number, least: number) =>
    `${killed} of ${made} were noticed: ${Math.floor(score * 100)} %, and ${Math.round(least * 100)} % are needed.`,
  equivalent: (count: number) => `${plural(count, 'mutant')} called equivalent.`,
  noSurvivors: 'None survived.',
  survivors: (count: number) => plural(count, 'survivor'),
  statistics: (variants: number) => `Over ${plural(variants, 'variant')}`,
  distinctVariants: (count: number, of: number) =>
    `${count.toLocaleString('en')} of ${of.toLocaleString('en')} differ in what is asked.`,
  threw: (count: number) => `${plural(count, 'variant')} could not be made.`,
  part: 'Part',
  distinct: 'Different answers',
  frequent: 'Most frequent answers',
  spread: 'Least · quarter · half · three quarters · greatest',
  degenerate: 'The same answer in more than half of the variants.',
  inVariants: (answer: string, times: number) =>
    `${answer === '' ? 'nothing' : answer} (${times.toLocaleString('en')})`,
  variants: (count: number) => `${plural(count, 'variant')} side by side`,
  variant: (number: number) => `Variant ${number}`,
  answer: 'Answer and explanation',
  tryMarking: 'Try marking',
  mark: 'Mark',
  marking: 'Marking …',
  marked: (points: number, most: number) => `${points} of ${most} points`,
  unreadable: 'A student would be asked to write this again; it would not count.',
};
