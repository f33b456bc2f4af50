/** One chapter of the course: its exercises and questions in the order of the syllabus. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { chapterHref } from '../../catalogue-items';
import * as words from '../../dictionary';
import { ItemList } from '../../item-list';
import { NeighbourLinks } from '../../neighbour-links';
import { ownProgress } from '../../own-progress';
import { allChapters, CONTRIBUTED } from '../../packages/given-items';
import { currentViewer } from '../../viewer';

type Address = { params: Promise<{ chapter: string }> };

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: words.chapterTitle((await params).chapter) };
}

export default async function ChapterPage({ params }: Address) {
  const { chapter: name } = await params;
  const all = await allChapters();
  const at = all.findIndex((each) => each.name === name);
  const chapter = all[at] ?? notFound();
  const progress = await ownProgress(await currentViewer());
  const place = (index: number) => {
    const each = all[index];
    return each && { title: words.chapterTitle(each.name), href: chapterHref(each.name) };
  };
  return (
    <div className="mx-auto w-full max-w-7xl px-4 py-8 sm:px-6 sm:py-10">
      <p className="text-sm">
        <Link className="link" href="/">
          {words.catalogue.allChapters}
        </Link>
      </p>
      <h1 className="mt-2 mb-5 text-xl font-semibold tracking-tight">{words.chapterTitle(name)}</h1>
      {name === CONTRIBUTED && (
        <p className="mb-5 max-w-[65ch] text-sm text-text-muted">{words.packages.contributedLead}</p>
      )}
      <ItemList items={chapter.items} progress={progress} />
      <NeighbourLinks previous={at > 0 ? place(at - 1) : undefined} next={place(at + 1)} />
    </div>
  );
}
