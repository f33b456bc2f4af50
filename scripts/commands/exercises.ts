import { exerciseIds, loadExercise } from '../../grader/library/exercise-library';
import { exerciseVersion } from '../../grader/library/versions';
import { type Command, UsageError } from '../command';

const command: Command = {
  usage: ['exercises [--json]'],
  summary: 'Lists the exercises: id, version, title, rows of the syllabus, number of cases.',
  async run(args) {
    const unknown = args.find((arg) => arg !== '--json');
    if (unknown !== undefined) throw new UsageError(`what is ${unknown}?`);
    const exercises = await Promise.all(exerciseIds().map(loadExercise));
    const rows = await Promise.all(
      exercises.map(async ({ id, definition, samples, hidden }) => ({
        id,
        version: await exerciseVersion(id),
        title: definition.title,
        rows: definition.rows,
        samples: samples.length,
        hidden: hidden.length,
      })),
    );
    if (args.includes('--json')) console.log(JSON.stringify(rows, null, 2));
    else
      for (const row of rows)
        console.log(
          `${row.id.padEnd(36)} ${row.title} (rows ${row.rows.join(', ')}; ${row.samples} samples, ${row.hidden} hidden)`,
        );
    return 0;
  },
};

export default command;
