import { describe, expect, it } from 'vitest';
import type { Part, Question } from './question-definition';
import { markQuestion, publicQuestion, unreadableParts } from './question-marking';

const NUMBER: Part = {
  kind: 'number',
  id: 'n',
  label: 'Mean',
  points: 2,
  answer: 10 / 3,
  tolerance: 0.01,
  unit: 'ms',
};
const SINGLE: Part = {
  kind: 'choice',
  id: 's',
  label: 'One',
  points: 1,
  options: ['a', 'b'],
  answer: [1],
  multiple: false,
};
const MULTIPLE: Part = {
  kind: 'choice',
  id: 'm',
  label: 'All',
  points: 3,
  options: ['a', 'b', 'c', 'd'],
  answer: [0, 1, 2],
  multiple: true,
};
const TEXT: Part = { kind: 'text', id: 't', label: 'Name', points: 1, answers: ['Dirty bit'] };
const TABLE: Extract<Part, { kind: 'table' }> = {
  kind: 'table',
  id: 'f',
  label: 'Frames',
  points: 4,
  pointsPer: 'column',
  columns: ['7', '0', '1', '2'],
  rowLabels: ['frame 0', 'frame 1'],
  given: [
    ['7', null, null, null],
    ['', null, null, null],
  ],
  answer: [
    ['7', '7', '1', '1'],
    ['', '0', '0', '2'],
  ],
};
const GANTT: Part = {
  kind: 'gantt',
  id: 'g',
  label: 'Chart',
  points: 2,
  lanes: ['core 0'],
  slots: 4,
  symbols: ['A', 'B'],
  answer: [['A', 'B', '', 'A']],
};
const question: Question = {
  prompt: 'p',
  given: { caption: 'c', columns: ['x'], rows: [['1']] },
  parts: [NUMBER, SINGLE, MULTIPLE, TEXT, TABLE, GANTT],
  explanation: 'secret explanation',
  worked: [{ caption: 'secret grid', columns: [], rows: [] }],
};

const marked = (id: string, response: unknown) => {
  const { parts } = markQuestion(question, { [id]: response });
  return parts.find((part) => part.id === id) as (typeof parts)[number];
};
const points = (id: string, response: unknown) => marked(id, response).points;

describe('publicQuestion', () => {
  it('keeps answers, the explanation and the worked solution on the server', () => {
    const shown = JSON.stringify(publicQuestion(question));
    for (const secret of ['answer', 'explanation', 'worked', 'Dirty bit', '3.33'])
      expect(shown).not.toContain(secret);
    expect(publicQuestion(question).parts.map((part) => part.id)).toEqual(['n', 's', 'm', 't', 'f', 'g']);
  });

  it('drops fields that nobody listed as public', () => {
    const part = { ...TEXT, note: 'for staff' } as Part;
    expect(JSON.stringify(publicQuestion({ ...question, parts: [part] }))).not.toContain('for staff');
  });
});

describe('markQuestion', () => {
  it('takes numbers with point, comma or as a fraction, within the tolerance', () => {
    for (const right of ['3.33', ' 3,34 ', '10/3', '3 1/3', '3.33 ms', 3.333])
      expect(points('n', right)).toBe(2);
    for (const wrong of [
      '3.3',
      '-3.33',
      'three',
      '3.33 s',
      '1/0',
      '3.33e1',
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ])
      expect(points('n', wrong)).toBe(0);
  });

  it('weighs right against wrong choices', () => {
    expect(points('s', [1])).toBe(1);
    expect(points('s', [0, 1])).toBe(0);
    expect(points('m', [2, 1, 0])).toBe(3);
    expect(points('m', [0, 1])).toBe(2);
    expect(points('m', [0, 1, 3])).toBe(1);
    expect(points('m', [3])).toBe(0);
    expect(points('m', [0, 0, 0])).toBe(1);
  });

  it('compares texts without regard to case and blanks', () => {
    expect(points('t', '  dirty   BIT ')).toBe(1);
    expect(points('t', 'dirty')).toBe(0);
  });

  it('credits a table by columns that are wholly right, leaving out those that ask nothing', () => {
    const all = [
      ['', '7', '1', '1'],
      ['', '0', '0', '2'],
    ];
    expect(points('f', all)).toBe(4);
    const one = marked('f', [
      ['', '7', '1', ''],
      ['', '0', '9', ''],
    ]);
    expect(one).toMatchObject({ points: 1, maxPoints: 4, message: '1 of 3 columns right.' });
    expect(one.cells).toEqual([
      [true, true, true, false],
      [true, true, false, false],
    ]);
  });

  it('rounds down to half points', () => {
    const two = [
      ['', '7', '1', '9'],
      ['', '0', '0', '9'],
    ];
    expect(points('f', two)).toBe(2.5);
  });

  it('credits a chart by slots, and a blank one not at all although it has idle slots', () => {
    expect(points('g', [['A', 'B', '-', 'A']])).toBe(2);
    expect(points('g', [['A', 'A', '', 'A']])).toBe(1.5);
    expect(points('g', [['', '', '', '']])).toBe(0);
  });

  it('gives nothing, and throws nothing, for any other shape', () => {
    const big = 'x'.repeat(1e6);
    const hostile: unknown[] = [
      undefined,
      null,
      true,
      {},
      { length: 2 },
      '',
      big,
      [],
      [big],
      [[big]],
      [[]],
      [null],
      [[null]],
      [-1],
      [1.5],
      [99],
      [Number.NaN],
      ['0'],
      new Array(1e5).fill(0),
      [new Array(1e5).fill('A')],
      [['A', 'B', '', 'A', 'A']],
      [
        [7, 7, 1, 1],
        [0, 0, 0, 2],
      ],
    ];
    for (const response of hostile)
      for (const { id } of question.parts)
        expect(points(id, response), `${id} ${String(response).slice(0, 20)}`).toBe(0);
  });

  it('ignores ids that come from the prototype and ids that the question does not have', () => {
    const odd: Question = { ...question, parts: [{ ...TEXT, id: 'toString' }] };
    expect(markQuestion(odd, { nobody: 'x' }).points).toBe(0);
    expect(markQuestion(question, {}).maxPoints).toBe(13);
  });
});

