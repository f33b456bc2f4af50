import Link from 'next/link';
import { words } from './dictionary';

export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16">
      <h1 className="text-xl font-semibold">{words.notFound.title}</h1>
      <p className="mt-2 text-text-muted">{words.notFound.text}</p>
      <Link href="/" className="button mt-6">
        {words.notFound.home}
      </Link>
    </div>
  );
}
