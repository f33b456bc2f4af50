'use client';
/** The settings of the editor on the profile. */
import type { EditorSettings } from '../editor/editor-settings';
import { EditorSettingsFields } from '../editor/editor-settings-fields';
import { useEditorSettings } from '../editor/use-editor-settings';

export function EditorSection({ userId, initial }: { userId: string; initial: EditorSettings | null }) {
  return <EditorSettingsFields {...useEditorSettings({ kind: 'user', id: userId }, initial)} />;
}