describe('feedback', () => {
  const secret = { right: 'RIGHT', wrong: 'WRONG' };
  const parts: Part[] = [
    { ...NUMBER, feedback: { ...secret, when: [{ answer: 5, say: 'FIVE' }] } },
    { ...SINGLE, feedback: { when: [{ answer: 0, say: 'NOT A' }] } },
    { ...MULTIPLE, feedback: { ...secret, when: [{ answer: 3, say: 'D' }] } },
    { ...TEXT, feedback: { ...secret, when: [{ answer: 'use bit', say: 'NEARLY' }] } },
    { ...TABLE, feedback: secret },
  ];
  const question: Question = { prompt: '', parts, explanation: '' };
  const said = (responses: Record<string, unknown>) =>
    markQuestion(question, responses).parts.flatMap(({ id, feedback }) =>
      feedback ? [[id, ...feedback]] : [],
    );

  it('is said of the answers that it is of, and before them what is said of that answer', () => {
    expect(said({ n: '10/3', s: [1], m: [0, 1, 2], t: 'DIRTY  bit' })).toEqual([
      ['n', 'RIGHT'],
      ['m', 'RIGHT'],
      ['t', 'RIGHT'],
    ]);
    expect(
      said({ n: '5 ms', s: [0], m: [0, 3], t: 'Use bit ', f: TABLE.given.map((row) => row.map(() => 'x')) }),
    ).toEqual([
      ['n', 'FIVE', 'WRONG'],
      ['s', 'NOT A'],
      ['m', 'D', 'WRONG'],
      ['t', 'NEARLY', 'WRONG'],
      ['f', 'WRONG'],
    ]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['blanks', '  '],
    ['an empty table', [[''], ['']]],
  ])('nothing is said of %s', (_, response) => {
    expect(said(Object.fromEntries(parts.map(({ id }) => [id, response])))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an object', { toString: () => '5' }],
    ['options that there are not', [0, 99]],
    ['a text without end', 'x'.repeat(100_000)],
    ['a number for a text', 5],
  ])('%s is no answer that somebody thought of', (_, response) => {
    const all = said({ m: response, s: response, t: response }).flat();
    for (const never of ['NEARLY', 'D', 'NOT A', 'RIGHT']) expect(all).not.toContain(never);
  });

  it('is not in what may be shown before', () => {
    const shown = JSON.stringify(publicQuestion(question));
    for (const text of ['feedback', 'RIGHT', 'WRONG', 'FIVE', 'NOT A', 'NEARLY'])
      expect(shown).not.toContain(text);
  });
});

describe('unreadableParts', () => {
  const messages = (responses: Readonly<Record<string, unknown>>) =>
    unreadableParts(question, responses).map(({ id, message }) => `${id}: ${message}`);

  it('tells what cannot be read, part by part, and nothing of blank or readable ones', () => {
    expect(messages({ n: 'twelve', s: [0, 1], m: [9], t: 'x'.repeat(300), f: [['7']], g: 'A' })).toEqual([
      'n: This is not a number: write it like 12, 3.5, 10/3 or 6 1/4.',
      's: Choose exactly one.',
      'm: These are not options of this part.',
      't: This text is too long: at most 200 characters.',
      'f: This is not a table of the asked size.',
      'g: This is not a chart of the asked size.',
    ]);
    expect(messages({})).toEqual([]);
    expect(messages({ n: '\u200b', t: ' ', g: [['A', 'B', '', 'B']] })).toEqual([]);
  });

  it('whatever is readable and right is marked right, with look-alikes and in numeric cells too', () => {
    const mark = markQuestion(question, {
      n: '3\u200b,33 ms',
      t: 'Ｄｉｒｔｙ\u00a0bit',
      f: [
        ['7', '７', '1.', '1'],
        ['', '0', '+0', '2'],
      ],
    });
    expect(mark.parts.map(({ id, points }) => [id, points])).toEqual([
      ['n', 2],
      ['s', 0],
      ['m', 0],
      ['t', 1],
      ['f', 4],
      ['g', 0],
    ]);
  });
});
