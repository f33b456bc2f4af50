/**
 * The inside of an author's realm: what the host may ask of a package's question. Marking is ours, and happens outside,
 * from the answers that a variant holds as data.
 *
 *      describe   title, summary, rows
 *      generate   seeds ──▶ a variant each, or what was thrown
 */
import type { QuestionDefinition } from '../../exercises/question-definition';
import { Random } from '../../simulator/engine/random';
import { answerText } from './author-answer';
import type { PackageFace } from './author-realm';

export interface GenerateGiven {
  readonly seeds: readonly string[];
}

/** @returns the face that author-realm.ts asks. */
export function serveQuestion(question: QuestionDefinition): PackageFace {
  const variant = (seed: string) => {
    try {
      return { question: question.generate(new Random(seed)) };
    } catch (error) {
      return { threw: String(error) };
    }
  };
  return (method, given) => {
    try {
      if (method === 'describe') {
        const { generate: _, ...facts } = question;
        return answerText('answered', JSON.stringify(facts));
      }
      if (method !== 'generate') return answerText('failed', `a question cannot be asked to ${method}`);
      return answerText('answered', JSON.stringify((JSON.parse(given) as GenerateGiven).seeds.map(variant)));
    } catch (error) {
      return answerText('failed', String(error));
    }
  };
}
