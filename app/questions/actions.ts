'use server';
/** Takes a variant of a question, and answers it. Marking happens here; an answer never leaves before the attempt is stored. */
import { z } from 'zod';
import { answerAttempt, attempt, attemptsOf, startAttempt } from '../../db/questions';
import type { Grid, QuestionMark } from '../../exercises/question-definition';
import {
  markQuestion,
  type PublicPart,
  publicQuestion,
  type UnreadablePart,
  unreadableParts,
} from '../../exercises/question-marking';
import { defineAction, Refusal, within } from '../action';
import { findQuestion } from '../catalogue';
import { words } from '../dictionary';
import { renderMarkdown } from '../markdown/render-markdown';
import { makeQuestion, newSeed } from './question-generators';

export interface OpenVariant {
  readonly attemptId: string;
  readonly promptHtml: string;
  readonly given: Grid | null;
  readonly parts: readonly PublicPart[];
}

/** Nothing was stored: the attempt is still open. */
export interface UnreadableAnswer {
  readonly unreadable: readonly UnreadablePart[];
}

export interface AnsweredVariant {
  readonly mark: QuestionMark;
  readonly explanationHtml: string;
  readonly worked: readonly Grid[];
}

/** An open attempt is gone on with, so that a reload does not lose the variant; after an answer there is a new one. */
export const openVariantAction = defineAction(
  { input: z.object({ question: z.string().max(200), fresh: z.boolean() }), role: 'account' },
  async ({ question, fresh }, user): Promise<OpenVariant> => {
    if (findQuestion(question) === undefined) throw new Refusal(words.notFound.title);
    const [latest] = await attemptsOf(user.id, question, 1);
    const isOpen = latest !== undefined && latest.answeredAt === null && !fresh;
    if (!isOpen) await within(user, 'attempt');
    const opened = isOpen ? latest : await startAttempt({ userId: user.id, question, seed: newSeed() });
    const made = await makeQuestion(question, opened.seed);
    if (made === null) throw new Refusal(words.question.notBuilt);
    const { prompt, given, parts } = publicQuestion(made);
    return { attemptId: opened.id, promptHtml: await renderMarkdown(prompt), given: given ?? null, parts };
  },
);

const response = z.union([
  z.string().max(2_000),
  z.array(z.int()).max(100),
  z.array(z.array(z.string().max(200)).max(500)).max(100),
]);

export const answerVariantAction = defineAction(
  {
    input: z.object({ attemptId: z.string().max(100), responses: z.record(z.string().max(100), response) }),
    role: 'account',
  },
  async ({ attemptId, responses }, user): Promise<AnsweredVariant | UnreadableAnswer> => {
    const open = await attempt(attemptId);
    // Another's attempt looks like none.
    if (open === null || open.userId !== user.id) throw new Refusal(words.notFound.title);
    if (open.answeredAt !== null) throw new Refusal(words.question.gone);
    await within(user, 'answer');
    const made = await makeQuestion(open.question, open.seed);
    if (made === null) throw new Refusal(words.question.notBuilt);
    const unreadable = unreadableParts(made, responses);
    if (unreadable.length > 0) return { unreadable };
    const mark = markQuestion(made, responses);
    const { points, maxPoints } = mark;
    const stored = await answerAttempt({ attemptId, userId: user.id, responses, points, maxPoints });
    if (!stored) throw new Refusal(words.question.gone);
    return { mark, explanationHtml: await renderMarkdown(made.explanation), worked: made.worked ?? [] };
  },
);
