import { checkExercise, renderMatrix } from '../../grader/library/check-exercise';
import { exerciseIds } from '../../grader/library/exercise-library';
import { UnfitExercise } from '../../grader/library/prepared-exercise';
import { LOCAL_CASE_SECRET } from '../case-secret';
import { type Command, UsageError } from '../command';

const command: Command = {
  usage: ['check [<chapter>/<exercise> | <chapter>] ... [--json]'],
  summary:
    'Proves the promises of exercises and prints which solution fails which rule. Exit code 1 when one is broken.',
  async run(args) {
    const wanted = args
      .filter((arg) => arg !== '--json')
      .map((arg) => arg.replace(/^exercises\//, '').replace(/\/$/, ''));
    const ids = exerciseIds().filter(
      (id) => wanted.length === 0 || wanted.some((each) => id === each || id.startsWith(`${each}/`)),
    );
    if (ids.length === 0)
      throw new UsageError(`no exercise matches ${wanted.join(' ')}. Exercises: ${exerciseIds().join(', ')}`);
    const reports = [];
    let broken = false;
    for (const id of ids) {
      try {
        const report = await checkExercise(id, LOCAL_CASE_SECRET);
        reports.push(report);
        broken ||= report.problems.length > 0;
        if (args.includes('--json')) continue;
        console.log(renderMatrix(report));
        for (const problem of report.problems) console.log(`  PROBLEM ${problem}`);
        console.log(
          report.problems.length === 0 ? `  ${id}: every promise holds (${report.cases} cases)\n` : '',
        );
      } catch (error) {
        if (!(error instanceof UnfitExercise)) throw error;
        broken = true;
        reports.push({ id, problems: [error.message] });
        if (!args.includes('--json')) console.log(`${id}\n  PROBLEM ${error.message}\n`);
      }
    }
    if (args.includes('--json')) console.log(JSON.stringify(reports, null, 2));
    return broken ? 1 : 0;
  },
};

export default command;
