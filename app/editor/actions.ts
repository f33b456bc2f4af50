'use server';
/** What a person sets of the editor. */
import { z } from 'zod';
import { adoptEditorSettings, saveEditorSettings } from '../../db/editor-settings';
import { defineAction, within } from '../action';
import { FONT_PIXELS, KEY_BINDINGS, TAB_COLUMNS } from './editor-settings';

const input = z.object({
  fontPixels: z.literal(FONT_PIXELS),
  tabColumns: z.literal(TAB_COLUMNS),
  keyBindings: z.enum(KEY_BINDINGS),
  hasMinimap: z.boolean(),
});

export const saveEditorSettingsAction = defineAction({ input, role: 'account' }, async (settings, user) => {
  await within(user, 'setting');
  await saveEditorSettings(user.id, settings);
  return settings;
});

/** What was chosen before signing in, unless the account has settings. */
export const adoptEditorSettingsAction = defineAction({ input, role: 'account' }, async (settings, user) => {
  await within(user, 'setting');
  return adoptEditorSettings(user.id, settings);
});
