/** Guarantee: a question without code makes fresh variants that keep every promise, or says where it cannot. */
import { describe, expect, test } from 'vitest';
import type { Part } from '../../exercises/question-definition';
import { markQuestion, publicQuestion } from '../../exercises/question-marking';
import { Random } from '../../simulator/engine/random';
import { checkQuestion } from '../library/check-question';
import { FormulaFault } from './formula';
import { PackageRefused } from './package-files';
import { plainQuestion, sampleOf } from './plain-question';

const WAIT = {
  title: 'Waiting for a quantum',
  summary: 'How long the last of several threads waits for its first quantum.',
  rows: [70],
  variables: {
    threads: { from: 3, to: 9 },
    quantum: { of: [5, 10, 20, 50] },
    switches: { from: 0.1, to: 0.9, step: 0.1 },
    wait: { is: '(threads - 1) * (quantum + switches)' },
  },
  where: ['wait > 20', 'threads != 4'],
  prompt: '{{threads}} threads are ready, the quantum is {{quantum}} ms, a switch takes {{switches}} ms.',
  given: { caption: 'Given', columns: ['quantum'], rows: [['{{quantum}} ms']] },
  parts: [
    {
      kind: 'number',
      id: 'wait',
      label: 'The last one waits',
      points: 2,
      answer: 'wait',
      tolerance: '0.01 * wait',
      unit: 'ms',
    },
    {
      kind: 'choice',
      id: 'more',
      label: 'With twice the quantum it waits',
      points: 1,
      shuffled: true,
      options: [
        { text: 'longer', right: true },
        { text: 'as long' },
        { text: 'less than {{quantum}} ms', right: 'wait < 0' },
      ],
    },
    {
      kind: 'table',
      id: 'first',
      label: 'When do they begin?',
      points: 1,
      columns: ['ms'],
      rowLabels: ['first', 'second'],
      cells: [['0'], [{ answer: '{{quantum + switches}}' }]],
    },
    {
      kind: 'text',
      id: 'name',
      label: 'Of {{threads}} threads, by what rule?',
      points: 1,
      answers: ['round robin {{threads}}'],
    },
  ],
  explanation: 'Before it run {{threads - 1}} others: {{wait}} ms.',
};

