/** What a thousand variants of a question have in common, for its author: how many answers there are, and how they spread. */
import type { Part, Question } from '../../exercises/question-definition';

export interface PartStatistics {
  readonly id: string;
  readonly label: string;
  readonly kind: Part['kind'];
  /** How many different answers. */
  readonly distinct: number;
  /** The most frequent ones, and in how many variants each is right. */
  readonly frequent: readonly { readonly answer: string; readonly times: number }[];
  /** Of numbers: least, lower quartile, median, upper quartile, greatest. */
  readonly spread?: readonly [number, number, number, number, number];
}

export interface QuestionStatistics {
  readonly variants: number;
  /** How many differ in what is asked. */
  readonly distinct: number;
  /** Variants that could not be made. */
  readonly threw: number;
  readonly parts: readonly PartStatistics[];
}

const MOST_FREQUENT = 5;
const LONGEST_ANSWER = 120;

/** @param variants null where one could not be made. */
export function questionStatistics(variants: readonly (Question | null)[]): QuestionStatistics {
  const made = variants.filter((each) => each !== null);
  const byId = new Map<string, Part[]>();
  for (const { parts } of made)
    for (const part of parts) byId.set(part.id, [...(byId.get(part.id) ?? []), part]);
  return {
    variants: variants.length,
    distinct: new Set(made.map(({ prompt, given, parts }) => JSON.stringify([prompt, given, parts]))).size,
    threw: variants.length - made.length,
    parts: [...byId.values()].map(partStatistics),
  };
}

function partStatistics(parts: readonly Part[]): PartStatistics {
  const [first] = parts as readonly [Part];
  const times = new Map<string, number>();
  for (const part of parts) {
    const answer = answerOf(part);
    times.set(answer, (times.get(answer) ?? 0) + 1);
  }
  const frequent = [...times]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_FREQUENT)
    .map(([answer, count]) => ({ answer: answer.slice(0, LONGEST_ANSWER), times: count }));
  const numbers = parts
    .flatMap((part) => (part.kind === 'number' ? [part.answer] : []))
    .sort((a, b) => a - b);
  const { id, label, kind } = first;
  const at = (share: number) => numbers[Math.round(share * (numbers.length - 1))] ?? 0;
  return {
    ...{ id, label, kind, distinct: times.size, frequent },
    ...(numbers.length > 0 && { spread: [at(0), at(0.25), at(0.5), at(0.75), at(1)] as const }),
  };
}

function answerOf(part: Part): string {
  switch (part.kind) {
    case 'number':
      return `${part.answer}${part.unit === '' ? '' : ` ${part.unit}`}`;
    case 'text':
      return part.answers[0] ?? '';
    case 'choice':
      return part.answer.map((index) => part.options[index] ?? '').join(' + ');
    default:
      return part.answer.map((row) => row.join(' ')).join(' / ');
  }
}
