/** The texts of every question render, and a question that breaks a promise is found. The promises of ours: `npx runqueue check`. */
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../app/markdown/render-markdown';
import type { Part, Question, QuestionDefinition } from '../exercises/question-definition';
import { checkQuestion } from '../grader/library/check-question';
import { exerciseIds, loadQuestion, questionIds } from '../grader/library/exercise-library';
import { Random } from '../simulator/engine/random';

describe.each(questionIds())('%s', (id) => {
  it('renders what it says', async () => {
    const { generate } = await loadQuestion(id);
    for (let seed = 0; seed < 5; seed++) {
      const { prompt, explanation } = generate(new Random(seed));
      for (const text of [prompt, explanation]) expect(await renderMarkdown(text)).toMatch(/^<\w/);
    }
  });
});

it('no question has the id of an exercise', () => {
  const exercises = new Set(exerciseIds());
  expect(questionIds().filter((id) => exercises.has(id))).toEqual([]);
});

const NUMBER: Extract<Part, { kind: 'number' }> = {
  kind: 'number',
  id: 'n',
  label: 'n',
  points: 1,
  answer: 1,
  tolerance: 0,
  unit: '',
};

/** A question without a fault, but for what `change` puts in the place of its parts. */
function questionWith(change: (answer: number) => Partial<Question>): QuestionDefinition {
  return {
    title: 'Title',
    summary: 'Summary',
    rows: [1],
    generate: (random) => {
      const answer = random.below(1000);
      return {
        prompt: `What is ${answer} + 1?`,
        parts: [{ ...NUMBER, answer: answer + 1 }],
        explanation: 'Count on.',
        ...change(answer),
      };
    },
  };
}

it('an answer of two is found when it is right more often than chance would have it', () => {
  /** The second option is right when `answer` is below. */
  const problems = (below: number) =>
    checkQuestion(
      'a/b',
      questionWith((answer) => ({
        parts: [
          {
            ...{ kind: 'choice', id: 'c', label: 'Which?', points: 1, multiple: false },
            ...{ options: ['the one', 'the other'], answer: [answer < below ? 1 : 0] },
          },
        ],
      })),
      1_000,
    ).problems;
  expect(problems(520)).toEqual([]);
  expect(problems(620)).toEqual([
    expect.stringMatching(/^part c: option 2 is right in 6\d\d of 1000 variants: half is the most/),
  ]);
});

describe('a question with a fault', () => {
  it('is found, and one without is not', () => {
    expect(
      checkQuestion(
        'a/b',
        questionWith(() => ({})),
        200,
      ).problems,
    ).toEqual([]);
  });

  const part = (kind: Part) => () => ({ parts: [kind] });
  let calls = 0;
  const FAULTS: readonly [string, RegExp, (answer: number) => Partial<Question>][] = [
    ['an answer that is no number', /answer is NaN/, part({ ...NUMBER, answer: Number.NaN })],
    ['the same answer always', /is right in 200 of 200/, () => ({})],
    [
      'the same prompt always',
      /of 200 variants only 1 ask for different things: at least 100 must/,
      () => ({ prompt: 'What?' }),
    ],
    ['two parts of one id', /one id/, () => ({ parts: [NUMBER, NUMBER] })],
    ['no parts', /no part/, () => ({ parts: [] })],
    ['an empty explanation', /explanation is empty/, () => ({ explanation: ' ' })],
    ['the explanation in the prompt', /holds the explanation/, (n) => ({ prompt: `Count on. ${n}` })],
    [
      'a tag in the prompt',
      /variant 0: line 1 of the prompt: <n> is taken for HTML/,
      (n) => ({ prompt: `What is <n> + ${n}?` }),
    ],
    [
      'a formula that cannot be set',
      /line 1 of the explanation: the formula/,
      () => ({ explanation: '$\\frac{$' }),
    ],
    ['chance of its own', /another question/, () => ({ prompt: `What? ${calls++}` })],
    [
      'a choice without an answer',
      /0 options are right/,
      part({
        kind: 'choice',
        id: 'c',
        label: 'c',
        points: 1,
        options: ['a', 'b'],
        answer: [],
        multiple: true,
      }),
    ],
    [
      'the answer in the prompt',
      /prompt holds its answer/,
      () => ({
        prompt: 'Say FIFO or LIFO.',
        parts: [{ kind: 'text', id: 't', label: 't', points: 1, answers: ['FIFO'] }],
      }),
    ],
    [
      'a table of another size',
      /not of one size/,
      part({
        ...{ kind: 'table', id: 't', label: 't', points: 1, pointsPer: 'row' },
        ...{ columns: ['a'], rowLabels: ['b'], given: [[null]], answer: [['1', '2']] },
      }),
    ],
    [
      'a chart with a symbol that is not offered',
      /not offered/,
      part({
        ...{ kind: 'gantt', id: 'g', label: 'g', points: 1 },
        ...{ lanes: ['runs'], slots: 1, symbols: ['A'], answer: [['B']] },
      }),
    ],
  ];
  it.each(FAULTS)('%s', (name, problem, change) => {
    const definition = questionWith(
      name === 'the same answer always' ? () => ({ parts: [{ ...NUMBER, answer: 7 }] }) : change,
    );
    expect(checkQuestion('a/b', definition, 200).problems.join('\n')).toMatch(problem);
  });
});
