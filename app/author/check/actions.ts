'use server';
/** What a browser may ask of checks: parsed here, decided in check-changes.ts. */
import { z } from 'zod';
import { MAXIMUM_SOURCE_BYTES } from '../../../db/schema';
import { defineAction } from '../../action';
import { responses } from '../../questions/responses';
import { markVariantAs, orderCheckAs, shownVariantAs, tryDraftAs, trySolutionAs } from './check-changes';

const id = z.string().max(100);

export const orderCheckAction = defineAction(
  { input: z.object({ packageId: id, mutants: z.boolean() }), role: 'account' },
  orderCheckAs,
);

export const trySolutionAction = defineAction(
  { input: z.object({ packageId: id, version: id, solution: z.string().max(300) }), role: 'account' },
  trySolutionAs,
);

export const tryDraftAction = defineAction(
  {
    input: z.object({
      ...{ packageId: id, version: id, source: z.string().max(MAXIMUM_SOURCE_BYTES) },
      cases: z.enum(['all', 'samples']),
    }),
    role: 'account',
  },
  tryDraftAs,
);

const variant = { packageId: id, checkId: id, variant: z.int().min(0).max(1_000) };

export const shownVariantAction = defineAction({ input: z.object(variant), role: 'account' }, shownVariantAs);

export const markVariantAction = defineAction(
  { input: z.object({ ...variant, responses }), role: 'account' },
  markVariantAs,
);
