'use client';
/** The settings of the editor, each in force as soon as it is chosen. */
import { useId } from 'react';
import * as words from '../dictionary';
import { FONT_PIXELS, KEY_BINDINGS, TAB_COLUMNS } from './editor-settings';
import type { UsedSettings } from './use-editor-settings';

export function EditorSettingsFields({ settings, told, change }: UsedSettings) {
  return (
    <div className="space-y-3 text-sm">
      <Choice
        label={words.editor.fontSize}
        value={settings.fontPixels}
        options={FONT_PIXELS.map((value) => ({ value, text: words.editor.pixels(value) }))}
        onChange={(fontPixels) => change({ ...settings, fontPixels })}
      />
      <Choice
        label={words.editor.tabWidth}
        value={settings.tabColumns}
        options={TAB_COLUMNS.map((value) => ({ value, text: words.editor.columns(value) }))}
        onChange={(tabColumns) => change({ ...settings, tabColumns })}
      />
      <Choice
        label={words.editor.keys}
        value={settings.keyBindings}
        options={KEY_BINDINGS.map((value) => ({ value, text: words.editor.keyBindings[value] }))}
        onChange={(keyBindings) => change({ ...settings, keyBindings })}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={settings.hasMinimap}
          onChange={(event) => change({ ...settings, hasMinimap: event.target.checked })}
        />
        {words.editor.minimap}
      </label>
      <p className="text-text-muted">{words.editor.wayOut}</p>
      <p role="status" className="text-text-muted">
        {told}
      </p>
    </div>
  );
}

function Choice<Value extends string | number>(props: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly text: string }[];
  onChange(value: Value): void;
}) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="field min-h-8 w-auto py-1"
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find(({ value }) => String(value) === event.target.value);
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      >
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
