/** How a person wants the editor to be: at most one row for each, none until something was chosen. */
import { eq } from 'drizzle-orm';

import { database } from './client';
import { editorSetting, type KeyBindings } from './schema';

export interface EditorSettings {
  readonly fontPixels: number;
  /** Columns that a tab is wide, and that the key Tab goes on. */
  readonly tabColumns: number;
  readonly keyBindings: KeyBindings;
  readonly hasMinimap: boolean;
}

const columns = {
  fontPixels: editorSetting.fontPixels,
  tabColumns: editorSetting.tabColumns,
  keyBindings: editorSetting.keyBindings,
  hasMinimap: editorSetting.hasMinimap,
};

export async function editorSettings(userId: string): Promise<EditorSettings | null> {
  const [row] = await database().select(columns).from(editorSetting).where(eq(editorSetting.userId, userId));
  return row ?? null;
}

/** @throws where a number is outside of what the table takes (schema.ts). */
export async function saveEditorSettings(userId: string, settings: EditorSettings): Promise<void> {
  await database()
    .insert(editorSetting)
    .values({ userId, ...settings })
    .onConflictDoUpdate({ target: editorSetting.userId, set: settings });
}

/** Those that a visitor chose, for an account that has none. @returns what the account has now. */
export async function adoptEditorSettings(userId: string, settings: EditorSettings): Promise<EditorSettings> {
  await database()
    .insert(editorSetting)
    .values({ userId, ...settings })
    .onConflictDoNothing();
  return (await editorSettings(userId)) ?? settings;
}
