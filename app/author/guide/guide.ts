/** The author's guide: one worked example, whose files stand in it whole. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const readGuide = () => readFile(join(process.cwd(), 'app/author/guide/guide.md'), 'utf8');

/** A block whose first line is a language and a path: ```ts right/growing-list.ts */
const FILE = /^(`{3,4})(ts|md) ([\w./-]+)\n([\s\S]*?)^\1$/gm;

/** The files of the example, by path. */
export function guideFiles(guide: string): ReadonlyMap<string, string> {
  return new Map([...guide.matchAll(FILE)].map(([, , , path = '', text = '']) => [path, text]));
}

/** As a page shows it: the path stands above its file. */
export function shownGuide(guide: string): string {
  return guide.replace(
    FILE,
    (_, ticks: string, language: string, path: string, text: string) =>
      `**\`${path}\`**\n\n${ticks}${language === 'md' ? 'markdown' : language}\n${text}${ticks}`,
  );
}
