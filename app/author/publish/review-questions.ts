/** What no check can see of a version, asked of whoever gives it to students: each answered with yes, or with why not. */
import type { ReviewAnswer } from '../../../db/package-reviews';
import type { ItemKind } from '../../../db/schema';

export interface ReviewQuestion {
  readonly name: string;
  readonly text: string;
  /** A yes needs a note too: what it asks for. */
  readonly note?: string;
}

const SOLVED: ReviewQuestion = {
  name: 'solved',
  text: 'Did somebody who did not write it solve it from what students see alone?',
  note: 'By whom',
};

export const REVIEW_QUESTIONS: Readonly<Record<ItemKind, readonly ReviewQuestion[]>> = {
  exercise: [
    {
      name: 'rules',
      text: 'Does the statement say every rule and every number that the judge demands, and when a rule counts as kept?',
    },
    {
      name: 'ties',
      text: 'Is every tie-break said: wherever two choices are equally good, which one is right?',
    },
    {
      name: 'messages',
      text: 'Does each message of a broken rule say what happened, where, and what should have happened, in words that the statement uses?',
    },
    {
      name: 'hints',
      text: 'Do the hints go in order, from a nudge to the idea, and does none of them give the solution away?',
    },
    SOLVED,
  ],
  question: [
    {
      name: 'prompt',
      text: 'Does the prompt say everything that its answers depend on: units, rounding, what is counted and what is not?',
    },
    { name: 'ties', text: 'Is every tie-break said, so that only one answer is right?' },
    {
      name: 'odd',
      text: 'Was the marking tried with right answers in every usual way of writing, and with wrong ones?',
    },
    {
      name: 'explanation',
      text: 'Does the explanation show how one gets there, and not only what comes out?',
    },
    SOLVED,
  ],
};

type Answer = Pick<ReviewAnswer, 'question' | 'isSo' | 'note'>;

/** Whether it says what it must. */
export function isAnswered({ name, note }: ReviewQuestion, answers: readonly Answer[]): boolean {
  const answer = answers.find(({ question }) => question === name);
  if (answer === undefined) return false;
  return (answer.isSo && note === undefined) || answer.note.trim() !== '';
}

export function isReviewed(kind: ItemKind, answers: readonly Answer[]): boolean {
  return REVIEW_QUESTIONS[kind].every((question) => isAnswered(question, answers));
}
