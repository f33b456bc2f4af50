import { checkExercise, renderMatrix } from '../../grader/library/check-exercise';
import { exerciseIds } from '../../grader/library/exercise-library';
import { UnfitExercise } from '../../grader/library/seeds';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { defineCommand } from '../command';
import { UsageError } from '../command-error';
import { flag, quoted, wholeNumber, withDefault } from '../command-options';

const DEFAULT_SECRETS = 5;
const MOST_SECRETS = 100;

/** The local secret first, so that the matrix is that of `npx runqueue grade`. */
function secretsFor(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? LOCAL_CASE_SECRET : `${LOCAL_CASE_SECRET} ${i + 1}`,
  );
}

/** @param wanted exercises or chapters; none: all. @throws UsageError for one that there is not. */
function exercisesFor(wanted: readonly string[]): string[] {
  const ids = exerciseIds();
  const matches = (id: string, each: string) => id === each || id.startsWith(`${each}/`);
  const names = wanted.map((arg) => arg.replace(/^exercises\//, '').replace(/\/$/, ''));
  const unknown = names.find((each) => !ids.some((id) => matches(id, each)));
  if (unknown !== undefined)
    throw new UsageError(`no exercise matches ${quoted(unknown)}. Exercises: ${ids.join(', ')}`);
  return ids.filter((id) => names.length === 0 || names.some((each) => matches(id, each)));
}

export default defineCommand({
  usage: ['check [<chapter>/<exercise> | <chapter>] ... [--secrets <n>] [--json]'],
  summary:
    'Proves the promises of exercises and prints which solution fails which rule. Exit code 1 when one is broken.',
  options: { json: flag, secrets: withDefault(wholeNumber(1, MOST_SECRETS), DEFAULT_SECRETS) },
  operands: { name: 'exercises or chapters', from: 0, to: 100 },
  async run({ json, secrets: secretCount }, wanted, output) {
    const secrets = secretsFor(secretCount);
    const ids = exercisesFor(wanted);
    const reports = [];
    let broken = false;
    for (const id of ids) {
      try {
        const report = await checkExercise(id, secrets);
        reports.push(report);
        broken ||= report.problems.length > 0;
        if (json) continue;
        output.print(renderMatrix(report));
        for (const problem of report.problems) output.print(`  PROBLEM ${problem}`);
        output.print(
          report.problems.length === 0 ? `  ${id}: every promise holds (${report.cases} cases)\n` : '',
        );
      } catch (error) {
        if (!(error instanceof UnfitExercise)) throw error;
        broken = true;
        reports.push({ id, problems: [error.message] });
        if (!json) output.print(`${id}\n  PROBLEM ${error.message}\n`);
      }
    }
    if (json) output.print(JSON.stringify(reports, null, 2));
    return broken ? 1 : 0;
  },
});
