/** Guarantee: what the form loads and writes is the same question, and what it cannot show stays text. */
import { describe, expect, test } from 'vitest';
import { readPlainQuestion, sampleOf } from '../../../grader/packages/plain-question';
import type { WrittenQuestion } from '../../../grader/packages/plain-question-format';
import { Random } from '../../../simulator/engine/random';
import {
  firstQuestion,
  newPart,
  openQuestion,
  questionText,
  rowsOf,
  valuesOf,
  valuesText,
  type WrittenPart,
} from './question-text';
import { renameVariable } from './rename-variable';
import type { PartKind } from './words';

const KINDS: readonly PartKind[] = ['number', 'choice', 'text', 'table', 'gantt'];
const WORDS = ['', 'a, b', '{{x0 + 1}}', '"', '\\', ' 5', '5', '-0.5', 'wörd', 'line\nline', '{', "it's"];

/** A valid question, with and without whatever may be missing. */
function drawnQuestion(random: Random): WrittenQuestion {
  const word = () => random.pick(WORDS);
  const maybe = <Field extends object>(field: Field): Partial<Field> => (random.chance(1, 2) ? field : {});
  const several = <Item>(least: number, make: (index: number) => Item) =>
    Array.from({ length: random.between(least, 3) }, (_, index) => make(index));
  const feedback = () => ({ ...maybe({ right: word() }), ...maybe({ wrong: word() }) });
  const reactions = () => ({
    ...feedback(),
    ...maybe({ when: several(0, () => ({ answer: word(), say: word() })) }),
  });
  const variable = () =>
    random.pick([
      { from: random.below(9) / 10, to: 1e21, ...maybe({ step: 0.1 }) },
      { of: several(1, () => random.pick<number | string>([word(), -0.25, 7, 1e-7])) },
      { is: 'min(1, 2)' },
    ]);
  const grid = (width: number, height: number) =>
    Array.from({ length: height }, () => Array.from({ length: width }, word));
  const part = (index: number): WrittenPart => {
    const facts = { id: `p${index}`, label: word(), points: random.below(4) / 2 };
    switch (random.pick(KINDS)) {
      case 'number':
        return {
          ...{ kind: 'number', ...facts, answer: word() },
          ...{
            ...maybe({ unit: word() }),
            ...maybe({ tolerance: '0' }),
            ...maybe({ feedback: reactions() }),
          },
        };
      case 'choice':
        return {
          ...{ kind: 'choice', ...facts, ...maybe({ multiple: true }), ...maybe({ shuffled: false }) },
          ...maybe({ feedback: feedback() }),
          options: Array.from({ length: random.between(2, 4) }, () => ({
            ...{ text: word(), ...maybe({ right: random.pick([true, false, 'x0 > 1']) }) },
            ...maybe({ feedback: word() }),
          })),
        };
      case 'text':
        return { kind: 'text', ...facts, answers: several(1, word), ...maybe({ feedback: reactions() }) };
      case 'table': {
        const [columns, rowLabels] = [several(1, word), several(1, word)];
        const cells = grid(columns.length, rowLabels.length).map((row) =>
          row.map((answer) => (random.chance(1, 2) ? answer : { answer })),
        );
        return {
          kind: 'table',
          ...facts,
          columns,
          rowLabels,
          cells,
          ...maybe({ pointsPer: 'column' as const }),
        };
      }
      case 'gantt':
        return {
          ...{ kind: 'gantt', ...facts, lanes: several(1, word), symbols: ['A'], slots: word() },
          runs: several(0, () => ({ lane: word(), symbol: 'A', from: '0', to: word() })),
        };
    }
  };
  const columns = several(0, word);
  return {
    ...{ title: 'T', summary: word(), rows: several(0, () => random.below(200)) },
    ...maybe({ variables: Object.fromEntries(several(0, (index) => [`x${index}`, variable()])) }),
    ...maybe({ where: several(0, word) }),
    ...{ prompt: word(), ...maybe({ given: { caption: word(), columns, rows: grid(columns.length, 2) } }) },
    ...maybe({ pictures: several(0, () => ({ file: 'a.svg', alternative: 'A' })) }),
    ...{ parts: several(1, part), explanation: word() },
  };
}

/** As its author may have laid it out. */
const laidOut = (written: WrittenQuestion, random: Random) => JSON.stringify(written, null, random.below(9));

