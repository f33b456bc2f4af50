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
import { placedFault } from '../../grader/library/fault-place';
import { renderCoverage, renderUses } from '../../grader/library/matrix-problems';
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
      `no exercise or question matches ${quoted(unknown)}; npx runqueue exercises lists them`,
    );
  const isChosen = (id: string) => names.length === 0 || names.some((each) => matches(id, each));
  return { exercises: exerciseIds().filter(isChosen), questions: questionIds().filter(isChosen) };
}

/** Of an exercise whose cases cannot even be made, or a question that does not load, only the problem. */
interface Failed {
  readonly id: string;
  readonly problems: readonly string[];
}
type Report = ExerciseReport | QuestionReport | Failed;

interface Depth {
  readonly secrets: number;
  readonly exact: boolean;
  readonly quick: boolean;
  readonly mutants: boolean;
}

async function checkHere(id: string, { secrets, ...depth }: Depth): Promise<ExerciseReport | Failed> {
  try {
    return await checkExercise(id, secretsFor(secrets), depth);
  } catch (error) {
    if (error instanceof UnfitExercise) return { id, problems: [error.message] };
    return { id, problems: [faultOf(exerciseFolder(id), error)] };
  }
}

async function checkQuestionHere(id: string): Promise<QuestionReport | Failed> {
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
  const fault = placedFault(error, `${relative(ROOT, folder)}/`.replaceAll('\\', '/'));
  if (fault === undefined) throw error;
  return fault;
}

/** In a process of its own, so that several are checked at the same time. */
async function checkElsewhere(
  ids: readonly string[],
  { secrets, exact, quick, mutants }: Depth,
): Promise<Report[]> {
  const given = [
    join(ROOT, 'scripts/runqueue.mjs'),
    'check',
    ...ids,
    '--json',
    '--secrets',
    String(secrets),
    ...(exact ? ['--exact'] : []),
    ...(quick ? ['--quick'] : []),
    ...(mutants ? ['--mutants'] : []),
  ];
  const run = promisify(execFile)(process.execPath, given, { maxBuffer: MAX_REPORT_BYTES });
  // Exit code 1 says that promises are broken; the report is there all the same.
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === '') throw new Error(`The check of ${ids.join(', ')} ended without a report: ${stderr}`);
  return JSON.parse(stdout) as Report[];
}

/** Begins in order, at most `limit` at a time. */
function atOnce<Item, Result>(
  limit: number,
  items: readonly Item[],
  begin: (item: Item) => Promise<Result>,
): Promise<Result>[] {
  const waiting: (() => void)[] = [];
  let free = limit;
  const turn = () => (free-- > 0 ? undefined : new Promise<void>((resolve) => waiting.push(resolve)));
  return items.map(async (item) => {
    await turn();
    try {
      return await begin(item);
    } finally {
      free++;
      waiting.shift()?.();
    }
  });
}

function linesOf(report: Report): string[] {
  const { id, problems } = report;
  if ('variants' in report || questionIds().includes(id))
    return 'variants' in report && problems.length === 0
      ? [`${id}: every promise holds (${report.variants} variants)`]
      : problems.map((problem) => `${id}: PROBLEM ${problem}`);
  return [
    'matrix' in report ? renderMatrix(report) : id,
    ...('coverage' in report && report.coverage !== undefined ? [renderCoverage(report.coverage)] : []),
    ...('uses' in report && report.uses !== undefined ? [renderUses(report.uses)] : []),
    ...('mutants' in report && report.mutants !== undefined ? [renderMutants(report.mutants)] : []),
    ...problems.map((problem) => `  PROBLEM ${problem}`),
    'cases' in report && problems.length === 0
      ? `  ${id}: every promise holds (${report.cases} cases)\n`
      : '',
  ];
}

export default defineCommand({
  usage: [
    'check [<chapter>/<exercise or question> | <chapter>] ... [--secrets <n>] [--exact | --quick] [--mutants] [--json]',
  ],
  summary:
    'Proves the promises of exercises and questions, and prints which solution fails which rule. Exit code 1 when one is broken.',
  options: {
    json: flag,
    exact: flag,
    quick: flag,
    mutants: flag,
    secrets: withDefault(wholeNumber(1, MOST_SECRETS), DEFAULT_SECRETS),
  },
  operands: { name: 'exercises, questions or chapters', from: 0, to: 100 },
  async run({ json, ...depth }, wanted, output) {
    if (depth.exact && depth.quick)
      throw new UsageError('--exact proves the whole verdict, --quick a part of it: give one of them');
    const { exercises: ids, questions } = chosen(wanted);
    const isAlone = ids.length < 2;
    const jobs = [...ids.map((id) => [id]), ...(isAlone || questions.length === 0 ? [] : [questions])];
    const checks = atOnce(isAlone ? 1 : availableParallelism(), jobs, async (job) =>
      isAlone ? [await checkHere(job[0], depth)] : checkElsewhere(job, depth),
    );
    const reports: Report[] = [];
    const tell = (report: Report) => {
      reports.push(report);
      if (!json) for (const line of linesOf(report)) output.print(line);
    };
    for (const check of checks) for (const report of await check) tell(report);
    if (isAlone) for (const id of questions) tell(await checkQuestionHere(id));
    const broken = reports.some((report) => report.problems.length > 0);
    if (json) output.print(JSON.stringify(reports, null, 2));
    return broken ? 1 : 0;
  },
});
