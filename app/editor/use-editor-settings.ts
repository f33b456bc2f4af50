'use client';
/**
 * The settings of the editor: an account's in the account, a visitor's in his browser. What a visitor chose moves to
 * the first account that is signed in here and has none. A copy in the browser stands in while the account cannot be
 * asked, and tells other tabs.
 */
import { useEffect, useRef, useState } from 'react';
import type { ActionResult } from '../action';
import { stored } from '../browser-storage';
import * as words from '../dictionary';
import { type Owner, rememberedUser } from '../owner';
import { adoptEditorSettingsAction, saveEditorSettingsAction } from './actions';
import { DEFAULT_SETTINGS, type EditorSettings, readSettings, settingsKey } from './editor-settings';

export interface UsedSettings {
  readonly settings: EditorSettings;
  /** Where they are kept, or why not. */
  readonly told: string;
  change(settings: EditorSettings): void;
}

/** @param server what the account has; null where it has none, or nobody could say. */
export function useEditorSettings(owner: Owner, server: EditorSettings | null): UsedSettings {
  const [settings, setSettings] = useState(server ?? DEFAULT_SETTINGS);
  const [told, setTold] = useState('');
  const opening = useRef({ owner, server });

  const tell = (result: ActionResult<EditorSettings> | null) =>
    setTold(result === null ? words.editor.offline : result.ok ? words.editor.kept : result.message);

  useEffect(() => {
    const userId = rememberedUser(opening.current.owner);
    const known = opening.current.server ?? read(userId);
    if (known !== null) setSettings(known);
    if (opening.current.server !== null) keep(userId, opening.current.server);
    else if (opening.current.owner.kind === 'user')
      void adoptVisitors(userId).then((has) => has && setSettings(has));
    const onStorage = ({ key, newValue }: StorageEvent) => {
      const other = key === settingsKey(userId) ? readSettings(newValue) : null;
      if (other !== null) setSettings(other);
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, []);

  const change = (wanted: EditorSettings) => {
    setSettings(wanted);
    const isKept = keep(rememberedUser(owner), wanted);
    if (owner.kind === 'user') void saveEditorSettingsAction(wanted).then(tell, () => tell(null));
    else setTold(isKept ? words.editor.keptHere : words.editor.notKept);
  };
  return { settings, told, change };
}

const read = (userId: string | null) =>
  stored(() => readSettings(window.localStorage.getItem(settingsKey(userId))));

const keep = (userId: string | null, settings: EditorSettings) =>
  stored(() => {
    window.localStorage.setItem(settingsKey(userId), JSON.stringify(settings));
    return true;
  }) === true;

/** @returns what the account has afterwards; null where no visitor chose anything, or the account did not take it. */
async function adoptVisitors(userId: string | null): Promise<EditorSettings | null> {
  const chosen = read(null);
  if (chosen === null) return null;
  const adopted = await adoptEditorSettingsAction(chosen).catch(() => null);
  if (!adopted?.ok) return null;
  stored(() => window.localStorage.removeItem(settingsKey(null)));
  keep(userId, adopted.value);
  return adopted.value;
}