describe('question.json in the form', () => {
  test('a valid one that is loaded and written again is the same question', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed);
      const text = laidOut(drawnQuestion(random), random);
      const opened = openQuestion(text);
      if ('problem' in opened) throw new Error(`${seed}: ${opened.problem}`);
      expect(opened.unfinished).toBe('');
      const again = questionText(opened.written);
      expect(readPlainQuestion(again), `seed ${seed}`).toEqual(readPlainQuestion(text));
      // Variables are drawn in their order.
      expect(JSON.parse(again)).toEqual(JSON.parse(text));
      expect(Object.keys(readPlainQuestion(again).variables)).toEqual(
        Object.keys(readPlainQuestion(text).variables),
      );
    }
  });

  test('every part that is added is one that there may be', () => {
    const first = JSON.parse(firstQuestion('T')) as WrittenQuestion;
    const parts: WrittenPart[] = [];
    for (const kind of KINDS) parts.push(newPart(kind, parts));
    const text = questionText({ ...first, parts });
    expect(readPlainQuestion(text).parts.map(({ id }) => id)).toEqual(KINDS.map((_, at) => `part-${at + 1}`));
    expect(openQuestion(text)).toMatchObject({ unfinished: '' });
  });

  test('what one begins with is a question whose variants can be made', () => {
    const text = firstQuestion('Mine "quoted"');
    expect(readPlainQuestion(text).title).toBe('Mine "quoted"');
    expect(sampleOf(text, new Map(), '1')).toMatchObject({ question: { parts: [{ id: 'wait' }] } });
  });

  const WHOLE = JSON.parse(firstQuestion('T')) as WrittenQuestion;
  const [PART] = WHOLE.parts;
  const table = { ...newPart('table', []), cells: [['a', 'b']] };
  test.each<[string, object, RegExp]>([
    ['an unknown field', { colour: 'red' }, /question\.json: it: .*colour/],
    ['an unknown field of a part', { parts: [{ ...PART, hint: '' }] }, /parts\.0: .*hint/],
    ['a field of another kind, beside an unfinished one', { title: '', rows: 'all' }, /rows: .*array/],
    ['a variable with the name of a function', { variables: { min: { is: '1' } } }, /variables\.min/],
    ['more cells than columns', { parts: [PART, table] }, /parts\.1\.cells/],
    ['fewer cells than columns', { given: { caption: '', columns: ['a'], rows: [[]] } }, /given\.rows/],
  ])('%s stays text, with its place', (_, change, problem) => {
    expect(openQuestion(JSON.stringify({ ...WHOLE, ...change }))).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  test('what is no JSON stays text, with its place', () => {
    expect(openQuestion('{\n  "title": "T",\n}')).toEqual({
      problem: expect.stringMatching(/no JSON.*line 3/),
    });
  });

  test('what is not finished stays in the form, and says what is missing', () => {
    const text = questionText({ ...WHOLE, title: '', pictures: [{ file: 'a.svg', alternative: '' }] });
    expect(openQuestion(text)).toMatchObject({
      written: { title: '' },
      unfinished: 'question.json: title: it is empty',
    });
    expect(() => readPlainQuestion(text)).toThrow(/title/);
  });

  test.each<[object, string]>([
    [{ pictures: [{ file: 'a.svg', alternative: '' }] }, 'picture 1, alternative: it is empty'],
    [{ parts: [] }, 'parts: 1 or more are needed'],
    [
      { parts: [PART, { ...newPart('choice', []), options: [{ text: 'a' }] }] },
      'part 2, options: 2 or more are needed',
    ],
    [{ parts: [{ ...PART, unit: 'm'.repeat(41) }] }, 'part 1, unit: it has more than 40 characters'],
    [{ where: Array(21).fill('1') }, 'where: there are more than 20'],
    [{ variables: { a: { from: 1, to: 2, step: 0 } } }, 'variables, a, step: it must be above 0'],
    [
      { variables: { a: { of: ['b', 'c'.repeat(101)] } } },
      'variables, a, of 2: it has more than 100 characters',
    ],
    [
      { parts: [{ ...PART, id: 'A part' }] },
      'part 1, id: it needs small letters, digits and hyphens, beginning with a letter',
    ],
  ])('what %j lacks is told in words, by the place that the form shows', (change, unfinished) => {
    expect(openQuestion(JSON.stringify({ ...WHOLE, ...change }))).toMatchObject({
      unfinished: `question.json: ${unfinished}`,
    });
  });
});

