import type { Metadata } from 'next';
import Link from 'next/link';
import { Prose } from '../../markdown/prose';
import { renderMarkdown } from '../../markdown/render-markdown';
import { readGuide, shownGuide } from './guide';

const TITLE = 'An exercise of your own';

export const metadata: Metadata = { title: TITLE };

export default async function GuidePage() {
  const html = await renderMarkdown(shownGuide(await readGuide()));
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="mb-2 text-xl font-semibold tracking-tight">{TITLE}</h1>
      <p className="mb-5 flex flex-wrap gap-x-4">
        <Link className="link" href="/author/reference">
          Reference of the format
        </Link>
        <a className="link" href="/author/guide/example.zip" download>
          The files of this page as an archive
        </a>
      </p>
      <Prose html={html} />
    </div>
  );
}
