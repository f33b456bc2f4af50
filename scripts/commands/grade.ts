import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createGrader } from '../../grader/grade';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { exerciseFolder, exerciseIds } from '../../grader/library/exercise-library';
import type { BudgetOutcome, RuleOutcome, Verdict } from '../../grader/verdict';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { type Command, UsageError } from '../command';

const EXIT_LESS_THAN_FULL = 1;
const EXIT_REJECTED_OR_LIMIT = 2;
const EXIT_NOT_GRADED = 3;

function exitCode(verdict: Verdict): number {
  if (verdict.status === 'not graded') return EXIT_NOT_GRADED;
  if (verdict.status !== 'graded') return EXIT_REJECTED_OR_LIMIT;
  return verdict.score === verdict.maxScore ? 0 : EXIT_LESS_THAN_FULL;
}

/** The submission: the file as it is, or, for a solution of the exercise's own folder, with what it imports. */
async function sourceOf(exercise: string, file: string): Promise<string> {
  const inside = relative(exerciseFolder(exercise), resolve(file));
  return inside.startsWith('..') ? readFileSync(file, 'utf8') : bundleSolution(exercise, inside);
}

/** The object that `--json` prints. */
function printable(verdict: Verdict) {
  return {
    exercise: verdict.exercise,
    version: verdict.version,
    status: verdict.status,
    score: verdict.score,
    maxScore: verdict.maxScore,
    ...(verdict.stop === undefined ? {} : { stop: verdict.stop }),
    rules: verdict.rules.map((rule) => ({
      id: rule.id,
      outcome: rule.outcome,
      passed: rule.passed,
      points: rule.points,
      maxPoints: rule.maxPoints,
      message: rule.message,
      case: rule.failedCase,
      caseTitle: rule.failedCaseTitle,
      event: rule.event,
    })),
    budgets: verdict.budgets.map((budget) => ({
      id: budget.id,
      outcome: budget.outcome,
      passed: budget.passed,
      used: budget.used,
      allowed: budget.allowed,
      reference: budget.reference,
      message: budget.message,
      case: budget.worstCase,
      caseTitle: budget.worstCaseTitle,
      parts: budget.parts,
    })),
    counters: verdict.counters,
    digest: verdict.digest,
    diagnostics: verdict.diagnostics.map(({ line, column, message }) => ({ line, column, message })),
    durationMs: verdict.durationMs,
  };
}

const OUTCOME: Readonly<Record<RuleOutcome | BudgetOutcome, string>> = {
  kept: 'kept        ',
  broken: 'BROKEN      ',
  'not reached': 'not reached ',
  within: 'within      ',
  exceeded: 'EXCEEDED    ',
  'not measured': 'not measured',
};

function printText(verdict: Verdict): void {
  console.log(
    `${verdict.exercise} ${verdict.version}: ${verdict.status}, ${verdict.score} of ${verdict.maxScore} points`,
  );
  for (const { line, column, message } of verdict.diagnostics)
    console.log(`  line ${line}, column ${column}: ${message}`);
  const { stop } = verdict;
  if (stop !== undefined)
    console.log(`  STOPPED${stop.case === undefined ? '' : ` in ${stop.case}`}: ${stop.message}`);
  for (const rule of verdict.rules) {
    console.log(`  ${OUTCOME[rule.outcome]}  ${rule.id}  ${rule.title}`);
    const at = rule.event === undefined ? '' : `, event ${rule.event}`;
    const where = rule.failedCase === undefined ? '' : `${rule.failedCase}${at}: `;
    if (rule.message !== '') console.log(`               ${where}${rule.message}`);
  }
  for (const budget of verdict.budgets) {
    const figures =
      budget.outcome === 'not measured'
        ? ''
        : `: ${budget.used} of ${budget.allowed} ${budget.unit} (reference ${budget.reference})`;
    console.log(`  ${OUTCOME[budget.outcome]}  ${budget.id}${figures}`);
    if (budget.message !== '') console.log(`               ${budget.message}`);
  }
  if (verdict.metric !== undefined) console.log(`  leaderboard: ${verdict.metric}`);
}

const command: Command = {
  usage: ['grade <chapter>/<exercise> <file> [--json] [--samples]'],
  summary:
    'Grades a file as a submission. Exit code 0: full score; 1: less; 2: rejected or limit; 3: not graded; 64: wrong call.',
  async run(args) {
    const options = args.filter((arg) => arg.startsWith('--'));
    const unknown = options.find((option) => option !== '--json' && option !== '--samples');
    if (unknown !== undefined) throw new UsageError(`what is ${unknown}?`);
    const [exercise, file, ...rest] = args.filter((arg) => !arg.startsWith('--'));
    if (exercise === undefined || file === undefined || rest.length > 0)
      throw new UsageError('give one exercise and one file');
    if (!exerciseIds().includes(exercise))
      throw new UsageError(
        `there is no exercise ${JSON.stringify(exercise)}. Exercises: ${exerciseIds().join(', ')}`,
      );
    if (!existsSync(file)) throw new UsageError(`there is no file ${JSON.stringify(file)}`);
    const grader = await createGrader({ caseSecret: LOCAL_CASE_SECRET, spares: 1 });
    try {
      const verdict = await grader.grade({
        exercise,
        source: await sourceOf(exercise, file),
        cases: options.includes('--samples') ? 'samples' : 'all',
      });
      if (options.includes('--json')) console.log(JSON.stringify(printable(verdict), null, 2));
      else printText(verdict);
      return exitCode(verdict);
    } finally {
      await grader.close();
    }
  },
};

export default command;
