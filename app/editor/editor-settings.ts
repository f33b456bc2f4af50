/** What can be set of the editor, what it is until something is, and how a browser keeps it. */
import type { EditorSettings } from '../../db/editor-settings';
import type { KeyBindings } from '../../db/schema';

export type { EditorSettings };

export const FONT_PIXELS = [11, 12, 13, 14, 15, 16, 18, 20, 24, 28, 32];
export const TAB_COLUMNS = [2, 4, 8];
export const KEY_BINDINGS = ['default', 'vim'] as const satisfies readonly KeyBindings[];

export const DEFAULT_SETTINGS: EditorSettings = {
  fontPixels: 13,
  tabColumns: 2,
  keyBindings: 'default',
  hasMinimap: false,
};

/** @param userId null: of whoever is not signed in. */
export const settingsKey = (userId: string | null) => `runqueue:editor:${userId ?? 'visitor'}`;

/** @returns null where the text is none of ours. */
export function readSettings(text: string | null): EditorSettings | null {
  try {
    const { fontPixels, tabColumns, keyBindings, hasMinimap } = JSON.parse(
      text ?? 'null',
    ) as Partial<EditorSettings>;
    const chosen = <Value>(values: readonly Value[], value: unknown): Value | undefined =>
      values.find((each) => each === value);
    const read = {
      fontPixels: chosen(FONT_PIXELS, fontPixels),
      tabColumns: chosen(TAB_COLUMNS, tabColumns),
      keyBindings: chosen(KEY_BINDINGS, keyBindings),
      hasMinimap: chosen([true, false], hasMinimap),
    };
    return Object.values(read).includes(undefined) ? null : (read as EditorSettings);
  } catch {
    return null; // not ours, or cut off
  }
}
