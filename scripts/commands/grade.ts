import { relative, resolve } from 'node:path';
import { createGrader } from '../../grader/grade';
import { bundleSolution } from '../../grader/library/bundle-solution';
import { exerciseFolder, isExercise } from '../../grader/library/exercise-library';
import type { BudgetOutcome, RuleOutcome, Verdict } from '../../grader/verdict';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { defineCommand, type Output } from '../command';
import { InputError, UsageError } from '../command-error';
import { flag, quoted, text, withDefault } from '../command-options';
import { nameOf, readText } from '../file-input';
import { namesPackage } from '../names-package';

const EXIT_LESS_THAN_FULL = 1;
const EXIT_REJECTED_OR_LIMIT = 2;
const EXIT_NOT_GRADED = 3;

function exitCode(verdict: Verdict): number {
  if (verdict.status === 'not graded') return EXIT_NOT_GRADED;
  if (verdict.status !== 'graded') return EXIT_REJECTED_OR_LIMIT;
  return verdict.score === verdict.maxScore ? 0 : EXIT_LESS_THAN_FULL;
}

/** What is longer is refused here; what is a little too long for the compiler, with its words. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Whether a text imports anything but the contract, in whatever way. */
const importsMore = (text: string) =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]*)['"]/g)].some(
    ([, path]) => path !== './contract',
  );

/** The submission: the file as it is, or, for a solution of the exercise's own folder, with what else it imports. */
async function sourceOf(exercise: string, file: string): Promise<string> {
  const text = readText(file, MAX_FILE_BYTES);
  const inside = relative(exerciseFolder(exercise), resolve(file));
  if (file === '-' || inside.startsWith('..') || !importsMore(text)) return text;
  try {
    return await bundleSolution(exercise, inside);
  } catch (error) {
    throw new InputError(`${nameOf(file)} cannot be bundled: ${firstLine(error)}`);
  }
}

function firstLine(error: unknown): string {
  const { errors } = error as { errors?: readonly { text: string }[] };
  const message = errors?.[0]?.text ?? (error instanceof Error ? error.message : String(error));
  return message.split('\n')[0];
}

/** The object that `--json` prints. */
function printable(verdict: Verdict) {
  return {
    exercise: verdict.exercise,
    version: verdict.version,
    status: verdict.status,
    score: verdict.score,
    maxScore: verdict.maxScore,
    metric: verdict.metric,
    referenceMetric: verdict.referenceMetric,
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
      event: budget.event,
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

function printText(verdict: Verdict, output: Output): void {
  output.print(
    `${verdict.exercise} ${verdict.version}: ${verdict.status}, ${verdict.score} of ${verdict.maxScore} points`,
  );
  for (const { line, column, message } of verdict.diagnostics)
    output.print(`  line ${line}, column ${column}: ${message}`);
  const { stop } = verdict;
  if (stop !== undefined) {
    const running = stop.caseTitle === undefined ? '' : ` It was running: ${stop.caseTitle}`;
    output.print(
      stop.case === undefined
        ? `  STOPPED: ${stop.message}${running}`
        : `  STOPPED in ${stop.case}: ${stop.message}`,
    );
  }
  for (const rule of verdict.rules) {
    output.print(`  ${OUTCOME[rule.outcome]}  ${rule.id}  ${rule.title}`);
    const at = rule.event === undefined ? '' : `, event ${rule.event}`;
    const where = rule.failedCase === undefined ? '' : `${rule.failedCase}${at}: `;
    if (rule.message !== '') output.print(`               ${where}${rule.message}`);
  }
  for (const budget of verdict.budgets) {
    const figures =
      budget.outcome === 'not measured'
        ? ''
        : `: ${budget.used} of ${budget.allowed} ${budget.unit} (reference ${budget.reference})`;
    output.print(`  ${OUTCOME[budget.outcome]}  ${budget.id}${figures}`);
    if (budget.message !== '') output.print(`               ${budget.message}`);
  }
  if (verdict.metric !== undefined) output.print(`  leaderboard: ${verdict.metric}`);
}

export default defineCommand({
  usage: [
    'grade <chapter>/<exercise> <file> [--json] [--samples]',
    'grade <folder or file.zip> <file> [--at <chapter>/<name>] [--json] [--samples]',
  ],
  summary:
    'Grades a file as a submission. Exit code 0: full score; 1: less; 2: rejected or limit; 3: not graded; 64: wrong call.',
  options: { json: flag, samples: flag, at: withDefault(text('a place'), '') },
  operands: { name: 'one exercise and one file', from: 2, to: 2 },
  async run({ json, samples, at }, operands, output) {
    const [exercise, file] = operands as [string, string];
    const tell = (verdict: Verdict) => {
      if (json) output.print(JSON.stringify(printable(verdict), null, 2));
      else printText(verdict, output);
      return exitCode(verdict);
    };
    const cases = samples ? 'samples' : 'all';
    if (namesPackage(exercise)) {
      const { gradeByGivenPackage } = await import('../grade-by-given-package');
      const given = readText(file, MAX_FILE_BYTES);
      return tell(await gradeByGivenPackage(exercise, at, given, cases));
    }
    if (at !== '') throw new UsageError('--at is the place of a package; give its folder or archive');
    if (!isExercise(exercise))
      throw new UsageError(`there is no exercise ${quoted(exercise)}; npx runqueue exercises lists them`);
    const source = await sourceOf(exercise, file);
    const grader = await createGrader({ caseSecret: LOCAL_CASE_SECRET, spares: 1 });
    try {
      return tell(await grader.grade({ exercise, source, cases }));
    } finally {
      await grader.close();
    }
  },
});