describe('values in a line', () => {
  test('are read as they were written', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const values = Array.from({ length: random.between(1, 5) }, () =>
        random.pick<number | string>([...WORDS, -3, 0.1, 1e21, 1e-9, 'x"y', '1e5', 'Infinity', 'a\tb']),
      );
      expect(valuesOf(valuesText(values)), valuesText(values)).toEqual(values);
    }
  });

  test.each(['"open', '1,,2', '1,', ',', '"a" b', '"\\x"', '1e999'])('%s are none', (text) => {
    expect(valuesOf(text)).toBeNull();
  });

  test('rows', () => {
    expect(rowsOf(' 62,70 ')).toEqual([62, 70]);
    expect(rowsOf('')).toEqual([]);
    for (const text of ['a', '1.5', '1,,2', '-1']) expect(rowsOf(text)).toBeNull();
  });
});

describe('a variable under another name', () => {
  const facts = { points: 1, label: '{{n}} of {{ m+n }}' };
  const feedback = { right: '{{n}}', when: [{ answer: 'n + 1', say: "{{'n'}} and {{n}}" }] };
  const EVERYWHERE: WrittenQuestion = {
    ...{ title: 'The n-th', summary: 'n', rows: [] },
    variables: { n: { from: 2, to: 9 }, m: { is: '2*n + max(n, 3)' }, name: { of: ['n', 'nn'] } },
    where: ["n > 2 and name == 'n'"],
    prompt: 'n is {{n}}, not {{name}}, and {{2*n}}\n{{\nn\n}}',
    given: { caption: '{{n}}', columns: ['n', '{{n}}'], rows: [['{{n}}', 'n']] },
    pictures: [{ file: 'n.svg', alternative: '{{n}} threads' }],
    parts: [
      { kind: 'number', id: 'n', ...facts, answer: 'n', tolerance: 'n - n', unit: 'n', feedback },
      {
        ...{ kind: 'choice', id: 'choice', ...facts },
        options: [
          { text: '{{n}}', right: 'n > 3', feedback: 'n: {{n}}' },
          { text: 'n', right: true },
        ],
      },
      {
        ...{ kind: 'text', id: 'text', ...facts, answers: ['{{n}}', 'n'] },
        feedback: { when: [{ answer: 'n', say: '{{n}}' }] },
      },
      {
        ...{ kind: 'table', id: 'table', ...facts, columns: ['{{n}}'], rowLabels: ['n', '{{n}}'] },
        cells: [['{{n}}'], [{ answer: '{{n}}' }]],
      },
      {
        ...{
          kind: 'gantt',
          id: 'gantt',
          ...facts,
          lanes: ['{{n}}'],
          symbols: ['n', '{{n}}'],
          slots: 'n + 1',
        },
        runs: [{ lane: '{{n}}', symbol: 'n', from: 'n - 1', to: 'n' }],
      },
    ],
    explanation: '{{n}} and n',
  };
  const files = new Map([['n.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>']]);
  const drawn = (written: WrittenQuestion) =>
    Array.from({ length: 10 }, (_, seed) => sampleOf(questionText(written), files, String(seed)));

  test('makes the same variants, wherever it is used, and is undone by the same', () => {
    const before = drawn(EVERYWHERE);
    expect(before.every((each) => 'question' in each)).toBe(true);
    const { written, uses } = renameVariable(EVERYWHERE, 'n', 'threads');
    expect(drawn(written)).toEqual(before);
    expect(Object.keys(written.variables ?? {})).toEqual(['threads', 'm', 'name']);
    expect(written).toMatchObject({
      title: 'The n-th',
      summary: 'n',
      prompt: expect.stringMatching(/^n is/),
    });
    expect(uses).toBe(questionText(written).split('threads').length - 3);
    expect(renameVariable(written, 'threads', 'n').written).toEqual(EVERYWHERE);
  });

  test('is found in formulas that are faulty, too, and in no text or longer name', () => {
    const where = ["2n * nn + max(n, 3 and name == 'n'", '((n'];
    const { written } = renameVariable({ ...EVERYWHERE, where }, 'n', 'k');
    expect(written.where).toEqual(["2k * nn + max(k, 3 and name == 'n'", '((k']);
  });
});
