/** The right answer of a part, for its author: a line for each of several. */
import type { Part } from '../../exercises/question-definition';

export function answerOf(part: Part): string {
  switch (part.kind) {
    case 'number':
      return `${part.answer} ${part.unit}`;
    case 'text':
      return part.answers.join('\n');
    case 'choice':
      return part.answer.map((index) => part.options[index] ?? '').join('\n');
    default:
      return part.answer.map((row) => row.map((cell) => (cell === '' ? '-' : cell)).join(' ')).join('\n');
  }
}
