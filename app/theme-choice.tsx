'use client';
/** Chooses between system, light and dark: at once on this page, and by cookie on the next ones. */
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { words } from './dictionary';
import { MENU_CONTENT, MENU_ITEM } from './menu-style';
import { THEME_COOKIE, THEMES, type Theme } from './theme';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (value: string) => {
    const chosen = THEMES.find((each) => each === value) ?? 'system';
    setTheme(chosen);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox ESR
    document.cookie = `${THEME_COOKIE}=${chosen}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button button-quiet px-2" aria-label={words.site.theme.label}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
        </svg>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU_CONTENT}>
          <DropdownMenu.RadioGroup value={theme} onValueChange={choose}>
            {THEMES.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className={MENU_ITEM}>
                <span className="w-4">
                  <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
                </span>
                {words.site.theme[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
