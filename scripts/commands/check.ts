import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { checkExercise, type ExerciseReport, renderMatrix } from '../../grader/library/check-exercise';
import { renderMutants } from '../../grader/library/check-mutants';
import { checkQuestion, type QuestionReport } from '../../grader/library/check-question';
import {
  exerciseFolder,
  exerciseIds,
  loadQuestion,
  questionFolder,
  questionIds,
  ROOT,
} from '../../grader/library/exercise-library';
import { todoProblems } from '../../grader/library/exercise-texts';
import { UnfitExercise } from '../../grader/library/seeds';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { flag, quoted, wholeNumber, withDefault } from '../command-options';

const DEFAULT_SECRETS = 5;
const MAX_REPORT_BYTES = 64 * 1024 * 1024;
const MOST_SECRETS = 100;

/** The local secret first, so that the matrix is that of `npx runqueue grade`. */
function secretsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? LOCAL_CASE_SECRET : `${LOCAL_CASE_SECRET} ${i + 1}`,
  );
}

/** @param wanted exercises, questions or chapters; none: all. @throws UsageError for one that there is not. */
function chosen(wanted: readonly string[]): { exercises: string[]; questions: string[] } {
  const ids = [...exerciseIds(), ...questionIds()];
  const matches = (id: string, each: string) => id === each || id.startsWith(`${each}/`);
  const names = wanted.map((arg) => arg.replace(/^exercises\//, '').replace(/\/$/, ''));
  const unknown = names.find((each) => !ids.some((id) => matches(id, each)));
  if (unknown !== undefined)
    throw new UsageError(
      `no exercise or question matches ${quoted(unknown)}. Exercises: ${exerciseIds().join(', ')}. Questions: ${questionIds().join(', ')}`,
    );
  const isChosen = (id: string) => names.length === 0 || names.some((each) => matches(id, each));
  return { exercises: exerciseIds().filter(isChosen), questions: questionIds().filter(isChosen) };
}

/** Of an exercise whose cases cannot even be made, only the problem. */
type Checked = ExerciseReport | Pick<ExerciseReport, 'id' | 'problems'>;

interface Depth {
  readonly secrets: number;
  readonly exact: boolean;
  readonly mutants: boolean;
}

async function checkHere(id: string, { secrets, ...depth }: Depth): Promise<Checked> {
  try {
    return await checkExercise(id, secretsFor(secrets), depth);
  } catch (error) {
    if (error instanceof UnfitExercise) return { id, problems: [error.message] };
    return { id, problems: [faultOf(exerciseFolder(id), error)] };
  }
}

async function checkQuestionHere(
  id: string,
): Promise<Pick<QuestionReport, 'id' | 'problems'> | QuestionReport> {
  const folder = questionFolder(id);
  try {
    const report = checkQuestion(id, await loadQuestion(id));
    return { ...report, problems: [...todoProblems(folder), ...report.problems] };
  } catch (error) {
    return { id, problems: [faultOf(folder, error)] };
  }
}

/**
 * An error that comes from the files of a folder, as a sentence with file and line.
 * @throws the error, when none of them is in it: then it is a fault of the grader.
 */
function faultOf(folder: string, error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const inFolder = `${relative(ROOT, folder)}/`.replaceAll('\\', '/');
  const place = `${message}\n${stack}`.match(new RegExp(`${inFolder}([\\w./-]+\\.ts)(?::(\\d+))?`));
  if (place === null) throw error;
  const [, file, line] = place;
  // A transformer tells the fault itself in a line of its own.
  const first = /ERROR: (.*)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  return `${file}${line === undefined ? '' : `:${line}`}: ${first.trim()}`;
}

/** In a process of its own, so that several exercises are checked at the same time. */
async function checkElsewhere(id: string, { secrets, exact, mutants }: Depth): Promise<Checked> {
  const given = [
    join(ROOT, 'scripts/runqueue.mjs'),
    'check',
    id,
    '--json',
    '--secrets',
    String(secrets),
    ...(exact ? ['--exact'] : []),
    ...(mutants ? ['--mutants'] : []),
  ];
  const run = promisify(execFile)(process.execPath, given, { maxBuffer: MAX_REPORT_BYTES });
  // Exit code 1 says that promises are broken; the report is there all the same.
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === '') throw new Error(`The check of ${id} ended without a report: ${stderr}`);
  return (JSON.parse(stdout) as [Checked])[0];
}

/** Begins at most `limit` at a time, in order. */
function atOnce<Item, Result>(
  limit: number,
  items: readonly Item[],
  begin: (item: Item) => Promise<Result>,
): Promise<Result>[] {
  const begun: Promise<Result>[] = [];
  for (const [index, item] of items.entries()) {
    const earlier = begun[index - limit];
    begun.push(earlier === undefined ? begin(item) : earlier.catch(() => {}).then(() => begin(item)));
  }
  return begun;
}

export default defineCommand({
  usage: [
    'check [<chapter>/<exercise or question> | <chapter>] ... [--secrets <n>] [--exact] [--mutants] [--json]',
  ],
  summary:
    'Proves the promises of exercises and questions, and prints which solution fails which rule. Exit code 1 when one is broken.',
  options: {
    json: flag,
    exact: flag,
    mutants: flag,
    secrets: withDefault(wholeNumber(1, MOST_SECRETS), DEFAULT_SECRETS),
  },
  operands: { name: 'exercises, questions or chapters', from: 0, to: 100 },
  async run({ json, ...depth }, wanted, output) {
    const { exercises: ids, questions } = chosen(wanted);
    const checks = atOnce(ids.length === 1 ? 1 : availableParallelism(), ids, (id) =>
      ids.length === 1 ? checkHere(id, depth) : checkElsewhere(id, depth),
    );
    const reports: (Checked | Awaited<ReturnType<typeof checkQuestionHere>>)[] = [];
    let broken = false;
    for (const [index, check] of checks.entries()) {
      const report = await check;
      reports.push(report);
      broken ||= report.problems.length > 0;
      if (json) continue;
      output.print('matrix' in report ? renderMatrix(report) : (ids[index] as string));
      if ('mutants' in report && report.mutants !== undefined) output.print(renderMutants(report.mutants));
      for (const problem of report.problems) output.print(`  PROBLEM ${problem}`);
      const holds = 'cases' in report && report.problems.length === 0;
      output.print(holds ? `  ${report.id}: every promise holds (${report.cases} cases)\n` : '');
    }
    for (const id of questions) {
      const report = await checkQuestionHere(id);
      reports.push(report);
      broken ||= report.problems.length > 0;
      if (json) continue;
      for (const problem of report.problems) output.print(`${id}: PROBLEM ${problem}`);
      if ('variants' in report && report.problems.length === 0)
        output.print(`${id}: every promise holds (${report.variants} variants)`);
    }
    if (json) output.print(JSON.stringify(reports, null, 2));
    return broken ? 1 : 0;
  },
});
