'use client';
/** The settings of the editor beside it: what is chosen shows at once behind them. */
import { Popover } from 'radix-ui';
import * as words from '../dictionary';
import { EditorSettingsFields } from './editor-settings-fields';
import type { UsedSettings } from './use-editor-settings';

export function EditorSettingsButton({ used }: { used: UsedSettings }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        className="flex items-center gap-1.5 px-3 py-1 text-xs text-text-muted"
        aria-label={words.editor.title}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M1.5 4h5M10.5 4h4M1.5 12h8M13.5 12h1" strokeWidth="1.5" />
          <circle cx="8.5" cy="4" r="2" strokeWidth="1.5" />
          <circle cx="11.5" cy="12" r="2" strokeWidth="1.5" />
        </svg>
        <span className="max-sm:hidden">{words.editor.short}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.editor.title}
          className="z-40 w-72 max-w-[calc(100vw-1rem)] rounded border border-border bg-surface-raised p-4 shadow-md"
        >
          <EditorSettingsFields {...used} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
