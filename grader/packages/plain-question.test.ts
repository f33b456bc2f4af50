/** Guarantee: a question without code makes fresh variants that keep every promise, or says where it cannot. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../simulator/engine/random';
import { checkQuestion } from '../library/check-question';
import { FormulaFault } from './formula';
import { PackageRefused } from './package-files';
import { plainQuestion } from './plain-question';

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
    ['a variable without values', { variables: { a: { of: [] } } }, /variables\.a/],
  ])('%s is refused with its place', (_, change, message) => {
    expect(() => plainQuestion(JSON.stringify({ ...WAIT, ...change }))).toThrow(PackageRefused);
    expect(() => plainQuestion(JSON.stringify({ ...WAIT, ...change }))).toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['conditions that never hold', { where: ['1 > 2'] }, /no variables were found in 200 draws/],
    ['a formula with an unknown name', { prompt: '{{theads}}' }, /there is no theads/],
    [
      'a range without values',
      { variables: { ...WAIT.variables, threads: { from: 9, to: 3 } } },
      /threads: from 9 to 3/,
    ],
    ['a circle', { variables: { a: { is: 'b' }, b: { is: 'a' } } }, /there is no b here/],
  ])('%s is told when a variant is made', (_, change, message) => {
    const { generate } = plainQuestion(JSON.stringify({ ...WAIT, ...change }));
    expect(() => generate(new Random(1))).toThrow(FormulaFault);
    expect(() => generate(new Random(1))).toThrow(message);
  });

  test('what is no JSON is refused', () => {
    expect(() => plainQuestion('{')).toThrow(/question\.json is no JSON/);
  });
});
