import { exerciseIds, loadExercise, loadQuestion, questionIds } from '../../grader/library/exercise-library';
import { exerciseVersion } from '../../grader/library/versions';
import { defineCommand } from '../command';
import { flag } from '../command-options';

const chapterOf = (id: string) => id.split('/')[0];

async function describeExercise(id: string) {
  const { definition, samples, hidden } = await loadExercise(id);
  return {
    id,
    kind: 'exercise' as const,
    version: await exerciseVersion(id),
    title: definition.title,
    chapter: chapterOf(id),
    rows: definition.rows,
    samples: samples.length,
    hidden: hidden.length,
  };
}

async function describeQuestion(id: string) {
  const { title, rows } = await loadQuestion(id);
  return { id, kind: 'question' as const, title, chapter: chapterOf(id), rows };
}

export default defineCommand({
  usage: ['exercises [--json]'],
  summary:
    'Lists the exercises and questions: id, title, rows of the syllabus; of exercises also version and number of cases.',
  options: { json: flag },
  async run({ json }, _operands, output) {
    const entries = [
      ...(await Promise.all(exerciseIds().map(describeExercise))),
      ...(await Promise.all(questionIds().map(describeQuestion))),
    ];
    if (json) output.print(JSON.stringify(entries, null, 2));
    else
      for (const entry of entries) {
        const size =
          entry.kind === 'exercise' ? `${entry.samples} samples, ${entry.hidden} hidden` : 'question';
        output.print(`${entry.id.padEnd(36)} ${entry.title} (rows ${entry.rows.join(', ')}; ${size})`);
      }
    return 0;
  },
});
