'use server';
/** What a browser may ask of publishing: parsed here, decided in publish-changes.ts. */
import { z } from 'zod';
import { defineAction } from '../../action';
import { answerReviewAs, publishAs, withdrawAs } from './publish-changes';

const id = z.string().max(100);
/** Null: the catalogue. */
const receiver = id.nullable();

export const publishAction = defineAction(
  {
    input: z.object({
      ...{ packageId: id, version: id, to: z.array(receiver).max(50) },
      ...{ takenBack: z.array(receiver).max(50), reaches: z.array(receiver).max(1_000) },
    }),
    role: 'account',
  },
  publishAs,
);

export const withdrawAction = defineAction(
  { input: z.object({ packageId: id, from: receiver }), role: 'account' },
  withdrawAs,
);

export const answerReviewAction = defineAction(
  {
    input: z.object({
      packageId: id,
      version: id,
      question: id,
      isSo: z.boolean(),
      note: z.string().max(500),
    }),
    role: 'account',
  },
  answerReviewAs,
);
