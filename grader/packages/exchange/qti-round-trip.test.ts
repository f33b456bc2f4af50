/**
 * Guarantee: a question that is exported as QTI and imported again is the same question: it asks the same, says the same and
 * marks every answer alike, in both versions; whatever its texts hold.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part, Question } from '../../../exercises/question-definition';
import { markQuestion } from '../../../exercises/question-marking';
import { Random } from '../../../simulator/engine/random';
import type { PackageFiles } from '../package-files';
import { plainQuestion } from '../plain-question';
import { exportExchange, importExchange } from './index';
import { xhtmlOf } from './markdown-xhtml';
import { unfilled } from './plain-texts';
import { element, xmlText } from './xml-text';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>';

/** On one line, as labels and cells are; with all that somebody's syntax could take for its own. */
const line = (most: number) =>
  fc
    .array(
      fc.constantFrom(
        'a',
        'B',
        '7',
        ' ',
        '<',
        '>',
        '&',
        '"',
        "'",
        '{{',
        '}}',
        '*',
        '_',
        '`',
        '$',
        '|',
        '\\',
        '#',
        '-',
        '.',
        'ü',
        '&amp;',
        ']]>',
        '<b>',
        '-->',
        '[x](y)',
        '\u200b',
        '🙂',
      ),
      { minLength: 1, maxLength: most },
    )
    .map((parts) => parts.join('').replace(/\s+/g, ' ').trim())
    .filter((text) => /[a-z7]/i.test(text))
    .map(unfilled);

