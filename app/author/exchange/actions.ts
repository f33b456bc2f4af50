'use server';
/** What a browser may ask of exchange: parsed here, decided in exchange-changes.ts. */
import { z } from 'zod';
import { EXCHANGE_FORMATS } from '../../../grader/packages/exchange';
import { defineAction } from '../../action';
import { bringInAs, sendOutAs } from './exchange-changes';

export const bringInAction = defineAction(
  { input: z.object({ archive: z.base64() }), role: 'account' },
  bringInAs,
);

export const sendOutAction = defineAction(
  { input: z.object({ packageId: z.string().max(40), format: z.enum(EXCHANGE_FORMATS) }), role: 'account' },
  sendOutAs,
);
