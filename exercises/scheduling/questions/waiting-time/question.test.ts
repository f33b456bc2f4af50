/** The waiting-time question gives less for a wrong part, and tells the policies apart. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import { markQuestion } from '../../../question-marking';
import question from './question';

const variants = Array.from({ length: 40 }, (_, seed) => question.generate(new Random(seed)));

function ownAnswers(variant: (typeof variants)[number]): Record<string, unknown> {
  return Object.fromEntries(
    variant.parts.map((part) => [
      part.id,
      part.kind === 'gantt' ? part.answer : part.kind === 'number' ? String(part.answer) : '',
    ]),
  );
}

describe('the waiting-time question', () => {
  it('gives full points to its own answers, and less for a wrong average or slot', () => {
    for (const variant of variants) {
      const answers = ownAnswers(variant);
      expect(markQuestion(variant, answers)).toMatchObject({ points: 12, maxPoints: 12 });
      expect(markQuestion(variant, { ...answers, 'waiting-srtf': '99' }).points).toBe(10);
      const chart = (answers.chart as string[][]).map((lane) => ['', ...lane.slice(1)]);
      expect(markQuestion(variant, { ...answers, chart }).points).toBeLessThan(12);
    }
  });

  it('tells the four policies apart, SRTF being the best', () => {
    for (const variant of variants) {
      const averages = variant.parts.flatMap((part) => (part.kind === 'number' ? [part.answer] : []));
      expect(new Set(averages).size).toBe(4);
      expect(Math.min(...averages)).toBe(averages[2]);
    }
  });

  it('explains with the whole chart', () => {
    expect(question.generate(new Random(1)).worked?.[2]).toMatchInlineSnapshot(`
      {
        "caption": "SRTF: average waiting time 2.2",
        "columns": [
          "time",
          "0",
          "1",
          "2",
          "3",
          "4",
          "5",
          "6",
          "7",
          "8",
          "9",
          "10",
          "11",
          "12",
          "13",
          "14",
          "15",
          "16",
          "17",
          "18",
          "19",
          "20",
        ],
        "rows": [
          [
            "runs",
            "A",
            "A",
            "A",
            "A",
            "C",
            "C",
            "D",
            "D",
            "E",
            "E",
            "D",
            "D",
            "D",
            "D",
            "B",
            "B",
            "B",
            "B",
            "B",
            "B",
            "B",
          ],
        ],
      }
    `);
  });
});
