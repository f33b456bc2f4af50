import { titleOf, writtenFrom } from './new-exercise';

/** The files of a new question: whole as it is, on numbers that are added; what is to be written is marked TODO. */
export function newQuestion(name: string): ReadonlyMap<string, string> {
  const title = titleOf(name);
  return new Map([
    [
      'question.ts',
      `/** TODO what is asked, and which part of the simulator computes the answer. */
import type { Random } ${writtenFrom('../../../../simulator/engine/random')};
import type { Question, QuestionDefinition } ${writtenFrom('../../../question-definition')};

function generate(random: Random): Question {
  const first = random.between(10, 99);
  const second = random.between(10, 99);
  // TODO let the simulator compute the answer.
  const answer = first + second;
  return {
    prompt: \`TODO the question: what do \${first} and \${second} give together?\`,
    parts: [
      { kind: 'number', id: 'sum', label: 'TODO what is to be entered', points: 1, answer, tolerance: 0, unit: '' },
    ],
    explanation: \`TODO the worked solution: \${first} + \${second} = \${answer}.\`,
  };
}

const question: QuestionDefinition = {
  title: ${JSON.stringify(title)},
  summary: 'TODO one sentence for the catalogue.',
  // TODO the rows of the syllabus that it covers.
  rows: [0],
  generate,
};

export default question;
`,
    ],
  ]);
}
