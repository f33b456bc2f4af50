'use client';
/**
 * The form of a laboratory. Without script its button asks for the page of the setting; with script the address follows
 * a moment after each change, and with it the picture.
 */
import { useRouter } from 'next/navigation';
import { type ReactNode, useRef, useTransition } from 'react';
import * as words from '../dictionary';

/** Between the last key and the run. */
const PAUSE_MS = 200;

export function SettingForm({ path, children }: { path: string; children: ReactNode }) {
  const router = useRouter();
  const [isRunning, startRun] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function follow(form: HTMLFormElement, pauseMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const setting = new URLSearchParams();
      for (const [name, value] of new FormData(form)) setting.set(name, String(value));
      startRun(() => router.replace(`${path}?${setting}`, { scroll: false }));
    }, pauseMs);
  }

  return (
    <form
      method="get"
      action={path}
      noValidate
      autoComplete="off"
      aria-label={words.laboratory.setting}
      aria-busy={isRunning}
      className="space-y-4"
      onChange={(event) => follow(event.currentTarget, PAUSE_MS)}
      onSubmit={(event) => {
        event.preventDefault();
        follow(event.currentTarget, 0);
      }}
    >
      {children}
      <button type="submit" className="button">
        {words.laboratory.run}
      </button>
    </form>
  );
}
