'use client';
/** Chooses between system, light and dark: at once on this page, and by cookie on the next ones. */
import { useEffect, useRef, useState } from 'react';
import * as words from './dictionary';
import { HeaderMenu } from './header-menu';
import { THEME_COOKIE, THEMES, type Theme } from './theme';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const fields = useRef<HTMLFieldSetElement>(null);
  // The menu is the browser's own: somebody may have chosen before this script came.
  useEffect(() => {
    const early = fields.current?.querySelector<HTMLInputElement>(':checked')?.value;
    const chosen = THEMES.find((each) => each === early);
    if (chosen === undefined || chosen === initial) return;
    setTheme(chosen);
    keep(chosen);
  }, [initial]);
  return (
    <HeaderMenu
      label={words.site.theme.label}
      face={
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
        </svg>
      }
    >
      {() => (
        <fieldset ref={fields}>
          <legend className="sr-only">{words.site.theme.label}</legend>
          {THEMES.map((each) => (
            <label key={each} className="header-menu-item">
              <input
                type="radio"
                name="theme"
                value={each}
                autoComplete="off"
                className="accent-(--accent)"
                checked={each === theme}
                onChange={() => {
                  setTheme(each);
                  keep(each);
                }}
              />
              {words.site.theme[each]}
            </label>
          ))}
        </fieldset>
      )}
    </HeaderMenu>
  );
}

function keep(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox ESR
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