describe('questions without code', () => {
  test('one that is whole keeps every promise but that one answer is right too often', () => {
    const { problems, variants } = checkQuestion('test/wait', plainQuestion(JSON.stringify(WAIT)));
    expect(variants).toBe(1_000);
    expect(problems).toEqual([]);
  });

  test('a variant', () => {
    expect(plainQuestion(JSON.stringify(WAIT)).generate(new Random(5))).toMatchInlineSnapshot(`
      {
        "explanation": "Before it run 5 others: 101 ms.",
        "given": {
          "caption": "Given",
          "columns": [
            "quantum",
          ],
          "rows": [
            [
              "20 ms",
            ],
          ],
        },
        "parts": [
          {
            "answer": 101,
            "id": "wait",
            "kind": "number",
            "label": "The last one waits",
            "points": 2,
            "tolerance": 1.01,
            "unit": "ms",
          },
          {
            "answer": [
              2,
            ],
            "id": "more",
            "kind": "choice",
            "label": "With twice the quantum it waits",
            "multiple": false,
            "options": [
              "less than 20 ms",
              "as long",
              "longer",
            ],
            "points": 1,
          },
          {
            "answer": [
              [
                "0",
              ],
              [
                "20.2",
              ],
            ],
            "columns": [
              "ms",
            ],
            "given": [
              [
                "0",
              ],
              [
                null,
              ],
            ],
            "id": "first",
            "kind": "table",
            "label": "When do they begin?",
            "points": 1,
            "pointsPer": "row",
            "rowLabels": [
              "first",
              "second",
            ],
          },
          {
            "answers": [
              "round robin 6",
            ],
            "id": "name",
            "kind": "text",
            "label": "Of 6 threads, by what rule?",
            "points": 1,
          },
        ],
        "prompt": "6 threads are ready, the quantum is 20 ms, a switch takes 0.2 ms.",
      }
    `);
  });

  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>';
  const GROWN = {
    ...WAIT,
    pictures: [{ file: 'queue.svg', alternative: '{{threads}} threads in line.' }],
    parts: [
      {
        ...WAIT.parts[0],
        feedback: {
          right: 'So it is.',
          when: [
            { answer: 'threads * (quantum + switches)', say: 'Not {{threads}} others: {{threads - 1}}.' },
          ],
        },
      },
      {
        ...WAIT.parts[1],
        options: [
          { text: 'longer', right: true, feedback: 'By {{quantum}} ms for each.' },
          { text: 'as long', feedback: 'Who waits, waits for *whole* quanta.' },
        ],
      },
      {
        ...{
          kind: 'gantt',
          id: 'chart',
          label: 'Who runs?',
          points: 3,
          lanes: ['core'],
          symbols: ['A', 'B'],
        },
        slots: 'threads',
        runs: [
          { lane: 'core', symbol: 'A', from: '0', to: '2' },
          { lane: 'core', symbol: 'B', from: '2', to: 'threads - 1' },
        ],
        feedback: { wrong: 'The last slot is idle.' },
      },
    ],
  };

  test('feedback, pictures and charts are made of the same variables, and keep every promise', () => {
    const files = new Map([['queue.svg', SVG]]);
    const definition = plainQuestion(JSON.stringify(GROWN), files);
    expect(checkQuestion('test/wait', definition, 200).problems).toEqual([]);
    const question = definition.generate(new Random(5));
    const [number, choice, chart] = question.parts;
    expect(question.pictures).toEqual([{ svg: SVG, alternative: '6 threads in line.' }]);
    expect(number?.feedback).toEqual({
      right: 'So it is.',
      when: [{ answer: 121.2, say: 'Not 6 others: 5.' }],
    });
    // As the options were shuffled.
    for (const { answer, say } of choice?.feedback?.when ?? [])
      expect((choice as Extract<Part, { kind: 'choice' }>).options[Number(answer)]).toBe(
        say.startsWith('By 20') ? 'longer' : 'as long',
      );
    expect(chart).toMatchObject({ slots: 6, answer: [['A', 'A', 'B', 'B', 'B', '']] });
    expect(JSON.stringify(publicQuestion(question))).not.toMatch(/feedback|So it is|whole/);
    const marks = markQuestion(question, { wait: '121.2', chart: [['A', 'A', 'B', 'B', 'B', 'B']] });
    expect(marks.parts.map(({ points, feedback }) => [points, feedback])).toEqual([
      [0, ['Not 6 others: 5.']],
      [0, undefined],
      [2.5, ['The last slot is idle.']],
    ]);
  });

  test.each<[string, object, RegExp]>([
    [
      'a picture that is not there',
      { pictures: [{ file: 'no.svg', alternative: 'x' }] },
      /picture 1: "no\.svg"/,
    ],
    ['a picture outside', { pictures: [{ file: '../../secret.svg', alternative: 'x' }] }, /no such file/],
    ['a file that is no picture', { pictures: [{ file: 'a.md', alternative: 'x' }] }, /ends in \.svg/],
    ['a picture with a script', { pictures: [{ file: 'script.svg', alternative: 'x' }] }, /script/],
    [
      'a picture without a text for it',
      { pictures: [{ file: 'queue.svg', alternative: '' }] },
      /alternative/,
    ],
    ['too many pictures', { pictures: Array(5).fill({ file: 'queue.svg', alternative: 'x' }) }, /pictures/],
    [
      'feedback without end',
      { parts: [{ ...WAIT.parts[0], feedback: { right: 'x'.repeat(2_001) } }] },
      /feedback/,
    ],
    ['feedback on cells', { parts: [{ ...WAIT.parts[2], feedback: { when: [] } }] }, /when/],
  ])('%s is refused', (_, change, message) => {
    const files = new Map([
      ['queue.svg', SVG],
      ['a.md', SVG],
      ['script.svg', SVG.replace('<circle', '<script>1</script><circle')],
    ]);
    expect(() => plainQuestion(JSON.stringify({ ...GROWN, ...change }), files)).toThrow(PackageRefused);
    expect(() => plainQuestion(JSON.stringify({ ...GROWN, ...change }), files)).toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['of no slots', { slots: '0' }, /1 to 100 slots/],
    ['of a billion slots', { slots: '10^9' }, /1 to 100 slots/],
    [
      'with a run that does not fit',
      { runs: [{ lane: 'core', symbol: 'A', from: '0', to: '99' }] },
      /not within/,
    ],
    ['with a run backwards', { runs: [{ lane: 'core', symbol: 'A', from: '2', to: '1' }] }, /not within/],
    [
      'with a lane that there is not',
      { runs: [{ lane: 'disk', symbol: 'A', from: '0', to: '1' }] },
      /no such lane/,
    ],
    [
      'with two at a time',
      { runs: ['A', 'B'].map((symbol) => ({ lane: 'core', symbol, from: '0', to: '1' })) },
      /A runs at 0 already/,
    ],
  ])('a chart %s is told when a variant is made', (_, change, message) => {
    const parts = [{ ...GROWN.parts[2], ...change }];
    const { generate } = plainQuestion(JSON.stringify({ ...WAIT, parts }));
    expect(() => generate(new Random(1))).toThrow(message);
  });

  test('conditions hold in every variant', () => {
    const { generate } = plainQuestion(JSON.stringify(WAIT));
    for (let seed = 0; seed < 300; seed++) {
      const { prompt, parts } = generate(new Random(seed));
      expect(prompt).not.toMatch(/^4 threads|\{\{/);
      expect(parts[0]).toMatchObject({ answer: expect.any(Number) });
      expect((parts[0] as { answer: number }).answer).toBeGreaterThan(20);
    }
  });

  test.each<[string, object, RegExp]>([
    ['an unknown field', { code: 'process.exit()' }, /question\.json: it: .*code/],
    ['no parts', { parts: [] }, /parts/],
    ['a kind that there is not', { parts: [{ kind: 'essay', id: 'a', label: 'b', points: 1 }] }, /parts\.0/],
    ['a variable with the name of a function', { variables: { min: { of: [1] } } }, /variables\.min/],
    ['a variable without values', { variables: { a: { of: [] } } }, /variables, a, of/],
  ])('%s is refused with its place', (_, change, message) => {
    expect(() => plainQuestion(JSON.stringify({ ...WAIT, ...change }))).toThrow(PackageRefused);
    expect(() => plainQuestion(JSON.stringify({ ...WAIT, ...change }))).toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['conditions that never hold', { where: ['1 > 2'] }, /no variables were found in 200 draws/],
    ['a formula with an unknown name', { prompt: '{{theads}}' }, /there is no variable theads/],
    ['a formula without an end', { prompt: '{{threads} ms' }, /prompt: a formula begins with \{\{ and/],
    [
      'a range without values',
      { variables: { ...WAIT.variables, threads: { from: 9, to: 3 } } },
      /threads: from 9 to 3/,
    ],
    ['a circle', { variables: { a: { is: 'b' }, b: { is: 'a' } } }, /there is no variable b here/],
  ])('%s is told when a variant is made', (_, change, message) => {
    const { generate } = plainQuestion(JSON.stringify({ ...WAIT, ...change }));
    expect(() => generate(new Random(1))).toThrow(FormulaFault);
    expect(() => generate(new Random(1))).toThrow(message);
  });

  test('what is no JSON is refused with its line', () => {
    expect(() => plainQuestion('{')).toThrow(/question\.json is no JSON/);
    expect(() => plainQuestion('{\n  "title": 1,\n  oops')).toThrow(/line 3, column 3/);
  });

  test.each<[string, object]>([
    ['variable b', { variables: { a: { of: [1] }, b: { is: 'nothing' } } }],
    ['condition 2', { where: ['1', 'nothing'] }],
    ['given', { given: { caption: '{{nothing}}', columns: [], rows: [] } }],
    ['picture 1, alternative', { pictures: [{ file: 'queue.svg', alternative: '{{nothing}}' }] }],
    ['part 2', { parts: [WAIT.parts[3], { ...WAIT.parts[3], answers: ['{{nothing}}'] }] }],
    ['part 1: tolerance', { parts: [{ ...WAIT.parts[0], answer: '1', tolerance: 'nothing' }] }],
    ['explanation', { explanation: '{{nothing}}' }],
  ])('a sample tells the place of a fault: %s', (place, change) => {
    const variables = { threads: { of: [3] } };
    const plain = { ...WAIT, variables, where: [], given: undefined, prompt: '', explanation: '' };
    const json = JSON.stringify({ ...plain, parts: [WAIT.parts[3]], ...change });
    expect(sampleOf(json, new Map([['queue.svg', SVG]]), '1')).toEqual({
      problem: `${place}: nothing: there is no variable nothing here`,
    });
  });

  test('a sample is that of its seed, and one that takes too long is none', () => {
    const json = JSON.stringify(WAIT);
    expect(sampleOf(json, new Map(), '5')).toEqual({
      question: plainQuestion(json).generate(new Random('5')),
    });
    const variables = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`x${index}`, { is: Array(80).fill('1^999').join('+') }]),
    );
    const long = sampleOf(JSON.stringify({ ...WAIT, variables, where: ['0'] }), new Map(), '1');
    expect(long).toEqual({ problem: expect.stringMatching(/^variables: \d+ draws took too long/) });
  });
});
