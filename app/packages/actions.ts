'use server';
/** What students ask of packages beyond what they ask of the catalogue: runs of the samples. */
import { z } from 'zod';
import { orderRun } from '../../db/package-runs';
import { publishedName } from '../../db/publications';
import { MAXIMUM_SOURCE_BYTES } from '../../db/schema';
import { unstorableBecause } from '../../db/text';
import { defineAction, Refusal, within } from '../action';
import * as words from '../dictionary';

/** The samples, by a grader; what comes of it is told as events of the run (api/package-runs). */
export const tryPackageAction = defineAction(
  {
    input: z.object({ exercise: z.string().max(200), source: z.string().max(MAXIMUM_SOURCE_BYTES) }),
    role: 'account',
  },
  async ({ exercise, source }, user): Promise<{ readonly runId: string }> => {
    const item = await publishedName(exercise, user.id);
    if (item === null || item.kind !== 'exercise') throw new Refusal(words.notFound.title);
    const reason = unstorableBecause(source);
    if (reason !== null) throw new Refusal(words.submission.cannotStore(reason));
    await within(user, 'package trial');
    const { packageId, version } = item;
    const order = { source, cases: 'samples' } as const;
    return { runId: await orderRun({ packageId, version, userId: user.id, kind: 'trial', order }) };
  },
);
