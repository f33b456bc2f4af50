/** The parts of a question without code, as an item of QTI makes them: their texts are texts, and become ones in question.json. */
import { unfilled } from './plain-texts';
import { escapedMarkdown } from './xhtml-markdown';

type Feedback = { right?: string; wrong?: string; when?: { answer: string; say: string }[] };
export interface Option {
  text: string;
  right: boolean;
  feedback?: string;
}
/** As in question.json, before formulas are kept out of its texts. */
export type Part = { id: string; label: string; points: number; feedback?: Feedback } & (
  | { kind: 'number'; answer: string; tolerance: string; unit: string }
  | { kind: 'choice'; multiple: boolean; shuffled: boolean; options: Option[] }
  | { kind: 'text'; answers: string[] }
  | {
      kind: 'table';
      pointsPer: 'row' | 'column';
      columns: string[];
      rowLabels: string[];
      cells: (string | { answer: string })[][];
    }
  | { kind: 'gantt'; lanes: string[]; symbols: string[]; slots: string; runs: object[] }
);

export type PartOf<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>;

/** Of a part that is asked without a word. */
export const LABEL = 'Your answer';

/** What stands in it is shown as it is: its texts hold no formula. */
export function filledWith<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (FORMULAS.has(key) ? value : unfilled(value)) as Value;
  if (Array.isArray(value)) return value.map((each) => filledWith(each, key)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const isNumber = (value as { kind?: unknown }).kind === 'number';
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      isNumber && name === 'feedback'
        ? numberFeedback(each)
        : name === 'answer' && !isNumber
          ? unfilled(String(each))
          : filledWith(each, name),
    ]),
  ) as Value;
}
/** Formulas already. */
const FORMULAS = new Set(['answer', 'tolerance', 'slots', 'from', 'to', 'id', 'kind', 'pointsPer']);

const numberFeedback = ({ right, wrong, when }: Feedback): Feedback => ({
  ...(right !== undefined && { right: unfilled(right) }),
  ...(wrong !== undefined && { wrong: unfilled(wrong) }),
  ...(when !== undefined && { when: when.map(({ answer, say }) => ({ answer, say: unfilled(say) })) }),
});

/** A part's answer, for an item that explains nothing. */
export const toldAnswer = (part: Part) => `${toldLabel(part)}: ${answerTold(part)}`;

const toldLabel = ({ label }: Part) =>
  label === LABEL ? 'Right' : escapedMarkdown(label).replace(/[\s.:?!]+$/, '');

function answerTold(part: Part): string {
  switch (part.kind) {
    case 'number':
      return `${part.answer} ${part.unit}`.trim();
    case 'text':
      return part.answers.map(escapedMarkdown).join(' or ');
    case 'choice':
      return part.options
        .filter(({ right }) => right)
        .map(({ text }) => escapedMarkdown(text))
        .join(', ');
    case 'table':
      return part.cells
        .map(
          (row, index) =>
            `${escapedMarkdown(part.rowLabels[index] ?? '')}: ${row.map((cell) => escapedMarkdown(typeof cell === 'string' ? cell : cell.answer || '-')).join(', ')}`,
        )
        .join('; ');
    case 'gantt':
      return 'as in the chart';
  }
}

/** Stretches of the same symbol. */
export function runsOf(
  cells: readonly (readonly (string | { answer: string })[])[],
  lanes: readonly string[],
): object[] {
  return cells.flatMap((row, lane) => {
    const symbols = row.map((cell) => (typeof cell === 'string' ? cell : cell.answer));
    const runs: object[] = [];
    for (let from = 0; from < symbols.length; ) {
      let to = from + 1;
      while (to < symbols.length && symbols[to] === symbols[from]) to++;
      if (symbols[from] !== '')
        runs.push({ lane: lanes[lane], symbol: symbols[from], from: String(from), to: String(to) });
      from = to;
    }
    return runs;
  });
}
