import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { PartMark, PartResponse } from '../../exercises/question-definition';
import { Pictures } from './pictures';
import type { PublicPart } from './public-part';
import { GridTable, QuestionParts } from './question-parts';

const PARTS: readonly PublicPart[] = [
  { kind: 'number', id: 'n', label: 'Average waiting time', points: 1, unit: 'ms', tolerance: 0.01 },
  { kind: 'text', id: 'x', label: 'Name the policy', points: 1 },
  {
    kind: 'choice',
    id: 'c',
    label: 'Which may starve?',
    points: 2,
    options: ['FCFS', 'SJF'],
    multiple: true,
  },
  { kind: 'choice', id: 'd', label: 'Which is fair?', points: 1, options: ['RR', 'SJF'], multiple: false },
  {
    kind: 'table',
    id: 't',
    label: 'Frames under LRU',
    points: 2,
    pointsPer: 'column',
    columns: ['7', '0'],
    rowLabels: ['frame 0', 'fault'],
    given: [
      ['7', null],
      [null, null],
    ],
  },
  { kind: 'gantt', id: 'g', label: 'Round-robin', points: 3, lanes: ['CPU'], slots: 3, symbols: ['A', 'B'] },
];

function render(responses: Record<string, PartResponse> = {}, marks?: PartMark[], disabled = false) {
  return renderToStaticMarkup(
    <QuestionParts
      parts={PARTS}
      responses={responses}
      onChange={() => {}}
      marks={marks}
      disabled={disabled}
    />,
  );
}

describe('QuestionParts', () => {
  test('every part is a group named by its label', () => {
    const html = render();
    for (const part of PARTS)
      expect(html).toMatch(new RegExp(`<legend[^>]*>${part.label.replace('?', '\\?')}`));
    expect(html.match(/<fieldset/g)).toHaveLength(PARTS.length + 1); // the chart's symbols are a group too
  });

  test('given cells are text, asked cells are fields with row and column in their name', () => {
    const html = render({ t: [['', '0'], []] });
    expect(html).not.toContain('aria-label="frame 0, 7"');
    expect(html).toMatch(/<input[^>]*aria-label="frame 0, 0"[^>]*value="0"/);
    expect(html).toContain('aria-label="fault, 7"');
  });

  test('single choice is radio buttons of one name, multiple choice is checkboxes', () => {
    const html = render({ c: [1], d: [0] });
    expect(html.match(/type="radio"/g)).toHaveLength(2);
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
    expect(html.match(/checked=""/g)).toHaveLength(2);
  });

  test('exactly one slot of a chart is in the tab order, and each says what it holds', () => {
    const html = render({ g: [['A', '', 'B']] });
    expect(html.match(/<button[^>]*data-column[^>]*tabindex="0"/gi)).toHaveLength(1);
    expect(html).toContain('aria-label="CPU, slot 0: A"');
    expect(html).toContain('aria-label="CPU, slot 1: idle"');
  });

  test('marks are announced in words, and wrong cells are told without colour', () => {
    const html = render(
      {
        t: [
          ['', '1'],
          ['f', 'f'],
        ],
      },
      [
        { id: 'n', points: 1, maxPoints: 1, message: '' },
        {
          id: 't',
          points: 1,
          maxPoints: 2,
          cells: [
            [true, false],
            [true, true],
          ],
          message: 'One column is right.',
        },
        { id: 'x', points: 0, maxPoints: 1, message: 'Think of the quantum.' },
      ],
    );
    expect(html).toContain('aria-live="polite"');
    expect(html).toMatch(/Right<\/span>.*1 of 1 point/);
    expect(html).toMatch(/Partly right<\/span>.*1 of 2 points.*One column is right\./);
    expect(html).toMatch(/Wrong<\/span>.*Think of the quantum\./);
    expect(html).toMatch(/<input[^>]*aria-label="frame 0, 0" aria-invalid="true"/);
    expect(html).toMatch(/✗<\/span><span class="sr-only">Wrong/);
  });

  test('what the author says of an answer stands with its mark', () => {
    const html = renderToStaticMarkup(
      <QuestionParts
        parts={PARTS}
        responses={{}}
        onChange={() => {}}
        marks={[{ id: 'n', points: 0, maxPoints: 1, message: '' }]}
        feedbackHtml={{ n: '<p>Divide by <em>three</em>.</p>' }}
      />,
    );
    expect(html).toMatch(/Wrong<\/span>.*<div class="prose[^>]*><p>Divide by <em>three<\/em>\.<\/p>/);
    expect(html.match(/class="prose/g)).toHaveLength(1);
  });

  test('disabled parts take no input', () => {
    const html = render({}, undefined, true);
    expect(html.match(/<input/g)?.length).toBe(html.match(/<input[^>]*disabled=""/g)?.length);
  });
});

test('a given table has a caption and headings for its columns and rows', () => {
  const html = renderToStaticMarkup(
    <GridTable grid={{ caption: 'Jobs', columns: ['job', 'arrival'], rows: [['A', '0']] }} />,
  );
  expect(html).toContain('<caption');
  expect(html.match(/scope="col"/g)).toHaveLength(2);
  expect(html).toMatch(/<th scope="row"[^>]*>A<\/th>/);
});

test('a picture is an image of its own text, with its alternative', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>"#\'&amp;</text></svg>\ud800';
  const html = renderToStaticMarkup(<Pictures pictures={[{ svg, alternative: 'A "queue" <b>' }]} />);
  expect(html).toMatch(
    /^<img src="data:image\/svg\+xml,[\w%!'()*~.&;#-]*" alt="A &quot;queue&quot; &lt;b&gt;"/,
  );
  expect(html).not.toContain('<svg');
});
