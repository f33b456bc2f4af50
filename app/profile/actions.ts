'use server';
import { z } from 'zod';
import { setShowName } from '../../db/profile';
import { changePasswordAs, deleteAccountAs, signOutEverywhereAs } from '../account-changes';
import { defineAction, Refusal, within } from '../action';
import * as words from '../dictionary';
import { currentSessionId } from '../viewer';

export const setShowNameAction = defineAction(
  { input: z.object({ showName: z.boolean() }), role: 'account' },
  async ({ showName }, user) => {
    await within(user, 'setting');
    await setShowName(user.id, showName);
    return { showName };
  },
);

/** Longer than any password that is taken, so that what is too long is said to be. */
const password = z.string().max(1_000);

export const changePasswordAction = defineAction(
  { input: z.object({ password, newPassword: password }), role: 'account' },
  async (given, user) => {
    const sessionId = await currentSessionId();
    if (sessionId === null) throw new Refusal(words.action.signedOut);
    return changePasswordAs(given, user, sessionId);
  },
);

export const signOutEverywhereAction = defineAction(
  { input: z.object({}), role: 'account' },
  (_given, user) => signOutEverywhereAs(user),
);

export const deleteAccountAction = defineAction(
  { input: z.object({ password }), role: 'account' },
  deleteAccountAs,
);
