'use client';
import { words } from './dictionary';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16">
      <h1 className="text-xl font-semibold">{words.broken.title}</h1>
      <p className="mt-2 text-text-muted">{words.broken.text}</p>
      <button type="button" className="button mt-6" onClick={reset}>
        {words.broken.retry}
      </button>
    </div>
  );
}
