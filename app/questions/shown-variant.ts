/** A variant as its page shows it: without its answers, and with them once it was answered. Made on the server. */
import type { Grid, Picture, Question, QuestionMark } from '../../exercises/question-definition';
import { type PublicPart, publicQuestion, type UnreadablePart } from '../../exercises/question-marking';
import { renderMarkdown } from '../markdown/render-markdown';

export interface ShownVariant {
  readonly promptHtml: string;
  readonly given: Grid | null;
  readonly pictures: readonly Picture[];
  readonly parts: readonly PublicPart[];
}

/** Nothing was stored: the attempt is still open. */
export interface UnreadableAnswer {
  readonly unreadable: readonly UnreadablePart[];
}

export interface AnsweredVariant {
  readonly mark: QuestionMark;
  /** What the author says of the answers, by part. */
  readonly feedbackHtml: Readonly<Record<string, string>>;
  readonly explanationHtml: string;
  readonly worked: readonly Grid[];
}

export async function shown(question: Question): Promise<ShownVariant> {
  const { prompt, given, pictures = [], parts } = publicQuestion(question);
  return { promptHtml: await renderMarkdown(prompt), given: given ?? null, pictures, parts };
}

export async function explained(
  { explanation, worked = [] }: Question,
  mark: QuestionMark,
): Promise<AnsweredVariant> {
  const feedback = mark.parts.map(
    async ({ id, feedback = [] }) => [id, await renderMarkdown(feedback.join('\n\n'))] as const,
  );
  return {
    mark,
    feedbackHtml: Object.fromEntries((await Promise.all(feedback)).filter(([, html]) => html !== '')),
    explanationHtml: await renderMarkdown(explanation),
    worked,
  };
}
