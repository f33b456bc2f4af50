import Link from 'next/link';
import * as words from './dictionary';

export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16">
      <h1 className="text-xl font-semibold">{words.notFound.title}</h1>
      <p className="mt-2 text-text-muted">{words.notFound.text}</p>
      <form action="/" className="mt-6">
        <label className="text-sm">
          <span className="mb-1 block">{words.notFound.find}</span>
          <input className="field" type="search" name="find" maxLength={100} />
        </label>
        <p className="mt-3 flex flex-wrap gap-2">
          <button type="submit" className="button button-primary">
            {words.catalogue.apply}
          </button>
          <Link href="/" className="button">
            {words.notFound.home}
          </Link>
        </p>
      </form>
    </div>
  );
}
