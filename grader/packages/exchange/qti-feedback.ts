/** Where a feedback of an item is said here: of a part, of one of its answers or options, or in the explanation. */
import type { XmlElement } from '../xml-tree';
import { formulaOf } from './plain-texts';
import type { ItemParts, Say } from './qti-item-parts';
import { numberOf, type Scoring } from './qti-scoring';

const MOST_FEEDBACK = 2_000;

interface FeedbackPlaces {
  readonly parts: ItemParts;
  readonly explanations: string[];
  readonly say: Say;
}

/** Puts a feedback where it is said. @returns why it is said nowhere; undefined when it is. */
export function placeFeedback(
  { attributes }: XmlElement,
  said: string,
  item: FeedbackPlaces,
): string | undefined {
  const { parts, explanations, say } = item;
  const value = attributes.get('identifier') ?? '';
  const occasions = parts.scoring.occasions(attributes.get('outcomeIdentifier') ?? '', value);
  const isHidden = attributes.get('showHide') === 'hide';
  if (isHidden) {
    // What is hidden by a value that never comes is there for all.
    const comes = occasions.some(
      (each) => each.kind !== 'is' || parts.partOf.get(each.of)?.options?.has(value) !== false,
    );
    if (!comes) explanations.push(said);
    return comes ? 'which is shown until something hides it' : undefined;
  }
  if (occasions.length === 0) return 'which nothing shows';
  const isExplanation = occasions.every(({ kind }) => kind === 'always' || kind === 'answered');
  if (said.length > MOST_FEEDBACK && !isExplanation)
    return `which is longer than ${MOST_FEEDBACK} characters`;
  const taken = occasions.map((occasion) => takeSaying(occasion, said, item));
  if (taken.includes(true)) return undefined;
  if (!/solution|explanation/i.test(value)) return 'for when it is shown is not read';
  explanations.push(said);
  say('changed', 'its solution is shown after the answer, and not when it is asked for');
  return undefined;
}

function takeSaying(
  occasion: ReturnType<Scoring['occasions']>[number],
  said: string,
  { parts, explanations }: FeedbackPlaces,
): boolean {
  if (occasion.kind === 'always' || occasion.kind === 'answered') {
    explanations.push(said);
    return true;
  }
  const found = 'of' in occasion ? parts.partOf.get(occasion.of) : undefined;
  if (found === undefined) return false;
  const { part, options } = found;
  const joined = (before: string | undefined) =>
    (before === undefined || before === said ? said : `${before}\n\n${said}`).slice(0, MOST_FEEDBACK);
  if (occasion.kind === 'is') {
    const option = options?.get(occasion.value);
    if (option !== undefined) option.feedback = joined(option.feedback);
    else if (part.kind === 'number' || part.kind === 'text') {
      const number = numberOf(occasion.value);
      if (part.kind === 'number' && number === undefined) return false;
      const answer = part.kind === 'number' ? formulaOf(number as number) : occasion.value;
      part.feedback = { ...part.feedback, when: [...(part.feedback?.when ?? []), { answer, say: said }] };
    } else return false;
    return true;
  }
  if (occasion.kind !== 'right' && occasion.kind !== 'wrong') return false;
  part.feedback = { ...part.feedback, [occasion.kind]: joined(part.feedback?.[occasion.kind]) };
  return true;
}
