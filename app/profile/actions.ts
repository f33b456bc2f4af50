'use server';
import { z } from 'zod';
import { setShowName } from '../../db/profile';
import { defineAction } from '../action';

export const setShowNameAction = defineAction(
  { input: z.object({ showName: z.boolean() }), role: 'account' },
  async ({ showName }, user) => {
    await setShowName(user.id, showName);
    return { showName };
  },
);
