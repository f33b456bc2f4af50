'use client';
import Link from 'next/link';
import * as words from './dictionary';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16">
      <h1 className="text-xl font-semibold">{words.broken.title}</h1>
      <p className="mt-2 text-text-muted">{words.broken.text}</p>
      <p className="mt-6 flex flex-wrap gap-2">
        <button type="button" className="button button-primary" onClick={reset}>
          {words.broken.retry}
        </button>
        <Link href="/" className="button">
          {words.notFound.home}
        </Link>
      </p>
    </div>
  );
}