/** Markdown as authors write it; each survives on its own. */
const markdown = fc
  .uniqueArray(
    fc.constantFrom(
      'Two *threads* wait for **one** lock.',
      '# Heading\n\nText below.',
      '- one\n- two\n  - inside\n- three',
      '1. first\n2. second',
      '> said by somebody\n>\n> in two paragraphs',
      '```c\nint a = b < c && *d;\n\n  // {{\n```'.replace('{{', "{{'{{'}}"),
      '| page | frame |\n| --- | --- |\n| 1 | `a\\|b` |\n| 2 |  |',
      'A formula $\\frac{a_1}{b^2}$ within.',
      '$$\n\\sum_{i=1}^{n} x_i\n$$',
      'A [link](https://example.com/a?b=c&d=e), and `code` with `` `ticks` ``.',
      'Signs: \\* \\_ \\` \\[ \\] \\# \\$ < > & 1 \\< 2.',
      '---',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((blocks) => blocks.join('\n\n'));

const half = fc.integer({ min: 1, max: 8 }).map((halves) => halves / 2);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const reactions = { right: optional(markdown), wrong: optional(markdown) };
const decimal = fc.integer({ min: -5_000, max: 5_000 }).map((value) => String(value / 100));
const distinct = (most: number) =>
  fc.uniqueArray(line(6), { minLength: 2, maxLength: most, selector: (text) => text.toLowerCase() });

const number = fc.record({
  ...{ kind: fc.constant('number'), label: line(20), points: half, answer: decimal },
  ...{ tolerance: fc.constantFrom('0', '0.01', '0.5', '12'), unit: fc.constantFrom('', 'ms', 'kB/s', '%') },
  feedback: fc.record({
    ...reactions,
    when: fc.array(fc.record({ answer: decimal, say: markdown }), { maxLength: 2 }),
  }),
});
const text = fc.record({
  ...{ kind: fc.constant('text'), label: line(20), points: half, answers: distinct(4) },
  feedback: fc.record({
    ...reactions,
    when: fc.array(fc.record({ answer: line(5), say: markdown }), { maxLength: 2 }),
  }),
});
const choice = fc
  .record({
    texts: distinct(6),
    label: line(20),
    points: half,
    multiple: fc.boolean(),
    shuffled: fc.boolean(),
    right: fc.infiniteStream(fc.boolean()),
    said: fc.infiniteStream(optional(markdown)),
    feedback: fc.record(reactions),
  })
  .map(({ texts, right, said, ...part }) => {
    const first = texts.length - 1;
    const isRight = texts.map((_, index) => (part.multiple ? right.next().value : false) || index === first);
    const options = texts.map((option, index) => ({
      text: option,
      right: isRight[index],
      feedback: said.next().value,
    }));
    return { ...part, kind: 'choice', options };
  });
const table = fc
  .record({
    columns: distinct(4),
    rowLabels: distinct(4),
    label: line(20),
    points: half,
    pointsPer: fc.constantFrom('row', 'column'),
    cells: fc.infiniteStream(
      fc.record({ answer: fc.oneof(line(4), fc.constant('-'), decimal), isAsked: fc.boolean() }),
    ),
    feedback: fc.record(reactions),
  })
  .map(({ cells, ...part }) => ({
    ...part,
    kind: 'table',
    cells: part.rowLabels.map((_, row) =>
      part.columns.map((_, column) => {
        const { answer, isAsked } = cells.next().value;
        return isAsked || row + column === 0 ? { answer } : answer;
      }),
    ),
  }));
const gantt = fc
  .record({
    lanes: distinct(3),
    symbols: distinct(3),
    label: line(20),
    points: half,
    slots: fc.integer({ min: 1, max: 8 }),
    feedback: fc.record(reactions),
  })
  .map(({ slots, ...part }) => ({
    ...{ ...part, kind: 'gantt', slots: String(slots) },
    runs: part.lanes.map((lane, index) => ({
      lane,
      symbol: part.symbols[index % part.symbols.length],
      from: String(Math.min(index, slots)),
      to: String(slots),
    })),
  }));

const question = fc
  .record({
    ...{
      title: line(10),
      summary: line(20),
      rows: fc.constantFrom([], [62, 70]),
      prompt: markdown,
      explanation: markdown,
    },
    given: optional(fc.record({ caption: line(10), columns: distinct(3), rows: fc.constant([]) })),
    pictures: fc.constantFrom([], [{ file: 'queue.svg', alternative: 'A "queue" of <three>.' }]),
    parts: fc.array(fc.oneof(number, text, choice, table, gantt), { minLength: 1, maxLength: 4 }),
  })
  .map((given) =>
    JSON.parse(
      JSON.stringify({
        ...given,
        parts: given.parts.map((part, index) => ({ ...part, id: `part-${index}` })),
      }),
    ),
  );

/** What it is made of: file names and the order of fields apart. */
const variant = (files: PackageFiles): Question =>
  plainQuestion(files.get('question.json') ?? '', files).generate(new Random(7));

const points = (asked: Question, responses: Record<string, unknown>) =>
  markQuestion(asked, responses).parts.map(({ feedback = [], ...mark }) => ({
    ...mark,
    said: feedback.length,
  }));

/** Something to hand in: right, nearly right, or odd. */
function response(part: Part, random: Random): unknown {
  const pick = <Value>(...values: Value[]) => random.pick(values);
  const cells = (answer: readonly (readonly string[])[]) =>
    answer.map((row) => row.map((cell) => (random.below(4) === 0 ? pick('', '-', 'x', '7') : cell)));
  switch (part.kind) {
    case 'number':
      return pick<unknown>(
        String(part.answer),
        String(part.answer + part.tolerance),
        String(part.answer + 0.011),
        '',
        'x',
        ...(part.feedback?.when ?? []).map(({ answer }) => String(answer)),
      );
    case 'text':
      return pick<unknown>(
        ...part.answers,
        part.answers[0]?.toUpperCase(),
        'x',
        '',
        ...(part.feedback?.when ?? []).map(({ answer }) => answer),
      );
    case 'choice': {
      const chosen = part.options.flatMap((_, index) => (random.below(2) === 0 ? [index] : []));
      return pick<unknown>(part.answer, chosen, chosen.slice(0, 1), [99]);
    }
    default:
      return pick<unknown>(part.answer, cells(part.answer), []);
  }
}

describe.each(['qti-2.1', 'qti-3.0'] as const)('%s', (format) => {
  test('any question comes back as it was, and marks alike', () => {
    fc.assert(
      fc.property(question, fc.integer(), (json, seed) => {
        const files = new Map([['question.json', JSON.stringify(json)]]);
        if (json.pictures.length > 0) files.set('queue.svg', SVG);
        const { packages, report } = importExchange(exportExchange([{ name: 'any', files }], format).archive);
        expect(report).toEqual(['1 item: 1 whole, 0 with something lost or changed, 0 refused']);
        const [back] = packages;
        expect(back?.name).toBe('any');
        const [before, after] = [variant(files), variant(back?.files ?? new Map())];
        expect(comparable(after)).toEqual(comparable(before));
        const random = new Random(seed);
        for (let times = 0; times < 5; times++) {
          const responses = Object.fromEntries(before.parts.map((part) => [part.id, response(part, random)]));
          expect(points(after, responses)).toEqual(points(before, responses));
        }
      }),
      { numRuns: 12, seed: 20261127, endOnFailure: true },
    );
  });
});

const kept = new Map<string, string>();
function read(markdown: string): string {
  const known = kept.get(markdown) ?? xmlText(element('div', {}, ...xhtmlOf(markdown, () => {})));
  kept.set(markdown, known);
  return known;
}

/** Markdown as it is read, and a hyphen in a cell as the empty cell that it stands for. */
function comparable(question: Question): Question {
  const blank = (cell: string) => (cell === '-' ? '' : cell);
  return {
    ...question,
    prompt: read(question.prompt),
    explanation: read(question.explanation),
    parts: question.parts.map((part) => ({
      ...part,
      ...(part.kind === 'table' && {
        answer: part.answer.map((row, r) =>
          row.map((cell, c) => (part.given[r]?.[c] === null ? blank(cell) : cell)),
        ),
      }),
      ...(part.feedback && {
        feedback: {
          ...part.feedback,
          ...(part.feedback.right !== undefined && { right: read(part.feedback.right) }),
          ...(part.feedback.wrong !== undefined && { wrong: read(part.feedback.wrong) }),
          ...(part.feedback.when && {
            when: part.feedback.when.map(({ answer, say }) => ({ answer, say: read(say) })),
          }),
        },
      }),
    })) as Part[],
  };
}
