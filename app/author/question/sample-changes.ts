/** A variant of a question without code as it stands in the form: the body of its server action (actions.ts). */
import { draftFiles } from '../../../db/package-drafts';
import { sampleOf } from '../../../grader/packages/plain-question';
import { Refusal, within } from '../../action';
import { renderMarkdown } from '../../markdown/render-markdown';
import { packageWith } from '../../packages/package-access';
import { type ShownVariant, shown } from '../../questions/shown-variant';
import type { User } from '../../viewer';
import { answerOf } from '../answer-of';
import { authorWords } from '../words';

export interface SampleVariant {
  readonly variant: ShownVariant;
  readonly answers: readonly { readonly id: string; readonly label: string; readonly answer: string }[];
  readonly explanationHtml: string;
}

/** Its pictures are those of the draft that is kept. @throws Refusal */
export async function sampleAs(
  { packageId, json, seed }: { readonly packageId: string; readonly json: string; readonly seed: string },
  user: User,
): Promise<SampleVariant | { readonly problem: string }> {
  if ((await packageWith(packageId, user, 'read')) === null) throw new Refusal(authorWords.noPackage);
  await within(user, 'preview');
  const files = new Map((await draftFiles(packageId)).map(({ path, text }) => [path, text]));
  const sample = sampleOf(json, files, seed);
  if ('problem' in sample) return sample;
  const { parts, explanation } = sample.question;
  return {
    variant: await shown(sample.question),
    answers: parts.map((part) => ({ id: part.id, label: part.label, answer: answerOf(part) })),
    explanationHtml: await renderMarkdown(explanation),
  };
}
