import { parseArgs } from 'node:util';

import { checkExercise, renderMatrix } from '../../grader/library/check-exercise';
import { exerciseIds } from '../../grader/library/exercise-library';
import { UnfitExercise } from '../../grader/library/seeds';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { type Command, UsageError } from '../command';

const DEFAULT_SECRETS = 5;
const MOST_SECRETS = 100;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, secrets: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The local secret first, so that the matrix is that of `npx runqueue grade`. */
function secretsFor(given: string | undefined): string[] {
  const count = given === undefined ? DEFAULT_SECRETS : Number(given);
  if (!Number.isInteger(count) || count < 1 || count > MOST_SECRETS)
    throw new UsageError(`--secrets must be a whole number from 1 to ${MOST_SECRETS}; it is ${given}`);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? LOCAL_CASE_SECRET : `${LOCAL_CASE_SECRET} ${i + 1}`,
  );
}

const command: Command = {
  usage: ['check [<chapter>/<exercise> | <chapter>] ... [--secrets <n>] [--json]'],
  summary:
    'Proves the promises of exercises and prints which solution fails which rule. Exit code 1 when one is broken.',
  async run(args) {
    const { values, positionals } = parsed(args);
    const secrets = secretsFor(values.secrets);
    const wanted = positionals.map((arg) => arg.replace(/^exercises\//, '').replace(/\/$/, ''));
    const ids = exerciseIds().filter(
      (id) => wanted.length === 0 || wanted.some((each) => id === each || id.startsWith(`${each}/`)),
    );
    if (ids.length === 0)
      throw new UsageError(`no exercise matches ${wanted.join(' ')}. Exercises: ${exerciseIds().join(', ')}`);
    const reports = [];
    let broken = false;
    for (const id of ids) {
      try {
        const report = await checkExercise(id, secrets);
        reports.push(report);
        broken ||= report.problems.length > 0;
        if (values.json) continue;
        console.log(renderMatrix(report));
        for (const problem of report.problems) console.log(`  PROBLEM ${problem}`);
        console.log(
          report.problems.length === 0 ? `  ${id}: every promise holds (${report.cases} cases)\n` : '',
        );
      } catch (error) {
        if (!(error instanceof UnfitExercise)) throw error;
        broken = true;
        reports.push({ id, problems: [error.message] });
        if (!values.json) console.log(`${id}\n  PROBLEM ${error.message}\n`);
      }
    }
    if (values.json) console.log(JSON.stringify(reports, null, 2));
    return broken ? 1 : 0;
  },
};

export default command;
