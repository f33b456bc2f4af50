/** The rules of the simulated machine, as students need them: every CONVENTIONS.md of the simulator, on one page. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Metadata } from 'next';
import * as words from '../dictionary';
import { Prose } from '../markdown/prose';
import { renderMarkdown } from '../markdown/render-markdown';

export const metadata: Metadata = { title: words.conventions.title };

const FILE = 'CONVENTIONS.md';
/** `](kernel/scheduling/CONVENTIONS.md)`, from the page's own folder. */
const LINK = /\]\(([\w./-]+)\/CONVENTIONS\.md\)/g;
const anchorOf = (room: string) => `room-${posix.normalize(room).replaceAll('/', '-')}`;
const read = (room: string) => readFile(join(process.cwd(), 'simulator', room, FILE), 'utf8');

export default async function ConventionsPage() {
  const overview = await read('');
  const rooms = [...overview.matchAll(LINK)].map((link) => link[1]);
  const pages = await Promise.all(
    ['', ...rooms].map(async (room) => {
      const markdown = room === '' ? overview : await read(room);
      return {
        anchor: anchorOf(room),
        html: await renderMarkdown(
          markdown.replace(LINK, (_, to) => `](#${anchorOf(posix.join(room, to))})`),
        ),
      };
    }),
  );
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="mb-5 text-xl font-semibold tracking-tight">{words.conventions.title}</h1>
      {pages.map(({ anchor, html }) => (
        <section key={anchor} id={anchor} className="mb-10">
          <Prose html={html} />
        </section>
      ))}
    </div>
  );
}
