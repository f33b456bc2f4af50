'use server';
/** What a browser may ask of questions without code: parsed here, decided in sample-changes.ts. */
import { z } from 'zod';
import { MAX_PACKAGE_FILE_BYTES } from '../../../grader/packages/package-files';
import { defineAction } from '../../action';
import { sampleAs } from './sample-changes';
import { LONGEST_SEED } from './words';

export const sampleAction = defineAction(
  {
    input: z.object({
      ...{ packageId: z.string().max(40), json: z.string().max(MAX_PACKAGE_FILE_BYTES) },
      seed: z.string().max(LONGEST_SEED),
    }),
    role: 'account',
  },
  sampleAs,
);
