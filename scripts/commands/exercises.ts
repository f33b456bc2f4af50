import { exerciseIds, loadExercise } from '../../grader/library/exercise-library';
import { exerciseVersion } from '../../grader/library/versions';
import { defineCommand } from '../command';
import { flag } from '../command-options';

export default defineCommand({
  usage: ['exercises [--json]'],
  summary: 'Lists the exercises: id, version, title, rows of the syllabus, number of cases.',
  options: { json: flag },
  async run({ json }, _operands, output) {
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
    if (json) output.print(JSON.stringify(rows, null, 2));
    else
      for (const row of rows)
        output.print(
          `${row.id.padEnd(36)} ${row.title} (rows ${row.rows.join(', ')}; ${row.samples} samples, ${row.hidden} hidden)`,
        );
    return 0;
  },
});
