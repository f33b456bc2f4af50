'use server';
/**
 * Takes a variant of a question, and answers it. Marking happens here; an answer never leaves before the attempt is
 * stored. Visitors try variants that no student is given: one of few, by its number, so that there is nothing to store.
 */
import { z } from 'zod';
import { draft } from '../../db/drafts';
import { packageOf } from '../../db/packages';
import { answerAttempt, attempt, attemptsOf, saveAttemptDraft, startAttempt } from '../../db/questions';
import type { Question } from '../../exercises/question-definition';
import { markQuestion, unreadableParts } from '../../exercises/question-marking';
import { defineAction, defineVisitorAction, Refusal, within } from '../action';
import { withDatabase } from '../database-call';
import * as words from '../dictionary';
import type { ServerDraft } from '../drafts/draft-keeper';
import { openQuestion } from '../packages/found-item';
import type { OpenedQuestion } from '../packages/stored-entry';
import type { User } from '../viewer';
import { MAXIMUM_ENTERED_BYTES } from './entered';
import { newSeed } from './question-generators';
import { attemptVariant, newAttemptSeed, trialVariant } from './question-variants';
import { responses } from './responses';
import {
  type AnsweredVariant,
  explained,
  type ShownVariant,
  shown,
  type UnreadableAnswer,
} from './shown-variant';
import { TRIAL_VARIANTS } from './trial';

export interface OpenVariant extends ShownVariant {
  readonly attemptId: string;
  /** Of the package that it is of. */
  readonly version?: string;
  /** What was entered so far (entered.ts). */
  readonly draft: ServerDraft | null;
}

export interface TrialVariant extends ShownVariant {
  readonly variant: number;
}

/** @throws Refusal when there is none: the question is not built. */
async function made(making: Promise<Question | null>): Promise<Question> {
  const variant = await making;
  if (variant === null) throw new Refusal(words.question.notBuilt);
  return variant;
}

/** @param user null: a visitor. @throws Refusal when it does not exist to him. */
async function demandQuestion(
  question: string,
  user: User | null,
  otherwise: string = words.notFound.title,
): Promise<OpenedQuestion> {
  const found = await openQuestion(question, user);
  if (found === null) throw new Refusal(otherwise);
  return found;
}

/** An open attempt is gone on with, so that a reload does not lose the variant; after an answer there is a new one. */
export const openVariantAction = defineAction(
  { input: z.object({ question: z.string().max(200), fresh: z.boolean() }), role: 'account' },
  async ({ question, fresh }, user): Promise<OpenVariant> => {
    const { version } = await demandQuestion(question, user);
    const [latest] = await attemptsOf(user.id, question, 1);
    const isOpen = latest !== undefined && latest.answeredAt === null && !fresh;
    await within(user, isOpen ? 'attempt opened' : 'attempt');
    const { id, seed } = isOpen
      ? latest
      : await startAttempt({ userId: user.id, question, seed: await newAttemptSeed(question) });
    const kept = isOpen ? await draft(user.id, id) : null;
    return {
      attemptId: id,
      ...(version !== undefined && { version }),
      draft: kept === null ? null : { source: kept.source, revision: kept.revision },
      ...(await shown(await made(attemptVariant(question, seed)))),
    };
  },
);

const attemptId = z.string().max(100);

/** Of its own parts only. */
const ownResponses = ({ parts }: Question, given: z.infer<typeof responses>) =>
  Object.fromEntries(parts.flatMap(({ id }) => (Object.hasOwn(given, id) ? [[id, given[id]] as const] : [])));

export const saveEnteredAction = defineAction(
  {
    input: z.object({
      attemptId,
      source: z.string().refine((text) => Buffer.byteLength(text) <= MAXIMUM_ENTERED_BYTES),
      baseRevision: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
    role: 'account',
  },
  async (given, user) => {
    await within(user, 'draft');
    const open = await attempt(given.attemptId);
    if (open !== null) await demandQuestion(open.question, user);
    const saved = await saveAttemptDraft({ ...given, userId: user.id });
    if (saved === null) throw new Refusal(words.question.gone);
    return saved;
  },
);

export const answerVariantAction = defineAction(
  {
    input: z.object({ attemptId, responses, version: z.string().max(200).optional() }),
    role: 'account',
  },
  async (given, user): Promise<AnsweredVariant | UnreadableAnswer> => {
    const open = await attempt(given.attemptId);
    // Another's attempt looks like none.
    if (open === null || open.userId !== user.id) throw new Refusal(words.notFound.title);
    if (open.answeredAt !== null) throw new Refusal(words.question.gone);
    // What was shown must be what is marked.
    const { version } = await demandQuestion(open.question, user, words.packages.questionTakenBack);
    if (version !== given.version) throw new Refusal(words.packages.newVersion);
    await within(user, 'answer');
    const question = await made(attemptVariant(open.question, open.seed));
    const unreadable = unreadableParts(question, given.responses);
    if (unreadable.length > 0) return { unreadable };
    const mark = markQuestion(question, given.responses);
    const { points, maxPoints } = mark;
    const stored = await answerAttempt({
      ...{ attemptId: given.attemptId, userId: user.id, points, maxPoints },
      responses: ownResponses(question, given.responses),
    });
    if (!stored) throw new Refusal(words.question.gone);
    return explained(question, mark);
  },
);

/** Without the database where it is of the catalogue. */
function tried(question: string, number: number): Promise<Question> {
  const make = async () => {
    await demandQuestion(question, null);
    return made(trialVariant(question, number));
  };
  return packageOf(question) === null ? make() : withDatabase(make);
}

/** By a number, behind the last of which comes the first; null: any. */
export const tryVariantAction = defineVisitorAction(
  {
    input: z.object({
      question: z.string().max(200),
      variant: z.int().min(0).nullable(),
    }),
  },
  async ({ question, variant }): Promise<TrialVariant> => {
    const number = (variant ?? newSeed()) % TRIAL_VARIANTS;
    return { variant: number, ...(await shown(await tried(question, number))) };
  },
);

export const answerTrialAction = defineVisitorAction(
  {
    input: z.object({
      question: z.string().max(200),
      variant: z
        .int()
        .min(0)
        .max(TRIAL_VARIANTS - 1),
      responses,
    }),
  },
  async (given): Promise<AnsweredVariant | UnreadableAnswer> => {
    const question = await tried(given.question, given.variant);
    const unreadable = unreadableParts(question, given.responses);
    if (unreadable.length > 0) return { unreadable };
    return explained(question, markQuestion(question, given.responses));
  },
);
