import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { renderMatrix } from '../../grader/library/check-exercise';
import { renderMutants } from '../../grader/library/check-mutants';
import { exerciseIds, isQuestion, questionIds, ROOT } from '../../grader/library/exercise-library';
import { renderCoverage, renderUses } from '../../grader/library/matrix-problems';
import { typeScript } from '../bootstrap.mjs';
import { check, type Depth, type Report } from '../check-one';
import type { CheckAnswer, CheckRequest } from '../check-process';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { flag, quoted, text, wholeNumber, withDefault } from '../command-options';
import { namesPackage } from '../names-package';
import { inTurn, recordProofs, unproved } from '../proofs';

const DEFAULT_SECRETS = 2;
const MOST_SECRETS = 100;
/** Of those that are on record as proved, so many are proved again. */
const AUDITED = 4;

/** @param wanted exercises, questions or chapters; none: all. @throws UsageError for one that there is not. */
function chosen(wanted: readonly string[]): string[] {
  const ids = [...exerciseIds(), ...questionIds()];
  const matches = (id: string, each: string) => id === each || id.startsWith(`${each}/`);
  const names = wanted.map((arg) => arg.replace(/^exercises\//, '').replace(/\/$/, ''));
  const unknown = names.find((each) => !ids.some((id) => matches(id, each)));
  if (unknown !== undefined)
    throw new UsageError(
      `no exercise or question matches ${quoted(unknown)}; npx runqueue exercises lists them`,
    );
  return ids.filter((id) => names.length === 0 || names.some((each) => matches(id, each)));
}

/** What a process of ours finds. @throws when it ends instead, or the grader's own fault. */
async function ask(child: ChildProcess, request: CheckRequest): Promise<Report> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`The check of ${request.id} ended without a report (${by ?? code}).`);
  });
  try {
    child.send(request);
    const [answer] = (await Promise.race([once(child, 'message', { signal }), ended])) as [CheckAnswer];
    if ('fault' in answer) throw new Error(`The check of ${request.id} failed: ${answer.fault}`);
    return answer.report;
  } finally {
    ended.catch(() => {}); // nobody waits for it any more
    answered.abort();
  }
}

/** In as many processes as there are processors, each one after the other. @param tell called in the order of `ids`. */
async function checkBeside(
  ids: readonly string[],
  depth: Depth,
  tell: (report: Report) => void,
): Promise<void> {
  const reports: Report[] = [];
  let next = 0;
  let told = 0;
  const work = async () => {
    const child = fork(join(ROOT, 'scripts/check-process.ts'), { execArgv: [...typeScript] });
    try {
      while (next < ids.length) {
        const at = next++;
        reports[at] = await ask(child, { id: ids[at], depth });
        for (; told in reports; told++) tell(reports[told]);
      }
    } finally {
      next = ids.length; // after a fault the others begin nothing more
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), ids.length) }, work));
}

const holding = (reports: readonly Report[]) =>
  reports.filter(({ problems }) => problems.length === 0).map(({ id }) => id);

function linesOf(report: Report): string[] {
  const { id, problems } = report;
  if ('variants' in report || isQuestion(id))
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
    'check [<chapter>/<exercise or question> | <chapter>] ... [--secrets <n>] [--exact | --quick] [--mutants] [--anew] [--unproved] [--record] [--json]',
    'check <folder or file.zip> [--at <chapter>/<name>] [--secrets <n>] [--exact | --quick] [--mutants] [--anew] [--json]',
  ],
  summary:
    'Proves the promises of exercises and questions, and prints which solution fails which rule. Exit code 1 when one is broken. A run that an earlier check has made of the same code is not made again, but with --anew. --record keeps what holds in exercises/proofs.json; --unproved takes only what is not on record as it is now, and some others in turn.',
  options: {
    json: flag,
    exact: flag,
    quick: flag,
    mutants: flag,
    anew: flag,
    unproved: flag,
    record: flag,
    at: withDefault(text('a place'), ''),
    secrets: withDefault(wholeNumber(1, MOST_SECRETS), DEFAULT_SECRETS),
  },
  operands: { name: 'exercises, questions or chapters', from: 0, to: 100 },
  async run({ json, unproved: onlyUnproved, record, at, ...depth }, wanted, output) {
    if (depth.exact && depth.quick)
      throw new UsageError('--exact proves the whole verdict, --quick a part of it: give one of them');
    const given = wanted.find(namesPackage);
    if (given === undefined && at !== '')
      throw new UsageError('--at is the place of a package; give its folder or archive');
    if (given !== undefined) {
      if (wanted.length > 1) throw new UsageError(`${quoted(given)} is a package: check it alone`);
      if (onlyUnproved || record)
        throw new UsageError('--unproved and --record are about exercises of the catalogue');
      const { checkGivenPackage } = await import('../check-given-package');
      const report = await checkGivenPackage(given, at, depth);
      for (const line of json ? [JSON.stringify([report], null, 2)] : linesOf(report)) output.print(line);
      return report.problems.length > 0 ? 1 : 0;
    }
    const named = chosen(wanted);
    const due = onlyUnproved ? new Set([...(await unproved(named)), ...inTurn(named, AUDITED)]) : undefined;
    const ids = due === undefined ? named : named.filter((id) => due.has(id));
    const reports: Report[] = [];
    const tell = (report: Report) => {
      reports.push(report);
      if (!json) for (const line of linesOf(report)) output.print(line);
    };
    // What is put on record is proved from the beginning.
    const asked = { ...depth, anew: depth.anew || record || onlyUnproved };
    if (ids.length === 1) tell(await check(ids[0], asked, availableParallelism()));
    else await checkBeside(ids, asked, tell);
    const broken = reports.some((report) => report.problems.length > 0);
    if (record) await recordProofs(holding(reports), chosen([]));
    if (json) output.print(JSON.stringify(reports, null, 2));
    else if (due !== undefined)
      output.print(`${named.length - ids.length} more are on record as proved (exercises/proofs.json).`);
    return broken ? 1 : 0;
  },
});
