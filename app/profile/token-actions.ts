'use server';
import { z } from 'zod';
import { createToken, endToken, MAXIMUM_TOKENS } from '../../db/author-tokens';
import { defineAction, Refusal, within } from '../action';
import { isAuthor } from '../author/author-access';
import { personName } from '../person-name';
import { tokenWords as words } from './token-words';

export const createTokenAction = defineAction(
  { input: z.object({ name: z.string().max(300), days: z.int().min(1).max(365) }), role: 'account' },
  async (given, user): Promise<{ readonly token: string }> => {
    if (!(await isAuthor(user))) throw new Refusal(words.notAllowed);
    const name = personName(given.name);
    if (name === null) throw new Refusal(words.noName);
    await within(user, 'setting');
    const made = await createToken({ userId: user.id, name, days: given.days });
    if (made === 'too many') throw new Refusal(words.tooMany(MAXIMUM_TOKENS));
    return made;
  },
);

export const endTokenAction = defineAction(
  { input: z.object({ id: z.string().max(100) }), role: 'account' },
  async ({ id }, user) => {
    await within(user, 'setting');
    await endToken(user.id, id);
    return null;
  },
);
